package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import nl.termijn.administration.Setting;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.DocumentKind;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.NotFoundException;
import nl.termijn.error.Violations;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Approval;
import nl.termijn.invoice.BilledStretch;
import nl.termijn.invoice.Corrections;
import nl.termijn.invoice.CreditNotes;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.LedgerExport;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.Withdrawal;
import nl.termijn.receivable.ItemId;
import nl.termijn.store.OutboxEntry;
import nl.termijn.store.ValueJson;
import nl.termijn.subscription.SubscriptionReference;

/**
 * Invoices and credit notes, from draft to archive: the approval queue, sending, and the correction rules.
 *
 * <p>Acts on a draft take the version that was looked at; when somebody changed it since, they fail with a {@link
 * nl.termijn.error.ConflictException} and nothing is lost; so they do when they are said twice.
 */
public final class InvoiceService {
    private static final int CHUNK = 100;

    private final Session session;
    private final DraftDesk drafts;
    private final SendDesk sending;
    private final LedgerDesk ledger;

    InvoiceService(Session session, DraftDesk drafts, SendDesk sending, LedgerDesk ledger) {
        this.session = session;
        this.drafts = drafts;
        this.sending = sending;
        this.ledger = ledger;
    }

    /** The document with {@code id}. */
    public Optional<Invoice> find(InvoiceId id) {
        given(id, "invoice");
        return session.work(work -> work.unit().invoices().find(id));
    }

    /** The sent or withdrawn document with {@code number}. */
    public Optional<Invoice> findByNumber(String number) {
        given(number, "number");
        return session.work(work -> work.unit().invoices().findByNumber(number));
    }

    /** Up to {@code limit} drafts after {@code after}, or from the first, in the order of customer and age. */
    public List<Invoice> awaitingApproval(Optional<Invoice> after, int limit) {
        given(after, "after");
        return session.work(work -> work.unit().invoices().drafts(after, limit));
    }

    /** All drafts, in the order of customer and age; for queues that fit in memory. */
    public List<Invoice> awaitingApproval() {
        return allAwaitingApproval().toList();
    }

    /** All drafts, in the order of customer and age, read a page at a time as the stream is consumed. */
    public Stream<Invoice> allAwaitingApproval() {
        return Pages.all(after -> awaitingApproval(after, Pages.SIZE));
    }

    /** What may be done to a document and what is left of it: which buttons to show. */
    public Corrections corrections(InvoiceId id) {
        given(id, "invoice");
        return session.work(work -> work.corrections(work.invoice(id)));
    }

    /**
     * Makes a manual invoice, which waits for approval like any other. One with a key is made once: asked again, the answer is the
     * document as it is by then.
     *
     * @throws NotAllowedException when its total is below zero
     * @throws nl.termijn.error.ConflictException when its key was used for another, or for a draft that was deleted
     */
    public Invoice draft(ManualInvoice manual) {
        given(manual, "manualInvoice");
        Violations.of("manual invoice")
                .check(!manual.lines().isEmpty(), "lines", "none", "must hold at least one line", "add a line")
                .throwIfAny();
        return session.work(work -> DraftDesk.once(
                work, manual.key(), ValueJson.mapper().valueToTree(manual).toString(), () -> draft(work, manual)));
    }

    private Invoice draft(Session.Work work, ManualInvoice manual) {
        Customer customer = work.activeCustomer(manual.customer());
        DraftEditor editor = new DraftEditor(work);
        List<InvoiceLine> lines = manual.lines().stream()
                .map(line -> editor.manualLine(customer, line))
                .toList();
        Invoice draft = DraftDesk.manual(work, customer, lines)
                .text(manual.text())
                .purchaseOrder(manual.purchaseOrder().or(() -> customer.purchaseOrderOn(work.today())))
                .paymentTerm(manual.paymentTerm())
                .build();
        DraftDesk.refuseBelowZero(draft);
        return drafts.add(work, draft);
    }

