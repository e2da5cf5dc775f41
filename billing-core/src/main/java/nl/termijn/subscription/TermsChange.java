package nl.termijn.subscription;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import org.immutables.value.Value;

/**
 * New terms from a day on: price, quantity or product, whichever is given (rules C1 and C6). A piece of service takes the
 * terms in force on its first day; of two changes of one day the one entered last. Immutable.
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = TermsChange.Builder.class)
public interface TermsChange {

    /** When a change takes effect. */
    enum Effect {
        /** With the first period that starts on or after its day. */
        NEXT_PERIOD,
        /** On its day: the period is cut there. */
        AT_ONCE
    }

    /** First day of the new terms. */
    LocalDate effectiveFrom();

    /** Whether the period in which {@link #effectiveFrom()} falls is cut there. */
    @Value.Default
    default Effect effect() {
        return Effect.NEXT_PERIOD;
    }

    /** New unit price, agreed from then on whatever the price list says. */
    Optional<MonetaryAmount> unitPrice();

    /** Whether an agreed price lapses: from then on the price list counts. */
    @Value.Default
    default boolean listPrice() {
        return false;
    }

    /** What is agreed from then on: a price, or none, so that the list counts; nothing when the price does not change. */
    @JsonIgnore
    default Optional<Optional<MonetaryAmount>> agreement() {
        return unitPrice().isPresent() || listPrice() ? Optional.of(unitPrice()) : Optional.empty();
    }

    /** Checks that it is one or the other. */
    @Value.Check
    default void check() {
        Violations.of("change of terms")
                .check(
                        unitPrice().isEmpty() || !listPrice(),
                        "listPrice",
                        listPrice(),
                        "must not be given with a unit price",
                        "agree a price, or have the list count")
                .throwIfAny();
    }

    /** New quantity. */
    Optional<BigDecimal> quantity();

    /** New product code. */
    Optional<String> productCode();

    /** New description. */
    @Value.Redacted
    Optional<String> description();

    /** What is left of it once its price, product and text have lapsed. */
    default TermsChange ofQuantityAlone() {
        return builder()
                .effectiveFrom(effectiveFrom())
                .effect(effect())
                .quantity(quantity())
                .build();
    }

    /** Starts a change. */
    static Builder builder() {
        return new Builder();
    }

    /** Starts from this change. */
    default Builder toBuilder() {
        return new Builder().from(this);
    }

    /** Builds a change. */
    class Builder extends ImmutableTermsChange.Builder {}
}
