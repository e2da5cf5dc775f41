package nl.termijn.mail;

import java.util.List;
import java.util.Map;
import nl.termijn.error.Violations;

/**
 * The outcome of handing one message over, recipient by recipient.
 *
 * @param accepted addresses that it was accepted for
 * @param refused addresses that were refused for good, each with the reason
 * @param later addresses that could not be served now, each with the reason: they are tried again, the others are not
 */
public record Handover(List<String> accepted, Map<String, String> refused, Map<String, String> later) {

    /** Copies the lists. */
    public Handover {
        accepted = List.copyOf(Violations.given(accepted, "accepted"));
        refused = Map.copyOf(Violations.given(refused, "refused"));
        later = Map.copyOf(Violations.given(later, "later"));
    }

    /** Accepted for everybody. */
    public static Handover toAll(List<String> accepted) {
        return new Handover(accepted, Map.of(), Map.of());
    }

    /** Numbers only: addresses are about persons. */
    @Override
    public String toString() {
        return "Handover[" + accepted.size() + " accepted, " + refused.size() + " refused, " + later.size() + " later]";
    }
}
