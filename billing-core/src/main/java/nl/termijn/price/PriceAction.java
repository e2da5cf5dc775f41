package nl.termijn.price;

/** What is done with a product; domains cost another amount for each. */
public enum PriceAction {
    /** Its first period. */
    REGISTER,
    /** Its first period when it comes from another supplier. */
    TRANSFER,
    /** Every further period; also the first where the list has no other row. */
    RENEW,
    /** Taking it back after it lapsed: once, beside its renewal. */
    RESTORE
}
