package nl.termijn.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.error.Violations;

/**
 * The one rounding of the engine: half away from zero to a currency's minor digits, so that a credit mirrors its invoice.
 *
 * <pre>
 * Rounding.of(EUR).round(10.4895)   10.49
 * Rounding.of(EUR).round(-0.005)    -0.01
 * Rounding.of(JPY).round(316.129)   316
 * </pre>
 *
 * <p>Source: article 5a of the Dutch VAT implementing decree (third decimal of 5 or more goes up). Immutable.
 */
public final class Rounding {
    private static final Rounding[] BY_DIGITS = {
        new Rounding(0), new Rounding(1), new Rounding(2), new Rounding(3), new Rounding(4)
    };

    private final int digits;

    private Rounding(int digits) {
        this.digits = digits;
    }

    /** The rounding of amounts in {@code currency}: EUR to 2 digits, JPY to 0, KWD to 3. */
    public static Rounding of(CurrencyUnit currency) {
        return BY_DIGITS[Math.max(0, currency.getDefaultFractionDigits())];
    }

    /** {@code exact} to the minor unit; the result has exactly {@link #digits()} decimals. */
    public BigDecimal round(BigDecimal exact) {
        return exact.setScale(digits, RoundingMode.HALF_UP);
    }

    /** {@code numerator / denominator} rounded once, however long the exact quotient is. */
    public BigDecimal divide(BigDecimal numerator, BigDecimal denominator) {
        return numerator.divide(denominator, digits, RoundingMode.HALF_UP);
    }

    /**
     * {@code numerator / denominator} to the minor unit below it: toward minus infinity, so away from zero when negative.
     * Used only to share out a total by largest remainder (rule D3).
     */
    public BigDecimal floorDivide(BigDecimal numerator, BigDecimal denominator) {
        return numerator.divide(denominator, digits, RoundingMode.FLOOR);
    }

    /** Zero with the currency's digits. */
    public BigDecimal zero() {
        return BigDecimal.valueOf(0, digits);
    }

    /** One minor unit: a cent, a yen, a fils. */
    public BigDecimal minorUnit() {
        return BigDecimal.valueOf(1, digits);
    }

    /** Minor digits of the currency. */
    public int digits() {
        return digits;
    }

    /** Whether {@code amount} needs no rounding. */
    public boolean fits(BigDecimal amount) {
        return amount.scale() <= digits || amount.stripTrailingZeros().scale() <= digits;
    }

    /**
     * {@code amount} as a number: money that really moves is above 0 and no finer than its minor unit.
     *
     * @param subject what is refused otherwise
     * @param way what to do instead, where the amount is not above 0
     * @throws nl.termijn.error.InvalidInputException when it is not, or in another currency
     */
    public static BigDecimal payable(String subject, MonetaryAmount amount, CurrencyUnit currency, String way) {
        BigDecimal number = Amounts.decimal(amount, currency);
        Rounding rounding = of(currency);
        Violations.of(subject)
                .check(number.signum() > 0, "amount", number, "must be more than 0", way)
                .check(
                        rounding.fits(number),
                        "amount",
                        number,
                        "must have at most " + rounding.digits() + " decimals",
                        "give it to the minor unit")
                .throwIfAny();
        return number;
    }
}
