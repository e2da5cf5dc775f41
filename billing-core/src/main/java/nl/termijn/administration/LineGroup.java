package nl.termijn.administration;

/** By what the lines of a document stand together, each group with its subtotal. Groups change no amount, and VAT is of the whole. */
public enum LineGroup {
    /** As the seller's theme says. */
    BY_THEME,
    /** They do not. */
    NONE,
    /** By the code of the product. */
    PRODUCT,
    /** By the domain that they are for. */
    DOMAIN,
    /** By the customer's cost centre. */
    COST_CENTRE,
    /** By the end customer whom a reseller pays for: a collective invoice. */
    END_CUSTOMER
}
