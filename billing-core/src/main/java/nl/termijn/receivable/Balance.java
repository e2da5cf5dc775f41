package nl.termijn.receivable;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;

/**
 * A customer's account in one line; all amounts are 0 or more, with VAT. Always {@code invoiced - credited - paid -
 * writtenOff + refunded = open - credit}.
 *
 * @param invoiced sent invoices
 * @param credited sent credit notes
 * @param paid money received
 * @param writtenOff claims given up
 * @param refunded money paid back
 * @param open what he owes
 * @param credit what he is owed
 */
public record Balance(
        MonetaryAmount invoiced,
        MonetaryAmount credited,
        MonetaryAmount paid,
        MonetaryAmount writtenOff,
        MonetaryAmount refunded,
        MonetaryAmount open,
        MonetaryAmount credit) {

    /** The balance of {@code items}; cancelled ones do not count. */
    public static Balance of(List<OpenItem> items, CurrencyUnit currency) {
        Map<OpenItem.Kind, BigDecimal> sums = new EnumMap<>(OpenItem.Kind.class);
        BigDecimal open = Rounding.of(currency).zero();
        BigDecimal credit = open;
        for (OpenItem item : items) {
            if (item.cancelledOn().isPresent()) {
                continue;
            }
            sums.merge(item.kind(), Amounts.decimal(item.amount(), currency), BigDecimal::add);
            BigDecimal left = Amounts.decimal(item.open(), currency);
            open = open.add(left.max(BigDecimal.ZERO));
            credit = credit.subtract(left.min(BigDecimal.ZERO));
        }
        return new Balance(
                Amounts.of(owed(sums, OpenItem.Kind.INVOICE), currency),
                Amounts.of(owed(sums, OpenItem.Kind.CREDIT_NOTE).negate(), currency),
                Amounts.of(owed(sums, OpenItem.Kind.PAYMENT).negate(), currency),
                Amounts.of(owed(sums, OpenItem.Kind.WRITE_OFF).negate(), currency),
                Amounts.of(owed(sums, OpenItem.Kind.REFUND), currency),
                Amounts.of(open, currency),
                Amounts.of(credit, currency));
    }

    private static BigDecimal owed(Map<OpenItem.Kind, BigDecimal> sums, OpenItem.Kind kind) {
        return sums.getOrDefault(kind, BigDecimal.ZERO);
    }
}
