package nl.termijn.run;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.termijn.customer.Customer;
import nl.termijn.invoice.BilledStretch;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.invoice.TopUp;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/**
 * One customer with all that a run needs to know of him. Immutable.
 *
 * @param customer who is billed
 * @param subscriptions his subscriptions; those that are billed to their end may be left out
 * @param pendingLines his lines that wait, in the order of entry
 * @param invoicedMonths the run months, among those asked for, whose run invoice exists already (rule B4)
 * @param topUps what is left of what he paid ahead with VAT, in the order in which it is drawn on
 */
public record BillingAccount(
        Customer customer,
        List<Subscription> subscriptions,
        List<PendingLine> pendingLines,
        Set<YearMonth> invoicedMonths,
        List<TopUp> topUps) {

    /** An account without top-ups. */
    public BillingAccount(
            Customer customer,
            List<Subscription> subscriptions,
            List<PendingLine> pendingLines,
            Set<YearMonth> invoicedMonths) {
        this(customer, subscriptions, pendingLines, invoicedMonths, List.of());
    }

    /** Copies the collections. */
    public BillingAccount {
        subscriptions = List.copyOf(subscriptions);
        pendingLines = List.copyOf(pendingLines);
        invoicedMonths = Set.copyOf(invoicedMonths);
        topUps = List.copyOf(topUps);
    }

    /** This account with {@code topUps}. */
    public BillingAccount withTopUps(List<TopUp> topUps) {
        return new BillingAccount(customer, subscriptions, pendingLines, invoicedMonths, topUps);
    }

    /** The subscriptions whose billing {@code taken} moves, as they are once it counts as billed. */
    public List<Subscription> subscriptionsAfter(InvoicePlan.Taken taken) {
        List<Subscription> moved = new ArrayList<>(taken.stretches().size());
        for (BilledStretch stretch : taken.stretches()) {
            for (Subscription subscription : subscriptions) {
                if (subscription.reference().equals(stretch.subscription())) {
                    moved.add(subscription.toBuilder()
                            .billedThrough(stretch.through())
                            .setUpFeeBilled(subscription.setUpFeeBilled()
                                    || taken.setUpFees().contains(subscription.reference()))
                            .build());
                }
            }
        }
        return moved;
    }

    /** The account once {@code plan} counts as billed; itself when the plan takes nothing. */
    public BillingAccount after(InvoicePlan plan) {
        BillingAccount after = plan.billed().map(this::after).orElse(this);
        return plan instanceof InvoicePlan.Draft draft
                ? after.withTopUps(topUps.stream()
                        .map(topUp -> topUp.after(draft.lines()))
                        .filter(topUp -> topUp.left().signum() > 0)
                        .toList())
                : after;
    }

    private BillingAccount after(InvoicePlan.Taken taken) {
        Map<SubscriptionReference, Subscription> moved = new HashMap<>();
        subscriptionsAfter(taken).forEach(subscription -> moved.put(subscription.reference(), subscription));
        Set<PendingLineReference> billed = new HashSet<>(taken.pendingLines());
        return new BillingAccount(
                customer,
                subscriptions.stream()
                        .map(subscription -> moved.getOrDefault(subscription.reference(), subscription))
                        .toList(),
                pendingLines.stream()
                        .filter(line -> !billed.contains(line.reference()))
                        .toList(),
                invoicedMonths,
                topUps);
    }
}