    /** Edits a draft: lines, text, reference, term. An approval it had is gone. */
    public Invoice edit(InvoiceId id, long version, DraftEdit edit) {
        given(id, "invoice");
        given(edit, "edit");
        return session.work(work -> {
            Invoice draft = DraftDesk.draftAt(work, id, version);
            if (DraftEditor.rearranges(edit)) {
                refuseToRearrange(work, draft);
            }
            Invoice edited = new DraftEditor(work).apply(draft, edit);
            Violations.of("edit")
                    .check(
                            DraftDesk.chargesSomething(edited.lines()),
                            "droppedLines",
                            "all",
                            "must leave a line, and not only what paper costs or is drawn on a top-up",
                            "delete the draft instead")
                    .throwIfAny();
            work.happened(DraftDesk.daysDropped(
                    edit.droppedLines().stream().map(draft::line).toList()));
            return drafts.replace(work, edited);
        });
    }

    /**
     * Moves a line of a draft back to where it waits for the next run; a draft without lines is deleted.
     *
     * @return the line that waits now
     */
    public PendingLine moveToPending(InvoiceId id, long version, int lineNumber) {
        given(id, "invoice");
        return session.work(work -> moveToPending(
                        work, DraftDesk.draftAt(work, id, version), new TreeSet<>(Set.of(lineNumber)), Optional.empty())
                .get(0));
    }

    /**
     * Postpones lines of a draft to the run of {@code until}: they wait, and no earlier run takes them. A draft without lines
     * is deleted.
     *
     * @return the lines that wait now, in their order
     * @throws nl.termijn.error.InvalidInputException when the month of {@code until} is not to come
     */
    public List<PendingLine> postpone(InvoiceId id, long version, Set<Integer> lineNumbers, YearMonth until) {
        given(id, "invoice");
        given(lineNumbers, "lineNumbers");
        given(until, "until");
        return session.work(
                work -> postpone(work, DraftDesk.draftAt(work, id, version), new TreeSet<>(lineNumbers), until));
    }

    /**
     * Postpones all of one subscription on a draft to the run of {@code until}, as {@link #postpone(InvoiceId, long, Set, YearMonth)}
     * does with lines.
     *
     * @throws nl.termijn.error.InvalidInputException when nothing of it is on the draft
     */
    public List<PendingLine> postpone(InvoiceId id, long version, SubscriptionReference subscription, YearMonth until) {
        given(id, "invoice");
        given(subscription, "subscription");
        given(until, "until");
        return session.work(work -> {
            Invoice draft = DraftDesk.draftAt(work, id, version);
            SortedSet<Integer> lines = new TreeSet<>();
            for (int number = 1; number <= draft.lines().size(); number++) {
                if (draft.line(number)
                        .origin()
                        .subscriptionReference()
                        .filter(subscription::equals)
                        .isPresent()) {
                    lines.add(number);
                }
            }
            return postpone(work, draft, lines, until);
        });
    }

    private List<PendingLine> postpone(
            Session.Work work, Invoice draft, SortedSet<Integer> lineNumbers, YearMonth until) {
        YearMonth now = draft.runMonth().orElse(YearMonth.from(work.today()));
        Violations.of("postpone")
                .check(
                        until.isAfter(now),
                        "until",
                        until,
                        "must be a month after " + now,
                        "the run of that month takes the lines")
                .check(
                        !lineNumbers.isEmpty(),
                        "lines",
                        "none",
                        "must be one or more lines of " + draft.name(),
                        "look at the draft's lines")
                .throwIfAny();
        // a run takes what is dated before it
        return moveToPending(
                work, draft, lineNumbers, Optional.of(until.atDay(1).minusDays(1)));
    }

    private List<PendingLine> moveToPending(
            Session.Work work, Invoice draft, SortedSet<Integer> lineNumbers, Optional<LocalDate> date) {
        refuseToRearrange(work, draft);
        List<PendingLine> waiting = new ArrayList<>();
        for (int number : lineNumbers) {
            InvoiceLine line = draft.line(number);
            refuseToWait(draft, line);
            waiting.add(drafts.moveToPending(work, draft, line, date));
        }
        List<InvoiceLine> rest = new ArrayList<>();
        for (int number = 1; number <= draft.lines().size(); number++) {
            if (!lineNumbers.contains(number)) {
                rest.add(draft.line(number));
            }
        }
        drafts.replaceOrDelete(work, draft.withLines(rest));
        return waiting;
    }

