package nl.termijn.pdf;

import java.math.BigDecimal;
import java.util.List;
import nl.termijn.error.Violations;
import nl.termijn.invoice.Invoice;
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
}
