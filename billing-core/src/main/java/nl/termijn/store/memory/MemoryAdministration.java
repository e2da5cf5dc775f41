package nl.termijn.store.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.store.Catalogue;
import nl.termijn.store.CatalogueKind;
import nl.termijn.store.Customers;
import nl.termijn.store.EventLog;
import nl.termijn.store.Invoices;
import nl.termijn.store.LedgerEntries;
import nl.termijn.store.OutboxEntries;
import nl.termijn.store.PendingLines;
import nl.termijn.store.Subscriptions;
import nl.termijn.store.UnitOfWork;

/** All that is stored of one administration. One thread at a time works in it. */
final class MemoryAdministration implements UnitOfWork {
    private final AdministrationId id;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Journal journal = new Journal();
    private final Table<String, Administration> administration = new Table<>(journal);
    private final MemorySubscriptions subscriptions = new MemorySubscriptions(journal);
    private final MemoryPendingLines pendingLines = new MemoryPendingLines(journal);
    private final MemoryInvoices invoices = new MemoryInvoices(journal);
    private final MemoryCustomers customers = new MemoryCustomers(journal, subscriptions, pendingLines, invoices);
    private final MemoryLedger ledger = new MemoryLedger(journal);
    private final MemoryOutbox outbox = new MemoryOutbox(journal);
    private final MemoryEventLog events = new MemoryEventLog(journal);
    private final Map<CatalogueKind<?>, MemoryCatalogue<?>> catalogues = new HashMap<>();

    MemoryAdministration(AdministrationId id) {
        this.id = id;
    }

    <T> T inTransaction(Function<UnitOfWork, T> work) {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "a unit of work of " + id + " is under way in this thread: finish it first");
        }
        lock.lock();
        boolean done = false;
        try {
            T result = work.apply(this);
            done = true;
            return result;
        } finally {
            if (done) {
                journal.commit();
            } else {
                journal.rollback();
            }
            lock.unlock();
        }
    }

    boolean isOpened() {
        lock.lock();
        try {
            return administration.has(id.value());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Administration> administration() {
        return administration.find(id.value());
    }

    @Override
    public Administration save(Administration changed) {
        if (!changed.id().equals(id)) {
            throw new InvalidInputException(
                    "administration",
                    java.util.List.of(new Violation(
                            "id", changed.id().value(), "must be " + id, "open a transaction of that administration")));
        }
        Versions.check("administration " + id, administration().map(Administration::version), changed.version());
        Administration saved = Administration.builder()
                .from(changed)
                .version(changed.version() + 1)
                .build();
        administration.put(id.value(), saved);
        return saved;
    }

    @Override
    public Customers customers() {
        return customers;
    }

    @Override
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public PendingLines pendingLines() {
        return pendingLines;
    }

    @Override
    public Invoices invoices() {
        return invoices;
    }

    @Override
    public LedgerEntries ledger() {
        return ledger;
    }

    @Override
    public OutboxEntries outbox() {
        return outbox;
    }

    @Override
    @SuppressWarnings("unchecked") // a kind has one type of values
    public <V> Catalogue<V> catalogue(CatalogueKind<V> kind) {
        return (Catalogue<V>) catalogues.computeIfAbsent(kind, any -> new MemoryCatalogue<>(kind, journal));
    }

    @Override
    public EventLog events() {
        return events;
    }
}
