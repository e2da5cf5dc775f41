package nl.termijn.invoice;

import nl.termijn.customer.CustomerReference;

/**
 * That something may be left of a top-up.
 *
 * @param customer whose
 * @param invoice on which it stands
 */
public record OpenTopUp(CustomerReference customer, InvoiceId invoice) {
    /** Key under which it is kept. */
    public String id() {
        return prefixOf(customer) + invoice;
    }

    /** What the keys of a customer start with; those of another may start with it too. */
    public static String prefixOf(CustomerReference customer) {
        return customer.value() + '|';
    }
}
