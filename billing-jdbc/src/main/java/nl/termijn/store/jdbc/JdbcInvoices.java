package nl.termijn.store.jdbc;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
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
import nl.termijn.store.Unreadable;
import nl.termijn.store.jdbc.InvoiceRows.LineAndNet;
import nl.termijn.subscription.SubscriptionReference;
import org.jspecify.annotations.Nullable;

final class JdbcInvoices implements Invoices {
    private static final Unreadables.Kind KIND = Unreadables.Kind.of("document", "id", "customer");
    private static final String COLUMNS = "i.*, c.touched";
    private static final String CUSTOMER = CustomerGuard.join("i");
    private static final String SELECT =
            "select " + COLUMNS + " from {s}.invoice i" + CUSTOMER + " where i.administration = ?";
    private static final String BY_ID = SELECT + " and i.id = ?";
    private static final String BY_NUMBER = SELECT + " and i.number = ?";
    private static final String DRAFTS = SELECT
            + " and i.status = 'AWAITING_APPROVAL' and i.customer >= ? and (i.customer, i.id) > (?, ?)"
            + " order by i.status, i.administration, i.customer, i.id limit ?";
    private static final String OF_CUSTOMER = SELECT + " and i.customer = ? order by i.id";
    // not joined, as PostgreSQL might read all customers for the few that are found
    private static final String SEARCH = "select i.*, (select c.touched from {s}.customer c"
            + " where c.administration = i.administration and c.reference = i.customer) as touched"
            + " from (select * from {s}.invoice where administration = ? and lower(number) like ? offset 0 rows) i"
            + " order by i.id desc limit ?";
    private static final String BY_IDS = Sql.byKeys(COLUMNS, "invoice i", "i.id") + CUSTOMER + " order by i.id";
    // a month and an id as one text: the greatest is the newest
    private static final String LAST_OF_RUNS = "select (select max(i.run_month || ' ' || i.id) from {s}.invoice i"
            + " where i.customer = k.id and i.administration = ? and i.status = 'SENT' and i.kind = 'INVOICE') as latest"
            + " from unnest(cast(? as varchar array)) as k(id)";
    // with the merged ones, as their months stand in JSON
    private static final String OF_RUNS = Sql.byKeys(COLUMNS, "invoice i", "i.customer") + CUSTOMER
            + " where i.status <> 'WITHDRAWN' and i.kind = 'INVOICE'"
            + " and (i.run_month = any(?) or i.merged_run_months <> '[]') order by i.id";
    // the ids first, and mostly there are none: in one statement H2 would look at every document of the administration
    private static final String CORRECTING =
            "select invoice from {s}.invoice_line where administration = ? and corrected_invoice = ?"
                    + " union select invoice from {s}.invoice_reference where administration = ? and refers_to = ?";
    private static final String BILLING_DAYS = "select distinct invoice from {s}.invoice_line"
            + " where administration = ? and subscription = ? and days_to > ? and bills_days";
    private static final String OF_SERIES =
            SELECT + " and i.series = ? and i.sequence > ? order by i.series, i.administration, i.sequence limit ?";
    private static final String UNEXPORTED = SELECT + " and i.exported_on is null and i.status = 'SENT' and i.id > ?"
            + " order by i.exported_on, i.administration, i.status, i.id limit ?";

    private record Claim(CustomerReference customer, YearMonth month) {}

    private static final Table<Claim> CLAIMS = Table.<Claim>named("run_claim")
            .key("customer", claim -> claim.customer().value())
            .key("run_month", Claim::month);

    private static final Table<NumberSeries> SERIES_ROWS = Table.<NumberSeries>named("number_series")
            .key("series", NumberSeries::series)
            .column("last_sequence", NumberSeries::last)
            .column("last_hash", NumberSeries::lastHash)
            .column("last_on", NumberSeries::lastOn);
    private static final String SERIES = "select * from {s}.number_series where administration = ?";

    private final Sql sql;
    private final String administration;
    private final CustomerGuard guard;
    private final Unreadables unreadables;
    /** Documents as this unit of work read them, so that saving one writes its lines only where they changed. */
    private final Map<InvoiceId, Invoice> read = new HashMap<>();
    /** The series whose rows this unit of work holds, as they are to be. */
    private final Map<String, NumberSeries> locked = new HashMap<>();

    /** Those of them that are to be written at the end. */
    private final Set<String> moved = new TreeSet<>();

    JdbcInvoices(Sql sql, String administration, CustomerGuard guard, Unreadables unreadables) {
        this.sql = sql;
        this.administration = administration;
        this.guard = guard;
        this.unreadables = unreadables;
    }

