package nl.termijn.administration;

import java.time.LocalDate;
import java.time.YearMonth;
import nl.termijn.error.Violations;

/**
 * How often a customer gets a run invoice: every {@code months} months, counted from a month of the year (rule B1).
 *
 * <pre>
 * InvoiceSchedule.every(3, 1)    January, April, July, October
 * InvoiceSchedule.every(3, 2)    February, May, August, November
 * </pre>
 *
 * @param months 1, 2, 3, 4, 6 or 12, so that the year holds a whole number of them
 * @param startMonth 1 to 12: one of the months that fit
 */
public record InvoiceSchedule(int months, int startMonth) {
    /** Every month. */
    public static final InvoiceSchedule MONTHLY = new InvoiceSchedule(1, 1);

    /** Checks that the schedule divides the year. */
    public InvoiceSchedule {
        boolean divides = months >= 1 && months <= 12 && 12 % months == 0;
        if (!divides || startMonth < 1 || startMonth > 12) {
            Violations.of("invoice schedule")
                    .check(
                            divides,
                            "scheduleMonths",
                            months,
                            "must be 1, 2, 3, 4, 6 or 12",
                            "choose one that divides 12")
                    .check(
                            startMonth >= 1 && startMonth <= 12,
                            "scheduleStartMonth",
                            startMonth,
                            "must be 1 to 12",
                            "give the month's number")
                    .throwIfAny();
        }
    }

    /** Every {@code months} months, one of them {@code startMonth}. */
    public static InvoiceSchedule every(int months, int startMonth) {
        return new InvoiceSchedule(months, startMonth);
    }

    /** Whether the run of {@code month} is for this schedule. */
    public boolean fits(YearMonth month) {
        return Math.floorMod(month.getMonthValue() - startMonth, months) == 0;
    }

    /** The first run date after {@code day} that fits. */
    public LocalDate nextRunAfter(LocalDate day) {
        YearMonth month = YearMonth.from(day).plusMonths(1);
        return month.plusMonths(Math.floorMod(startMonth - month.getMonthValue(), months))
                .atDay(1);
    }
}
