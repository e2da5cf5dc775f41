package nl.termijn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.money.MonetaryAmount;
import nl.termijn.AuditReport.Anchor;
import nl.termijn.AuditReport.Kind;
import nl.termijn.AuditReport.Problem;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.document.DocumentArchive;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.ProviderException;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.RecordedEvent;
import nl.termijn.internal.Sha256;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.Issuance;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.Allocation;
import nl.termijn.receivable.ItemId;
import nl.termijn.receivable.OpenItem;
import nl.termijn.store.NumberSeries;
import nl.termijn.store.UnitOfWork;

/**
 * One audit: the series, the documents, the log, the ledger and the archive, each held against the others. Nothing that
 * was tampered with stops it: what cannot be read is a problem of its own, and it goes on with what comes after.
 */
final class Audit {
    private static final int PAGE = 500;

    private final Session session;
    private final DocumentArchive archive;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Anchor> anchors = new ArrayList<>();
    private long found;
    private long checked;

    /** From the log. */
    private final Map<InvoiceId, Sent> sent = new HashMap<>();

    private final Set<InvoiceId> takenOver = new HashSet<>();
    private final Set<InvoiceId> withdrawn = new HashSet<>();
    private final Map<InvoiceId, String> archived = new HashMap<>();
    private final Map<ItemId, MonetaryAmount> entered = new HashMap<>();
    private final Set<ItemId> cancelled = new HashSet<>();
    private final Map<ItemId, Settled> allocated = new HashMap<>();
    private final Set<ItemId> undone = new HashSet<>();

    /** From the series. */
    private final Set<InvoiceId> chained = new HashSet<>();

    private final Map<String, Set<Long>> unreadable = new HashMap<>();

    private record Sent(String number, String hash) {}

    private record Settled(ItemId owed, ItemId credit, MonetaryAmount amount) {}

    Audit(Session session, DocumentArchive archive) {
        this.session = session;
        this.archive = archive;
    }

    AuditReport run(List<Anchor> kept) {
        readLog();
        long expected = sent.size();
        for (NumberSeries series : session.work(work -> work.unit().invoices().series())) {
            follow(series, kept);
        }
        kept.stream()
                .filter(anchor ->
                        anchors.stream().noneMatch(series -> series.series().equals(anchor.series())))
                .forEach(anchor -> problem(anchor.series(), anchor.sequence(), Kind.ANCHOR, "the series is gone"));
        customers();
        sent.forEach((id, of) -> {
            if (!chained.contains(id)) {
                problem("", 0, Kind.REMOVED, of.number());
            }
        });
        entered.keySet().forEach(item -> problem("", 0, Kind.LEDGER, "item " + item + " of the log is gone"));
        allocated.keySet().forEach(item -> problem("", 0, Kind.LEDGER, "allocation " + item + " of the log is gone"));
        return new AuditReport(checked, expected, problems, found, anchors);
    }

    private void problem(String series, long sequence, Kind kind, String what) {
        found++;
        if (problems.size() < AuditReport.MOST_PROBLEMS) {
            problems.add(new Problem(series, sequence, kind, what));
        }
    }

