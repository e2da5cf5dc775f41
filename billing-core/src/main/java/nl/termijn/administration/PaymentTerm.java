package nl.termijn.administration;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import nl.termijn.error.Violations;

/**
 * How long a customer may take to pay, counted from the issue date.
 *
 * <pre>
 * PaymentTerm.days(14)               issued 2026-02-10  due 2026-02-24
 * PaymentTerm.endOfMonthPlus(30)     issued 2026-02-10  due 2026-03-30   (28 February + 30 days)
 * </pre>
 *
 * @param days 0 to 365
 * @param from where the days start
 */
public record PaymentTerm(int days, Start from) {

    /** Where the days of a term start. */
    public enum Start {
        /** On the issue date. */
        ISSUE_DATE,
        /** On the last day of the month of issue. */
        END_OF_MONTH
    }

    /** Checks the days. */
    public PaymentTerm {
        if (days < 0 || days > 365) {
            Violations.of("payment term")
                    .check(false, "paymentTermDays", days, "must be 0 to 365", "give the days after the issue date")
                    .throwIfAny();
        }
    }

    /** So many days after the issue date. */
    public static PaymentTerm days(int days) {
        return new PaymentTerm(days, Start.ISSUE_DATE);
    }

    /** So many days after the end of the month of issue. */
    public static PaymentTerm endOfMonthPlus(int days) {
        return new PaymentTerm(days, Start.END_OF_MONTH);
    }

    /** The last day of payment of a document issued on {@code issuedOn}. */
    public LocalDate dueOn(LocalDate issuedOn) {
        LocalDate start = from == Start.ISSUE_DATE ? issuedOn : issuedOn.with(TemporalAdjusters.lastDayOfMonth());
        return start.plusDays(days);
    }
}
