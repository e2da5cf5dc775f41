package nl.termijn.invoice;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.money.CurrencyUnit;
import nl.termijn.administration.Pricing;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.Discount;

/**
 * How a line came about, in words for a person: the days, the arithmetic with its rounding, the discount, and why VAT is
 * charged as it is. All of it follows from the line itself, so that it can be told years later.
 *
 * <pre>
 * 9 of the 31 days of the period 01-07-2026 to 31-07-2026 at 31.00: 31.00 × 31/31 - 31.00 × 22/31 = 9.00. VAT of 21 %
 * is added: Seller and buyer are in one country: its rate applies.
 * </pre>
 *
 * <p>Dutch, or for any other language English; dates and numbers are written as that language does, never as the machine
 * is set. Amounts are in the line's currency and pricing.
 */
public final class LineExplanation {
    private final InvoiceLine line;
    private final CurrencyUnit currency;
    private final LineTexts texts;
    private final Locale locale;

    private LineExplanation(InvoiceLine line, Locale locale) {
        this.line = line;
        this.currency = line.amount().getCurrency();
        this.texts = LineTexts.of(locale);
        this.locale = locale;
    }

    /** How {@code line} came about, in the language of {@code locale}: one to three sentences. */
    public static String explain(InvoiceLine line, Locale locale) {
        LineExplanation explanation = new LineExplanation(line, locale);
        List<String> sentences = new ArrayList<>(3);
        sentences.add(explanation.origin());
        line.discountRule().ifPresent(rule -> sentences.add(explanation.discount(rule)));
        sentences.add(explanation.vat());
        return String.join(" ", sentences);
    }

    private String origin() {
        LineOrigin origin = line.origin();
        if (origin instanceof LineOrigin.Service service) {
            return service(service);
        }
        if (origin instanceof LineOrigin.SetUpFee fee) {
            return texts.text("set-up-fee", fee.subscription().value(), product());
        }
        if (origin instanceof LineOrigin.PaperFee) {
            return texts.text("paper-fee", texts.amount(line.amount()));
        }
        if (origin instanceof LineOrigin.TopUp) {
            return texts.text("top-up", texts.amount(line.amount()));
        }
        if (origin instanceof LineOrigin.TakenOver taken) {
            return texts.text("taken-over", taken.system());
        }
        return origin instanceof LineOrigin.Credit credit ? credit(credit) : entered();
    }

    private String service(LineOrigin.Service service) {
        DateRange days = line.days().orElseThrow();
        String cause = switch (service.cause()) {
            case DUE -> "due";
            case CHANGE_TAKES_BACK -> "back";
            case CHANGE_CHARGES -> "anew";
        };
        if (service.periods() > 1) {
            return texts.text(
                    cause + ".periods",
                    texts.date(days.from()),
                    texts.date(days.last()),
                    product(),
                    Integer.toString(service.periods()));
        }
        DateRange period = service.period(0);
        String from = texts.date(period.from());
        String last = texts.date(period.last());
        if (days.equals(period)) {
            return texts.text(cause + ".period", from, last, product());
        }
        String shape = service.chargedTo().isAfter(days.to()) ? ".whole-last" : ".part";
        return texts.text(
                cause + shape,
                from,
                last,
                share(service, days, period),
                Long.toString(days.days()),
                Long.toString(period.days()),
                priceOfPeriod());
    }

    /** {@code 31.00 × 31/31 - 31.00 × 22/31 = 9.00}, the arithmetic of rule C3. */
    private String share(LineOrigin.Service service, DateRange days, DateRange period) {
        BigDecimal whole = quantity().abs().multiply(price());
        long u = ChronoUnit.DAYS.between(period.from(), days.from());
        long v = ChronoUnit.DAYS.between(period.from(), service.chargedTo());
        String of = "/" + period.days();
        String share = texts.number(whole) + " × " + v + of;
        if (u > 0) {
            share += " - " + texts.number(whole) + " × " + u + of;
        }
        if (quantity().signum() < 0) {
            share = "-(" + share + ")";
        }
        boolean exact = isExact(whole, u, period.days()) && isExact(whole, v, period.days());
        return share + (exact ? "" : texts.text("each-rounded")) + " = " + texts.amount(line.charge());
    }

