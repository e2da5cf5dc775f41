package nl.termijn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.Issuance;
import nl.termijn.receivable.Allocation;
import nl.termijn.receivable.ItemId;
import nl.termijn.receivable.Ledger;
import nl.termijn.receivable.OpenItem;
import nl.termijn.store.LedgerEntries;

/** Loads a customer's account, lets the {@link Ledger} work on it, and saves what changed with its events. */
final class LedgerDesk {
    private final Session session;

    LedgerDesk(Session session) {
        this.session = session;
    }

    /**
     * Does {@code acts} on the account of {@code customer}.
     *
     * @param touched items beyond the open ones that the acts need, with what is allocated to them
     */
    void act(Session.Work work, CustomerReference customer, List<ItemId> touched, Consumer<Ledger> acts) {
        Ledger ledger = Ledger.of(
                customer,
                work.administration().currency(),
                work.administration().policies().setOff(),
                work.today(),
                session::newItemId);
        LedgerEntries entries = work.unit().ledger();
        for (ItemId id : touched) {
            loadWithAllocations(entries, ledger, id);
        }
        ledger.with(entries.openOf(customer), List.of());
        acts.accept(ledger);
        save(work, ledger);
    }

    private static void loadWithAllocations(LedgerEntries entries, Ledger ledger, ItemId id) {
        Optional<OpenItem> item = entries.find(id);
        if (item.isEmpty()) {
            return;
        }
        List<Allocation> allocations = entries.allocationsOf(id);
        List<OpenItem> others = new ArrayList<>();
        for (Allocation allocation : allocations) {
            entries.find(allocation.owed().equals(id) ? allocation.credit() : allocation.owed())
                    .ifPresent(others::add);
        }
        ledger.with(List.of(item.get()), allocations);
        ledger.with(others, List.of());
    }

    private static void save(Session.Work work, Ledger ledger) {
        List<OpenItem> items = ledger.changedItems();
        List<Allocation> allocations = ledger.changedAllocations();
        work.unit().ledger().save(items);
        work.unit().ledger().saveAllocations(allocations);
        for (OpenItem item : items) {
            boolean document = item.kind() == OpenItem.Kind.INVOICE || item.kind() == OpenItem.Kind.CREDIT_NOTE;
            if (!document && item.version() == 0) {
                work.happened(new BillingEvent.ItemEntered(item.id(), item.kind(), item.customer(), item.amount()));
            }
        }
        for (Allocation allocation : allocations) {
            work.happened(
                    allocation.isInForce()
                            ? new BillingEvent.Allocated(
                                    allocation.id(),
                                    allocation.customer(),
                                    allocation.owed(),
                                    allocation.credit(),
                                    allocation.amount())
                            : new BillingEvent.AllocationUndone(
                                    allocation.id(),
                                    allocation.customer(),
                                    allocation.owed(),
                                    allocation.credit(),
                                    allocation.amount()));
        }
        for (OpenItem item : items) {
            if (item.cancelledOn().isPresent()) {
                work.happened(new BillingEvent.ItemCancelled(item.id(), item.kind(), item.customer(), item.amount()));
            }
        }
    }

    /** A document that was just sent becomes an item (rules F1, F2, F4). */
    void post(Session.Work work, Invoice document, Issuance issuance) {
        OpenItem item = OpenItem.builder()
                .id(ItemId.of(document.id()))
                .kind(document.kind() == InvoiceKind.CREDIT_NOTE ? OpenItem.Kind.CREDIT_NOTE : OpenItem.Kind.INVOICE)
                .customer(document.customer())
                .number(issuance.number().text())
                .date(issuance.issuedOn())
                .dueOn(issuance.dueOn())
                .amount(document.totals().gross())
                .open(document.totals().gross())
                .build();
        // a change may have touched days that still stand on a draft, which has no item yet
        List<ItemId> originals = document.refersTo().stream()
                .map(ItemId::of)
                .filter(id -> work.unit().ledger().find(id).isPresent())
                .toList();
        act(work, document.customer(), originals, ledger -> ledger.post(item, originals));
    }
}
