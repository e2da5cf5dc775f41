package nl.termijn.administration;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.OptionalInt;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import org.immutables.value.Value;

/**
 * The number series of an administration's documents: one for invoices and one for credit notes, or one for both when
 * their formats are equal. Numbers are given when a document is sent and are gapless (article 35a(1)(b) Wet OB).
 * Immutable.
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = Numbering.Builder.class)
public interface Numbering {
    /** Format of invoice numbers; {@code {yyyy}-{n:5}} unless given. */
    @Value.Default
    default DocumentNumberFormat invoices() {
        return DocumentNumberFormat.of("{yyyy}-{n:5}");
    }

    /** Format of credit note numbers; {@code C{yyyy}-{n:5}} unless given. The invoices' format means the same series. */
    @Value.Default
    default DocumentNumberFormat creditNotes() {
        return DocumentNumberFormat.of("C{yyyy}-{n:5}");
    }

    /** The first invoice number that the library gives: one above the last of the system before it. */
    @Value.Default
    default long firstInvoice() {
        return 1;
    }

    /** The first credit note number that the library gives. */
    @Value.Default
    default long firstCreditNote() {
        return 1;
    }

    /** The year that the first numbers are for when the series count per year; other years start at 1. */
    OptionalInt firstYear();

    /** Checks that a start number says for which year it is. */
    @Value.Check
    default void check() {
        boolean perYear = (firstInvoice() > 1 && invoices().countsPerYear())
                || (firstCreditNote() > 1 && creditNotes().countsPerYear());
        boolean shared = invoices().equals(creditNotes());
        Violations.of("numbering")
                .check(firstInvoice() >= 1, "firstInvoice", firstInvoice(), "must be 1 or more", "give last used + 1")
                .check(
                        firstCreditNote() >= 1,
                        "firstCreditNote",
                        firstCreditNote(),
                        "must be 1 or more",
                        "give last used + 1")
                .check(
                        !perYear || firstYear().isPresent(),
                        "firstYear",
                        "",
                        "must be given with a start number in a series that counts per year",
                        "give the year in which the old system gave its last number")
                .check(
                        !shared || firstCreditNote() == 1 || firstCreditNote() == firstInvoice(),
                        "firstCreditNote",
                        firstCreditNote(),
                        "must equal firstInvoice when both kinds share one series",
                        "leave it out")
                .throwIfAny();
    }

    /** Starts a numbering. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a numbering. */
    class Builder extends ImmutableNumbering.Builder {}
}
