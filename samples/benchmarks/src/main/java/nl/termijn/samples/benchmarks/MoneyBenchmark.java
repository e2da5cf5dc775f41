package nl.termijn.samples.benchmarks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.TimeUnit;
import javax.money.Monetary;
import javax.money.MonetaryAmount;
import javax.money.MonetaryRounding;
import javax.money.RoundingQueryBuilder;
import org.javamoney.moneta.Money;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Operations per second on one amount of 10.00: the evidence for the rule that a {@code MonetaryAmount} lives at the
 * edge only and the engine counts in exact decimals.
 *
 * <p>{@code prorate} is the whole of what a partial month needs: × 17 days, ÷ 31 days, half-up to cents. Both sides give
 * 5.48.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MoneyBenchmark {
    // not final: JMH advises so, as a constant would be folded away
    private BigDecimal decimal = new BigDecimal("10.00");
    private BigDecimal served = BigDecimal.valueOf(17);
    private BigDecimal days = BigDecimal.valueOf(31);
    private MonetaryAmount money = Money.of(decimal, Monetary.getCurrency("EUR"));
    private BigDecimal unroundedDecimal = new BigDecimal("5.483870967741935");
    private MonetaryAmount unroundedMoney = Money.of(unroundedDecimal, Monetary.getCurrency("EUR"));
    private MonetaryRounding halfUp = Monetary.getRounding(
            RoundingQueryBuilder.of().setScale(2).set(RoundingMode.HALF_UP).build());

    @Benchmark
    public MonetaryAmount multiplyMoney() {
        return money.multiply(served);
    }

    @Benchmark
    public BigDecimal multiplyDecimal() {
        return decimal.multiply(served);
    }

    @Benchmark
    public MonetaryAmount divideMoney() {
        return money.divide(days);
    }

    @Benchmark
    public BigDecimal divideDecimal() {
        return decimal.divide(days, 2, RoundingMode.HALF_UP);
    }

    @Benchmark
    public MonetaryAmount roundMoney() {
        return unroundedMoney.with(halfUp);
    }

    @Benchmark
    public BigDecimal roundDecimal() {
        return unroundedDecimal.setScale(2, RoundingMode.HALF_UP);
    }

    @Benchmark
    public MonetaryAmount prorateMoney() {
        return money.multiply(served).divide(days).with(halfUp);
    }

    @Benchmark
    public BigDecimal prorateDecimal() {
        return decimal.multiply(served).divide(days, 2, RoundingMode.HALF_UP);
    }
}
