package nl.termijn.administration;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.LocalDate;
import java.util.List;
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
public interface CustomerGroup extends DatedSettings {
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
        SettingsAhead.check(violations, ahead());
        violations.throwIfAny();
    }

    /** The group with what counts on {@code day} as its own; what is still to come then stays ahead. */
    default CustomerGroup asOf(LocalDate day) {
        List<SettingsAhead> inForce = SettingsAhead.inForce(ahead(), day);
        if (inForce.isEmpty()) {
            return this;
        }
        Builder builder = builder().from(this).ahead(SettingsAhead.toCome(ahead(), day));
        inForce.forEach(each -> builder.from((Settings) each));
        return builder.build();
    }

    /** Starts a group. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a group. */
    class Builder extends ImmutableCustomerGroup.Builder {}
}
