package nl.termijn.invoice;

/** What a document is to the law. */
public enum InvoiceKind {
    /** Invoice (EN 16931 type 380). */
    INVOICE,
    /** Credit note (type 381): its amounts are negative. */
    CREDIT_NOTE
}
