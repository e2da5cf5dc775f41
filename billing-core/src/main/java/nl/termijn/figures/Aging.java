package nl.termijn.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.invoice.Invoice;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.receivable.Statement;

/**
 * What customers owed at the end of a day, past or present, by how long it was overdue.
 *
 * @param on the day
 * @param owed by age; every age is there
 * @param credit what customers had in their favour and was not set off; positive
 * @param invoicedLately invoiced with VAT, less credit, in the ninety days up to the day
 */
public record Aging(
        LocalDate on, Map<Bucket, MonetaryAmount> owed, MonetaryAmount credit, MonetaryAmount invoicedLately) {
    private static final int DAYS = 90;

    /** How long something is overdue. */
    public enum Bucket {
        /** It may still be paid in time. */
        NOT_DUE,
        /** 1 to 30 days. */
        TO_30,
        /** 31 to 60 days. */
        TO_60,
        /** 61 to 90 days. */
        TO_90,
        /** More than 90 days. */
        OVER_90;

        /** Of what is {@code days} overdue; 0 or less is not due. */
        public static Bucket of(long days) {
            if (days <= 0) {
                return NOT_DUE;
            }
            return days <= 30 ? TO_30 : days <= 60 ? TO_60 : days <= 90 ? TO_90 : OVER_90;
        }
    }

    /** Copies the map. */
    public Aging {
        owed = Map.copyOf(owed);
    }

    /** All that was owed. */
    public MonetaryAmount totalOwed() {
        BigDecimal sum = BigDecimal.ZERO;
        for (MonetaryAmount amount : owed.values()) {
            sum = sum.add(Amounts.decimal(amount));
        }
        return Amounts.of(sum, credit.getCurrency());
    }

    /**
     * Days sales outstanding: what was owed as a part of what was invoiced in ninety days, in days, to a tenth. Empty when
     * nothing was invoiced.
     */
    public Optional<BigDecimal> daysSalesOutstanding() {
        BigDecimal invoiced = Amounts.decimal(invoicedLately);
        return invoiced.signum() <= 0
                ? Optional.empty()
                : Optional.of(Amounts.decimal(totalOwed())
                        .multiply(BigDecimal.valueOf(DAYS))
                        .divide(invoiced, 1, RoundingMode.HALF_UP));
    }

    /** Adds customers' accounts and documents up. Not safe for many threads. */
    public static final class Collector {
        private final LocalDate on;
        private final CurrencyUnit currency;
        private final Map<Bucket, BigDecimal> owed = new EnumMap<>(Bucket.class);
        private BigDecimal credit;
        private BigDecimal invoiced;

        /** Of what is owed on {@code on}, in {@code currency}. */
        public Collector(LocalDate on, CurrencyUnit currency) {
            this.on = on;
            this.currency = currency;
            credit = Rounding.of(currency).zero();
            invoiced = credit;
            for (Bucket bucket : Bucket.values()) {
                owed.put(bucket, credit);
            }
        }

        /** Adds a customer's account, as his statement of the day has it. */
        public void add(Statement statement) {
            for (Statement.Line line : statement.lines()) {
                BigDecimal open = Amounts.decimal(line.open());
                if (open.signum() > 0) {
                    long late = ChronoUnit.DAYS.between(line.item().dueOn(), on);
                    owed.merge(Bucket.of(late), open, BigDecimal::add);
                } else {
                    credit = credit.subtract(open);
                }
            }
        }

        /** Adds a document, if it was sent in the ninety days up to the day. */
        public void add(Invoice document) {
            boolean late = document.issuance()
                    .map(issuance -> issuance.issuedOn().isAfter(on.minusDays(DAYS)))
                    .orElse(false);
            if (late && ServiceRevenue.counts(document, on)) {
                invoiced = invoiced.add(Amounts.decimal(document.totals().gross()));
            }
        }

        /** What was added. */
        public Aging aging() {
            Map<Bucket, MonetaryAmount> amounts = new EnumMap<>(Bucket.class);
            owed.forEach((bucket, amount) -> amounts.put(bucket, Amounts.of(amount, currency)));
            return new Aging(on, amounts, Amounts.of(credit, currency), Amounts.of(invoiced, currency));
        }
    }
}
