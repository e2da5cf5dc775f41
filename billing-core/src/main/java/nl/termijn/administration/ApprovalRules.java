package nl.termijn.administration;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import nl.termijn.money.Amounts;
import org.immutables.value.Value;

/**
 * What a person must look at before a draft is sent, and what may approve itself. Each rule can be left out; a host adds its
 * own beside them. Immutable.
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = ApprovalRules.Builder.class)
public interface ApprovalRules {
    /** Whether the first invoice of a customer that a run makes is looked at. */
    @Value.Default
    default boolean firstInvoice() {
        return true;
    }

    /**
     * By how many percent a run invoice may differ without VAT from the customer's last one; 50 unless given, and never
     * when empty.
     */
    @Value.Default
    default Optional<BigDecimal> mayDifferPercent() {
        return Optional.of(BigDecimal.valueOf(50));
    }

    /** Above which total with VAT a draft is looked at; none unless given. */
    Optional<MonetaryAmount> maximum();

    /** Whether a total of zero is looked at. */
    @Value.Default
    default boolean zeroTotal() {
        return true;
    }

    /** Whether a line in the customer's favour is looked at. */
    @Value.Default
    default boolean creditLine() {
        return true;
    }

    /** Whether a customer who gets mail, but has no address for it, is looked at. */
    @Value.Default
    default boolean missingAddress() {
        return true;
    }

    /** Whether a customer who gives order references, but none that is valid, is looked at. */
    @Value.Default
    default boolean missingPurchaseOrder() {
        return true;
    }

    /** Whether a VAT id that decides the VAT, and that VIES did not confirm, is looked at. */
    @Value.Default
    default boolean unconfirmedVatId() {
        return true;
    }

    /** Whether a subscription that is to end or has ended is looked at. */
    @Value.Default
    default boolean endingSubscription() {
        return true;
    }

    /** Up to which total with VAT a draft without remark may approve itself; none does unless given. */
    Optional<MonetaryAmount> approvesItselfUpTo();

    /** Whether who made or changed a draft may not approve it. */
    @Value.Default
    default boolean fourEyes() {
        return false;
    }

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        Violations violations = Violations.of("approval rules");
        mayDifferPercent()
                .ifPresent(percent -> violations.check(
                        percent.signum() >= 0,
                        "mayDifferPercent",
                        percent,
                        "must be 0 or more",
                        "leave it empty to compare nothing"));
        maximum().ifPresent(amount -> checkAmount(violations, "maximum", amount));
        approvesItselfUpTo().ifPresent(amount -> checkAmount(violations, "approvesItselfUpTo", amount));
        violations.throwIfAny();
    }

    private static void checkAmount(Violations violations, String field, MonetaryAmount amount) {
        violations.check(
                Amounts.decimal(amount).signum() > 0, field, amount, "must be above zero", "leave it out for none");
    }

    /** Starts rules from the defaults. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds rules. */
    class Builder extends ImmutableApprovalRules.Builder {}
}
