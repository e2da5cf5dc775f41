package nl.termijn.store.memory;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.PendingLine;
import nl.termijn.run.BillingAccount;
import nl.termijn.store.Customers;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

final class MemoryCustomers implements Customers {
    private final Table<CustomerReference, Customer> customers;
    private final MemorySubscriptions subscriptions;
    private final MemoryPendingLines pendingLines;
    private final MemoryInvoices invoices;

    MemoryCustomers(
            Journal journal,
            MemorySubscriptions subscriptions,
            MemoryPendingLines pendingLines,
            MemoryInvoices invoices) {
        this.customers = new Table<>(journal);
        this.subscriptions = subscriptions;
        this.pendingLines = pendingLines;
        this.invoices = invoices;
    }

    @Override
    public Optional<Customer> find(CustomerReference reference) {
        return customers.find(reference);
    }

    @Override
    public List<Customer> find(Collection<CustomerReference> references) {
        return customers.find(references);
    }

    @Override
    public Customer save(Customer customer) {
        Versions.check(
                "customer " + customer.reference(),
                find(customer.reference()).map(Customer::version),
                customer.version());
        Customer saved = customer.toBuilder().version(customer.version() + 1).build();
        customers.put(saved.reference(), saved);
        return saved;
    }

    @Override
    public List<Customer> page(Optional<CustomerReference> after, int limit) {
        return customers.after(after).limit(limit).toList();
    }

    @Override
    public long count() {
        return customers.size();
    }

    @Override
    public List<Customer> search(String text, int limit) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return customers
                .all()
                .filter(customer ->
                        customer.reference().value().toLowerCase(Locale.ROOT).contains(wanted)
                                || customer.name().toLowerCase(Locale.ROOT).contains(wanted))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<BillingAccount> account(CustomerReference reference, Set<YearMonth> months) {
        return find(reference).map(customer -> account(customer, months));
    }

    @Override
    public List<BillingAccount> accounts(Optional<CustomerReference> after, int limit, Set<YearMonth> months) {
        return customers
                .after(after)
                .limit(limit)
                .map(customer -> account(customer, months))
                .toList();
    }

    private BillingAccount account(Customer customer, Set<YearMonth> months) {
        List<PendingLine> waiting = pendingLines.waiting(customer.reference());
        Set<SubscriptionReference> named = new TreeSet<>();
        waiting.forEach(line -> line.origin().subscriptionReference().ifPresent(named::add));
        List<Subscription> unfinished = new ArrayList<>(subscriptions.unfinished(customer.reference()));
        unfinished.forEach(subscription -> named.remove(subscription.reference()));
        named.forEach(reference -> subscriptions.find(reference).ifPresent(unfinished::add));
        return new BillingAccount(
                customer,
                unfinished,
                waiting,
                months.stream()
                        .filter(month -> invoices.isClaimed(customer.reference(), month))
                        .collect(Collectors.toSet()));
    }
}
