package nl.termijn.subscription;

import java.time.LocalDate;
import nl.termijn.error.Violations;

/**
 * For how long a subscription was agreed, and how long before its end a customer says so. Apart from the cycle: a contract of
 * 36 months may be billed each month.
 *
 * @param minimumMonths how long it runs at least; 0 for no minimum
 * @param noticeMonths how long before the end notice is given; 0 for none
 */
public record ContractTerm(int minimumMonths, int noticeMonths) {
    private static final int LONGEST = 120;
    /** A consumer may leave after a year, whatever was agreed (article 6:237(k) BW). */
    private static final int CONSUMER_TERM = 12;
    /** A consumer gives notice of a month at most (articles 6:236(j) and 6:237(o) BW). */
    private static final int CONSUMER_NOTICE = 1;

    /** Checks the months. */
    public ContractTerm {
        Violations.of("contract")
                .check(
                        minimumMonths >= 0 && minimumMonths <= LONGEST,
                        "minimumMonths",
                        minimumMonths,
                        "must be 0 to " + LONGEST,
                        "0 is no minimum")
                .check(
                        noticeMonths >= 0 && noticeMonths <= LONGEST,
                        "noticeMonths",
                        noticeMonths,
                        "must be 0 to " + LONGEST,
                        "0 is no notice")
                .throwIfAny();
    }

    /** The first day on which a subscription from {@code start} on may end by what was agreed, with notice on {@code noticeOn}. */
    public LocalDate firstEnd(LocalDate start, LocalDate noticeOn) {
        return firstEnd(start, noticeOn, minimumMonths, noticeMonths);
    }

    /** The first day on which a consumer may end it, whatever was agreed; the seller may be milder. */
    public LocalDate firstEndOfConsumer(LocalDate start, LocalDate noticeOn) {
        return firstEnd(
                start, noticeOn, Math.min(minimumMonths, CONSUMER_TERM), Math.min(noticeMonths, CONSUMER_NOTICE));
    }

    private static LocalDate firstEnd(LocalDate start, LocalDate noticeOn, int minimum, int notice) {
        LocalDate termEnd = start.plusMonths(minimum);
        LocalDate noticeEnd = noticeOn.plusMonths(notice);
        return termEnd.isAfter(noticeEnd) ? termEnd : noticeEnd;
    }
}
