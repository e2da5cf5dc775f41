package nl.termijn.store.jdbc;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.invoice.BilledStretch;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.VatRow;
import nl.termijn.store.Invoices;
import nl.termijn.store.NumberSeries;
import nl.termijn.store.jdbc.InvoiceRows.LineAndNet;
import nl.termijn.store.jdbc.InvoiceRows.Part;
import nl.termijn.subscription.SubscriptionReference;
import org.jspecify.annotations.Nullable;

final class JdbcInvoices implements Invoices {
    private static final String FROM = "select i.*, c.touched from {s}.invoice i"
            + " join {s}.customer c on c.administration = i.administration and c.reference = i.customer";
    private static final String SELECT = FROM + " where i.administration = ?";
    private static final String BY_ID = SELECT + " and i.id = ?";
    private static final String BY_NUMBER = SELECT + " and i.number = ?";
    private static final String DRAFTS = SELECT
            + " and i.status = 'AWAITING_APPROVAL' and (i.customer, i.id) > (?, ?) order by i.customer, i.id limit ?";
    private static final String OF_CUSTOMER = SELECT + " and i.customer = ? order by i.id";
    private static final String SEARCH = "select i.*, c.touched from (select * from {s}.invoice"
            + " where administration = ? and lower(number) like ? offset 0 rows) i"
            + " join {s}.customer c on c.administration = i.administration and c.reference = i.customer"
            + " order by i.id desc limit ?";
    private static final String BY_IDS = FROM + Sql.KEYS + "i.id where i.administration = ? order by i.id";
    // the ids first, and mostly there are none: in one statement H2 would look at every document of the administration
    private static final String CORRECTING =
            "select invoice from {s}.invoice_line where administration = ? and corrected_invoice = ?"
                    + " union select invoice from {s}.invoice_reference where administration = ? and refers_to = ?";
    private static final String BILLING_DAYS = "select distinct invoice from {s}.invoice_line"
            + " where administration = ? and subscription = ? and days_to > ? and bills_days";
    private static final String OF_SERIES = SELECT + " and i.series = ? and i.sequence > ? order by i.sequence limit ?";
    private static final String UNEXPORTED =
            SELECT + " and i.exported_on is null and i.status = 'SENT' and i.id > ? order by i.id limit ?";

    private static final List<String> PARTS =
            List.of("invoice_line", "vat_total", "billed_stretch", "invoice_reference");

    private static final String SERIES = "select * from {s}.number_series where administration = ?";

    private final Sql sql;
    private final String administration;
    private final CustomerGuard guard;
    /** Documents as this unit of work read them, so that saving one writes its lines only where they changed. */
    private final Map<InvoiceId, Invoice> read = new HashMap<>();
    /** The series whose rows this unit of work holds. */
    private final Set<String> locked = new HashSet<>();

    JdbcInvoices(Sql sql, String administration, CustomerGuard guard) {
        this.sql = sql;
        this.administration = administration;
        this.guard = guard;
    }

    /** Reads documents with their parts, in a fixed number of statements. */
    private List<Invoice> list(String statement, @Nullable Object... values) {
        record Found(String id, CurrencyUnit currency, Invoice.Builder builder, Sums totals) {}
        List<Found> found = sql.list(
                statement,
                row -> {
                    guard.seen(row, row.text("customer"));
                    return new Found(row.text("id"), row.currency(), InvoiceRows.read(row), Sums.of(row));
                },
                values);
        if (found.isEmpty()) {
            return List.of();
        }
        String[] ids = found.stream().map(Found::id).toArray(String[]::new);
        Map<String, CurrencyUnit> currencies = new HashMap<>();
        found.forEach(each -> currencies.put(each.id(), each.currency()));
        Map<String, List<LineAndNet>> lines = parts("invoice_line", "line", ids, currencies, InvoiceRows::readLine);
        Map<String, List<VatRow>> vat = parts("vat_total", "ordinal", ids, currencies, InvoiceRows::readVat);
        Map<String, List<BilledStretch>> stretches =
                parts("billed_stretch", "ordinal", ids, currencies, (row, currency) -> InvoiceRows.readStretch(row));
        Map<String, List<InvoiceId>> references = parts(
                "invoice_reference",
                "ordinal",
                ids,
                currencies,
                (row, currency) -> InvoiceId.of(row.text("refers_to")));
        List<Invoice> invoices = new ArrayList<>(found.size());
        for (Found each : found) {
            List<LineAndNet> own = lines.getOrDefault(each.id(), List.of());
            Invoice invoice = each.builder()
                    .lines(own.stream().map(LineAndNet::line).toList())
                    .totals(each.totals()
                            .totals(
                                    vat.getOrDefault(each.id(), List.of()),
                                    own.stream().map(LineAndNet::net).toList()))
                    .stretches(stretches.getOrDefault(each.id(), List.of()))
                    .refersTo(references.getOrDefault(each.id(), List.of()))
                    .build();
            read.put(invoice.id(), invoice);
            invoices.add(invoice);
        }
        return invoices;
    }

