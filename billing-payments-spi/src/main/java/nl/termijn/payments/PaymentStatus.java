package nl.termijn.payments;

import javax.money.MonetaryAmount;

/**
 * What a provider says of a payment.
 *
 * @param state where it is
 * @param paid what came in, 0 or more
 * @param returned what went back: refunds and chargebacks together, 0 or more; a provider may go on calling such a payment
 *     paid
 */
public record PaymentStatus(State state, MonetaryAmount paid, MonetaryAmount returned) {

    /** Where a payment is. */
    public enum State {
        /** The payer has not decided yet. */
        OPEN,
        /** Decided, but the money is not certain yet. */
        PENDING,
        /** The money came in. */
        PAID,
        /** The payer, the bank or time ended it; no money came in. */
        ENDED
    }

    /** What is kept: paid less returned. */
    public MonetaryAmount kept() {
        return paid.subtract(returned);
    }
}
