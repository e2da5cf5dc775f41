package nl.termijn;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import nl.termijn.customer.Customer;
import nl.termijn.error.ConflictException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.event.BillingEvent;
import nl.termijn.internal.Keys;
import nl.termijn.internal.Sha256;
import nl.termijn.invoice.BilledStretch;
import nl.termijn.invoice.Corrections;
import nl.termijn.invoice.CreditNotes;
import nl.termijn.invoice.DocumentKey;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.invoice.TopUp;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.store.Catalogue;
import nl.termijn.store.CatalogueKind;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/** Makes, replaces and takes back drafts, and keeps subscriptions and pending lines in step with them. */
final class DraftDesk {
    private final Session session;

    DraftDesk(Session session) {
        this.session = session;
    }

    /** Starts a draft of {@code lines} that no run makes, with the customer's order reference of today. */
    static Invoice.Builder manual(Session.Work work, Customer customer, List<InvoiceLine> lines) {
        return Invoice.builder()
                .id(work.session().newInvoiceId())
                .madeBy(work.session().actor())
                .customer(customer.reference())
                .currency(work.administration().currency())
                .lines(lines)
                .totals(InvoiceTotals.of(lines, work.administration().currency()))
                .purchaseOrder(customer.purchaseOrderOn(work.today()));
    }

    /**
     * The document that was made under {@code key}, or else the one that {@code maker} makes now. Without a key each call makes one.
     *
     * @param asked what is asked, in words that are the same only for the same wish
     * @throws ConflictException when something else was asked under the key, or the draft was deleted since
     */
    static Invoice once(Session.Work work, Optional<String> key, String asked, Supplier<Invoice> maker) {
        if (key.isEmpty()) {
            return maker.get();
        }
        Catalogue<DocumentKey> keys = work.unit().catalogue(CatalogueKind.DOCUMENT_KEYS);
        String digest = Sha256.hex(asked.getBytes(StandardCharsets.UTF_8));
        Keys.check("key", key.get());
        Optional<DocumentKey> before = keys.hold(key.get());
        if (before.isEmpty()) {
            Invoice made = maker.get();
            keys.save(List.of(new DocumentKey(key.get(), made.id(), digest)));
            return made;
        }
        if (!before.get().digest().equals(digest)) {
            throw new ConflictException(
                    "document " + key.get(),
                    "Key " + key.get() + " was used for " + before.get().document()
                            + ", which was asked otherwise; give each document a key of its own.");
        }
        return work.unit()
                .invoices()
                .find(before.get().document())
                .orElseThrow(() -> new ConflictException(
                        "document " + key.get(),
                        "The draft that was made under key " + key.get()
                                + " was deleted or merged into another since; give another key to make it anew."));
    }

    /** Saves a new draft. */
    Invoice add(Session.Work work, Invoice draft) {
        Invoice saved = work.unit().invoices().save(List.of(draft)).get(0);
        work.happened(drafted(saved));
        return saved;
    }

    static BillingEvent.InvoiceDrafted drafted(Invoice draft) {
        return new BillingEvent.InvoiceDrafted(
                draft.id(),
                draft.customer(),
                draft.kind(),
                draft.runMonth(),
                draft.totals().gross());
    }

    /** A draft credit note with {@code lines} of {@code original}. */
    Invoice creditNote(Session.Work work, Invoice original, List<InvoiceLine> lines, Optional<String> text) {
        Corrections corrections = work.corrections(original);
        return add(
                work,
                Invoice.builder()
                        .id(session.newInvoiceId())
                        .madeBy(session.actor())
                        .kind(InvoiceKind.CREDIT_NOTE)
                        .customer(original.customer())
                        .currency(original.currency())
                        .lines(lines)
                        .totals(CreditNotes.totals(corrections, lines))
                        .addRefersTo(original.id())
                        .text(text)
                        .purchaseOrder(original.purchaseOrder())
                        .build());
    }

