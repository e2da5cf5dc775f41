package nl.termijn.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.BilledStretch;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.subscription.SubscriptionReference;

/** What a run makes for one customer, with its reasons. Saves nothing. */
public sealed interface InvoicePlan {
    /** Whose plan. */
    CustomerReference customer();

    /** What counts as billed once the plan is saved, if anything does. */
    Optional<Taken> billed();

    /**
     * What a plan takes from a billing account: it counts as billed once the plan is saved.
     *
     * @param stretches how far the billing of each subscription moves
     * @param setUpFees subscriptions whose set-up fee is charged
     * @param pendingLines lines that no longer wait
     */
    record Taken(
            List<BilledStretch> stretches,
            Set<SubscriptionReference> setUpFees,
            List<PendingLineReference> pendingLines) {}

    /**
     * A draft is made.
     *
     * @param customer who is billed
     * @param kind an invoice, or a credit note where the total is below zero
     * @param lines in the order of rule C7
     * @param totals of the lines
     * @param taken what counts as billed
     * @param refersTo the documents that a credit note's lines correct
     */
    record Draft(
            CustomerReference customer,
            InvoiceKind kind,
            List<InvoiceLine> lines,
            InvoiceTotals totals,
            Taken taken,
            List<InvoiceId> refersTo)
            implements InvoicePlan {
        @Override
        public Optional<Taken> billed() {
            return Optional.of(taken);
        }
    }

    /**
     * No document is made.
     *
     * @param customer who is skipped
     * @param reason why
     * @param waiting the total with VAT of what is due all the same, if anything is
     * @param since the first day of what waits longest
     * @param taken what counts as billed without a document: only under {@link SkipReason#ZERO_TOTAL}
     */
    record Skip(
            CustomerReference customer,
            SkipReason reason,
            Optional<MonetaryAmount> waiting,
            Optional<LocalDate> since,
            Optional<Taken> taken)
            implements InvoicePlan {
        @Override
        public Optional<Taken> billed() {
            return taken;
        }
    }
}