    private boolean isExact(BigDecimal whole, long days, long of) {
        BigDecimal numerator = whole.multiply(BigDecimal.valueOf(days));
        BigDecimal rounded = Rounding.of(currency).divide(numerator, BigDecimal.valueOf(of));
        return rounded.multiply(BigDecimal.valueOf(of)).compareTo(numerator) == 0;
    }

    private String priceOfPeriod() {
        BigDecimal quantity = quantity().abs();
        String price = texts.number(price());
        return quantity.compareTo(BigDecimal.ONE) == 0
                ? price
                : texts.plain(quantity) + " × " + price + " = " + texts.number(quantity.multiply(price()));
    }

    /** {@code 2 × 10.00 × 3 = 60.00}, as far as there is something to multiply. */
    private String product() {
        List<String> factors = new ArrayList<>(3);
        if (quantity().compareTo(BigDecimal.ONE) != 0) {
            factors.add(texts.plain(quantity()));
        }
        factors.add(texts.number(price()));
        if (line.periods() > 1) {
            factors.add(Integer.toString(line.periods()));
        }
        BigDecimal exact = quantity().multiply(price()).multiply(BigDecimal.valueOf(line.periods()));
        String product = String.join(" × ", factors);
        if (exact.compareTo(Amounts.decimal(line.charge())) != 0) {
            String result = factors.size() > 1 ? " = " + texts.plain(exact) : "";
            return product + result + texts.text("rounded", texts.amount(line.charge()));
        }
        return factors.size() > 1 ? product + " = " + texts.amount(line.charge()) : product;
    }

    private String entered() {
        String key = line.pendingLine().isPresent() ? "pending" : "entered";
        String reference = line.pendingLine().map(PendingLineReference::value).orElse("");
        return line.days()
                .map(days -> texts.text(
                        key + ".days", product(), texts.date(days.from()), texts.date(days.last()), reference))
                .orElseGet(() -> texts.text(key, product(), "", "", reference));
    }

    private String credit(LineOrigin.Credit credit) {
        String basis = switch (credit.basis()) {
            case WHOLE -> "whole";
            case QUANTITY -> "quantity";
            case PERIODS -> "periods";
            case DAYS -> "days";
            case EARLY_END -> "early-end";
            case AMOUNT -> "amount";
            case DRAWN -> "drawn";
        };
        return texts.text(
                "credit." + basis,
                Integer.toString(credit.line().line()),
                credit.line().invoice().value(),
                texts.amount(credit.basis() == LineOrigin.Credit.Basis.QUANTITY ? line.charge() : line.amount()),
                texts.plain(quantity().abs()),
                line.days().map(days -> texts.date(days.from())).orElse(""),
                line.days().map(days -> texts.date(days.last())).orElse(""));
    }

    private String discount(Discount rule) {
        boolean percent = rule.kind() == Discount.Kind.PERCENT;
        return texts.text(
                percent ? "discount.percent" : "discount.amount",
                percent ? texts.plain(rule.value()) : texts.amount(Amounts.of(rule.value(), currency)),
                texts.amount(line.discount()),
                texts.amount(line.amount()));
    }

    private String vat() {
        boolean taxed = line.vat().rate().signum() != 0;
        String key = !taxed ? "vat.none" : line.pricing() == Pricing.NET ? "vat.added" : "vat.included";
        return texts.text(
                key, texts.plain(line.vat().rate()), line.vat().reason().explain(locale));
    }

    private BigDecimal quantity() {
        return line.quantity();
    }

    private BigDecimal price() {
        return Amounts.decimal(line.unitPrice());
    }
}
