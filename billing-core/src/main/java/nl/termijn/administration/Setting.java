package nl.termijn.administration;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of the {@link Settings}, and how each level answers for it.
 *
 * @param <T> what its value is
 */
public final class Setting<T> {
    /** How long may be taken to pay. */
    public static final Setting<PaymentTerm> PAYMENT_TERM =
            new Setting<>("paymentTerm", Settings::paymentTerm, Administration::paymentTerm);

    /** When run invoices are made. */
    public static final Setting<InvoiceSchedule> SCHEDULE = new Setting<>(
            "schedule", Settings::schedule, seller -> seller.policies().schedule());

    /** When lines in between are due. */
    public static final Setting<Policies.InterimLines> INTERIM_LINES = new Setting<>(
            "interimLines", Settings::interimLines, seller -> seller.policies().interimLines());

    /** Language of documents and mail. */
    public static final Setting<Locale> LANGUAGE = new Setting<>(
            "language", Settings::language, seller -> seller.policies().language());

    /** How documents arrive. */
    public static final Setting<DeliveryChannel> DELIVERY = new Setting<>(
            "delivery", Settings::delivery, seller -> seller.policies().delivery());

    /** By what the lines of documents stand together. */
    public static final Setting<LineGroup> LINE_GROUP = new Setting<>(
            "lineGroup", Settings::lineGroup, seller -> seller.policies().lineGroup());

    /** What becomes of a domain whose renewal is not paid. */
    public static final Setting<UnpaidRenewal> UNPAID_RENEWAL = new Setting<>(
            "unpaidRenewal",
            Settings::unpaidRenewal,
            seller -> seller.policies().unpaidRenewal());

    /** Code of the brand; empty for the seller's own name. */
    public static final Setting<String> BRAND =
            new Setting<>("brand", Settings::brand, seller -> seller.policies().brand());

    /** General discount in percent. */
    public static final Setting<BigDecimal> DISCOUNT_PERCENT = new Setting<>(
            "discountPercent",
            Settings::discountPercent,
            seller -> seller.policies().discountPercent());

    /** Discounts on groups of products. */
    public static final Setting<ProductDiscounts> PRODUCT_DISCOUNTS = new Setting<>(
            "productDiscounts",
            Settings::productDiscounts,
            seller -> seller.policies().productDiscounts());

    /** What a person must look at before a draft is sent. */
    public static final Setting<ApprovalRules> APPROVAL = new Setting<>(
            "approval", Settings::approval, seller -> seller.policies().approval());

    /** How much may be owed. */
    public static final Setting<CreditLimit> CREDIT_LIMIT = new Setting<>(
            "creditLimit", Settings::creditLimit, seller -> seller.policies().creditLimit());

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            PAYMENT_TERM,
            SCHEDULE,
            INTERIM_LINES,
            LANGUAGE,
            DELIVERY,
            LINE_GROUP,
            BRAND,
            UNPAID_RENEWAL,
            DISCOUNT_PERCENT,
            PRODUCT_DISCOUNTS,
            APPROVAL,
            CREDIT_LIMIT);

    private final String name;
    private final Function<Settings, Optional<T>> own;
    private final Function<Administration, T> ofSeller;

    private Setting(String name, Function<Settings, Optional<T>> own, Function<Administration, T> ofSeller) {
        this.name = name;
        this.own = own;
        this.ofSeller = ofSeller;
    }

    /** Its name, as the log calls it. */
    public String name() {
        return name;
    }

    /** What a group or customer has of its own. */
    public Optional<T> in(Settings settings) {
        return own.apply(settings);
    }

    /** What the seller decides, who always does. */
    public T in(Administration administration) {
        return ofSeller.apply(administration);
    }

    @Override
    public String toString() {
        return name;
    }
}
