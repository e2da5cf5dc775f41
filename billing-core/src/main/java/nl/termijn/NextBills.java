package nl.termijn;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.money.MonetaryAmount;
import nl.termijn.TakeOverReport.NextBill;
import nl.termijn.TakeOverReport.Oddity;
import nl.termijn.customer.Customer;
import nl.termijn.money.Amounts;
import nl.termijn.run.BillingPlanner;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.Piece;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/** The next bills of subscriptions that are taken over, where something about them is odd. */
final class NextBills {
    private final Session.Work work;
    private final BillingPlanner planner;

    NextBills(Session.Work work) {
        this.work = work;
        this.planner = work.planner();
    }

    /** The next bill of a subscription, whatever row it comes from. */
    record Odd(
            SubscriptionReference subscription,
            Set<Oddity> oddities,
            LocalDate from,
            LocalDate to,
            MonetaryAmount net) {
        NextBill of(String file, int line) {
            return new NextBill(file, line, subscription, oddities, from, to, net);
        }
    }

    /** The next bill of {@code subscription}, if something is odd about it. */
    Optional<Odd> odd(Customer customer, Subscription subscription) {
        LocalDate from = subscription.billedThrough();
        Set<Oddity> oddities = EnumSet.noneOf(Oddity.class);
        LocalDate to = from;
        LocalDate asOf = from;
        if (subscription.hasEndedOn(from)) {
            oddities.add(Oddity.ENDED);
        } else {
            ServiceCalendar calendar = ServiceCalendar.of(
                    subscription, work.administration().policies().endOfSubscription());
            LocalDate today = dueBy(subscription, work.today());
            List<Piece> due = calendar.due(today);
            if (due.size() > 1) {
                oddities.add(Oddity.SEVERAL_PERIODS);
                asOf = today;
                to = due.get(due.size() - 1).days().to();
            } else {
                to = calendar.pieceOn(from).map(piece -> piece.days().to()).orElse(from);
                asOf = subscription.timing() == BillingTiming.ADVANCE ? from.plusDays(1) : to;
            }
            if (!subscription.cycleChanges().isEmpty()) {
                oddities.add(Oddity.NEW_ANCHOR);
            }
            if (subscription.end().filter(to::equals).isPresent()
                    && !calendar.periodEnd(to.minusDays(1)).equals(to)) {
                oddities.add(Oddity.CUT_BY_END);
            }
        }
        return oddities.isEmpty()
                ? Optional.empty()
                : Optional.of(new Odd(
                        subscription.reference(),
                        oddities,
                        from,
                        to,
                        Amounts.of(
                                planner.chargedBefore(customer, subscription, asOf),
                                work.administration().currency())));
    }

    /** Before which day periods begin, or in arrears by which they end, that are due on {@code day}. */
    private static LocalDate dueBy(Subscription subscription, LocalDate day) {
        return subscription.timing() == BillingTiming.ADVANCE ? day.plusDays(1) : day;
    }
}
