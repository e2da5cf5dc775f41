package nl.termijn.invoice;

import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;

/**
 * A change of terms that is made when what it costs is paid.
 *
 * @param subscription whose terms change
 * @param change as it was asked
 */
public record AwaitedChange(SubscriptionReference subscription, TermsChange change) {}
