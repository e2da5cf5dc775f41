package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Policies.Cancellation;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.Violations;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.money.Amounts;
import nl.termijn.run.BilledLine;
import nl.termijn.run.ChangePlanner;
import nl.termijn.run.EndPlanner;
import nl.termijn.subscription.ContractTerm;
import nl.termijn.subscription.CycleChange;
import nl.termijn.subscription.Pause;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;
import nl.termijn.vat.BuyerKind;

/**
 * Running subscriptions: started, changed, paused, resumed and ended, without a gap or an overlap in what is billed.
 *
 * <p>Each act takes effect on a day given, or today in the administration's zone.
 */
public final class SubscriptionService {
    private final Session session;
    private final DraftDesk drafts;

    SubscriptionService(Session session, DraftDesk drafts) {
        this.session = session;
        this.drafts = drafts;
    }

    /** How a subscription ends. */
    public enum Ending {
        /** On the day, with credit for days already billed (rule E4). */
        CREDIT,
        /** On the day, or at the end of what is billed if that is later. */
        PAID_UP
    }

    /**
     * What an end did.
     *
     * @param subscription as it is now
     * @param creditNotes draft credit notes, newest invoice first
     * @param pendingLines negative lines that wait, where the seller's policy says so
     */
    public record Ended(Subscription subscription, List<Invoice> creditNotes, List<PendingLine> pendingLines) {}

    /**
     * Starts a subscription. Doing it again with the same terms changes nothing.
     *
     * @throws ConflictException when the reference is in use with other terms: change those instead
     */
    public Subscription start(Subscription subscription) {
        given(subscription, "subscription");
        return session.work(work -> start(work, subscription));
    }

    /** Starts the subscription that {@code builder} describes today, whatever day that is in the administration's zone. */
    public Subscription startToday(Subscription.Builder builder) {
        given(builder, "subscription");
        return session.work(work -> start(work, builder.start(work.today()).build()));
    }

    private static Subscription start(Session.Work work, Subscription subscription) {
        work.activeCustomer(subscription.customer());
        Amounts.requireCurrency(subscription.unitPrice(), work.administration().currency(), "unitPrice");
        Optional<Subscription> stored = work.unit().subscriptions().find(subscription.reference());
        if (stored.isPresent()) {
            return sameOrConflict(stored.get(), subscription);
        }
        work.unit().subscriptions().save(List.of(subscription));
        work.happened(new BillingEvent.SubscriptionStarted(
                subscription.reference(), subscription.customer(), subscription.start(), subscription.billedThrough()));
        return work.subscription(subscription.reference());
    }

    private static Subscription sameOrConflict(Subscription stored, Subscription given) {
        Subscription asStarted = given.toBuilder()
                .end(stored.end())
                .successor(stored.successor())
                .changes(stored.changes())
                .cycleChanges(stored.cycleChanges())
                .pauses(stored.pauses())
                .billedThrough(stored.billedThrough())
                .setUpFeeBilled(stored.setUpFeeBilled())
                .version(stored.version())
                .build();
        if (!asStarted.equals(stored)) {
            throw new ConflictException(
                    "subscription " + stored.reference(),
                    "Subscription " + stored.reference()
                            + " exists with other terms; change those (changePrice, changeQuantity, end) or give a new reference.");
        }
        return stored;
    }

    /** The subscription with {@code reference}. */
    public Optional<Subscription> find(SubscriptionReference reference) {
        given(reference, "subscription");
        return session.work(work -> work.unit().subscriptions().find(reference));
    }

    /** All subscriptions of a customer, ended ones too. */
    public List<Subscription> ofCustomer(CustomerReference customer) {
        given(customer, "customer");
        return session.work(work -> work.unit().subscriptions().ofCustomer(customer));
    }

