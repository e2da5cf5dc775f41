package nl.termijn.invoice;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import nl.termijn.internal.Keys;

/**
 * The library's own key of one invoice or credit note, from draft to archive. Ids that were given later sort later.
 *
 * @param value the key as text
 */
public record InvoiceId(@JsonValue String value) implements Comparable<InvoiceId> {
    /** Checks the key. */
    @JsonCreator
    public InvoiceId {
        Keys.check("invoice", value);
    }

    /** The invoice with key {@code value}. */
    public static InvoiceId of(String value) {
        return new InvoiceId(value);
    }

    @Override
    public int compareTo(InvoiceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