    /** The totals of a document, until its rows are read. */
    private record Sums(MonetaryAmount net, MonetaryAmount vat, MonetaryAmount gross) {
        static Sums of(Row row) {
            CurrencyUnit currency = row.currency();
            return new Sums(row.amount("net", currency), row.amount("vat", currency), row.amount("gross", currency));
        }

        InvoiceTotals totals(List<VatRow> rows, List<MonetaryAmount> lineNets) {
            return new InvoiceTotals(rows, lineNets, net, vat, gross);
        }
    }

    private <T> Map<String, List<T>> parts(
            String table,
            String ordinal,
            String[] ids,
            Map<String, CurrencyUnit> currencies,
            BiFunction<Row, CurrencyUnit, T> reader) {
        Map<String, List<T>> parts = new HashMap<>();
        sql.list(
                Sql.partsOf(table, "invoice") + " order by p.invoice, p." + ordinal,
                row -> {
                    String id = row.text("invoice");
                    CurrencyUnit currency = Objects.requireNonNull(currencies.get(id));
                    return parts.computeIfAbsent(id, any -> new ArrayList<>()).add(reader.apply(row, currency));
                },
                ids,
                administration);
        return parts;
    }

    private Optional<Invoice> first(String statement, @Nullable Object... values) {
        return list(statement, values).stream().findFirst();
    }

    @Override
    public Optional<Invoice> find(InvoiceId id) {
        return first(BY_ID, administration, id.value());
    }

    @Override
    public Optional<Invoice> findByNumber(String number) {
        return first(BY_NUMBER, administration, number);
    }

    @Override
    public List<Invoice> save(Collection<Invoice> invoices) {
        List<Invoice> saved = new ArrayList<>(invoices.size());
        List<Invoice> added = new ArrayList<>();
        List<Invoice> changed = new ArrayList<>();
        for (Invoice invoice : invoices) {
            guard.changes(invoice.customer());
            Invoice next = invoice.toBuilder().version(invoice.version() + 1).build();
            (invoice.version() == 0 ? added : changed).add(next);
            saved.add(next);
        }
        InvoiceRows.INVOICES.insert(sql, administration, added);
        int[] counts = sql.batch(
                InvoiceRows.INVOICES.updateVersion(),
                changed.stream()
                        .map(next -> InvoiceRows.INVOICES.updatedVersion(administration, next, next.version() - 1))
                        .toList());
        for (int i = 0; i < counts.length; i++) {
            Invoice next = changed.get(i);
            Versions.check(next.name(), counts[i], next.version() - 1);
        }
        List<Invoice> rewritten = changed.stream()
                .filter(next -> !InvoiceRows.haveEqualParts(Optional.ofNullable(read.get(next.id())), next))
                .toList();
        deleteParts(rewritten);
        added.addAll(rewritten);
        insertParts(added);
        saved.forEach(next -> read.put(next.id(), next));
        return saved;
    }

    private void deleteParts(List<Invoice> invoices) {
        List<@Nullable Object[]> keys = invoices.stream()
                .map(invoice ->
                        new @Nullable Object[] {administration, invoice.id().value()})
                .toList();
        PARTS.forEach(
                table -> sql.batch("delete from {s}." + table + " where administration = ? and invoice = ?", keys));
    }

    private void insertParts(List<Invoice> invoices) {
        InvoiceRows.LINES.insert(sql, administration, parts(invoices, 1, Invoice::lines));
        InvoiceRows.VAT.insert(
                sql,
                administration,
                parts(invoices, 0, invoice -> invoice.totals().rows()));
        InvoiceRows.STRETCHES.insert(sql, administration, parts(invoices, 0, Invoice::stretches));
        InvoiceRows.REFERENCES.insert(sql, administration, parts(invoices, 0, Invoice::refersTo));
    }

