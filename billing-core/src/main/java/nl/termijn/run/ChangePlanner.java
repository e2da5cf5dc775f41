package nl.termijn.run;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Policies.EndOfSubscription;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.invoice.Corrections;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.LineBalance;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.invoice.ServiceLines;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.period.DaySet;
import nl.termijn.price.PriceSource;
import nl.termijn.subscription.CycleChange;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.Piece;
import nl.termijn.subscription.PriceBasis;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.Terms;
import nl.termijn.subscription.TermsChange;

/**
 * What a change of price, quantity or product does (rule C6).
 *
 * <pre>
 * billed at 60.00   |------------- April -------------|
 * 30.00 at once               |11 April
 *                             minus 20/30 of 60.00 = -40.00     waits for the next run
 *                             plus  20/30 of 30.00 = +20.00     waits for the next run
 * </pre>
 */
public final class ChangePlanner {
    private final EndOfSubscription endPolicy;
    private final PriceSource prices;
    private final Supplier<PendingLineReference> references;

    /**
     * The planner under the seller's policy for last periods.
     *
     * @param prices asked for only where a price was not agreed
     * @param references new pending lines take their keys from it
     */
    public ChangePlanner(EndOfSubscription endPolicy, PriceSource prices, Supplier<PendingLineReference> references) {
        this.endPolicy = endPolicy;
        this.prices = prices;
        this.references = references;
    }

    /**
     * A subscription after a change.
     *
     * @param subscription with its new terms
     * @param pendingLines what the change costs or gives back for days already billed
     */
    public record Change(Subscription subscription, List<PendingLine> pendingLines) {
        /** The change with the day as of which it counts. */
        public TermsChange dated() {
            return subscription.changes().get(subscription.changes().size() - 1);
        }

        /** Whether it is the change that was made last, said again. */
        public boolean isRepeated() {
            int before = subscription.changes().size() - 2;
            return before >= 0 && subscription.changes().get(before).equals(dated());
        }
    }

    /** The change as of the first period that starts on or after its day and is not billed yet. */
    public Change nextPeriod(Subscription subscription, TermsChange change) {
        LocalDate unbilled = subscription.billedThrough();
        LocalDate day = change.effectiveFrom().isAfter(unbilled) ? change.effectiveFrom() : unbilled;
        LocalDate from = ServiceCalendar.of(subscription, endPolicy).nextPeriodStart(day);
        TermsChange dated = dated(change, from, TermsChange.Effect.NEXT_PERIOD);
        return new Change(subscription.toBuilder().addChange(dated).build(), List.of());
    }

    /**
     * The change as of its day. For days of it that were billed already, two lines per billed piece wait.
     *
     * @param settings what counts for who pays
     * @param billed the lines that billed days of the subscription on or after the day, on documents and waiting
     * @param corrections the correction rules of a sent document
     */
    public Change atOnce(
            EffectiveSettings settings,
            Subscription subscription,
            TermsChange change,
            List<BilledLine> billed,
            Function<Invoice, Corrections> corrections) {
        LocalDate from = change.effectiveFrom().isAfter(subscription.firstDay())
                ? change.effectiveFrom()
                : subscription.firstDay();
        TermsChange dated = dated(change, from, TermsChange.Effect.AT_ONCE);
        Subscription changed = subscription.toBuilder().addChange(dated).build();
        ServiceCalendar calendar = ServiceCalendar.of(changed, endPolicy);
        List<PendingLine> lines = new ArrayList<>();
        List<BilledPiece> pieces = piecesBilled(balances(billed, corrections));
        IdentityHashMap<BilledLine, BigDecimal> left = new IdentityHashMap<>();
        for (TermsChange earlier : subscription.changes()) {
            // one that changed nothing when it was entered made no lines, and so left its piece whole
            if (earlier.effect() == TermsChange.Effect.AT_ONCE) {
                pieces = cutAt(pieces, earlier.effectiveFrom());
            }
        }
        for (BilledPiece piece : pieces) {
            // days beyond the one through which it is billed were credited by an early end
            piece.days
                    .startingAt(from)
                    .flatMap(days -> days.upTo(subscription.billedThrough()))
                    .ifPresent(days -> addDifference(
                            settings, changed, calendar, change.effectiveFrom(), piece, days, left, lines));
        }
        return new Change(changed, lines);
    }

