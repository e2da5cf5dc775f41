package nl.termijn.store.jdbc;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.administration.Brand;
import nl.termijn.administration.CustomerGroup;
import nl.termijn.administration.Numbering;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.administration.Policies;
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
import nl.termijn.store.Unreadable;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatSeller;
import org.jspecify.annotations.Nullable;

final class JdbcUnitOfWork implements UnitOfWork {
    static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private static final TypeReference<List<CustomerGroup>> GROUPS = new TypeReference<>() {};
    private static final TypeReference<List<Brand>> BRANDS = new TypeReference<>() {};

    // a table whose rows have no administration but are one: its id stands where other tables have theirs
    private static final String INSERT = "insert into {s}.administration (id, name, street, postal_code, city, country,"
            + " vat_id, kvk_number, iban, bic, email, currency, time_zone, term_days, term_from, schedule_start_month,"
            + " numbering, policies, customer_groups, brands, vat_seller, version, revision)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE = "update {s}.administration set id = ?, name = ?, street = ?, postal_code = ?,"
            + " city = ?, country = ?, vat_id = ?, kvk_number = ?, iban = ?, bic = ?, email = ?, currency = ?,"
            + " time_zone = ?, term_days = ?, term_from = ?, schedule_start_month = ?, numbering = ?, policies = ?,"
            + " customer_groups = ?, brands = ?,"
            + " vat_seller = ?, version = ?, revision = ? where id = ? and version = ?";

    private static final Unreadables.Kind KIND = new Unreadables.Kind("administration", "id", Optional.empty());

    private final AdministrationId id;
    private final Map<AdministrationId, Held> known;
    private final Sql sql;
    private final CustomerGuard guard;
    private final Unreadables unreadables;
    private final JdbcSubscriptions subscriptions;
    private final JdbcPendingLines pendingLines;
    private final JdbcInvoices invoices;
    private final JdbcCustomers customers;
    private final JdbcLedger ledger;
    private final JdbcOutbox outbox;
    private final JdbcEventLog events;
    private final Map<CatalogueKind<?>, JdbcCatalogue<?>> catalogues = new HashMap<>();

    /** @param known administrations as they were read before, by any unit of work of the store */
    JdbcUnitOfWork(AdministrationId id, Sql sql, Map<AdministrationId, Held> known) {
        this.id = id;
        this.known = known;
        this.sql = sql;
        guard = new CustomerGuard(sql, id.value());
        unreadables = new Unreadables();
        subscriptions = new JdbcSubscriptions(sql, id.value(), guard, unreadables);
        pendingLines = new JdbcPendingLines(sql, id.value(), guard);
        invoices = new JdbcInvoices(sql, id.value(), guard, unreadables);
        customers = new JdbcCustomers(sql, id.value(), guard, unreadables, subscriptions, pendingLines);
        ledger = new JdbcLedger(sql, id.value(), guard, unreadables);
        outbox = new JdbcOutbox(sql, id.value(), unreadables);
        events = new JdbcEventLog(sql, id.value());
    }

    /** The last statements before the commit. */
    void finish() {
        invoices.flush();
        guard.settle();
        // last, as the counter of events is one row that all units of work of the administration want
        events.flush();
    }

    /** An administration as it was read, and the mark that every save of it renews. */
    record Held(String revision, Administration administration) {}

    @Override
    public Optional<Administration> administration() {
        Optional<String> revision = sql.first(
                "select revision from {s}.administration where id = ?", row -> row.text("revision"), id.value());
        Held held = known.get(id);
        if (held != null && revision.equals(Optional.of(held.revision()))) {
            return Optional.of(held.administration());
        }
        Optional<Held> stored = Unreadables.first(
                sql,
                KIND,
                row -> new Held(row.text("revision"), read(row)),
                "select * from {s}.administration where id = ?",
                id.value());
        stored.ifPresent(anew -> known.put(id, anew));
        return stored.map(Held::administration);
    }

    private static Administration read(Row row) {
        return Administration.builder()
                .id(AdministrationId.of(row.text("id")))
                .name(row.text("name"))
                .address(address(row))
                .vatId(row.optionalText("vat_id").map(VatId::of))
                .kvkNumber(row.optionalText("kvk_number"))
                .iban(row.optionalText("iban"))
                .bic(row.optionalText("bic"))
                .email(row.optionalText("email"))
                .currency(row.currency())
                .timeZone(ZoneId.of(row.text("time_zone")))
                .paymentTerm(paymentTerm(row).orElseThrow())
                .scheduleStartMonth(row.number("schedule_start_month"))
                .numbering(row.json("numbering", Numbering.class))
                .policies(row.json("policies", Policies.class))
                .groups(row.json("customer_groups", GROUPS))
                .brands(row.json("brands", BRANDS))
                .vatSeller(row.json("vat_seller", VatSeller.class))
                .version(row.longNumber("version"))
                .build();
    }

    static Address address(Row row) {
        return Address.builder()
                .street(row.optionalText("street"))
                .postalCode(row.optionalText("postal_code"))
                .city(row.optionalText("city"))
                .country(row.text("country"))
                .build();
    }

    static Optional<PaymentTerm> paymentTerm(Row row) {
        return row.optionalConstant("term_from", PaymentTerm.Start.class)
                .map(from -> new PaymentTerm(row.number("term_days"), from));
    }

    @Override
    public Administration save(Administration changed) {
        if (!changed.id().equals(id)) {
            throw new InvalidInputException(
                    "administration",
                    List.of(new Violation(
                            "id", changed.id().value(), "must be " + id, "open a transaction of that administration")));
        }
        Administration saved = Administration.builder()
                .from(changed)
                .version(changed.version() + 1)
                .build();
        if (changed.version() == 0) {
            sql.change(INSERT, values(saved));
            sql.change("insert into {s}.event_counter (administration, last_sequence) values (?, 0)", id.value());
        } else {
            @Nullable Object[] values = values(saved);
            @Nullable Object[] all = java.util.Arrays.copyOf(values, values.length + 2);
            all[values.length] = id.value();
            all[values.length + 1] = changed.version();
            Versions.check("administration " + id, sql.change(UPDATE, all), changed.version());
        }
        return saved;
    }

    private static @Nullable Object[] values(Administration saved) {
        return new @Nullable Object[] {
            saved.id().value(),
            saved.name(),
            saved.address().street(),
            saved.address().postalCode(),
            saved.address().city(),
            saved.address().country(),
            saved.vatId().map(VatId::value),
            saved.kvkNumber(),
            saved.iban(),
            saved.bic(),
            saved.email(),
            saved.currency(),
            saved.timeZone(),
            saved.paymentTerm().days(),
            saved.paymentTerm().from(),
            saved.scheduleStartMonth(),
            JsonText.write(saved.numbering()),
            JsonText.write(saved.policies()),
            JsonText.write(saved.groups()),
            JsonText.write(saved.brands()),
            JsonText.write(saved.vatSeller()),
            saved.version(),
            UUID.randomUUID().toString()
        };
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
        return (Catalogue<V>)
                catalogues.computeIfAbsent(kind, any -> new JdbcCatalogue<>(sql, id.value(), kind, unreadables));
    }

    @Override
    public EventLog events() {
        return events;
    }

    @Override
    public List<Unreadable> unreadable() {
        return unreadables.leftOut();
    }
}
