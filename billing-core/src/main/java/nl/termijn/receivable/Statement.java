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

    /** The statement of {@code customer} from all his items and allocations. */
    public static Statement of(
            CustomerReference customer,
            LocalDate on,
            CurrencyUnit currency,
            List<OpenItem> items,
            List<Allocation> allocations) {
        Map<ItemId, BigDecimal> settled = new HashMap<>();
        for (Allocation allocation : allocations) {
            boolean counts = !allocation.on().isAfter(on)
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
            boolean counts = !item.date().isAfter(on)
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
}
