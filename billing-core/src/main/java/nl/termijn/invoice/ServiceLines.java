package nl.termijn.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.period.DateRange;
import nl.termijn.period.Proration;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.Piece;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.Terms;
import nl.termijn.vat.VatTreatment;

/** Makes, takes back and cuts the lines of a subscription's days (rules C2, C3, C6 and E4). */
public final class ServiceLines {
    private ServiceLines() {}

    /**
     * Days of a subscription with all that their price depends on.
     *
     * @param subscription whose days
     * @param first the first piece
     * @param periods how many consecutive full periods from it; 1 for a part
     * @param days all days
     * @param terms price, quantity and text
     * @param discount what is taken off, if anything
     * @param vat treatment of the days
     */
    public record Charge(
            Subscription subscription,
            Piece first,
            int periods,
            DateRange days,
            Terms terms,
            Optional<Discount> discount,
            VatTreatment vat) {

        /** The one piece {@code piece}. */
        public static Charge of(
                Subscription subscription, Piece piece, Terms terms, Optional<Discount> discount, VatTreatment vat) {
            return new Charge(subscription, piece, 1, piece.days(), terms, discount, vat);
        }

        /** This and the next piece together, when they are consecutive full periods at the same terms (rule C2). */
        public Optional<Charge> merge(Charge next) {
            boolean consecutive = first.isFullPeriod()
                    && next.first.isFullPeriod()
                    && next.periods == 1
                    && days.to().equals(next.days.from())
                    && first.cycle().equals(next.first.cycle());
            boolean same =
                    consecutive && sameTerms(next.terms) && discount.equals(next.discount) && vat.equals(next.vat);
            return same
                    ? Optional.of(new Charge(
                            subscription,
                            first,
                            periods + 1,
                            DateRange.of(days.from(), next.days.to()),
                            terms,
                            discount,
                            vat))
                    : Optional.empty();
        }

        private boolean sameTerms(Terms next) {
            // 1 and 1.0 are one quantity
            return terms.quantity().compareTo(next.quantity()) == 0
                    && terms.periodPrice().equals(next.periodPrice())
                    && terms.productCode().equals(next.productCode())
                    && terms.description().equals(next.description());
        }
    }

    /** The line of days that are due. */
    public static InvoiceLine due(Charge charge) {
        return line(charge, charge.days().from(), LineOrigin.Service.Cause.DUE, 0, Optional.empty());
    }

    /** The days of {@code charge} at its terms, as change number {@code change} at once charges them anew (rule C6). */
    public static InvoiceLine chargedAnew(
            Charge charge, LocalDate suppliedOn, int change, Optional<LineReference> corrects) {
        return line(charge, suppliedOn, LineOrigin.Service.Cause.CHANGE_CHARGES, change, corrects);
    }

    private static InvoiceLine line(
            Charge charge,
            LocalDate suppliedOn,
            LineOrigin.Service.Cause cause,
            int change,
            Optional<LineReference> corrects) {
        CurrencyUnit currency = charge.terms().periodPrice().getCurrency();
        Rounding rounding = Rounding.of(currency);
        MonetaryAmount periodPrice = charge.terms().periodPrice();
        Subscription subscription = charge.subscription();
        BigDecimal price = subscription.unitPrice().orElse(null) == periodPrice
                ? subscription.exactUnitPrice().orElseThrow()
                : Amounts.decimal(periodPrice);
        Piece piece = charge.first();
        BigDecimal quantity = charge.terms().quantity();
        boolean full = piece.isFullPeriod();
        LineAmount amount = full
                ? LineCalculator.whole(rounding, quantity, price, charge.periods(), charge.discount())
                : LineCalculator.part(rounding, quantity, price, piece.proration(), charge.discount());
        return InvoiceLine.builder()
                .origin(new LineOrigin.Service(
                        charge.subscription().reference(),
                        piece.cycle(),
                        piece.index(),
                        piece.count(),
                        charge.periods(),
                        full ? charge.days().to() : piece.chargedTo(),
                        cause,
                        change,
                        corrects))
                .description(charge.terms().description())
                .productCode(charge.terms().productCode())
                .labels(charge.subscription().labels())
                .days(charge.days())
                .quantity(quantity)
                .periods(charge.periods())
                .unitPrice(charge.terms().periodPrice())
                .discountRule(charge.discount())
                .discount(Amounts.of(amount.discount(), currency))
                // one period of one, without discount, is the price itself
                .amount(
                        amount.amount().compareTo(price) == 0
                                ? charge.terms().periodPrice()
                                : Amounts.of(amount.amount(), currency))
                .pricing(charge.subscription().pricing())
                .product(charge.subscription().vat())
                .suppliedOn(suppliedOn)
                .vat(charge.vat())
                .build();
    }

