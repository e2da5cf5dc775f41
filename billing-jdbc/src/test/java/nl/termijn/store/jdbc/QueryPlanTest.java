package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.termijn.Billing;
import nl.termijn.SubscriptionService;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.Booking;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;
import nl.termijn.testkit.BillingLaws;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No statement of the store reads a whole table of a large administration: PostgreSQL's own plans say so. */
class QueryPlanTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 1);

    /** A table that grows, and its columns that must differ for another row. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Growing(String table, String... columns) {}

    private static final List<Growing> GROWING = List.of(
            new Growing("customer", "reference", "search_text"),
            new Growing("subscription", "reference", "customer"),
            new Growing("subscription_change", "subscription"),
            new Growing("subscription_cycle", "subscription"),
            new Growing("subscription_pause", "subscription"),
            new Growing("pending_line", "reference", "customer", "subscription", "corrected_invoice"),
            new Growing("invoice", "id", "customer", "number"),
            new Growing("invoice_line", "invoice", "subscription", "corrected_invoice"),
            new Growing("vat_total", "invoice"),
            new Growing("billed_stretch", "invoice"),
            new Growing("invoice_reference", "invoice", "refers_to"),
            new Growing("run_claim", "customer"),
            new Growing("open_item", "id", "customer"),
            new Growing("allocation", "id", "customer", "owed", "credit"),
            new Growing("outbox_entry", "entry_key", "invoice"),
            new Growing("archived_document", "invoice"));

    @Test
    void no_statement_reads_a_whole_table_at_thirty_thousand_invoices() throws SQLException {
        noScans(1_500);
    }

    @Tag("huge")
    @Test
    void nor_at_a_million() throws SQLException {
        noScans(50_000);
    }

    private static void noScans(int copies) throws SQLException {
        try (HikariDataSource database = Databases.postgres()) {
            JdbcBillingStore store = JdbcBillingStore.on(database);
            askEverything(store);
            grow(database, copies);
            List<String> scans = new ArrayList<>();
            for (String statement : store.statements()) {
                if (statement.contains("count(*)")) {
                    continue; // counting is reading; the run does it once
                }
                scans.addAll(scans(database, statement));
            }
            assertThat(store.statements()).hasSizeGreaterThan(60);
            assertThat(scans).isEmpty();
        }
    }

    @Test
    void a_page_is_read_from_its_index_in_order_on_H2_too() throws SQLException {
        try (HikariDataSource database = Databases.h2()) {
            JdbcBillingStore store = JdbcBillingStore.on(database);
            askEverything(store);
            List<String> pages = store.statements().stream()
                    .filter(statement -> statement.contains(" limit ") && !statement.contains(" like "))
                    .toList();
            assertThat(pages)
                    .hasSizeGreaterThanOrEqualTo(10)
                    .allSatisfy(page -> assertThat(plan(database, page)).contains("index sorted"));
        }
    }

    private static String plan(HikariDataSource database, String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement explain = connection.prepareStatement("explain " + statement)) {
            for (int i = 1; i <= explain.getParameterMetaData().getParameterCount(); i++) {
                explain.setObject(
                        i,
                        switch (explain.getParameterMetaData().getParameterType(i)) {
                            case Types.DATE -> LocalDate.of(2026, 1, 1);
                            case Types.TIMESTAMP_WITH_TIMEZONE ->
                                OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
                            case Types.INTEGER, Types.BIGINT -> 100;
                            default -> "100";
                        });
            }
            try (ResultSet plan = explain.executeQuery()) {
                plan.next();
                return plan.getString(1);
            }
        }
    }

    /** A month of twenty customers with everything that can happen to them, so that every statement is asked for. */
    private static void askEverything(JdbcBillingStore store) {
        Billing billing = RunningHost.billing(store, MONTH);
        ManyHostsTest.fill(billing, 20);
        billing.runs().preview(MONTH);
        billing.runs().run(MONTH);
        billing.review().overview();
        SubscriptionReference[] all = billing.subscriptions().page(Optional.empty(), 20).stream()
                .map(Subscription::reference)
                .toArray(SubscriptionReference[]::new);
        LocalDate today = MONTH.atDay(1);
        for (int i = 0; i < 20; i++) {
            if (i < 12) {
                billing.subscriptions()
                        .changePrice(
                                all[i], Amounts.of("12.00", "EUR"), today.plusDays(20), TermsChange.Effect.AT_ONCE);
            }
            billing.subscriptions().pause(all[i], today.plusDays(5));
            billing.subscriptions().changeCycle(all[i], 3, Amounts.of("30.00", "EUR"));
        }
        List<InvoiceId> sent = billing.invoices()
                .send(billing.invoices().awaitingApproval().stream()
                        .map(Invoice::id)
                        .toList())
                .done();
        for (InvoiceId invoice : sent.subList(0, 10)) {
            billing.payments().receiveFor(invoice, Amounts.of("5.00", "EUR"), Booking.BY_HAND);
            billing.invoices().credit(invoice).amount(Amounts.of("1.00", "EUR")).send();
        }
        billing.invoices().withdraw(sent.get(15), "by mistake", GiveBack.DROP);
        billing.subscriptions().end(all[3], today, SubscriptionService.Ending.CREDIT);
        billing.runs().billNow(CustomerReference.of("K0005"));
        billing.outbox().deliver();
        BillingLaws.check(billing);
        billing.overviews().search("K", 10);
        store.inTransaction(store.administrations().get(0), unit -> {
            unit.customers().claim(Optional.empty(), 10, Set.of());
            unit.customers().search("klant", 10);
            unit.invoices().search("2024", 10);
            unit.invoices().drafts(Optional.empty(), 10);
            unit.invoices().unexported(Optional.empty(), 10);
            unit.invoices().findByNumber("none");
            unit.pendingLines().remove(List.of(PendingLineReference.of("none")));
            unit.ledger().owed(Optional.empty(), 10);
            unit.outbox().refused(DeliveryChannel.MAIL, Optional.empty(), 10);
            unit.outbox().ofDocument(InvoiceId.of("none"));
            unit.outbox().ofCustomer(CustomerReference.of("none"));
            unit.subscriptions().page(Optional.empty(), 10);
            return unit.customers()
                    .account(CustomerReference.of("none"), Set.of())
                    .isPresent();
        });
    }

    private static void grow(HikariDataSource database, int copies) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path to termijn, public");
            statement.execute("set session_replication_role to replica");
            for (Growing growing : GROWING) {
                List<String> columns = columns(statement, growing.table());
                String values = columns.stream()
                        .map(column -> List.of(growing.columns()).contains(column)
                                ? "t." + column + " || '-' || n"
                                : "t." + column)
                        .collect(Collectors.joining(", "));
                statement.execute("insert into " + growing.table() + " (" + String.join(", ", columns)
                        + ") overriding system value select " + values + " from (select * from " + growing.table()
                        + " limit 20) t, generate_series(1, " + copies + ") n");
            }
            statement.execute("set session_replication_role to default");
            statement.execute("analyze");
        }
    }

    private static List<String> columns(Statement statement, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("select * from " + table + " limit 0")) {
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                columns.add(row.getMetaData().getColumnName(i));
            }
        }
        return columns;
    }

    /** The whole-table reads in a statement's plan, whatever its values. */
    private static List<String> scans(HikariDataSource database, String statement) throws SQLException {
        if (statement.startsWith("insert") && !statement.contains("select")) {
            return List.of();
        }
        StringBuilder numbered = new StringBuilder("explain (generic_plan) ");
        int parameter = 0;
        for (int i = 0; i < statement.length(); i++) {
            char c = statement.charAt(i);
            if (c == '?') {
                parameter++;
                numbered.append('$').append(parameter);
            } else {
                numbered.append(c);
            }
        }
        List<String> scans = new ArrayList<>();
        // without values, which only the simple protocol takes
        try (Connection connection = DriverManager.getConnection(database.getJdbcUrl() + "&preferQueryMode=simple");
                Statement explain = connection.createStatement();
                ResultSet plan = explain.executeQuery(numbered.toString())) {
            while (plan.next()) {
                String line = plan.getString(1);
                if (GROWING.stream().anyMatch(growing -> line.contains("Seq Scan on " + growing.table() + " "))) {
                    scans.add(line.strip() + " in " + statement);
                }
            }
        }
        return scans;
    }
}
