package nl.termijn.samples.benchmarks;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import nl.termijn.period.Cycle;
import nl.termijn.period.DateRange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Periods per second: the bounds of the first ten years of a monthly subscription, periods 0 to 119.
 *
 * <p>The anchor is a 31st, so that most bounds need the clamp to the end of a shorter month.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(CycleBenchmark.PERIODS)
public class CycleBenchmark {
    static final int PERIODS = 120;

    // not final: JMH advises so, as a constant would be folded away
    private LocalDate anchor = LocalDate.of(2026, 1, 31);

    /** Ours as the planner walks it: every bound from the anchor, once, as checked ranges that touch. */
    @Benchmark
    public void walk(Blackhole sink) {
        Cycle cycle = new Cycle(anchor, 1);
        LocalDate from = cycle.start(0);
        for (int k = 0; k < PERIODS; k++) {
            DateRange period = new DateRange(from, cycle.start(k + 1));
            sink.consume(period.from());
            sink.consume(period.to());
            from = period.to();
        }
    }

    /** Ours by number, in any order: both bounds from the anchor. */
    @Benchmark
    public void period(Blackhole sink) {
        Cycle cycle = new Cycle(anchor, 1);
        for (int k = 0; k < PERIODS; k++) {
            DateRange period = cycle.period(k);
            sink.consume(period.from());
            sink.consume(period.to());
        }
    }

    /** The floor of {@code period}: the two additions that a period by number needs, no range, no check. */
    @Benchmark
    public void plusMonthsTwice(Blackhole sink) {
        for (int k = 0; k < PERIODS; k++) {
            sink.consume(anchor.plusMonths(k));
            sink.consume(anchor.plusMonths(k + 1L));
        }
    }

    /** The floor of {@code walk}: one addition a period, its result reused as the next start, no range, no check. */
    @Benchmark
    public void plusMonths(Blackhole sink) {
        LocalDate from = anchor;
        for (int k = 0; k < PERIODS; k++) {
            LocalDate to = anchor.plusMonths(k + 1L);
            sink.consume(from);
            sink.consume(to);
            from = to;
        }
    }
}