    /** Up to {@code limit} subscriptions after {@code after}, or from the first, in the order of their references. */
    public List<Subscription> page(Optional<SubscriptionReference> after, int limit) {
        given(after, "after");
        return session.work(work -> work.unit().subscriptions().page(after, limit));
    }

    /** A new unit price as of {@code day}: with the next unbilled period, or at once (rule C6). */
    public Subscription changePrice(
            SubscriptionReference reference, MonetaryAmount unitPrice, LocalDate day, TermsChange.Effect effect) {
        given(unitPrice, "unitPrice");
        given(day, "day");
        given(effect, "effect");
        return change(
                reference,
                TermsChange.builder()
                        .effectiveFrom(day)
                        .effect(effect)
                        .unitPrice(unitPrice)
                        .build());
    }

    /** A new quantity as of {@code day}: with the next unbilled period, or at once (rule C6). */
    public Subscription changeQuantity(
            SubscriptionReference reference, BigDecimal quantity, LocalDate day, TermsChange.Effect effect) {
        given(quantity, "quantity");
        given(day, "day");
        given(effect, "effect");
        return change(
                reference,
                TermsChange.builder()
                        .effectiveFrom(day)
                        .effect(effect)
                        .quantity(quantity)
                        .build());
    }

    /**
     * New terms (price, quantity, product) as of a day (rule C6). At once, days already billed are charged anew by lines
     * that wait for the next run.
     *
     * @throws NotAllowedException when the subscription has ended
     */
    public Subscription change(SubscriptionReference reference, TermsChange change) {
        given(reference, "subscription");
        given(change, "change");
        return session.work(work -> {
            Subscription subscription = running(work, reference, change.effectiveFrom(), "changed");
            ChangePlanner planner = new ChangePlanner(
                    work.administration().policies().endOfSubscription(), session::newPendingLineReference);
            ChangePlanner.Change planned = change.effect() == TermsChange.Effect.NEXT_PERIOD
                    ? planner.nextPeriod(subscription, change)
                    : planner.atOnce(
                            work.customer(subscription.customer()),
                            subscription,
                            change,
                            billedAfter(work, subscription, change.effectiveFrom()));
            work.unit().subscriptions().save(List.of(planned.subscription()));
            List<TermsChange> changes = planned.subscription().changes();
            work.happened(new BillingEvent.TermsChanged(reference, changes.get(changes.size() - 1)));
            addPending(work, planned.pendingLines());
            return work.subscription(reference);
        });
    }

    /** A new cycle, whose anchor is the end of what is billed (rule C6). */
    public Subscription changeCycle(SubscriptionReference reference, int months) {
        given(reference, "subscription");
        return session.work(work -> {
            Subscription subscription = running(work, reference, work.today(), "changed");
            LocalDate from = subscription.billedThrough();
            List<CycleChange> cycles = new ArrayList<>(subscription.cycleChanges());
            cycles.removeIf(earlier -> !earlier.from().isBefore(from));
            cycles.add(new CycleChange(from, months));
            work.unit()
                    .subscriptions()
                    .save(List.of(subscription.toBuilder().cycleChanges(cycles).build()));
            work.happened(new BillingEvent.CycleChanged(reference, from, months));
            return work.subscription(reference);
        });
    }

    /**
     * Pauses service as of {@code day} (rule A5). Days already billed stay billed.
     *
     * @throws NotAllowedException when it is paused already or has ended
     */
    public Subscription pause(SubscriptionReference reference, LocalDate day) {
        given(reference, "subscription");
        given(day, "day");
        return session.work(work -> {
            Subscription subscription = running(work, reference, day, "paused");
            boolean paused = subscription.openPause().isPresent()
                    || subscription.pauses().stream().anyMatch(pause -> pause.contains(day));
            if (paused) {
                throw new NotAllowedException(
                        Reason.PAUSED,
                        reference.value(),
                        "Subscription " + reference + " cannot be paused on " + day
                                + ": it is paused already; resume it first.");
            }
            List<Pause> pauses = new ArrayList<>(subscription.pauses());
            pauses.add(Pause.from(day));
            pauses.sort(java.util.Comparator.comparing(Pause::from));
            work.unit()
                    .subscriptions()
                    .save(List.of(subscription.toBuilder().pauses(pauses).build()));
            work.happened(new BillingEvent.SubscriptionPaused(reference, day));
            return work.subscription(reference);
        });
    }

