package nl.termijn.run;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Administration;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.Hold;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Setting;
import nl.termijn.customer.Customer;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.error.NotAllowedException;
import nl.termijn.internal.Texts;
import nl.termijn.invoice.BilledStretch;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.ServiceLines;
import nl.termijn.invoice.TopUp;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.price.PriceSource;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.Piece;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.Terms;
import nl.termijn.vat.VatProduct;
import nl.termijn.vat.VatRules;
import nl.termijn.vat.VatTreatment;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is on one customer's invoice (sections A to D): {@code (billing account, date) -> plan with reasons}. Pure:
 * it saves nothing and asks no clock, so that a preview, a forecast and a run are the same function.
 *
 * <pre>
 * monthly hosting 10.00 from 2025-03-01, yearly domain 12.00 from 2025-03-14, run of 2026-03:
 *     hosting  [2026-03-01, 2026-04-01)  10.00
 *     domain   [2026-03-14, 2027-03-14)  12.00     22.00 + 4.62 = 26.62
 * </pre>
 *
 * Immutable and safe for use by many threads.
 */
public final class BillingPlanner {
    private static final Comparator<Subscription> ORDER =
            Comparator.comparing(Subscription::start).thenComparing(Subscription::reference);
    private static final Comparator<PendingLine> PENDING_ORDER =
            Comparator.comparing(PendingLine::date).thenComparingLong(PendingLine::entered);

    private static final int MONTHLY_DIGITS = 6;

    private final Administration administration;
    private final VatRules vatRules;
    private final PriceSource prices;

    /**
     * The planner of one seller, under {@code vatRules}.
     *
     * @param prices asked for only where a price was not agreed
     */
    public BillingPlanner(Administration administration, VatRules vatRules, PriceSource prices) {
        this.administration = administration;
        this.vatRules = vatRules;
        this.prices = prices;
    }

    /**
     * What is charged without VAT for the unbilled days of {@code subscription} in periods that begin before {@code day}, or in
     * arrears end by then; a set-up fee with it.
     */
    public BigDecimal chargedBefore(Customer customer, Subscription subscription, LocalDate day) {
        Collected collected = new Collected(settings(customer, day));
        collectDue(customer, subscription.toBuilder().leadDays(0).build(), day, day, collected);
        return Amounts.decimal(
                InvoiceTotals.of(collected.lines, administration.currency()).net());
    }

    private EffectiveSettings settings(Customer customer, LocalDate day) {
        return EffectiveSettings.of(administration, customer, day);
    }

    /** The plan of the run of {@code month}, whose date is the first of it. */
    public InvoicePlan planRun(BillingAccount account, YearMonth month) {
        Customer customer = account.customer();
        LocalDate runDate = month.atDay(1);
        EffectiveSettings settings = settings(customer, runDate);
        boolean fits = settings.schedule().fits(month);
        if (settings.holdOn(Hold.Kind.INVOICING, runDate).isPresent()) {
            return waiting(account, SkipReason.ON_HOLD, collectRun(account, runDate, fits));
        }
        if (account.invoicedMonths().contains(month)) {
            return skip(account, SkipReason.ALREADY_INVOICED);
        }
        Collected collected = collectRun(account, runDate, fits);
        if (collected.lines.isEmpty()) {
            return skip(account, fits ? SkipReason.NOTHING_DUE : SkipReason.NOT_SCHEDULED);
        }
        return decide(account, collected);
    }

    /**
     * The plan of billing one customer now (rule B6): everything due as if his schedule fitted {@code day}.
     *
     * @throws NotAllowedException when the customer is on hold for invoicing
     */
    public InvoicePlan planNow(BillingAccount account, LocalDate day) {
        Customer customer = account.customer();
        EffectiveSettings settings = settings(customer, day);
        settings.holdOn(Hold.Kind.INVOICING, day).ifPresent(hold -> {
            throw new NotAllowedException(
                    NotAllowedException.Reason.ON_HOLD,
                    customer.reference().value(),
                    "Customer " + customer.reference()
                            + " cannot be billed now: on hold for invoicing"
                            + hold.until().map(until -> " until " + until).orElse("")
                            + "; release the hold, or make a manual invoice.");
        });
        LocalDate limit = settings.schedule().nextRunAfter(day);
        Collected collected =
                collect(account, settings, limit, day, line -> !line.date().isAfter(day), true);
        return collected.lines.isEmpty() ? skip(account, SkipReason.NOTHING_DUE) : decide(account, collected);
    }

