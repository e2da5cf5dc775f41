package nl.termijn.vat;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import nl.termijn.error.Violation;
import org.jspecify.annotations.Nullable;

/**
 * The forms of VAT ids, one row per prefix: what the part behind the prefix looks like, in words and as a pattern, and the
 * check it must pass. The checks are in {@link VatIdChecks}.
 */
enum VatIdFormat {
    AT("U and 8 digits", "U\\d{8}", VatIdChecks::austria),
    BE("10 digits, the first 0 or 1 (put 0 before an old number of 9)", "[01]\\d{9}", VatIdChecks::belgium),
    BG("9 or 10 digits", "\\d{9,10}", VatIdChecks::bulgaria),
    CY("8 digits and a letter, not beginning with 12", "(?!12)\\d{8}[A-Z]", VatIdChecks::cyprus),
    CZ("8, 9 or 10 digits", "\\d{8,10}", VatIdChecks::czechia),
    DE("9 digits, the first not 0", "[1-9]\\d{8}", VatIdChecks::mod11And10),
    DK("8 digits, the first not 0", "[1-9]\\d{7}", VatIdChecks::denmark),
    EE("9 digits", "\\d{9}", VatIdChecks::estonia),
    EL("9 digits", "\\d{9}", VatIdChecks::greece),
    ES("9 characters, the first or last a letter", "[A-Z]\\d{7}[A-Z]|[A-Z]\\d{8}|\\d{8}[A-Z]", VatIdChecks::spain),
    FI("8 digits", "\\d{8}", VatIdChecks::finland),
    FR("2 digits or letters (no I, O) and 9 digits", "[0-9A-HJ-NP-Z]{2}(?!0{9})\\d{9}", VatIdChecks::france),
    HR("11 digits", "\\d{11}", VatIdChecks::mod11And10),
    HU("8 digits", "\\d{8}", VatIdChecks::hungary),
    IE(
            "7 digits and 1 or 2 letters, or a digit, a letter, + or *, 5 digits and a letter",
            "\\d{7}[A-W][A-W]?|\\d[A-Z+*]\\d{5}[A-W]",
            VatIdChecks::ireland),
    IT("11 digits", "(?!0{7})\\d{7}(?!000)(?:0\\d\\d|100|120|121|888|999)\\d", VatIdChecks::luhn),
    LT("9 digits with 1 before the last, or 12 so", "\\d{7}1\\d|\\d{10}1\\d", VatIdChecks::lithuania),
    LU("8 digits", "\\d{8}", VatIdChecks::luxembourg),
    LV("11 digits", "\\d{11}", VatIdChecks::latvia),
    MT("8 digits, the first not 0", "[1-9]\\d{7}", VatIdChecks::malta),
    NL("9 digits, B and 2 digits", "(?!0{9})\\d{9}B(?!00)\\d{2}", VatIdChecks::netherlands),
    PL("10 digits", "\\d{10}", VatIdChecks::poland),
    PT("9 digits, the first not 0", "[1-9]\\d{8}", VatIdChecks::portugal),
    RO("2 to 10 digits, or 13 of a person", "[1-9]\\d{1,9}|[1-9]\\d{12}", VatIdChecks::romania),
    SE("12 digits, the last two 01", "(?!0{10})\\d{10}01", VatIdChecks::sweden),
    SI("8 digits, the first not 0", "[1-9]\\d{7}", VatIdChecks::slovenia),
    SK("10 digits, the first not 0, the third 2, 3, 4, 7, 8 or 9", "[1-9]\\d[2-47-9]\\d{7}", VatIdChecks::slovakia),
    XI("9 or 12 digits", "\\d{9}|\\d{12}", VatIdChecks::northernIreland);

    private static final Map<String, VatIdFormat> BY_PREFIX = byPrefix();

    private final String inWords;
    private final Pattern form;

    @SuppressWarnings("ImmutableEnumChecker") // always a method without state
    private final Predicate<String> check;

    VatIdFormat(String inWords, String form, Predicate<String> check) {
        this.inWords = inWords;
        this.form = Pattern.compile(form);
        this.check = check;
    }

    /** The form of a clean id by its prefix; none when no member state has that prefix. */
    static @Nullable VatIdFormat of(String cleanId) {
        return cleanId.length() < 2 ? null : BY_PREFIX.get(cleanId.substring(0, 2));
    }

    /** What is wrong with the part behind the prefix. */
    @Nullable
    Violation violation(String asGiven, String body, String field) {
        if (body.endsWith("EX")) {
            return new Violation(
                    field,
                    asGiven,
                    "numbers ending in EX belong to the small-business scheme and are no VAT ids",
                    "leave it empty: the customer counts as one without a VAT id");
        }
        if (!form.matcher(body).matches()) {
            return new Violation(
                    field,
                    asGiven,
                    "must be " + name() + " and then " + inWords,
                    "look it up on a letter of the customer, or leave it empty");
        }
        if (VatIdChecks.isZero(body) || !check.test(body)) {
            return new Violation(
                    field,
                    asGiven,
                    "the check digits do not fit",
                    "look for a typing error, or ask the customer for its VAT id");
        }
        return null;
    }

    String country() {
        return switch (this) {
            case EL -> "GR";
            case XI -> "GB";
            default -> name();
        };
    }

    private static Map<String, VatIdFormat> byPrefix() {
        Map<String, VatIdFormat> formats = new HashMap<>();
        for (VatIdFormat format : values()) {
            formats.put(format.name(), format);
        }
        return formats;
    }
}