    private static <T> List<Part<T>> parts(List<Invoice> invoices, int first, Function<Invoice, List<T>> values) {
        List<Part<T>> parts = new ArrayList<>();
        for (Invoice invoice : invoices) {
            List<T> own = values.apply(invoice);
            for (int i = 0; i < own.size(); i++) {
                parts.add(new Part<>(invoice, first + i, own.get(i)));
            }
        }
        return parts;
    }

    @Override
    public void delete(Invoice draft) {
        guard.changes(draft.customer());
        int deleted = sql.change(
                "delete from {s}.invoice where administration = ? and id = ? and version = ?",
                administration,
                draft.id().value(),
                draft.version());
        Versions.check(draft.name(), deleted, draft.version());
        read.remove(draft.id());
    }

    @Override
    public List<Invoice> drafts(Optional<Invoice> after, int limit) {
        return list(
                DRAFTS,
                administration,
                after.map(draft -> draft.customer().value()).orElse(""),
                after.map(draft -> draft.id().value()).orElse(""),
                limit);
    }

    @Override
    public List<Invoice> ofCustomer(CustomerReference customer) {
        guard.look(customer);
        return list(OF_CUSTOMER, administration, customer.value());
    }

    @Override
    public List<Invoice> search(String text, int limit) {
        return list(SEARCH, administration, JdbcCustomers.containing(text), limit);
    }

    private List<Invoice> ofIds(String idsStatement, @Nullable Object... values) {
        List<String> ids = sql.list(idsStatement, row -> row.text("invoice"), values);
        return ids.isEmpty() ? List.of() : list(BY_IDS, ids.toArray(String[]::new), administration);
    }

    @Override
    public List<Invoice> correcting(InvoiceId invoice) {
        return ofIds(CORRECTING, administration, invoice.value(), administration, invoice.value());
    }

    @Override
    public List<Invoice> billingDays(SubscriptionReference subscription, LocalDate day) {
        return ofIds(BILLING_DAYS, administration, subscription.value(), day).stream()
                .filter(invoice -> invoice.status() != InvoiceStatus.WITHDRAWN)
                .toList();
    }

    @Override
    public List<Invoice> ofSeries(String series, long after, int limit) {
        return list(OF_SERIES, administration, series, after, limit);
    }

    @Override
    public List<Invoice> unexported(Optional<InvoiceId> after, int limit) {
        return list(UNEXPORTED, administration, after.map(InvoiceId::value).orElse(""), limit);
    }

    private static NumberSeries readSeries(Row row) {
        return new NumberSeries(row.text("series"), row.longNumber("last_sequence"), row.text("last_hash"));
    }

    @Override
    public List<NumberSeries> series() {
        return sql.list(SERIES + " order by series", JdbcInvoices::readSeries, administration);
    }

    @Override
    public Optional<NumberSeries> lockSeries(String series) {
        Optional<NumberSeries> state =
                sql.first(SERIES + " and series = ? for update", JdbcInvoices::readSeries, administration, series);
        state.ifPresent(found -> locked.add(found.series()));
        return state;
    }

    @Override
    public void save(NumberSeries series) {
        if (locked.contains(series.series())) {
            sql.change(
                    "update {s}.number_series set last_sequence = ?, last_hash = ?"
                            + " where administration = ? and series = ?",
                    series.last(),
                    series.lastHash(),
                    administration,
                    series.series());
            return;
        }
        // a row that somebody else made meanwhile must not be overwritten: its key refuses this one
        sql.change(
                "insert into {s}.number_series (administration, series, last_sequence, last_hash) values (?, ?, ?, ?)",
                administration,
                series.series(),
                series.last(),
                series.lastHash());
        locked.add(series.series());
    }

    @Override
    public void claimRun(CustomerReference customer, YearMonth month) {
        guard.changes(customer);
        try {
            sql.change(
                    "insert into {s}.run_claim (administration, customer, run_month) values (?, ?, ?)",
                    administration,
                    customer.value(),
                    month);
        } catch (ConflictException e) {
            throw new ConflictException(
                    "run " + month + " of customer " + customer,
                    "The run invoice of customer " + customer + " for " + month
                            + " exists already; somebody else ran the month.",
                    e);
        }
    }

    @Override
    public void releaseRun(CustomerReference customer, YearMonth month) {
        guard.changes(customer);
        sql.change(
                "delete from {s}.run_claim where administration = ? and customer = ? and run_month = ?",
                administration,
                customer.value(),
                month);
    }
}