    /**
     * What is due by {@code day} and not billed, with VAT, whatever the schedule and whether it is held or not: periods that have
     * begun, or in arrears ended, and all lines that wait, less what was paid ahead for them.
     */
    public MonetaryAmount unbilled(BillingAccount account, LocalDate day) {
        Collected collected =
                collect(account, settings(account.customer(), day), day.plusDays(1), day, line -> true, true);
        collected.lines.addAll(drawn(account, collected));
        return InvoiceTotals.of(collected.lines, administration.currency()).gross();
    }

    /**
     * The plans of the runs of {@code months} months from {@code first} on, each on what the one before it leaves: what runs
     * will make when nothing changes. Saves nothing, as no plan does.
     */
    public List<InvoicePlan> planRuns(BillingAccount account, YearMonth first, int months) {
        List<InvoicePlan> plans = new ArrayList<>(months);
        BillingAccount current = account;
        for (int i = 0; i < months; i++) {
            InvoicePlan plan = planRun(current, first.plusMonths(i));
            plans.add(plan);
            current = current.after(plan);
        }
        return plans;
    }

    /**
     * What {@code subscription} brings in a month on {@code day}: the net price after discount of the whole period that holds
     * the day, divided by the months of its cycle, to a millionth. Zero on a day that is not charged: before the start,
     * after the end, in a trial or a pause.
     */
    public BigDecimal monthlyRevenue(Customer customer, Subscription subscription, LocalDate day) {
        ServiceCalendar calendar =
                ServiceCalendar.of(subscription, administration.policies().endOfSubscription());
        return calendar.pieceOn(day)
                .map(piece -> {
                    Piece whole = new Piece(
                            piece.cycle(),
                            piece.index(),
                            piece.count(),
                            piece.period(),
                            piece.period().to());
                    int months = piece.cycle().months();
                    EffectiveSettings settings = settings(customer, day);
                    InvoiceLine line = ServiceLines.due(ServiceLines.Charge.of(
                            subscription,
                            whole,
                            terms(settings, subscription, piece, prices),
                            discount(
                                    settings,
                                    calendar,
                                    piece,
                                    subscription.productOn(piece.days().from())),
                            treatment(customer, subscription.vat(), day)));
                    InvoiceTotals totals = InvoiceTotals.of(List.of(line), administration.currency());
                    return Amounts.decimal(totals.net())
                            .divide(BigDecimal.valueOf(months), MONTHLY_DIGITS, RoundingMode.HALF_UP);
                })
                .orElse(BigDecimal.ZERO);
    }

    private Collected collectRun(BillingAccount account, LocalDate runDate, boolean fits) {
        EffectiveSettings settings = settings(account.customer(), runDate);
        boolean interim = settings.get(Setting.INTERIM_LINES) == Policies.InterimLines.MONTHLY;
        LocalDate limit = runDate.plusMonths(settings.schedule().months());
        return collect(
                account,
                settings,
                limit,
                runDate,
                line -> (fits || interim) && line.date().isBefore(runDate),
                fits);
    }

    /** What is due, before anybody looks at the total. */
    private final class Collected {
        final List<InvoiceLine> lines = new ArrayList<>();
        final List<BilledStretch> stretches = new ArrayList<>();
        final Set<SubscriptionReference> setUpFees = new LinkedHashSet<>();
        final List<PendingLine> pending = new ArrayList<>();
        final EffectiveSettings settings;
        LocalDate since = LocalDate.MAX;
        private @Nullable VatProduct product;
        private @Nullable LocalDate suppliedOn;
        private @Nullable VatTreatment treatment;

        Collected(EffectiveSettings settings) {
            this.settings = settings;
        }

        /** The treatment of a supply to the one customer; most lines of an invoice ask for the same. */
        VatTreatment treatment(Customer customer, VatProduct wanted, LocalDate day) {
            if (treatment == null || !wanted.equals(product) || !day.equals(suppliedOn)) {
                treatment = BillingPlanner.this.treatment(customer, wanted, day);
                product = wanted;
                suppliedOn = day;
            }
            return treatment;
        }

