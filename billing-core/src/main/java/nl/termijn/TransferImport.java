package nl.termijn;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nl.termijn.administration.AdministrationId;
import nl.termijn.document.DocumentArchive;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.BillingException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.internal.Sha256;
import nl.termijn.store.CatalogueKind;
import nl.termijn.store.UnitOfWork;
import nl.termijn.store.ValueJson;

/** Puts the lines of an archive into a store, many of a kind at once. */
final class TransferImport {
    private static final int MANY = 500;

    private final AdministrationId administration;
    private final UnitOfWork unit;
    private final DocumentArchive documents;
    /** Lines of one kind that are to be saved together. */
    private final List<TransferRecord> waiting = new ArrayList<>();

    TransferImport(AdministrationId administration, UnitOfWork unit, DocumentArchive documents) {
        this.administration = administration;
        this.unit = BoundedUnit.of(unit);
        this.documents = documents;
    }

    long run(TransferReader reader) {
        if (unit.administration().isPresent()) {
            throw new NotAllowedException(
                    Reason.FIXED,
                    administration.value(),
                    "Administration " + administration
                            + " exists in this store; an archive is imported where it does not.");
        }
        head(reader);
        try {
            for (Optional<TransferRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                add(next.get(), reader);
            }
            flush();
            return reader.lines();
        } catch (InvalidInputException e) {
            throw e;
        } catch (RuntimeException e) {
            // whatever the store says of a changed archive, what is wrong is the archive
            reader.checkRest();
            if (e instanceof BillingException) {
                throw e;
            }
            throw reader.broken(
                    e.getClass().getSimpleName(),
                    "must hold values that can be kept",
                    "export it again; an archive is not to be changed by hand");
        }
    }

    private void head(TransferReader reader) {
        TransferRecord first =
                reader.next().orElseThrow(() -> reader.broken("end", "must be preceded by a head", "export it again"));
        if (!(first instanceof TransferRecord.Head head) || !TransferRecord.Head.FORMAT.equals(head.format())) {
            throw reader.broken(
                    first.getClass().getSimpleName(),
                    "must be preceded by the head of an archive",
                    "give an archive that was made by an export");
        }
        if (head.version() > TransferRecord.Head.VERSION || head.version() < 1) {
            throw reader.broken(
                    "version " + head.version(),
                    "must be version " + TransferRecord.Head.VERSION + " or older",
                    "import it with the release that exported it, or a later one");
        }
        if (!head.administration().id().equals(administration)) {
            throw reader.broken(
                    head.administration().id().value(),
                    "must be of administration " + administration,
                    "build the Billing for the administration of the archive");
        }
        unit.save(head.administration());
    }

    private void add(TransferRecord line, TransferReader reader) {
        if (line instanceof TransferRecord.Head) {
            throw reader.broken("head", "must be the first line only", "export it again");
        }
        if (line instanceof TransferRecord.Document document
                && !Sha256.hex(document.content()).equals(document.sha256())) {
            throw reader.broken(document.sha256(), "must be the SHA-256 of the document's content", "export it again");
        }
        if (line instanceof TransferRecord.CatalogueEntry entry
                && CatalogueKind.ALL.stream().noneMatch(kind -> kind.name().equals(entry.catalogue()))) {
            throw reader.broken(
                    "catalogue",
                    "must be one of "
                            + CatalogueKind.ALL.stream()
                                    .map(CatalogueKind::name)
                                    .collect(joining(", ")),
                    "import it with the release that exported it, or a later one");
        }
        boolean other = !waiting.isEmpty() && !waiting.get(0).getClass().equals(line.getClass());
        if (other || waiting.size() == MANY) {
            flush();
        }
        waiting.add(line);
    }

    private <L extends TransferRecord> List<L> waiting(Class<L> kind) {
        return waiting.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private <L extends TransferRecord, T> List<T> waiting(Class<L> kind, Function<L, T> value) {
        return waiting(kind).stream().map(value).toList();
    }

    /** Saves what waits; all but one of these kinds are empty. */
    private void flush() {
        waiting(TransferRecord.Customer.class).forEach(line -> unit.customers().save(line.value()));
        unit.subscriptions().save(waiting(TransferRecord.Subscription.class, TransferRecord.Subscription::value));
        unit.pendingLines().add(waiting(TransferRecord.PendingLine.class, TransferRecord.PendingLine::value));
        waiting(TransferRecord.RunClaim.class).stream()
                .collect(groupingBy(
                        TransferRecord.RunClaim::month, mapping(TransferRecord.RunClaim::customer, toList())))
                .forEach((month, customers) -> unit.invoices().claimRun(customers, month));
        unit.invoices().save(waiting(TransferRecord.Invoice.class, TransferRecord.Invoice::value));
        unit.ledger().save(waiting(TransferRecord.OpenItem.class, TransferRecord.OpenItem::value));
        unit.ledger().saveAllocations(waiting(TransferRecord.Allocation.class, TransferRecord.Allocation::value));
        unit.outbox().add(waiting(TransferRecord.Outbox.class, TransferRecord.Outbox::value));
        waiting(TransferRecord.Document.class).forEach(this::save);
        waiting(TransferRecord.Series.class).forEach(line -> unit.invoices().save(line.value()));
        waiting(TransferRecord.CatalogueEntry.class).stream()
                .collect(groupingBy(TransferRecord.CatalogueEntry::catalogue))
                .forEach((name, lines) -> CatalogueKind.ALL.stream()
                        .filter(kind -> kind.name().equals(name))
                        .forEach(kind -> save(kind, lines)));
        waiting(TransferRecord.Event.class)
                .forEach(line -> unit.events().append(line.at(), line.actor(), List.of(line.event())));
        waiting.clear();
    }

    private <V> void save(CatalogueKind<V> kind, List<TransferRecord.CatalogueEntry> lines) {
        unit.catalogue(kind)
                .save(lines.stream()
                        .map(line -> ValueJson.mapper().convertValue(line.value(), kind.type()))
                        .toList());
    }

    private void save(TransferRecord.Document line) {
        documents.put(line.sha256(), new RenderedDocument(line.fileName(), line.mediaType(), line.content()));
        unit.outbox().archive(line.invoice(), line.sha256());
    }
}
