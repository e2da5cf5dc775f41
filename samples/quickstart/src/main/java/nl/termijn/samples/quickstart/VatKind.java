package nl.termijn.samples.quickstart;

/** The kind of VAT rate of what is sold. */
enum VatKind {
    STANDARD,
    REDUCED,
    ZERO,
    EXEMPT
}
