package nl.termijn.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.money.Amounts;

/**
 * How monthly recurring revenue moved from the end of one day to the end of another, customer by customer:
 * {@code opening + gained + reactivated + expansion - contraction - churn = closing}.
 *
 * @param from the day of {@code opening}
 * @param to the day of {@code closing}
 * @param opening MRR on {@code from}
 * @param gained of customers who never brought anything before
 * @param reactivated of customers who brought nothing on {@code from}, but did before
 * @param expansion of customers who bring more than they did
 * @param contraction of customers who bring less than they did, but something; positive
 * @param churn of customers who bring nothing any more; positive
 * @param closing MRR on {@code to}
 * @param openingCustomers how many brought something on {@code from}
 * @param lostCustomers how many of those bring nothing on {@code to}
 */
public record RevenueMovement(
        LocalDate from,
        LocalDate to,
        MonetaryAmount opening,
        MonetaryAmount gained,
        MonetaryAmount reactivated,
        MonetaryAmount expansion,
        MonetaryAmount contraction,
        MonetaryAmount churn,
        MonetaryAmount closing,
        int openingCustomers,
        int lostCustomers) {
    private static final int RATE_DIGITS = 6;

    /** Customers lost, as a part of those at the opening; empty when there were none. */
    public Optional<BigDecimal> customerChurn() {
        return rate(BigDecimal.valueOf(lostCustomers), BigDecimal.valueOf(openingCustomers));
    }

    /** Churn and contraction, as a part of the opening; empty when that was nothing. */
    public Optional<BigDecimal> revenueChurn() {
        return rate(Amounts.decimal(churn).add(Amounts.decimal(contraction)), Amounts.decimal(opening));
    }

    /** Revenue churn less expansion: below zero where the customers who stay make up for more than is lost. */
    public Optional<BigDecimal> netRevenueChurn() {
        return rate(
                Amounts.decimal(churn).add(Amounts.decimal(contraction)).subtract(Amounts.decimal(expansion)),
                Amounts.decimal(opening));
    }

    private static Optional<BigDecimal> rate(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? Optional.empty()
                : Optional.of(part.divide(whole, RATE_DIGITS, RoundingMode.HALF_UP));
    }

    /** Adds subscriptions up. Not safe for many threads. */
    public static final class Collector {
        private final LocalDate from;
        private final LocalDate to;
        private final CurrencyUnit currency;
        private final Map<CustomerReference, Change> changes = new TreeMap<>();

        /** One customer: what he brought on both days, and whether he ever did before. */
        private record Change(BigDecimal before, BigDecimal after, boolean known) {
            Change plus(Change other) {
                return new Change(before.add(other.before), after.add(other.after), known || other.known);
            }
        }

        /** Of the movement from {@code from} to {@code to}, in {@code currency}. */
        public Collector(LocalDate from, LocalDate to, CurrencyUnit currency) {
            this.from = from;
            this.to = to;
            this.currency = currency;
        }

        /**
         * Adds a subscription.
         *
         * @param before what it brought on the first day
         * @param after what it brings on the last
         * @param known whether it brought anything before the first day
         */
        public void add(CustomerReference customer, BigDecimal before, BigDecimal after, boolean known) {
            changes.merge(customer, new Change(before, after, known), Change::plus);
        }

        /** What was added. */
        public RevenueMovement movement() {
            BigDecimal[] sums = new BigDecimal[7];
            java.util.Arrays.fill(sums, BigDecimal.ZERO);
            int openingCustomers = 0;
            int lost = 0;
            for (Change change : changes.values()) {
                boolean was = change.before.signum() != 0;
                boolean is = change.after.signum() != 0;
                BigDecimal more = change.after.subtract(change.before);
                sums[0] = sums[0].add(change.before);
                sums[6] = sums[6].add(change.after);
                openingCustomers += was ? 1 : 0;
                if (!was && is) {
                    int kind = change.known ? 2 : 1;
                    sums[kind] = sums[kind].add(more);
                } else if (was && !is) {
                    lost++;
                    sums[5] = sums[5].subtract(more);
                } else if (more.signum() > 0) {
                    sums[3] = sums[3].add(more);
                } else {
                    sums[4] = sums[4].subtract(more);
                }
            }
            return new RevenueMovement(
                    from,
                    to,
                    Amounts.of(sums[0], currency),
                    Amounts.of(sums[1], currency),
                    Amounts.of(sums[2], currency),
                    Amounts.of(sums[3], currency),
                    Amounts.of(sums[4], currency),
                    Amounts.of(sums[5], currency),
                    Amounts.of(sums[6], currency),
                    openingCustomers,
                    lost);
        }
    }
}
