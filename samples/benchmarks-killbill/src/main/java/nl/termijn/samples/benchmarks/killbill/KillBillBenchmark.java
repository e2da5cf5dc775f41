package nl.termijn.samples.benchmarks.killbill;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.killbill.billing.invoice.api.InvoiceItem;
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
 * Kill Bill's invoices per second, on one core, one customer at a time.
 *
 * <p>Our side is a class with the same annotations, the same parameter and a benchmark method of the same name: JMH then
 * prints both in one table.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@SuppressWarnings("NullAway.Init") // JMH fills the fields before it measures
public class KillBillBenchmark {
    /** What is invoiced. */
    @Param
    public Scenario scenario;

    private KillBillPeer peer;

    /** Makes the customer and its history, outside the measurement. */
    @Setup
    public void makeCustomer() {
        peer = KillBillPeer.peerWithHistory(
                scenario.monthly(), scenario.yearly(), Scenario.START.atDay(1), scenario.history());
    }

    /** One invoice from the customer's events and history. */
    @Benchmark
    public List<InvoiceItem> invoice() {
        return peer.preview(scenario.month());
    }
}
