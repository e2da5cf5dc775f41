package nl.termijn.vat;

/** Where electronic services and shipped goods for consumers in other member states are taxed. */
public enum PlaceOfSupply {
    /** At the seller: the € 10 000 threshold is not exceeded and not waived (Directive art. 59c). */
    SELLER,
    /** At the customer, through the One Stop Shop or a local registration. */
    CUSTOMER
}
