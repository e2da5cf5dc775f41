package nl.termijn.samples.benchmarks.killbill;

import java.time.YearMonth;

/**
 * What one measured invoice is about; every benchmark of a side takes one as its JMH parameter.
 *
 * <p>All subscriptions start on the first day of {@link #START} and are billed in advance: 10.00 a month, 12.00 a year.
 * The measured month is an anniversary in each scenario, so the yearly item is on the invoice every time.
 */
public enum Scenario {
    /** Nothing was ever billed: an invoice of 2 items. */
    FIRST_INVOICE(1, 1, 0),
    /** 12 monthly invoices went before: an invoice of 2 items. */
    AFTER_12_MONTHS(1, 1, 12),
    /** 120 monthly invoices went before: an invoice of 2 items. */
    AFTER_120_MONTHS(1, 1, 120),
    /** A big first invoice of 100 items. */
    HUNDRED_SUBSCRIPTIONS(100, 0, 0);

    /** Month of the first invoice. */
    static final YearMonth START = YearMonth.of(2016, 1);

    private final int monthly;
    private final int yearly;
    private final int history;

    Scenario(int monthly, int yearly, int history) {
        this.monthly = monthly;
        this.yearly = yearly;
        this.history = history;
    }

    /** Number of subscriptions of 10.00 a month. */
    public int monthly() {
        return monthly;
    }

    /** Number of subscriptions of 12.00 a year. */
    public int yearly() {
        return yearly;
    }

    /** Number of months that were invoiced before the measured one. */
    public int history() {
        return history;
    }

    /** The measured month. */
    public YearMonth month() {
        return START.plusMonths(history);
    }

    /** Number of items that the measured invoice must have. */
    public int items() {
        return monthly + yearly;
    }
}