    /**
     * The draft with the totals that its lines have now. A credit note's VAT is that of its original, after what other
     * notes have credited by now (rule E2); other drafts count only until one is sent.
     */
    Invoice withTotals(Session.Work work, Invoice draft) {
        Optional<Invoice> original = creditedInvoice(draft).map(work::invoice);
        InvoiceTotals totals = original.map(
                        invoice -> CreditNotes.totals(sentCorrections(work, invoice, draft), draft.lines()))
                .orElseGet(() -> InvoiceTotals.of(draft.lines(), draft.currency()));
        return draft.toBuilder().totals(totals).build();
    }

    private static Corrections sentCorrections(Session.Work work, Invoice original, Invoice draft) {
        return work.corrections(
                original,
                other -> !other.id().equals(draft.id())
                        && (other.kind() == InvoiceKind.INVOICE || other.status() == InvoiceStatus.SENT));
    }

    /** The one invoice that every line of a credit note credits, if there is one. */
    static Optional<InvoiceId> creditedInvoice(Invoice document) {
        if (document.kind() == InvoiceKind.INVOICE || document.lines().isEmpty()) {
            return Optional.empty();
        }
        InvoiceId found = null;
        for (InvoiceLine line : document.lines()) {
            if (!(line.origin() instanceof LineOrigin.Credit credit)) {
                return Optional.empty();
            }
            InvoiceId invoice = credit.line().invoice();
            if (found != null && !found.equals(invoice)) {
                return Optional.empty();
            }
            found = invoice;
        }
        return Optional.ofNullable(found);
    }

    /**
     * Saves what an early end left of a draft. What comes out in the customer's favour is no invoice any more but a credit
     * note, as a run would make of it (rule B5).
     */
    void shorten(Session.Work work, Invoice cut) {
        Invoice shortened = drawingNoMore(cut);
        boolean belowZero = Amounts.decimal(shortened.totals().gross()).signum() < 0;
        if (!belowZero || shortened.kind() == InvoiceKind.CREDIT_NOTE) {
            replaceOrDelete(work, shortened);
            return;
        }
        Set<InvoiceId> corrected = new TreeSet<>();
        shortened
                .lines()
                .forEach(line ->
                        line.origin().corrected().map(LineReference::invoice).ifPresent(corrected::add));
        replace(
                work,
                shortened.withLines(withoutPaperFee(shortened.lines())).toBuilder()
                        .kind(InvoiceKind.CREDIT_NOTE)
                        .refersTo(invoicesBehind(work, corrected))
                        .build());
    }

    /** The invoices that a credit note of {@code corrected} refers to: of a credit note among them, those behind it. */
    static Set<InvoiceId> invoicesBehind(Session.Work work, Collection<InvoiceId> corrected) {
        Set<InvoiceId> invoices = new TreeSet<>();
        for (InvoiceId id : corrected) {
            Optional<Invoice> note =
                    work.unit().invoices().find(id).filter(found -> found.kind() == InvoiceKind.CREDIT_NOTE);
            // a note that a line of the seller made negative may bill days and be about no invoice
            if (note.filter(found -> !found.refersTo().isEmpty()).isPresent()) {
                invoices.addAll(note.get().refersTo());
            } else {
                invoices.add(id);
            }
        }
        return invoices;
    }

    /** Lines but what paper costs, which is charged for the others. */
    static List<InvoiceLine> withoutPaperFee(List<InvoiceLine> lines) {
        return lines.stream()
                .filter(line -> !(line.origin() instanceof LineOrigin.PaperFee))
                .toList();
    }

    /** Whether something stands on its own among {@code lines}: paper is charged for it, and a top-up drawn on for it. */
    static boolean chargesSomething(List<InvoiceLine> lines) {
        return withoutPaperFee(lines).stream().anyMatch(line -> !TopUp.isDrawn(line));
    }

    /** Saves a changed draft; the approval it had is gone. One on which nothing is left to charge is deleted. */
    Optional<Invoice> replaceOrDelete(Session.Work work, Invoice changed) {
        if (!chargesSomething(changed.lines())) {
            Invoice stored = work.invoice(changed.id());
            work.unit().invoices().delete(stored);
            work.happened(new BillingEvent.DraftDeleted(changed.id(), GiveBack.DROP));
            return Optional.empty();
        }
        return Optional.of(replace(work, changed));
    }

