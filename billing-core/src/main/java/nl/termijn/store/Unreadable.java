package nl.termijn.store;

import java.util.Optional;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.UnreadableException;

/**
 * A stored row that is not valid as the value that it should hold, because a later release is stricter or because it was
 * changed by hand.
 *
 * @param kind of value, such as {@code subscription}
 * @param reference its key
 * @param customer the customer to whom it belongs, where that can be read
 * @param reason the column or field, and the rule that it breaks; without the stored value, which may be personal
 */
public record Unreadable(String kind, String reference, Optional<CustomerReference> customer, String reason) {
    /** The kind of a customer's own row, which a put of the same customer replaces. */
    public static final String CUSTOMER = "customer";

    /** One sentence with the value, the rule and the way out. */
    public String message() {
        String whose = kind.equals(CUSTOMER)
                ? ""
                : customer.map(of -> " of customer " + of).orElse("");
        return "The stored " + kind + " '" + reference + "'" + whose + " cannot be read: " + reason + ". "
                + (kind.equals(CUSTOMER)
                        ? "Put this customer again with valid values, or correct the row in the store."
                        : "Correct the row in the store.");
    }

    /** The refusal of what was to be done with it. */
    public UnreadableException exception() {
        return new UnreadableException(kind + " " + reference, message());
    }
}
