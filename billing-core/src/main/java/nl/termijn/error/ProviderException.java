package nl.termijn.error;

import org.jspecify.annotations.Nullable;

/** Something outside (mail, renderer, payment provider, books) did not do its work. */
public final class ProviderException extends BillingException {
    private static final long serialVersionUID = 1L;

    private final Retry retry;

    /** Makes the exception. */
    public ProviderException(Retry retry, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.retry = retry;
    }

    /** Whether trying again can help. */
    public Retry retry() {
        return retry;
    }

    /** Whether trying again can help. */
    public enum Retry {
        /** A passing fault: try later. */
        LATER,
        /** A refusal: the same attempt will fail again. */
        NEVER,
        /**
         * The settings are wrong, such as a password: nothing succeeds before a person has corrected them, so whoever works
         * through a list stops.
         */
        WITH_OTHER_SETTINGS,
        /** The outcome is unknown: it may have been done although no answer came, so trying again may do it twice. */
        UNKNOWN_OUTCOME
    }
}