    /**
     * Minus the days of {@code piece} at the terms of {@code line}, which billed them (rule C6): at the quantity that was not
     * credited, and no more than is left of the line.
     *
     * @param balance what is left of the line
     * @param most the amount that is left of it now, which the change's other pieces may have lowered
     */
    public static InvoiceLine takenBack(
            InvoiceLine line,
            Piece piece,
            int change,
            Optional<LineReference> corrects,
            LineBalance balance,
            BigDecimal most) {
        CurrencyUnit currency = line.amount().getCurrency();
        BigDecimal quantity = line.quantity().abs().subtract(balance.quantityCredited());
        quantity = line.quantity().signum() < 0 ? quantity : quantity.negate();
        LineAmount amount = LineCalculator.part(
                Rounding.of(currency),
                quantity,
                Amounts.decimal(line.unitPrice()),
                piece.proration(),
                line.discountRule());
        BigDecimal own = balance.quantityCredited().signum() == 0
                ? amount.amount()
                : balance.amountOf(piece.days()).negate();
        BigDecimal taken = line.amount().isNegative() ? own.min(most.negate()) : own.max(most.negate());
        boolean isAsPriced = taken.compareTo(amount.amount()) == 0;
        LineOrigin.Service service = (LineOrigin.Service) line.origin();
        return line.toBuilder()
                .origin(new LineOrigin.Service(
                        service.subscription(),
                        piece.cycle(),
                        piece.index(),
                        piece.count(),
                        1,
                        piece.chargedTo(),
                        LineOrigin.Service.Cause.CHANGE_TAKES_BACK,
                        change,
                        corrects,
                        service.change()))
                .pendingLine(Optional.empty())
                .days(piece.days())
                .quantity(quantity)
                .periods(1)
                .discountRule(isAsPriced ? line.discountRule() : Optional.empty())
                // what was credited of the line, where the price says more
                .discount(Amounts.of(amount.charge().subtract(taken), currency))
                .amount(Amounts.of(taken, currency))
                .build();
    }

    /** The set-up fee of {@code subscription}, supplied on {@code day}. */
    public static InvoiceLine setUpFee(Subscription subscription, String description, LocalDate day, VatTreatment vat) {
        MonetaryAmount price = subscription.setUpFee().orElseThrow();
        CurrencyUnit currency = price.getCurrency();
        BigDecimal fee = Amounts.decimal(price);
        LineAmount amount = LineCalculator.whole(Rounding.of(currency), BigDecimal.ONE, fee, 1, Optional.empty());
        return InvoiceLine.builder()
                .origin(new LineOrigin.SetUpFee(subscription.reference()))
                .description(description)
                .productCode(subscription.productCode())
                .labels(subscription.labels())
                .quantity(BigDecimal.ONE)
                .unitPrice(price)
                .discount(Amounts.zero(currency))
                .amount(Amounts.of(amount.amount(), currency))
                .pricing(subscription.pricing())
                .product(subscription.vat())
                .suppliedOn(day)
                .vat(vat)
                .build();
    }

    /**
     * What a period number {@code i} of {@code line} costs for {@code days} of it, at the line's own terms and sign.
     * The days may be all of the period. Of a line that takes back less than its price says, it is the days' share.
     */
    static LineAmount costOf(InvoiceLine line, LineOrigin.Service service, int i, DateRange days) {
        LineAmount priced = priced(line, service, i, days);
        DateRange all = line.days().orElseThrow();
        boolean asPriced = !service.takesBack()
                || priced(line, service, i, all).amount().compareTo(Amounts.decimal(line.amount())) == 0;
        if (asPriced) {
            return priced;
        }
        BigDecimal share =
                LineSpread.of(line, service, Amounts.decimal(line.amount())).of(days);
        return new LineAmount(priced.charge(), priced.charge().subtract(share));
    }

