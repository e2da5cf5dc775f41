package nl.termijn.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;

/**
 * What is left of monthly recurring revenue after what the seller pays for it himself, by product, on a day; to the cent, of exact
 * sums.
 *
 * @param on the day
 * @param products those whose cost is in the price list, by their codes
 * @param withoutCost monthly revenue of what has no cost there
 */
public record Margin(LocalDate on, Map<String, OfProduct> products, MonetaryAmount withoutCost) {
    /** Of a month's share, before sums are rounded to the cent. */
    private static final int DIGITS = 6;

    /** Copies the products. */
    public Margin {
        products = Map.copyOf(products);
    }

    /**
     * The margin on a product.
     *
     * @param revenue a month, after discount and without VAT
     * @param cost a month
     */
    public record OfProduct(MonetaryAmount revenue, MonetaryAmount cost) {
        /** Revenue less cost; below 0 where it is sold at a loss. */
        public MonetaryAmount left() {
            return Amounts.minus(revenue, cost);
        }
    }

    /** Adds subscriptions up. Not safe for many threads. */
    public static final class Collector {
        private final LocalDate on;
        private final CurrencyUnit currency;
        private final Map<String, BigDecimal> revenues = new TreeMap<>();
        private final Map<String, BigDecimal> costs = new TreeMap<>();
        private BigDecimal withoutCost = BigDecimal.ZERO;

        /** Of the margin on {@code on}, in {@code currency}. */
        public Collector(LocalDate on, CurrencyUnit currency) {
            this.on = on;
            this.currency = currency;
        }

        /**
         * Adds a subscription.
         *
         * @param monthly what it brings in a month
         * @param cost what all of it costs for a period, where that is known
         * @param months of the period
         */
        public void add(Optional<String> product, BigDecimal monthly, Optional<BigDecimal> cost, int months) {
            if (product.isEmpty() || cost.isEmpty()) {
                withoutCost = withoutCost.add(monthly);
                return;
            }
            revenues.merge(product.get(), monthly, BigDecimal::add);
            costs.merge(
                    product.get(),
                    cost.get().divide(BigDecimal.valueOf(months), DIGITS, RoundingMode.HALF_UP),
                    BigDecimal::add);
        }

        /** What was added. */
        public Margin margin() {
            Map<String, OfProduct> products = new TreeMap<>();
            revenues.forEach((product, revenue) -> products.put(
                    product, new OfProduct(rounded(revenue), rounded(costs.getOrDefault(product, BigDecimal.ZERO)))));
            return new Margin(on, products, rounded(withoutCost));
        }

        private MonetaryAmount rounded(BigDecimal exact) {
            return Amounts.of(Rounding.of(currency).round(exact), currency);
        }
    }
}