    /** Saves a changed draft; the approval it had is gone, and so is a request of what it was. */
    Invoice replace(Session.Work work, Invoice changed) {
        changed.request()
                .ifPresent(request -> work.happened(new BillingEvent.PaymentRequestEnded(changed.id(), false)));
        Invoice draft = withTotals(work, drawingNoMore(changed)).toBuilder()
                .approval(Optional.empty())
                .request(Optional.empty())
                .madeBy(session.actor())
                .build();
        refuseBelowZero(draft);
        Invoice saved = work.unit().invoices().save(List.of(draft)).get(0);
        work.happened(new BillingEvent.DraftEdited(saved.id(), saved.totals().gross()));
        return saved;
    }

    /** A draft that draws on top-ups no more than its other lines come to. */
    static Invoice drawingNoMore(Invoice changed) {
        return changed.lines().stream().anyMatch(TopUp::isDrawn)
                ? changed.withLines(TopUp.refitted(changed.lines()))
                : changed;
    }

    /** What the log is told of {@code lines} that are given up: the days of subscriptions that nothing bills any more. */
    static List<BillingEvent.DaysDropped> daysDropped(List<InvoiceLine> lines) {
        return lines.stream()
                .flatMap(line -> daysDropped(line.origin(), line.days()).stream())
                .toList();
    }

    /** The same of one line, waiting or on a document. */
    static Optional<BillingEvent.DaysDropped> daysDropped(LineOrigin origin, Optional<DateRange> days) {
        return origin.dueSubscription()
                .flatMap(subscription ->
                        days.map(range -> new BillingEvent.DaysDropped(subscription, range.from(), range.to())));
    }

    /** An invoice is never below zero: that is a credit note. */
    static void refuseBelowZero(Invoice draft) {
        BigDecimal gross = Amounts.decimal(draft.totals().gross());
        if (draft.kind() == InvoiceKind.INVOICE && gross.signum() < 0) {
            throw new NotAllowedException(
                    Reason.BELOW_ZERO,
                    draft.name(),
                    "An invoice of " + gross
                            + " is refused: an invoice is never below zero; credit an earlier invoice, or add"
                            + " pending lines that wait for the next run.");
        }
    }

    /** The draft that is to be changed, in the version that was looked at. */
    static Invoice draftAt(Session.Work work, InvoiceId id, long version) {
        Invoice draft = work.invoice(id);
        work.corrections(draft).mayEdit().orThrow(draft.name());
        if (draft.version() != version) {
            throw new ConflictException(
                    draft.name(),
                    "The " + draft.name() + " was changed by somebody else (version " + version + " was read, version "
                            + draft.version() + " is stored); read it again and decide anew.");
        }
        return draft;
    }

    /** What becomes of what {@code document} billed when it goes: given back, or dropped and told to the log. */
    void giveUp(Session.Work work, Invoice document, GiveBack giveBack) {
        work.corrections(document).mayGiveUp().orThrow(document.name());
        if (giveBack == GiveBack.GIVE_BACK) {
            giveBack(work, document);
        } else {
            work.happened(daysDropped(document.lines()));
        }
    }

    /** A line of a draft waits again: as the pending line it was, or as a new one; from {@code date} on, if one is given. */
    PendingLine moveToPending(Session.Work work, Invoice draft, InvoiceLine line, Optional<LocalDate> date) {
        Optional<PendingLine> before = billedBy(work, draft, line);
        PendingLine found = before.map(pending -> onLine(pending, line)).orElseGet(() -> asAnother(work, draft, line));
        PendingLine waiting = found.toBuilder().date(date.orElse(found.date())).build();
        if (before.isPresent()) {
            work.unit().pendingLines().save(List.of(waiting));
        } else {
            work.unit().pendingLines().add(List.of(waiting));
        }
        work.happened(new BillingEvent.PendingLineAdded(waiting.reference(), waiting.customer(), waiting.amount()));
        return work.unit().pendingLines().find(waiting.reference()).orElseThrow();
    }

