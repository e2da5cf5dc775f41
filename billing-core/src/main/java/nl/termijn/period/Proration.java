package nl.termijn.period;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import nl.termijn.error.Violations;
import nl.termijn.money.Rounding;

/**
 * What a part of a period costs (rule C3): the cumulative amount at the part's end minus that at its start, each rounded,
 * so that the parts of a period always sum to the whole however it is cut.
 *
 * <pre>
 * whole  |------------------- D days --------------------|
 * part            |---------------------|
 *        |-- u ---|
 *        |------------- v --------------|       charge = round(a * v / D) - round(a * u / D)
 *
 * 12.50 for [2025-02-17, 2025-03-01) of [2025-02-01, 2025-03-01):  12.50 - 7.14 = 5.36
 * </pre>
 *
 * @param u days of the period before the part, 0 or more
 * @param v days of the period up to the part's end, more than {@code u}
 * @param days D, the days of the whole period
 */
public record Proration(long u, long v, long days) {

    /** Makes the part; {@code 0 <= u < v <= days}. */
    public Proration {
        if (u < 0 || v <= u || days < v) {
            Violations.of("part of a period")
                    .check(false, "days", u + ".." + v, "must lie within the period's " + days + " days", "")
                    .throwIfAny();
        }
    }

    /** The part {@code part} of the period {@code whole}, which contains it. */
    public static Proration of(DateRange part, DateRange whole) {
        return between(part.from(), part.to(), whole);
    }

    /** The part {@code [from, to)} of the period {@code whole}, which contains it. */
    public static Proration between(LocalDate from, LocalDate to, DateRange whole) {
        return new Proration(
                ChronoUnit.DAYS.between(whole.from(), from), ChronoUnit.DAYS.between(whole.from(), to), whole.days());
    }

    /** Whether the part is the whole period. */
    public boolean isWhole() {
        return u == 0 && v == days;
    }

    /** This part's share of {@code amount}, which is exact (not yet rounded) for the whole period. */
    public BigDecimal of(BigDecimal amount, Rounding rounding) {
        return upTo(v, amount, rounding).subtract(upTo(u, amount, rounding));
    }

    private BigDecimal upTo(long day, BigDecimal amount, Rounding rounding) {
        return rounding.divide(amount.multiply(BigDecimal.valueOf(day)), BigDecimal.valueOf(days));
    }
}
