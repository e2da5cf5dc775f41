package nl.termijn.samples.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.Billing;
import nl.termijn.RunReport;
import nl.termijn.store.memory.InMemoryBillingStore;

/**
 * The whole monthly run on the in-memory store: read, plan, save, for many customers with three subscriptions each. Prints
 * customers a second, what the store itself holds, and the highest heap use after a collection during the run.
 *
 * <pre>java -cp samples/benchmarks/target/benchmarks.jar nl.termijn.samples.benchmarks.WholeRun 100000</pre>
 */
public final class WholeRun {
    private static final LocalDate START = LocalDate.of(2026, 1, 1);

    private WholeRun() {}

    /** Runs with the number of customers given, 100,000 unless given. */
    public static void main(String[] args) {
        int customers = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
        Billing billing = Billing.builder()
                .store(new InMemoryBillingStore())
                .administration("bench")
                .clock(Clock.fixed(Instant.parse("2026-01-01T11:00:00Z"), ZoneOffset.UTC))
                .build();
        billing.open(Accounts.administration("bench"));
        for (int i = 0; i < customers; i++) {
            String key = Accounts.reference(i);
            billing.customers().put(Accounts.customer(key));
            Accounts.three(key, START).forEach(billing.subscriptions()::start);
        }
        report("store filled", customers, 0);
        long before = System.nanoTime();
        RunReport run = billing.runs().run(YearMonth.of(2026, 1));
        long nanos = System.nanoTime() - before;
        if (run.made() != customers) {
            throw new IllegalStateException("expected " + customers + " drafts, made " + run.made());
        }
        report("run, " + run.gross() + " in all", customers, nanos);
        // asked after the measurement, so that the store is still held then
        if (billing.invoices().awaitingApproval(Optional.empty(), 1).isEmpty()) {
            throw new IllegalStateException("the drafts are gone");
        }
    }

    private static void report(String what, int customers, long nanos) {
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.gc();
        long held = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        String rate = nanos == 0 ? "" : String.format(Locale.ROOT, ", %.0f customers/s", customers * 1e9 / nanos);
        System.out.printf(
                Locale.ROOT,
                "%s: %d customers%s, held %d MB (%d bytes a customer), peak %d MB%n",
                what,
                customers,
                rate,
                held >> 20,
                held / customers,
                peak >> 20);
    }
}
