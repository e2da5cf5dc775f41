package nl.termijn.administration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import nl.termijn.internal.Keys;

/**
 * The host's own key of one administration, such as {@code hosting-bv}.
 *
 * @param value 1 to 100 characters, no blanks at the ends, no control characters
 */
public record AdministrationId(@JsonValue String value) {
    /** Checks the key. */
    @JsonCreator
    public AdministrationId {
        Keys.check("administration", value);
    }

    /** The administration that the host calls {@code value}. */
    public static AdministrationId of(String value) {
        return new AdministrationId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
