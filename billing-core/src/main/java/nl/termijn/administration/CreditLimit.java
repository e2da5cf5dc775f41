package nl.termijn.administration;

import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.error.Violations;

/**
 * How much a customer may owe, with what is not billed yet, and what becomes of an order above that.
 *
 * @param amount with VAT, 0 or more; empty is no limit
 * @param excess what an order above it is to the seller
 */
public record CreditLimit(Optional<MonetaryAmount> amount, Excess excess) {
    /** No limit. */
    public static final CreditLimit NONE = new CreditLimit(Optional.empty(), Excess.WARN);

    /** What becomes of an order that goes above a limit. */
    public enum Excess {
        /** It is taken, and somebody is told. */
        WARN,
        /** It waits until somebody decides. */
        HOLD_ORDER,
        /** It is paid before anything is delivered. */
        PAY_FIRST
    }

    /** Checks the amount. */
    public CreditLimit {
        Violations violations = Violations.of("credit limit");
        amount.ifPresent(limit -> violations.check(
                limit.signum() >= 0, "creditLimit", limit, "must be 0 or more", "use CreditLimit.NONE for no limit"));
        violations.throwIfAny();
    }

    /** A limit of {@code amount}. */
    public static CreditLimit of(MonetaryAmount amount, Excess excess) {
        return new CreditLimit(Optional.of(amount), excess);
    }
}
