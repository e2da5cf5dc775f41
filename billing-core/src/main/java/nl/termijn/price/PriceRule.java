package nl.termijn.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.error.Violations;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;

/**
 * How a price becomes another: raised by a percentage, by an amount, or set; then rounded to a step, and kept between a floor
 * and a ceiling.
 *
 * <pre>
 * 4.95 raised by 6 %, rounded to 0.05:  5.247 -> 5.25
 * </pre>
 *
 * @param kind what the value is
 * @param value percentage, amount or price; a percentage or amount below 0 lowers
 * @param step the price becomes a multiple of it, half up; without it it is rounded as money is
 * @param floor what it is at least
 * @param ceiling what it is at most
 */
public record PriceRule(
        Kind kind,
        BigDecimal value,
        Optional<BigDecimal> step,
        Optional<BigDecimal> floor,
        Optional<BigDecimal> ceiling) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** What the value of a rule is. */
    public enum Kind {
        /** Added in percent. */
        PERCENT,
        /** Added. */
        AMOUNT,
        /** The price itself. */
        PRICE
    }

    /** Checks everything at once. */
    public PriceRule {
        Violations.given(kind, "kind");
        Violations.given(value, "value");
        BigDecimal least = kind == Kind.PERCENT ? HUNDRED.negate() : BigDecimal.ZERO;
        Violations.of("price rule")
                .check(
                        kind == Kind.AMOUNT || value.compareTo(least) >= 0,
                        "value",
                        value,
                        "must be " + least + " or more",
                        "a price is never below 0")
                .check(
                        step.map(each -> each.signum() > 0).orElse(true),
                        "step",
                        step.map(Object::toString).orElse(""),
                        "must be more than 0",
                        "give what prices are a multiple of, such as 0.05")
                .check(
                        floor.isEmpty() || ceiling.isEmpty() || floor.get().compareTo(ceiling.get()) <= 0,
                        "floor",
                        floor.map(Object::toString).orElse(""),
                        "must not be above the ceiling",
                        "exchange them")
                .throwIfAny();
    }

    /** Raises by {@code percent}. */
    public static PriceRule percent(BigDecimal percent) {
        return new PriceRule(Kind.PERCENT, percent, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Raises by {@code amount}. */
    public static PriceRule amount(BigDecimal amount) {
        return new PriceRule(Kind.AMOUNT, amount, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Sets {@code price}. */
    public static PriceRule price(BigDecimal price) {
        return new PriceRule(Kind.PRICE, price, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** This rule, rounded to a multiple of {@code value}. */
    public PriceRule roundedTo(BigDecimal value) {
        return new PriceRule(kind, this.value, Optional.of(value), floor, ceiling);
    }

    /** This rule, kept between {@code least} and {@code most}. */
    public PriceRule between(BigDecimal least, BigDecimal most) {
        return new PriceRule(kind, value, step, Optional.of(least), Optional.of(most));
    }

    /** What {@code price} becomes, 0 or more. */
    public MonetaryAmount applyTo(MonetaryAmount price) {
        BigDecimal number = Amounts.decimal(price);
        BigDecimal raised = switch (kind) {
            case PERCENT -> number.multiply(HUNDRED.add(value)).divide(HUNDRED);
            case AMOUNT -> number.add(value);
            case PRICE -> value;
        };
        BigDecimal rounded = step.map(
                        each -> raised.divide(each, 0, RoundingMode.HALF_UP).multiply(each))
                .orElseGet(() -> Rounding.of(price.getCurrency()).round(raised));
        BigDecimal atLeast = rounded.max(floor.orElse(BigDecimal.ZERO));
        return Amounts.of(ceiling.map(atLeast::min).orElse(atLeast), price.getCurrency());
    }
}
