package nl.termijn.invoice;

import java.time.LocalDate;
import nl.termijn.subscription.SubscriptionReference;

/**
 * How far a document moved the billing of one subscription, so that giving it back restores exactly what was.
 *
 * @param subscription whose billing
 * @param from billed through this day before
 * @param through billed through this day since
 */
public record BilledStretch(SubscriptionReference subscription, LocalDate from, LocalDate through) {}
