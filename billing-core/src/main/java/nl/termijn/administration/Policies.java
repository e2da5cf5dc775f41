package nl.termijn.administration;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import org.immutables.value.Value;

/** What a seller decides where the billing rules leave a choice; the first value of each is the default. Immutable. */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = Policies.Builder.class)
public interface Policies {
    /** What happens when a run would make an invoice below zero (rule B5). */
    enum NegativeTotal {
        /** Nothing is taken; everything waits for the next run. */
        CARRY_FORWARD,
        /** A draft credit note is made. */
        CREDIT_NOTE
    }

    /** When pending lines of a customer who is not invoiced monthly are due (rule B3). */
    enum InterimLines {
        /** In every month's run: a one-off supply to a business is invoiced by the 15th of the next month. */
        MONTHLY,
        /** With the next run that fits the customer's schedule. */
        WITH_SCHEDULE
    }

    /** What the last, incomplete period of an ending subscription costs (rule A3). */
    enum EndOfSubscription {
        /** The days that were served. */
        PRORATE,
        /** The whole period. */
        WHOLE
    }

    /** How the unused days of a subscription ended with credit are given back (rule E4). */
    enum Cancellation {
        /** One draft credit note per invoice. */
        CREDIT_NOTE,
        /** Negative lines that wait for the next run. */
        PENDING_LINE
    }

    /** What becomes of a run invoice whose total is exactly zero (rule B5). */
    enum ZeroTotal {
        /** It is made, so that the customer sees what was set off. */
        INVOICE,
        /** None is made; its periods and lines count as billed. */
        SKIP
    }

    /** Which VAT rate a period has that spans a change of rate (rule D1). */
    enum RateChange {
        /** Each part its own: the period is split at the change. */
        SPLIT,
        /** The rate of its first day. */
        PERIOD_START
    }

    /** When a customer's credit is used for his open invoices (rule F2). */
    enum SetOff {
        /** At once, oldest due date first. */
        AT_ONCE,
        /** When the seller says so. */
        MANUAL
    }

    /** When VAT is charged on what customers pay ahead. */
    enum PrepaidVat {
        /**
         * With the invoices that use it: a top-up is a payment, since what it will be used for is not known yet (article 65 of
         * directive 2006/112/EC as the court reads it in C-419/02; a multi-purpose voucher, article 30b(2)).
         */
        AT_USE,
        /**
         * With the top-up, which is an invoice: place and rate of all that it can be used for are known (a single-purpose voucher,
         * article 30b(1)).
         */
        AT_TOP_UP
    }

    /** Pricing of prices that do not say it themselves. */
    @Value.Default
    default Pricing pricing() {
        return Pricing.NET;
    }

    /** When run invoices are made; monthly unless given. */
    @Value.Default
    default InvoiceSchedule schedule() {
        return InvoiceSchedule.MONTHLY;
    }

    /** Language of documents and mail; Dutch unless given. */
    @Value.Default
    default Locale language() {
        return Locale.forLanguageTag("nl");
    }

    /** How documents arrive; by mail unless given. */
    @Value.Default
    default DeliveryChannel delivery() {
        return DeliveryChannel.MAIL;
    }

    /**
     * For how many days a delivery that fails in passing is tried again before it is given up and listed as refused, 1 to 30;
     * 5 unless given, as mail servers do themselves (RFC 5321, 4.5.4.1).
     */
    @Value.Default
    default int deliveryDays() {
        return 5;
    }

    /** By what the lines of a document stand together; as the theme says unless given. */
    @Value.Default
    default LineGroup lineGroup() {
        return LineGroup.BY_THEME;
    }

    /** What becomes of a domain whose renewal is not paid; it is waited for unless given. */
    @Value.Default
    default UnpaidRenewal unpaidRenewal() {
        return UnpaidRenewal.WAIT;
    }

    /** Code of the brand of customers without one; empty, the seller's own name, unless given. */
    @Value.Default
    default String brand() {
        return "";
    }

    /** General discount on subscription lines in percent, 0 to 100 (rule C4); none unless given. */
    @Value.Default
    default BigDecimal discountPercent() {
        return BigDecimal.ZERO;
    }

    /** Discounts on groups of products; none unless given. */
    @Value.Default
    default ProductDiscounts productDiscounts() {
        return ProductDiscounts.NONE;
    }

    /** See {@link NegativeTotal}. */
    @Value.Default
    default NegativeTotal negativeTotal() {
        return NegativeTotal.CARRY_FORWARD;
    }

    /** See {@link InterimLines}. */
    @Value.Default
    default InterimLines interimLines() {
        return InterimLines.MONTHLY;
    }

    /** See {@link EndOfSubscription}. */
    @Value.Default
    default EndOfSubscription endOfSubscription() {
        return EndOfSubscription.PRORATE;
    }

    /** See {@link Cancellation}. */
    @Value.Default
    default Cancellation cancellation() {
        return Cancellation.CREDIT_NOTE;
    }

    /** See {@link ZeroTotal}. */
    @Value.Default
    default ZeroTotal zeroTotal() {
        return ZeroTotal.INVOICE;
    }

    /** See {@link RateChange}. */
    @Value.Default
    default RateChange rateChange() {
        return RateChange.SPLIT;
    }

    /** See {@link SetOff}. */
    @Value.Default
    default SetOff setOff() {
        return SetOff.AT_ONCE;
    }

    /** See {@link PrepaidVat}. */
    @Value.Default
    default PrepaidVat prepaidVat() {
        return PrepaidVat.AT_USE;
    }

    /** How much a customer may owe; there is no limit unless given. */
    @Value.Default
    default CreditLimit creditLimit() {
        return CreditLimit.NONE;
    }

    /** What a person must look at before a draft is sent. */
    @Value.Default
    default ApprovalRules approval() {
        return ApprovalRules.builder().build();
    }

    /** How far a run may be from what was expected before somebody is asked. */
    @Value.Default
    default RunLimits runLimits() {
        return RunLimits.builder().build();
    }

    /** What an invoice on paper costs; nothing unless given. */
    Optional<PaperFee> paperFee();

    /** How long the books are kept; 7 years, and 10 for supplies taxed in another member state, unless given. */
    @Value.Default
    default RetentionPeriod retention() {
        return RetentionPeriod.DUTCH;
    }

    /** Checks the discount. */
    @Value.Check
    default void check() {
        Violations violations = Violations.of("policies");
        Settings.checkDiscount(violations, discountPercent());
        violations.check(
                deliveryDays() >= 1 && deliveryDays() <= 30,
                "deliveryDays",
                deliveryDays(),
                "must be 1 to 30",
                "5 is usual for mail");
        violations.throwIfAny();
    }

    /** The defaults. */
    static Policies defaults() {
        return builder().build();
    }

    /** Starts policies from the defaults. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds policies. */
    class Builder extends ImmutablePolicies.Builder {
        /** With what {@code settings} say of what policies decide for who has nothing of his own. */
        Builder with(Settings settings) {
            settings.schedule().ifPresent(this::schedule);
            settings.interimLines().ifPresent(this::interimLines);
            settings.language().ifPresent(this::language);
            settings.delivery().ifPresent(this::delivery);
            settings.lineGroup().ifPresent(this::lineGroup);
            settings.unpaidRenewal().ifPresent(this::unpaidRenewal);
            settings.brand().ifPresent(this::brand);
            settings.discountPercent().ifPresent(this::discountPercent);
            settings.productDiscounts().ifPresent(this::productDiscounts);
            settings.approval().ifPresent(this::approval);
            settings.creditLimit().ifPresent(this::creditLimit);
            return this;
        }
    }
}
