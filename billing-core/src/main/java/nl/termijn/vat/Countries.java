package nl.termijn.vat;

import nl.termijn.error.Violations;

/** The rule for country codes, in one place. */
final class Countries {
    private Countries() {}

    /** Adds to {@code found} what is wrong with the code, if anything. */
    static void check(Violations found, String field, String country) {
        found.check(
                isCode(country), field, country, "must be two capital letters of ISO 3166-1", "write NL, for example");
        found.check(!country.equals("EL"), field, country, "is a VAT prefix, not a country", "write GR");
        found.check(!country.equals("UK"), field, country, "is not the ISO code of the United Kingdom", "write GB");
    }

    static boolean isCode(String text) {
        return text.length() == 2 && isCapital(text.charAt(0)) && isCapital(text.charAt(1));
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