        void waitsSince(LocalDate day) {
            if (day.isBefore(since)) {
                since = day;
            }
        }

        InvoicePlan.Taken taken() {
            return new InvoicePlan.Taken(
                    List.copyOf(stretches),
                    Set.copyOf(setUpFees),
                    pending.isEmpty()
                            ? List.of()
                            : pending.stream().map(PendingLine::reference).toList());
        }
    }

    private Collected collect(
            BillingAccount account,
            EffectiveSettings settings,
            LocalDate advanceLimit,
            LocalDate arrearsLimit,
            Predicate<PendingLine> isDue,
            boolean withSubscriptions) {
        Collected collected = new Collected(settings);
        List<PendingLine> pending = due(account, isDue);
        Set<SubscriptionReference> placed = new HashSet<>();
        List<Subscription> subscriptions = inOrder(account.subscriptions());
        for (int i = 0; i < subscriptions.size(); i++) {
            Subscription subscription = subscriptions.get(i);
            if (withSubscriptions) {
                collectDue(account.customer(), subscription, advanceLimit, arrearsLimit, collected);
            }
            if (!pending.isEmpty()) {
                placed.add(subscription.reference());
            }
            for (PendingLine line : pending) {
                if (isOf(line, subscription.reference())) {
                    collectPending(account.customer(), line, collected);
                }
            }
        }
        for (PendingLine line : pending) {
            boolean isPlaced =
                    line.origin().subscriptionReference().map(placed::contains).orElse(false);
            if (!isPlaced) {
                collectPending(account.customer(), line, collected);
            }
        }
        return collected;
    }

    private static List<PendingLine> due(BillingAccount account, Predicate<PendingLine> isDue) {
        if (account.pendingLines().isEmpty()) {
            return List.of();
        }
        return account.pendingLines().stream()
                .filter(isDue)
                .sorted(PENDING_ORDER)
                .toList();
    }

    private static List<Subscription> inOrder(List<Subscription> subscriptions) {
        boolean ordered = true;
        for (int i = 1; i < subscriptions.size() && ordered; i++) {
            ordered = ORDER.compare(subscriptions.get(i - 1), subscriptions.get(i)) <= 0;
        }
        if (ordered) {
            return subscriptions;
        }
        List<Subscription> sorted = new ArrayList<>(subscriptions);
        sorted.sort(ORDER);
        return sorted;
    }

    private static boolean isOf(PendingLine line, SubscriptionReference reference) {
        return line.origin().subscriptionReference().map(reference::equals).orElse(false);
    }

