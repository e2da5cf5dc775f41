package nl.termijn.store;

import java.util.List;
import java.util.Optional;
import nl.termijn.administration.Administration;

/** One transaction in one administration; used by one thread, not after the transaction. */
public interface UnitOfWork {
    /** The administration, once opened. */
    Optional<Administration> administration();

    /** Opens or changes the administration; answers it with its new version. */
    Administration save(Administration administration);

    /** Customers and their billing accounts. */
    Customers customers();

    /** Subscriptions. */
    Subscriptions subscriptions();

    /** Pending lines. */
    PendingLines pendingLines();

    /** Invoices, credit notes and their numbers. */
    Invoices invoices();

    /** Open items and allocations. */
    LedgerEntries ledger();

    /** What is to leave the house. */
    OutboxEntries outbox();

    /** Prices and other values that are kept under a key. */
    <V> Catalogue<V> catalogue(CatalogueKind<V> kind);

    /** What happened. */
    EventLog events();

    /**
     * The rows that this unit of work left out so far, because they are not valid. What is read of many customers (pages, searches,
     * several references, accounts, whole catalogues) leaves them out, so that one customer's fault is not everybody's; what
     * is read of one customer or by one key throws {@link nl.termijn.error.UnreadableException}.
     */
    default List<Unreadable> unreadable() {
        return List.of();
    }
}
