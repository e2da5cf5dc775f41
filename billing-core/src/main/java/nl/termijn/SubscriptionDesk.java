package nl.termijn;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.SubscriptionService.EndPreview;
import nl.termijn.SubscriptionService.Ended;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.SubscriptionService.Transfer;
import nl.termijn.administration.Policies.Cancellation;
import nl.termijn.error.ConflictException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.Violations;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.money.Amounts;
import nl.termijn.price.CustomerPrices;
import nl.termijn.price.PriceAction;
import nl.termijn.run.BilledLine;
import nl.termijn.run.ChangePlanner;
import nl.termijn.run.EndPlanner;
import nl.termijn.subscription.CycleChange;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;

/** Changes, ends and successions of subscriptions inside a unit of work: what is planned can be told first, and is then done. */
final class SubscriptionDesk {
    private final Session session;
    private final DraftDesk drafts;

    SubscriptionDesk(Session session, DraftDesk drafts) {
        this.session = session;
        this.drafts = drafts;
    }

    ChangePlanner.Change plannedChange(Session.Work work, SubscriptionReference reference, TermsChange change) {
        Subscription subscription = running(work, reference, change.effectiveFrom(), "changed");
        change.unitPrice()
                .ifPresent(price ->
                        Amounts.requireCurrency(price, work.administration().currency(), "unitPrice"));
        ChangePlanner planner = new ChangePlanner(
                work.administration().policies().endOfSubscription(), work.prices(), session::newPendingLineReference);
        ChangePlanner.Change planned = change.effect() == TermsChange.Effect.NEXT_PERIOD
                ? planner.nextPeriod(subscription, change)
                : planner.atOnce(
                        work.settings(work.customer(subscription.customer())),
                        subscription,
                        change,
                        billedAfter(work, subscription, change.effectiveFrom()),
                        work::corrections);
        requirePrices(work, planned.subscription());
        return planned;
    }

    /**
     * Refuses {@code subscription} when at some day to bill no price is agreed and the list has none. A row of the list counts for
     * ever, so the days on which the terms or the cycle change are enough.
     */
    static void requirePrices(Session.Work work, Subscription subscription) {
        ServiceCalendar calendar = ServiceCalendar.of(
                subscription, work.administration().policies().endOfSubscription());
        LocalDate first = subscription.billedThrough();
        SortedSet<LocalDate> days = new TreeSet<>();
        days.add(first);
        if (first.equals(subscription.start())) {
            days.add(calendar.nextPeriodStart(first.plusDays(1)));
        }
        subscription.changes().forEach(change -> days.add(change.effectiveFrom()));
        subscription.cycleChanges().forEach(change -> days.add(change.from()));
        CustomerPrices prices =
                work.settings(work.customer(subscription.customer())).prices(work.prices());
        for (LocalDate day : days.tailSet(first)) {
            if (!subscription.hasEndedOn(day) && subscription.agreedPriceOn(day).isEmpty()) {
                PriceAction action = day.equals(subscription.start()) ? subscription.firstPeriod() : PriceAction.RENEW;
                subscription.termsOn(day, calendar.monthsOn(day), action, prices);
            }
        }
    }

    /** The subscription in a cycle of {@code months} as of the end of what is billed, at {@code price} or the list's. */
    static Subscription inCycle(
            Session.Work work, SubscriptionReference reference, int months, Optional<MonetaryAmount> price) {
        Subscription subscription = running(work, reference, work.today(), "changed");
        price.ifPresent(
                amount -> Amounts.requireCurrency(amount, work.administration().currency(), "unitPrice"));
        Subscription changed = ChangePlanner.inCycle(subscription, months, price);
        LocalDate from = changed.billedThrough();
        Optional<MonetaryAmount> agreed = subscription.agreedPriceOn(from);
        if (agreed.isPresent() && changed.agreedPriceOn(from).isEmpty()) {
            requireListPrice(work, changed, agreed.get(), months, from);
        }
        requirePrices(work, changed);
        return changed;
    }

