package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.termijn.customer.Customer;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Corrections;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.RequestForPayment;

/**
 * Requests for payment: a draft is paid first, and becomes an invoice then. Until it is paid it has no number, and no hole is
 * left when it never is.
 *
 * <pre>
 * Invoice draft = billing.invoices().draft(manual);
 * billing.requests().request(draft.id(), 14, "sales");
 * billing.payments().receiveFor(draft.id(), draft.totals().gross(), Optional.empty());    // sent, numbered, settled
 * billing.requests().lapse(GiveBack.DROP);                                                // each night: what was not paid
 * </pre>
 */
public final class RequestService {
    private final Session session;
    private final DraftDesk drafts;

    RequestService(Session session, DraftDesk drafts) {
        this.session = session;
        this.drafts = drafts;
    }

    /**
     * Asks that a draft is paid. It cannot be changed or sent otherwise until the request is paid, lapses or is taken back. To
     * ask is to approve, so who made it may not where four eyes are wanted.
     *
     * @param days to pay
     * @param by who asks
     * @throws NotAllowedException when it is no draft, or was asked already
     * @throws nl.termijn.error.InvalidInputException when nothing is to be paid
     */
    public Invoice request(InvoiceId id, int days, String by) {
        given(id, "invoice");
        given(by, "by");
        return session.work(work -> {
            Invoice draft = drafts.withTotals(work, work.invoice(id));
            Corrections.mayEdit(draft).orThrow(draft.name());
            Customer customer = work.activeCustomer(draft.customer());
            InvoiceService.refuseOwnWork(work.settings(customer), draft, by);
            LocalDate today = work.today();
            RequestForPayment request = new RequestForPayment(draft.totals().gross(), today, today.plusDays(days), by);
            work.happened(new BillingEvent.PaymentRequested(id, request.amount(), request.lapsesOn()));
            return save(
                    work,
                    draft.toBuilder()
                            .request(request)
                            .approval(Optional.empty())
                            .build());
        });
    }

    private static Invoice save(Session.Work work, Invoice draft) {
        return work.unit().invoices().save(List.of(draft)).get(0);
    }

    /** Drafts whose payment is asked, by customer. */
    public Stream<Invoice> open() {
        return Pages.<Invoice>all(
                        after -> session.work(work -> work.unit().invoices().drafts(after, Pages.SIZE)))
                .filter(draft -> draft.request().isPresent());
    }

    /**
     * Takes a request back: the draft can be changed and sent as any other.
     *
     * @throws NotAllowedException when its payment is not asked
     */
    public Invoice takeBack(InvoiceId id) {
        given(id, "invoice");
        return session.work(work -> {
            Invoice draft = work.invoice(id);
            if (draft.request().isEmpty()) {
                throw new NotAllowedException(
                        Reason.NOT_OPEN,
                        draft.name(),
                        "No payment of " + draft.name() + " is asked, so that cannot be taken back.");
            }
            work.happened(new BillingEvent.PaymentRequestEnded(id, false));
            return save(work, draft.toBuilder().request(Optional.empty()).build());
        });
    }

    /**
     * Ends the requests that were not paid in time: their drafts are deleted.
     *
     * @param giveBack whether the next run bills what was in them, or never
     * @return the drafts that are gone
     */
    public List<InvoiceId> lapse(GiveBack giveBack) {
        given(giveBack, "giveBack");
        List<InvoiceId> lapsed = new ArrayList<>();
        for (Invoice seen : open().toList()) {
            session.work(work -> {
                Optional<Invoice> draft = work.unit()
                        .invoices()
                        .find(seen.id())
                        .filter(each -> each.request()
                                .filter(request -> !work.today().isBefore(request.lapsesOn()))
                                .isPresent());
                draft.ifPresent(each -> {
                    drafts.giveUp(work, each, giveBack);
                    work.unit().invoices().delete(each);
                    work.happened(new BillingEvent.PaymentRequestEnded(each.id(), true));
                    work.happened(new BillingEvent.DraftDeleted(each.id(), giveBack));
                    lapsed.add(each.id());
                });
                return seen;
            });
        }
        return lapsed;
    }
}
