package nl.termijn.payments;

import java.math.BigDecimal;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;

/**
 * Amounts as providers count them: in the smallest unit of the currency, which is not always a hundredth.
 *
 * <pre>
 * EUR 12.10   1210
 * JPY 3234    3234
 * KWD 1.234   1234
 * </pre>
 */
public final class MinorUnits {
    private MinorUnits() {}

    /**
     * {@code amount} in minor units.
     *
     * @throws IllegalArgumentException when it is finer than the currency: it is never rounded silently
     */
    public static long of(MonetaryAmount amount) {
        BigDecimal number = amount.getNumber().numberValue(BigDecimal.class);
        try {
            return number.movePointRight(digits(amount.getCurrency())).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    amount + " is finer than its currency or too large; round it where its rule says so", e);
        }
    }

    /** Decimals of the currency: EUR 2, JPY 0, KWD 3. */
    public static int digits(CurrencyUnit currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
