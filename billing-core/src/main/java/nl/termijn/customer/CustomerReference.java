package nl.termijn.customer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import nl.termijn.internal.Keys;

/**
 * The host's own key of one customer, unique in its administration; references sort as text.
 *
 * @param value 1 to 100 characters, no blanks at the ends, no control characters
 */
public record CustomerReference(@JsonValue String value) implements Comparable<CustomerReference> {
    /** Checks the key. */
    @JsonCreator
    public CustomerReference {
        Keys.check("customer", value);
    }

    /** The customer that the host calls {@code value}. */
    public static CustomerReference of(String value) {
        return new CustomerReference(value);
    }

    @Override
    public int compareTo(CustomerReference other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
