package nl.termijn.subscription;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import nl.termijn.administration.Policies.EndOfSubscription;
import nl.termijn.period.Cycle;
import nl.termijn.period.DateRange;

/**
 * The periods of one subscription laid over its served days: which pieces there are to bill (rules A1 to A5, B2, C6).
 *
 * <pre>
 * |------ period k ------|------ period k+1 ------|
 *         |-- paused --|                    |end              pieces: [k.from, pause)  [resume, k.to)  [k+1.from, end)
 *  billed |
 * </pre>
 *
 * <p>Finding the first piece takes constant time, whatever was billed before. Immutable.
 */
public final class ServiceCalendar {
    private final Subscription subscription;
    private final EndOfSubscription endPolicy;
    private final Segment[] segments;

    /** A stretch of one cycle. {@code countAtZero} is how many periods were counted before its period 0. */
    private record Segment(Cycle cycle, LocalDate from, LocalDate to, int countAtZero) {
        LocalDate endOr(LocalDate day) {
            return day.isAfter(to) ? to : day;
        }
    }

    private ServiceCalendar(Subscription subscription, EndOfSubscription endPolicy) {
        this.subscription = subscription;
        this.endPolicy = endPolicy;
        this.segments = segments(subscription);
    }

    /** The calendar of {@code subscription} under the seller's policy for last periods. */
    public static ServiceCalendar of(Subscription subscription, EndOfSubscription endPolicy) {
        return new ServiceCalendar(subscription, endPolicy);
    }

    private static Segment[] segments(Subscription subscription) {
        LocalDate start = subscription.start();
        boolean broken = subscription.alignment() == Alignment.CALENDAR && start.getDayOfMonth() != 1;
        Cycle cycle = Cycle.of(broken ? start.withDayOfMonth(1).plusMonths(1) : start, subscription.cycleMonths());
        int count = broken ? 1 : 0;
        if (subscription.cycleChanges().isEmpty()) {
            return new Segment[] {new Segment(cycle, start, LocalDate.MAX, count)};
        }
        List<Segment> segments = new ArrayList<>();
        LocalDate from = start;
        for (CycleChange change : subscription.cycleChanges()) {
            if (change.from().isAfter(from)) {
                segments.add(new Segment(cycle, from, change.from(), count));
                count += cycle.firstStartingFrom(change.from());
            } else if (segments.isEmpty()) {
                // nothing of the first cycle is left, its broken first period neither
                count = 0;
            }
            cycle = Cycle.of(change.from(), change.months());
            from = change.from();
        }
        segments.add(new Segment(cycle, from, LocalDate.MAX, count));
        return segments.toArray(Segment[]::new);
    }

    /**
     * The unbilled pieces due at a limit, in the order of time. In advance: those that start before {@code limit}. In
     * arrears: those that end on or before it (rule B2).
     */
    public List<Piece> due(LocalDate limit) {
        Predicate<Piece> isDue = subscription.timing() == BillingTiming.ADVANCE
                ? piece -> piece.days().from().isBefore(limit)
                : piece -> !piece.days().to().isAfter(limit);
        List<Piece> due = new ArrayList<>(4);
        walk(subscription.billedThrough(), limit, piece -> isDue.test(piece) && due.add(piece));
        return due;
    }

    /** Whether a day from {@code day} on will be charged, as far as is known now. */
    public boolean hasChargedDayFrom(LocalDate day) {
        Optional<LocalDate> last =
                subscription.end().or(() -> subscription.openPause().map(Pause::from));
        if (last.isEmpty()) {
            return true;
        }
        List<Piece> any = new ArrayList<>(1);
        walk(day, last.get(), piece -> {
            any.add(piece);
            return false;
        });
        return !any.isEmpty();
    }

