package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import nl.termijn.administration.Administration;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.document.DocumentArchive;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.ConflictException;
import nl.termijn.event.RecordedEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.store.CatalogueKind;
import nl.termijn.store.UnitOfWork;
import nl.termijn.store.ValueJson;

/**
 * A whole administration as one archive, to move it to another store or to keep it: JSON lines in UTF-8, each an object
 * whose {@code kind} says what it is, the first with the format's version, the last with the SHA-256 of all before it.
 *
 * <p>Everything is in it: settings, customers, subscriptions, lines, drafts and documents with their frozen content and
 * hashes, archived bytes, items, allocations, mail, number series and the log. Version counters, which only tell two
 * changes of one store apart, are not: they begin anew.
 */
public final class TransferService {
    private static final int PAGE = 20;
    private static final int EVENTS = 1_000;

    /** Kinds of which there may be many: they go with their customers. */
    private static final Set<CatalogueKind<?>> OF_CUSTOMERS =
            Set.of(CatalogueKind.USAGE, CatalogueKind.MANDATES, CatalogueKind.CUSTOMER_MANDATES);

    private final Session session;
    private final DocumentArchive documents;

    TransferService(Session session, DocumentArchive documents) {
        this.session = session;
        this.documents = documents;
    }

    /**
     * Writes the administration to {@code out}, some customers at a time; the caller closes it.
     *
     * @return how many lines it has before its last
     * @throws ConflictException when the administration was changed meanwhile; the archive has no end then, and no import
     *     takes it
     * @throws java.io.UncheckedIOException when {@code out} fails
     */
    public long exportTo(OutputStream out) {
        TransferWriter writer = new TransferWriter(given(out, "out"));
        Head head = session.work(TransferService::head);
        head.lines().forEach(writer::write);
        Optional<CustomerReference> after = Optional.empty();
        Page page;
        do {
            Optional<CustomerReference> from = after;
            page = session.work(
                    work -> page(work.unit(), work.unit().customers().page(from, PAGE)));
            write(writer, page);
            after = page.last();
        } while (after.isPresent());
        exportLog(writer, event -> true);
        if (!session.work(work -> work.unit().events().last()).equals(head.lastEvent())) {
            throw new ConflictException(
                    "administration " + session.administrationId(),
                    "Administration " + session.administrationId()
                            + " was changed while it was exported; export it again when nobody works in it.");
        }
        return writer.end();
    }

    private void write(TransferWriter writer, Page page) {
        page.lines().forEach(writer::write);
        page.documents().forEach((invoice, sha256) -> writer.write(document(invoice, sha256)));
    }

    /**
     * Writes all that is kept of one customer, with the documents and the events of the log, as the same lines: for his right of access (articles 15
     * and 20 GDPR), or to keep before he is erased. No import takes it, as it is no whole administration. The caller closes
     * {@code out}.
     *
     * @return how many lines it has before its last
     */
    public long exportCustomer(CustomerReference customer, OutputStream out) {
        given(customer, "customer");
        TransferWriter writer = new TransferWriter(given(out, "out"));
        Page page = session.work(work -> page(work.unit(), List.of(work.customer(customer))));
        write(writer, page);
        Set<Object> keys = keys(customer, page);
        // every other kind: what names the customer, or something of the customer's
        session.work(work -> CatalogueKind.ALL.stream()
                        .filter(kind -> !OF_CUSTOMERS.contains(kind))
                        .flatMap(kind -> naming(work.unit(), kind, keys).stream())
                        .toList())
                .forEach(writer::write);
        exportLog(writer, event -> BoundedUnit.mentions(event.event(), keys));
        return writer.end();
    }

    private static <V> List<TransferRecord> naming(UnitOfWork unit, CatalogueKind<V> kind, Set<Object> keys) {
        return unit.catalogue(kind).startingWith("").stream()
                .filter(value -> BoundedUnit.mentions(value, keys))
                .map(value -> entry(kind, value))
                .toList();
    }

    /** The keys of the customer and of all that is the customer's. */
    private static Set<Object> keys(CustomerReference customer, Page page) {
        Set<Object> keys = new HashSet<>();
        keys.add(customer);
        for (TransferRecord line : page.lines()) {
            if (line instanceof TransferRecord.Subscription subscription) {
                keys.add(subscription.value().reference());
            } else if (line instanceof TransferRecord.PendingLine pending) {
                keys.add(pending.value().reference());
            } else if (line instanceof TransferRecord.Invoice invoice) {
                keys.add(invoice.value().id());
            } else if (line instanceof TransferRecord.OpenItem item) {
                keys.add(item.value().id());
            } else if (line instanceof TransferRecord.Allocation allocation) {
                keys.add(allocation.value().id());
            }
        }
        return keys;
    }

    /** What stands first, and the last event at that moment. */
    private record Head(List<TransferRecord> lines, Optional<RecordedEvent> lastEvent) {}

    private static Head head(Session.Work work) {
        List<TransferRecord> lines = new ArrayList<>();
        lines.add(new TransferRecord.Head(
                TransferRecord.Head.FORMAT,
                TransferRecord.Head.VERSION,
                Administration.builder().from(work.administration()).version(0).build()));
        work.unit().invoices().series().forEach(series -> lines.add(new TransferRecord.Series(series)));
        CatalogueKind.ALL.stream()
                .filter(kind -> !OF_CUSTOMERS.contains(kind))
                .forEach(kind -> addAll(lines, work.unit(), kind));
        return new Head(lines, work.unit().events().last());
    }