    /**
     * {@code subscription} in a cycle of {@code months} as of the end of what is billed. A price that was agreed for a period of the
     * cycle that is left lapses, and so do agreements planned for later days: {@code price} counts, or else the list. A price per
     * month is one of any cycle, and stays.
     */
    public static Subscription inCycle(Subscription subscription, int months, Optional<MonetaryAmount> price) {
        LocalDate from = subscription.billedThrough();
        List<CycleChange> cycles = new ArrayList<>(subscription.cycleChanges());
        int planned = lastCycle(subscription, cycles);
        cycles.removeIf(earlier -> !earlier.from().isBefore(from));
        int left = lastCycle(subscription, cycles);
        cycles.add(new CycleChange(from, months));
        Subscription changed = subscription.toBuilder().cycleChanges(cycles).build();
        boolean keepsPrices = months == planned || subscription.priceBasis() == PriceBasis.PER_MONTH;
        if (!keepsPrices) {
            changed = changed.toBuilder()
                    .changes(subscription.changes().stream()
                            .map(change -> change.effectiveFrom().isAfter(from)
                                            && change.agreement().isPresent()
                                    ? change.ofQuantityAlone()
                                    : change)
                            .toList())
                    .build();
        }
        Optional<MonetaryAmount> agreed = price;
        if (price.isEmpty() && keepsPrices) {
            agreed = changed.agreedPriceOn(from);
        } else if (price.isEmpty() && months == left) {
            // back to the cycle in which it is billed, before another began
            agreed = changed.agreedPriceOn(from.minusDays(1));
        }
        if (agreed.equals(changed.agreedPriceOn(from))) {
            return changed;
        }
        return changed.toBuilder()
                .addChange(TermsChange.builder()
                        .effectiveFrom(from)
                        .unitPrice(agreed)
                        .listPrice(agreed.isEmpty())
                        .build())
                .build();
    }

    private static int lastCycle(Subscription subscription, List<CycleChange> cycles) {
        return cycles.isEmpty()
                ? subscription.cycleMonths()
                : cycles.get(cycles.size() - 1).months();
    }

    private static TermsChange dated(TermsChange change, LocalDate from, TermsChange.Effect effect) {
        return change.toBuilder().effectiveFrom(from).effect(effect).build();
    }

    /** A billed line with what is left of it. */
    private record Left(BilledLine line, LineBalance balance) {}

    private static List<Left> balances(List<BilledLine> billed, Function<Invoice, Corrections> correctionsOf) {
        Map<InvoiceId, Corrections> corrections = new HashMap<>();
        return billed.stream()
                .map(line -> new Left(
                        line,
                        line.document()
                                .filter(document -> document.status() == InvoiceStatus.SENT)
                                .map(document -> corrections
                                        .computeIfAbsent(document.id(), id -> correctionsOf.apply(document))
                                        .balanceOf(line.number()))
                                .orElseGet(() -> LineBalance.untouched(line.line()))))
                .toList();
    }

    /** Days of one period as they are billed now, after earlier changes at once and credits. */
    private record BilledPiece(Left left, int periodOfLine, DateRange days) {
        BilledPiece with(DateRange part) {
            return new BilledPiece(left, periodOfLine, part);
        }

        BilledLine line() {
            return left.line();
        }

        Piece piece(DateRange part) {
            LineOrigin.Service service = line().service();
            LocalDate chargedTo = part.to().equals(line().days().to()) ? service.chargedTo() : part.to();
            return new Piece(
                    service.cycle(), service.index() + periodOfLine, service.count() + periodOfLine, part, chargedTo);
        }
    }

