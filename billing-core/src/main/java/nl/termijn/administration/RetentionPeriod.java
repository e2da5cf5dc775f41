package nl.termijn.administration;

import java.time.LocalDate;
import nl.termijn.error.Violations;

/**
 * How long the books are kept.
 *
 * @param years after the end of the book year; 7 in the Netherlands (article 52(4) AWR)
 * @param ossYears after the end of the calendar year of a supply whose VAT is due in another member state; 10 (article 369k
 *     VAT Directive)
 * @param bookYearStartMonth the month in which a book year begins, 1 to 12
 */
public record RetentionPeriod(int years, int ossYears, int bookYearStartMonth) {
    /** Book years that are calendar years, 7 years, and 10 for supplies taxed in another member state. */
    public static final RetentionPeriod DUTCH = new RetentionPeriod(7, 10, 1);

    private static final int MONTHS = 12;

    /** Checks the figures. */
    public RetentionPeriod {
        Violations.of("retention period")
                .check(years >= 0, "years", years, "must be 0 or more", "give the years of the law")
                .check(ossYears >= 0, "ossYears", ossYears, "must be 0 or more", "give the years of the law")
                .check(
                        bookYearStartMonth >= 1 && bookYearStartMonth <= MONTHS,
                        "bookYearStartMonth",
                        bookYearStartMonth,
                        "must be 1 to 12",
                        "give the first month of a book year")
                .throwIfAny();
    }

    /** The first day on which a record of {@code day} need not be kept any more. */
    public LocalDate freeFrom(LocalDate day) {
        LocalDate start = LocalDate.of(day.getYear(), bookYearStartMonth, 1);
        LocalDate nextBookYear = start.isAfter(day) ? start : start.plusYears(1);
        return nextBookYear.plusYears(years);
    }

    /** The same of a supply of {@code day} whose VAT is due in another member state: the later of both periods. */
    public LocalDate freeFromElsewhere(LocalDate day) {
        LocalDate oss = LocalDate.of(day.getYear() + 1 + ossYears, 1, 1);
        LocalDate books = freeFrom(day);
        return oss.isAfter(books) ? oss : books;
    }
}
