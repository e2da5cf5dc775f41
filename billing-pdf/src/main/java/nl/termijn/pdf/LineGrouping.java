package nl.termijn.pdf;

import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;

/**
 * By what the lines of a document stand together, where the theme leaves it to the host ({@link Theme.Grouping#HOST}): a
 * domain, a cost centre, an end customer. It must answer the same for the same line.
 */
@FunctionalInterface
public interface LineGrouping {

    /** What the group of {@code line} is called; groups stand in the order of their first line. */
    String groupOf(Invoice document, InvoiceLine line);
}
