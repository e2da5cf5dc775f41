package nl.termijn.mail;

/** Hands mail over to whatever delivers it. */
public interface Mailer {

    /**
     * Hands {@code message} over. May be called again with the same key after a fault, also after a delivery whose answer
     * was lost.
     *
     * @throws nl.termijn.error.ProviderException with {@code LATER} for a passing fault, {@code NEVER} for a refusal
     */
    void deliver(MailMessage message);
}
