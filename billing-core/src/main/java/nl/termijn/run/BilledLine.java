package nl.termijn.run;

import java.util.Optional;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.PendingLine;
import nl.termijn.period.DateRange;
import nl.termijn.vat.VatTreatment;

/**
 * A line that bills days of a subscription: on a document, or waiting for the next run.
 *
 * @param line the line
 * @param number its place on its document, from 1; 0 while it waits
 * @param document the document it is on, draft or sent
 * @param waiting the pending line it is
 */
public record BilledLine(InvoiceLine line, int number, Optional<Invoice> document, Optional<PendingLine> waiting) {

    /** Line {@code number} of {@code document}. */
    public static BilledLine on(Invoice document, int number) {
        return new BilledLine(document.line(number), number, Optional.of(document), Optional.empty());
    }

    /** A pending line, with the VAT treatment that it would have now. */
    public static BilledLine waiting(PendingLine line, VatTreatment vat) {
        return new BilledLine(line.toInvoiceLine(vat), 0, Optional.empty(), Optional.of(line));
    }

    LineOrigin.Service service() {
        return (LineOrigin.Service) line.origin();
    }

    DateRange days() {
        return line.days().orElseThrow();
    }

    /** The line of a document that a change of these days corrects: this one, or the one that a waiting change corrects. */
    Optional<LineReference> corrected() {
        return document.map(invoice -> new LineReference(invoice.id(), number))
                .or(() -> service().corrects());
    }
}
