package nl.termijn.receivable;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import nl.termijn.internal.Keys;
import nl.termijn.invoice.InvoiceId;

/**
 * The key of one item of the ledger: a document's own key, or one given to a payment, write-off or refund. Keys that were
 * given later sort later.
 *
 * @param value the key as text
 */
public record ItemId(@JsonValue String value) implements Comparable<ItemId> {
    /** Checks the key. */
    @JsonCreator
    public ItemId {
        Keys.check("item", value);
    }

    /** The item with key {@code value}. */
    public static ItemId of(String value) {
        return new ItemId(value);
    }

    /** The item of a document. */
    public static ItemId of(InvoiceId document) {
        return new ItemId(document.value());
    }

    @Override
    public int compareTo(ItemId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
