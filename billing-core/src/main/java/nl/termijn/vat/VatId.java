package nl.termijn.vat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import org.jspecify.annotations.Nullable;

/**
 * A VAT identification number of an EU member state, or of Northern Ireland (XI), whose form and check digits are right.
 * Only VIES can say that it is live. Immutable.
 *
 * <pre>
 * VatId.of("nl 6617.12.813/B01").value()     NL661712813B01
 * VatId.of("EL558358650").country()          GR
 * </pre>
 */
public final class VatId {
    /** What people put between the characters. */
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\u00a0\\u202f.\\-\\u2010-\\u2014/]+");

    private static final String FIELD = "vatId";

    private final String value;
    private final VatIdFormat format;

    private VatId(String value, VatIdFormat format) {
        this.value = value;
        this.format = format;
    }

    /**
     * Reads an id as people write it: blanks, dots, dashes, slashes and small letters are tolerated; the prefix must be there.
     *
     * @throws InvalidInputException with one violation of the field {@code vatId}
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static VatId of(String text) {
        String value = clean(text);
        VatIdFormat format = VatIdFormat.of(value);
        if (format == null) {
            throw refused(badPrefix(text, value));
        }
        Violation wrong = badBody(text, value, format);
        if (wrong != null) {
            throw refused(wrong);
        }
        return new VatId(value, format);
    }

    /** What {@link #of} would refuse about the text; empty when it is a valid id. */
    public static Optional<Violation> check(String text) {
        String value = clean(text);
        VatIdFormat format = VatIdFormat.of(value);
        return format == null ? Optional.of(badPrefix(text, value)) : Optional.ofNullable(badBody(text, value, format));
    }

    /** The id, clean, with its prefix. */
    @JsonValue
    public String value() {
        return value;
    }

    /** The two letters it begins with: the country, but {@code EL} for Greece and {@code XI} for Northern Ireland. */
    public String prefix() {
        return format.name();
    }

    /** The country that gave it, ISO 3166-1 alpha-2: {@code GR} for EL, {@code GB} for XI. */
    public String country() {
        return format.country();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VatId id && value.equals(id.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** The id, as {@link #value()}. */
    @Override
    public String toString() {
        return value;
    }

    private static String clean(String text) {
        return SEPARATORS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
    }

    private static InvalidInputException refused(Violation wrong) {
        return new InvalidInputException("VAT id", List.of(wrong));
    }

    private static @Nullable Violation badBody(String text, String value, VatIdFormat format) {
        return format.violation(text, value.substring(2), FIELD);
    }

    private static Violation badPrefix(String text, String value) {
        if (value.isEmpty()) {
            return wrong(text, "must not be blank", "leave it out when there is none");
        }
        if (value.length() == 1 || !Countries.isCode(value.substring(0, 2))) {
            return wrong(text, "must begin with the two letters of its country", "write NL in front of a Dutch one");
        }
        return switch (value.substring(0, 2)) {
            case "GR" -> wrong(text, "Greek VAT ids begin with EL", "write EL instead of GR");
            case "EU", "IM" ->
                wrong(
                        text,
                        "is a number of the One Stop Shop, which is no customer's VAT id",
                        "ask the customer for the VAT id of its own country, or leave it empty");
            default ->
                wrong(
                        text,
                        "'" + value.substring(0, 2) + "' is no member state of the EU, and not XI",
                        "customers outside the EU have no EU VAT id: leave it empty");
        };
    }

    private static Violation wrong(String text, String rule, String remedy) {
        return new Violation(FIELD, text, rule, remedy);
    }
}
