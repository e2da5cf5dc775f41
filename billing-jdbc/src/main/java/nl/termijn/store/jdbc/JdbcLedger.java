package nl.termijn.store.jdbc;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.money.CurrencyUnit;
import nl.termijn.customer.CustomerReference;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.Allocation;
import nl.termijn.receivable.ItemId;
import nl.termijn.receivable.OpenItem;
import nl.termijn.store.LedgerEntries;

final class JdbcLedger implements LedgerEntries {
    private static final Table<OpenItem> ITEMS = Table.<OpenItem>named("open_item")
            .key("id", item -> item.id().value())
            .column("kind", OpenItem::kind)
            .column("customer", item -> item.customer().value())
            .column("number", OpenItem::number)
            .column("entry_key", OpenItem::key)
            .column("named_item", item -> item.namedItem().map(ItemId::value))
            .column("dated", OpenItem::date)
            .column("value_on", OpenItem::valueOn)
            .column("due_on", OpenItem::dueOn)
            .column("currency", item -> item.amount().getCurrency())
            .column("amount", OpenItem::amount)
            .column("open", OpenItem::open)
            .column("is_open", item -> Amounts.decimal(item.open()).signum())
            .column("cancelled_on", OpenItem::cancelledOn)
            .version("version", OpenItem::version);

    private static final Table<Allocation> ALLOCATIONS = Table.<Allocation>named("allocation")
            .key("id", allocation -> allocation.id().value())
            .column("customer", allocation -> allocation.customer().value())
            .column("owed", allocation -> allocation.owed().value())
            .column("credit", allocation -> allocation.credit().value())
            .column("currency", allocation -> allocation.amount().getCurrency())
            .column("amount", Allocation::amount)
            .column("allocated_on", Allocation::on)
            .column("undone_on", Allocation::undoneOn);

    private static final String SELECT =
            "select i.*, c.touched from {s}.open_item i" + CustomerGuard.join("i") + " where i.administration = ?";
    private static final String BY_ID = SELECT + " and i.id = ?";
    private static final String BY_KEY = SELECT + " and i.entry_key = ?";
    private static final String BY_IDS =
            Sql.byKeys("i.*, c.touched", "open_item i", "i.id") + CustomerGuard.join("i") + " order by i.id";
    private static final String OF_CUSTOMER = SELECT + " and i.customer = ? order by i.id";
    private static final String OPEN_OF = SELECT + " and i.customer = ? and i.is_open <> 0 order by i.id";
    private static final String OWED = SELECT + " and i.is_open = 1 and i.due_on >= ? and (i.due_on, i.id) > (?, ?)"
            + " order by i.is_open, i.administration, i.due_on, i.id limit ?";

    private static final String ALLOCATION = "select * from {s}.allocation where administration = ?";
    private static final String ALLOCATION_BY_ID = ALLOCATION + " and id = ?";
    private static final String ALLOCATIONS_OF_CUSTOMER = ALLOCATION + " and customer = ? order by id";
    // two queries, as 'owed = ? or credit = ?' would use neither index
    private static final String ALLOCATIONS_OF_ITEM = ALLOCATION + " and owed = ? and undone_on is null union all "
            + ALLOCATION + " and credit = ? and undone_on is null order by id";

    private static final Unreadables.Kind ITEM = Unreadables.Kind.of("open item", "id", "customer");
    private static final Unreadables.Kind SETTLED = Unreadables.Kind.of("allocation", "id", "customer");

    private final Sql sql;
    private final String administration;
    private final CustomerGuard guard;
    private final Unreadables unreadables;

    JdbcLedger(Sql sql, String administration, CustomerGuard guard, Unreadables unreadables) {
        this.sql = sql;
        this.administration = administration;
        this.guard = guard;
        this.unreadables = unreadables;
    }

