package nl.termijn.run;

import static nl.termijn.testing.Fixtures.plain;

import java.util.List;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.PendingLine;

/** Documents and plans as one short text each, so that a test shows its figures and a failure shows the line. */
final class InWords {
    private InWords() {}

    /** {@code [2026-03-01, 2026-04-01) 10.00}, line by line; a line without days by its text. */
    static List<String> lines(Invoice document) {
        return lines(document.lines());
    }

    static List<String> lines(InvoicePlan plan) {
        return lines(((InvoicePlan.Draft) plan).lines());
    }

    static List<String> lines(List<InvoiceLine> lines) {
        return lines.stream()
                .map(line -> line.days().map(Object::toString).orElse(line.description()) + " " + plain(line.amount()))
                .toList();
    }

    static List<String> waiting(List<PendingLine> lines) {
        return lines.stream()
                .map(line -> line.date() + ": "
                        + line.days().map(Object::toString).orElse(line.description()) + " " + plain(line.amount()))
                .toList();
    }

    /** {@code 22.00 + 4.62 = 26.62}: net, VAT, gross. */
    static String totals(Invoice document) {
        return totals(document.totals());
    }

    static String totals(InvoicePlan plan) {
        return totals(((InvoicePlan.Draft) plan).totals());
    }

    private static String totals(InvoiceTotals totals) {
        return plain(totals.net()) + " + " + plain(totals.vat()) + " = " + plain(totals.gross());
    }

    /** {@code NEGATIVE_TOTAL -14.52 since 2025-12-15}. */
    static String skip(InvoicePlan plan) {
        if (!(plan instanceof InvoicePlan.Skip skip)) {
            return "drafted " + lines(plan);
        }
        return skip.reason()
                + skip.waiting().map(amount -> " " + plain(amount)).orElse("")
                + skip.since().map(day -> " since " + day).orElse("");
    }
}
