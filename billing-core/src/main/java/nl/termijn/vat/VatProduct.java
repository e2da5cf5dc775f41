package nl.termijn.vat;

/**
 * What VAT needs to know of a product. Immutable.
 *
 * @param supply what is supplied
 * @param kind which rate it has at home
 */
public record VatProduct(SupplyKind supply, VatKind kind) {

    /** An electronic service at the standard rate: what a hosting company sells most. */
    public static final VatProduct STANDARD = new VatProduct(SupplyKind.ELECTRONIC_SERVICE, VatKind.STANDARD);

    /** An electronic service of the given kind. */
    public static VatProduct of(VatKind kind) {
        return kind == VatKind.STANDARD ? STANDARD : new VatProduct(SupplyKind.ELECTRONIC_SERVICE, kind);
    }
}
