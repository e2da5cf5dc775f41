package nl.termijn.vat;

import java.util.Locale;
import java.util.Optional;

/** Why a supply is treated as it is. */
public enum VatReason {
    /** Seller and buyer are in one country: its rate. */
    DOMESTIC,
    /** As {@link #DOMESTIC}, of a product taxed at 0 %. */
    DOMESTIC_ZERO,
    /** The product is exempt where the seller is. */
    DOMESTIC_EXEMPT,
    /** A consumer in another member state, taxed there: One Stop Shop or local registration (Directive art. 33, 58). */
    OSS,
    /** Taxed where a consumer in another member state is, if it were not for a product that is exempt. */
    OSS_EXEMPT,
    /** A consumer in another member state, taxed at the seller because the threshold is not exceeded (Directive art. 59c). */
    EU_CONSUMER_BELOW_THRESHOLD,
    /** A service for a consumer that is taxed at the seller wherever the consumer is (Directive art. 45). */
    CONSUMER_SERVICE_AT_SELLER,
    /** A business in another member state whose VAT id is missing or not confirmed: taxed like a consumer. */
    VAT_ID_NOT_CONFIRMED,
    /** A service for a business in another member state, which owes the VAT (Directive art. 44, 196). */
    EU_REVERSE_CHARGE,
    /** Goods to a business in another member state (Directive art. 138). The transport must be proven. */
    INTRA_COMMUNITY_GOODS,
    /** Goods whose VAT the domestic business buyer owes (Wet OB art. 12(5)). */
    DOMESTIC_REVERSE_CHARGE,
    /** Goods that leave the EU (Directive art. 146). The export must be proven. */
    EXPORT,
    /** A service for a business outside the EU (Directive art. 44). */
    OUTSIDE_EU_SERVICE,
    /** A service for a consumer outside the EU (Directive art. 58, 59). */
    OUTSIDE_EU_CONSUMER,
    /** The seller is outside the EU and the buyer is not in the seller's country. */
    SELLER_OUTSIDE_EU,
    /** The seller is in the small-business scheme (Wet OB art. 25). */
    SMALL_BUSINESS,
    /** The buyer has an exemption certificate (Directive art. 151). */
    CERTIFICATE,
    /** There is no supply, so no VAT. */
    OUTSIDE_SCOPE;

    /**
     * The text the law wants on the invoice, in Dutch or, for any other language, English; empty where nothing need be
     * said. The Dutch wording names Dutch law: a seller elsewhere may have to print its own.
     */
    public Optional<String> note(Locale locale) {
        return VatTexts.find(name() + ".note", locale);
    }

    /** Why, in words for a person, in Dutch or, for any other language, English. */
    public String explain(Locale locale) {
        return VatTexts.find(name() + ".explain", locale).orElseThrow();
    }
}