    private static List<BilledPiece> piecesBilled(List<Left> billed) {
        List<BilledPiece> pieces = new ArrayList<>();
        billed.stream()
                .sorted(Comparator.comparingInt(
                                (Left each) -> each.line().service().change())
                        .thenComparing(each -> each.line().service().cause())
                        .thenComparing(each -> each.line().days().from()))
                .forEach(each -> {
                    // days that were credited are nobody's any more; of a change that takes back, they are charged
                    // again
                    DaySet days = each.balance().daysNotCredited();
                    if (each.line().service().takesBack()) {
                        days.ranges().forEach(range -> takeOut(pieces, range));
                    } else {
                        addPeriods(pieces, each, days);
                    }
                });
        pieces.sort(Comparator.comparing(piece -> piece.days.from()));
        return pieces;
    }

    private static void addPeriods(List<BilledPiece> pieces, Left billed, DaySet days) {
        LineOrigin.Service service = billed.line().service();
        for (int i = 0; i < service.periods(); i++) {
            DateRange period = service.periods() == 1 ? billed.line().days() : service.period(i);
            for (DateRange range : days.within(period).ranges()) {
                pieces.add(new BilledPiece(billed, i, range));
            }
        }
    }

    private static void takeOut(List<BilledPiece> pieces, DateRange days) {
        List<BilledPiece> left = new ArrayList<>(pieces.size() + 1);
        for (BilledPiece piece : pieces) {
            piece.days.upTo(days.from()).map(piece::with).ifPresent(left::add);
            piece.days.startingAt(days.to()).map(piece::with).ifPresent(left::add);
        }
        pieces.clear();
        pieces.addAll(left);
    }

    private static List<BilledPiece> cutAt(List<BilledPiece> pieces, LocalDate day) {
        List<BilledPiece> parts = new ArrayList<>(pieces.size() + 1);
        for (BilledPiece piece : pieces) {
            piece.days.upTo(day).map(piece::with).ifPresent(parts::add);
            piece.days.startingAt(day).map(piece::with).ifPresent(parts::add);
        }
        return parts;
    }

    private void addDifference(
            EffectiveSettings settings,
            Subscription changed,
            ServiceCalendar calendar,
            LocalDate day,
            BilledPiece billed,
            DateRange days,
            IdentityHashMap<BilledLine, BigDecimal> leftOfLines,
            List<PendingLine> lines) {
        Piece piece = billed.piece(days);
        Terms terms = BillingPlanner.terms(settings, changed, piece, prices);
        Optional<Discount> discount = BillingPlanner.discount(settings, calendar, piece, terms.productCode());
        InvoiceLine line = billed.line().line();
        boolean unchanged = terms.periodPrice().isEqualTo(line.unitPrice())
                && terms.quantity().compareTo(line.quantity()) == 0
                && terms.productCode().equals(line.productCode())
                && terms.description().equals(line.description());
        LineBalance balance = billed.left().balance();
        if (unchanged || balance.isUsedUp()) {
            return;
        }
        BigDecimal left = leftOfLines.computeIfAbsent(billed.line(), any -> Amounts.decimal(balance.left()));
        int number = changed.changes().size();
        ServiceLines.Charge charge = ServiceLines.Charge.of(changed, piece, terms, discount, line.vat());
        Optional<LineReference> corrects = billed.line().corrected();
        InvoiceLine back = ServiceLines.takenBack(line, piece, number, corrects, balance, left);
        leftOfLines.put(billed.line(), left.add(Amounts.decimal(back.amount())));
        InvoiceLine again = ServiceLines.chargedAnew(charge, line.suppliedOn(), number, corrects);
        lines.add(PendingLine.of(references.get(), changed.customer(), day, back));
        lines.add(PendingLine.of(references.get(), changed.customer(), day, again));
    }
}
