package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Policies.Cancellation;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.PendingLine;
import nl.termijn.money.Amounts;
import nl.termijn.run.BilledLine;
import nl.termijn.run.ChangePlanner;
import nl.termijn.run.EndPlanner;
import nl.termijn.subscription.CycleChange;
import nl.termijn.subscription.Pause;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;

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
            Subscription subscription = running(work, reference, day, "ended");
            LocalDate notBefore = ending == Ending.CREDIT ? subscription.start() : subscription.billedThrough();
            LocalDate end = day.isAfter(notBefore) ? day : notBefore;
            refuseLaterEnd(subscription, end);
            EndPlanner planner = new EndPlanner(
                    work.administration().policies().endOfSubscription(), session::newPendingLineReference);
            LocalDate creditedFrom = planner.creditedFrom(subscription, end);
            EndPlanner.End planned = planner.end(
                    subscription,
                    end,
                    ending == Ending.CREDIT ? billedAfter(work, subscription, creditedFrom) : List.of(),
                    work::corrections);
            work.unit().subscriptions().save(List.of(planned.subscription()));
            work.happened(new BillingEvent.SubscriptionEnded(
                    reference, end, planned.subscription().billedThrough()));
            applyCuts(work, planned);
            return applyCredits(work, planner, planned, day);
        });
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
