package nl.termijn.samples.quickstart;

/** Whether a price is without or with VAT. */
enum Pricing {
    NET,
    GROSS
}
