package nl.termijn.receivable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.money.Amounts;

/**
 * A customer's statement of account as it was at the end of a day, past or present: it can be made again years later.
 *
 * @param customer whose account
 * @param on the day
 * @param lines every item up to the day, oldest first
 * @param balance what he owes, less what he is owed
 */
public record Statement(CustomerReference customer, LocalDate on, List<Line> lines, MonetaryAmount balance) {

    /**
     * One item of a statement.
     *
     * @param item the item
     * @param open what of it was open at the end of the day
     * @param balance the running balance after it
     */
    public record Line(OpenItem item, MonetaryAmount open, MonetaryAmount balance) {}

    /** Copies the lines. */
    public Statement {
        lines = List.copyOf(lines);
    }

    /** By which day money counts. */
    public enum Day {
        /** The day on which it was entered: what the books said then. */
        BOOKED,
        /** Its value date: what was owed then. */
        VALUE
    }

    /** The statement of {@code customer} from all their items and allocations, by the days on which they were booked. */
    public static Statement of(
            CustomerReference customer,
            LocalDate on,
            CurrencyUnit currency,
            List<OpenItem> items,
            List<Allocation> allocations) {
        return of(customer, on, Day.BOOKED, currency, items, allocations);
    }

    /** The same with money counting by {@code day}. */
    public static Statement of(
            CustomerReference customer,
            LocalDate on,
            Day day,
            CurrencyUnit currency,
            List<OpenItem> items,
            List<Allocation> allocations) {
        Map<ItemId, OpenItem> byId = new HashMap<>();
        items.forEach(item -> byId.put(item.id(), item));
        Map<ItemId, BigDecimal> settled = new HashMap<>();
        for (Allocation allocation : allocations) {
            boolean counts = !countsFrom(allocation, byId, day).isAfter(on)
                    && allocation.undoneOn().map(on::isBefore).orElse(true);
            if (counts) {
                BigDecimal amount = Amounts.decimal(allocation.amount(), currency);
                settled.merge(allocation.owed(), amount, BigDecimal::add);
                settled.merge(allocation.credit(), amount.negate(), BigDecimal::add);
            }
        }
        List<Line> lines = new ArrayList<>();
        BigDecimal balance = Amounts.decimal(Amounts.zero(currency));
        for (OpenItem item : items.stream().sorted(OpenItem.OLDEST_FIRST).toList()) {
            boolean counts = !countsFrom(item, day).isAfter(on)
                    && item.cancelledOn().map(on::isBefore).orElse(true);
            if (counts) {
                BigDecimal amount = Amounts.decimal(item.amount(), currency);
                balance = balance.add(amount);
                BigDecimal open = amount.subtract(settled.getOrDefault(item.id(), BigDecimal.ZERO));
                lines.add(new Line(item, Amounts.of(open, currency), Amounts.of(balance, currency)));
            }
        }
        return new Statement(customer, on, lines, Amounts.of(balance, currency));
    }

    private static LocalDate countsFrom(OpenItem item, Day day) {
        return day == Day.VALUE ? item.valueOn() : item.date();
    }

    /** What money settled on the day of its entry it settled on its value date, or when that came into being. */
    private static LocalDate countsFrom(Allocation allocation, Map<ItemId, OpenItem> items, Day day) {
        OpenItem credit = items.get(allocation.credit());
        OpenItem owed = items.get(allocation.owed());
        if (day == Day.BOOKED
                || credit == null
                || owed == null
                || !allocation.on().equals(credit.date())) {
            return allocation.on();
        }
        return credit.valueOn().isAfter(owed.date()) ? credit.valueOn() : owed.date();
    }
}