    /**
     * Resumes service as of {@code day}; resumed on its first day or before, the pause is none.
     *
     * @throws NotAllowedException when it is not paused or has ended
     */
    public Subscription resume(SubscriptionReference reference, LocalDate day) {
        given(reference, "subscription");
        given(day, "day");
        return session.work(work -> {
            Subscription subscription = running(work, reference, day, "resumed");
            Pause open = subscription
                    .openPause()
                    .orElseThrow(() -> new NotAllowedException(
                            Reason.NOT_PAUSED,
                            reference.value(),
                            "Subscription " + reference + " cannot be resumed: it is not paused."));
            List<Pause> pauses = new ArrayList<>(subscription.pauses());
            pauses.remove(open);
            if (day.isAfter(open.from())) {
                pauses.add(Pause.of(open.from(), day));
            }
            work.unit()
                    .subscriptions()
                    .save(List.of(subscription.toBuilder().pauses(pauses).build()));
            work.happened(new BillingEvent.SubscriptionResumed(reference, day));
            return work.subscription(reference);
        });
    }

    /**
     * Ends a subscription on {@code day}, the first not served (rules A3, E4). With credit, drafts are shortened and
     * credit notes are drafted for what was sent.
     *
     * @throws NotAllowedException when it has ended, or ends by then anyway
     */
    public Ended end(SubscriptionReference reference, LocalDate day, Ending ending) {
        given(reference, "subscription");
        given(day, "day");
        given(ending, "ending");
        return session.work(work -> {
            PlannedEnd plan = plannedEnd(work, reference, day, ending);
            return apply(work, plan, plan.end().subscription(), day);
        });
    }

    /** Saves what was planned, with the subscription as {@code ended}. */
    private Ended apply(Session.Work work, PlannedEnd plan, Subscription ended, LocalDate day) {
        work.unit().subscriptions().save(List.of(ended));
        work.happened(new BillingEvent.SubscriptionEnded(
                ended.reference(), ended.end().orElseThrow(), ended.billedThrough()));
        applyCuts(work, plan.end());
        return applyCredits(work, plan.planner(), plan.end(), day);
    }

    /** An end with the planner that made it. */
    private record PlannedEnd(EndPlanner planner, EndPlanner.End end) {}

