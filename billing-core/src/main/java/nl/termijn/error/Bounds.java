package nl.termijn.error;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.money.MonetaryAmount;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of every number, day and text that is worked with or kept, on all stores alike: 15 digits before the point and
 * 10 behind it, the years 1900 to 9999, texts of at most 10,000 characters without NUL and without halves of characters.
 */
public final class Bounds {
    private static final int BEFORE_POINT = 15;
    private static final int BEHIND_POINT = 10;
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 9999;
    private static final int LONGEST = 10_000;

    private Bounds() {}

    /** Whether {@code number} has at most 15 digits before the point and 10 behind it; zeros at the end do not count. */
    public static boolean holds(BigDecimal number) {
        if (number.signum() == 0) {
            return number.scale() <= 2 * BEHIND_POINT && number.scale() >= -BEFORE_POINT;
        }
        // as longs: the difference of two extremes is more than an int
        long before = (long) number.precision() - number.scale();
        if (before > BEFORE_POINT || before < -(long) BEHIND_POINT) {
            return false;
        }
        return number.scale() <= BEHIND_POINT
                || (number.precision() <= 4 * BEFORE_POINT
                        && number.stripTrailingZeros().scale() <= BEHIND_POINT);
    }

    /** Whether {@code day} is in the years 1900 to 9999. */
    public static boolean holds(LocalDate day) {
        return holds(day.getYear());
    }

    private static boolean holds(int year) {
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    /** Whether {@code text} can be kept and drawn: at most 10,000 characters, no NUL, no half of a character. */
    public static boolean holds(CharSequence text) {
        int length = text.length();
        if (length > LONGEST) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Adds what is wrong with {@code value} of {@code field}, where it is a number, day, month, moment, amount or text. */
    public static Violations check(Violations violations, String field, @Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return check(violations, field, optional.orElse(null));
        }
        if (value instanceof BigDecimal number) {
            return violations.check(
                    holds(number),
                    field,
                    shown(number),
                    "must have at most " + BEFORE_POINT + " digits before the point and " + BEHIND_POINT + " behind it",
                    "give a number that somebody can owe or count");
        }
        if (value instanceof MonetaryAmount amount) {
            return check(violations, field, amount.getNumber().numberValue(BigDecimal.class));
        }
        if (value instanceof LocalDate day) {
            return years(violations, field, day, day.getYear());
        }
        if (value instanceof YearMonth month) {
            return years(violations, field, month, month.getYear());
        }
        if (value instanceof Year year) {
            return years(violations, field, year, year.getValue());
        }
        if (value instanceof Instant moment) {
            boolean holds = !moment.isBefore(
                            LocalDate.of(FIRST_YEAR, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC))
                    && moment.isBefore(
                            LocalDate.of(LAST_YEAR, 12, 31).atStartOfDay().toInstant(ZoneOffset.UTC));
            return violations.check(holds, field, "a moment", yearsRule(), "look at the clock");
        }
        if (value instanceof CharSequence text) {
            return violations.check(
                    holds(text),
                    field,
                    text.length() + " characters",
                    "must have at most " + LONGEST + " characters, none of them NUL or half of a character",
                    "shorten it, or decode it as what it was written in");
        }
        return violations;
    }

    private static Violations years(Violations violations, String field, Object value, int year) {
        return violations.check(holds(year), field, value, yearsRule(), "give a day of the calendar that people use");
    }

    private static String yearsRule() {
        return "must be in the years " + FIRST_YEAR + " to " + LAST_YEAR;
    }

    /** Never all digits of 1E+999999999. */
    private static String shown(BigDecimal number) {
        return number.precision() <= 4 * BEFORE_POINT
                ? number.toString()
                : "a number of " + number.precision() + " digits";
    }
}
