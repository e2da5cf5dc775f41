package nl.termijn.customer;

import java.time.LocalDate;
import java.util.Optional;
import nl.termijn.error.Violations;

/**
 * The customer's own order reference, printed on the invoices of its time.
 *
 * @param reference text that the customer wants to see
 * @param from first day on which it is used
 * @param until first day on which it is no longer used; empty is until further notice
 */
public record PurchaseOrder(String reference, LocalDate from, Optional<LocalDate> until) {

    /** Checks that it has text and days. */
    public PurchaseOrder {
        Violations.of("purchase order")
                .check(!reference.isBlank(), "reference", reference, "must be given", "leave the order out instead")
                .check(
                        until.map(from::isBefore).orElse(true),
                        "until",
                        until.map(Object::toString).orElse(""),
                        "must be later than " + from,
                        "give the first day on which it is no longer valid")
                .throwIfAny();
    }

    /** Whether it is used on {@code day}. */
    public boolean isValidOn(LocalDate day) {
        return !day.isBefore(from) && until.map(day::isBefore).orElse(true);
    }

    /** Its days only: customers write names into references. */
    @Override
    public String toString() {
        return "PurchaseOrder[from=" + from + until.map(day -> ", until=" + day).orElse("") + "]";
    }
}