    private static void requireListPrice(
            Session.Work work, Subscription changed, MonetaryAmount agreed, int months, LocalDate from) {
        String product = changed.productOn(from).orElse("");
        CustomerPrices prices = work.settings(work.customer(changed.customer())).prices(work.prices());
        PriceAction action = from.equals(changed.start()) ? changed.firstPeriod() : PriceAction.RENEW;
        if (prices.find(changed.reference().value(), product, action, months, from)
                .isEmpty()) {
            throw new NotAllowedException(
                    Reason.NO_PRICE,
                    changed.reference().value(),
                    "Subscription " + changed.reference() + " cannot be changed to a cycle of " + months
                            + " months: its price " + agreed
                            + " was agreed for its present cycle, and the price list has none"
                            + " for product '" + product + "' (" + action + ", " + months + " months) on " + from
                            + "; give the new price with the change, or add a row to the list.");
        }
    }

    /** The subscription with its cycle beginning anew on {@code renewal}. */
    static Subscription moved(Session.Work work, SubscriptionReference reference, LocalDate renewal) {
        Subscription subscription = running(work, reference, renewal, "renewed");
        if (renewal.isBefore(subscription.billedThrough())) {
            throw new NotAllowedException(
                    Reason.BILLED,
                    reference.value(),
                    "The renewal of subscription " + reference + " cannot be moved to " + renewal
                            + ": it is billed through " + subscription.billedThrough()
                            + "; give that day or a later one.");
        }
        List<CycleChange> cycles = new ArrayList<>(subscription.cycleChanges());
        int months = cycles.isEmpty()
                ? subscription.cycleMonths()
                : cycles.get(cycles.size() - 1).months();
        cycles.removeIf(earlier -> earlier.from().isAfter(subscription.billedThrough())
                || !earlier.from().isBefore(renewal));
        cycles.add(new CycleChange(renewal, months));
        Subscription moved = subscription.toBuilder().cycleChanges(cycles).build();
        requirePrices(work, moved);
        return moved;
    }

    /** An end with the planner that made it. */
    record PlannedEnd(EndPlanner planner, EndPlanner.End end) {}

    PlannedEnd plannedEnd(Session.Work work, SubscriptionReference reference, LocalDate day, Ending ending) {
        Subscription subscription = running(work, reference, day, "ended");
        LocalDate notBefore = ending == Ending.CREDIT ? subscription.firstDay() : subscription.billedThrough();
        LocalDate end = day.isAfter(notBefore) ? day : notBefore;
        refuseLaterEnd(subscription, end);
        EndPlanner planner =
                new EndPlanner(work.administration().policies().endOfSubscription(), session::newPendingLineReference);
        LocalDate creditedFrom = planner.creditedFrom(subscription, end);
        List<BilledLine> billed = ending == Ending.CREDIT ? billedAfter(work, subscription, creditedFrom) : List.of();
        return new PlannedEnd(planner, planner.end(subscription, end, billed, work::corrections));
    }

    private static void refuseLaterEnd(Subscription subscription, LocalDate end) {
        subscription.end().filter(planned -> !end.isBefore(planned)).ifPresent(planned -> {
            throw ended(subscription, planned, "ended on " + end);
        });
    }

    /** Ends a subscription and its add-ons. */
    Ended end(Session.Work work, SubscriptionReference reference, LocalDate day, Ending ending) {
        List<PlannedEnd> done = new ArrayList<>();
        PlannedEnd planned = plannedEnd(work, reference, day, ending);
        save(work, planned, planned.end().subscription());
        done.add(planned);
        LocalDate last = planned.end().subscription().end().orElseThrow();
        for (Subscription addOn : runningAddOns(work, planned.end().subscription(), last)) {
            // each is planned on what the one before it left of a draft that they share
            PlannedEnd along = plannedEnd(work, addOn.reference(), last, ending);
            save(work, along, along.end().subscription());
            done.add(along);
        }
        return credited(work, done, day);
    }

    /** The end of a subscription and those of its add-ons, each on its own. */
    List<PlannedEnd> plannedEnds(Session.Work work, SubscriptionReference reference, LocalDate day, Ending ending) {
        List<PlannedEnd> planned = new ArrayList<>();
        planned.add(plannedEnd(work, reference, day, ending));
        Subscription ended = planned.get(0).end().subscription();
        LocalDate last = ended.end().orElseThrow();
        runningAddOns(work, ended, last)
                .forEach(addOn -> planned.add(plannedEnd(work, addOn.reference(), last, ending)));
        return planned;
    }

