package nl.termijn.period;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DaySetTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 6, 1);

    private static DateRange range(int from, int to) {
        return DateRange.of(FIRST.plusDays(from), FIRST.plusDays(to));
    }

    @Example
    void ranges_that_touch_or_overlap_are_one() {
        DaySet days = DaySet.of(List.of(range(10, 20), range(0, 5), range(5, 10), range(12, 14)));
        assertThat(days.ranges()).containsExactly(range(0, 20));
        assertThat(days).hasToString("[2026-06-01, 2026-06-21)");
        assertThat(DaySet.NONE).hasToString("none");
        assertThat(DaySet.NONE.hull()).isEmpty();
        assertThat(days.without(DaySet.of(range(5, 6))).hull()).contains(range(0, 20));
    }

    /** Pairs of a start and a length. */
    private static Set<LocalDate> slow(List<Integer> starts) {
        Set<LocalDate> days = new HashSet<>();
        for (int i = 0; i + 1 < starts.size(); i += 2) {
            FIRST.plusDays(starts.get(i))
                    .datesUntil(FIRST.plusDays(starts.get(i) + starts.get(i + 1) + 1L))
                    .forEach(days::add);
        }
        return days;
    }

    private static DaySet quick(List<Integer> starts) {
        DaySet days = DaySet.NONE;
        for (int i = 0; i + 1 < starts.size(); i += 2) {
            days = days.with(DaySet.of(range(starts.get(i), starts.get(i) + starts.get(i + 1) + 1)));
        }
        return days;
    }

    @Property
    void it_does_what_a_set_of_single_days_does(
            @ForAll @Size(max = 8) List<@IntRange(min = 0, max = 30) Integer> one,
            @ForAll @Size(max = 8) List<@IntRange(min = 0, max = 30) Integer> other,
            @ForAll @IntRange(min = 0, max = 40) int at) {
        Set<LocalDate> slow = slow(one);
        DaySet quick = quick(one);
        assertThat(quick.days()).isEqualTo(slow.size());
        assertThat(quick.overlaps(range(at, at + 3))).isEqualTo(slow.stream().anyMatch(range(at, at + 3)::contains));
        assertThat(quick.within(range(at, at + 3)).days())
                .isEqualTo(slow.stream().filter(range(at, at + 3)::contains).count());
        assertThat(quick.startingAt(FIRST.plusDays(at)).days())
                .isEqualTo(slow.stream()
                        .filter(day -> !day.isBefore(FIRST.plusDays(at)))
                        .count());
        Set<LocalDate> less = slow(other);
        assertThat(quick.without(quick(other)).days())
                .isEqualTo(slow.stream().filter(day -> !less.contains(day)).count());
    }
}
