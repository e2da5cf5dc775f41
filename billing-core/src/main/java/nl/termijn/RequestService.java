package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.termijn.customer.Customer;
import nl.termijn.customer.DocumentKind;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.AwaitedChange;
import nl.termijn.invoice.Corrections;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.RequestForPayment;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;

/**
 * Requests for payment: a draft is paid first, and becomes an invoice then. Until it is paid it has no number, and no hole is
 * left when it never is.
 *
 * <pre>
 * Invoice draft = billing.invoices().draft(manual);
 * billing.requests().request(draft.id(), 14, "sales");
 * billing.requests().deliver(draft.id());                     // mail with the amount, the last day and a pay link
 * billing.payments().receiveFor(draft.id(), draft.totals().gross(), Booking.BY_HAND);    // sent, numbered, settled
 * billing.requests().lapse(GiveBack.DROP);                                                // each night: what was not paid
 * </pre>
 */
public final class RequestService {
    private final Session session;
    private final DraftDesk drafts;
    private final SendDesk sending;
    private final AwaitedChangeDesk changes;

    RequestService(Session session, DraftDesk drafts, SendDesk sending, AwaitedChangeDesk changes) {
        this.session = session;
        this.drafts = drafts;
        this.sending = sending;
        this.changes = changes;
    }

    /**
     * Asks that a draft is paid. It cannot be changed or sent otherwise until the request is paid, lapses or is taken back. To
     * ask is to approve, so who made it may not where four eyes are wanted. Asked again on the same day by the same, it stays as it is.
     *
     * @param days to pay
     * @param by who asks
     * @throws NotAllowedException when it is no draft, was asked already by others or for another day, or could not be sent
     * @throws nl.termijn.error.InvalidInputException when nothing is to be paid
     */
    public Invoice request(InvoiceId id, int days, String by) {
        given(id, "invoice");
        given(by, "by");
        return session.work(work -> {
            Invoice stored = work.invoice(id);
            if (isAsked(work, stored, days, by)) {
                return stored;
            }
            Invoice draft = drafts.withTotals(work, stored);
            Corrections.mayEdit(draft).orThrow(draft.name());
            return ask(work, draft, days, by, Optional.empty());
        });
    }

    /**
     * Asks that a change of terms at once is paid first: it is made with the payment, as of the day it was asked for, and never
     * when it is not paid. Until then runs bill the terms as they are; what was billed so is made good with the run after the
     * payment. Where the days that it was reckoned over are billed otherwise by the time it is paid (an end, another change, a
     * credit note), the money becomes the customer's credit and the request lapses. Asked again on the same day by the same, it stays
     * as it is.
     *
     * <pre>
     * Invoice asked = billing.requests().change(subscription, toPro, 7, "sales");    // 87.13 and VAT, no number
     * billing.payments().receiveFor(asked.id(), asked.totals().gross(), Booking.BY_HAND);    // now it is Pro
     * </pre>
     *
     * @param change with the effect {@code AT_ONCE}
     * @param days to pay
     * @param by who asks
     * @return the draft that stands for what the change costs; it cannot be changed
     * @throws NotAllowedException when the change would be refused now, or another of the subscription waits to be paid
     * @throws nl.termijn.error.InvalidInputException when it costs nothing now
     */
    public Invoice change(SubscriptionReference subscription, TermsChange change, int days, String by) {
        given(subscription, "subscription");
        given(change, "change");
        given(by, "by");
        return session.work(work -> {
            AwaitedChange awaited = new AwaitedChange(subscription, change);
            Optional<Invoice> asked = changes.waiting(work, awaited)
                    .filter(draft ->
                            draft.request().flatMap(RequestForPayment::change).equals(Optional.of(awaited)))
                    .filter(draft -> isAsked(work, draft, days, by));
            if (asked.isPresent()) {
                return asked.get();
            }
            Invoice draft = changes.draft(work, awaited);
            work.happened(DraftDesk.drafted(draft));
            return ask(work, draft, days, by, Optional.of(awaited));
        });
    }

    /** Whether the payment was asked in the same words, as by a call whose answer was lost. */
    private static boolean isAsked(Session.Work work, Invoice draft, int days, String by) {
        return draft.request()
                .filter(request -> request.by().equals(by)
                        && request.requestedOn().equals(work.today())
                        && request.lapsesOn().equals(work.today().plusDays(days)))
                .isPresent();
    }

    private Invoice ask(Session.Work work, Invoice draft, int days, String by, Optional<AwaitedChange> change) {
        Customer customer = work.activeCustomer(draft.customer());
        InvoiceService.refuseOwnWork(work.settings(customer), draft, by);
        // once it is paid it is too late to find that it cannot be sent
        sending.refuseUnready(work, draft, customer);
        LocalDate today = work.today();
        RequestForPayment request =
                new RequestForPayment(draft.totals().gross(), today, today.plusDays(days), by, change);
        work.happened(new BillingEvent.PaymentRequested(draft.id(), request.amount(), request.lapsesOn()));
        return save(
                work,
                draft.toBuilder().request(request).approval(Optional.empty()).build());
    }

