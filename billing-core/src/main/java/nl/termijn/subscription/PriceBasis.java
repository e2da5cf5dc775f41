package nl.termijn.subscription;

/** What a unit price is for. */
public enum PriceBasis {
    /** One period of the cycle. */
    PER_CYCLE,
    /** One month; a period costs the price times its months, exactly (4.955 × 12 = 59.46). */
    PER_MONTH
}
