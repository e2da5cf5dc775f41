package nl.termijn.receivable;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;

/**
 * That so much of an item in the customer's favour settles so much of one that he owes.
 *
 * @param id its key
 * @param customer whose account
 * @param owed the item that the customer owed
 * @param credit the item in his favour
 * @param amount positive
 * @param on the day
 * @param undoneOn the day since which it counts no more
 */
public record Allocation(
        ItemId id,
        CustomerReference customer,
        ItemId owed,
        ItemId credit,
        MonetaryAmount amount,
        LocalDate on,
        Optional<LocalDate> undoneOn) {

    /** Whether it counts now. */
    @JsonIgnore
    public boolean isInForce() {
        return undoneOn.isEmpty();
    }

    Allocation undone(LocalDate day) {
        return new Allocation(id, customer, owed, credit, amount, on, Optional.of(day));
    }
}