    private OpenItem read(Row row) {
        guard.seen(row, row.text("customer"));
        CurrencyUnit currency = row.currency();
        return OpenItem.builder()
                .id(ItemId.of(row.text("id")))
                .kind(row.constant("kind", OpenItem.Kind.class))
                .customer(CustomerReference.of(row.text("customer")))
                .number(row.optionalText("number"))
                .key(row.optionalText("entry_key"))
                .namedItem(row.optionalText("named_item").map(ItemId::of))
                .date(row.date("dated"))
                .valueOn(row.date("value_on"))
                .dueOn(row.date("due_on"))
                .amount(row.amount("amount", currency))
                .open(row.amount("open", currency))
                .cancelledOn(row.optionalDate("cancelled_on"))
                .version(row.longNumber("version"))
                .build();
    }

    private static Allocation readAllocation(Row row) {
        return new Allocation(
                ItemId.of(row.text("id")),
                CustomerReference.of(row.text("customer")),
                ItemId.of(row.text("owed")),
                ItemId.of(row.text("credit")),
                row.amount("amount", row.currency()),
                row.date("allocated_on"),
                row.optionalDate("undone_on"));
    }

    @Override
    public Optional<OpenItem> find(ItemId id) {
        return Unreadables.first(sql, ITEM, this::read, BY_ID, administration, id.value());
    }

    @Override
    public Optional<OpenItem> findByKey(String key) {
        return Unreadables.first(sql, ITEM, this::read, BY_KEY, administration, key);
    }

    @Override
    public List<OpenItem> find(Collection<ItemId> ids) {
        return Unreadables.list(
                sql,
                ITEM,
                this::read,
                unreadables::leaveOut,
                BY_IDS,
                ids.stream().map(ItemId::value).toArray(String[]::new),
                administration);
    }

    @Override
    public List<OpenItem> ofCustomer(CustomerReference customer) {
        guard.look(customer);
        return Unreadables.all(sql, ITEM, this::read, OF_CUSTOMER, administration, customer.value());
    }

    @Override
    public List<OpenItem> openOf(CustomerReference customer) {
        guard.look(customer);
        return Unreadables.all(sql, ITEM, this::read, OPEN_OF, administration, customer.value());
    }

    @Override
    public List<OpenItem> owed(Optional<OpenItem> after, int limit) {
        LocalDate from = after.map(OpenItem::dueOn).orElse(LocalDate.of(1, 1, 1));
        return unreadables.page(
                limit,
                (rows, faults) -> Unreadables.list(
                        sql,
                        ITEM,
                        this::read,
                        faults,
                        OWED,
                        administration,
                        from,
                        from,
                        after.map(item -> item.id().value()).orElse(""),
                        rows));
    }

    @Override
    public void save(Collection<OpenItem> items) {
        items.forEach(item -> guard.changes(item.customer()));
        ITEMS.saveVersions(
                sql,
                administration,
                items.stream()
                        .<OpenItem>map(item ->
                                item.toBuilder().version(item.version() + 1).build())
                        .toList(),
                item -> "open item " + item.id());
    }

    @Override
    public Optional<Allocation> findAllocation(ItemId id) {
        return Unreadables.first(
                sql, SETTLED, JdbcLedger::readAllocation, ALLOCATION_BY_ID, administration, id.value());
    }

    @Override
    public List<Allocation> allocationsOf(ItemId item) {
        return Unreadables.all(
                sql,
                SETTLED,
                JdbcLedger::readAllocation,
                ALLOCATIONS_OF_ITEM,
                administration,
                item.value(),
                administration,
                item.value());
    }

    @Override
    public List<Allocation> allocationsOf(CustomerReference customer) {
        guard.look(customer);
        return Unreadables.all(
                sql, SETTLED, JdbcLedger::readAllocation, ALLOCATIONS_OF_CUSTOMER, administration, customer.value());
    }

    @Override
    public void saveAllocations(Collection<Allocation> allocations) {
        allocations.forEach(allocation -> guard.changes(allocation.customer()));
        ALLOCATIONS.put(sql, administration, allocations);
    }
}