    private static Optional<PendingLine> named(Session.Work work, InvoiceLine line) {
        return line.pendingLine()
                .flatMap(reference -> work.unit().pendingLines().find(reference));
    }

    /**
     * The pending line that {@code line} of {@code document} bills, if it still does: what an early end left of one in two parts
     * has its key twice, and the other part may wait again, or be billed elsewhere by now.
     */
    private static Optional<PendingLine> billedBy(Session.Work work, Invoice document, InvoiceLine line) {
        return named(work, line)
                .filter(pending ->
                        pending.billedOn().filter(document.id()::equals).isPresent());
    }

    /** A new line that waits, of a line of {@code document} that is no pending line, or one of whose key another has. */
    private PendingLine asAnother(Session.Work work, Invoice document, InvoiceLine line) {
        return named(work, line)
                .map(pending -> onLine(pending, line).toBuilder()
                        .reference(session.newPendingLineReference())
                        .build())
                .orElseGet(() -> asWaiting(work, document, line));
    }

    /**
     * Gives back to the next run what {@code document} billed: periods, set-up fees, pending lines, the month's run
     * invoice (rule F3).
     *
     * @throws NotAllowedException when something later rests on it
     */
    private void giveBack(Session.Work work, Invoice document) {
        TreeMap<SubscriptionReference, Subscription> changed = new TreeMap<>();
        refuseWhenCorrected(work, document);
        for (BilledStretch stretch : document.stretches()) {
            Subscription subscription = work.subscription(stretch.subscription());
            refuseLaterWork(work, document, stretch, subscription);
            changed.put(
                    subscription.reference(),
                    subscription.toBuilder().billedThrough(stretch.from()).build());
        }
        for (InvoiceLine line : document.lines()) {
            if (line.origin() instanceof LineOrigin.SetUpFee fee) {
                Subscription subscription = Optional.ofNullable(changed.get(fee.subscription()))
                        .orElseGet(() -> work.subscription(fee.subscription()));
                changed.put(
                        fee.subscription(),
                        subscription.toBuilder().setUpFeeBilled(false).build());
            }
        }
        work.unit().subscriptions().save(changed.values());
        giveBackPendingLines(work, document);
        document.runMonth().ifPresent(month -> work.unit().invoices().releaseRun(document.customer(), month));
        document.mergedRunMonths().forEach(month -> work.unit().invoices().releaseRun(document.customer(), month));
    }

    private void giveBackPendingLines(Session.Work work, Invoice document) {
        Map<PendingLineReference, PendingLine> waiting = new TreeMap<>();
        List<PendingLine> parts = new ArrayList<>();
        for (InvoiceLine line : document.lines()) {
            // days that were moved back once are billed again with their subscription, not twice
            if (line.pendingLine().isEmpty() || isInStretch(line, document)) {
                continue;
            }
            Optional<PendingLine> billed = billedBy(work, document, line)
                    .map(pending -> asItStands(pending, line))
                    .filter(pending -> waiting.putIfAbsent(pending.reference(), pending) == null);
            if (billed.isEmpty()) {
                parts.add(asAnother(work, document, line));
            }
        }
        document.lines().stream()
                .filter(line -> line.pendingLine().isEmpty()
                        && line.origin().dueSubscription().isPresent()
                        && !isInStretch(line, document))
                .map(line -> asWaiting(work, document, line))
                .forEach(parts::add);
        work.unit().pendingLines().save(waiting.values());
        work.unit().pendingLines().add(parts);
        parts.forEach(part ->
                work.happened(new BillingEvent.PendingLineAdded(part.reference(), part.customer(), part.amount())));
    }

    /** Days that the run makes no more, so the line itself waits; due with the run after the one that billed it. */
    private PendingLine asWaiting(Session.Work work, Invoice document, InvoiceLine line) {
        LocalDate date = document.runMonth().map(month -> month.atDay(1)).orElse(work.today());
        return PendingLine.of(session.newPendingLineReference(), document.customer(), date, line);
    }

    /** The pending line that waits again: of days that an early end cut since, what was left of them on the document. */
    private static PendingLine asItStands(PendingLine pending, InvoiceLine line) {
        boolean isCut =
                line.origin() instanceof LineOrigin.Service && !line.days().equals(pending.days());
        return isCut
                ? onLine(pending, line)
                : pending.toBuilder().billed(false).billedOn(Optional.empty()).build();
    }

