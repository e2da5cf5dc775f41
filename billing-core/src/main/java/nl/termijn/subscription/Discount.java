package nl.termijn.subscription;

import java.math.BigDecimal;
import nl.termijn.error.Bounds;
import nl.termijn.error.Violations;

/**
 * What is taken off a charge (rule C4).
 *
 * @param kind a percentage of the charge, or an amount per period
 * @param value percent, or an amount in the subscription's currency and pricing
 */
public record Discount(Kind kind, BigDecimal value) {

    /** How a discount is reckoned. */
    public enum Kind {
        /** Percent of the charge. */
        PERCENT,
        /** An amount for each whole period, never more than the charge. */
        AMOUNT_PER_PERIOD
    }

    /** Checks the value. */
    public Discount {
        Bounds.check(Violations.of("discount"), "value", value).throwIfAny();
        boolean holds = value.signum() >= 0
                && (kind == Kind.AMOUNT_PER_PERIOD || value.compareTo(BigDecimal.valueOf(100)) <= 0);
        if (!holds) {
            Violations.of("discount")
                    .check(
                            false,
                            kind == Kind.PERCENT ? "discountPercent" : "discountAmount",
                            value,
                            kind == Kind.PERCENT ? "must be 0 to 100" : "must be 0 or more",
                            "give what is taken off, as a positive number")
                    .throwIfAny();
        }
    }

    /** So many percent off. */
    public static Discount percent(BigDecimal percent) {
        return new Discount(Kind.PERCENT, percent);
    }

    /** So much off each period. */
    public static Discount amountPerPeriod(BigDecimal amount) {
        return new Discount(Kind.AMOUNT_PER_PERIOD, amount);
    }
}