    private static void refuseToRearrange(Session.Work work, Invoice draft) {
        work.corrections(draft).mayRearrange().orThrow(draft.name());
    }

    private static void refuseToWait(Invoice draft, InvoiceLine line) {
        if (line.origin() instanceof LineOrigin.PaperFee) {
            throw new NotAllowedException(
                    Reason.FIXED,
                    draft.name(),
                    "What paper costs on " + draft.name()
                            + " cannot wait for a run: the next run asks it anew; drop the line.");
        }
        if (line.origin() instanceof LineOrigin.Credit) {
            throw new NotAllowedException(
                    Reason.DIFFERENT_KIND,
                    draft.name(),
                    "A line of the credit note " + draft.name()
                            + " cannot wait for a run: drop it, and credit the invoice later.");
        }
    }

    /**
     * Merges draft {@code other} into draft {@code id}: one invoice with the lines of both.
     *
     * @throws NotAllowedException when they are of different customers or kinds
     */
    public Invoice merge(InvoiceId id, long version, InvoiceId other, long otherVersion) {
        given(id, "invoice");
        given(other, "other");
        return session.work(work -> {
            Invoice left = DraftDesk.draftAt(work, id, version);
            Invoice right = DraftDesk.draftAt(work, other, otherVersion);
            boolean alike =
                    left.customer().equals(right.customer()) && left.kind() == right.kind() && !id.equals(other);
            if (!alike) {
                throw new NotAllowedException(
                        Reason.DIFFERENT_KIND,
                        left.name(),
                        left.name() + " and " + right.name()
                                + " cannot be merged: they must be two drafts of one customer and one kind.");
            }
            refuseToRearrange(work, right);
            List<InvoiceLine> lines = new ArrayList<>(left.lines());
            // one letter, one fee
            boolean hasFee = DraftDesk.withoutPaperFee(lines).size() < lines.size();
            lines.addAll(hasFee ? DraftDesk.withoutPaperFee(right.lines()) : right.lines());
            Set<YearMonth> months = new LinkedHashSet<>(left.allRunMonths());
            months.addAll(right.allRunMonths());
            Optional<YearMonth> month = left.runMonth().or(right::runMonth);
            month.ifPresent(months::remove);
            Set<InvoiceId> refersTo = new LinkedHashSet<>(left.refersTo());
            refersTo.addAll(right.refersTo());
            work.unit().invoices().delete(right);
            work.happened(new BillingEvent.DraftDeleted(other, GiveBack.DROP));
            reassign(work, right.lines(), id);
            return drafts.replace(
                    work,
                    left.withLines(lines).toBuilder()
                            .runMonth(month)
                            .mergedRunMonths(months)
                            .stretches(joined(left.stretches(), right.stretches()))
                            .refersTo(refersTo)
                            .build());
        });
    }

    private static List<BilledStretch> joined(List<BilledStretch> left, List<BilledStretch> right) {
        Map<SubscriptionReference, BilledStretch> joined = new LinkedHashMap<>();
        left.forEach(stretch -> joined.put(stretch.subscription(), stretch));
        for (BilledStretch stretch : right) {
            joined.merge(
                    stretch.subscription(),
                    stretch,
                    (one, two) -> new BilledStretch(
                            one.subscription(),
                            one.from().isBefore(two.from()) ? one.from() : two.from(),
                            one.through().isAfter(two.through()) ? one.through() : two.through()));
        }
        return List.copyOf(joined.values());
    }

    private static void reassign(Session.Work work, List<InvoiceLine> lines, InvoiceId invoice) {
        List<PendingLine> moved = lines.stream()
                .flatMap(line -> line.pendingLine().stream())
                .flatMap(reference -> work.unit().pendingLines().find(reference).stream())
                .filter(PendingLine::billed)
                .map(line -> line.toBuilder().billedOn(invoice).build())
                .toList();
        work.unit().pendingLines().save(moved);
    }

