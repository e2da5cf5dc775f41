package nl.termijn.store.memory;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.LineReference;
import nl.termijn.store.Invoices;
import nl.termijn.store.NumberSeries;
import nl.termijn.subscription.SubscriptionReference;

final class MemoryInvoices implements Invoices {
    private final Table<InvoiceId, Invoice> invoices;
    private final Table<String, InvoiceId> byNumber;
    private final Table<DraftKey, InvoiceId> drafts;
    private final Table<InvoiceId, InvoiceId> unexported;
    private final Index<CustomerReference, InvoiceId> byCustomer;
    private final Index<InvoiceId, InvoiceId> correcting;
    private final Index<SubscriptionReference, DayKey> billingDays;
    private final Index<String, SequenceKey> bySeries;
    private final Table<String, NumberSeries> series;
    private final Index<CustomerReference, YearMonth> claims;

    /** Order of the approval queue. */
    private record DraftKey(CustomerReference customer, InvoiceId id) implements Comparable<DraftKey> {
        @Override
        public int compareTo(DraftKey other) {
            return Comparator.comparing(DraftKey::customer)
                    .thenComparing(DraftKey::id)
                    .compare(this, other);
        }
    }

    /** A document by the last day that it bills of a subscription. */
    private record DayKey(LocalDate to, String id) implements Comparable<DayKey> {
        // above every document that ends on that day
        static final String LAST = "\uffff";

        @Override
        public int compareTo(DayKey other) {
            return Comparator.comparing(DayKey::to).thenComparing(DayKey::id).compare(this, other);
        }
    }

    private record SequenceKey(long sequence, String id) implements Comparable<SequenceKey> {
        @Override
        public int compareTo(SequenceKey other) {
            return Comparator.comparing(SequenceKey::sequence)
                    .thenComparing(SequenceKey::id)
                    .compare(this, other);
        }
    }

    MemoryInvoices(Journal journal) {
        invoices = new Table<>(journal);
        byNumber = new Table<>(journal);
        drafts = new Table<>(journal);
        unexported = new Table<>(journal);
        byCustomer = new Index<>(journal);
        correcting = new Index<>(journal);
        billingDays = new Index<>(journal);
        bySeries = new Index<>(journal);
        series = new Table<>(journal);
        claims = new Index<>(journal);
    }

    @Override
    public Optional<Invoice> find(InvoiceId id) {
        return invoices.find(id);
    }

    @Override
    public List<Invoice> find(Collection<InvoiceId> ids) {
        return invoices.find(ids);
    }

    @Override
    public List<Invoice> lastOfRuns(Collection<CustomerReference> customers) {
        List<Invoice> last = new ArrayList<>();
        for (CustomerReference customer : customers) {
            ofCustomer(customer).stream()
                    .filter(invoice -> invoice.status() == InvoiceStatus.SENT
                            && invoice.kind() == InvoiceKind.INVOICE
                            && invoice.runMonth().isPresent())
                    .max(Comparator.comparing(
                                    (Invoice invoice) -> invoice.runMonth().orElseThrow())
                            .thenComparing(Invoice::id))
                    .ifPresent(last::add);
        }
        return last;
    }

    @Override
    public List<Invoice> ofRuns(Collection<CustomerReference> customers, Set<YearMonth> months) {
        return customers.stream()
                .flatMap(customer -> ofCustomer(customer).stream())
                .filter(invoice -> invoice.status() != InvoiceStatus.WITHDRAWN
                        && invoice.kind() == InvoiceKind.INVOICE
                        && invoice.allRunMonths().stream().anyMatch(months::contains))
                .sorted(Comparator.comparing(Invoice::id))
                .toList();
    }

    @Override
    public Optional<Invoice> findByNumber(String number) {
        return byNumber.find(number).flatMap(invoices::find);
    }

    @Override
    public List<Invoice> save(Collection<Invoice> changed) {
        List<Invoice> saved = new ArrayList<>(changed.size());
        for (Invoice invoice : changed) {
            Optional<Invoice> before = find(invoice.id());
            Versions.check(invoice.name(), before.map(Invoice::version), invoice.version());
            Invoice next = invoice.toBuilder().version(invoice.version() + 1).build();
            before.ifPresent(this::unlink);
            link(next);
            saved.add(next);
        }
        return saved;
    }

    @Override
    public void delete(Invoice draft) {
        Versions.check(draft.name(), find(draft.id()).map(Invoice::version), draft.version());
        unlink(draft);
        invoices.remove(draft.id());
    }

