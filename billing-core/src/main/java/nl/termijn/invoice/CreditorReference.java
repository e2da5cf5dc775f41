package nl.termijn.invoice;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.termijn.error.Violations;

/**
 * A structured creditor reference (ISO 11649): what a payer quotes, with check digits that find a typing error.
 *
 * <pre>
 * 2026-000123   RF46 2026 0001 23
 * </pre>
 *
 * @param value without blanks: {@code RF462026000123}
 */
public record CreditorReference(String value) {
    private static final Pattern SHAPE = Pattern.compile("RF[0-9]{2}[0-9A-Z]{1,21}");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);
    private static final int LONGEST = 21;

    /** Checks shape and check digits. */
    public CreditorReference {
        Violations.of("creditor reference")
                .check(
                        SHAPE.matcher(value).matches() && remainder(value.substring(4) + value.substring(0, 4)) == 1,
                        "reference",
                        value,
                        "must be RF, two check digits and 1 to 21 letters and digits (ISO 11649)",
                        "make it with CreditorReference.of")
                .throwIfAny();
    }

    /** The reference of a document's number, or empty when that has no letter or digit, or more than 21. */
    public static Optional<CreditorReference> of(String number) {
        String plain = number.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
        if (plain.isEmpty() || plain.length() > LONGEST) {
            return Optional.empty();
        }
        int check = 98 - remainder(plain + "RF00");
        return Optional.of(new CreditorReference("RF" + (check < 10 ? "0" : "") + check + plain));
    }

    /** The remainder after letters became numbers, A 10 to Z 35. */
    private static int remainder(String text) {
        StringBuilder digits = new StringBuilder(text.length() * 2);
        text.chars().forEach(letter -> digits.append(Character.digit(letter, 36)));
        return new BigInteger(digits.toString()).mod(MODULUS).intValueExact();
    }

    /** In groups of four, for a reader. */
    public String printed() {
        return value.replaceAll("(.{4})(?=.)", "$1 ");
    }

    @Override
    public String toString() {
        return value;
    }
}
