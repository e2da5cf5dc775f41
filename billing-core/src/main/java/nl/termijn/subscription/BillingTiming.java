package nl.termijn.subscription;

/** When a period is due (rule B2). */
public enum BillingTiming {
    /** Before it is served. */
    ADVANCE,
    /** After it was served. */
    ARREARS
}
