package nl.termijn.vat;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Where EU VAT holds: the member states, without the parts that are outside the EU's VAT territory (Directive 2006/112
 * art. 5 to 7).
 *
 * <p>Parts are told by postal code; without one, or with one of another form, the mainland is meant. Outside are:
 *
 * <pre>
 * ES  35, 38 Canary Islands; 51 Ceuta; 52 Melilla       DE  78266 Büsingen; 27498 Heligoland
 * IT  23041 Livigno; 22061 Campione d'Italia            GR  63086 Mount Athos
 * FI  22 Åland                                          FR  97, 98 overseas, but 980 Monaco is inside
 * </pre>
 *
 * The list is from memory of the Directive, not checked against its text. Livigno's former code 23030 is left inside: other
 * places have it still. The Faroe Islands (FO), Greenland (GL), Åland (AX) and the French overseas codes are not member
 * states, so outside by themselves. Monaco (MC) counts as France. The United Kingdom counts until the end of 2020;
 * Northern Ireland after that for goods only ({@code GB} with a postal code BT, or {@code XI}).
 */
public final class EuTerritory {
    private static final LocalDate BREXIT = LocalDate.of(2021, 1, 1);
    private static final LocalDate FOUNDED = LocalDate.MIN;
    private static final LocalDate EU_25 = LocalDate.of(2004, 5, 1);
    private static final LocalDate EU_27 = LocalDate.of(2007, 1, 1);
    private static final LocalDate EU_28 = LocalDate.of(2013, 7, 1);

    private static final Map<String, LocalDate> ACCESSION = Map.ofEntries(
            Map.entry("AT", FOUNDED),
            Map.entry("BE", FOUNDED),
            Map.entry("BG", EU_27),
            Map.entry("CY", EU_25),
            Map.entry("CZ", EU_25),
            Map.entry("DE", FOUNDED),
            Map.entry("DK", FOUNDED),
            Map.entry("EE", EU_25),
            Map.entry("ES", FOUNDED),
            Map.entry("FI", FOUNDED),
            Map.entry("FR", FOUNDED),
            Map.entry("GR", FOUNDED),
            Map.entry("HR", EU_28),
            Map.entry("HU", EU_25),
            Map.entry("IE", FOUNDED),
            Map.entry("IT", FOUNDED),
            Map.entry("LT", EU_25),
            Map.entry("LU", FOUNDED),
            Map.entry("LV", EU_25),
            Map.entry("MT", EU_25),
            Map.entry("NL", FOUNDED),
            Map.entry("PL", EU_25),
            Map.entry("PT", FOUNDED),
            Map.entry("RO", EU_27),
            Map.entry("SE", FOUNDED),
            Map.entry("SI", EU_25),
            Map.entry("SK", EU_25));

    private EuTerritory() {}

    /**
     * Whether the country was a member state on that day, for VAT: GB until the end of 2020. States that joined before
     * 2004 are members on every day. Monaco is no member state; see {@link #isInVatTerritory}.
     */
    public static boolean isMember(String country, LocalDate day) {
        if (country.equals("GB")) {
            return day.isBefore(BREXIT);
        }
        LocalDate joined = ACCESSION.get(country);
        return joined != null && !day.isBefore(joined);
    }

    /** Whether EU VAT holds there on that day, for services and goods alike. */
    public static boolean isInVatTerritory(String country, Optional<String> postalCode, LocalDate day) {
        String state = rateCountry(country);
        return isMember(state, day) && !(postalCode.isPresent() && isOutside(state, postalCode.get()));
    }

    /** Whether the place is Northern Ireland, which is inside for goods since 2021, as {@code XI}. */
    static boolean isNorthernIreland(String country, Optional<String> postalCode, LocalDate day) {
        return !day.isBefore(BREXIT)
                && (country.equals("XI")
                        || (country.equals("GB")
                                && postalCode.isPresent()
                                && postalCode.get().stripLeading().regionMatches(true, 0, "BT", 0, 2)));
    }

    /** The country whose rates hold in a country: Monaco has those of France. */
    static String rateCountry(String country) {
        return country.equals("MC") ? "FR" : country;
    }

    private static boolean isOutside(String state, String postalCode) {
        return switch (state) {
            case "DE" -> is(postalCode, 78266) || is(postalCode, 27498);
            case "ES" ->
                switch (fiveDigits(postalCode) / 1000) {
                    case 35, 38, 51, 52 -> true;
                    default -> false;
                };
            case "FI" -> fiveDigits(postalCode) / 1000 == 22;
            case "FR" -> {
                int code = fiveDigits(postalCode);
                yield (code / 1000 == 97 || code / 1000 == 98) && code / 100 != 980;
            }
            case "GR" -> is(postalCode, 63086);
            case "IT" -> is(postalCode, 23041) || is(postalCode, 22061);
            default -> false;
        };
    }

    private static boolean is(String postalCode, int code) {
        return fiveDigits(postalCode) == code;
    }

    /** The digits of a code such as {@code 35001}, {@code 630 86} or {@code FI-22100} as a number; 0 unless there are five. */
    private static int fiveDigits(String postalCode) {
        int number = 0;
        int digits = 0;
        for (int i = 0; i < postalCode.length(); i++) {
            char c = postalCode.charAt(i);
            if (c >= '0' && c <= '9') {
                number = number * 10 + (c - '0');
                digits++;
                if (digits > 5) {
                    return 0;
                }
            }
        }
        return digits == 5 ? number : 0;
    }
}
