package nl.termijn.vat;

/** What is supplied, as far as the place of supply depends on it. */
public enum SupplyKind {
    /**
     * A telecommunications, broadcasting or electronic service: hosting, domains, certificates, storage, software as a
     * service, internet access (Reg. 282/2011 art. 7; Directive art. 58).
     */
    ELECTRONIC_SERVICE,
    /**
     * Work by people that is on the list of Directive art. 59: consultancy, engineering, programming, processing of
     * data. To a consumer outside the EU it is not taxed; to one inside it is taxed at the seller (art. 45).
     */
    SERVICE,
    /** A service that is not on the list of art. 59, such as repair: as {@link #SERVICE}, but to a consumer outside the EU it is taxed at the seller. */
    UNLISTED_SERVICE,
    /** Goods that are shipped to the buyer. */
    GOODS,
    /**
     * Goods whose VAT a domestic business buyer owes (Uitvoeringsbesluit OB 24ba: phones, chips, consoles, tablets,
     * laptops of € 10 000 or more per supply). Whether the amount is reached is the host's to judge. Elsewhere as
     * {@link #GOODS}.
     */
    REVERSE_CHARGED_GOODS,
    /** No supply at all: interest, compensation, collection costs (CJEU C-222/81). */
    OUTSIDE_SCOPE;

    boolean isGoods() {
        return this == GOODS || this == REVERSE_CHARGED_GOODS;
    }
}
