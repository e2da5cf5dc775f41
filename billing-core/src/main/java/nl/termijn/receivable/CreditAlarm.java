package nl.termijn.receivable;

import java.time.LocalDate;
import nl.termijn.customer.CustomerReference;

/**
 * That a customer was found above his credit limit, and has not been found within it since.
 *
 * @param customer who
 * @param since the day on which it was first seen
 */
public record CreditAlarm(CustomerReference customer, LocalDate since) {
    /** Key under which it is kept. */
    public String id() {
        return customer.value();
    }
}