    private static LineAmount priced(InvoiceLine line, LineOrigin.Service service, int i, DateRange days) {
        LocalDate lineEnd = line.days().orElseThrow().to();
        LocalDate chargedTo = days.to().equals(lineEnd) ? service.chargedTo() : days.to();
        return LineCalculator.part(
                Rounding.of(line.amount().getCurrency()),
                line.quantity(),
                Amounts.decimal(line.unitPrice()),
                Proration.between(days.from(), chargedTo, service.period(i)),
                line.discountRule());
    }

    /**
     * What is left of a line that bills days of a subscription when its days end at {@code day}: the whole periods before
     * it on one line, the part of the next on its own. Empty when nothing is left; the line itself when {@code day} is
     * not before its end.
     */
    public static List<InvoiceLine> cutAt(InvoiceLine line, LineOrigin.Service service, LocalDate day) {
        DateRange days = line.days().orElseThrow();
        if (!day.isBefore(days.to())) {
            return List.of(line);
        }
        if (!day.isAfter(days.from())) {
            return List.of();
        }
        List<InvoiceLine> kept = new ArrayList<>(2);
        int whole = service.periods() == 1 ? 0 : service.cycle().indexOf(day) - service.index();
        LocalDate partFrom = whole == 0 ? days.from() : service.period(whole).from();
        if (whole > 0) {
            LineAmount amount = LineCalculator.whole(
                    Rounding.of(line.amount().getCurrency()),
                    line.quantity(),
                    Amounts.decimal(line.unitPrice()),
                    whole,
                    line.discountRule());
            kept.add(withDays(line, service, DateRange.of(days.from(), partFrom), 0, whole, amount));
        }
        if (partFrom.isBefore(day)) {
            DateRange part = DateRange.of(partFrom, day);
            kept.add(withDays(line, service, part, whole, 1, costOf(line, service, whole, part)));
        }
        return kept;
    }

    /** {@code line} at another quantity, price and discount, for the same days (an edit of a draft). */
    public static InvoiceLine repriced(
            InvoiceLine line, BigDecimal quantity, MonetaryAmount unitPrice, Optional<Discount> discount) {
        CurrencyUnit currency = line.amount().getCurrency();
        Rounding rounding = Rounding.of(currency);
        BigDecimal price = Amounts.decimal(unitPrice, currency);
        LineAmount amount = partOf(line)
                .map(part -> LineCalculator.part(rounding, quantity, price, part, discount))
                .orElseGet(() -> LineCalculator.whole(rounding, quantity, price, line.periods(), discount));
        return line.toBuilder()
                .quantity(quantity)
                .unitPrice(unitPrice)
                .discountRule(discount)
                .discount(Amounts.of(amount.discount(), currency))
                .amount(Amounts.of(amount.amount(), currency))
                .build();
    }

    /** The part of a period that a line bills, when it does not bill whole periods. */
    private static Optional<Proration> partOf(InvoiceLine line) {
        if (!(line.origin() instanceof LineOrigin.Service service) || service.periods() > 1) {
            return Optional.empty();
        }
        Proration part = Proration.between(line.days().orElseThrow().from(), service.chargedTo(), service.period(0));
        return part.isWhole() ? Optional.empty() : Optional.of(part);
    }

    private static InvoiceLine withDays(
            InvoiceLine line, LineOrigin.Service service, DateRange days, int skipped, int periods, LineAmount amount) {
        CurrencyUnit currency = line.amount().getCurrency();
        return line.toBuilder()
                .origin(new LineOrigin.Service(
                        service.subscription(),
                        service.cycle(),
                        service.index() + skipped,
                        service.count() + skipped,
                        periods,
                        days.to(),
                        service.cause(),
                        service.change(),
                        service.corrects(),
                        service.takenFrom()))
                .days(days)
                .periods(periods)
                .discount(Amounts.of(amount.discount(), currency))
                .amount(Amounts.of(amount.amount(), currency))
                .build();
    }
}
