package nl.termijn.customer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;
import nl.termijn.error.Violations;

/**
 * What identifies a mandate at all banks; in capitals, since banks make no difference (SEPA Direct Debit rulebook, AT-01).
 *
 * @param value 1 to 35 letters, digits and {@code + ? / - : ( ) . , '}, no slash at the ends nor two in a row
 */
public record MandateReference(@JsonValue String value) implements Comparable<MandateReference> {
    private static final Pattern SHAPE = Pattern.compile("(?!/)(?!.*//)(?!.*/$)[A-Z0-9+?/\\-:().,']{1,35}");

    /** Checks the shape. */
    @JsonCreator
    public MandateReference {
        value = Violations.given(value, "mandate").toUpperCase(Locale.ROOT);
        Violations.of("mandate")
                .check(
                        SHAPE.matcher(value).matches(),
                        "reference",
                        value,
                        "must be 1 to 35 letters, digits and + ? / - : ( ) . , ' without blanks",
                        "banks take nothing else; keep the reference that the customer signed for")
                .throwIfAny();
    }

    /** The mandate that the customer signed as {@code value}. */
    public static MandateReference of(String value) {
        return new MandateReference(value);
    }

    @Override
    public int compareTo(MandateReference other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
