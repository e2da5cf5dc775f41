package nl.termijn.subscription;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * What a line is for, in the customer's eyes; it stands together with others of the same by {@link
 * nl.termijn.administration.LineGroup}.
 *
 * @param domain the domain that it belongs to
 * @param costCentre where the customer books it
 * @param endCustomer whom the customer, a reseller, pays it for
 */
public record LineLabels(Optional<String> domain, Optional<String> costCentre, Optional<String> endCustomer) {
    /** No labels. */
    public static final LineLabels NONE = new LineLabels(Optional.empty(), Optional.empty(), Optional.empty());

    /** For {@code domain}. */
    public static LineLabels domain(String domain) {
        return new LineLabels(Optional.of(domain), Optional.empty(), Optional.empty());
    }

    /** For {@code costCentre}. */
    public static LineLabels costCentre(String costCentre) {
        return new LineLabels(Optional.empty(), Optional.of(costCentre), Optional.empty());
    }

    /** For {@code endCustomer}. */
    public static LineLabels endCustomer(String endCustomer) {
        return new LineLabels(Optional.empty(), Optional.empty(), Optional.of(endCustomer));
    }

    /** Whether there are none. */
    @JsonIgnore
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Which labels there are, without what they say. */
    @Override
    public String toString() {
        return "LineLabels[" + domain.map(some -> "domain ").orElse("")
                + costCentre.map(some -> "costCentre ").orElse("")
                + endCustomer.map(some -> "endCustomer").orElse("") + "]";
    }
}