    /**
     * Splits lines {@code lineNumbers} of a draft off into a manual draft of their own.
     *
     * @return the new draft
     */
    public Invoice split(InvoiceId id, long version, Set<Integer> lineNumbers) {
        given(id, "invoice");
        given(lineNumbers, "lineNumbers");
        return session.work(work -> {
            Invoice draft = DraftDesk.draftAt(work, id, version);
            refuseToRearrange(work, draft);
            Map<Boolean, List<InvoiceLine>> parts = DraftEditor.partition(draft, lineNumbers);
            List<InvoiceLine> chosen = parts.getOrDefault(true, List.of());
            List<InvoiceLine> rest = parts.getOrDefault(false, List.of());
            Invoice off = DraftDesk.drawingNoMore(draft.withLines(chosen)).toBuilder()
                    .id(session.newInvoiceId())
                    .version(0)
                    .runMonth(Optional.empty())
                    .mergedRunMonths(List.of())
                    .madeBy(session.actor())
                    .approval(Optional.empty())
                    .stretches(draft.stretches().stream()
                            .filter(stretch -> movesWith(stretch, chosen, rest))
                            .toList())
                    .build();
            DraftDesk.refuseBelowZero(off);
            drafts.replace(
                    work,
                    draft.withLines(rest).toBuilder()
                            .stretches(draft.stretches().stream()
                                    .filter(stretch -> !movesWith(stretch, chosen, rest))
                                    .toList())
                            .build());
            reassign(work, chosen, off.id());
            return drafts.add(work, drafts.withTotals(work, off));
        });
    }

    /** A stretch moves when all lines of its subscription's days do. */
    private static boolean movesWith(BilledStretch stretch, List<InvoiceLine> chosen, List<InvoiceLine> rest) {
        return hasDaysOf(chosen, stretch) && !hasDaysOf(rest, stretch);
    }

    private static boolean hasDaysOf(List<InvoiceLine> lines, BilledStretch stretch) {
        return lines.stream()
                .anyMatch(line -> line.origin() instanceof LineOrigin.Service service
                        && service.subscription().equals(stretch.subscription()));
    }

    /**
     * Deletes a draft without trace but its event; what it billed is given back to the next run, or dropped. One that is not there, as
     * after a call whose answer was lost, stays away.
     */
    public void delete(InvoiceId id, GiveBack giveBack) {
        given(id, "invoice");
        given(giveBack, "giveBack");
        session.work(work -> {
            Optional<Invoice> stored = work.unit().invoices().find(id);
            stored.ifPresent(draft -> {
                work.corrections(draft).mayDelete().orThrow(draft.name());
                drafts.giveUp(work, draft, giveBack);
                work.unit().invoices().delete(draft);
                work.happened(new BillingEvent.DraftDeleted(id, giveBack));
            });
            return stored;
        });
    }

    /**
     * Approves drafts, by {@code by}; they wait to be sent. Those that {@code by} approved, or that were sent since, stay as they are.
     * One that cannot be approved does not stop the others.
     */
    public BulkReport<InvoiceId> approve(Collection<InvoiceId> ids, String by) {
        given(ids, "invoices");
        given(by, "by");
        return BulkReport.of(
                ids.stream().distinct().toList(), CHUNK, chunk -> session.work(work -> approve(work, chunk, by)));
    }

    /**
     * Approves one draft, as {@link #approve(Collection, String)} does.
     *
     * @throws NotAllowedException when it cannot be approved, or not by him
     */
    public Invoice approve(InvoiceId id, String by) {
        given(id, "invoice");
        given(by, "by");
        return session.work(work -> {
            approve(work, List.of(id), by);
            return work.invoice(id);
        });
    }

