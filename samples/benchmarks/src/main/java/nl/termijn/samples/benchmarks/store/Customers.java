package nl.termijn.samples.benchmarks.store;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import nl.termijn.Billing;
import nl.termijn.administration.AdministrationId;
import nl.termijn.samples.benchmarks.Accounts;
import nl.termijn.store.BillingStore;
import nl.termijn.subscription.Subscription;

/** Administrations that are measured: customers with three subscriptions each, monthly, quarterly and yearly. */
final class Customers {
    /** The month in which all subscriptions start, so that its run bills each of them. */
    static final YearMonth FIRST = YearMonth.of(2026, 1);

    private static final int CHUNK = 500;

    private Customers() {}

    static Billing billing(BillingStore store, String administration, YearMonth month) {
        return Billing.builder()
                .store(store)
                .administration(administration)
                .clock(Clock.fixed(month.atDay(1).atTime(10, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC))
                .build();
    }

    /** Opens the administration and fills it. */
    static void fill(BillingStore store, String administration, int customers) {
        billing(store, administration, FIRST).open(Accounts.administration(administration));
        LocalDate start = FIRST.atDay(1);
        for (int from = 0; from < customers; from += CHUNK) {
            int first = from;
            int end = Math.min(from + CHUNK, customers);
            store.inTransaction(AdministrationId.of(administration), unit -> {
                List<Subscription> subscriptions = new ArrayList<>();
                for (int i = first; i < end; i++) {
                    String key = Accounts.reference(i);
                    unit.customers().save(Accounts.customer(key));
                    subscriptions.addAll(Accounts.three(key, start));
                }
                unit.subscriptions().save(subscriptions);
                return subscriptions.size();
            });
        }
    }
}
