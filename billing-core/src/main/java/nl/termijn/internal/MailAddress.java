package nl.termijn.internal;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.termijn.error.Violations;

/**
 * One mail address, as RFC 5321 and 5322 allow it, without comments, quotation marks or display name: the one rule for all
 * addresses that somebody enters. Its domain may be written in the letters of its language; {@link #ascii} gives it as mail
 * servers know it (IDNA2008).
 */
public final class MailAddress {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 253;
    private static final int LONGEST_LABEL = 63;
    /** A dot-atom (RFC 5322, 3.2.3) of ASCII: other letters want a server that knows SMTPUTF8, at each step of the way. */
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    private static final Pattern ASCII_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    private static final Pattern TOP = Pattern.compile(".*[a-z].*");
    private static final Pattern IDEOGRAPHIC_DOTS = Pattern.compile("[\\u3002\\uff0e\\uff61]");

    private MailAddress() {}

    /** Refuses {@code address} unless it is one mail address. */
    public static void check(Violations violations, String field, String address) {
        violations.check(
                isAddress(address),
                field,
                address,
                "must be one mail address",
                "write it as name@domain, without blanks, quotation marks, comments or display name, and with plain letters "
                        + "before the @");
    }

    /** Whether {@code text} is one mail address. */
    public static boolean isAddress(String text) {
        return ascii(text).isPresent();
    }

    /** {@code address} with its domain as servers know it; empty when it is no mail address. */
    public static Optional<String> ascii(String address) {
        int at = address.lastIndexOf('@');
        if (at < 1 || address.length() > LONGEST) {
            return Optional.empty();
        }
        String local = address.substring(0, at);
        return local.length() <= LONGEST_LOCAL && LOCAL.matcher(local).matches()
                ? domain(address.substring(at + 1))
                        .map(domain -> local + "@" + domain)
                        .filter(whole -> whole.length() <= LONGEST)
                : Optional.empty();
    }

    /** {@code domain} as servers know it (IDNA2008); empty when it is none. */
    public static Optional<String> domain(String domain) {
        String[] labels = IDEOGRAPHIC_DOTS.matcher(domain).replaceAll(".").split("\\.", -1);
        StringBuilder ascii = new StringBuilder();
        for (String label : labels) {
            Optional<String> known = label(label);
            if (known.isEmpty()) {
                return Optional.empty();
            }
            ascii.append(ascii.length() == 0 ? "" : ".").append(known.get());
        }
        boolean whole = labels.length >= 2
                && ascii.length() <= LONGEST_DOMAIN
                // not the number of a machine
                && TOP.matcher(ascii.substring(ascii.lastIndexOf(".") + 1)).matches();
        return whole ? Optional.of(ascii.toString()) : Optional.empty();
    }

    private static Optional<String> label(String label) {
        if (isAscii(label)) {
            String lower = label.toLowerCase(Locale.ROOT);
            boolean ace = lower.startsWith("xn--");
            boolean right = lower.length() <= LONGEST_LABEL
                    && ASCII_LABEL.matcher(lower).matches()
                    && (ace || !hyphensInThirdAndFourthPlace(lower));
            return right && (!ace || isRightAce(lower)) ? Optional.of(lower) : Optional.empty();
        }
        String mapped = mapped(label);
        if (isAscii(mapped)) {
            return label(mapped);
        }
        return isUnicodeLabel(mapped)
                ? Optional.of("xn--" + Punycode.encode(mapped)).filter(ace -> ace.length() <= LONGEST_LABEL)
                : Optional.empty();
    }

    private static boolean hyphensInThirdAndFourthPlace(String label) {
        return label.startsWith("--", 2);
    }

    /** An encoded label must be what its letters would be encoded as. */
    private static boolean isRightAce(String ace) {
        return Punycode.decode(ace.substring(4))
                .filter(letters -> !isAscii(letters))
                .filter(letters -> mapped(letters).equals(letters) && isUnicodeLabel(letters))
                .filter(letters -> ("xn--" + Punycode.encode(letters)).equals(ace))
                .isPresent();
    }

    /** Small letters, of usual width, in one form; the sharp s and the final sigma stay what they are (RFC 5895, UTS 46). */
    private static String mapped(String label) {
        StringBuilder small = new StringBuilder();
        label.codePoints()
                .forEach(letter -> small.appendCodePoint(letter == 0x1E9E ? 0xDF : Character.toLowerCase(letter)));
        StringBuilder narrow = new StringBuilder();
        small.codePoints().forEach(letter -> {
            boolean wide = letter >= 0xFF00 && letter <= 0xFFEF;
            narrow.append(
                    wide
                            ? Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKC)
                            : Character.toString(letter));
        });
        return Normalizer.normalize(narrow, Normalizer.Form.NFC);
    }

    /**
     * Letters, marks and digits only, stable under normalization (RFC 5892), of one direction. Joiners, which need rules of
     * their own and can hide in a name, are refused, as are letters that only context allows.
     */
    private static boolean isUnicodeLabel(String label) {
        if (label.startsWith("-") || label.endsWith("-") || hyphensInThirdAndFourthPlace(label)) {
            return false;
        }
        int first = Character.getType(label.codePointAt(0));
        boolean beginsWithMark = first == Character.NON_SPACING_MARK
                || first == Character.COMBINING_SPACING_MARK
                || first == Character.ENCLOSING_MARK;
        boolean stable = Normalizer.normalize(label, Normalizer.Form.NFKC).equals(label);
        return !beginsWithMark
                && stable
                && label.codePoints().allMatch(MailAddress::isOfALabel)
                && isOfOneDirection(label);
    }

    private static boolean isOfALabel(int letter) {
        return switch (Character.getType(letter)) {
            case Character.LOWERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER -> !isOldHangul(letter);
            default -> letter == '-';
        };
    }

    private static boolean isOldHangul(int letter) {
        return isWithin(letter, 0x1100, 0x11FF) || isWithin(letter, 0xA960, 0xA97F) || isWithin(letter, 0xD7B0, 0xD7FF);
    }

    private static boolean isWithin(int letter, int first, int last) {
        return letter >= first && letter <= last;
    }

    /** A label from right to left holds no letter from left to right (RFC 5893), and begins with a letter of its own. */
    private static boolean isOfOneDirection(String label) {
        boolean fromRight = label.codePoints().anyMatch(MailAddress::isFromRight);
        boolean fromLeft = label.codePoints()
                .anyMatch(letter -> Character.getDirectionality(letter) == Character.DIRECTIONALITY_LEFT_TO_RIGHT);
        return !fromRight || (!fromLeft && isFromRight(label.codePointAt(0)));
    }

    private static boolean isFromRight(int letter) {
        byte direction = Character.getDirectionality(letter);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(letter -> letter < 128);
    }
}
