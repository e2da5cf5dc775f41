package nl.termijn.invoice;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import nl.termijn.internal.Keys;

/**
 * The host's own key of one pending line, unique in its administration; references sort as text.
 *
 * @param value 1 to 100 characters, no blanks at the ends, no control characters
 */
public record PendingLineReference(@JsonValue String value) implements Comparable<PendingLineReference> {
    /** Checks the key. */
    @JsonCreator
    public PendingLineReference {
        Keys.check("pending line", value);
    }

    /** The pending line that the host calls {@code value}. */
    public static PendingLineReference of(String value) {
        return new PendingLineReference(value);
    }

    @Override
    public int compareTo(PendingLineReference other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
