package nl.termijn.vat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rates of one country and kind through time, as a step function: {@code rates[i]} holds from {@code days[i]} until
 * the next; {@code null} is no rate. Neighbours differ, so that every step is a change.
 */
final class RateLine {
    private final long[] days;
    private final @Nullable BigDecimal[] rates;

    private RateLine(long[] days, @Nullable BigDecimal[] rates) {
        this.days = days;
        this.rates = rates;
    }

    /** From rows of one country and kind that are in order and do not overlap. */
    static RateLine of(List<VatRate> rows) {
        long[] days = new long[2 * rows.size()];
        @Nullable BigDecimal[] rates = new BigDecimal[2 * rows.size()];
        int steps = 0;
        for (VatRate row : rows) {
            long from = row.from().toEpochDay();
            // a row that begins where the one before ended takes the place of that end
            if (steps > 0 && days[steps - 1] == from) {
                steps--;
            }
            BigDecimal before = steps == 0 ? null : rates[steps - 1];
            if (before == null || before.compareTo(row.rate()) != 0) {
                days[steps] = from;
                rates[steps++] = row.rate();
            }
            if (row.to().isPresent()) {
                days[steps] = row.to().get().toEpochDay();
                rates[steps++] = null;
            }
        }
        return new RateLine(Arrays.copyOf(days, steps), Arrays.copyOf(rates, steps));
    }

    @Nullable
    BigDecimal on(long day) {
        int step = stepOn(day);
        return step < 0 ? null : rates[step];
    }

    List<LocalDate> changes(long from, long to) {
        int next = stepOn(from) + 1;
        if (next == days.length || days[next] >= to) {
            return List.of();
        }
        List<LocalDate> changes = new ArrayList<>();
        for (; next < days.length && days[next] < to; next++) {
            changes.add(LocalDate.ofEpochDay(days[next]));
        }
        return List.copyOf(changes);
    }

    /** The last step on or before the day; -1 when there is none. */
    private int stepOn(long day) {
        int found = Arrays.binarySearch(days, day);
        return found >= 0 ? found : -found - 2;
    }
}
