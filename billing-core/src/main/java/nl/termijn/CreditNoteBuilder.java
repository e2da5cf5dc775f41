package nl.termijn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.money.MonetaryAmount;
import nl.termijn.invoice.CreditRequest;
import nl.termijn.invoice.Invoice;
import nl.termijn.period.DateRange;

/**
 * Says what of an invoice is credited, and makes the credit note (section E). Nothing said means all that is left.
 *
 * <pre>
 * billing.invoices().credit(id).line(2).quantity(BigDecimal.ONE).because("Delivered one too many").send();
 * billing.invoices().credit(id).amount(Amounts.of("15.00", "EUR")).because("Downtime in March").draft();
 * </pre>
 *
 * Used once, by one thread.
 */
public final class CreditNoteBuilder {
    private final Function<Asked, Invoice> drafter;
    private final Function<Asked, Invoice> sender;
    private final List<CreditRequest> requests = new ArrayList<>();
    private Optional<String> text = Optional.empty();
    private Optional<String> key = Optional.empty();

    /** What was asked, and under which key. */
    record Asked(List<CreditRequest> requests, Optional<String> text, Optional<String> key) {}

    CreditNoteBuilder(Function<Asked, Invoice> drafter, Function<Asked, Invoice> sender) {
        this.drafter = drafter;
        this.sender = sender;
    }

    /** Goes on with line {@code number}, from 1. */
    public Line line(int number) {
        return new Line(number);
    }

    /** An amount, taken from the lines in their order, in their pricing (rule E5). */
    public CreditNoteBuilder amount(MonetaryAmount amount) {
        return add(new CreditRequest.Amount(amount));
    }

    /** Why; it stands on the credit note. */
    public CreditNoteBuilder because(String reason) {
        text = Optional.of(reason);
        return this;
    }

    /**
     * Gives the host's key of the credit note, unique in the administration; it must not name a person. The same credit under the same
     * key is made once, however often it is asked for; without a key each call makes one.
     */
    public CreditNoteBuilder keyed(String key) {
        this.key = Optional.of(key);
        return this;
    }

    /**
     * Makes the draft, which waits for approval.
     *
     * @throws nl.termijn.error.ConflictException when its key was used for another document, or for a draft that was deleted
     */
    public Invoice draft() {
        return drafter.apply(asked());
    }

    /**
     * Makes the credit note and sends it, in one step. Where its key made a draft before, that is sent.
     *
     * @throws nl.termijn.error.ConflictException when its key was used for another document, or for a draft that was deleted
     */
    public Invoice send() {
        return sender.apply(asked());
    }

    private Asked asked() {
        return new Asked(requests.isEmpty() ? List.of(new CreditRequest.Whole()) : List.copyOf(requests), text, key);
    }

    private CreditNoteBuilder add(CreditRequest request) {
        requests.add(request);
        return this;
    }

    /** How much of one line is credited. */
    public final class Line {
        private final int number;

        private Line(int number) {
            this.number = number;
        }

        /** All that is left of it. */
        public CreditNoteBuilder whole() {
            return add(new CreditRequest.WholeLine(number));
        }

        /** An amount, in the line's pricing. */
        public CreditNoteBuilder amount(MonetaryAmount amount) {
            return add(new CreditRequest.LineAmount(number, amount));
        }

        /** A quantity. */
        public CreditNoteBuilder quantity(BigDecimal quantity) {
            return add(new CreditRequest.LineQuantity(number, quantity));
        }

        /** Its last {@code periods} whole periods. */
        public CreditNoteBuilder periods(int periods) {
            return add(new CreditRequest.LinePeriods(number, periods));
        }

        /** Days of it. */
        public CreditNoteBuilder days(DateRange days) {
            return add(new CreditRequest.LineDays(number, days));
        }
    }
}
