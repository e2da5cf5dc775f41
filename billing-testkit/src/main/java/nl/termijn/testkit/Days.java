package nl.termijn.testkit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import nl.termijn.period.DateRange;

/** A set of days. */
final class Days {
    private static final long FIRST = LocalDate.of(1900, 1, 1).toEpochDay();

    private final BitSet days = new BitSet();

    static Days of(DateRange range) {
        Days days = new Days();
        days.add(range);
        return days;
    }

    Days copy() {
        Days copy = new Days();
        copy.add(this);
        return copy;
    }

    void add(DateRange range) {
        days.set(index(range.from()), index(range.to()));
    }

    void add(Days other) {
        days.or(other.days);
    }

    void remove(Days other) {
        days.andNot(other.days);
    }

    Days and(Days other) {
        Days both = copy();
        both.days.and(other.days);
        return both;
    }

    boolean contains(LocalDate day) {
        return days.get(index(day));
    }

    boolean isEmpty() {
        return days.isEmpty();
    }

    /** How many of them are in {@code range}. */
    int countIn(LocalDate from, LocalDate to) {
        return days.get(index(from), index(to)).cardinality();
    }

    /** The days as stretches without a gap, in order. */
    List<DateRange> stretches() {
        List<DateRange> stretches = new ArrayList<>();
        for (int from = days.nextSetBit(0); from >= 0; ) {
            int to = days.nextClearBit(from);
            stretches.add(DateRange.of(LocalDate.ofEpochDay(FIRST + from), LocalDate.ofEpochDay(FIRST + to)));
            from = days.nextSetBit(to);
        }
        return stretches;
    }

    private static int index(LocalDate day) {
        return Math.toIntExact(day.toEpochDay() - FIRST);
    }

    @Override
    public String toString() {
        return stretches().toString();
    }
}
