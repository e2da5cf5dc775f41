package nl.termijn.vat;

/** What a buyer is for VAT. */
public enum BuyerKind {
    /** A business, or a legal person with a VAT id (Directive art. 43). In another member state only its VAT id proves it. */
    BUSINESS,
    /** Anybody else, whatever id it gives. */
    CONSUMER
}