    private void collectDue(
            Customer customer,
            Subscription subscription,
            LocalDate advanceLimit,
            LocalDate arrearsLimit,
            Collected collected) {
        ServiceCalendar calendar =
                ServiceCalendar.of(subscription, administration.policies().endOfSubscription());
        LocalDate limit = subscription.timing() == BillingTiming.ADVANCE
                ? advanceLimit.plusDays(subscription.leadDays())
                : arrearsLimit;
        List<Piece> pieces = calendar.due(limit);
        if (pieces.isEmpty()) {
            return;
        }
        List<ServiceLines.Charge> charges = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            charge(customer, subscription, calendar, piece, collected, charges);
        }
        addMerged(charges, collected.lines);
        LocalDate through = pieces.get(pieces.size() - 1).days().to();
        LocalDate firstDay = pieces.get(0).days().from();
        collected.waitsSince(firstDay);
        collected.stretches.add(new BilledStretch(subscription.reference(), subscription.billedThrough(), through));
        if (!subscription.setUpFeeBilled()
                && subscription.setUpFee().map(fee -> fee.signum() > 0).orElse(false)) {
            collected.lines.add(setUpFee(customer, collected.settings, subscription, firstDay));
            collected.setUpFees.add(subscription.reference());
        }
    }

    private InvoiceLine setUpFee(
            Customer customer, EffectiveSettings settings, Subscription subscription, LocalDate day) {
        String description = MessageFormat.format(
                PlanTexts.of(settings.language()).getString("set-up-fee"), subscription.description());
        return ServiceLines.setUpFee(subscription, description, day, treatment(customer, subscription.vat(), day));
    }

    /** Adds the lines of {@code charges}, consecutive full periods at the same terms on one line (rule C2). */
    private static void addMerged(List<ServiceLines.Charge> charges, List<InvoiceLine> lines) {
        ServiceLines.Charge open = charges.get(0);
        for (int i = 1; i < charges.size(); i++) {
            ServiceLines.Charge next = charges.get(i);
            Optional<ServiceLines.Charge> merged = open.merge(next);
            if (merged.isEmpty()) {
                lines.add(ServiceLines.due(open));
            }
            open = merged.orElse(next);
        }
        lines.add(ServiceLines.due(open));
    }

    /** Adds what a piece is charged, split where the VAT rate changes if the seller's policy says so (rule D1). */
    private void charge(
            Customer customer,
            Subscription subscription,
            ServiceCalendar calendar,
            Piece piece,
            Collected collected,
            List<ServiceLines.Charge> charges) {
        LocalDate from = piece.days().from();
        LocalDate to = piece.days().to();
        VatTreatment vat = collected.treatment(customer, subscription.vat(), from);
        List<LocalDate> changes = administration.policies().rateChange() == Policies.RateChange.PERIOD_START
                ? List.of()
                : vatRules.rateChanges(vat, subscription.vat(), from, to);
        for (int i = 0; i < changes.size(); i++) {
            LocalDate change = changes.get(i);
            Piece part = piece.cutTo(DateRange.of(from, change));
            charges.add(charge(collected.settings, subscription, calendar, part, vat));
            from = change;
            vat = collected.treatment(customer, subscription.vat(), from);
        }
        Piece last = changes.isEmpty() ? piece : piece.cutTo(DateRange.of(from, to));
        charges.add(charge(collected.settings, subscription, calendar, last, vat));
    }

    private ServiceLines.Charge charge(
            EffectiveSettings settings,
            Subscription subscription,
            ServiceCalendar calendar,
            Piece piece,
            VatTreatment vat) {
        return ServiceLines.Charge.of(
                subscription,
                piece,
                terms(settings, subscription, piece, prices),
                discount(
                        settings,
                        calendar,
                        piece,
                        subscription.productOn(piece.days().from())),
                vat);
    }

    /** The terms of a piece (rule C1), with the tiers of its price in words. */
    static Terms terms(EffectiveSettings settings, Subscription subscription, Piece piece, PriceSource prices) {
        Terms terms = subscription.terms(piece, settings.prices(prices));
        return terms.tiers().isEmpty()
                ? terms
                : terms.described(PlanTexts.withTiers(settings.language(), terms.description(), terms.tiers()));
    }

    /** The discount of a piece (rule C4): the subscription's own while it runs, else the customer's on the product. */
    static Optional<Discount> discount(
            EffectiveSettings settings, ServiceCalendar calendar, Piece piece, Optional<String> product) {
        return calendar.discountOf(piece).or(() -> generalDiscount(settings, product));
    }

    private static Optional<Discount> generalDiscount(EffectiveSettings settings, Optional<String> product) {
        BigDecimal percent = settings.discountPercent(product);
        return percent.signum() == 0 ? Optional.empty() : Optional.of(Discount.percent(percent));
    }

    private void collectPending(Customer customer, PendingLine line, Collected collected) {
        VatTreatment vat =
                line.fixedVat().orElseGet(() -> collected.treatment(customer, line.product(), line.suppliedOn()));
        collected.lines.add(line.toInvoiceLine(vat));
        collected.pending.add(line);
        collected.waitsSince(line.date());
    }

    /** How VAT is charged to {@code customer} on {@code product} supplied on {@code day} (rule D1). */
    public VatTreatment treatment(Customer customer, VatProduct product, LocalDate day) {
        return vatRules.decide(administration.vatSeller(), customer.vatBuyer(), product, day);
    }

    /** Looks at the total (rule B5). */
    private InvoicePlan decide(BillingAccount account, Collected collected) {
        InvoiceTotals totals = InvoiceTotals.of(collected.lines, administration.currency());
        int sign = Amounts.decimal(totals.gross()).signum();
        Policies policies = administration.policies();
        if (sign == 0 && policies.zeroTotal() == Policies.ZeroTotal.SKIP) {
            return new InvoicePlan.Skip(
                    account.customer().reference(),
                    SkipReason.ZERO_TOTAL,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(collected.taken()));
        }
        boolean credit = sign < 0;
        if (sign > 0) {
            Optional<InvoiceLine> fee = paperFee(account.customer(), collected);
            fee.ifPresent(collected.lines::add);
            // what was paid ahead pays for the paper too
            List<InvoiceLine> drawn = drawn(account, collected);
            collected.lines.addAll(drawn);
            if (fee.isPresent() || !drawn.isEmpty()) {
                totals = InvoiceTotals.of(collected.lines, administration.currency());
            }
        }
        if (credit
                && policies.negativeTotal() == Policies.NegativeTotal.CARRY_FORWARD
                && willBeChargedLater(account, collected)) {
            return waiting(account, SkipReason.NEGATIVE_TOTAL, collected);
        }
        return new InvoicePlan.Draft(
                account.customer().reference(),
                credit ? InvoiceKind.CREDIT_NOTE : InvoiceKind.INVOICE,
                List.copyOf(collected.lines),
                totals,
                collected.taken(),
                credit ? correctedBy(collected) : List.of());
    }

    /** What a top-up is called in {@code language}. */
    public static String topUpText(Locale language) {
        return PlanTexts.of(language).getString("top-up");
    }

    private static List<InvoiceLine> drawn(BillingAccount account, Collected collected) {
        if (account.topUps().isEmpty()) {
            return List.of();
        }
        String text = PlanTexts.of(collected.settings.language()).getString("top-up-drawn");
        return TopUp.draw(account.topUps(), collected.lines, number -> Texts.filled(text, number));
    }

    /** What paper costs, with the VAT of the line that costs most: it is ancillary to that. */
    private Optional<InvoiceLine> paperFee(Customer customer, Collected collected) {
        if (collected.settings.delivery() != DeliveryChannel.PAPER) {
            return Optional.empty();
        }
        return administration
                .policies()
                .paperFee()
                .filter(fee -> fee.isPaidBy(customer.kind()))
                .map(fee -> {
                    InvoiceLine main = Collections.max(
                            collected.lines, Comparator.comparing(line -> Amounts.decimal(line.amount())));
                    return InvoiceLine.builder()
                            .origin(new LineOrigin.PaperFee())
                            .description(
                                    PlanTexts.of(collected.settings.language()).getString("paper-fee"))
                            .quantity(BigDecimal.ONE)
                            .unitPrice(fee.amount())
                            .discount(Amounts.zero(administration.currency()))
                            .amount(fee.amount())
                            .pricing(fee.pricing())
                            .product(main.product())
                            .suppliedOn(main.suppliedOn())
                            .vat(main.vat())
                            .build();
                });
    }

    /** Whether a subscription has a charged day beyond what is due now, so that something can set a credit off. */
    private boolean willBeChargedLater(BillingAccount account, Collected collected) {
        return account.subscriptions().stream().anyMatch(subscription -> {
            LocalDate through = collected.stretches.stream()
                    .filter(stretch -> stretch.subscription().equals(subscription.reference()))
                    .map(BilledStretch::through)
                    .findFirst()
                    .orElse(subscription.billedThrough());
            return ServiceCalendar.of(subscription, administration.policies().endOfSubscription())
                    .hasChargedDayFrom(through);
        });
    }

    private static List<InvoiceId> correctedBy(Collected collected) {
        Set<InvoiceId> corrected = new TreeSet<>();
        for (PendingLine line : collected.pending) {
            line.corrects().ifPresent(corrected::add);
            line.origin().corrected().map(LineReference::invoice).ifPresent(corrected::add);
        }
        return List.copyOf(corrected);
    }

    private static InvoicePlan skip(BillingAccount account, SkipReason reason) {
        return new InvoicePlan.Skip(
                account.customer().reference(), reason, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private InvoicePlan waiting(BillingAccount account, SkipReason reason, Collected collected) {
        if (collected.lines.isEmpty()) {
            return skip(account, reason);
        }
        MonetaryAmount total =
                InvoiceTotals.of(collected.lines, administration.currency()).gross();
        return new InvoicePlan.Skip(
                account.customer().reference(),
                reason,
                Optional.of(total),
                Optional.of(collected.since),
                Optional.empty());
    }
}
