package nl.termijn.vat;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Optional;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import org.immutables.value.Value;

/**
 * What VAT needs to know of the buyer, as the facts are on the day of supply. Immutable.
 *
 * <pre>
 * VatBuyer.builder().country("DE").kind(BuyerKind.BUSINESS).vatId(VatId.of("DE136695976"))
 *         .vatIdEvidence(new VatIdEvidence(Status.VALID, checkedOn, Optional.of("WAPI...")))
 *         .build();
 * </pre>
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = VatBuyer.Builder.class)
public interface VatBuyer {
    /** Where the buyer is: of a service its place of business or residence, of goods where they go. ISO 3166-1 alpha-2. */
    String country();

    /** The postal code, which tells the parts of member states where EU VAT does not hold; see {@link EuTerritory}. */
    Optional<String> postalCode();

    /** Business or consumer. */
    BuyerKind kind();

    /** The buyer's VAT id. */
    Optional<VatId> vatId();

    /** What VIES said about {@link #vatId()}. */
    Optional<VatIdEvidence> vatIdEvidence();

    /** Why the buyer is exempt by certificate, such as {@code embassy} or {@code EU institution} (Directive art. 151). */
    Optional<String> exemptionCertificate();

    /**
     * Refuses what cannot be; called when built.
     *
     * @throws nl.termijn.error.InvalidInputException with everything that is wrong
     */
    @Value.Check
    default void check() {
        Violations found = Violations.of("VAT buyer");
        Countries.check(found, "country", country());
        found.throwIfAny();
    }

    /** Starts a buyer. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a buyer. */
    class Builder extends ImmutableVatBuyer.Builder {}
}