    /** The charged piece that holds {@code day}, if the day is charged. */
    public Optional<Piece> pieceOn(LocalDate day) {
        if (day.isBefore(subscription.firstDay())) {
            return Optional.empty();
        }
        List<Piece> found = new ArrayList<>(1);
        Segment segment = segmentOf(day);
        LocalDate from =
                later(segment.from(), segment.cycle().start(segment.cycle().indexOf(day)));
        walk(from, day.plusDays(1), piece -> {
            if (piece.days().contains(day)) {
                found.add(piece);
            }
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    /** Whether a day before {@code day} was charged. */
    public boolean hasChargedDayBefore(LocalDate day) {
        List<Piece> any = new ArrayList<>(1);
        walk(subscription.start(), day, piece -> {
            any.add(piece);
            return false;
        });
        return !any.isEmpty();
    }

    /** First day of the first period that starts on or after {@code day}. */
    public LocalDate nextPeriodStart(LocalDate day) {
        if (!day.isAfter(subscription.start())) {
            return subscription.start();
        }
        Segment segment = segmentOf(day);
        LocalDate start = segment.cycle().start(segment.cycle().firstStartingFrom(day));
        return segment.endOr(start);
    }

    /** Months of the cycle in which {@code day} falls. */
    public int monthsOn(LocalDate day) {
        return segmentOf(day).cycle().months();
    }

    /** End of the period in which {@code day} falls. */
    public LocalDate periodEnd(LocalDate day) {
        Segment segment = segmentOf(day);
        return segment.endOr(segment.cycle().start(segment.cycle().indexOf(day) + 1));
    }

    /** The discount of the subscription that runs in the period of {@code piece}, if any. */
    public Optional<Discount> discountOf(Piece piece) {
        if (subscription.discount().isEmpty()) {
            return Optional.empty();
        }
        return subscription
                .discount()
                .filter(timed ->
                        timed.runsIn(piece.count(), later(piece.period().from(), subscription.start())))
                .filter(timed -> timed.isFor(subscription.productOn(piece.days().from())))
                .map(TimedDiscount::discount);
    }

    private Segment segmentOf(LocalDate day) {
        Segment found = segments[0];
        for (Segment segment : segments) {
            if (!segment.from().isAfter(day)) {
                found = segment;
            }
        }
        return found;
    }

    /** Visits charged pieces from {@code from} in periods that start before {@code limit}, while the visitor says so. */
    private void walk(LocalDate from, LocalDate limit, Predicate<Piece> visitor) {
        LocalDate cursor = later(from, subscription.firstDay());
        LocalDate end = subscription.end().orElse(LocalDate.MAX);
        int trialCounts = trialCounts();
        for (Segment segment : segments) {
            LocalDate stop = segment.endOr(end);
            if (!cursor.isBefore(stop) || cursor.isBefore(segment.from())) {
                continue;
            }
            Cycle cycle = segment.cycle();
            for (int k = cycle.indexOf(cursor); cursor.isBefore(stop); k++) {
                LocalDate next = cycle.start(k + 1);
                if (!cursor.isBefore(limit)) {
                    return;
                }
                LocalDate to = next.isBefore(stop) ? next : stop;
                int count = segment.countAtZero() + k - trialCounts;
                if (count >= 0 && !visitServed(cycle, k, count, DateRange.of(cursor, to), visitor)) {
                    return;
                }
                cursor = to;
            }
        }
    }

    private boolean visitServed(Cycle cycle, int k, int count, DateRange days, Predicate<Piece> visitor) {
        if (subscription.pauses().isEmpty() && subscription.changes().isEmpty()) {
            return visitor.test(piece(cycle, k, count, days));
        }
        for (DateRange served : served(days)) {
            if (!visitor.test(piece(cycle, k, count, served))) {
                return false;
            }
        }
        return true;
    }

    private Piece piece(Cycle cycle, int k, int count, DateRange served) {
        boolean isWhole = endPolicy == EndOfSubscription.WHOLE
                && subscription.end().map(served.to()::equals).orElse(false);
        return new Piece(cycle, k, count, served, isWhole ? cycle.start(k + 1) : served.to());
    }

    private List<DateRange> served(DateRange days) {
        List<DateRange> parts = new ArrayList<>(List.of(days));
        for (Pause pause : subscription.pauses()) {
            parts = replaceEach(parts, part -> {
                List<DateRange> left = new ArrayList<>(2);
                part.upTo(pause.from()).ifPresent(left::add);
                pause.to().flatMap(part::startingAt).ifPresent(left::add);
                return left;
            });
        }
        for (TermsChange change : subscription.changesThatCount()) {
            if (change.effect() == TermsChange.Effect.AT_ONCE && subscription.isCutOn(change.effectiveFrom())) {
                parts = replaceEach(parts, part -> cutAt(part, change.effectiveFrom()));
            }
        }
        return parts;
    }

    private static List<DateRange> cutAt(DateRange part, LocalDate day) {
        if (!part.contains(day) || part.from().equals(day)) {
            return List.of(part);
        }
        return List.of(DateRange.of(part.from(), day), DateRange.of(day, part.to()));
    }

    private static List<DateRange> replaceEach(
            List<DateRange> parts, java.util.function.Function<DateRange, List<DateRange>> replacement) {
        List<DateRange> replaced = new ArrayList<>(parts.size() + 1);
        parts.forEach(part -> replaced.addAll(replacement.apply(part)));
        return replaced;
    }

    /** How many periods, counted from the start, are free. */
    private int trialCounts() {
        Trial trial = subscription.trial();
        if (trial.isNone()) {
            return 0;
        }
        int broken = segments[0].countAtZero();
        int byNumber = trial.periods() == 0 ? 0 : trial.periods() + broken;
        int byDate = trial.until()
                .filter(until -> until.isAfter(subscription.start()))
                .map(this::periodsStartingBefore)
                .orElse(0);
        return Math.max(byNumber, byDate);
    }

    /** How many periods start before {@code day}, which is after the start. */
    private int periodsStartingBefore(LocalDate day) {
        // the last day before it, so that the periods of a cycle that begins on the day itself do not count
        Segment segment = segmentOf(day.minusDays(1));
        return segment.countAtZero() + segment.cycle().firstStartingFrom(day);
    }

    private static LocalDate later(LocalDate left, LocalDate right) {
        return left.isAfter(right) ? left : right;
    }
}
