package nl.termijn.period;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A set of days, as ranges in the order of time that neither overlap nor touch. Immutable.
 *
 * <pre>
 * {[06-01, 06-10) [06-20, 07-01)}  with [06-10, 06-15)      {[06-01, 06-15) [06-20, 07-01)}
 * {[06-01, 07-01)}                 without [06-10, 06-15)   {[06-01, 06-10) [06-15, 07-01)}
 * </pre>
 *
 * @param ranges the ranges
 */
public record DaySet(List<DateRange> ranges) {
    /** No days. */
    public static final DaySet NONE = new DaySet(List.of());

    /** Sorts and joins the ranges. */
    public DaySet {
        ranges = joined(ranges);
    }

    /** The days of {@code ranges}, which may overlap. */
    public static DaySet of(Collection<DateRange> ranges) {
        return ranges.isEmpty() ? NONE : new DaySet(List.copyOf(ranges));
    }

    /** The days of one range. */
    public static DaySet of(DateRange range) {
        return new DaySet(List.of(range));
    }

    private static List<DateRange> joined(List<DateRange> ranges) {
        if (ranges.size() < 2) {
            return List.copyOf(ranges);
        }
        List<DateRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparing(DateRange::from));
        List<DateRange> joined = new ArrayList<>(sorted.size());
        for (DateRange next : sorted) {
            DateRange last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last == null || next.from().isAfter(last.to())) {
                joined.add(next);
            } else if (next.to().isAfter(last.to())) {
                joined.set(joined.size() - 1, DateRange.of(last.from(), next.to()));
            }
        }
        return List.copyOf(joined);
    }

    /** These days and those of {@code more}. */
    public DaySet with(DaySet more) {
        if (more.isEmpty()) {
            return this;
        }
        List<DateRange> all = new ArrayList<>(ranges);
        all.addAll(more.ranges);
        return new DaySet(all);
    }

    /** These days but those of {@code less}. */
    public DaySet without(DaySet less) {
        List<DateRange> left = ranges;
        for (DateRange hole : less.ranges) {
            List<DateRange> next = new ArrayList<>(left.size() + 1);
            for (DateRange range : left) {
                range.upTo(hole.from()).ifPresent(next::add);
                range.startingAt(hole.to()).ifPresent(next::add);
            }
            left = next;
        }
        return of(left);
    }

    /** The days that are in {@code range} too. */
    public DaySet within(DateRange range) {
        return of(
                ranges.stream().flatMap(own -> own.intersection(range).stream()).toList());
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether a day of {@code range} is among them. */
    public boolean overlaps(DateRange range) {
        return ranges.stream().anyMatch(range::overlaps);
    }

    /** How many days. */
    public long days() {
        return ranges.stream().mapToLong(DateRange::days).sum();
    }

    /** The days from {@code day} on. */
    public DaySet startingAt(LocalDate day) {
        return of(
                ranges.stream().flatMap(range -> range.startingAt(day).stream()).toList());
    }

    /** From the first day to the last, with what lies between them; nothing where there are no days. */
    public Optional<DateRange> hull() {
        return isEmpty()
                ? Optional.empty()
                : Optional.of(DateRange.of(
                        ranges.get(0).from(), ranges.get(ranges.size() - 1).to()));
    }

    /** The ranges as {@code [2026-06-01, 2026-06-16) and [2026-06-20, 2026-07-01)}. */
    @Override
    public String toString() {
        return isEmpty() ? "none" : ranges.stream().map(DateRange::toString).collect(Collectors.joining(" and "));
    }
}
