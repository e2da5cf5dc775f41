package nl.termijn.administration;

/** Whether a price is without or with VAT. */
public enum Pricing {
    /** The price is without VAT, which is computed on top (rule D2). */
    NET,
    /** The price is with VAT, which is computed out of it; the amount promised is exact (rule D3). */
    GROSS
}
