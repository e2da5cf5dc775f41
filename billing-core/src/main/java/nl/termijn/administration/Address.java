package nl.termijn.administration;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Optional;
import java.util.Set;
import nl.termijn.error.Bounds;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import org.immutables.value.Value;

/**
 * A postal address. The law wants the full address of seller and customer on an invoice (article 35a(1)(e) Wet OB), but a
 * host may not have it at once, so only the country is required. Immutable.
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = Address.Builder.class)
public interface Address {
    /** Street, number and what else stands on that line. */
    @Value.Redacted
    Optional<String> street();

    /** Postal code as written in its country. */
    @Value.Redacted
    Optional<String> postalCode();

    /** Town. */
    @Value.Redacted
    Optional<String> city();

    /** ISO 3166 country code of two letters, upper case: {@code NL}, {@code GR}. */
    String country();

    /** Checks the country code. */
    @Value.Check
    default void check() {
        Violations bounds = Violations.of("address");
        Bounds.check(bounds, "street", street());
        Bounds.check(bounds, "postalCode", postalCode());
        Bounds.check(bounds, "city", city());
        Bounds.check(bounds, "country", country());
        bounds.throwIfAny();
        Violations.of("address")
                .check(
                        Countries.CODES.contains(country()),
                        "country",
                        country(),
                        "must be an ISO 3166 code of two capital letters",
                        "give NL, BE, DE … (Greece is GR, the United Kingdom GB)")
                .throwIfAny();
    }

    /** An address of which only the country is known. */
    static Address in(String country) {
        return builder().country(country).build();
    }

    /** Starts an address. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds an address. */
    class Builder extends ImmutableAddress.Builder {}
}

final class Countries {
    static final Set<String> CODES = Set.of(java.util.Locale.getISOCountries());

    private Countries() {}
}
