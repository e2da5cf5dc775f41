package nl.termijn.customer;

/**
 * That a customer has a mandate: by it a store finds those of one customer.
 *
 * @param customer who
 * @param mandate which
 */
public record CustomerMandate(CustomerReference customer, MandateReference mandate) {
    /** Key under which it is kept. */
    public String id() {
        return prefixOf(customer) + mandate;
    }

    /** What the keys of a customer start with; those of another may start with it too. */
    public static String prefixOf(CustomerReference customer) {
        return customer.value() + '|';
    }
}
