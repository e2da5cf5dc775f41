package nl.termijn.error;

/**
 * A stored value that an earlier release or a hand wrote and that is not valid now: nothing is done with it until it is
 * corrected. Lists of many leave it out and go on with the others.
 */
public final class UnreadableException extends BillingException {
    private static final long serialVersionUID = 1L;

    private final String subject;

    /** Makes the exception about {@code subject}, whose message says what is wrong and how to correct it. */
    public UnreadableException(String subject, String message) {
        super(message);
        this.subject = subject;
    }

    /** The stored value that cannot be read, such as {@code subscription S1}. */
    public String subject() {
        return subject;
    }
}
