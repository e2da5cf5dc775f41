package nl.termijn;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.subscription.SubscriptionReference;

/**
 * A month as this library would bill it beside the figures of another program.
 *
 * @param month the month
 * @param customers how many customers have a figure on either side
 * @param equal how many of them have the same figures on both, to the cent
 * @param ours the sum without VAT that a run would make
 * @param theirs the sum without VAT of the other program
 * @param differences every difference, in the order of the customers' references
 */
public record ShadowReport(
        YearMonth month,
        int customers,
        int equal,
        MonetaryAmount ours,
        MonetaryAmount theirs,
        List<Difference> differences) {

    /** Which figure differs. */
    public enum Figure {
        /** Without VAT. */
        NET,
        /** The VAT. */
        VAT,
        /** With VAT. */
        GROSS
    }

    /**
     * One figure that differs.
     *
     * @param customer whose
     * @param subscription of which subscription, where the other program's figures name them; empty for a customer's total,
     *     or for what is of no subscription
     * @param figure which figure
     * @param ours what this library would bill
     * @param theirs what the other program billed
     * @param explanation how ours came about, in words
     */
    public record Difference(
            CustomerReference customer,
            Optional<SubscriptionReference> subscription,
            Figure figure,
            MonetaryAmount ours,
            MonetaryAmount theirs,
            String explanation) {

        /** Ours less theirs. */
        public MonetaryAmount amount() {
            return ours.subtract(theirs);
        }
    }
}
