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
import nl.termijn.error.UnreadableException;
import nl.termijn.money.Amounts;

/**
 * All rows of a seller's price list. A price is looked up by product, action, cycle, currency, customer group and day:
 *
 * <ol>
 *   <li>a row of the customer's group counts before one of all customers;
 *   <li>a row of the cycle itself counts before a shorter cycle that goes into it, taken as often as it goes (24 months at
 *       their own price, or else twice 12), the longest first;
 *   <li>a row of the action counts before that of a renewal, but a restore has no other; where it is of a shorter cycle, it is
 *       the price of the first of these periods, and the others cost what a renewal costs.
 * </ol>
 *
 * <pre>
 * REGISTER 12 months 3.00, RENEW 12 months 14.00
 *     registered for 12 months    3.00
 *     registered for 24 months    3.00 + 14.00 = 17.00    unless a REGISTER row of 24 months says otherwise
 * </pre>
 *
 * The later point decides first: a register row for all counts before a renewal row of the group. Immutable.
 */
public final class PriceList {
    /** A list without rows. */
    public static final PriceList EMPTY = of(List.of());

    private final List<PriceRow> rows;
    private final Map<PriceRow.Key, NavigableMap<LocalDate, PriceRow>> byKey = new HashMap<>();

    /** The refusal for each key of a row that cannot be read. */
    private final Map<String, String> unreadable;

    private PriceList(Collection<PriceRow> rows, Map<String, String> unreadable) {
        this.rows = List.copyOf(rows);
        this.unreadable = Map.copyOf(unreadable);
        this.rows.forEach(
                row -> byKey.computeIfAbsent(row.key(), key -> new TreeMap<>()).put(row.validFrom(), row));
    }

    /** The list of {@code rows}; of two with one key and one day the later given counts. */
    public static PriceList of(Collection<PriceRow> rows) {
        return new PriceList(rows, Map.of());
    }

    /**
     * This list, in which some stored rows are missing because they cannot be read: a price of their products is refused, as it
     * might be theirs.
     *
     * @param unreadable a message for each by the key under which it is stored
     */
    public PriceList without(Map<String, String> unreadable) {
        return unreadable.isEmpty() ? this : new PriceList(rows, unreadable);
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
     * @param times how often the cycle of the row goes into what it is the price of
     * @param further the price of the periods after the first, where the row is that of a first one only
     * @param beside how many the customer has already that count for the tier
     */
    public record Found(PriceRow row, int times, Optional<Found> further, BigDecimal beside) {
        private static Found of(PriceRow row, int times) {
            return new Found(row, times, Optional.empty(), BigDecimal.ZERO);
        }

        /** Whether a tier of it is reached by all that the customer has. */
        boolean countsAcross() {
            return row.acrossCustomer() || further.map(Found::countsAcross).orElse(false);
        }

        Found beside(BigDecimal others) {
            return new Found(row, times, further.map(more -> more.beside(others)), others);
        }

        /** What one costs the seller for that period, where the rows say. */
        public Optional<BigDecimal> cost() {
            Optional<BigDecimal> own =
                    row.cost().map(cost -> Amounts.decimal(cost).multiply(BigDecimal.valueOf(times)));
            return further.isEmpty()
                    ? own
                    : own.flatMap(first -> further.get().cost().map(first::add));
        }

        /** What the period asked for costs. */
        public Tariff tariff() {
            Tariff priced = row.tariff().times(times);
            Tariff own = row.acrossCustomer() ? priced.beside(beside) : priced;
            return further.map(more -> own.plus(more.tariff()).orElseThrow()).orElse(own);
        }
    }

    /**
     * The price that counts, or none; none, too, where first and further periods have tiers that cannot be added up (packages of two
     * sizes, volume tiers beside graduated ones).
     *
     * @throws UnreadableException when a row of the product cannot be read
     */
    public Optional<Found> find(Query query) {
        unreadable.forEach((key, message) -> {
            if (key.startsWith(query.product() + '|')) {
                throw new UnreadableException("price " + key, message);
            }
        });
        boolean isFirst = query.action() == PriceAction.REGISTER || query.action() == PriceAction.TRANSFER;
        Optional<PriceRow> own = longest(query, query.action());
        if (isFirst) {
            return own.isPresent()
                    ? own.flatMap(row -> withRenewals(query, row))
                    : longest(query, PriceAction.RENEW).map(row -> Found.of(row, query.months() / row.months()));
        }
        int months = query.action() == PriceAction.RESTORE ? 1 : query.months();
        return own.map(row -> Found.of(row, months / row.months()));
    }

    /** The row of {@code key} that counts on {@code day}. */
    public Optional<PriceRow> row(PriceRow.Key key, LocalDate day) {
        return Optional.ofNullable(byKey.get(key))
                .map(dated -> dated.floorEntry(day))
                .map(Map.Entry::getValue);
    }

    /** The row of the longest cycle that goes into the one asked for; a restore has no cycle. */
    private Optional<PriceRow> longest(Query query, PriceAction action) {
        if (action == PriceAction.RESTORE) {
            return ofCycle(query, action, 1);
        }
        for (int months = query.months(); months >= 1; months--) {
            Optional<PriceRow> row = query.months() % months == 0 ? ofCycle(query, action, months) : Optional.empty();
            if (row.isPresent()) {
                return row;
            }
        }
        return Optional.empty();
    }

    /** One period at the price of {@code first}, the others as renewals. */
    private Optional<Found> withRenewals(Query query, PriceRow first) {
        int others = query.months() - first.months();
        if (others == 0) {
            return Optional.of(Found.of(first, 1));
        }
        return find(new Query(query.product(), PriceAction.RENEW, others, query.currency(), query.group(), query.day()))
                .filter(more -> first.tariff().plus(more.tariff()).isPresent())
                .map(more -> new Found(first, 1, Optional.of(more), BigDecimal.ZERO));
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