    private List<Invoice> approve(Session.Work work, List<InvoiceId> chunk, String by) {
        Approval approval = new Approval(by, session.clock().instant());
        List<Invoice> approved = new ArrayList<>();
        List<Invoice> drafts = work.invoices(chunk);
        Map<CustomerReference, Customer> customers = work.customersOf(drafts);
        for (Invoice draft : drafts) {
            boolean isDone =
                    draft.approval().filter(before -> before.by().equals(by)).isPresent();
            if (isDone && draft.status() != InvoiceStatus.WITHDRAWN) {
                continue;
            }
            Corrections.mayEdit(draft).orThrow(draft.name());
            Customer customer = customers.get(draft.customer());
            refuseOwnWork(work.settings(customer == null ? work.customer(draft.customer()) : customer), draft, by);
            approved.add(draft.toBuilder().approval(approval).build());
            work.happened(new BillingEvent.DraftApproved(draft.id(), by));
        }
        return work.unit().invoices().save(approved);
    }

    /** Where four eyes are wanted on each draft, who made or changed it last may not approve it. */
    static void refuseOwnWork(EffectiveSettings settings, Invoice draft, String by) {
        boolean own = draft.madeBy().filter(by::equals).isPresent();
        if (own && settings.get(Setting.APPROVAL).fourEyes()) {
            throw new NotAllowedException(
                    Reason.FOUR_EYES,
                    draft.name(),
                    by + " made or changed " + draft.name() + " and may not approve it: somebody else must.");
        }
    }

    /** Approves every draft that waits, as {@link #approve(Collection, String)} does. */
    public BulkReport<InvoiceId> approveAll(String by) {
        return approve(
                allAwaitingApproval()
                        .filter(draft ->
                                draft.approval().isEmpty() && draft.request().isEmpty())
                        .map(Invoice::id)
                        .toList(),
                by);
    }

    /** Sends every draft that was approved. */
    public BulkReport<InvoiceId> sendApproved() {
        return send(allAwaitingApproval()
                .filter(draft -> draft.approval().isPresent())
                .map(Invoice::id)
                .toList());
    }

    /**
     * Approves and sends drafts, in the order given, which is the order of their numbers. A draft that cannot be sent stays
     * as it was and is in the report; it uses no number and does not stop the others. One that was sent before counts as sent, so
     * the call may be repeated.
     */
    public BulkReport<InvoiceId> send(Collection<InvoiceId> ids) {
        given(ids, "invoices");
        return BulkReport.of(
                ids,
                CHUNK,
                chunk -> session.work(work -> {
                    // one that was sent before, as by a call whose answer was lost, is sent
                    sending.send(
                            work,
                            work.invoices(chunk).stream()
                                    .filter(document -> document.status() != InvoiceStatus.SENT)
                                    .toList());
                    return chunk.size();
                }));
    }

    /** Approves and sends one draft. Done again, as after an answer that was lost, it answers the sent document. */
    public Invoice send(InvoiceId id) {
        given(id, "invoice");
        return session.work(work -> {
            Invoice document = work.invoice(id);
            return document.status() == InvoiceStatus.SENT ? document : sending.send(work, document);
        });
    }

    /**
     * Sends a sent document again: the same bytes, to the customer's present address. While a copy of it still waits in the
     * outbox, again changes nothing.
     */
    public void resend(InvoiceId id) {
        given(id, "invoice");
        session.work(work -> {
            Invoice document = work.invoice(id);
            work.corrections(document).mayResend().orThrow(document.name());
            boolean waits = work.unit().outbox().ofDocument(id).stream()
                    .anyMatch(entry ->
                            entry.status() == OutboxEntry.Status.WAITING && entry.kind() == SendDesk.kindOf(document));
            if (waits) {
                return document;
            }
            sending.deliver(work, document, SendDesk.kindOf(document));
            work.happened(new BillingEvent.InvoiceResent(id, document.number().orElseThrow()));
            return document;
        });
    }

