package nl.termijn.invoice;

import java.math.BigDecimal;
import java.util.Optional;
import nl.termijn.error.Bounds;
import nl.termijn.error.Violations;
import nl.termijn.money.Rounding;
import nl.termijn.period.Proration;
import nl.termijn.subscription.Discount;

/**
 * What a line costs (rules C2 to C4): the only place where a price becomes an amount.
 *
 * <pre>
 * whole(7, 9.99, 1, 15 %)              69.93 - 10.49 = 59.44
 * whole(26935.78, 0.25, 1, none)       6733.95
 * part(1, 31.00, 22 of 31 to 31, none) 31.00 - 22.00 = 9.00
 * </pre>
 *
 * A negative quantity or price gives the mirror of the positive line.
 */
final class LineCalculator {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private LineCalculator() {}

    /** {@code periods} whole periods (rule C2), or a line without a period ({@code periods} = 1). */
    static LineAmount whole(
            Rounding rounding, BigDecimal quantity, BigDecimal price, int periods, Optional<Discount> discount) {
        if (!Bounds.holds(quantity)) {
            Bounds.check(Violations.of("line"), "quantity", quantity).throwIfAny();
        }
        BigDecimal times = BigDecimal.valueOf(periods);
        BigDecimal charge = rounding.round(quantity.multiply(price).multiply(times));
        return discounted(rounding, charge, discount, amount -> rounding.round(amount.multiply(times)));
    }

    /** A part of one period (rule C3). */
    static LineAmount part(
            Rounding rounding, BigDecimal quantity, BigDecimal price, Proration part, Optional<Discount> discount) {
        if (!Bounds.holds(quantity)) {
            Bounds.check(Violations.of("line"), "quantity", quantity).throwIfAny();
        }
        BigDecimal charge = part.of(quantity.multiply(price), rounding);
        return discounted(rounding, charge, discount, amount -> part.of(amount, rounding));
    }

    private static LineAmount discounted(
            Rounding rounding,
            BigDecimal charge,
            Optional<Discount> discount,
            java.util.function.UnaryOperator<BigDecimal> amountOff) {
        if (discount.isEmpty() || charge.signum() == 0) {
            return new LineAmount(charge, rounding.zero());
        }
        Discount rule = discount.get();
        if (rule.kind() == Discount.Kind.PERCENT) {
            return new LineAmount(charge, rounding.divide(charge.multiply(rule.value()), HUNDRED));
        }
        BigDecimal off = amountOff.apply(rule.value()).min(charge.abs());
        return new LineAmount(charge, charge.signum() < 0 ? off.negate() : off);
    }
}
