package nl.termijn.store;

import java.util.List;
import java.util.function.Function;
import nl.termijn.customer.CustomerMandate;
import nl.termijn.customer.Mandate;
import nl.termijn.invoice.DocumentKey;
import nl.termijn.invoice.OpenTopUp;
import nl.termijn.invoice.UsageReading;
import nl.termijn.price.PriceRow;
import nl.termijn.receivable.CreditAlarm;
import nl.termijn.run.AnnouncedCampaign;
import nl.termijn.run.PriceChange;
import nl.termijn.subscription.Coupon;
import nl.termijn.subscription.CouponUse;

/**
 * A kind of catalogue.
 *
 * @param name under which it is stored, at most 20 characters
 * @param type of its values, which are written as JSON
 * @param keys gives the key of a value, at most 400 characters
 * @param <V> of its values
 */
public record CatalogueKind<V>(String name, Class<V> type, Function<V, String> keys) {
    /** Rows of the price list. */
    public static final CatalogueKind<PriceRow> PRICES = new CatalogueKind<>("price", PriceRow.class, PriceRow::id);

    /** Coupons, by their codes. */
    public static final CatalogueKind<Coupon> COUPONS = new CatalogueKind<>("coupon", Coupon.class, Coupon::code);

    /** Uses of coupons, by code, customer and subscription. */
    public static final CatalogueKind<CouponUse> COUPON_USES =
            new CatalogueKind<>("coupon-use", CouponUse.class, CouponUse::id);

    /** Price campaigns that were announced, by their codes. */
    public static final CatalogueKind<AnnouncedCampaign> CAMPAIGNS =
            new CatalogueKind<>("campaign", AnnouncedCampaign.class, AnnouncedCampaign::id);

    /** What campaigns changed, by campaign and subscription. */
    public static final CatalogueKind<PriceChange> PRICE_CHANGES =
            new CatalogueKind<>("price-change", PriceChange.class, PriceChange::id);

    /** Readings of use, by customer, subscription and key. */
    public static final CatalogueKind<UsageReading> USAGE =
            new CatalogueKind<>("usage", UsageReading.class, UsageReading::id);

    /** Who is above his credit limit, by customer. */
    public static final CatalogueKind<CreditAlarm> CREDIT_ALARMS =
            new CatalogueKind<>("credit-alarm", CreditAlarm.class, CreditAlarm::id);

    /** Mandates, by their references. */
    public static final CatalogueKind<Mandate> MANDATES = new CatalogueKind<>(
            "mandate", Mandate.class, mandate -> mandate.reference().value());

    /** Which mandates a customer has, by customer and mandate. */
    public static final CatalogueKind<CustomerMandate> CUSTOMER_MANDATES =
            new CatalogueKind<>("customer-mandate", CustomerMandate.class, CustomerMandate::id);

    /** Top-ups of which something may be left, by customer and invoice. */
    public static final CatalogueKind<OpenTopUp> OPEN_TOP_UPS =
            new CatalogueKind<>("open-top-up", OpenTopUp.class, OpenTopUp::id);

    /** Which document each of the host's keys made. */
    public static final CatalogueKind<DocumentKey> DOCUMENT_KEYS =
            new CatalogueKind<>("document-key", DocumentKey.class, DocumentKey::id);

    /** All kinds that there are. */
    public static final List<CatalogueKind<?>> ALL = List.of(
            PRICES,
            COUPONS,
            COUPON_USES,
            CAMPAIGNS,
            PRICE_CHANGES,
            USAGE,
            CREDIT_ALARMS,
            MANDATES,
            CUSTOMER_MANDATES,
            OPEN_TOP_UPS,
            DOCUMENT_KEYS);

    /** The key of {@code value}. */
    public String key(V value) {
        return keys.apply(value);
    }
}
