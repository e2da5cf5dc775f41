package nl.termijn.administration;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import nl.termijn.money.Amounts;
import org.immutables.value.Value;

/** How far a run may be from what was expected before somebody is asked. Immutable. */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = RunLimits.Builder.class)
public interface RunLimits {
    /** By how many percent the number of documents may differ; 25 unless given, any when empty. */
    @Value.Default
    default Optional<BigDecimal> documentsPercent() {
        return Optional.of(BigDecimal.valueOf(25));
    }

    /** By how many percent the sum without VAT may differ; 25 unless given, any when empty. */
    @Value.Default
    default Optional<BigDecimal> sumPercent() {
        return Optional.of(BigDecimal.valueOf(25));
    }

    /** By how much without VAT a customer's invoice may differ from the one of the month before; any unless given. */
    Optional<MonetaryAmount> customerAmount();

    /**
     * Whether a run that would make something stops where there is nothing to compare it with: no invoice of the month before,
     * sent or draft, and no forecast. It does unless given; the first month of a seller is then looked at by a person.
     */
    @Value.Default
    default boolean stopsWithoutComparison() {
        return true;
    }

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        Violations violations = Violations.of("run limits");
        documentsPercent().ifPresent(percent -> checkPercent(violations, "documentsPercent", percent));
        sumPercent().ifPresent(percent -> checkPercent(violations, "sumPercent", percent));
        customerAmount()
                .ifPresent(amount -> violations.check(
                        Amounts.decimal(amount).signum() >= 0,
                        "customerAmount",
                        amount,
                        "must be 0 or more",
                        "leave it empty to compare nothing"));
        violations.throwIfAny();
    }

    private static void checkPercent(Violations violations, String field, BigDecimal percent) {
        violations.check(
                percent.signum() >= 0, field, percent, "must be 0 or more", "leave it empty to compare nothing");
    }

    /** Starts limits from the defaults. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds limits. */
    class Builder extends ImmutableRunLimits.Builder {}
}
