package nl.termijn;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import nl.termijn.customer.CustomerReference;
import nl.termijn.price.PriceList;
import nl.termijn.price.PriceSource;
import nl.termijn.subscription.Subscription;

/** The price list, and what else a customer has where tiers count all of it; read once per customer. */
final class Prices implements PriceSource {
    private static final int CUSTOMERS = 200;

    private final Supplier<PriceList> list;
    private final Function<CustomerReference, List<Subscription>> subscriptions;
    private final Map<CustomerReference, List<Subscription>> read = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CustomerReference, List<Subscription>> eldest) {
            return size() > CUSTOMERS;
        }
    };

    Prices(Supplier<PriceList> list, Function<CustomerReference, List<Subscription>> subscriptions) {
        this.list = list;
        this.subscriptions = subscriptions;
    }

    @Override
    public PriceList list() {
        return list.get();
    }

    @Override
    public BigDecimal beside(String customer, String subscription, String product, LocalDate day) {
        return of(CustomerReference.of(customer)).stream()
                .filter(other -> !other.reference().value().equals(subscription)
                        && !other.firstDay().isAfter(day)
                        && !other.hasEndedOn(day)
                        && other.productOn(day).equals(Optional.of(product)))
                .map(other -> other.quantityOn(day))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private synchronized List<Subscription> of(CustomerReference customer) {
        List<Subscription> known = read.get(customer);
        if (known == null) {
            known = subscriptions.apply(customer);
            read.put(customer, known);
        }
        return known;
    }
}
