package nl.termijn.invoice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.money.MonetaryAmount;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.period.DateRange;
import nl.termijn.period.DaySet;

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
    /** Lines of changes at once that this document's lines have to do with, wherever they are, and their credits. */
    private final List<Known> changes;

    private final Map<LineReference, List<InvoiceLine>> creditsOfOthers;

    /** A line of a change at once: where it is, or waiting where it has no reference. */
    private record Known(InvoiceLine line, Optional<LineReference> at, boolean isSent) {
        LineOrigin.Service service() {
            return (LineOrigin.Service) line.origin();
        }
    }

    private Corrections(Invoice invoice, List<Invoice> related, List<PendingLine> waiting) {
        this.invoice = invoice;
        List<Invoice> others = related.stream()
                .filter(other ->
                        other.status() != InvoiceStatus.WITHDRAWN && !other.id().equals(invoice.id()))
                .toList();
        this.notes = others.stream().filter(this::corrects).toList();
        this.credits = new ArrayList<>();
        this.changes = new ArrayList<>();
        this.creditsOfOthers = new HashMap<>();
        enter(invoice);
        others.forEach(this::enter);
        for (PendingLine line : waiting) {
            if (line.origin() instanceof LineOrigin.Service) {
                line.fixedVat()
                        .ifPresent(vat -> changes.add(new Known(line.toInvoiceLine(vat), Optional.empty(), false)));
            } else if (line.origin() instanceof LineOrigin.Credit) {
                enterCredit(line.toInvoiceLine(line.fixedVat().orElseThrow()));
            }
        }
    }

    private void enter(Invoice document) {
        for (int number = 1; number <= document.lines().size(); number++) {
            InvoiceLine line = document.line(number);
            if (line.origin() instanceof LineOrigin.Credit) {
                enterCredit(line);
            } else if (line.origin() instanceof LineOrigin.Service service && service.change() > 0) {
                changes.add(new Known(
                        line,
                        Optional.of(new LineReference(document.id(), number)),
                        document.status() == InvoiceStatus.SENT));
            }
        }
    }

    private void enterCredit(InvoiceLine line) {
        LineReference credited = ((LineOrigin.Credit) line.origin()).line();
        if (credited.invoice().equals(invoice.id())) {
            credits.add(line);
        } else {
            creditsOfOthers.computeIfAbsent(credited, any -> new ArrayList<>()).add(line);
        }
    }

    private boolean corrects(Invoice other) {
        return other.refersTo().contains(invoice.id())
                || other.lines().stream()
                        .flatMap(line -> line.origin().corrected().stream())
                        .anyMatch(line -> line.invoice().equals(invoice.id()));
    }

    /**
     * The rules for {@code invoice}.
     *
     * @param related every document with a line that corrects it or that refers to it, drafts too; where a change at once has
     *     to do with its lines, the same of the documents that the change corrects and is on
     * @param waiting pending lines that correct any of these
     */
    public static Corrections of(Invoice invoice, List<Invoice> related, List<PendingLine> waiting) {
        return new Corrections(invoice, related, waiting);
    }

    /** The documents that lines of changes at once on {@code invoice} correct. */
    public static Set<InvoiceId> changedBy(Invoice invoice) {
        Set<InvoiceId> changed = new TreeSet<>();
        for (InvoiceLine line : invoice.lines()) {
            if (line.origin() instanceof LineOrigin.Service service && service.change() > 0) {
                service.corrects().map(LineReference::invoice).ifPresent(changed::add);
            }
        }
        return changed;
    }

    /** What is left of line {@code number}. */
    public LineBalance balanceOf(int number) {
        return balanceOf(number, List.of());
    }

    /** The same after {@code more} credits of the document. */
    LineBalance balanceOf(int number, Collection<InvoiceLine> more) {
        InvoiceLine line = invoice.line(number);
        List<InvoiceLine> own = Stream.concat(credits.stream(), more.stream())
                .filter(credit -> creditedLine(credit) == number)
                .toList();
        List<LineBalance.TakenBack> taken = line.origin() instanceof LineOrigin.Service service && !service.takesBack()
                ? takenBackOf(line, service)
                : List.of();
        return new LineBalance(line, own, taken);
    }

    private List<LineBalance.TakenBack> takenBackOf(InvoiceLine line, LineOrigin.Service service) {
        List<LineBalance.TakenBack> taken = new ArrayList<>();
        DateRange days = line.days().orElseThrow();
        for (Known change : changes) {
            LineOrigin.Service back = change.service();
            boolean isOfThis = back.takesBack()
                    && back.takenFrom() == service.change()
                    && back.subscription().equals(service.subscription())
                    && days.intersection(change.line().days().orElseThrow())
                            .equals(change.line().days())
                    && isOf(back.corrects(), service.corrects());
            if (isOfThis) {
                taken.add(new LineBalance.TakenBack(change.line(), creditsOf(change), change.isSent()));
            }
        }
        return taken;
    }

    /** A line that waited when it was changed was no line of a document yet: what it corrects is what its change corrects. */
    private boolean isOf(Optional<LineReference> changed, Optional<LineReference> corrects) {
        return changed.map(LineReference::invoice).equals(Optional.of(invoice.id()))
                || (corrects.isPresent() && changed.equals(corrects));
    }

    private List<InvoiceLine> creditsOf(Known change) {
        return change.at()
                .map(at -> at.invoice().equals(invoice.id())
                        ? credits.stream()
                                .filter(credit -> creditedLine(credit) == at.line())
                                .toList()
                        : creditsOfOthers.getOrDefault(at, List.of()))
                .orElse(List.of());
    }

    /**
     * The days of line {@code number}, by which a change at once took them back, that nothing charges since: only of these may it be
     * credited, which charges them again.
     */
    DaySet chargedByNothing(int number, Collection<InvoiceLine> more) {
        InvoiceLine line = invoice.line(number);
        LineOrigin.Service back = (LineOrigin.Service) line.origin();
        DaySet free = DaySet.of(line.days().orElseThrow());
        for (Known change : changes) {
            LineOrigin.Service other = change.service();
            if (other.cause() == LineOrigin.Service.Cause.CHANGE_CHARGES
                    && other.change() == back.change()
                    && other.subscription().equals(back.subscription())) {
                List<InvoiceLine> creditsOfIt = Stream.concat(
                                creditsOf(change).stream(),
                                more.stream()
                                        .filter(credit -> change.at()
                                                .equals(credit.origin().corrected())))
                        .toList();
                free = free.without(new LineBalance(change.line(), creditsOfIt, List.of()).daysNotCredited());
            }
        }
        return free;
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
        Decision rests = mayGiveUp();
        if (!rests.isAllowed()) {
            return rests;
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

    /**
     * Whether nothing rests on the days that the document bills: a change at once that took some of them back, and is not credited
     * itself, would give back what was never paid (rule F3).
     */
    public Decision mayGiveUp() {
        for (int number = 1; number <= invoice.lines().size(); number++) {
            if (balanceOf(number).isTakenBack()) {
                return Decision.no(
                        Reason.LATER_WORK_RESTS_ON_IT,
                        "What " + invoice.name()
                                + " billed cannot be given up: a change at once took back days of its line " + number
                                + "; credit that change, or what is left of " + invoice.name() + ".");
            }
        }
        return Decision.YES;
    }

    /**
     * Whether lines of the draft may be dropped, repriced or moved elsewhere: a change at once that took back days of one names it, and
     * gives back what it costs now.
     */
    public Decision mayRearrange() {
        for (int number = 1; number <= invoice.lines().size(); number++) {
            if (balanceOf(number).isTakenBack()) {
                return Decision.no(
                        Reason.LATER_WORK_RESTS_ON_IT,
                        "The lines of " + invoice.name()
                                + " stay as they are: a change at once took back days of its line " + number
                                + "; send it, or credit that change first.");
            }
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
        return balanceOf(number).left();
    }

    /** What is left of each line. */
    BigDecimal[] left() {
        BigDecimal[] left = new BigDecimal[invoice.lines().size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = balanceOf(i + 1).amountLeft();
        }
        return left;
    }

    /** Whether a change at once took something back of the lines. */
    boolean isTakenBack() {
        for (int number = 1; number <= invoice.lines().size(); number++) {
            if (balanceOf(number).isTakenBack()) {
                return true;
            }
        }
        return false;
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

    /** The document. */
    public Invoice invoice() {
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
