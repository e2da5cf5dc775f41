package nl.termijn.payments;

import org.jspecify.annotations.Nullable;

/** A provider refused something or could not be reached. */
public final class PaymentProviderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Retry retry;

    /** Whether trying again can help. */
    public enum Retry {
        /** A passing fault: try later, with the same key. */
        LATER,
        /** A refusal: the same attempt will fail again. */
        NEVER
    }

    /** Makes the exception; the message holds no secret and no personal data. */
    public PaymentProviderException(Retry retry, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.retry = retry;
    }

    /** Whether trying again can help. */
    public Retry retry() {
        return retry;
    }
}
