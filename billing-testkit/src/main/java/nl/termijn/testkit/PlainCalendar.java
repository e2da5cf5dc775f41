package nl.termijn.testkit;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.termijn.subscription.Alignment;
import nl.termijn.subscription.CycleChange;
import nl.termijn.subscription.Pause;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.Trial;

/**
 * The periods of a subscription by rules A1 to A5, computed from the page alone and not with the engine's calendar, so that
 * the laws have something to compare the engine with.
 */
final class PlainCalendar {
    private final Subscription subscription;
    private final List<Period> periods;

    /**
     * One period.
     *
     * @param from first day
     * @param to first day after it
     * @param fullFrom first day of the whole period that it is part of
     * @param fullTo first day after that whole period
     * @param full how many whole periods came before it; a broken first one does not count
     */
    record Period(LocalDate from, LocalDate to, LocalDate fullFrom, LocalDate fullTo, int full) {
        boolean contains(LocalDate day) {
            return !day.isBefore(from) && day.isBefore(to);
        }

        boolean isWhole() {
            return from.equals(fullFrom) && to.equals(fullTo);
        }

        long length() {
            return ChronoUnit.DAYS.between(fullFrom, fullTo);
        }
    }

    private PlainCalendar(Subscription subscription, List<Period> periods) {
        this.subscription = subscription;
        this.periods = periods;
    }

    /** The periods that start before {@code until}. */
    static PlainCalendar of(Subscription subscription, LocalDate until) {
        List<Period> periods = new ArrayList<>();
        List<CycleChange> changes = subscription.cycleChanges();
        LocalDate anchor = subscription.start();
        int months = subscription.cycleMonths();
        if (subscription.alignment() == Alignment.CALENDAR && anchor.getDayOfMonth() != 1) {
            LocalDate broken = anchor;
            anchor = anchor.withDayOfMonth(1).plusMonths(1);
            LocalDate to =
                    changes.isEmpty() ? anchor : earlier(anchor, changes.get(0).from());
            if (broken.isBefore(to)) {
                periods.add(new Period(broken, to, anchor.minusMonths(months), anchor, -1));
            }
        }
        int full = 0;
        int next = 0;
        int k = 0;
        while (true) {
            LocalDate from = anchor.plusMonths((long) k * months);
            if (next < changes.size() && !changes.get(next).from().isAfter(from)) {
                anchor = changes.get(next).from();
                months = changes.get(next).months();
                next++;
                k = 0;
                continue;
            }
            if (!from.isBefore(until)) {
                return new PlainCalendar(subscription, periods);
            }
            LocalDate fullTo = anchor.plusMonths((long) (k + 1) * months);
            LocalDate to =
                    next < changes.size() ? earlier(fullTo, changes.get(next).from()) : fullTo;
            periods.add(new Period(from, to, from, fullTo, full));
            full++;
            k++;
        }
    }

    private static LocalDate earlier(LocalDate one, LocalDate two) {
        return one.isBefore(two) ? one : two;
    }

    /** The period that {@code day} is in, when it starts before the day given to {@link #of}. */
    Optional<Period> at(LocalDate day) {
        return periods.stream().filter(period -> period.contains(day)).findFirst();
    }

    /** Whether a line must bill {@code day} once billing has passed it: served, not paused and not free. */
    boolean isCharged(LocalDate day) {
        return !day.isBefore(subscription.firstDay())
                && !subscription.hasEndedOn(day)
                && subscription.pauses().stream().noneMatch(pause -> isIn(pause, day))
                && at(day).filter(period -> !isFree(period)).isPresent();
    }

    private static boolean isIn(Pause pause, LocalDate day) {
        return !day.isBefore(pause.from()) && pause.to().map(day::isBefore).orElse(true);
    }

    /** Rule A4; where a cycle was changed during a trial by periods, every period that could be free is taken as free. */
    private boolean isFree(Period period) {
        Trial trial = subscription.trial();
        boolean before = trial.until().map(period.from()::isBefore).orElse(false);
        return before || (trial.periods() > 0 && period.full() < trial.periods());
    }
}
