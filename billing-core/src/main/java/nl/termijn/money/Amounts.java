package nl.termijn.money;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.money.CurrencyUnit;
import javax.money.Monetary;
import javax.money.MonetaryAmount;
import nl.termijn.error.Bounds;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.error.Violations;
import org.javamoney.moneta.Money;

/**
 * The bridge between {@link MonetaryAmount} at the public edge and the exact decimals that the engine computes with.
 *
 * <p>A library amount is slow to compute with (one division and rounding costs hundreds of decimal ones), so the engine
 * turns it into a decimal once, computes, and turns the result back once.
 */
public final class Amounts {
    /** Making an amount costs more than a whole line's arithmetic, and most discounts are nothing. */
    private static final Map<CurrencyUnit, MonetaryAmount> ZEROS = new ConcurrentHashMap<>();

    private Amounts() {}

    /** An amount of exactly the currency's digits or more; nothing is rounded. */
    public static MonetaryAmount of(BigDecimal number, CurrencyUnit currency) {
        return number.signum() == 0 ? zero(currency) : Money.of(bounded(number), currency);
    }

    /** An amount given as text, such as {@code of("12.10", "EUR")}: for tests, samples and hosts' literals. */
    public static MonetaryAmount of(String number, String currencyCode) {
        return Money.of(bounded(new BigDecimal(number)), Monetary.getCurrency(currencyCode));
    }

    private static BigDecimal bounded(BigDecimal number) {
        if (!Bounds.holds(number)) {
            Bounds.check(Violations.of("amount"), "amount", number).throwIfAny();
        }
        return number;
    }

    /** Nothing, in {@code currency}. */
    public static MonetaryAmount zero(CurrencyUnit currency) {
        return ZEROS.computeIfAbsent(
                currency, unit -> Money.of(Rounding.of(unit).zero(), unit));
    }

    /**
     * The amount as an exact decimal, with at least the currency's digits.
     *
     * <pre>
     * decimal(EUR 12.1)     12.10
     * decimal(EUR 0.0045)   0.0045
     * </pre>
     */
    public static BigDecimal decimal(MonetaryAmount amount) {
        BigDecimal number = amount instanceof Money money
                ? money.getNumberStripped()
                : amount.getNumber().numberValue(BigDecimal.class);
        int digits = Math.max(0, amount.getCurrency().getDefaultFractionDigits());
        return number.scale() < digits ? bounded(number).setScale(digits) : bounded(number);
    }

    /** The sum of two decimals of {@code left} and {@code right}, as an amount. */
    public static MonetaryAmount plus(MonetaryAmount left, MonetaryAmount right) {
        return of(decimal(left).add(decimal(right, left.getCurrency())), left.getCurrency());
    }

    /** What is left of {@code left} after {@code right}. */
    public static MonetaryAmount minus(MonetaryAmount left, MonetaryAmount right) {
        return of(decimal(left).subtract(decimal(right, left.getCurrency())), left.getCurrency());
    }

    /** The amount with its sign turned. */
    public static MonetaryAmount negate(MonetaryAmount amount) {
        return of(decimal(amount).negate(), amount.getCurrency());
    }

    /**
     * The decimal of an amount that must be in {@code expected}.
     *
     * @throws InvalidInputException when it is in another currency: amounts are never converted silently
     */
    public static BigDecimal decimal(MonetaryAmount amount, CurrencyUnit expected) {
        requireCurrency(amount, expected, "amount");
        return decimal(amount);
    }

    /** Refuses an amount of {@code field} in another currency than {@code expected}. */
    public static void requireCurrency(MonetaryAmount amount, CurrencyUnit expected, String field) {
        if (!amount.getCurrency().getCurrencyCode().equals(expected.getCurrencyCode())) {
            throw new InvalidInputException(
                    field,
                    List.of(new Violation(
                            field,
                            amount.toString(),
                            "must be in " + expected.getCurrencyCode(),
                            "amounts are never converted silently: give it in " + expected.getCurrencyCode())));
        }
    }
}