    /** What a unit of work answers, or nothing where it cannot be read; a store that cannot be reached ends the audit. */
    private <T> Optional<T> readable(java.util.function.Function<UnitOfWork, T> read) {
        try {
            return session.work(work -> {
                T answer = read.apply(work.unit());
                return work.unit().unreadable().isEmpty() ? Optional.of(answer) : Optional.empty();
            });
        } catch (ProviderException e) {
            if (e.retry() == ProviderException.Retry.LATER) {
                throw e;
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    // ---- the log

    private void readLog() {
        long last = readable(unit ->
                        unit.events().last().map(RecordedEvent::sequence).orElse(0L))
                .orElse(Long.MAX_VALUE);
        long after = 0;
        while (after < last) {
            long from = after;
            Optional<List<RecordedEvent>> page = readable(unit -> unit.events().read(from, PAGE));
            if (page.isPresent() && page.get().isEmpty()) {
                break;
            }
            after = page.isPresent() ? take(page.get(), after) : oneByOne(after, Math.min(last, after + PAGE));
        }
    }

    private long take(List<RecordedEvent> events, long after) {
        long last = after;
        for (RecordedEvent event : events) {
            if (event.sequence() != last + 1) {
                problem("", last + 1, Kind.LOG, "events " + (last + 1) + " to " + (event.sequence() - 1) + " are gone");
            }
            last = event.sequence();
            take(event.event());
        }
        return last;
    }

    private long oneByOne(long after, long to) {
        long last = after;
        while (last < to) {
            long from = last;
            Optional<List<RecordedEvent>> one = readable(unit -> unit.events().read(from, 1));
            if (one.isEmpty()) {
                problem("", last + 1, Kind.LOG, "event " + (last + 1) + " cannot be read");
                last++;
            } else if (one.get().isEmpty()) {
                return to;
            } else {
                last = take(one.get(), last);
            }
        }
        return last;
    }

    private void take(BillingEvent event) {
        if (event instanceof BillingEvent.InvoiceSent said) {
            sent.put(said.invoice(), new Sent(said.number(), said.hash()));
        } else if (event instanceof BillingEvent.InvoiceTakenOver said) {
            takenOver.add(said.invoice());
        } else if (event instanceof BillingEvent.InvoiceWithdrawn said) {
            withdrawn.add(said.invoice());
        } else if (event instanceof BillingEvent.DocumentArchived said) {
            archived.put(said.invoice(), said.sha256());
        } else if (event instanceof BillingEvent.ItemEntered said) {
            entered.put(said.item(), said.amount());
        } else if (event instanceof BillingEvent.ItemCancelled said) {
            cancelled.add(said.item());
        } else if (event instanceof BillingEvent.Allocated said) {
            allocated.put(said.allocation(), new Settled(said.owed(), said.credit(), said.amount()));
        } else if (event instanceof BillingEvent.AllocationUndone said) {
            undone.add(said.allocation());
        }
    }

    // ---- the series

    private void follow(NumberSeries series, List<Anchor> kept) {
        Map<Long, String> marks = new HashMap<>();
        kept.stream()
                .filter(anchor -> anchor.series().equals(series.series()))
                .forEach(anchor -> marks.put(anchor.sequence(), anchor.hash()));
        long last = -1;
        Optional<String> lastHash = Optional.of("");
        long after = Long.MIN_VALUE;
        while (true) {
            long from = after;
            Optional<List<Invoice>> page = readable(unit -> unit.invoices().ofSeries(series.series(), from, PAGE));
            List<Invoice> documents = page.orElseGet(() -> onlyNext(series, from));
            if (documents.isEmpty() && (page.isPresent() || from >= series.last())) {
                break;
            }
            if (documents.isEmpty()) {
                // the next one cannot be read: its number is known only where none is missing
                long lost = from == Long.MIN_VALUE ? 1 : from + 1;
                problem(series.series(), lost, Kind.UNREADABLE, "");
                unreadable
                        .computeIfAbsent(series.series(), any -> new HashSet<>())
                        .add(lost);
                last = lost;
                lastHash = Optional.empty();
                after = lost;
                continue;
            }
            for (Invoice document : documents) {
                Issuance issuance = document.issuance().orElseThrow();
                long sequence = issuance.number().sequence();
                place(series, last, sequence);
                check(series, document, issuance, lastHash);
                Optional.ofNullable(marks.remove(sequence))
                        .filter(hash -> !hash.equals(issuance.hash()))
                        .ifPresent(hash ->
                                problem(series.series(), sequence, Kind.ANCHOR, "another hash than was kept outside"));
                last = sequence;
                lastHash = Optional.of(issuance.hash());
                after = sequence;
                checked++;
            }
        }
        marks.keySet().forEach(sequence -> problem(series.series(), sequence, Kind.ANCHOR, "the document is gone"));
        boolean endsRight =
                series.last() == last && lastHash.map(series.lastHash()::equals).orElse(true);
        if (!endsRight && last >= 0) {
            problem(series.series(), series.last(), Kind.WRONG_END, "the last document is number " + last);
        }
        if (last < 0 && !series.lastHash().isEmpty()) {
            problem(series.series(), series.last(), Kind.WRONG_END, "there is no document");
        }
        if (last >= 0) {
            anchors.add(new Anchor(series.series(), last, lastHash.orElse("")));
        }
    }

    /** The next document by itself, where a page cannot be read; nothing where it cannot be read either. */
    private List<Invoice> onlyNext(NumberSeries series, long after) {
        return readable(unit -> unit.invoices().ofSeries(series.series(), after, 1))
                .orElse(List.of());
    }

    private void place(NumberSeries series, long last, long sequence) {
        if (last == sequence) {
            problem(series.series(), sequence, Kind.DOUBLE, "");
        } else if (last >= 0 && sequence != last + 1) {
            problem(series.series(), last + 1, Kind.MISSING, "up to " + (sequence - 1));
        }
    }

    private void check(NumberSeries series, Invoice document, Issuance issuance, Optional<String> lastHash) {
        long sequence = issuance.number().sequence();
        if (lastHash.isPresent() && !issuance.previousHash().equals(lastHash.get())) {
            problem(series.series(), sequence, Kind.BROKEN_CHAIN, "");
        }
        if (!FrozenContent.isUnchanged(document)) {
            problem(series.series(), sequence, Kind.CHANGED, "");
        }
        if (!chained.add(document.id())) {
            return;
        }
        Sent logged = sent.get(document.id());
        if (logged == null) {
            problem(series.series(), sequence, Kind.NOT_IN_LOG, "");
        } else if (!logged.hash().equals(issuance.hash())
                || !logged.number().equals(issuance.number().text())) {
            problem(series.series(), sequence, Kind.OTHER_HASH, "the log says " + logged.number());
        }
        if ((document.status() == InvoiceStatus.WITHDRAWN) != withdrawn.contains(document.id())) {
            problem(series.series(), sequence, Kind.STATUS, "it is " + document.status() + ", by the log it is not");
        }
        archive(series.series(), sequence, document);
    }

    private void archive(String series, long sequence, Invoice document) {
        Optional<Optional<String>> kept = readable(unit -> unit.outbox().archived(document.id()));
        Optional<String> logged = Optional.ofNullable(archived.get(document.id()));
        if (kept.isEmpty() || !kept.get().equals(logged)) {
            problem(series, sequence, Kind.ARCHIVE, "the hash of its file is not what the log says");
        }
        if (document.isErased() || logged.isEmpty()) {
            return;
        }
        Optional<RenderedDocument> file;
        try {
            file = archive.get(logged.get());
        } catch (RuntimeException e) {
            problem(series, sequence, Kind.ARCHIVE, "its file cannot be read");
            return;
        }
        if (file.isEmpty()) {
            problem(series, sequence, Kind.ARCHIVE, "its file is gone");
        } else if (!Sha256.hex(file.get().content()).equals(logged.get())) {
            problem(series, sequence, Kind.ARCHIVE, "its file is not what was archived");
        }
    }

    // ---- customers: what no series knows, and the ledger

    private void customers() {
        Optional<CustomerReference> after = Optional.empty();
        while (true) {
            Optional<CustomerReference> from = after;
            Optional<List<Customer>> page = readable(unit -> unit.customers().page(from, PAGE));
            if (page.isEmpty()) {
                problem(
                        "",
                        0,
                        Kind.UNREADABLE,
                        "customers after " + from.map(CustomerReference::value).orElse("the first"));
                return;
            }
            if (page.get().isEmpty()) {
                return;
            }
            for (Customer customer : page.get()) {
                check(customer.reference());
                after = Optional.of(customer.reference());
            }
        }
    }

    private void check(CustomerReference customer) {
        Optional<List<Invoice>> documents = readable(unit -> unit.invoices().ofCustomer(customer));
        if (documents.isEmpty()) {
            problem("", 0, Kind.UNREADABLE, "documents of customer " + customer);
        }
        Map<ItemId, Invoice> issued = new HashMap<>();
        for (Invoice document : documents.orElse(List.of())) {
            document.issuance().ifPresent(issuance -> {
                issued.put(ItemId.of(document.id()), document);
                if (!chained.contains(document.id()) && !takenOver.contains(document.id())) {
                    problem(
                            issuance.number().series(),
                            issuance.number().sequence(),
                            Kind.NO_SERIES,
                            issuance.number().text());
                    chained.add(document.id());
                }
            });
        }
        Optional<List<OpenItem>> items = readable(unit -> unit.ledger().ofCustomer(customer));
        Optional<List<Allocation>> allocations = readable(unit -> unit.ledger().allocationsOf(customer));
        if (items.isEmpty() || allocations.isEmpty()) {
            problem("", 0, Kind.UNREADABLE, "account of customer " + customer);
            return;
        }
        Map<ItemId, BigDecimal> settled = new HashMap<>();
        allocations.get().forEach(allocation -> check(allocation, settled));
        for (OpenItem item : items.get()) {
            check(
                    item,
                    settled.getOrDefault(item.id(), BigDecimal.ZERO),
                    Optional.ofNullable(issued.remove(item.id())));
        }
        if (documents.isPresent()) {
            issued.forEach((id, document) ->
                    problem("", 0, Kind.LEDGER, document.number().orElse(id.value()) + " is not in the ledger"));
        }
    }

    private void check(Allocation allocation, Map<ItemId, BigDecimal> settled) {
        Settled logged = allocated.remove(allocation.id());
        boolean asLogged = logged != null
                && logged.owed().equals(allocation.owed())
                && logged.credit().equals(allocation.credit())
                && logged.amount().isEqualTo(allocation.amount())
                && undone.contains(allocation.id()) != allocation.isInForce();
        if (!asLogged) {
            problem("", 0, Kind.LEDGER, "allocation " + allocation.id() + " is not what the log says");
        }
        if (allocation.isInForce()) {
            BigDecimal amount = Amounts.decimal(allocation.amount());
            settled.merge(allocation.owed(), amount, BigDecimal::add);
            settled.merge(allocation.credit(), amount.negate(), BigDecimal::add);
        }
    }

    private void check(OpenItem item, BigDecimal settled, Optional<Invoice> document) {
        MonetaryAmount logged = entered.remove(item.id());
        boolean isDocument = item.kind() == OpenItem.Kind.INVOICE || item.kind() == OpenItem.Kind.CREDIT_NOTE;
        boolean asSaid = isDocument
                ? document.map(found -> found.totals().gross().isEqualTo(item.amount()))
                        .orElse(false)
                : logged != null && logged.isEqualTo(item.amount());
        if (!asSaid) {
            problem("", 0, Kind.LEDGER, "item " + item.id() + " is not what its document or the log says");
        }
        boolean counts = item.cancelledOn().isEmpty();
        if (counts == cancelled.contains(item.id())) {
            problem("", 0, Kind.LEDGER, "item " + item.id() + " counts or not, other than the log says");
        }
        BigDecimal open = counts ? Amounts.decimal(item.amount()).subtract(settled) : BigDecimal.ZERO;
        if (Amounts.decimal(item.open()).compareTo(open) != 0) {
            problem("", 0, Kind.LEDGER, "item " + item.id() + " is open for another amount than its allocations leave");
        }
    }
}