    /** The add-ons of {@code parent} that go on by {@code day}. */
    static List<Subscription> runningAddOns(Session.Work work, Subscription parent, LocalDate day) {
        return addOns(work, parent).stream()
                .filter(addOn -> !addOn.hasEndedOn(day))
                .toList();
    }

    /** The add-ons of {@code parent} that do not go on as others, ended ones too. */
    static List<Subscription> addOns(Session.Work work, Subscription parent) {
        return work.unit().subscriptions().ofCustomer(parent.customer()).stream()
                .filter(each -> each.parent().equals(Optional.of(parent.reference()))
                        && each.successor().isEmpty())
                .toList();
    }

    /** Refuses an add-on of what is not there, ends before, is another's, or is itself an add-on. */
    static void requireParent(Session.Work work, Subscription addOn) {
        addOn.parent().ifPresent(reference -> {
            Subscription parent = work.subscription(reference);
            Violations.of("add-on " + addOn.reference())
                    .check(
                            parent.customer().equals(addOn.customer()),
                            "customer",
                            addOn.customer(),
                            "must be " + parent.customer() + ", whose is " + reference,
                            "start it for that customer")
                    .check(
                            parent.parent().isEmpty(),
                            "parent",
                            reference,
                            "must not be an add-on itself",
                            "give what both belong to")
                    .check(
                            parent.end().isEmpty()
                                    || addOn.end()
                                            .map(end ->
                                                    !end.isAfter(parent.end().get()))
                                            .orElse(false),
                            "end",
                            addOn.end().map(Object::toString).orElse(""),
                            "must be " + parent.end().map(Object::toString).orElse("") + " or before, when " + reference
                                    + " ends",
                            "give it that end")
                    .throwIfAny();
        });
    }

    /** Saves what was planned, with the subscription as {@code ended}. */
    Ended apply(Session.Work work, PlannedEnd plan, Subscription ended, LocalDate day) {
        save(work, plan, ended);
        return credited(work, List.of(plan), day);
    }

    private void save(Session.Work work, PlannedEnd plan, Subscription ended) {
        work.unit().subscriptions().save(List.of(ended));
        work.happened(new BillingEvent.SubscriptionEnded(
                ended.reference(), ended.end().orElseThrow(), ended.billedThrough()));
        CouponService.release(work, ended);
        applyCuts(work, plan.end());
    }

    private void applyCuts(Session.Work work, EndPlanner.End planned) {
        for (Invoice draft : planned.shortened()) {
            drafts.shorten(work, draft);
        }
        work.unit().pendingLines().remove(planned.removed());
        planned.removed().forEach(line -> work.happened(new BillingEvent.PendingLineRemoved(line)));
        for (PendingLine line : planned.cut()) {
            if (line.entered() == 0) {
                addPending(work, List.of(line));
            } else {
                work.unit().pendingLines().save(List.of(line));
                work.happened(new BillingEvent.PendingLineCut(line.reference(), line.amount()));
            }
        }
    }

    /** Credits what {@code ends} give back, one draft for each invoice (rule E4). */
    private Ended credited(Session.Work work, List<PlannedEnd> ends, LocalDate day) {
        List<Invoice> notes = new ArrayList<>();
        List<PendingLine> waiting = new ArrayList<>();
        Map<InvoiceId, EndPlanner.Credit> credits = new LinkedHashMap<>();
        for (PlannedEnd each : ends) {
            for (EndPlanner.Credit credit : each.end().credits()) {
                credits.merge(credit.invoice().id(), credit, EndPlanner.Credit::and);
            }
        }
        for (EndPlanner.Credit credit : credits.values()) {
            if (work.administration().policies().cancellation() == Cancellation.CREDIT_NOTE) {
                notes.add(drafts.creditNote(work, credit.invoice(), credit.lines(), Optional.empty()));
            } else {
                waiting.addAll(ends.get(0).planner().asPendingLines(credit, day));
            }
        }
        addPending(work, waiting);
        List<Subscription> ended = ends.stream()
                .map(each -> work.subscription(each.end().subscription().reference()))
                .toList();
        return new Ended(ended.get(0), ended.subList(1, ended.size()), notes, waiting);
    }

