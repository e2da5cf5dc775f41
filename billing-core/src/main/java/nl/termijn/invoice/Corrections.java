package nl.termijn.invoice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.money.Amounts;

/**
 * What may be done to a document, and how much of it is left to credit: the correction rules in one place. A user
 * interface asks it which buttons to show; the services ask it before they act.
 *
 * <table>
 * <caption>The rules</caption>
 * <tr><th></th><th>awaiting approval</th><th>sent</th><th>sent and exported</th></tr>
 * <tr><td>edit</td><td>yes</td><td>no</td><td>no</td></tr>
 * <tr><td>delete</td><td>yes</td><td>no (withdraw)</td><td>no</td></tr>
 * <tr><td>withdraw</td><td>no (delete)</td><td>until a credit note refers to it</td><td>no</td></tr>
 * <tr><td>credit</td><td>no (edit)</td><td>yes</td><td>yes</td></tr>
 * <tr><td>resend</td><td>no</td><td>yes</td><td>yes</td></tr>
 * </table>
 *
 * <p>Source: articles 34f, 35a and 37 Wet OB; policy decree 3.2.4 and 3.3.1. Immutable.
 */
public final class Corrections {
    private final Invoice invoice;
    private final List<Invoice> notes;
    private final List<InvoiceLine> credits;

    private Corrections(Invoice invoice, List<Invoice> correcting, List<PendingLine> waiting) {
        this.invoice = invoice;
        this.notes = correcting.stream()
                .filter(other -> other.status() != InvoiceStatus.WITHDRAWN)
                .toList();
        List<InvoiceLine> found = new ArrayList<>();
        notes.forEach(note -> note.lines().stream().filter(this::creditsThis).forEach(found::add));
        waiting.stream()
                .filter(line -> isCreditOfThis(line.origin()))
                .map(line -> line.toInvoiceLine(line.fixedVat().orElseThrow()))
                .forEach(found::add);
        this.credits = List.copyOf(found);
    }

    /**
     * The rules for {@code invoice}.
     *
     * @param correcting every document with a line that corrects it or that refers to it, drafts too
     * @param waiting pending lines that correct it
     */
    public static Corrections of(Invoice invoice, List<Invoice> correcting, List<PendingLine> waiting) {
        return new Corrections(invoice, correcting, waiting);
    }

    /** Whether something is allowed and, if not, why and what to do instead. */
    public record Decision(Optional<Reason> refusal, String explanation) {
        static final Decision YES = new Decision(Optional.empty(), "");

        /** Whether it is allowed. */
        public boolean isAllowed() {
            return refusal.isEmpty();
        }

        static Decision no(Reason reason, String explanation) {
            return new Decision(Optional.of(reason), explanation);
        }

        /** Throws the refusal about {@code subject}, if it is one. */
        public void orThrow(String subject) {
            refusal.ifPresent(reason -> {
                throw new NotAllowedException(reason, subject, explanation);
            });
        }
    }

    /** Whether the document may be edited or approved. */
    public Decision mayEdit() {
        return mayEdit(invoice);
    }

    /** Whether {@code invoice} may be edited or approved, which only its status decides. */
    public static Decision mayEdit(Invoice invoice) {
        return draftOnly(invoice, "changed", "make a credit note instead (invoices().credit(...))");
    }

    /** Whether the document may be deleted without trace. */
    public Decision mayDelete() {
        return draftOnly(invoice, "deleted", "withdraw it while it is not exported, or make a credit note");
    }

    private static Decision draftOnly(Invoice invoice, String verb, String instead) {
        return switch (invoice.status()) {
            case AWAITING_APPROVAL ->
                invoice.request()
                        .map(request -> Decision.no(
                                Reason.REQUESTED,
                                invoice.name() + " cannot be " + verb + ": its payment was requested on "
                                        + request.requestedOn()
                                        + "; take that back first (requests().takeBack(...))."))
                        .orElse(Decision.YES);
            case SENT ->
                Decision.no(
                        Reason.SENT,
                        invoice.name() + " cannot be " + verb + ": it was sent on "
                                + invoice.issuedOn().orElseThrow() + " and is frozen; " + instead + ".");
            case WITHDRAWN -> withdrawn(invoice, verb);
        };
    }

    private static Decision withdrawn(Invoice invoice, String verb) {
        return Decision.no(
                Reason.WITHDRAWN,
                invoice.name() + " cannot be " + verb + ": it was withdrawn on "
                        + invoice.withdrawal().orElseThrow().withdrawnOn() + "; make a new invoice.");
    }

    private Decision erased(String verb) {
        return Decision.no(
                Reason.ERASED,
                invoice.name() + " cannot be " + verb
                        + ": what is about the person was erased after the legal retention; make a new document.");
    }

