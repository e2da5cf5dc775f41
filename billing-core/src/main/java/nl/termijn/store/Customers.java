package nl.termijn.store;

import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.run.BillingAccount;

/** Customers of one administration, in the order of their references. */
public interface Customers {
    /** The customer with {@code reference}. */
    Optional<Customer> find(CustomerReference reference);

    /**
     * The version of the customer with {@code reference}, also where the rest of the row is not valid: a customer is then saved
     * over it.
     *
     * @throws nl.termijn.error.UnreadableException when the customer was erased
     */
    default Optional<Long> version(CustomerReference reference) {
        return find(reference).map(Customer::version);
    }

    /** Those customers of {@code references} that there are, in the order of their references. */
    List<Customer> find(Collection<CustomerReference> references);

    /** Saves a new ({@code version} 0) or changed customer; answers him with his new version. */
    Customer save(Customer customer);

    /** Saves new and changed customers, all or none; answers them in their order with their new versions. */
    default List<Customer> save(Collection<Customer> customers) {
        return customers.stream().map(this::save).toList();
    }

    /** Up to {@code limit} customers after {@code after}, or from the first. */
    List<Customer> page(Optional<CustomerReference> after, int limit);

    /** How many there are. */
    long count();

    /** Up to {@code limit} customers whose reference or name contains {@code text}, whatever the case. */
    List<Customer> search(String text, int limit);

    /**
     * The billing account of {@code reference}: the customer, every subscription that is not billed to its end, every
     * subscription that a waiting line names, the lines that wait, and which of {@code months} are invoiced.
     */
    Optional<BillingAccount> account(CustomerReference reference, Set<YearMonth> months);

    /** The billing accounts of up to {@code limit} customers after {@code after}, or from the first. */
    List<BillingAccount> accounts(Optional<CustomerReference> after, int limit, Set<YearMonth> months);

    /**
     * Customers for a run that other hosts may do at the same time: of up to {@code limit} after {@code after}, or from the
     * first, the billing accounts of those whom no other unit of work holds; this one holds them until its end.
     */
    default Claim claim(Optional<CustomerReference> after, int limit, Set<YearMonth> months) {
        return new Claim(accounts(after, limit, months), List.of());
    }

    /**
     * What a unit of work got of a chunk of customers.
     *
     * @param accounts the billing accounts that it holds
     * @param held the customers whom another unit of work holds
     */
    record Claim(List<BillingAccount> accounts, List<CustomerReference> held) {}
}
