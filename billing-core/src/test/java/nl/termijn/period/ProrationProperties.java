package nl.termijn.period;

import static nl.termijn.testing.Fixtures.EUR;
import static nl.termijn.testing.Fixtures.day;
import static nl.termijn.testing.Fixtures.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import javax.money.Monetary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import nl.termijn.error.InvalidInputException;
import nl.termijn.money.Rounding;

class ProrationProperties {
    private static final Rounding CENTS = Rounding.of(EUR);

    @Example
    void a_broken_first_month_is_reckoned_over_the_full_month() {
        DateRange february = DateRange.of(day("2025-02-01"), day("2025-03-01"));
        Proration part = Proration.of(DateRange.of(day("2025-02-17"), day("2025-03-01")), february);
        assertThat(part).isEqualTo(new Proration(16, 28, 28));
        assertThat(part.of(number("12.50"), CENTS)).isEqualTo("5.36");
    }

    @Example
    void the_kept_half_of_a_short_month_is_half_its_price() {
        DateRange period = DateRange.of(day("2024-02-29"), day("2024-03-30"));
        assertThat(period.days()).isEqualTo(30);
        assertThat(Proration.between(day("2024-02-29"), day("2024-03-15"), period)
                        .of(number("30.00"), CENTS))
                .isEqualTo("15.00");
    }

    @Example
    void the_days_around_a_pause_are_rounded_cumulatively() {
        DateRange july = DateRange.of(day("2026-07-01"), day("2026-08-01"));
        assertThat(Proration.between(day("2026-07-01"), day("2026-07-10"), july).of(number("31.00"), CENTS))
                .isEqualTo("9.00");
        assertThat(Proration.between(day("2026-07-23"), day("2026-08-01"), july).of(number("31.00"), CENTS))
                .isEqualTo("9.00");
    }

    @Example
    void ten_days_of_july_in_yen() {
        assertThat(new Proration(0, 10, 31).of(number("980"), Rounding.of(Monetary.getCurrency("JPY"))))
                .isEqualTo("316");
    }

    @Example
    void a_part_lies_within_its_period() {
        for (long[] wrong : new long[][] {{-1, 2, 3}, {2, 2, 3}, {2, 1, 3}, {1, 4, 3}}) {
            assertThatThrownBy(() -> new Proration(wrong[0], wrong[1], wrong[2]))
                    .isInstanceOf(InvalidInputException.class);
        }
        assertThat(new Proration(0, 3, 3).isWhole()).isTrue();
        assertThat(new Proration(0, 2, 3).isWhole()).isFalse();
        assertThat(new Proration(1, 3, 3).isWhole()).isFalse();
    }

    @Property
    void the_parts_of_a_period_cost_what_the_whole_costs(
            @ForAll @BigRange(min = "-10000", max = "10000") @Scale(6) BigDecimal amount,
            @ForAll @Size(max = 6) Set<@IntRange(min = 1, max = 364) Integer> cuts) {
        TreeSet<Integer> ends = new TreeSet<>(cuts);
        ends.add(365);
        BigDecimal sum = BigDecimal.ZERO;
        int from = 0;
        for (int to : ends) {
            sum = sum.add(new Proration(from, to, 365).of(amount, CENTS));
            from = to;
        }
        assertThat(sum).isEqualByComparingTo(CENTS.round(amount));
        assertThat(sum).isEqualByComparingTo(new Proration(0, 365, 365).of(amount, CENTS));
    }
}
