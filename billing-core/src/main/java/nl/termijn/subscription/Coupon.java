package nl.termijn.subscription;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import nl.termijn.error.Violations;
import nl.termijn.internal.Keys;
import nl.termijn.internal.ValueStyle;
import org.immutables.value.Value;

/**
 * A code that gives a new subscription a discount, so often and so long as the seller says. Immutable.
 *
 * <pre>
 * LENTE26: 50 % for the first 3 periods, on hosting, in March to May 2026, 100 times, once per customer
 * </pre>
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = Coupon.Builder.class)
public interface Coupon {
    /** What a customer gives. */
    String code();

    /** What he gets for it. */
    TimedDiscount discount();

    /** Products that it is for; empty for all. */
    Set<String> products();

    /** First day on which it can be used. */
    Optional<LocalDate> validFrom();

    /** First day on which it no longer can. */
    Optional<LocalDate> validUntil();

    /** How often it can be used in all. */
    OptionalInt maxUses();

    /** Whether a customer can use it once only. */
    @Value.Default
    default boolean oncePerCustomer() {
        return false;
    }

    /** How often it is used; counted by the service. */
    @Value.Default
    default int used() {
        return 0;
    }

    /** What a subscription gets: the discount, on the coupon's products only, also when it changes to another later. */
    default TimedDiscount given() {
        return products().isEmpty() ? discount() : discount().on(products());
    }

    /** Whether it can be used on {@code day}. */
    default boolean isValidOn(LocalDate day) {
        return !validFrom().map(day::isBefore).orElse(false)
                && validUntil().map(day::isBefore).orElse(true);
    }

    /** Whether it has been used as often as it can be. */
    default boolean usedUp() {
        return maxUses().isPresent() && used() >= maxUses().getAsInt();
    }

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        Keys.check("coupon", code());
        Violations.of("coupon " + code())
                .check(code().indexOf('|') < 0, "code", code(), "must not hold '|'", "give another code")
                .check(
                        maxUses().isEmpty() || maxUses().getAsInt() >= 1,
                        "maxUses",
                        maxUses(),
                        "must be 1 or more",
                        "leave it out for no limit")
                .check(
                        validFrom().isEmpty()
                                || validUntil().isEmpty()
                                || validFrom().get().isBefore(validUntil().get()),
                        "validUntil",
                        validUntil().map(Object::toString).orElse(""),
                        "must be after the first day",
                        "give the first day on which it can no longer be used")
                .throwIfAny();
    }

    /** Starts a coupon. */
    static Builder builder() {
        return new Builder();
    }

    /** Starts from this coupon. */
    default Builder toBuilder() {
        return new Builder().from(this);
    }

    /** Builds a coupon. */
    class Builder extends ImmutableCoupon.Builder {}
}
