package nl.termijn.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import nl.termijn.error.InvalidInputException;

/** How long the books are kept (rules: article 52(4) AWR, article 369k VAT Directive). */
class RetentionPeriodProperties {
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    @Example
    void the_worked_example_of_the_law_page() {
        LocalDate invoiced = LocalDate.of(2026, 5, 1);
        assertThat(RetentionPeriod.DUTCH.freeFrom(invoiced)).isEqualTo(LocalDate.of(2034, 1, 1));
        assertThat(RetentionPeriod.DUTCH.freeFromElsewhere(invoiced)).isEqualTo(LocalDate.of(2037, 1, 1));
    }

    @Example
    void a_book_year_that_begins_in_july() {
        RetentionPeriod july = new RetentionPeriod(7, 10, 7);
        assertThat(july.freeFrom(LocalDate.of(2026, 6, 30))).isEqualTo(LocalDate.of(2033, 7, 1));
        assertThat(july.freeFrom(LocalDate.of(2026, 7, 1))).isEqualTo(LocalDate.of(2034, 7, 1));
    }

    @Property(seed = "20261125")
    void a_record_is_kept_the_years_from_the_end_of_its_book_year_and_no_day_longer(
            @ForAll @IntRange(max = 20_000) int day,
            @ForAll @IntRange(max = 15) int years,
            @ForAll @IntRange(min = 1, max = 12) int month) {
        LocalDate recorded = FIRST.plusDays(day);
        RetentionPeriod period = new RetentionPeriod(years, years + 3, month);
        LocalDate free = period.freeFrom(recorded);
        assertThat(free.getMonthValue()).isEqualTo(month);
        assertThat(free.getDayOfMonth()).isEqualTo(1);
        assertThat(free.minusYears(years)).isAfter(recorded);
        assertThat(free.minusYears(years + 1)).isBeforeOrEqualTo(recorded);
        // a later record is never free earlier, and one taxed elsewhere never before one at home
        assertThat(period.freeFrom(recorded.plusDays(1))).isAfterOrEqualTo(free);
        assertThat(period.freeFromElsewhere(recorded)).isAfterOrEqualTo(free);
    }

    @Example
    void what_is_no_period_is_refused() {
        assertThatThrownBy(() -> new RetentionPeriod(-1, 10, 13))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("years")
                .hasMessageContaining("bookYearStartMonth");
    }
}
