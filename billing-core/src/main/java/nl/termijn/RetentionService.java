package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.termijn.administration.RetentionPeriod;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.document.DocumentArchive;
import nl.termijn.error.ConflictException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PersonalData;
import nl.termijn.invoice.Withdrawal;
import nl.termijn.receivable.Allocation;
import nl.termijn.receivable.OpenItem;
import nl.termijn.store.CatalogueKind;
import nl.termijn.store.OutboxEntry;
import nl.termijn.store.UnitOfWork;
import nl.termijn.subscription.Subscription;

/**
 * The end of keeping: personal data of a customer is erased once the law does not want it kept any more (articles 5(1)(e) and
 * 17(3)(b) GDPR against article 52(4) AWR), and the books stay as they are: numbers, days, amounts, VAT and the chain of
 * hashes. Nothing is erased by itself; a host asks for {@link #erasable} once a year.
 *
 * <p>The customer's reference stays, as do the texts of the log: neither should hold a name.
 */
public final class RetentionService {
    private final Session session;
    private final DocumentArchive documents;

    RetentionService(Session session, DocumentArchive documents) {
        this.session = session;
        this.documents = documents;
    }

    /**
     * Where a customer stands.
     *
     * @param customer whom it is about
     * @param freeFrom the first day on which the law does not want anything of him kept; empty when there is nothing
     * @param inUse what still goes on with him, in words: subscriptions, lines, drafts, money
     * @param erasedOn when he was erased
     */
    public record Standing(
            CustomerReference customer,
            Optional<LocalDate> freeFrom,
            List<String> inUse,
            Optional<LocalDate> erasedOn) {

        /** Whether he may be erased on {@code day}. */
        public boolean isErasableOn(LocalDate day) {
            return erasedOn.isEmpty()
                    && inUse.isEmpty()
                    && freeFrom.filter(day::isBefore).isEmpty();
        }
    }

    /** All that is kept of one customer. */
    private record Kept(
            Customer customer,
            List<Subscription> subscriptions,
            List<PendingLine> lines,
            List<Invoice> invoices,
            List<OpenItem> items,
            List<Allocation> allocations) {

        static Kept of(Session.Work work, CustomerReference reference) {
            UnitOfWork unit = work.unit();
            return new Kept(
                    work.customer(reference),
                    unit.subscriptions().ofCustomer(reference),
                    unit.pendingLines().ofCustomer(reference),
                    unit.invoices().ofCustomer(reference),
                    unit.ledger().ofCustomer(reference),
                    unit.ledger().allocationsOf(reference));
        }

        Standing standing(RetentionPeriod period, String sellerCountry) {
            Stream<LocalDate> books = Stream.of(
                            invoices.stream().flatMap(document -> document.issuedOn().stream()),
                            invoices.stream()
                                    .flatMap(document -> document.withdrawal().stream())
                                    .map(Withdrawal::withdrawnOn),
                            items.stream().map(OpenItem::date),
                            items.stream().flatMap(item -> item.cancelledOn().stream()),
                            allocations.stream().map(Allocation::on),
                            allocations.stream().flatMap(allocation -> allocation.undoneOn().stream()))
                    .flatMap(days -> days)
                    .map(period::freeFrom);
            Stream<LocalDate> elsewhere = invoices.stream()
                    .filter(document -> document.issuance().isPresent())
                    .flatMap(document -> document.lines().stream())
                    .filter(line -> !line.vat().country().equals(sellerCountry)
                            && line.vat().rate().signum() > 0)
                    .map(line -> period.freeFromElsewhere(line.suppliedOn()));
            return new Standing(
                    customer.reference(),
                    Stream.concat(books, elsewhere).max(LocalDate::compareTo),
                    inUse(),
                    customer.erasedOn());
        }

        private List<String> inUse() {
            List<String> inUse = new ArrayList<>();
            subscriptions.stream()
                    .filter(subscription -> subscription.end().isEmpty()
                            || subscription
                                    .billedThrough()
                                    .isBefore(subscription.end().get()))
                    .forEach(subscription ->
                            inUse.add("subscription " + subscription.reference() + " is not billed to its end"));
            lines.stream()
                    .filter(line -> !line.billed())
                    .forEach(line -> inUse.add("pending line " + line.reference() + " waits"));
            invoices.stream()
                    .filter(document -> document.status() == InvoiceStatus.AWAITING_APPROVAL)
                    .forEach(document -> inUse.add(document.name() + " is not sent"));
            items.stream()
                    .filter(item -> !item.open().isZero())
                    .forEach(item -> inUse.add("item " + item.id() + " is not settled"));
            return inUse;
        }
    }

