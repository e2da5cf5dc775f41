package nl.termijn.pdf;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import nl.termijn.document.Label;
import nl.termijn.document.Words;
import nl.termijn.error.Violations;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.money.Amounts;

/**
 * What a line of an invoice is made of, on pages of its own. Its amounts add up to those of the line: else it is refused.
 *
 * @param line number of the line, from 1
 * @param rows what it is made of
 */
public record Specification(int line, List<Row> rows) {

    /**
     * One row.
     *
     * @param description what it is
     * @param quantity how many
     * @param amount what it comes to, in the pricing of the line
     */
    public record Row(String description, BigDecimal quantity, BigDecimal amount) {}

    /** Copies the rows. */
    public Specification {
        rows = List.copyOf(rows);
    }

    /** Gives the specifications of a document: always the same for the same document. */
    @FunctionalInterface
    public interface Source {
        /** The specifications of {@code document}, perhaps none. */
        List<Specification> of(Invoice document);
    }

    /** Refuses a specification that does not add up. */
    void check(Invoice document) {
        BigDecimal line = Amounts.decimal(document.line(this.line).amount());
        BigDecimal sum = rows.stream().map(Row::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        Violations.of("specification of " + document.name() + " line " + this.line)
                .check(
                        sum.compareTo(line) == 0,
                        "rows",
                        sum.toPlainString(),
                        "must add up to the line, " + line.toPlainString(),
                        "give all rows, and amounts of the line's own pricing")
                .throwIfAny();
    }

    /** A page of its own: the rows, and what they add up to. */
    Sheet.Table table(Invoice document, Words words) {
        InvoiceLine whole = document.line(line);
        List<Sheet.Row> cells = new ArrayList<>();
        for (Row row : rows) {
            cells.add(Sheet.Row.of(List.of(
                    row.description(),
                    words.number(row.quantity()),
                    words.amount(Amounts.of(row.amount(), document.currency())))));
        }
        cells.add(new Sheet.Row(
                Sheet.Row.Style.SUBTOTAL,
                List.of(words.text(Label.TOTAL), "", words.amount(whole.amount())),
                List.of(),
                ""));
        return new Sheet.Table(
                words.text(Label.SPECIFICATION_OF, "line", Integer.toString(line), "description", whole.description()),
                List.of(
                        new Sheet.Column("description", words.text(Label.DESCRIPTION), false),
                        new Sheet.Column("quantity", words.text(Label.QUANTITY), true),
                        new Sheet.Column("amount", words.text(Label.AMOUNT), true)),
                cells,
                "");
    }
}
