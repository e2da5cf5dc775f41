package nl.termijn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import nl.termijn.TakeOverReport.BalanceDifference;
import nl.termijn.TakeOverReport.Figure;
import nl.termijn.TakeOverReport.Sum;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.Mandate;
import nl.termijn.customer.MandateReference;
import nl.termijn.store.CatalogueKind;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.takeover.ImportTable;

/** What the files of a take-over hold, added up as they are read, and the same sums of what is stored afterwards. */
final class TakeOverSums {
    private final Map<ImportTable, Set<String>> keys = new EnumMap<>(ImportTable.class);
    private final Map<CustomerReference, BigDecimal> balances = new TreeMap<>();
    private final Map<MandateReference, String> accounts = new TreeMap<>();
    private BigDecimal prices = BigDecimal.ZERO;

    TakeOverSums() {
        for (ImportTable table : ImportTable.values()) {
            keys.put(table, new HashSet<>());
        }
    }

    private Set<String> keys(ImportTable table) {
        return Objects.requireNonNull(keys.get(table));
    }

    /** Whether {@code key} was not in the files of {@code table} yet; it is from now on. */
    boolean isNew(ImportTable table, String key) {
        return keys(table).add(key);
    }

    boolean hasCustomer(CustomerReference reference) {
        return keys(ImportTable.CUSTOMERS).contains(reference.value());
    }

    void add(Subscription subscription) {
        prices = prices.add(priceOfPeriod(subscription));
    }

    void add(Mandate mandate) {
        accounts.put(mandate.reference(), mandate.iban());
    }

    /** {@code customer} owes {@code amount} more, or where it is below 0 less. */
    void owed(CustomerReference customer, BigDecimal amount) {
        balances.merge(customer, amount, BigDecimal::add);
    }

    private static BigDecimal priceOfPeriod(Subscription subscription) {
        return subscription.exactUnitPrice().orElse(BigDecimal.ZERO).multiply(subscription.quantity());
    }

    private List<Sum> sums(Function<Figure, Optional<BigDecimal>> after) {
        List<Sum> sums = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            BigDecimal before = switch (figure) {
                case CUSTOMERS -> BigDecimal.valueOf(keys(ImportTable.CUSTOMERS).size());
                case SUBSCRIPTIONS ->
                    BigDecimal.valueOf(keys(ImportTable.SUBSCRIPTIONS).size());
                case PRICE_OF_PERIODS -> prices;
                case OPEN -> balances.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
                case MANDATES -> BigDecimal.valueOf(accounts.size());
            };
            sums.add(new Sum(figure, before, after.apply(figure)));
        }
        return sums;
    }

    /** What the files say alone. */
    List<Sum> alone() {
        return sums(figure -> Optional.empty());
    }

    /**
     * What the files say, beside what is read back from the store.
     *
     * @param differences is told the customers whose balances differ
     */
    List<Sum> besideOurs(Session session, List<BalanceDifference> differences) {
        Map<Figure, BigDecimal> here = new EnumMap<>(Figure.class);
        for (List<String> chunk : Pages.chunks(List.copyOf(keys(ImportTable.CUSTOMERS)), Pages.SIZE)) {
            int found = session.work(work -> work.unit()
                    .customers()
                    .find(chunk.stream().map(CustomerReference::of).toList())
                    .size());
            here.merge(Figure.CUSTOMERS, BigDecimal.valueOf(found), BigDecimal::add);
        }
        for (List<String> chunk : Pages.chunks(List.copyOf(keys(ImportTable.SUBSCRIPTIONS)), Pages.SIZE)) {
            List<Subscription> found = session.work(work -> work.unit()
                    .subscriptions()
                    .find(chunk.stream().map(SubscriptionReference::of).toList()));
            here.merge(Figure.SUBSCRIPTIONS, BigDecimal.valueOf(found.size()), BigDecimal::add);
            found.forEach(
                    subscription -> here.merge(Figure.PRICE_OF_PERIODS, priceOfPeriod(subscription), BigDecimal::add));
        }
        for (List<CustomerReference> chunk : Pages.chunks(List.copyOf(balances.keySet()), Pages.SIZE)) {
            session.work(work -> {
                chunk.forEach(
                        customer -> here.merge(Figure.OPEN, compare(work, customer, differences), BigDecimal::add));
                return chunk;
            });
        }
        for (List<MandateReference> chunk : Pages.chunks(List.copyOf(accounts.keySet()), Pages.SIZE)) {
            long same = session.work(work -> chunk.stream()
                    .filter(reference -> work.unit()
                            .catalogue(CatalogueKind.MANDATES)
                            .find(reference.value())
                            .filter(mandate -> mandate.iban().equals(accounts.get(reference)))
                            .isPresent())
                    .count());
            here.merge(Figure.MANDATES, BigDecimal.valueOf(same), BigDecimal::add);
        }
        return sums(figure -> Optional.of(here.getOrDefault(figure, BigDecimal.ZERO)));
    }

    private BigDecimal compare(Session.Work work, CustomerReference customer, List<BalanceDifference> differences) {
        BigDecimal before = Objects.requireNonNull(balances.get(customer));
        BigDecimal after = work.balance(customer);
        if (before.compareTo(after) != 0 && differences.size() < TakeOverReport.MOST) {
            differences.add(new BalanceDifference(customer, before, after));
        }
        return after;
    }
}