    /** Where a customer stands: until when the law wants his data kept, and what still goes on with him. */
    public Standing standing(CustomerReference customer) {
        given(customer, "customer");
        return session.work(work -> standing(work, Kept.of(work, customer)));
    }

    private static Standing standing(Session.Work work, Kept kept) {
        return kept.standing(
                work.administration().policies().retention(),
                work.administration().address().country());
    }

    /** All customers who may be erased today, in the order of their references, read as the stream is consumed. */
    public Stream<CustomerReference> erasable() {
        LocalDate today = session.work(Session.Work::today);
        return Pages.<Customer>all(after ->
                        session.work(work -> work.unit().customers().page(after.map(Customer::reference), Pages.SIZE)))
                .filter(customer -> customer.erasedOn().isEmpty())
                .map(Customer::reference)
                .filter(customer -> standing(customer).isErasableOn(today));
    }

    /**
     * Erases what is about the person: name, addresses, VAT id, order references, texts and descriptions, references of
     * payments, and the bytes of documents, whose hashes stay. It cannot be undone; {@link TransferService#exportCustomer}
     * keeps a file of him first, if there is a ground to keep one. Doing it again is harmless, and finishes what a crash
     * cut short.
     *
     * @throws NotAllowedException while the law wants it kept, with the day on which it ends, or while something goes on
     */
    public void erase(CustomerReference customer) {
        given(customer, "customer");
        List<String> archived = session.work(work -> {
            Kept kept = Kept.of(work, customer);
            if (kept.customer().erasedOn().isEmpty()) {
                refuseUnlessErasable(standing(work, kept), work.today());
                erase(work, kept);
            }
            return kept.invoices().stream()
                    .flatMap(document -> work.unit().outbox().archived(document.id()).stream())
                    .toList();
        });
        // after the commit: were it refused, the bytes would be missed
        archived.forEach(documents::erase);
    }

    private static void refuseUnlessErasable(Standing standing, LocalDate today) {
        CustomerReference customer = standing.customer();
        if (!standing.inUse().isEmpty()) {
            throw new NotAllowedException(
                    Reason.IN_USE,
                    customer.value(),
                    "Customer " + customer + " cannot be erased: " + String.join("; ", standing.inUse())
                            + ". End, bill and settle these first.");
        }
        standing.freeFrom().filter(today::isBefore).ifPresent(day -> {
            throw new NotAllowedException(
                    Reason.RETENTION,
                    customer.value(),
                    "Customer " + customer + " cannot be erased before " + day
                            + ": the law wants the books kept until then; ask again on that day.");
        });
    }

    private static void erase(Session.Work work, Kept kept) {
        UnitOfWork unit = work.unit();
        for (OutboxEntry entry : unit.outbox().ofCustomer(kept.customer().reference())) {
            if (entry.hasPersonalData() && !unit.outbox().replace(entry, entry.withoutPersonalData())) {
                throw new ConflictException(
                        "outbox entry " + entry.key(),
                        "Outbox entry " + entry.key() + " is being worked on by somebody else; ask again.");
            }
        }
        unit.invoices()
                .save(kept.invoices().stream().map(PersonalData::erasedFrom).toList());
        unit.ledger()
                .save(kept.items().stream().map(OpenItem::withoutPersonalData).toList());
        unit.pendingLines()
                .save(kept.lines().stream().map(PersonalData::erasedFrom).toList());
        unit.subscriptions()
                .save(kept.subscriptions().stream()
                        .map(PersonalData::erasedFrom)
                        .toList());
        unit.catalogue(CatalogueKind.USAGE)
                .save(UsageService.ofCustomer(unit, kept.customer().reference()).stream()
                        .map(PersonalData::erasedFrom)
                        .toList());
        MandateService.erase(unit, kept.customer().reference());
        unit.customers().save(PersonalData.erasedFrom(kept.customer(), work.today()));
        work.happened(new BillingEvent.CustomerErased(kept.customer().reference()));
    }
}
