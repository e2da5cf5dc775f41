package nl.termijn;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.termijn.customer.Customer;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.Violations;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.invoice.ServiceLines;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;

/** Applies edits to drafts, and makes the lines of manual invoices. */
final class DraftEditor {
    private final Session.Work work;

    DraftEditor(Session.Work work) {
        this.work = work;
    }

    /** {@code draft} after {@code edit}; totals are left to the desk that saves it. */
    Invoice apply(Invoice draft, DraftEdit edit) {
        refuseUnknownLines(draft, edit);
        List<InvoiceLine> lines = new ArrayList<>();
        for (int number = 1; number <= draft.lines().size(); number++) {
            if (!edit.droppedLines().contains(number)) {
                InvoiceLine line = draft.line(number);
                DraftEdit.LineEdit change = edit.changedLines().get(number);
                lines.add(change == null ? line : apply(draft, line, change));
            }
        }
        Customer customer = work.customer(draft.customer());
        edit.addedLines().forEach(line -> lines.add(manualLine(customer, line)));
        return draft.withLines(lines).toBuilder()
                .text(edit.text().or(draft::text).filter(text -> !text.isEmpty()))
                .purchaseOrder(edit.purchaseOrder().or(draft::purchaseOrder).filter(order -> !order.isEmpty()))
                .paymentTerm(edit.paymentTerm().or(draft::paymentTerm))
                .build();
    }

    /** Whether {@code edit} drops lines or changes what one costs. */
    static boolean rearranges(DraftEdit edit) {
        return !edit.droppedLines().isEmpty()
                || edit.changedLines().values().stream().anyMatch(DraftEditor::isRepriced);
    }

    private static boolean isRepriced(DraftEdit.LineEdit change) {
        return change.quantity().isPresent()
                || change.unitPrice().isPresent()
                || change.discount().isPresent();
    }

    private static void refuseUnknownLines(Invoice draft, DraftEdit edit) {
        Violations violations = Violations.of("edit");
        List<Integer> named = new ArrayList<>(edit.droppedLines());
        named.addAll(edit.changedLines().keySet());
        for (int number : named) {
            violations.check(
                    number >= 1 && number <= draft.lines().size(),
                    "line",
                    number,
                    "must be 1 to " + draft.lines().size(),
                    "look at the draft's lines");
        }
        violations.throwIfAny();
    }

    private static InvoiceLine apply(Invoice draft, InvoiceLine line, DraftEdit.LineEdit change) {
        boolean repriced = isRepriced(change);
        if (line.origin() instanceof LineOrigin.Credit && repriced) {
            throw new NotAllowedException(
                    Reason.FIXED,
                    draft.name(),
                    "The amount of a credit line on " + draft.name()
                            + " cannot be edited: it follows from the line it credits; drop it and credit anew.");
        }
        boolean service = line.origin() instanceof LineOrigin.Service;
        Violations.of("edit")
                .check(
                        change.days().isEmpty() || !service,
                        "days",
                        change.days().map(DateRange::toString).orElse(""),
                        "must stay as they are on a line of a subscription",
                        "end, pause or change the subscription instead")
                .throwIfAny();
        InvoiceLine renamed = line.toBuilder()
                .description(change.description().orElse(line.description()))
                .days(change.days().or(line::days))
                .build();
        return repriced
                ? ServiceLines.repriced(
                        renamed,
                        change.quantity().orElse(line.quantity()),
                        change.unitPrice().orElse(line.unitPrice()),
                        change.discount().or(line::discountRule))
                : renamed;
    }

    /** A line made by hand, with the VAT treatment of {@code customer}. */
    InvoiceLine manualLine(Customer customer, ManualInvoice.Line line) {
        Amounts.requireCurrency(line.unitPrice(), work.administration().currency(), "unitPrice");
        LocalDate suppliedOn =
                line.suppliedOn().or(() -> line.days().map(DateRange::from)).orElse(work.today());
        // computed as a pending line is, so that both cost the same
        PendingLine computed = PendingLine.builder()
                .reference(PendingLineReference.of("manual"))
                .customer(customer.reference())
                .date(work.today())
                .description(line.description())
                .productCode(line.productCode())
                .days(line.days())
                .quantity(line.quantity())
                .unitPrice(line.unitPrice())
                .discountRule(line.discount())
                .pricing(line.pricing().orElse(work.administration().policies().pricing()))
                .product(line.product())
                .suppliedOn(suppliedOn)
                .build();
        return computed.toInvoiceLine(work.planner().treatment(customer, line.product(), suppliedOn)).toBuilder()
                .pendingLine(Optional.empty())
                .build();
    }

    /** Lines {@code numbers} of a draft and the rest, in their order. */
    static Map<Boolean, List<InvoiceLine>> partition(Invoice draft, java.util.Set<Integer> numbers) {
        List<InvoiceLine> chosen = new ArrayList<>();
        List<InvoiceLine> rest = new ArrayList<>();
        for (int number = 1; number <= draft.lines().size(); number++) {
            (numbers.contains(number) ? chosen : rest).add(draft.line(number));
        }
        Violations.of("lines")
                .check(
                        chosen.size() == numbers.size()
                                && DraftDesk.chargesSomething(chosen)
                                && DraftDesk.chargesSomething(rest),
                        "lines",
                        numbers,
                        "must be some but not all of the " + draft.lines().size()
                                + " lines, and what paper costs or is drawn on a top-up goes with others",
                        "look at the draft's lines")
                .throwIfAny();
        return Map.of(true, chosen, false, rest);
    }
}
