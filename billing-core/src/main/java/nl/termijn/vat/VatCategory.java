package nl.termijn.vat;

/** The VAT category of a line, by the codes of EN 16931 (UNCL 5305). */
public enum VatCategory {
    /** Standard rated: every rate above zero, reduced rates too. */
    S,
    /** Zero rated: taxed, at 0 %. */
    Z,
    /** Exempt, for a reason that is printed. */
    E,
    /** Reverse charge: the buyer owes the VAT. */
    AE,
    /** Intra-Community supply of goods. */
    K,
    /** Export outside the EU, and by the seller's choice services to a business outside the EU. */
    G,
    /** Not subject to VAT. May not share an invoice with another category (BR-O-11 to 14). */
    O;

    /** Whether the invoice must state why no VAT is charged: all but {@link #S} and {@link #Z} (BR-*-10). */
    public boolean needsNote() {
        return this != S && this != Z;
    }
}
