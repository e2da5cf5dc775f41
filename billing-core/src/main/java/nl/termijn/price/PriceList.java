package nl.termijn.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import javax.money.CurrencyUnit;
import nl.termijn.money.Amounts;

/**
 * All rows of a seller's price list. A price is looked up by product, action, cycle, currency, customer group and day:
 *
 * <ol>
 *   <li>a row of the customer's group counts before one of all customers;
 *   <li>a row of the cycle itself counts before a shorter cycle that goes into it, taken as often as it goes (24 months at
 *       their own price, or else twice 12), the longest first;
 *   <li>a row of the action counts before that of a renewal, but a restore has no other.
 * </ol>
 *
 * The later point decides first: a register row for all counts before a renewal row of the group. Immutable.
 */
public final class PriceList {
    /** A list without rows. */
    public static final PriceList EMPTY = of(List.of());

    private final List<PriceRow> rows;
    private final Map<PriceRow.Key, NavigableMap<LocalDate, PriceRow>> byKey = new HashMap<>();

    private PriceList(Collection<PriceRow> rows) {
        this.rows = List.copyOf(rows);
        this.rows.forEach(
                row -> byKey.computeIfAbsent(row.key(), key -> new TreeMap<>()).put(row.validFrom(), row));
    }

    /** The list of {@code rows}; of two with one key and one day the later given counts. */
    public static PriceList of(Collection<PriceRow> rows) {
        return new PriceList(rows);
    }

    /** All rows, as given. */
    public List<PriceRow> rows() {
        return rows;
    }

    /**
     * What is asked.
     *
     * @param product code
     * @param action what is done
     * @param months of the period
     * @param currency of the price
     * @param group of the customer
     * @param day first day of the period
     */
    public record Query(
            String product,
            PriceAction action,
            int months,
            CurrencyUnit currency,
            Optional<String> group,
            LocalDate day) {}

    /**
     * A price and the row that it comes from.
     *
     * @param row where it stands
     * @param times how often the cycle of the row goes into the one asked for
     * @param beside how many the customer has already that count for the tier
     */
    public record Found(PriceRow row, int times, BigDecimal beside) {
        Found beside(BigDecimal others) {
            return new Found(row, times, others);
        }

        /** What one costs the seller for that period, where the row says. */
        public Optional<BigDecimal> cost() {
            return row.cost().map(cost -> Amounts.decimal(cost).multiply(BigDecimal.valueOf(times)));
        }

        /** What the period asked for costs. */
        public Tariff tariff() {
            return row.tariff().times(times).beside(beside);
        }
    }

    /** The price that counts, or none. */
    public Optional<Found> find(Query query) {
        Optional<Found> found = ofAction(query, query.action());
        return found.isEmpty() && (query.action() == PriceAction.REGISTER || query.action() == PriceAction.TRANSFER)
                ? ofAction(query, PriceAction.RENEW)
                : found;
    }

    /** The row of {@code key} that counts on {@code day}. */
    public Optional<PriceRow> row(PriceRow.Key key, LocalDate day) {
        return Optional.ofNullable(byKey.get(key))
                .map(dated -> dated.floorEntry(day))
                .map(Map.Entry::getValue);
    }

    private Optional<Found> ofAction(Query query, PriceAction action) {
        if (action == PriceAction.RESTORE) {
            return ofCycle(query, action, 1).map(row -> new Found(row, 1, BigDecimal.ZERO));
        }
        for (int months = query.months(); months >= 1; months--) {
            if (query.months() % months == 0) {
                Optional<PriceRow> row = ofCycle(query, action, months);
                if (row.isPresent()) {
                    return Optional.of(new Found(row.get(), query.months() / months, BigDecimal.ZERO));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<PriceRow> ofCycle(Query query, PriceAction action, int months) {
        String currency = query.currency().getCurrencyCode();
        Optional<PriceRow> general =
                row(new PriceRow.Key(query.product(), action, months, currency, Optional.empty()), query.day());
        return query.group().isEmpty()
                ? general
                : row(new PriceRow.Key(query.product(), action, months, currency, query.group()), query.day())
                        .or(() -> general);
    }
}
