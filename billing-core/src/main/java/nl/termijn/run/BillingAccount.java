package nl.termijn.run;

import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import nl.termijn.customer.Customer;
import nl.termijn.invoice.PendingLine;
import nl.termijn.subscription.Subscription;

/**
 * One customer with all that a run needs to know of him. Immutable.
 *
 * @param customer who is billed
 * @param subscriptions his subscriptions; those that are billed to their end may be left out
 * @param pendingLines his lines that wait, in the order of entry
 * @param invoicedMonths the run months, among those asked for, whose run invoice exists already (rule B4)
 */
public record BillingAccount(
        Customer customer,
        List<Subscription> subscriptions,
        List<PendingLine> pendingLines,
        Set<YearMonth> invoicedMonths) {

    /** Copies the collections. */
    public BillingAccount {
        subscriptions = List.copyOf(subscriptions);
        pendingLines = List.copyOf(pendingLines);
        invoicedMonths = Set.copyOf(invoicedMonths);
    }
}
