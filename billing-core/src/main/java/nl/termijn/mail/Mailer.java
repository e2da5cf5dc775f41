package nl.termijn.mail;

/**
 * Hands mail over to whatever delivers it.
 */
@FunctionalInterface
public interface Mailer {

    /**
     * Hands {@code message} over, within a quarter of an hour: half an hour after the attempt began, another host may begin
     * the next. May be called again with the same key after a fault, also after a delivery whose answer was lost.
     *
     * @throws nl.termijn.error.ProviderException with {@code LATER} for a passing fault, {@code NEVER} for a refusal, {@code
     *     WITH_OTHER_SETTINGS} when nothing can be sent before somebody corrects the settings, {@code UNKNOWN_OUTCOME} when it
     *     may have arrived
     */
    void deliver(MailMessage message);

    /**
     * Hands {@code message} over and tells the outcome for each recipient. A mailer that cannot tell recipients apart
     * implements {@link #deliver} only: there all of them have it, or none.
     *
     * @throws nl.termijn.error.ProviderException as {@link #deliver}, when nobody has it
     */
    default Handover handOver(MailMessage message) {
        deliver(message);
        return Handover.toAll(message.to());
    }
}
