package nl.termijn.testkit;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.termijn.Billing;
import nl.termijn.customer.CustomerReference;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.RecordedEvent;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.ItemId;

/** Balances folded from the event log alone: what a host that follows the feed would know. */
final class BalanceReplay {
    private final Map<ItemId, CustomerReference> customers = new HashMap<>();
    private final Map<ItemId, BigDecimal> open = new HashMap<>();

    /** Replays the whole log of {@code billing}. */
    static BalanceReplay of(Billing billing) {
        BalanceReplay replay = new BalanceReplay();
        long after = 0;
        List<RecordedEvent> events = billing.audit().events(after, 1_000);
        while (!events.isEmpty()) {
            for (RecordedEvent event : events) {
                replay.apply(event.event());
                after = event.sequence();
            }
            events = billing.audit().events(after, 1_000);
        }
        return replay;
    }

    private void apply(BillingEvent event) {
        if (event instanceof BillingEvent.InvoiceSent sent) {
            enter(ItemId.of(sent.invoice()), sent.customer(), Amounts.decimal(sent.gross()));
        } else if (event instanceof BillingEvent.InvoiceTakenOver taken) {
            enter(ItemId.of(taken.invoice()), taken.customer(), Amounts.decimal(taken.gross()));
        } else if (event instanceof BillingEvent.ItemEntered entered) {
            enter(entered.item(), entered.customer(), Amounts.decimal(entered.amount()));
        } else if (event instanceof BillingEvent.ItemCancelled cancelled) {
            open.put(cancelled.item(), BigDecimal.ZERO);
        } else if (event instanceof BillingEvent.Allocated allocated) {
            settle(allocated.owed(), allocated.credit(), Amounts.decimal(allocated.amount()));
        } else if (event instanceof BillingEvent.AllocationUndone undone) {
            settle(
                    undone.owed(),
                    undone.credit(),
                    Amounts.decimal(undone.amount()).negate());
        }
    }

    private void enter(ItemId item, CustomerReference customer, BigDecimal amount) {
        if (customers.put(item, customer) != null) {
            throw new AssertionError("item " + item + " was entered twice in the event log");
        }
        open.put(item, amount);
    }

    private void settle(ItemId owed, ItemId credit, BigDecimal amount) {
        open.merge(owed, amount.negate(), BigDecimal::add);
        open.merge(credit, amount, BigDecimal::add);
    }

    /** What {@code customer} owes. */
    BigDecimal owed(CustomerReference customer) {
        return sum(customer, 1);
    }

    /** What {@code customer} is owed. */
    BigDecimal credit(CustomerReference customer) {
        return sum(customer, -1).negate();
    }

    private BigDecimal sum(CustomerReference customer, int sign) {
        return open.entrySet().stream()
                .filter(item -> customer.equals(customers.get(item.getKey()))
                        && item.getValue().signum() == sign)
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
