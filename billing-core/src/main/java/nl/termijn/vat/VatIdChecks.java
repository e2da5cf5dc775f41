package nl.termijn.vat;

import java.time.YearMonth;

/**
 * The check digits of VAT ids. Each method takes the part behind the prefix, whose form {@link VatIdFormat} has checked,
 * and says whether its check digits fit. Positions in comments count from 1.
 */
final class VatIdChecks {
    private static final String SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String SPANISH_COMPANIES = "ABCDEFGHJNPQRSUVW";
    private static final String SPANISH_COMPANY_LETTERS = "JABCDEFGHI";
    private static final String FRENCH_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String IRISH_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV";
    private static final int[] CYPRIOT_ODD = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};

    private VatIdChecks() {}

    /** Whether every digit is 0, which many checks would let pass. */
    static boolean isZero(String body) {
        return body.chars().filter(c -> c >= '0' && c <= '9').allMatch(c -> c == '0');
    }

    static boolean austria(String body) {
        int sum = 0;
        for (int i = 1; i <= 7; i++) {
            int product = digit(body, i) * (i % 2 == 0 ? 2 : 1);
            sum += product / 10 + product % 10;
        }
        return digit(body, 8) == (96 - sum) % 10;
    }

    static boolean belgium(String body) {
        return number(body, 8, 10) == 97 - number(body, 0, 8) % 97;
    }

    static boolean bulgaria(String body) {
        return body.length() == 9 ? bulgarianCompany(body) : bulgarianPerson(body);
    }

    private static boolean bulgarianCompany(String body) {
        int check = weighted(body, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
        if (check == 10) {
            check = weighted(body, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10;
        }
        return check == digit(body, 8);
    }

    /** A citizen (born on a day that the number holds), a foreigner, or another. */
    private static boolean bulgarianPerson(String body) {
        int check = digit(body, 9);
        return (isBulgarianBirthday(body) && weighted(body, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == check)
                || weighted(body, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10 == check
                || (11 - weighted(body, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == check;
    }

    /** The month is 20 more for those born before 1900, and 40 more from 2000. */
    private static boolean isBulgarianBirthday(String body) {
        int month = (int) number(body, 2, 4);
        int century = month > 40 ? 2000 : month > 20 ? 1800 : 1900;
        return isDay(century + (int) number(body, 0, 2), month % 20, (int) number(body, 4, 6));
    }

    static boolean cyprus(String body) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += i % 2 == 0 ? CYPRIOT_ODD[digit(body, i)] : digit(body, i);
        }
        return body.charAt(8) == 'A' + sum % 26;
    }

    static boolean czechia(String body) {
        if (body.length() == 8) {
            int check = 11 - weighted(body, 8, 7, 6, 5, 4, 3, 2) % 11;
            return body.charAt(0) != '9' && digit(body, 7) == (check == 11 ? 1 : check % 10);
        }
        if (body.length() == 9 && body.charAt(0) == '6') {
            int sum = weighted(body, 0, 8, 7, 6, 5, 4, 3, 2) % 11;
            return digit(body, 8) == Math.floorMod(8 - (10 - sum) % 11, 10);
        }
        return isCzechBirthday(body) && (body.length() == 9 || number(body, 0, 9) % 11 % 10 == digit(body, 9));
    }

    /** Women have 50 added to the month; 20 is added since 2004 when a day's numbers run out. Nine digits ended with 1953. */
    private static boolean isCzechBirthday(String body) {
        int year = (int) number(body, 0, 2);
        int month = (int) number(body, 2, 4) % 50 % 20;
        int day = (int) number(body, 4, 6);
        if (body.length() == 9) {
            return (year <= 53 || year >= 80) && isDay(year >= 80 ? 1800 + year : 1900 + year, month, day);
        }
        return isDay(year < 54 ? 2000 + year : 1900 + year, month, day);
    }

    static boolean denmark(String body) {
        return weighted(body, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    static boolean estonia(String body) {
        return weighted(body, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;
    }

    static boolean finland(String body) {
        return weighted(body, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0;
    }

    /** A key of two characters before the SIREN, which passes the Luhn test unless it is one of Monaco (000...). */
    static boolean france(String body) {
        if (!body.startsWith("000", 2) && !luhn(body.substring(2))) {
            return false;
        }
        long siren = number(body, 2, 11);
        int first = FRENCH_CHARACTERS.indexOf(body.charAt(0));
        int second = FRENCH_CHARACTERS.indexOf(body.charAt(1));
        if (first < 10 && second < 10) {
            return first * 10 + second == (siren * 100 + 12) % 97;
        }
        int key = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100;
        return (siren + 1 + key / 11) % 11 == key % 11;
    }

    static boolean greece(String body) {
        return weighted(body, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == digit(body, 8);
    }

    static boolean hungary(String body) {
        return weighted(body, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0;
    }

    /** The check letter is the eighth; a ninth letter counts with weight 9. In old ids the second is no digit and does not count. */
    static boolean ireland(String body) {
        boolean old = !isDigit(body.charAt(1));
        String digits = old ? "0" + body.substring(2, 7) + body.charAt(0) : body.substring(0, 7);
        int ninth = body.length() == 9 ? IRISH_LETTERS.indexOf(body.charAt(8)) : 0;
        return body.charAt(7) == IRISH_LETTERS.charAt((weighted(digits, 8, 7, 6, 5, 4, 3, 2) + 9 * ninth) % 23);
    }

    static boolean latvia(String body) {
        if (body.charAt(0) > '3') {
            return weighted(body, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3;
        }
        return isLatvianBirthday(body)
                && (1 + weighted(body, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11 % 10 == digit(body, 10);
    }

    /** Day, month, year, and the century from 1800 on; codes since 2017 begin with 32 and hold no day. */
    private static boolean isLatvianBirthday(String body) {
        int year = 1800 + 100 * digit(body, 6) + (int) number(body, 4, 6);
        return body.startsWith("32") || isDay(year, (int) number(body, 2, 4), (int) number(body, 0, 2));
    }

    static boolean lithuania(String body) {
        int last = body.length() - 1;
        int check = cyclic(body, last, 0) % 11;
        if (check == 10) {
            check = cyclic(body, last, 2) % 11 % 10;
        }
        return check == digit(body, last);
    }

    private static int cyclic(String body, int count, int shift) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += digit(body, i) * (1 + (i + shift) % 9);
        }
        return sum;
    }

    static boolean luxembourg(String body) {
        return number(body, 0, 6) % 89 == number(body, 6, 8);
    }

    static boolean malta(String body) {
        return weighted(body, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0;
    }

    /** The 11-test of companies and old numbers, or mod 97 over the whole id, which sole traders have since 2020. */
    static boolean netherlands(String body) {
        return Math.floorMod(weighted(body, 9, 8, 7, 6, 5, 4, 3, 2) - digit(body, 8), 11) == 0
                // N = 23, L = 21, B = 11
                || Long.parseLong("2321" + body.replace("B", "11")) % 97 == 1;
    }

    static boolean northernIreland(String body) {
        long sum = weighted(body, 8, 7, 6, 5, 4, 3, 2) + number(body, 7, 9);
        return sum % 97 == 0 || (sum + 55) % 97 == 0;
    }

    static boolean poland(String body) {
        return weighted(body, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == digit(body, 9);
    }

    static boolean portugal(String body) {
        int check = 11 - weighted(body, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return digit(body, 8) == (check > 9 ? 0 : check);
    }

    static boolean romania(String body) {
        if (body.length() == 13) {
            return romanianPerson(body);
        }
        String padded = "0".repeat(10 - body.length()) + body;
        return 10 * weighted(padded, 7, 5, 3, 2, 1, 7, 5, 3, 2) % 11 % 10 == digit(padded, 9);
    }

    /** The first digit tells sex and century, then the birthday as yymmdd. */
    private static boolean romanianPerson(String body) {
        int century = switch (body.charAt(0)) {
            case '3', '4' -> 1800;
            case '5', '6' -> 2000;
            default -> 1900;
        };
        int check = weighted(body, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
        return isDay(century + (int) number(body, 1, 3), (int) number(body, 3, 5), (int) number(body, 5, 7))
                && digit(body, 12) == (check == 10 ? 1 : check);
    }

    static boolean slovakia(String body) {
        return number(body, 0, 10) % 11 == 0;
    }

    static boolean slovenia(String body) {
        int check = 11 - weighted(body, 8, 7, 6, 5, 4, 3, 2) % 11;
        return check != 11 && digit(body, 7) == check % 10;
    }

    static boolean spain(String body) {
        char first = body.charAt(0);
        char last = body.charAt(8);
        if (isDigit(first)) {
            return last == spanishLetter(number(body, 0, 8));
        }
        return switch (first) {
            case 'K', 'L', 'M' -> last == spanishLetter(number(body, 1, 8));
            // X, Y, Z stand for 0, 1, 2
            case 'X', 'Y', 'Z' -> last == spanishLetter((first - 'X') * 10_000_000L + number(body, 1, 8));
            default -> spanishCompany(body, first, last);
        };
    }

    private static char spanishLetter(long number) {
        return SPANISH_LETTERS.charAt((int) (number % 23));
    }

    /** Sources differ on which letters take a digit and which a letter, so that either will do. */
    private static boolean spanishCompany(String body, char first, char last) {
        if (SPANISH_COMPANIES.indexOf(first) < 0) {
            return false;
        }
        int check = (10 - luhnSum(body.substring(1, 8) + "0") % 10) % 10;
        return isDigit(last) ? last - '0' == check : last == SPANISH_COMPANY_LETTERS.charAt(check);
    }

    static boolean sweden(String body) {
        return luhn(body.substring(0, 10));
    }

    /** Luhn: every second digit from the right doubled, digits summed, a multiple of 10. */
    static boolean luhn(String digits) {
        return luhnSum(digits) % 10 == 0;
    }

    private static int luhnSum(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int product = digit(digits, digits.length() - 1 - i) * (i % 2 == 0 ? 1 : 2);
            sum += product / 10 + product % 10;
        }
        return sum;
    }

    /** ISO 7064 MOD 11,10: German and Croatian ids. */
    static boolean mod11And10(String body) {
        int last = body.length() - 1;
        int product = 10;
        for (int i = 0; i < last; i++) {
            int sum = (digit(body, i) + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        return (11 - product) % 10 == digit(body, last);
    }

    private static int weighted(String body, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * digit(body, i);
        }
        return sum;
    }

    private static int digit(String body, int index) {
        return body.charAt(index) - '0';
    }

    private static long number(String body, int from, int to) {
        return Long.parseLong(body, from, to, 10);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isDay(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }
}
