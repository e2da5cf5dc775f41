package nl.termijn.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.termijn.customer.CustomerReference;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/** Subscriptions of one administration, in the order of their references. */
public interface Subscriptions {
    /** The subscription with {@code reference}. */
    Optional<Subscription> find(SubscriptionReference reference);

    /** Those subscriptions of {@code references} that there are, in the order of their references. */
    List<Subscription> find(Collection<SubscriptionReference> references);

    /** All subscriptions of a customer, ended ones too. */
    List<Subscription> ofCustomer(CustomerReference customer);

    /** Up to {@code limit} subscriptions after {@code after}, or from the first. */
    List<Subscription> page(Optional<SubscriptionReference> after, int limit);

    /** Saves new ({@code version} 0) and changed subscriptions, all or none. */
    void save(Collection<Subscription> subscriptions);
}