    /** Reads documents with their parts, in a fixed number of statements. */
    private List<Invoice> list(Consumer<Unreadable> faults, String statement, @Nullable Object... values) {
        record Found(String id, String customer, CurrencyUnit currency, Invoice.Builder builder, Sums totals) {}
        List<Found> found = Unreadables.list(
                sql,
                KIND,
                row -> {
                    guard.seen(row, row.text("customer"));
                    return new Found(
                            row.text("id"), row.text("customer"), row.currency(), InvoiceRows.read(row), Sums.of(row));
                },
                faults,
                statement,
                values);
        if (found.isEmpty()) {
            return List.of();
        }
        String[] ids = found.stream().map(Found::id).toArray(String[]::new);
        Map<String, CurrencyUnit> currencies = new HashMap<>();
        found.forEach(each -> currencies.put(each.id(), each.currency()));
        Parts.Read<LineAndNet> lines =
                InvoiceRows.LINES.read(sql, administration, ids, inCurrency(currencies, InvoiceRows::readLine));
        Parts.Read<VatRow> vat =
                InvoiceRows.VAT.read(sql, administration, ids, inCurrency(currencies, InvoiceRows::readVat));
        Parts.Read<BilledStretch> stretches =
                InvoiceRows.STRETCHES.read(sql, administration, ids, InvoiceRows::readStretch);
        Parts.Read<InvoiceId> references =
                InvoiceRows.REFERENCES.read(sql, administration, ids, row -> InvoiceId.of(row.text("refers_to")));
        List<Invoice> invoices = new ArrayList<>(found.size());
        for (Found each : found) {
            Unreadables.read(
                            () -> {
                                List<LineAndNet> own = lines.of(each.id());
                                return each.builder()
                                        .lines(own.stream()
                                                .map(LineAndNet::line)
                                                .toList())
                                        .totals(each.totals()
                                                .totals(
                                                        vat.of(each.id()),
                                                        own.stream()
                                                                .map(LineAndNet::net)
                                                                .toList()))
                                        .stretches(stretches.of(each.id()))
                                        .refersTo(references.of(each.id()))
                                        .build();
                            },
                            fault -> KIND.unreadable(each.id(), Optional.of(each.customer()), fault),
                            faults)
                    .ifPresent(invoice -> {
                        read.put(invoice.id(), invoice);
                        invoices.add(invoice);
                    });
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

    private static <T> Function<Row, T> inCurrency(
            Map<String, CurrencyUnit> currencies, BiFunction<Row, CurrencyUnit, T> reader) {
        return row -> reader.apply(row, Objects.requireNonNull(currencies.get(row.text("invoice"))));
    }

    private Optional<Invoice> first(String statement, @Nullable Object... values) {
        return list(Unreadables.REFUSE, statement, values).stream().findFirst();
    }

    @Override
    public Optional<Invoice> find(InvoiceId id) {
        return first(BY_ID, administration, id.value());
    }

    @Override
    public List<Invoice> find(Collection<InvoiceId> ids) {
        return list(
                unreadables::leaveOut,
                BY_IDS,
                ids.stream().map(InvoiceId::value).toArray(String[]::new),
                administration);
    }

    @Override
    public List<Invoice> lastOfRuns(Collection<CustomerReference> customers) {
        String[] ids = sql
                .list(
                        LAST_OF_RUNS,
                        row -> row.optionalText("latest"),
                        administration,
                        customers.stream().map(CustomerReference::value).toArray(String[]::new))
                .stream()
                .flatMap(Optional::stream)
                .map(latest -> latest.substring(latest.indexOf(' ') + 1))
                .toArray(String[]::new);
        return ids.length == 0 ? List.of() : list(unreadables::leaveOut, BY_IDS, ids, administration);
    }

    @Override
    public List<Invoice> ofRuns(Collection<CustomerReference> customers, Set<YearMonth> months) {
        return customers.isEmpty()
                ? List.of()
                : list(
                                unreadables::leaveOut,
                                OF_RUNS,
                                customers.stream().map(CustomerReference::value).toArray(String[]::new),
                                administration,
                                months.stream().map(YearMonth::toString).toArray(String[]::new))
                        .stream()
                        .filter(invoice -> invoice.allRunMonths().stream().anyMatch(months::contains))
                        .toList();
    }

    @Override
    public Optional<Invoice> findByNumber(String number) {
        return first(BY_NUMBER, administration, number);
    }

    @Override
    public List<Invoice> save(Collection<Invoice> invoices) {
        invoices.forEach(invoice -> guard.changes(invoice.customer()));
        List<Invoice> saved = invoices.stream()
                .<Invoice>map(invoice ->
                        invoice.toBuilder().version(invoice.version() + 1).build())
                .toList();
        InvoiceRows.INVOICES.saveVersions(sql, administration, saved, Invoice::name, invoice -> read.get(invoice.id()));
        List<Invoice> written = saved.stream()
                .filter(next -> !InvoiceRows.haveEqualParts(Optional.ofNullable(read.get(next.id())), next))
                .toList();
        for (Parts<Invoice, ?> parts : InvoiceRows.PARTS) {
            parts.rewrite(sql, administration, written, JdbcInvoices::wasStored);
        }
        // not the new ones: they are seldom saved again at once, and an import saves all of an administration
        saved.stream().filter(JdbcInvoices::wasStored).forEach(next -> read.put(next.id(), next));
        return saved;
    }

    private static boolean wasStored(Invoice saved) {
        return saved.version() > 1;
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
        String customer = after.map(draft -> draft.customer().value()).orElse("");
        return unreadables.page(
                limit,
                (rows, faults) -> list(
                        faults,
                        DRAFTS,
                        administration,
                        customer,
                        customer,
                        after.map(draft -> draft.id().value()).orElse(""),
                        rows));
    }

    @Override
    public List<Invoice> ofCustomer(CustomerReference customer) {
        guard.look(customer);
        return list(Unreadables.REFUSE, OF_CUSTOMER, administration, customer.value());
    }

    @Override
    public List<Invoice> search(String text, int limit) {
        return list(unreadables::leaveOut, SEARCH, administration, JdbcCustomers.containing(text), limit);
    }

    private List<Invoice> ofIds(String idsStatement, @Nullable Object... values) {
        List<String> ids = sql.list(idsStatement, row -> row.text("invoice"), values);
        return ids.isEmpty() ? List.of() : list(Unreadables.REFUSE, BY_IDS, ids.toArray(String[]::new), administration);
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
        return unreadables.page(limit, (rows, faults) -> list(faults, OF_SERIES, administration, series, after, rows));
    }

    @Override
    public List<Invoice> unexported(Optional<InvoiceId> after, int limit) {
        return unreadables.page(
                limit,
                (rows, faults) -> list(
                        faults,
                        UNEXPORTED,
                        administration,
                        after.map(InvoiceId::value).orElse(""),
                        rows));
    }

    private static NumberSeries readSeries(Row row) {
        return new NumberSeries(
                row.text("series"),
                row.longNumber("last_sequence"),
                row.text("last_hash"),
                row.optionalDate("last_on"));
    }

    @Override
    public List<NumberSeries> series() {
        flush();
        return sql.list(SERIES + " order by series", JdbcInvoices::readSeries, administration);
    }

    @Override
    public Optional<NumberSeries> lockSeries(String series) {
        if (!locked.containsKey(series)) {
            sql.first(SERIES + " and series = ? for update", JdbcInvoices::readSeries, administration, series)
                    .ifPresent(found -> locked.put(series, found));
        }
        return Optional.ofNullable(locked.get(series));
    }

    /** A series that moves on with each of many documents is written once. */
    @Override
    public void save(NumberSeries series) {
        if (locked.containsKey(series.series())) {
            moved.add(series.series());
        } else {
            // a row that somebody else made meanwhile must not be overwritten: its key refuses this one
            SERIES_ROWS.insert(sql, administration, List.of(series));
        }
        locked.put(series.series(), series);
    }

    /** Writes what waits for the end of the unit of work. */
    void flush() {
        SERIES_ROWS.update(
                sql,
                administration,
                moved.stream()
                        .map(series -> Objects.requireNonNull(locked.get(series)))
                        .toList());
        moved.clear();
    }

    @Override
    public void claimRun(Collection<CustomerReference> customers, YearMonth month) {
        customers.forEach(guard::changes);
        try {
            CLAIMS.insert(
                    sql,
                    administration,
                    customers.stream()
                            .map(customer -> new Claim(customer, month))
                            .toList());
        } catch (ConflictException e) {
            String whose = customers.size() == 1
                    ? "customer " + customers.iterator().next()
                    : "one of " + customers.size() + " customers";
            throw new ConflictException(
                    "run " + month + " of " + whose,
                    "The run invoice of " + whose + " for " + month + " exists already; somebody else ran the month.",
                    e);
        }
    }

    @Override
    public List<YearMonth> claimedRuns(CustomerReference customer) {
        guard.look(customer);
        return sql.list(
                "select run_month from {s}.run_claim where administration = ? and customer = ? order by run_month",
                row -> YearMonth.parse(row.text("run_month")),
                administration,
                customer.value());
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
