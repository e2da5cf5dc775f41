package nl.termijn.administration;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import nl.termijn.error.Violations;
import nl.termijn.internal.Keys;
import nl.termijn.internal.ValueStyle;
import org.immutables.value.Value;

/**
 * Customers who are treated alike: resellers, schools, those who are invoiced by the quarter. A customer is in one group at
 * most, and what he has of his own counts before what the group has. Immutable.
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = CustomerGroup.Builder.class)
public interface CustomerGroup extends Settings {
    /** The host's key, unique in the administration. */
    String code();

    /** What it is called. */
    String name();

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        Keys.check("customer group", code());
        Violations violations = Violations.of("customer group " + code())
                .check(!name().isBlank(), "name", name(), "must be given", "say who is in it");
        Settings.check(violations, this);
        violations.throwIfAny();
    }

    /** Starts a group. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a group. */
    class Builder extends ImmutableCustomerGroup.Builder {}
}
