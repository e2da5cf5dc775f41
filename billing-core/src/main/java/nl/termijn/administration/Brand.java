package nl.termijn.administration;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Optional;
import nl.termijn.error.Violations;
import nl.termijn.internal.Keys;
import nl.termijn.internal.MailAddress;
import nl.termijn.internal.ValueStyle;
import org.immutables.value.Value;

/**
 * A name under which the seller trades. Documents for customers of a brand carry its name, address and e-mail, and a host draws
 * them in its theme; company number, VAT id, account, books and number series are the seller's. The name must be one that is in
 * the trade register, since an invoice names its supplier (article 226, point 5, of directive 2006/112/EC). Immutable.
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = Brand.Builder.class)
public interface Brand {
    /** The host's key, unique in the administration. */
    String code();

    /** Trade name. */
    String name();

    /** Address; the seller's unless given. */
    Optional<Address> address();

    /** Address for questions; the seller's unless given. */
    Optional<String> email();

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        Keys.check("brand", code());
        Violations violations = Violations.of("brand " + code())
                .check(!name().isBlank(), "name", name(), "must be given", "it stands on every invoice of the brand");
        email().ifPresent(email -> MailAddress.check(violations, "email", email));
        violations.throwIfAny();
    }

    /** Starts a brand. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a brand. */
    class Builder extends ImmutableBrand.Builder {}
}