    /** Whether the sent document may be taken back. */
    public Decision mayWithdraw() {
        if (invoice.isErased()) {
            return erased("withdrawn");
        }
        if (invoice.status() == InvoiceStatus.AWAITING_APPROVAL) {
            return Decision.no(
                    Reason.DRAFT, invoice.name() + " cannot be withdrawn: it was not sent; delete the draft instead.");
        }
        if (invoice.status() == InvoiceStatus.WITHDRAWN) {
            return withdrawn(invoice, "withdrawn again");
        }
        if (invoice.export().isPresent()) {
            LedgerExport export = invoice.export().get();
            return Decision.no(
                    Reason.EXPORTED,
                    invoice.name() + " cannot be withdrawn: it was exported to " + export.system() + " on "
                            + export.exportedOn() + "; make a credit note instead (invoices().credit(...)).");
        }
        Optional<Invoice> note = notes.stream()
                .filter(other -> other.kind() == InvoiceKind.CREDIT_NOTE || hasCreditOfThis(other))
                .findFirst();
        if (note.isPresent() || !credits.isEmpty()) {
            return Decision.no(
                    Reason.HAS_CREDIT_NOTE,
                    invoice.name() + " cannot be withdrawn: "
                            + note.map(Invoice::name).orElse("a pending line")
                            + " corrects it; credit what is left of it instead.");
        }
        return Decision.YES;
    }

    /** Whether the document may be sent to the customer again. */
    public Decision mayResend() {
        return switch (invoice.status()) {
            case SENT -> invoice.isErased() ? erased("resent") : mayResendSent();
            case AWAITING_APPROVAL ->
                Decision.no(Reason.DRAFT, invoice.name() + " cannot be resent: it was never sent; send it first.");
            case WITHDRAWN -> withdrawn(invoice, "resent");
        };
    }

    private Decision mayResendSent() {
        return invoice.takenOverFrom()
                .map(system -> Decision.no(
                        Reason.TAKEN_OVER,
                        invoice.name() + " cannot be resent: it was made by " + system
                                + " and is not drawn here; send a copy from there."))
                .orElse(Decision.YES);
    }

    /** Whether something of the document may be credited. */
    public Decision mayCredit() {
        if (invoice.isErased()) {
            return erased("credited");
        }
        if (invoice.kind() == InvoiceKind.CREDIT_NOTE) {
            return Decision.no(
                    Reason.CREDIT_NOTE,
                    invoice.name() + " cannot be credited: it is a credit note; make a manual invoice instead.");
        }
        return switch (invoice.status()) {
            case AWAITING_APPROVAL ->
                Decision.no(
                        Reason.DRAFT, invoice.name() + " cannot be credited: it was not sent; edit the draft instead.");
            case WITHDRAWN -> withdrawn(invoice, "credited");
            case SENT ->
                hasSomethingLeft()
                        ? Decision.YES
                        : Decision.no(
                                Reason.NOTHING_LEFT,
                                invoice.name()
                                        + " cannot be credited: nothing is left of it, all was credited before.");
        };
    }

    private boolean hasSomethingLeft() {
        return Arrays.stream(left()).anyMatch(line -> line.signum() != 0);
    }

    /** What is left to credit of line {@code number}, in the line's own pricing; drafts and waiting lines count. */
    public MonetaryAmount leftOfLine(int number) {
        InvoiceLine line = invoice.line(number);
        return Amounts.of(left()[number - 1], line.amount().getCurrency());
    }

    /** What is left of each line. */
    BigDecimal[] left() {
        BigDecimal[] left = new BigDecimal[invoice.lines().size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = Amounts.decimal(invoice.lines().get(i).amount());
        }
        for (InvoiceLine credit : credits) {
            int index = creditedLine(credit) - 1;
            left[index] = left[index].add(Amounts.decimal(credit.amount()));
        }
        return left;
    }

    /** Whether all that was credited stands on credit notes, none of it on a run invoice or waiting for one. */
    boolean creditedByNotesOnly() {
        long onNotes = notes.stream()
                .filter(note -> note.kind() == InvoiceKind.CREDIT_NOTE)
                .flatMap(note -> note.lines().stream())
                .filter(this::creditsThis)
                .count();
        return onNotes == credits.size();
    }

    /** Lines that credit this document: of credit notes, of run invoices, and waiting ones. */
    List<InvoiceLine> credits() {
        return credits;
    }

    /** Documents that credit this one or refer to it and are not withdrawn. */
    List<Invoice> notes() {
        return notes;
    }

    Invoice invoice() {
        return invoice;
    }

    boolean creditsThis(InvoiceLine line) {
        return isCreditOfThis(line.origin());
    }

    private boolean hasCreditOfThis(Invoice other) {
        return other.lines().stream().anyMatch(this::creditsThis);
    }

    private boolean isCreditOfThis(LineOrigin origin) {
        return origin instanceof LineOrigin.Credit credit
                && credit.line().invoice().equals(invoice.id());
    }

    static int creditedLine(InvoiceLine credit) {
        return ((LineOrigin.Credit) credit.origin()).line().line();
    }
}
