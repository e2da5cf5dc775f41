package nl.termijn.administration;

import javax.money.MonetaryAmount;
import nl.termijn.error.Violations;
import nl.termijn.money.Amounts;
import nl.termijn.vat.BuyerKind;

/**
 * What an invoice on paper costs. It follows the main supply of the invoice in its VAT, as an ancillary supply does.
 *
 * @param amount above zero, in the currency of the administration
 * @param pricing whether VAT comes on top or is in it
 * @param payers who pays it
 */
public record PaperFee(MonetaryAmount amount, Pricing pricing, Payers payers) {

    /** Who pays for paper: the law of some countries forbids to charge consumers. */
    public enum Payers {
        /** Every customer who gets paper. */
        EVERYBODY,
        /** Businesses only. */
        BUSINESSES
    }

    /** Checks the amount. */
    public PaperFee {
        Violations.of("paper fee")
                .check(
                        Amounts.decimal(amount).signum() > 0,
                        "amount",
                        amount,
                        "must be above zero",
                        "leave the fee out where paper costs nothing")
                .check(
                        Amounts.decimal(amount).stripTrailingZeros().scale()
                                <= amount.getCurrency().getDefaultFractionDigits(),
                        "amount",
                        amount,
                        "must be in whole cents",
                        "round it")
                .throwIfAny();
    }

    /** Whether {@code kind} of customers pay it. */
    public boolean isPaidBy(BuyerKind kind) {
        return payers == Payers.EVERYBODY || kind == BuyerKind.BUSINESS;
    }
}
