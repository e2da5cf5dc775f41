package nl.termijn.error;

import org.jspecify.annotations.Nullable;

/** Somebody else was first: the caller reads again and decides anew. */
public final class ConflictException extends BillingException {
    private static final long serialVersionUID = 1L;

    private final String subject;

    /** Makes the exception about {@code subject}, whose message says what changed and who must retry. */
    public ConflictException(String subject, String message) {
        this(subject, message, null);
    }

    /** Makes the exception about {@code subject}, with what the store said. */
    public ConflictException(String subject, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.subject = subject;
    }

    /** What both wanted to change. */
    public String subject() {
        return subject;
    }
}