    /** What several ends do together; the day is that of the first. */
    static EndPreview preview(Session.Work work, List<PlannedEnd> planned) {
        return planned.stream()
                .map(each -> preview(work, each))
                .reduce(EndPreview::and)
                .orElseThrow();
    }

    static EndPreview preview(Session.Work work, PlannedEnd planned) {
        CurrencyUnit currency = work.administration().currency();
        BigDecimal credited = BigDecimal.ZERO;
        for (EndPlanner.Credit credit : planned.end().credits()) {
            credited = credited.subtract(net(credit.lines(), currency));
        }
        BigDecimal cut = BigDecimal.ZERO;
        for (Invoice shortened : planned.end().shortened()) {
            Invoice before = work.invoice(shortened.id());
            cut = cut.add(net(before.lines(), currency)).subtract(net(shortened.lines(), currency));
        }
        for (PendingLineReference line : planned.end().removed()) {
            cut = cut.add(waiting(work, line));
        }
        for (PendingLine line : planned.end().cut()) {
            BigDecimal before = line.entered() == 0 ? BigDecimal.ZERO : waiting(work, line.reference());
            cut = cut.add(before).subtract(Amounts.decimal(line.amount()));
        }
        return new EndPreview(
                planned.end().subscription().end().orElseThrow(),
                Amounts.of(credited, currency),
                Amounts.of(cut, currency));
    }

    private static BigDecimal net(List<InvoiceLine> lines, CurrencyUnit currency) {
        return Amounts.decimal(InvoiceTotals.of(lines, currency).net());
    }

    private static BigDecimal waiting(Session.Work work, PendingLineReference reference) {
        return work.unit()
                .pendingLines()
                .find(reference)
                .map(line -> Amounts.decimal(line.amount()))
                .orElse(BigDecimal.ZERO);
    }

    /** Both sides of a succession: the end, the subscription as it is left, and the one that goes on. */
    record PlannedSuccession(PlannedEnd end, Subscription left, Subscription successor) {
        /** As an add-on of {@code parent}. */
        PlannedSuccession to(SubscriptionReference parent) {
            return new PlannedSuccession(
                    end, left, successor.toBuilder().parent(parent).build());
        }
    }

    PlannedSuccession plannedTransfer(Session.Work work, Subscription subscription, Transfer transfer) {
        Violations.of("transfer")
                .check(
                        !transfer.to().equals(subscription.customer()),
                        "to",
                        transfer.to(),
                        "must be another customer",
                        "this one pays " + subscription.reference() + " already")
                .throwIfAny();
        refuseInUse(work, subscription, transfer.successor());
        PlannedEnd planned = plannedEnd(work, subscription.reference(), transfer.day(), transfer.ending());
        Subscription ended = planned.end().subscription();
        LocalDate end = ended.end().orElseThrow();
        // a last period that is charged whole is the first customer's to its end
        LocalDate from = planned.planner().creditedFrom(subscription, end);
        subscription.end().filter(last -> !from.isBefore(last)).ifPresent(last -> {
            throw ended(subscription, last, "transferred on " + from);
        });
        boolean feeCharged = ServiceCalendar.of(
                        ended, work.administration().policies().endOfSubscription())
                .hasChargedDayFrom(ended.billedThrough());
        Subscription successor = subscription.toBuilder()
                .reference(transfer.successor())
                .customer(transfer.to())
                .takenOver(from)
                .billedThrough(from)
                .setUpFeeBilled(subscription.setUpFeeBilled() || feeCharged)
                .version(0)
                .build();
        return succession(planned, successor);
    }

    private static PlannedSuccession succession(PlannedEnd planned, Subscription successor) {
        return new PlannedSuccession(
                planned,
                planned.end().subscription().toBuilder()
                        .successor(successor.reference())
                        .build(),
                successor);
    }

    private static void refuseInUse(Session.Work work, Subscription subscription, SubscriptionReference successor) {
        if (work.unit().subscriptions().find(successor).isPresent()) {
            throw new ConflictException(
                    "subscription " + successor,
                    "Subscription " + subscription.reference() + " cannot go on as " + successor
                            + ": that reference is in use; give a new one.");
        }
    }