    private static <V> void addAll(List<TransferRecord> lines, UnitOfWork unit, CatalogueKind<V> kind) {
        unit.catalogue(kind).startingWith("").forEach(value -> lines.add(entry(kind, value)));
    }

    private static <V> TransferRecord entry(CatalogueKind<V> kind, V value) {
        return new TransferRecord.CatalogueEntry(
                kind.name(), kind.key(value), ValueJson.mapper().valueToTree(value));
    }

    /**
     * Some customers with all that is theirs, read in one transaction and written after it.
     *
     * @param lines in an order in which a store takes them
     * @param documents SHA-256 of the archived bytes of their invoices
     * @param last the last customer, if there was any
     */
    private record Page(
            List<TransferRecord> lines, Map<InvoiceId, String> documents, Optional<CustomerReference> last) {}

    private static Page page(UnitOfWork unit, List<Customer> customers) {
        List<TransferRecord> lines = new ArrayList<>();
        Map<InvoiceId, String> documents = new LinkedHashMap<>();
        customers.forEach(customer -> lines.add(
                new TransferRecord.Customer(customer.toBuilder().version(0).build())));
        List<CustomerReference> page =
                customers.stream().map(Customer::reference).toList();
        add(
                lines,
                page,
                unit.subscriptions()::ofCustomer,
                value -> new TransferRecord.Subscription(
                        value.toBuilder().version(0).build()));
        add(
                lines,
                page,
                unit.pendingLines()::ofCustomer,
                value -> new TransferRecord.PendingLine(
                        value.toBuilder().entered(0).build()));
        page.forEach(customer -> UsageService.ofCustomer(unit, customer)
                .forEach(reading -> lines.add(entry(CatalogueKind.USAGE, reading))));
        for (CustomerReference customer : page) {
            MandateService.ofCustomer(unit, customer)
                    .forEach(mandate -> lines.add(entry(CatalogueKind.MANDATES, mandate)));
            MandateService.held(unit, customer)
                    .forEach(held -> lines.add(entry(CatalogueKind.CUSTOMER_MANDATES, held)));
        }
        page.forEach(customer -> unit.invoices()
                .claimedRuns(customer)
                .forEach(month -> lines.add(new TransferRecord.RunClaim(customer, month))));
        List<Invoice> invoices = page.stream()
                .flatMap(customer -> unit.invoices().ofCustomer(customer).stream())
                .toList();
        invoices.forEach(value -> lines.add(
                new TransferRecord.Invoice(value.toBuilder().version(0).build())));
        add(
                lines,
                page,
                unit.ledger()::ofCustomer,
                value ->
                        new TransferRecord.OpenItem(value.toBuilder().version(0).build()));
        add(lines, page, customer -> unit.ledger().allocationsOf(customer), TransferRecord.Allocation::new);
        add(lines, page, unit.outbox()::ofCustomer, TransferRecord.Outbox::new);
        for (Invoice invoice : invoices) {
            if (!invoice.isErased()) { // its bytes are gone
                unit.outbox().archived(invoice.id()).ifPresent(sha256 -> documents.put(invoice.id(), sha256));
            }
        }
        return new Page(lines, documents, page.stream().reduce((first, second) -> second));
    }

    private static <T> void add(
            List<TransferRecord> lines,
            List<CustomerReference> page,
            Function<CustomerReference, List<T>> read,
            Function<T, TransferRecord> line) {
        page.forEach(customer -> read.apply(customer).forEach(value -> lines.add(line.apply(value))));
    }

    private TransferRecord document(InvoiceId invoice, String sha256) {
        RenderedDocument document = documents
                .get(sha256)
                .orElseThrow(() -> new IllegalStateException("the archive of documents lost " + sha256
                        + "; give the archive that the documents were kept in"));
        return new TransferRecord.Document(
                invoice, sha256, document.fileName(), document.mediaType(), document.content());
    }

    private void exportLog(TransferWriter writer, Predicate<RecordedEvent> which) {
        long after = 0;
        List<RecordedEvent> page;
        do {
            long from = after;
            page = session.work(work -> work.unit().events().read(from, EVENTS));
            for (RecordedEvent event : page) {
                if (which.test(event)) {
                    writer.write(new TransferRecord.Event(event.at(), event.actor(), event.event()));
                }
                after = event.sequence();
            }
        } while (!page.isEmpty());
    }

    /**
     * Reads an archive into a store that does not have the administration yet, in one transaction: all of it or nothing. Only
     * documents of a refused archive may stay behind in the archive of documents, where nothing refers to them.
     *
     * <p>Mail that waited waits here too: deliver it from one of both stores.
     *
     * @return how many lines it had before its last
     * @throws nl.termijn.error.InvalidInputException when the archive is broken, cut short, changed, of another administration
     *     or of a later version; its message names the line
     * @throws nl.termijn.error.NotAllowedException when the administration exists here
     * @throws java.io.UncheckedIOException when {@code in} fails
     */
    public long importFrom(InputStream in) {
        TransferReader reader = new TransferReader(given(in, "in"));
        return session.store()
                .inTransaction(
                        session.administrationId(),
                        unit -> new TransferImport(session.administrationId(), unit, documents).run(reader));
    }
}