    /**
     * Takes back a sent document that is not in the books: its number stays used, the customer is told in the same step,
     * and what settled it is free again (design section 6, rule F3). Done again with the same reason it changes nothing.
     */
    public Invoice withdraw(InvoiceId id, String reason, GiveBack giveBack) {
        given(id, "invoice");
        given(reason, "reason");
        given(giveBack, "giveBack");
        Violations.of("withdrawal")
                .check(!reason.isBlank(), "reason", reason, "must be given", "the audit trail wants to know why")
                .throwIfAny();
        return session.work(work -> {
            Invoice document = work.invoice(id);
            boolean isDone = document.withdrawal()
                    .filter(withdrawal -> withdrawal.reason().equals(reason) && withdrawal.giveBack() == giveBack)
                    .isPresent();
            if (isDone) {
                return document;
            }
            work.corrections(document).mayWithdraw().orThrow(document.name());
            drafts.giveUp(work, document, giveBack);
            Invoice withdrawn = work.unit()
                    .invoices()
                    .save(List.of(document.toBuilder()
                            .withdrawal(new Withdrawal(work.today(), reason, giveBack))
                            .build()))
                    .get(0);
            work.happened(
                    new BillingEvent.InvoiceWithdrawn(id, document.number().orElseThrow(), reason, giveBack));
            ItemId item = ItemId.of(id);
            ledger.act(work, document.customer(), List.of(item), account -> account.cancel(item));
            TopUpDesk.withdrawn(work, withdrawn);
            sending.deliver(work, withdrawn, DocumentKind.WITHDRAWAL_NOTICE);
            return withdrawn;
        });
    }

    /** Credits a sent invoice: say what, and make the draft or send it at once. */
    public CreditNoteBuilder credit(InvoiceId id) {
        given(id, "invoice");
        return new CreditNoteBuilder(
                asked -> session.work(work -> draftCredit(work, id, asked)),
                asked -> session.work(work -> {
                    Invoice note = draftCredit(work, id, asked);
                    return note.status() == InvoiceStatus.SENT ? note : sending.send(work, note);
                }));
    }

    /** Credits the sent invoice with {@code number}. */
    public CreditNoteBuilder credit(String number) {
        return credit(findByNumber(number)
                .orElseThrow(() -> new NotFoundException("invoice", number))
                .id());
    }

    private Invoice draftCredit(Session.Work work, InvoiceId id, CreditNoteBuilder.Asked asked) {
        return DraftDesk.once(work, asked.key(), id + " " + asked.requests() + " " + asked.text(), () -> {
            Invoice original = work.invoice(id);
            List<InvoiceLine> lines = CreditNotes.lines(work.corrections(original), asked.requests());
            return drafts.creditNote(work, original, lines, asked.text());
        });
    }

    /**
     * Marks sent documents as in the books of {@code system}; marking again is harmless. One that was not sent, or was withdrawn, does
     * not stop the others.
     */
    public BulkReport<InvoiceId> markExported(Collection<InvoiceId> ids, String system) {
        given(ids, "invoices");
        given(system, "system");
        return BulkReport.of(
                ids.stream().distinct().toList(),
                CHUNK,
                chunk -> session.work(work -> {
                    LedgerExport export = new LedgerExport(system, work.today());
                    List<Invoice> marked = new ArrayList<>();
                    for (Invoice document : work.invoices(chunk)) {
                        refuseUnsent(document);
                        if (document.export().isEmpty()) {
                            marked.add(document.toBuilder().export(export).build());
                            work.happened(new BillingEvent.InvoiceExported(
                                    document.id(), document.number().orElseThrow(), system));
                        }
                    }
                    return work.unit().invoices().save(marked);
                }));
    }

    private static void refuseUnsent(Invoice document) {
        if (document.status() != InvoiceStatus.SENT) {
            throw new NotAllowedException(
                    document.status() == InvoiceStatus.WITHDRAWN ? Reason.WITHDRAWN : Reason.DRAFT,
                    document.name(),
                    document.name() + " cannot be exported: only sent documents go to the books.");
        }
    }

    /** Up to {@code limit} sent documents that are not in the books, after {@code after}, or from the first. */
    public List<Invoice> unexported(Optional<InvoiceId> after, int limit) {
        given(after, "after");
        return session.work(work -> work.unit().invoices().unexported(after, limit));
    }

    /** All documents of a customer, in every status, in the order in which they were made. */
    public List<Invoice> ofCustomer(CustomerReference customer) {
        given(customer, "customer");
        return session.work(work -> work.unit().invoices().ofCustomer(customer));
    }
}
