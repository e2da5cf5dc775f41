package nl.termijn.run;

import java.util.Locale;

/** Why a customer gets no invoice from a run. */
public enum SkipReason {
    /** The customer is on hold for invoicing. */
    ON_HOLD,
    /** The month's run invoice exists already. */
    ALREADY_INVOICED,
    /** The customer's schedule does not fit the month, and no pending line is due. */
    NOT_SCHEDULED,
    /** Nothing is due. */
    NOTHING_DUE,
    /** The total would be below zero: everything waits. */
    NEGATIVE_TOTAL,
    /** The total is exactly zero and the seller's policy makes no invoice of it; everything counts as billed. */
    ZERO_TOTAL;

    /** The reason in words, in the language of {@code locale} (Dutch, otherwise English). */
    public String explain(Locale locale) {
        return PlanTexts.of(locale).getString("skip." + name());
    }
}
