package nl.termijn.price;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import nl.termijn.money.Amounts;
import org.immutables.value.Value;

/**
 * A row of the price list: what one period of a product costs from a day on, until the next row of the same
 * {@link #key()}. Prices are in the pricing (without or with VAT) of the subscription that takes them. Immutable.
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = PriceRow.Builder.class)
public interface PriceRow {
    /** Longest cycle in months. */
    int MAX_MONTHS = 120;

    /** Code of the product. */
    String product();

    /** What is done with it; renewed unless given. */
    @Value.Default
    default PriceAction action() {
        return PriceAction.RENEW;
    }

    /** For a period of how many months; 1 unless given, and for a restore, which has no period. */
    @Value.Default
    default int months() {
        return 1;
    }

    /** For this customer group only. */
    Optional<String> group();

    /** First day on which a period that starts takes this price. */
    LocalDate validFrom();

    /** What it costs. */
    Tariff tariff();

    /**
     * Whether the tier is the one reached by all of the product that the customer has running on the first day of the period, in
     * whichever subscriptions; each of them costs that tier's price. For volume tariffs only.
     */
    @Value.Default
    default boolean acrossCustomer() {
        return false;
    }

    /** What one costs the seller himself for a period, in any currency of the list. */
    Optional<MonetaryAmount> cost();

    /**
     * What rows are of: those of one key follow each other in time.
     *
     * @param product code
     * @param action what is done
     * @param months of the period
     * @param currency code
     * @param group of customers, or none
     */
    record Key(String product, PriceAction action, int months, String currency, Optional<String> group) {}

    /** What this row is a price of. */
    @JsonIgnore
    @Value.Lazy
    default Key key() {
        return new Key(product(), action(), months(), tariff().currency().getCurrencyCode(), group());
    }

    /** Where it stands: its key and first day, as one text. */
    @JsonIgnore
    @Value.Lazy
    default String id() {
        return product()
                + '|'
                + action()
                + '|'
                + months()
                + '|'
                + key().currency()
                + '|'
                + group().orElse("")
                + '|'
                + validFrom();
    }

    /** Whether it is sold below what it costs the seller, at a tier, or as a package that is full. */
    @JsonIgnore
    default boolean isBelowCost() {
        BigDecimal size = tariff().packageSize().orElse(BigDecimal.ONE);
        return cost().map(cost -> tariff().tiers().stream()
                        .map(tier -> Amounts.decimal(tier.price()))
                        .anyMatch(price -> price.compareTo(Amounts.decimal(cost).multiply(size)) < 0))
                .orElse(false);
    }

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        Violations.of("price row")
                .check(
                        !product().isBlank() && product().indexOf('|') < 0,
                        "product",
                        product(),
                        "must be given, without '|'",
                        "give the code of the product")
                .check(
                        months() >= 1 && months() <= MAX_MONTHS,
                        "months",
                        months(),
                        "must be 1 to " + MAX_MONTHS,
                        "give the months of one period")
                .check(
                        action() != PriceAction.RESTORE || months() == 1,
                        "months",
                        months(),
                        "must be left out for a restore",
                        "it costs the same whatever the period")
                .check(
                        !acrossCustomer() || tariff().kind() == Tariff.Kind.VOLUME,
                        "acrossCustomer",
                        tariff().kind(),
                        "must be a volume tariff, of which all cost the same",
                        "make it a volume tariff, or let each subscription have its own tiers")
                .check(
                        group().map(code -> !code.isBlank()).orElse(true),
                        "group",
                        group().orElse(""),
                        "must not be blank",
                        "leave it out for all customers")
                .check(
                        cost().map(cost ->
                                        cost.signum() >= 0 && cost.getCurrency().equals(tariff().currency()))
                                .orElse(true),
                        "cost",
                        cost().map(Object::toString).orElse(""),
                        "must be 0 or more and in the currency of the price",
                        "convert it before it is entered")
                .throwIfAny();
    }

    /** Starts a row. */
    static Builder builder() {
        return new Builder();
    }

    /** Starts from this row. */
    default Builder toBuilder() {
        return new Builder().from(this);
    }

    /** Builds a row. */
    class Builder extends ImmutablePriceRow.Builder {}
}