    private PlannedEnd plannedEnd(Session.Work work, SubscriptionReference reference, LocalDate day, Ending ending) {
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

    /**
     * When a subscription may end at the earliest.
     *
     * @param byContract by what was agreed
     * @param byLaw by the law that protects a consumer, if the customer is one
     */
    public record PossibleEnd(LocalDate byContract, Optional<LocalDate> byLaw) {
        /** The earlier of both: what the customer may have. */
        public LocalDate earliest() {
            return byLaw.filter(byContract::isAfter).orElse(byContract);
        }
    }

    /** When {@code reference} may end at the earliest, with notice on {@code noticeOn}. */
    public PossibleEnd firstPossibleEnd(SubscriptionReference reference, LocalDate noticeOn) {
        given(reference, "subscription");
        given(noticeOn, "noticeOn");
        return session.work(work -> {
            Subscription subscription = work.subscription(reference);
            ContractTerm contract = subscription.contract().orElse(new ContractTerm(0, 0));
            LocalDate start = subscription.start();
            boolean consumer = work.customer(subscription.customer()).kind() == BuyerKind.CONSUMER;
            return new PossibleEnd(
                    contract.firstEnd(start, noticeOn),
                    consumer ? Optional.of(contract.firstEndOfConsumer(start, noticeOn)) : Optional.empty());
        });
    }

    /**
     * What an end would do in money.
     *
     * @param end the first day no longer served
     * @param credited what sent invoices are credited without VAT; positive
     * @param cut what drafts and waiting lines are cut by without VAT; positive
     */
    public record EndPreview(LocalDate end, MonetaryAmount credited, MonetaryAmount cut) {}

    /**
     * What {@link #end} would do now; changes nothing.
     *
     * @throws NotAllowedException when it would be refused
     */
    public EndPreview previewEnd(SubscriptionReference reference, LocalDate day, Ending ending) {
        given(reference, "subscription");
        given(day, "day");
        given(ending, "ending");
        return session.work(work -> {
            return preview(work, plannedEnd(work, reference, day, ending));
        });
    }

    private static EndPreview preview(Session.Work work, PlannedEnd planned) {
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

    /**
     * A subscription that another customer pays on.
     *
     * @param to who pays on
     * @param successor key of his subscription
     * @param day the first day that he pays
     * @param ending whether days already billed after it are credited and charged to him, or stay paid and he pays after them
     */
    public record Transfer(CustomerReference to, SubscriptionReference successor, LocalDate day, Ending ending) {
        /** Checks that everything is given. */
        public Transfer {
            given(to, "to");
            given(successor, "successor");
            given(day, "day");
            given(ending, "ending");
        }
    }

    /**
     * What a transfer did.
     *
     * @param ended the end for the customer who paid
     * @param successor the subscription of the one who pays on
     */
    public record Transferred(Ended ended, Subscription successor) {}

    /**
     * What a transfer would do in money.
     *
     * @param end for the customer who paid
     * @param charged to the one who pays on, for the days that were billed already, without VAT
     */
    public record TransferPreview(EndPreview end, MonetaryAmount charged) {}

    /**
     * Has another customer pay a subscription on from a day: ended for the one, and gone on with for the other as a subscription
     * with the same periods and terms, so that every day is billed to one of them. The other's VAT and discount apply to his
     * days; a contract goes on from its start (article 6:159 BW). Doing it again changes nothing.
     *
     * @throws NotAllowedException when it ends by then
     * @throws ConflictException when the successor's reference is in use
     */
    public Transferred transfer(SubscriptionReference reference, Transfer transfer) {
        given(reference, "subscription");
        given(transfer, "transfer");
        return session.work(work -> {
            Subscription subscription = work.subscription(reference);
            if (subscription.successor().equals(Optional.of(transfer.successor()))) {
                return new Transferred(
                        new Ended(subscription, List.of(), List.of()), work.subscription(transfer.successor()));
            }
            PlannedTransfer planned = plannedTransfer(work, subscription, transfer);
            Ended ended = apply(work, planned.end(), planned.left(), transfer.day());
            Subscription successor = start(work, planned.successor());
            work.happened(new BillingEvent.SubscriptionTransferred(
                    reference, successor.reference(), successor.customer(), successor.firstDay()));
            return new Transferred(ended, successor);
        });
    }

    /**
     * What {@link #transfer} would do now; changes nothing.
     *
     * @throws NotAllowedException when it would be refused
     * @throws ConflictException when the successor's reference is in use
     */
    public TransferPreview previewTransfer(SubscriptionReference reference, Transfer transfer) {
        given(reference, "subscription");
        given(transfer, "transfer");
        return session.work(work -> {
            Subscription subscription = work.subscription(reference);
            PlannedTransfer planned = plannedTransfer(work, subscription, transfer);
            BigDecimal charged = work.planner()
                    .chargedBefore(work.customer(transfer.to()), planned.successor(), subscription.billedThrough());
            return new TransferPreview(
                    preview(work, planned.end()),
                    Amounts.of(charged, work.administration().currency()));
        });
    }

    /** Both sides of a transfer: the end, the subscription as it is left, and the one that goes on. */
    private record PlannedTransfer(PlannedEnd end, Subscription left, Subscription successor) {}

    private PlannedTransfer plannedTransfer(Session.Work work, Subscription subscription, Transfer transfer) {
        Violations.of("transfer")
                .check(
                        !transfer.to().equals(subscription.customer()),
                        "to",
                        transfer.to(),
                        "must be another customer",
                        "this one pays " + subscription.reference() + " already")
                .throwIfAny();
        work.activeCustomer(transfer.to());
        if (work.unit().subscriptions().find(transfer.successor()).isPresent()) {
            throw new ConflictException(
                    "subscription " + transfer.successor(),
                    "Subscription " + subscription.reference() + " cannot go on as " + transfer.successor()
                            + ": that reference is in use; give a new one.");
        }
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
        Subscription left = ended.toBuilder().successor(transfer.successor()).build();
        return new PlannedTransfer(planned, left, successor);
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

    /**
     * Takes an end back before it comes: service goes on, and the next run bills on from where it stopped.
     *
     * @throws NotAllowedException when it has come, or days after it were credited or charged already
     */
    public Subscription undoEnd(SubscriptionReference reference) {
        given(reference, "subscription");
        return session.work(work -> {
            Subscription subscription = running(work, reference, work.today(), "taken up again");
            LocalDate end = subscription
                    .end()
                    .orElseThrow(() -> new NotAllowedException(
                            Reason.NOT_ENDED,
                            reference.value(),
                            "The end of subscription " + reference + " cannot be undone: it has none."));
            refuseSettledEnd(work, subscription, end);
            work.unit()
                    .subscriptions()
                    .save(List.of(subscription.toBuilder().end(Optional.empty()).build()));
            work.happened(new BillingEvent.EndUndone(reference, end));
            return work.subscription(reference);
        });
    }

    /** An end whose days were given back, or whose last period was charged whole, would be paid for twice. */
    private static void refuseSettledEnd(Session.Work work, Subscription subscription, LocalDate end) {
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

    private static void refuseLaterEnd(Subscription subscription, LocalDate end) {
        subscription.end().filter(planned -> !end.isBefore(planned)).ifPresent(planned -> {
            throw ended(subscription, planned, "ended on " + end);
        });
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

    private Ended applyCredits(Session.Work work, EndPlanner planner, EndPlanner.End planned, LocalDate day) {
        List<Invoice> notes = new ArrayList<>();
        List<PendingLine> waiting = new ArrayList<>();
        for (EndPlanner.Credit credit : planned.credits()) {
            if (work.administration().policies().cancellation() == Cancellation.CREDIT_NOTE) {
                notes.add(drafts.creditNote(work, credit.invoice(), credit.lines(), Optional.empty()));
            } else {
                waiting.addAll(planner.asPendingLines(credit, day));
            }
        }
        addPending(work, waiting);
        return new Ended(work.subscription(planned.subscription().reference()), notes, waiting);
    }

    private static void addPending(Session.Work work, List<PendingLine> lines) {
        work.unit().pendingLines().add(lines);
        lines.forEach(line ->
                work.happened(new BillingEvent.PendingLineAdded(line.reference(), line.customer(), line.amount())));
    }

    /** The lines that billed days of {@code subscription} that end after {@code day}. */
    private static List<BilledLine> billedAfter(Session.Work work, Subscription subscription, LocalDate day) {
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

    private static Subscription running(
            Session.Work work, SubscriptionReference reference, LocalDate day, String verb) {
        Subscription subscription = work.subscription(reference);
        subscription.successor().ifPresent(successor -> {
            throw new NotAllowedException(
                    Reason.TRANSFERRED,
                    reference.value(),
                    "Subscription " + reference + " cannot be " + verb + ": another customer pays it on as " + successor
                            + " from " + subscription.end().orElseThrow() + "; do it to that one.");
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
