package nl.termijn.samples.benchmarks.killbill;

import java.util.concurrent.TimeUnit;
import nl.termijn.run.BillingAccount;
import nl.termijn.run.BillingPlanner;
import nl.termijn.run.InvoicePlan;
import nl.termijn.samples.benchmarks.Accounts;
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

/** Our invoices per second on the scenarios of {@link KillBillBenchmark}, VAT and totals included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@SuppressWarnings("NullAway.Init") // JMH fills the fields before it measures
public class TermijnBenchmark {
    /** What is invoiced. */
    @Param
    public Scenario scenario;

    private BillingPlanner planner;
    private BillingAccount account;

    /** Makes the customer and what was billed to him, outside the measurement. */
    @Setup
    public void makeCustomer() {
        planner = Accounts.planner();
        account = Accounts.account(scenario.monthly(), scenario.yearly(), Scenario.START, scenario.history());
        InvoicePlan plan = invoice();
        if (!(plan instanceof InvoicePlan.Draft draft) || draft.lines().size() != scenario.items()) {
            throw new IllegalStateException("expected " + scenario.items() + " lines, found " + plan);
        }
    }

    /** One invoice from the customer's subscriptions. */
    @Benchmark
    public InvoicePlan invoice() {
        return planner.planRun(account, scenario.month());
    }
}
