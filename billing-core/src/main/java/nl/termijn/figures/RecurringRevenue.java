package nl.termijn.figures;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.money.Amounts;
import nl.termijn.subscription.Subscription;

/**
 * Monthly recurring revenue on a day: of each subscription that is charged on it the net price after discount of the period
 * that holds the day, divided by the months of its cycle. What is paused, ended or in its trial brings nothing; set-up fees,
 * usage and single lines are not in it. Amounts are exact to a millionth, so that parts add up.
 *
 * @param on the day
 * @param monthly MRR
 * @param subscriptions how many bring something
 * @param customers how many customers have one of those
 * @param byProduct by product code; empty for those without
 */
public record RecurringRevenue(
        LocalDate on, MonetaryAmount monthly, int subscriptions, int customers, Map<String, MonetaryAmount> byProduct) {

    /** Copies the map. */
    public RecurringRevenue {
        byProduct = Map.copyOf(byProduct);
    }

    /** Twelve times the monthly one: ARR. */
    public MonetaryAmount yearly() {
        return Amounts.of(Amounts.decimal(monthly).multiply(BigDecimal.valueOf(12)), monthly.getCurrency());
    }

    /** Adds subscriptions up. Not safe for many threads. */
    public static final class Collector {
        private final LocalDate on;
        private final CurrencyUnit currency;
        private final Map<CustomerReference, BigDecimal> byCustomer = new TreeMap<>();
        private final Map<String, BigDecimal> byProduct = new TreeMap<>();
        private BigDecimal sum = BigDecimal.ZERO;
        private int subscriptions;

        /** Of the revenue on {@code on}, in {@code currency}. */
        public Collector(LocalDate on, CurrencyUnit currency) {
            this.on = on;
            this.currency = currency;
        }

        /** Adds a subscription that brings {@code monthly}, which may be zero. */
        public void add(Subscription subscription, BigDecimal monthly) {
            if (monthly.signum() == 0) {
                return;
            }
            subscriptions++;
            sum = sum.add(monthly);
            byCustomer.merge(subscription.customer(), monthly, BigDecimal::add);
            String product = subscription.productOn(on).orElse("");
            byProduct.merge(product, monthly, BigDecimal::add);
        }

        /** What was added. */
        public RecurringRevenue revenue() {
            Map<String, MonetaryAmount> products = new TreeMap<>();
            byProduct.forEach((product, amount) -> products.put(product, Amounts.of(amount, currency)));
            return new RecurringRevenue(on, Amounts.of(sum, currency), subscriptions, byCustomer.size(), products);
        }
    }
}
