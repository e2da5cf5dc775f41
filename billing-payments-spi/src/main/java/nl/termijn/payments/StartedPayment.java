package nl.termijn.payments;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A payment that waits for the payer.
 *
 * @param paymentId the provider's key
 * @param payAt the page where he pays; needs no login
 * @param expiresAt when it lapses, if the provider says so
 */
public record StartedPayment(String paymentId, URI payAt, Optional<Instant> expiresAt) {}
