package nl.termijn.vat;

/**
 * What a product is at home: which of a country's rates it has.
 *
 * <p>A sale taxed in another country looks up the same kind there. The reduced kinds are an order, not a list of goods:
 * {@link #REDUCED} is the highest reduced rate of a country, {@link #SECOND_REDUCED} the next, {@link #SUPER_REDUCED} the
 * lowest of three. Where a country puts the product elsewhere, the host gives that product another kind, or adds a row
 * ({@link VatRates#with}).
 *
 * <pre>
 * FR: STANDARD 20, REDUCED 10, SECOND_REDUCED 5.5, SUPER_REDUCED 2.1
 * NL: STANDARD 21, REDUCED 9
 * </pre>
 */
public enum VatKind {
    /** The standard rate: hosting, domains, licences, hours, hardware. */
    STANDARD,
    /** The highest reduced rate. */
    REDUCED,
    /** The second reduced rate, below {@link #REDUCED}. */
    SECOND_REDUCED,
    /** The third reduced rate, below {@link #SECOND_REDUCED}. */
    SUPER_REDUCED,
    /** Taxed at 0 %. */
    ZERO,
    /** Exempt by its nature (Directive 2006/112, articles 132 to 137). */
    EXEMPT;

    /** Whether the rate comes from the table; {@link #ZERO} and {@link #EXEMPT} are 0 everywhere. */
    public boolean hasRate() {
        return this != ZERO && this != EXEMPT;
    }
}
