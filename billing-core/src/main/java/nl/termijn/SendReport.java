package nl.termijn;

import java.util.List;
import nl.termijn.invoice.InvoiceId;

/**
 * What came of sending many drafts.
 *
 * @param sent what was sent, in the order of the numbers given
 * @param failures what was not sent; those drafts are as they were, and no number was used
 */
public record SendReport(List<InvoiceId> sent, List<Failure> failures) {

    /**
     * A draft that was not sent.
     *
     * @param invoice the draft
     * @param reason why, in words
     */
    public record Failure(InvoiceId invoice, String reason) {}
}
