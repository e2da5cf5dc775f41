package nl.termijn.subscription;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import nl.termijn.internal.Keys;

/**
 * The host's own key of one subscription, unique in its administration; references sort as text.
 *
 * @param value 1 to 100 characters, no blanks at the ends, no control characters
 */
public record SubscriptionReference(@JsonValue String value) implements Comparable<SubscriptionReference> {
    /** Checks the key. */
    @JsonCreator
    public SubscriptionReference {
        Keys.check("subscription", value);
    }

    /** The subscription that the host calls {@code value}. */
    public static SubscriptionReference of(String value) {
        return new SubscriptionReference(value);
    }

    @Override
    public int compareTo(SubscriptionReference other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
