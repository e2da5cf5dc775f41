package nl.termijn.error;

import org.jspecify.annotations.Nullable;

/**
 * Anything the billing library refuses or cannot do. The call that threw it saved nothing.
 *
 * <p>Messages never hold personal data or secrets, so that they may be logged.
 */
public abstract sealed class BillingException extends RuntimeException
        permits InvalidInputException,
                NotAllowedException,
                NotFoundException,
                ConflictException,
                UnreadableException,
                ProviderException {

    private static final long serialVersionUID = 1L;

    BillingException(String message) {
        super(message);
    }

    BillingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
