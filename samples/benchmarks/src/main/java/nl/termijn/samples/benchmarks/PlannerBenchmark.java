package nl.termijn.samples.benchmarks;

import java.time.YearMonth;
import java.util.concurrent.TimeUnit;
import nl.termijn.run.BillingAccount;
import nl.termijn.run.BillingPlanner;
import nl.termijn.run.InvoicePlan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Customers planned per second, on one core: lines, discounts, VAT and totals of one month's invoice.
 *
 * <p>The same work after 120 months of history must cost the same, and 10 and 100 subscriptions 10 and 100 times.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@SuppressWarnings("NullAway.Init") // JMH fills the fields before it measures
public class PlannerBenchmark {
    private static final YearMonth START = YearMonth.of(2016, 1);

    /** Subscriptions of the customer; one of two is yearly, of more all are monthly. */
    @Param({"2", "10", "100"})
    public int subscriptions;

    /** Months that were billed before. */
    @Param({"0", "120"})
    public int history;

    private BillingPlanner planner;
    private BillingAccount account;
    private YearMonth month;

    /** Makes the customer, outside the measurement. */
    @Setup
    public void makeCustomer() {
        planner = Accounts.planner();
        int yearly = subscriptions == 2 ? 1 : 0;
        account = Accounts.account(subscriptions - yearly, yearly, START, history);
        month = START.plusMonths(history);
    }

    /** One customer's invoice. */
    @Benchmark
    public InvoicePlan customer() {
        return planner.planRun(account, month);
    }
}
