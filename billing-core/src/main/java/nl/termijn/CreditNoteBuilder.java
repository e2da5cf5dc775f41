package nl.termijn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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
    private final BiFunction<List<CreditRequest>, Optional<String>, Invoice> drafter;
    private final BiFunction<List<CreditRequest>, Optional<String>, Invoice> sender;
    private final List<CreditRequest> requests = new ArrayList<>();
    private Optional<String> text = Optional.empty();

    CreditNoteBuilder(
            BiFunction<List<CreditRequest>, Optional<String>, Invoice> drafter,
            BiFunction<List<CreditRequest>, Optional<String>, Invoice> sender) {
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

    /** Makes the draft, which waits for approval. */
    public Invoice draft() {
        return drafter.apply(asked(), text);
    }

    /** Makes the credit note and sends it, in one step. */
    public Invoice send() {
        return sender.apply(asked(), text);
    }

    private List<CreditRequest> asked() {
        return requests.isEmpty() ? List.of(new CreditRequest.Whole()) : List.copyOf(requests);
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