    private void link(Invoice invoice) {
        invoices.put(invoice.id(), invoice);
        byCustomer.add(invoice.customer(), invoice.id());
        invoice.issuance().ifPresent(issuance -> {
            Optional<InvoiceId> holder = byNumber.find(issuance.number().text());
            if (holder.isPresent() && !holder.get().equals(invoice.id())) {
                throw new ConflictException(
                        issuance.number().text(),
                        "Number " + issuance.number().text()
                                + " is in use by another document; give the series a format of its own.");
            }
            byNumber.put(issuance.number().text(), invoice.id());
            bySeries.add(
                    issuance.number().series(),
                    new SequenceKey(issuance.number().sequence(), invoice.id().value()));
        });
        if (invoice.status() == InvoiceStatus.AWAITING_APPROVAL) {
            drafts.put(new DraftKey(invoice.customer(), invoice.id()), invoice.id());
        }
        if (invoice.status() == InvoiceStatus.SENT && invoice.export().isEmpty()) {
            unexported.put(invoice.id(), invoice.id());
        }
        corrected(invoice).forEach(original -> correcting.add(original, invoice.id()));
        if (invoice.status() != InvoiceStatus.WITHDRAWN) {
            lastDays(invoice)
                    .forEach((subscription, day) -> billingDays.add(
                            subscription, new DayKey(day, invoice.id().value())));
        }
    }

    private void unlink(Invoice invoice) {
        drafts.remove(new DraftKey(invoice.customer(), invoice.id()));
        unexported.remove(invoice.id());
        byCustomer.remove(invoice.customer(), invoice.id());
        corrected(invoice).forEach(original -> correcting.remove(original, invoice.id()));
        lastDays(invoice)
                .forEach((subscription, day) -> billingDays.remove(
                        subscription, new DayKey(day, invoice.id().value())));
    }

    private static Set<InvoiceId> corrected(Invoice invoice) {
        Set<InvoiceId> corrected = new HashSet<>(invoice.refersTo());
        for (InvoiceLine line : invoice.lines()) {
            line.origin().corrected().map(LineReference::invoice).ifPresent(corrected::add);
        }
        return corrected;
    }

    private static Map<SubscriptionReference, LocalDate> lastDays(Invoice invoice) {
        Map<SubscriptionReference, LocalDate> days = new HashMap<>();
        for (InvoiceLine line : invoice.lines()) {
            if (line.origin() instanceof LineOrigin.Service service) {
                days.merge(
                        service.subscription(),
                        line.days().orElseThrow().to(),
                        (left, right) -> left.isAfter(right) ? left : right);
            }
        }
        return days;
    }

    @Override
    public List<Invoice> drafts(Optional<Invoice> after, int limit) {
        return drafts.after(after.map(draft -> new DraftKey(draft.customer(), draft.id())))
                .limit(limit)
                .flatMap(id -> find(id).stream())
                .toList();
    }

    @Override
    public List<Invoice> ofCustomer(CustomerReference customer) {
        return byCustomer.of(customer).flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public List<Invoice> search(String text, int limit) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return invoices.descending()
                .filter(invoice -> invoice.number()
                        .map(number -> number.toLowerCase(Locale.ROOT).contains(wanted))
                        .orElse(false))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Invoice> correcting(InvoiceId invoice) {
        return correcting.of(invoice).flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public List<Invoice> billingDays(SubscriptionReference subscription, LocalDate day) {
        return billingDays
                .after(subscription, new DayKey(day, DayKey.LAST))
                .map(key -> InvoiceId.of(key.id()))
                .sorted()
                .flatMap(id -> find(id).stream())
                .toList();
    }

    @Override
    public List<Invoice> ofSeries(String name, long after, int limit) {
        return bySeries.after(name, new SequenceKey(after, DayKey.LAST))
                .limit(limit)
                .flatMap(key -> find(InvoiceId.of(key.id())).stream())
                .toList();
    }

    @Override
    public List<Invoice> unexported(Optional<InvoiceId> after, int limit) {
        return unexported
                .after(after)
                .limit(limit)
                .flatMap(id -> find(id).stream())
                .toList();
    }

    @Override
    public List<NumberSeries> series() {
        return series.all().toList();
    }

    @Override
    public Optional<NumberSeries> lockSeries(String name) {
        return series.find(name);
    }

    @Override
    public void save(NumberSeries state) {
        series.put(state.series(), state);
    }

    @Override
    public void claimRun(Collection<CustomerReference> customers, YearMonth month) {
        for (CustomerReference customer : customers) {
            if (claims.has(customer, month)) {
                throw new ConflictException(
                        "run " + month + " of customer " + customer,
                        "The run invoice of customer " + customer + " for " + month
                                + " exists already; somebody else ran the month.");
            }
            claims.add(customer, month);
        }
    }

    @Override
    public List<YearMonth> claimedRuns(CustomerReference customer) {
        return claims.of(customer).toList();
    }

    @Override
    public void releaseRun(CustomerReference customer, YearMonth month) {
        claims.remove(customer, month);
    }

    boolean isClaimed(CustomerReference customer, YearMonth month) {
        return claims.has(customer, month);
    }
}
