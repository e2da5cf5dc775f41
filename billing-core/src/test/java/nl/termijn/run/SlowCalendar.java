package nl.termijn.run;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.Alignment;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.Terms;
import nl.termijn.testing.Fixtures;

/** The periods of a subscription counted one by one, and its days one by one: slow, obvious, and not the code it checks. */
final class SlowCalendar {
    private final Subscription subscription;
    private final LocalDate anchor;

    SlowCalendar(Subscription subscription) {
        this.subscription = subscription;
        LocalDate start = subscription.start();
        boolean broken = subscription.alignment() == Alignment.CALENDAR && start.getDayOfMonth() > 1;
        this.anchor = broken ? start.withDayOfMonth(1).plusMonths(1) : start;
    }

    /** Number of the period of {@code day}: -1 in a broken first one. */
    private int index(LocalDate day) {
        int k = -1;
        while (!anchor.plusMonths((long) (k + 1) * subscription.cycleMonths()).isAfter(day)) {
            k++;
        }
        return k;
    }

    DateRange period(LocalDate day) {
        int k = index(day);
        return DateRange.of(
                anchor.plusMonths((long) k * subscription.cycleMonths()),
                anchor.plusMonths((long) (k + 1) * subscription.cycleMonths()));
    }

    /** Rule A4. */
    boolean isFree(LocalDate day) {
        LocalDate from = period(day).from();
        LocalDate firstServed = from.isBefore(subscription.start()) ? subscription.start() : from;
        int free = subscription.trial().periods();
        return (free > 0 && index(day) < free)
                || subscription.trial().until().map(firstServed::isBefore).orElse(false);
    }

    boolean isPaused(LocalDate day) {
        return subscription.pauses().stream().anyMatch(pause -> pause.contains(day));
    }

    /** What one day costs at the terms in force on it, exact enough. */
    BigDecimal cost(LocalDate day) {
        Terms terms = Fixtures.terms(subscription, day, subscription.cycleMonths());
        return Amounts.decimal(terms.periodPrice())
                .multiply(terms.quantity())
                .divide(BigDecimal.valueOf(period(day).days()), 12, RoundingMode.HALF_UP);
    }
}