    /** The pending line with what the document's line says of it now. */
    private static PendingLine onLine(PendingLine pending, InvoiceLine line) {
        return PendingLine.of(pending.reference(), pending.customer(), pending.date(), line).toBuilder()
                .fixedVat(pending.fixedVat())
                .corrects(pending.corrects())
                .entered(pending.entered())
                .build();
    }

    private static boolean isInStretch(InvoiceLine line, Invoice document) {
        Optional<SubscriptionReference> due = line.origin().dueSubscription();
        return due.isPresent()
                && document.stretches().stream()
                        .anyMatch(stretch -> stretch.subscription().equals(due.get())
                                && !line.days().orElseThrow().from().isBefore(stretch.from()));
    }

    private static void refuseWhenCorrected(Session.Work work, Invoice document) {
        boolean corrected = work.unit().pendingLines().waitingCorrections(document.id()).stream()
                        .anyMatch(line -> !(line.origin() instanceof LineOrigin.Service))
                || work.unit().invoices().correcting(document.id()).stream()
                        .anyMatch(other ->
                                other.status() != InvoiceStatus.WITHDRAWN && !onlyChanges(other, document.id()));
        if (corrected) {
            throw restsOn(document, "a later credit refers to its lines");
        }
    }

    /** Whether {@code other} corrects the document by changes at once only, of which {@link Corrections#mayGiveUp} knows. */
    private static boolean onlyChanges(Invoice other, InvoiceId document) {
        return !other.refersTo().contains(document)
                && other.lines().stream()
                        .filter(line -> line.origin()
                                .corrected()
                                .map(LineReference::invoice)
                                .equals(Optional.of(document)))
                        .allMatch(line -> line.origin() instanceof LineOrigin.Service);
    }

    private static void refuseLaterWork(
            Session.Work work, Invoice document, BilledStretch stretch, Subscription subscription) {
        if (!subscription.billedThrough().equals(stretch.through())) {
            throw restsOn(
                    document,
                    "subscription " + subscription.reference() + " is billed through " + subscription.billedThrough()
                            + " by later work");
        }
        boolean elsewhere = work.unit().invoices().billingDays(subscription.reference(), stretch.from()).stream()
                        .anyMatch(other -> !other.id().equals(document.id()))
                || work.unit().pendingLines().waitingForDays(subscription.reference(), stretch.from()).stream()
                        .anyMatch(line -> line.origin() instanceof LineOrigin.Service);
        if (elsewhere || !billsAll(work, document, stretch, subscription)) {
            throw restsOn(
                    document,
                    "days of subscription " + subscription.reference()
                            + " stand on another line, or were dropped before");
        }
    }

    /** Whether the document still bills every charged day of the stretch: a line may have been moved or dropped. */
    private static boolean billsAll(
            Session.Work work, Invoice document, BilledStretch stretch, Subscription subscription) {
        List<DateRange> billed = new ArrayList<>();
        for (InvoiceLine line : document.lines()) {
            if (line.origin().dueSubscription().equals(Optional.of(subscription.reference()))) {
                billed.add(line.days().orElseThrow());
            }
        }
        Subscription before =
                subscription.toBuilder().billedThrough(stretch.from()).build();
        return ServiceCalendar.of(before, work.administration().policies().endOfSubscription())
                .due(stretch.through())
                .stream()
                .flatMap(piece -> piece.days().upTo(stretch.through()).stream())
                .allMatch(days -> billed.stream()
                                .flatMap(range -> range.intersection(days).stream())
                                .mapToLong(DateRange::days)
                                .sum()
                        == days.days());
    }

    private static NotAllowedException restsOn(Invoice document, String what) {
        return new NotAllowedException(
                Reason.LATER_WORK_RESTS_ON_IT,
                document.name(),
                "What " + document.name() + " billed cannot be given back: " + what
                        + "; undo that first, or drop its periods instead (GiveBack.DROP).");
    }
}