    PlannedSuccession plannedReplacement(Session.Work work, Subscription subscription, Subscription replacement) {
        Violations.of("replacement")
                .check(
                        replacement.customer().equals(subscription.customer()),
                        "customer",
                        replacement.customer(),
                        "must be that of " + subscription.reference(),
                        "transfer it to another")
                .throwIfAny();
        refuseInUse(work, subscription, replacement.reference());
        PlannedEnd planned = plannedEnd(work, subscription.reference(), replacement.start(), Ending.CREDIT);
        LocalDate from = planned.planner()
                .creditedFrom(subscription, planned.end().subscription().end().orElseThrow());
        Violations.of("replacement")
                .check(
                        !replacement.start().isBefore(from),
                        "start",
                        replacement.start(),
                        "must not be before " + from + ", to which " + subscription.reference() + " is charged",
                        "start it on that day")
                .throwIfAny();
        return succession(planned, CouponService.withDiscount(work, replacement));
    }

    /** Does what was planned; the event comes first, so that a host keeps up the service. */
    Ended apply(Session.Work work, PlannedSuccession planned) {
        Subscription successor = planned.successor();
        work.happened(new BillingEvent.SubscriptionSucceeded(
                planned.left().reference(), successor.reference(), successor.customer(), successor.firstDay()));
        return apply(work, planned.end(), planned.left(), successor.firstDay());
    }

    /** An end whose days were given back, or whose last period was charged whole, would be paid for twice. */
    static void refuseSettledEnd(Session.Work work, Subscription subscription, LocalDate end) {
        boolean credited = !billedAfter(work, subscription, end).isEmpty();
        boolean whole = billedAfter(work, subscription, end.minusDays(1)).stream()
                .anyMatch(line -> line.line().origin() instanceof LineOrigin.Service service
                        && service.chargedTo().isAfter(end));
        if (credited || whole) {
            throw new NotAllowedException(
                    Reason.LATER_WORK_RESTS_ON_IT,
                    subscription.reference().value(),
                    "The end of subscription " + subscription.reference() + " on " + end
                            + " cannot be undone: days after it were credited or charged already; start a new one on that"
                            + " day.");
        }
    }

    static void addPending(Session.Work work, List<PendingLine> lines) {
        work.unit().pendingLines().add(lines);
        lines.forEach(line ->
                work.happened(new BillingEvent.PendingLineAdded(line.reference(), line.customer(), line.amount())));
    }

    /** The lines that billed days of {@code subscription} that end after {@code day}. */
    static List<BilledLine> billedAfter(Session.Work work, Subscription subscription, LocalDate day) {
        List<BilledLine> billed = new ArrayList<>();
        for (Invoice invoice : work.unit().invoices().billingDays(subscription.reference(), day)) {
            for (int number = 1; number <= invoice.lines().size(); number++) {
                InvoiceLine line = invoice.line(number);
                boolean own = line.origin() instanceof LineOrigin.Service service
                        && service.subscription().equals(subscription.reference());
                if (own && line.days().orElseThrow().to().isAfter(day)) {
                    billed.add(BilledLine.on(invoice, number));
                }
            }
        }
        for (PendingLine line : work.unit().pendingLines().waitingForDays(subscription.reference(), day)) {
            if (line.origin() instanceof LineOrigin.Service) {
                billed.add(BilledLine.waiting(
                        line,
                        line.fixedVat()
                                .orElseGet(() -> work.planner()
                                        .treatment(
                                                work.customer(line.customer()), line.product(), line.suppliedOn()))));
            }
        }
        return billed;
    }

    static Subscription running(Session.Work work, SubscriptionReference reference, LocalDate day, String verb) {
        Subscription subscription = work.subscription(reference);
        subscription.successor().ifPresent(successor -> {
            throw new NotAllowedException(
                    Reason.SUCCEEDED,
                    reference.value(),
                    "Subscription " + reference + " cannot be " + verb + ": it goes on as " + successor + " from "
                            + subscription.end().orElseThrow() + "; do it to that one.");
        });
        if (subscription.hasEndedOn(day)) {
            throw ended(subscription, subscription.end().orElseThrow(), verb + " on " + day);
        }
        return subscription;
    }

    private static NotAllowedException ended(Subscription subscription, LocalDate end, String verb) {
        return new NotAllowedException(
                Reason.ENDED,
                subscription.reference().value(),
                "Subscription " + subscription.reference() + " cannot be " + verb + ": it ends on " + end
                        + "; start a new subscription instead.");
    }
}
