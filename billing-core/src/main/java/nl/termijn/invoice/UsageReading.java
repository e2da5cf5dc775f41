package nl.termijn.invoice;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.Violations;
import nl.termijn.internal.Keys;
import nl.termijn.internal.ValueStyle;
import nl.termijn.period.DateRange;
import nl.termijn.price.UsageTariff;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.VatProduct;
import org.immutables.value.Value;

/** How much was used in some days, and what that costs. Immutable. */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = UsageReading.Builder.class)
public interface UsageReading {
    /** The host's key of the reading, unique for its subscription: another amount under it is a correction. */
    String reference();

    /** The subscription that it belongs to, whose customer pays. */
    SubscriptionReference subscription();

    /** The days in which it was used. */
    DateRange days();

    /** Text on the invoice. */
    @Value.Redacted
    String description();

    /** Code of the product, for the books. */
    Optional<String> productCode();

    /** How much, 0 or more. */
    BigDecimal used();

    /** What it costs. */
    UsageTariff tariff();

    /** Whether prices are without or with VAT; without unless given. */
    @Value.Default
    default Pricing pricing() {
        return Pricing.NET;
    }

    /** What it is to the VAT. */
    @Value.Default
    default VatProduct product() {
        return VatProduct.STANDARD;
    }

    /** Who pays; the service fills it in. */
    Optional<CustomerReference> customer();

    /** Key under which it is kept: all of a customer together, and of a subscription. */
    @JsonIgnore
    default String id() {
        return prefixOf(customer().orElseThrow()) + subscription() + '|' + reference();
    }

    /** How the keys of {@code customer}'s readings begin; another's may begin so too. */
    static String prefixOf(CustomerReference customer) {
        return customer.value() + '|';
    }

    /** The lines that charge it and correct it, in the order in which they were made; filled in by the service. */
    List<PendingLineReference> lines();

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        Keys.check("usage reading", reference());
        Violations.of("usage reading " + reference())
                .check(!description().isBlank(), "description", description(), "must be given", "say what was used")
                .check(used().signum() >= 0, "used", used(), "must be 0 or more", "give the amount that is right")
                .throwIfAny();
    }

    /** Starts a reading. */
    static Builder builder() {
        return new Builder();
    }

    /** Starts from this reading. */
    default Builder toBuilder() {
        return new Builder().from(this);
    }

    /** Builds a reading. */
    class Builder extends ImmutableUsageReading.Builder {}
}
