package nl.termijn;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.VatRow;
import nl.termijn.run.SkipReason;

/**
 * What a run made, or would make.
 *
 * @param month the month of the run
 * @param made how many drafts
 * @param drafts the drafts, in the order of the customers' references; empty in a preview, which makes none
 * @param vatRows totals per VAT category and rate
 * @param net sum of the drafts without VAT
 * @param vat their VAT
 * @param gross their sum with VAT
 * @param skipped who got none, and why
 * @param waiting what waits of customers skipped by a hold or a negative total
 * @param failures customers whose data could not be billed; nothing of theirs was saved
 * @param complete whether every customer was looked at: {@code false} when the run was cancelled
 */
public record RunReport(
        YearMonth month,
        int made,
        List<InvoiceId> drafts,
        List<VatRow> vatRows,
        MonetaryAmount net,
        MonetaryAmount vat,
        MonetaryAmount gross,
        Map<SkipReason, List<CustomerReference>> skipped,
        List<Waiting> waiting,
        List<Failure> failures,
        boolean complete) {

    /**
     * What waits for a later run.
     *
     * @param customer whose
     * @param reason why it waits
     * @param total its total with VAT
     * @param since the first day of what waits longest
     */
    public record Waiting(CustomerReference customer, SkipReason reason, MonetaryAmount total, LocalDate since) {}

    /**
     * A customer who could not be billed.
     *
     * @param customer who
     * @param reason why, in words
     */
    public record Failure(CustomerReference customer, String reason) {}

    /** How many customers were skipped. */
    public int skippedCount() {
        return skipped.values().stream().mapToInt(List::size).sum();
    }
}
