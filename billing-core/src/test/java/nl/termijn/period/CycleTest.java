package nl.termijn.period;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CycleTest {
    private static final LocalDate FIRST_ANCHOR = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST_ANCHOR = LocalDate.of(2100, 12, 31);

    @ParameterizedTest
    @CsvSource({
        "2026-01-31, 1,  0, 2026-01-31, 2026-02-28",
        "2026-01-31, 1,  1, 2026-02-28, 2026-03-31",
        "2026-01-31, 1,  2, 2026-03-31, 2026-04-30",
        "2024-02-29, 12, 0, 2024-02-29, 2025-02-28",
        "2024-02-29, 12, 1, 2025-02-28, 2026-02-28",
        "2024-02-29, 12, 2, 2026-02-28, 2027-02-28",
        "2024-02-29, 12, 3, 2027-02-28, 2028-02-29",
        "2024-02-29, 12, 4, 2028-02-29, 2029-02-28",
        "2024-01-30, 1,  0, 2024-01-30, 2024-02-29",
        "2024-01-30, 1,  1, 2024-02-29, 2024-03-30",
        "2025-03-01, 1, -1, 2025-02-01, 2025-03-01",
        "2025-03-31, 3, -1, 2024-12-31, 2025-03-31",
        "2024-02-29, 24, 1, 2026-02-28, 2028-02-29",
    })
    void periods_are_counted_from_the_anchor(LocalDate anchor, int months, int k, LocalDate from, LocalDate to) {
        assertThat(Cycle.of(anchor, months).period(k)).isEqualTo(DateRange.of(from, to));
    }

    @ParameterizedTest
    @CsvSource({"2026-01-31,1", "2024-02-29,12", "2024-02-29,1", "2025-10-30,4", "2024-12-31,2", "2026-05-15,120"})
    void the_number_of_a_day_agrees_with_searching_for_it(LocalDate anchor, int months) {
        Cycle cycle = Cycle.of(anchor, months);
        for (LocalDate day = anchor.minusDays(800); day.isBefore(anchor.plusDays(1600)); day = day.plusDays(1)) {
            int k = naiveIndexOf(cycle, day);
            assertThat(cycle.indexOf(day)).as("%s", day).isEqualTo(k);
            assertThat(cycle.firstStartingFrom(day))
                    .as("%s", day)
                    .isEqualTo(cycle.start(k).equals(day) ? k : k + 1);
        }
    }

    private static int naiveIndexOf(Cycle cycle, LocalDate day) {
        LocalDate wanted = day;
        return IntStream.rangeClosed(-900, 1700)
                .filter(k -> cycle.period(k).contains(wanted))
                .findFirst()
                .orElseThrow();
    }

    static IntStream sampledCycles() {
        return IntStream.of(1, 2, 3, 12, 24, 36);
    }

    /** A sample of the exhaustive check below. */
    @ParameterizedTest
    @MethodSource("sampledCycles")
    void periods_tile_all_days_of_four_years_of_anchors(int months) {
        checkTiling(months, LocalDate.of(2099, 1, 1), LAST_ANCHOR);
        checkTiling(months, LocalDate.of(2023, 12, 1), LocalDate.of(2024, 3, 31));
    }

    @Test
    @Tag("slow")
    void periods_tile_for_every_anchor_of_a_century_and_every_cycle_up_to_three_years() {
        IntStream.rangeClosed(1, 36).forEach(months -> checkTiling(months, FIRST_ANCHOR, LAST_ANCHOR));
    }

    /** For every anchor: periods -13 to 12 touch, and the days around each bound are found in their own period. */
    private static void checkTiling(int months, LocalDate firstAnchor, LocalDate lastAnchor) {
        for (LocalDate anchor = firstAnchor; !anchor.isAfter(lastAnchor); anchor = anchor.plusDays(1)) {
            Cycle cycle = Cycle.of(anchor, months);
            LocalDate touches = cycle.period(-13).from();
            for (int k = -13; k <= 12; k++) {
                DateRange period = cycle.period(k);
                boolean right = period.from().equals(touches)
                        && period.from().equals(anchor.plusMonths((long) k * months))
                        && cycle.indexOf(period.from()) == k
                        && cycle.indexOf(period.last()) == k
                        && cycle.indexOf(period.to()) == k + 1
                        && cycle.firstStartingFrom(period.from()) == k
                        && cycle.firstStartingFrom(period.from().plusDays(1)) == k + 1;
                if (!right) {
                    throw new AssertionError(cycle + " is wrong about period " + k + ": " + period);
                }
                touches = period.to();
            }
        }
    }
}
