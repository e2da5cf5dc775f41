package nl.termijn.invoice;

import java.math.BigDecimal;
import java.util.List;
import javax.money.MonetaryAmount;
import nl.termijn.invoice.LineOrigin.Credit.Basis;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.period.DaySet;

/**
 * What is left of one line of a document, in amount and in days (rule E1): the line, less its credits, less what changes at
 * once took back of it and did not charge again. Credits, changes, ends, transfers and withdrawals all ask it, so that
 * together they never give back more than the line, nor a day twice. Immutable.
 *
 * <pre>
 * June 30.00                                         left 30.00, [06-01, 07-01)
 * - 5.00 credited for [06-20, 06-25)                 left 25.00, [06-01, 06-20) and [06-25, 07-01)
 * -10.00 taken back from 06-16 on by a new price     left 15.00, [06-01, 06-16)
 * </pre>
 */
public final class LineBalance {
    private final InvoiceLine line;
    private final List<InvoiceLine> credits;
    private final List<TakenBack> taken;

    LineBalance(InvoiceLine line, List<InvoiceLine> credits, List<TakenBack> taken) {
        this.line = line;
        this.credits = credits;
        this.taken = taken;
    }

    /** The balance of a line of which nothing was credited or taken back. */
    public static LineBalance untouched(InvoiceLine line) {
        return new LineBalance(line, List.of(), List.of());
    }

    /**
     * What a change at once takes back of the line.
     *
     * @param line the change's line
     * @param credits what of that line was credited, and so charged again
     * @param isSent whether it is on a sent document: else an end shortens it, and does not credit it
     */
    record TakenBack(InvoiceLine line, List<InvoiceLine> credits, boolean isSent) {
        LineBalance balance() {
            return new LineBalance(line, credits, List.of());
        }

        DaySet days() {
            return balance().daysNotCredited();
        }

        /** What an end on the first of {@code days} leaves of a line that is not on a sent document. */
        BigDecimal shortenedTo(DateRange days) {
            BigDecimal kept = BigDecimal.ZERO;
            for (InvoiceLine part : ServiceLines.cutAt(line, (LineOrigin.Service) line.origin(), days.from())) {
                kept = kept.add(Amounts.decimal(part.amount()));
            }
            return kept;
        }
    }

    /** The amount that is left, in the line's own pricing and with its sign; drafts and waiting lines count. */
    public MonetaryAmount left() {
        return Amounts.of(amountLeft(), line.amount().getCurrency());
    }

    /** The days that nothing gave back; none where the line bills no days of a subscription. */
    public DaySet daysLeft() {
        DaySet left = daysNotCredited();
        for (TakenBack change : taken) {
            left = left.without(change.days());
        }
        return left;
    }

    /** The days that were not credited, those taken back by a change among them. */
    public DaySet daysNotCredited() {
        return billedDays().without(credited());
    }

    private DaySet billedDays() {
        return line.origin() instanceof LineOrigin.Service
                ? line.days().map(DaySet::of).orElse(DaySet.NONE)
                : DaySet.NONE;
    }

    /** The days credited by days or periods, by an end, or with the whole line. */
    private DaySet credited() {
        return DaySet.of(credits.stream()
                .filter(credit -> basis(credit) != Basis.QUANTITY && basis(credit) != Basis.AMOUNT)
                .flatMap(credit -> credit.days().stream())
                .toList());
    }

    BigDecimal amountLeft() {
        BigDecimal left = notCredited();
        for (TakenBack change : taken) {
            left = left.add(change.balance().amountLeft());
        }
        return left;
    }

    private BigDecimal notCredited() {
        BigDecimal left = Amounts.decimal(line.amount());
        for (InvoiceLine credit : credits) {
            left = left.add(Amounts.decimal(credit.amount()));
        }
        return left;
    }

    /** Whether a change at once took back something of the line that was not charged again. */
    boolean isTakenBack() {
        return taken.stream()
                .anyMatch(change -> change.balance().amountLeft().signum() != 0
                        || !change.days().isEmpty());
    }

    /** Whether anything of the line was credited, not counting what a change at once took back. */
    public boolean isCredited() {
        return !credits.isEmpty();
    }

    /**
     * Whether credits by amount or quantity used up the line, so that its days cost nothing any more. (Days that were credited
     * are gone; those beside them may have come to nothing by rounding, and are still charged.)
     */
    public boolean isUsedUp() {
        return !line.amount().isZero()
                && amountLeft().signum() == 0
                && credits.stream().anyMatch(credit -> !isByDays(credit));
    }

    private static boolean isByDays(InvoiceLine credit) {
        return switch (basis(credit)) {
            case DAYS, PERIODS, EARLY_END -> true;
            case WHOLE, QUANTITY, AMOUNT, DRAWN -> false;
        };
    }

    /** How much of the line's quantity was credited by quantity, 0 or more. */
    public BigDecimal quantityCredited() {
        BigDecimal quantity = BigDecimal.ZERO;
        for (InvoiceLine credit : credits) {
            quantity = basis(credit) == Basis.QUANTITY
                    ? quantity.add(credit.quantity().abs())
                    : quantity;
        }
        return quantity;
    }

    /** The line's amount less what was credited by quantity: what its days come to together. */
    private BigDecimal daysAmount() {
        BigDecimal amount = Amounts.decimal(line.amount());
        for (InvoiceLine credit : credits) {
            amount = basis(credit) == Basis.QUANTITY ? amount.add(Amounts.decimal(credit.amount())) : amount;
        }
        return amount;
    }

    private LineSpread spread() {
        return LineSpread.of(line, (LineOrigin.Service) line.origin(), daysAmount());
    }

    /** What the whole quantity comes to for the days that are left. */
    BigDecimal quantityAmount() {
        BigDecimal whole = Amounts.decimal(line.amount());
        if (!(line.origin() instanceof LineOrigin.Service service)) {
            return whole;
        }
        return LineSpread.of(line, service, whole).without(billedDays().without(daysLeft()));
    }

    /** What {@code days}, of which nothing was given back, come to (C3 on the line). */
    public BigDecimal amountOf(DateRange days) {
        return spread().of(days);
    }

    /** What giving back the days of {@code days} that are left comes to: what stays before, less what stays then. */
    BigDecimal givenBackWith(DateRange days) {
        DaySet before = billedDays().without(daysLeft());
        return spread().without(before).subtract(spread().without(before.with(DaySet.of(days))));
    }

    /**
     * What an end credits of the line for its days in {@code days} (rule E4), with the line's sign. What changes took back of
     * those days is charged again by the same end: their lines are credited or shortened with it.
     */
    BigDecimal unusedIn(DateRange days) {
        DaySet before = credited();
        BigDecimal credit = spread().without(before).subtract(spread().without(before.with(DaySet.of(days))));
        BigDecimal most = notCredited();
        for (TakenBack change : taken) {
            most = most.add(change.isSent() ? change.balance().keptOf(days) : change.shortenedTo(days));
        }
        // never beyond what is left, whichever the line's sign
        return line.amount().isNegative()
                ? credit.max(most).min(BigDecimal.ZERO)
                : credit.min(most).max(BigDecimal.ZERO);
    }

    private BigDecimal keptOf(DateRange days) {
        return amountLeft().subtract(unusedIn(days));
    }

    private static Basis basis(InvoiceLine credit) {
        return ((LineOrigin.Credit) credit.origin()).basis();
    }
}
