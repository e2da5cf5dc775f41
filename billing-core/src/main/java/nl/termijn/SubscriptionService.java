package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.Violations;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.PendingLine;
import nl.termijn.money.Amounts;
import nl.termijn.run.ChangePlanner;
import nl.termijn.subscription.ContractTerm;
import nl.termijn.subscription.CycleChange;
import nl.termijn.subscription.Pause;
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
    private final SubscriptionDesk desk;

    SubscriptionService(Session session, SubscriptionDesk desk) {
        this.session = session;
        this.desk = desk;
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
     * @param addOns its add-ons that ended with it
     * @param creditNotes draft credit notes, newest invoice first
     * @param pendingLines negative lines that wait, where the seller's policy says so
     */
    public record Ended(
            Subscription subscription,
            List<Subscription> addOns,
            List<Invoice> creditNotes,
            List<PendingLine> pendingLines) {}

    /**
     * Starts a subscription. Doing it again with the same terms changes nothing. One that names a coupon gets its discount, and the
     * use is counted.
     *
     * @throws ConflictException when the reference is in use with other terms: change those instead
     * @throws NotAllowedException when its coupon cannot be used
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

    static Subscription start(Session.Work work, Subscription given) {
        Subscription subscription = CouponService.withDiscount(work, given);
        if (work.unit().subscriptions().find(given.reference()).isEmpty()) {
            CouponService.count(work, subscription);
        }
        return startAs(work, subscription);
    }

    private static Subscription startAs(Session.Work work, Subscription subscription) {
        work.activeCustomer(subscription.customer());
        subscription
                .unitPrice()
                .ifPresent(price ->
                        Amounts.requireCurrency(price, work.administration().currency(), "unitPrice"));
        Optional<Subscription> stored = work.unit().subscriptions().find(subscription.reference());
        if (stored.isPresent()) {
            return sameOrConflict(stored.get(), subscription);
        }
        Subscription begun = subscription.anchoredWhereBilled();
        SubscriptionDesk.requireParent(work, begun);
        SubscriptionDesk.requirePrices(work, begun);
        begin(work, List.of(begun));
        return work.subscription(subscription.reference());
    }

    /** Saves new subscriptions. */
    static void begin(Session.Work work, List<Subscription> several) {
        work.unit().subscriptions().save(several);
        several.forEach(subscription -> work.happened(new BillingEvent.SubscriptionStarted(
                subscription.reference(),
                subscription.customer(),
                subscription.start(),
                subscription.billedThrough())));
    }

    /** The stored subscription, when it began as {@code given} does. */
    static Subscription sameOrConflict(Subscription stored, Subscription given) {
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
     * that wait for the next run. The change that was made last, said again, changes nothing. A change to another product ends the
     * prices that were planned for the one before (rule C1): whoever wants one to stay plans it again with {@link #changePrice}.
     *
     * @throws NotAllowedException when the subscription has ended
     */
    public Subscription change(SubscriptionReference reference, TermsChange change) {
        given(reference, "subscription");
        given(change, "change");
        return session.work(work -> {
            ChangePlanner.Change planned = desk.plannedChange(work, reference, change);
            if (planned.isRepeated()) {
                return work.subscription(reference);
            }
            work.unit().subscriptions().save(List.of(planned.subscription()));
            work.happened(new BillingEvent.TermsChanged(reference, planned.dated()));
            SubscriptionDesk.addPending(work, planned.pendingLines());
            return work.subscription(reference);
        });
    }

    /**
     * A price that was planned for a later day and counts from then on; a preview names it, as it is easily forgotten.
     *
     * @param subscription whose price
     * @param from its first day
     * @param price what was agreed; empty where the price list counts
     */
    public record LaterPrice(SubscriptionReference subscription, LocalDate from, Optional<MonetaryAmount> price) {
        static List<LaterPrice> of(Subscription subscription, LocalDate day) {
            return subscription.pricesAfter(day).stream()
                    .filter(change -> !subscription.hasEndedOn(change.effectiveFrom()))
                    .map(change -> new LaterPrice(subscription.reference(), change.effectiveFrom(), change.unitPrice()))
                    .toList();
        }
    }

    /**
     * What new terms would do in money.
     *
     * @param from the day as of which they count
     * @param difference for days already billed, without VAT, which waits for the next run; negative when it is given back
     * @param monthlyBefore what the subscription brings in a month on that day as it is
     * @param monthlyAfter and with the new terms
     * @param laterPrices those that come after them and still count (rule C1)
     * @param endedPrices those that were to come and end with the product that is left; to keep one, plan it again after the change
     */
    public record ChangePreview(
            LocalDate from,
            MonetaryAmount difference,
            MonetaryAmount monthlyBefore,
            MonetaryAmount monthlyAfter,
            List<LaterPrice> laterPrices,
            List<LaterPrice> endedPrices) {}

    /**
     * What {@link #change} would do now; changes nothing.
     *
     * @throws NotAllowedException when it would be refused
     */
    public ChangePreview previewChange(SubscriptionReference reference, TermsChange change) {
        given(reference, "subscription");
        given(change, "change");
        return session.work(work -> {
            Subscription subscription = work.subscription(reference);
            ChangePlanner.Change planned = desk.plannedChange(work, reference, change);
            LocalDate from = planned.dated().effectiveFrom();
            Customer customer = work.customer(subscription.customer());
            CurrencyUnit currency = work.administration().currency();
            BigDecimal difference = planned.pendingLines().stream()
                    .map(line -> Amounts.decimal(line.amount()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            List<LaterPrice> later = LaterPrice.of(planned.subscription(), from);
            return new ChangePreview(
                    from,
                    Amounts.of(difference, currency),
                    Amounts.of(work.planner().monthlyRevenue(customer, subscription, from), currency),
                    Amounts.of(work.planner().monthlyRevenue(customer, planned.subscription(), from), currency),
                    later,
                    LaterPrice.of(subscription, from).stream()
                            .filter(price -> !later.contains(price))
                            .toList());
        });
    }

    /**
     * A new cycle at the price list's price for it; its anchor is the end of what is billed (rule C6). A price agreed for a period
     * of the cycle that is left lapses, as do prices agreed for later days; one per month stays. Doing it again changes nothing.
     *
     * @throws NotAllowedException when the list has no price for the new cycle: give one
     */
    public Subscription changeCycle(SubscriptionReference reference, int months) {
        return changeCycle(reference, months, Optional.empty());
    }

    /**
     * A new cycle at a price agreed for it, of a period or a month as the subscription's prices are; its anchor is the end of what
     * is billed (rule C6). Prices agreed for later days of the cycle that is left lapse. Doing it again changes nothing.
     */
    public Subscription changeCycle(SubscriptionReference reference, int months, MonetaryAmount unitPrice) {
        return changeCycle(reference, months, Optional.of(given(unitPrice, "unitPrice")));
    }

    private Subscription changeCycle(SubscriptionReference reference, int months, Optional<MonetaryAmount> unitPrice) {
        given(reference, "subscription");
        return session.work(work -> {
            Subscription stored = work.subscription(reference);
            Subscription changed = SubscriptionDesk.inCycle(work, reference, months, unitPrice);
            if (changed.equals(stored)) {
                return stored;
            }
            LocalDate from = changed.billedThrough();
            work.unit().subscriptions().save(List.of(changed));
            work.happened(new BillingEvent.CycleChanged(reference, from, months));
            changed.changes().stream()
                    .skip(stored.changes().size())
                    .forEach(terms -> work.happened(new BillingEvent.TermsChanged(reference, terms)));
            return work.subscription(reference);
        });
    }

    /**
     * What another cycle would do in money.
     *
     * @param from the day as of which it counts: the end of what is billed
     * @param firstPeriod what its first period costs without VAT, after discount
     * @param monthlyBefore what the subscription brings in a month on that day as it is
     * @param monthlyAfter and in the new cycle
     * @param laterPrices those that were planned and still count (rule C1)
     */
    public record CyclePreview(
            LocalDate from,
            MonetaryAmount firstPeriod,
            MonetaryAmount monthlyBefore,
            MonetaryAmount monthlyAfter,
            List<LaterPrice> laterPrices) {}

    /**
     * What {@link #changeCycle(SubscriptionReference, int)} would do now; changes nothing.
     *
     * @throws NotAllowedException when it would be refused
     */
    public CyclePreview previewCycle(SubscriptionReference reference, int months) {
        return previewCycle(reference, months, Optional.empty());
    }

    /**
     * What {@link #changeCycle(SubscriptionReference, int, MonetaryAmount)} would do now; changes nothing.
     *
     * @throws NotAllowedException when it would be refused
     */
    public CyclePreview previewCycle(SubscriptionReference reference, int months, MonetaryAmount unitPrice) {
        return previewCycle(reference, months, Optional.of(given(unitPrice, "unitPrice")));
    }

    private CyclePreview previewCycle(SubscriptionReference reference, int months, Optional<MonetaryAmount> unitPrice) {
        given(reference, "subscription");
        return session.work(work -> {
            Subscription subscription = work.subscription(reference);
            Subscription changed = SubscriptionDesk.inCycle(work, reference, months, unitPrice);
            LocalDate from = changed.billedThrough();
            Customer customer = work.customer(subscription.customer());
            CurrencyUnit currency = work.administration().currency();
            return new CyclePreview(
                    from,
                    Amounts.of(work.planner().chargedBefore(customer, changed, from.plusDays(1)), currency),
                    Amounts.of(work.planner().monthlyRevenue(customer, subscription, from), currency),
                    Amounts.of(work.planner().monthlyRevenue(customer, changed, from), currency),
                    LaterPrice.of(changed, from));
        });
    }

    /**
     * Has whole periods begin on {@code renewal} from then on. Days up to it that are not billed yet are charged as a part of
     * the period that they would have been in; a move that was not reached yet is replaced. To the same day again changes nothing.
     *
     * @throws NotAllowedException when days from it on are billed already, or the subscription ends by then
     */
    public Subscription moveRenewal(SubscriptionReference reference, LocalDate renewal) {
        given(reference, "subscription");
        given(renewal, "renewal");
        return session.work(work -> {
            Subscription moved = SubscriptionDesk.moved(work, reference, renewal);
            if (moved.cycleChanges().equals(work.subscription(reference).cycleChanges())) {
                return work.subscription(reference);
            }
            work.unit().subscriptions().save(List.of(moved));
            CycleChange last = moved.cycleChanges().get(moved.cycleChanges().size() - 1);
            work.happened(new BillingEvent.CycleChanged(reference, last.from(), last.months()));
            return work.subscription(reference);
        });
    }

    /**
     * What is charged without VAT for the unbilled days up to {@code renewal} if it is moved there; changes nothing.
     *
     * @throws NotAllowedException when the move would be refused
     */
    public MonetaryAmount previewMoveRenewal(SubscriptionReference reference, LocalDate renewal) {
        given(reference, "subscription");
        given(renewal, "renewal");
        return session.work(work -> {
            Subscription moved = SubscriptionDesk.moved(work, reference, renewal);
            return Amounts.of(
                    work.planner().chargedBefore(work.customer(moved.customer()), moved, renewal),
                    work.administration().currency());
        });
    }

    /**
     * Pauses service as of {@code day} (rule A5), and that of its add-ons that are not paused already. Days already billed stay
     * billed. A pause from the same day again changes nothing.
     *
     * @throws NotAllowedException when it is paused already by another pause, or has ended
     */
    public Subscription pause(SubscriptionReference reference, LocalDate day) {
        given(reference, "subscription");
        given(day, "day");
        return session.work(work -> {
            Subscription subscription = SubscriptionDesk.running(work, reference, day, "paused");
            if (subscription.openPause().equals(Optional.of(Pause.from(day)))) {
                return subscription;
            }
            if (isPaused(subscription, day)) {
                throw new NotAllowedException(
                        Reason.PAUSED,
                        reference.value(),
                        "Subscription " + reference + " cannot be paused on " + day
                                + ": it is paused already; resume it first.");
            }
            pause(work, subscription, day);
            SubscriptionDesk.runningAddOns(work, subscription, day).stream()
                    .filter(addOn -> !isPaused(addOn, day))
                    .forEach(addOn -> pause(work, addOn, day));
            return work.subscription(reference);
        });
    }

    private static boolean isPaused(Subscription subscription, LocalDate day) {
        return subscription.openPause().isPresent()
                || subscription.pauses().stream().anyMatch(pause -> pause.contains(day));
    }

    private static void pause(Session.Work work, Subscription subscription, LocalDate day) {
        List<Pause> pauses = new ArrayList<>(subscription.pauses());
        pauses.add(Pause.from(day));
        pauses.sort(java.util.Comparator.comparing(Pause::from));
        work.unit()
                .subscriptions()
                .save(List.of(subscription.toBuilder().pauses(pauses).build()));
        work.happened(new BillingEvent.SubscriptionPaused(subscription.reference(), day));
    }

    /**
     * Resumes service as of {@code day}, and that of the add-ons that were paused with it; resumed on its first day or before,
     * the pause is none. As of the same day again it changes nothing.
     *
     * @throws NotAllowedException when it is not paused or has ended
     */
    public Subscription resume(SubscriptionReference reference, LocalDate day) {
        given(reference, "subscription");
        given(day, "day");
        return session.work(work -> {
            Subscription subscription = SubscriptionDesk.running(work, reference, day, "resumed");
            boolean isDone = subscription.openPause().isEmpty()
                    && subscription.pauses().stream()
                            .anyMatch(pause -> pause.to().equals(Optional.of(day)));
            if (isDone) {
                return subscription;
            }
            Pause open = subscription
                    .openPause()
                    .orElseThrow(() -> new NotAllowedException(
                            Reason.NOT_PAUSED,
                            reference.value(),
                            "Subscription " + reference + " cannot be resumed: it is not paused."));
            resume(work, subscription, open, day);
            SubscriptionDesk.runningAddOns(work, subscription, day).stream()
                    .filter(addOn -> addOn.openPause().equals(Optional.of(open)))
                    .forEach(addOn -> resume(work, addOn, open, day));
            return work.subscription(reference);
        });
    }

    private static void resume(Session.Work work, Subscription subscription, Pause open, LocalDate day) {
        List<Pause> pauses = new ArrayList<>(subscription.pauses());
        pauses.remove(open);
        if (day.isAfter(open.from())) {
            pauses.add(Pause.of(open.from(), day));
        }
        work.unit()
                .subscriptions()
                .save(List.of(subscription.toBuilder().pauses(pauses).build()));
        work.happened(new BillingEvent.SubscriptionResumed(subscription.reference(), day));
    }

    /**
     * Ends a subscription on {@code day}, the first not served (rules A3, E4), and its add-ons with it. With credit, drafts are
     * shortened and credit notes are drafted for what was sent; paid up, an add-on that is paid further goes on to there. On the same
     * day again it changes nothing, and answers without the credit notes, which are among the drafts by then.
     *
     * @throws NotAllowedException when it has ended, or ends by then anyway
     */
    public Ended end(SubscriptionReference reference, LocalDate day, Ending ending) {
        given(reference, "subscription");
        given(day, "day");
        given(ending, "ending");
        return session.work(work -> {
            Subscription subscription = work.subscription(reference);
            boolean isDone =
                    subscription.successor().isEmpty() && subscription.end().equals(Optional.of(day));
            return isDone
                    ? new Ended(subscription, List.of(), List.of(), List.of())
                    : desk.end(work, reference, day, ending);
        });
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
    public record EndPreview(LocalDate end, MonetaryAmount credited, MonetaryAmount cut) {
        /** What this and {@code other} do together, on the day of this. */
        EndPreview and(EndPreview other) {
            return new EndPreview(end, Amounts.plus(credited, other.credited), Amounts.plus(cut, other.cut));
        }
    }

    /**
     * What {@link #end} would do now, add-ons included; changes nothing.
     *
     * @throws NotAllowedException when it would be refused
     */
    public EndPreview previewEnd(SubscriptionReference reference, LocalDate day, Ending ending) {
        given(reference, "subscription");
        given(day, "day");
        given(ending, "ending");
        return session.work(work -> SubscriptionDesk.preview(work, desk.plannedEnds(work, reference, day, ending)));
    }

    /**
     * A subscription that another customer pays on.
     *
     * @param to who pays on
     * @param successor key of his subscription
     * @param day the first day that he pays
     * @param ending whether days already billed after it are credited and charged to him, or stay paid and he pays after them
     * @param addOns for each add-on that goes along, the key of his
     */
    public record Transfer(
            CustomerReference to,
            SubscriptionReference successor,
            LocalDate day,
            Ending ending,
            Map<SubscriptionReference, SubscriptionReference> addOns) {
        /** Of a subscription without add-ons. */
        public Transfer(CustomerReference to, SubscriptionReference successor, LocalDate day, Ending ending) {
            this(to, successor, day, ending, Map.of());
        }

        /** The transfer of {@code addOn} along with its parent. */
        Transfer of(Subscription addOn) {
            SubscriptionReference key = addOns.get(addOn.reference());
            Violations.of("transfer")
                    .check(
                            key != null,
                            "addOns",
                            addOn.reference(),
                            "must have a key, as it goes along",
                            "give the key that it has with the other customer, or end it first")
                    .throwIfAny();
            return new Transfer(to, Optional.ofNullable(key).orElseThrow(), day, ending);
        }

        /** Checks that everything is given. */
        public Transfer {
            addOns = Map.copyOf(given(addOns, "addOns"));
            given(to, "to");
            given(successor, "successor");
            given(day, "day");
            given(ending, "ending");
        }
    }

    /**
     * A subscription that ended and goes on as another.
     *
     * @param ended the end of the one
     * @param successor the other
     */
    public record Succession(Ended ended, Subscription successor) {}

    /**
     * What a succession would do in money.
     *
     * @param end of the one
     * @param charged by the successor without VAT: for days that were billed already, or its first period on another plan
     * @param laterPrices those that were planned and still count for the successor (rule C1)
     */
    public record SuccessionPreview(EndPreview end, MonetaryAmount charged, List<LaterPrice> laterPrices) {
        SuccessionPreview and(SuccessionPreview other) {
            List<LaterPrice> both = new ArrayList<>(laterPrices);
            both.addAll(other.laterPrices);
            return new SuccessionPreview(end.and(other.end), Amounts.plus(charged, other.charged), both);
        }
    }

    /**
     * Has another customer pay a subscription on from a day: ended for the one, and gone on with for the other as a subscription
     * with the same periods and terms, so that every day is billed to one of them. The other's VAT and discount apply to his
     * days; a contract goes on from its start (article 6:159 BW). Doing it again changes nothing.
     *
     * @throws NotAllowedException when it ends by then
     * @throws ConflictException when the successor's reference is in use
     */
    public Succession transfer(SubscriptionReference reference, Transfer transfer) {
        given(reference, "subscription");
        given(transfer, "transfer");
        return session.work(work -> {
            List<Subscription> addOns =
                    SubscriptionDesk.runningAddOns(work, work.subscription(reference), transfer.day());
            Succession done = succeed(
                    work,
                    reference,
                    transfer.successor(),
                    subscription -> desk.plannedTransfer(work, subscription, transfer));
            addOns.forEach(addOn -> {
                Transfer along = transfer.of(addOn);
                succeed(
                        work,
                        addOn.reference(),
                        along.successor(),
                        subscription ->
                                desk.plannedTransfer(work, subscription, along).to(transfer.successor()));
            });
            return done;
        });
    }

    /**
     * What {@link #transfer} would do now; changes nothing.
     *
     * @throws NotAllowedException when it would be refused
     * @throws ConflictException when the successor's reference is in use
     */
    public SuccessionPreview previewTransfer(SubscriptionReference reference, Transfer transfer) {
        given(reference, "subscription");
        given(transfer, "transfer");
        return session.work(work -> {
            Subscription subscription = work.subscription(reference);
            SuccessionPreview preview =
                    preview(work, desk.plannedTransfer(work, subscription, transfer), subscription.billedThrough());
            for (Subscription addOn : SubscriptionDesk.runningAddOns(work, subscription, transfer.day())) {
                SubscriptionDesk.PlannedSuccession along = desk.plannedTransfer(work, addOn, transfer.of(addOn));
                preview = preview.and(preview(work, along, addOn.billedThrough()));
            }
            return preview;
        });
    }

    /**
     * Ends a subscription with credit on the day on which {@code replacement} starts, which goes on in its place: another plan
     * or cycle with a new period from that day on (rules C6, E4). Doing it again changes nothing.
     *
     * @throws NotAllowedException when it ends by then
     * @throws ConflictException when the replacement's reference is in use
     */
    public Succession replace(SubscriptionReference reference, Subscription replacement) {
        given(reference, "subscription");
        given(replacement, "replacement");
        return session.work(work -> {
            List<Subscription> addOns =
                    SubscriptionDesk.runningAddOns(work, work.subscription(reference), replacement.start());
            Succession done = succeed(
                    work,
                    reference,
                    replacement.reference(),
                    subscription -> desk.plannedReplacement(work, subscription, replacement));
            addOns.forEach(addOn -> {
                work.unit()
                        .subscriptions()
                        .save(List.of(addOn.toBuilder()
                                .parent(replacement.reference())
                                .build()));
                work.happened(new BillingEvent.AddOnMoved(addOn.reference(), replacement.reference()));
            });
            return done;
        });
    }

    /**
     * What {@link #replace} would do now; changes nothing.
     *
     * @throws NotAllowedException when it would be refused
     * @throws ConflictException when the replacement's reference is in use
     */
    public SuccessionPreview previewReplace(SubscriptionReference reference, Subscription replacement) {
        given(reference, "subscription");
        given(replacement, "replacement");
        return session.work(work -> preview(
                work,
                desk.plannedReplacement(work, work.subscription(reference), replacement),
                replacement.start().plusDays(1)));
    }

    private static SuccessionPreview preview(
            Session.Work work, SubscriptionDesk.PlannedSuccession planned, LocalDate day) {
        Subscription successor = planned.successor();
        return new SuccessionPreview(
                SubscriptionDesk.preview(work, planned.end()),
                Amounts.of(
                        work.planner().chargedBefore(work.activeCustomer(successor.customer()), successor, day),
                        work.administration().currency()),
                LaterPrice.of(successor, successor.firstDay()));
    }

    private Succession succeed(
            Session.Work work,
            SubscriptionReference reference,
            SubscriptionReference successor,
            Function<Subscription, SubscriptionDesk.PlannedSuccession> plan) {
        Subscription subscription = work.subscription(reference);
        if (subscription.successor().equals(Optional.of(successor))) {
            return new Succession(
                    new Ended(subscription, List.of(), List.of(), List.of()), work.subscription(successor));
        }
        SubscriptionDesk.PlannedSuccession planned = plan.apply(subscription);
        Ended ended = desk.apply(work, planned);
        Subscription next = planned.successor();
        // what goes on with another customer keeps the discount that it has; the coupon is not used anew
        boolean isSame = !next.customer().equals(subscription.customer());
        return new Succession(ended, isSame ? startAs(work, next) : start(work, next));
    }

    /**
     * Takes an end back before it comes, and that of the add-ons that end with it: service goes on, and the next run bills on
     * from where it stopped.
     *
     * @throws NotAllowedException when it has come, days after it were credited or charged already, or the price list has no price
     *     for what would go on
     * @throws nl.termijn.error.InvalidInputException when it is an add-on whose parent ends
     */
    public Subscription undoEnd(SubscriptionReference reference) {
        given(reference, "subscription");
        return session.work(work -> {
            Subscription subscription = SubscriptionDesk.running(work, reference, work.today(), "taken up again");
            LocalDate end = subscription
                    .end()
                    .orElseThrow(() -> new NotAllowedException(
                            Reason.NOT_ENDED,
                            reference.value(),
                            "The end of subscription " + reference + " cannot be undone: it has none."));
            undoEnd(work, subscription, end);
            SubscriptionDesk.addOns(work, subscription).stream()
                    .filter(addOn -> addOn.end().equals(Optional.of(end)))
                    .forEach(addOn -> undoEnd(work, addOn, end));
            return work.subscription(reference);
        });
    }

    private static void undoEnd(Session.Work work, Subscription subscription, LocalDate end) {
        SubscriptionDesk.refuseSettledEnd(work, subscription, end);
        Subscription goesOn = subscription.toBuilder().end(Optional.empty()).build();
        SubscriptionDesk.requireParent(work, goesOn);
        // a change that was to come after the end may want a price that the list does not have
        SubscriptionDesk.requirePrices(work, goesOn);
        work.unit().subscriptions().save(List.of(goesOn));
        work.happened(new BillingEvent.EndUndone(subscription.reference(), end));
    }
}