    private static Invoice save(Session.Work work, Invoice draft) {
        return work.unit().invoices().save(List.of(draft)).get(0);
    }

    /**
     * Puts word of a request in the outbox: what is asked, for what, by when and how it is paid. Done again it is said again. What
     * was paid, taken back or lapsed when its turn comes is not sent.
     *
     * @throws NotAllowedException when its payment is not asked
     */
    public void deliver(InvoiceId id) {
        given(id, "invoice");
        session.work(work -> {
            Invoice draft = work.invoice(id);
            refuseUnasked(draft, "told of");
            sending.deliver(work, draft, DocumentKind.PAYMENT_REQUEST);
            return draft;
        });
    }

    private static void refuseUnasked(Invoice draft, String verb) {
        if (draft.request().isEmpty()) {
            throw new NotAllowedException(
                    Reason.NOT_OPEN,
                    draft.name(),
                    "No payment of " + draft.name() + " is asked, so that cannot be " + verb + "; request it first.");
        }
    }

    private static boolean isUnasked(Invoice document) {
        return document.status() == InvoiceStatus.AWAITING_APPROVAL
                && document.request().isEmpty();
    }

    /** Drafts whose payment is asked, by customer. */
    public Stream<Invoice> open() {
        return Pages.<Invoice>all(
                        after -> session.work(work -> work.unit().invoices().drafts(after, Pages.SIZE)))
                .filter(draft -> draft.request().isPresent());
    }

    /**
     * Takes a request back: the draft can be changed and sent as any other. One that stood for a change is gone with it. Of a draft
     * whose payment is not asked, or that is gone, nothing is changed.
     *
     * @return the draft, if it still is there
     * @throws NotAllowedException when it is no draft any more: it was paid
     */
    public Optional<Invoice> takeBack(InvoiceId id) {
        given(id, "invoice");
        return session.work(work -> {
            Optional<Invoice> stored = work.unit().invoices().find(id);
            if (stored.isEmpty() || isUnasked(stored.get())) {
                return stored;
            }
            Invoice draft = stored.get();
            refuseUnasked(draft, "taken back");
            work.happened(new BillingEvent.PaymentRequestEnded(id, false));
            if (draft.request().orElseThrow().change().isPresent()) {
                delete(work, draft, GiveBack.DROP);
                return Optional.empty();
            }
            return Optional.of(
                    save(work, draft.toBuilder().request(Optional.empty()).build()));
        });
    }

    /**
     * Ends the requests that were not paid in time: their drafts are deleted. One that cannot be ended, as when something later rests
     * on its days, does not stop the others; the next call tries it again.
     *
     * @param giveBack whether the next run bills what was in them, or never
     * @return the drafts that are gone, and those that are not
     */
    public BulkReport<InvoiceId> lapse(GiveBack giveBack) {
        given(giveBack, "giveBack");
        LocalDate today = session.work(Session.Work::today);
        List<InvoiceId> late =
                open().filter(draft -> isLate(draft, today)).map(Invoice::id).toList();
        return BulkReport.of(late, 1, each -> session.work(work -> lapse(work, each.get(0), giveBack)));
    }

    private static boolean isLate(Invoice draft, LocalDate today) {
        return draft.request()
                .filter(request -> !today.isBefore(request.lapsesOn()))
                .isPresent();
    }

    /** Whether the request was ended now: it may have been paid meanwhile. */
    private boolean lapse(Session.Work work, InvoiceId id, GiveBack giveBack) {
        Optional<Invoice> late = work.unit()
                .invoices()
                .find(id)
                .filter(draft -> draft.request()
                        .filter(request -> !work.today().isBefore(request.lapsesOn()))
                        .isPresent());
        late.ifPresent(draft -> lapse(work, draft, giveBack));
        return late.isPresent();
    }

    private void lapse(Session.Work work, Invoice draft, GiveBack giveBack) {
        work.happened(new BillingEvent.PaymentRequestEnded(draft.id(), true));
        // what stands for a change bills nothing, so nothing of it can wait
        boolean change = draft.request().orElseThrow().change().isPresent();
        delete(work, draft, change ? GiveBack.DROP : giveBack);
    }

    private void delete(Session.Work work, Invoice draft, GiveBack giveBack) {
        drafts.giveUp(work, draft, giveBack);
        work.unit().invoices().delete(draft);
        work.happened(new BillingEvent.DraftDeleted(draft.id(), giveBack));
    }

    /**
     * The paid draft without its request, ready to be sent, with the change made that it stood for; nothing, and no request any
     * more, when that change cannot be made as it was asked.
     */
    Optional<Invoice> paid(Session.Work work, Invoice draft) {
        Optional<AwaitedChange> awaited = draft.request().orElseThrow().change();
        Optional<Invoice> made = awaited.isEmpty() ? Optional.of(draft) : changes.make(work, draft, awaited.get());
        if (made.isEmpty()) {
            lapse(work, draft, GiveBack.DROP);
        }
        return made.map(invoice -> invoice.toBuilder().request(Optional.empty()).build());
    }
}
