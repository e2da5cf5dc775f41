package nl.termijn.store.memory;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.termijn.customer.CustomerReference;
import nl.termijn.store.Subscriptions;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

final class MemorySubscriptions implements Subscriptions {
    private final Table<SubscriptionReference, Subscription> subscriptions;
    private final Index<CustomerReference, SubscriptionReference> byCustomer;
    private final Index<CustomerReference, SubscriptionReference> unfinished;

    MemorySubscriptions(Journal journal) {
        subscriptions = new Table<>(journal);
        byCustomer = new Index<>(journal);
        unfinished = new Index<>(journal);
    }

    @Override
    public Optional<Subscription> find(SubscriptionReference reference) {
        return subscriptions.find(reference);
    }

    @Override
    public List<Subscription> find(Collection<SubscriptionReference> references) {
        return subscriptions.find(references);
    }

    @Override
    public List<Subscription> ofCustomer(CustomerReference customer) {
        return byCustomer.of(customer).flatMap(key -> find(key).stream()).toList();
    }

    /** Those that have days left to bill. */
    List<Subscription> unfinished(CustomerReference customer) {
        return unfinished.of(customer).flatMap(key -> find(key).stream()).toList();
    }

    @Override
    public List<Subscription> page(Optional<SubscriptionReference> after, int limit) {
        return subscriptions.after(after).limit(limit).toList();
    }

    @Override
    public void save(Collection<Subscription> changed) {
        for (Subscription subscription : changed) {
            Versions.check(
                    "subscription " + subscription.reference(),
                    find(subscription.reference()).map(Subscription::version),
                    subscription.version());
            Subscription saved =
                    subscription.toBuilder().version(subscription.version() + 1).build();
            find(saved.reference()).ifPresent(before -> byCustomer.remove(before.customer(), before.reference()));
            subscriptions.put(saved.reference(), saved);
            byCustomer.add(saved.customer(), saved.reference());
            if (isFinished(saved)) {
                unfinished.remove(saved.customer(), saved.reference());
            } else {
                unfinished.add(saved.customer(), saved.reference());
            }
        }
    }

    private static boolean isFinished(Subscription subscription) {
        return subscription
                .end()
                .map(end -> !subscription.billedThrough().isBefore(end))
                .orElse(false);
    }
}
