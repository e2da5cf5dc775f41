package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import nl.termijn.Billing;
import nl.termijn.RunReport;
import nl.termijn.administration.AdministrationId;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.error.ProviderException;
import nl.termijn.invoice.Invoice;
import nl.termijn.store.UnitOfWork;
import nl.termijn.testkit.BillingLaws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a unit of work when the database lets it down, or somebody else was first. */
class DatabaseFaultsTest {
    private static final AdministrationId SELLER = AdministrationId.of(RunningHost.SELLER);
    private static final CustomerReference FIRST = CustomerReference.of("K0000");
    private static final CustomerReference SECOND = CustomerReference.of("K0001");

    private static JdbcBillingStore filled(HikariDataSource database) {
        JdbcBillingStore store = JdbcBillingStore.on(database);
        ManyHostsTest.fill(RunningHost.billing(store, YearMonth.of(2026, 1)), 2);
        return store;
    }

    private static void rename(UnitOfWork unit, CustomerReference reference, String name) {
        Customer customer = unit.customers().find(reference).orElseThrow();
        unit.customers().save(customer.toBuilder().name(name).build());
    }

    private static String name(JdbcBillingStore store, CustomerReference reference) {
        return store.inTransaction(
                SELLER, unit -> unit.customers().find(reference).orElseThrow().name());
    }

    @Test
    void a_connection_that_is_lost_loses_the_unit_of_work_and_no_more() {
        try (HikariDataSource database = Databases.postgres()) {
            JdbcBillingStore store = filled(database);
            assertThatThrownBy(() -> store.inTransaction(SELLER, unit -> {
                        rename(unit, FIRST, "Half saved");
                        endAllOtherSessions(database);
                        rename(unit, SECOND, "Never saved");
                        return true;
                    }))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            e -> assertThat(e.retry()).isEqualTo(ProviderException.Retry.LATER))
                    .hasMessageContaining("nothing of this unit of work was saved");
            assertThat(name(store, FIRST)).isEqualTo("Klant 0");
            assertThat(name(store, SECOND)).isEqualTo("Klant 1");
        }
    }

    private static void endAllOtherSessions(HikariDataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void two_that_change_something_of_one_customer_do_not_both_win(Supplier<HikariDataSource> opened) throws Exception {
        try (HikariDataSource database = opened.get()) {
            JdbcBillingStore store = filled(database);
            assertThatThrownBy(() -> store.inTransaction(SELLER, unit -> {
                        assertThat(unit.pendingLines().waiting(FIRST)).isEmpty();
                        // another unit of work takes his month meanwhile, which this one has not looked at by its key
                        store.inTransaction(SELLER, other -> {
                            other.invoices().claimRun(List.of(FIRST), YearMonth.of(2026, 1));
                            return true;
                        });
                        unit.invoices().claimRun(List.of(FIRST), YearMonth.of(2026, 2));
                        return true;
                    }))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("customer K0000");
            // for different customers nobody waits
            store.inTransaction(SELLER, unit -> {
                rename(unit, FIRST, "One");
                store.inTransaction(SELLER, other -> {
                    rename(other, SECOND, "Two");
                    return true;
                });
                return true;
            });
            assertThat(List.of(name(store, FIRST), name(store, SECOND))).containsExactly("One", "Two");
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void of_two_that_wait_for_each_other_one_is_told_to_do_it_again(Supplier<HikariDataSource> opened)
            throws Exception {
        try (HikariDataSource database = opened.get()) {
            JdbcBillingStore store = filled(database);
            CyclicBarrier both = new CyclicBarrier(2);
            ExecutorService pool = Executors.newFixedThreadPool(2);
            Future<Boolean> left = pool.submit(() -> renamesBoth(store, both, FIRST, SECOND));
            Future<Boolean> right = pool.submit(() -> renamesBoth(store, both, SECOND, FIRST));
            boolean leftWon = left.get(60, TimeUnit.SECONDS);
            boolean rightWon = right.get(60, TimeUnit.SECONDS);
            pool.shutdown();
            assertThat(leftWon).as("one of them was saved, whole").isNotEqualTo(rightWon);
            String winner = leftWon ? "by K0000" : "by K0001";
            assertThat(List.of(name(store, FIRST), name(store, SECOND))).containsOnly(winner);
        }
    }

    private static boolean renamesBoth(
            JdbcBillingStore store, CyclicBarrier both, CustomerReference one, CustomerReference other) {
        try {
            return store.inTransaction(SELLER, unit -> {
                rename(unit, one, "by " + one);
                await(both);
                rename(unit, other, "by " + one);
                return true;
            });
        } catch (ConflictException e) {
            return false;
        }
    }

    private static void await(CyclicBarrier both) {
        try {
            both.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void a_foreign_row_in_the_way_is_a_conflict_and_its_text_stays_out_of_the_message(
            Supplier<HikariDataSource> opened) {
        try (HikariDataSource database = opened.get()) {
            JdbcBillingStore store = filled(database);
            assertThatThrownBy(() -> store.inTransaction(
                            SELLER,
                            unit -> unit.customers()
                                    .save(unit.customers().find(FIRST).orElseThrow().toBuilder()
                                            .version(0)
                                            .build())))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageNotContaining("K0000")
                    .rootCause()
                    .hasMessageNotContaining("K0000");
        }
    }

    @Test
    void a_transaction_of_the_host_that_cannot_be_put_in_order_is_a_conflict() throws Exception {
        try (HikariDataSource database = Databases.postgres()) {
            JdbcBillingStore store = filled(database);
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                JdbcBillingStore joined = store.joining(connection);
                assertThat(name(joined, FIRST)).isEqualTo("Klant 0");
                store.inTransaction(SELLER, unit -> {
                    rename(unit, FIRST, "First");
                    return true;
                });
                assertThatThrownBy(() -> joined.inTransaction(SELLER, unit -> {
                            rename(unit, FIRST, "Second");
                            return true;
                        }))
                        .isInstanceOf(ConflictException.class)
                        .rootCause()
                        .hasMessageContaining("40001");
                connection.rollback();
                connection.setAutoCommit(true);
            }
            assertThat(name(store, FIRST)).isEqualTo("First");
        }
    }

    private static final YearMonth MONTH = YearMonth.of(2026, 1);
    private static final int CUSTOMERS = 300;

    /** Billing that does {@code fault} when it asks for its 150th id, in the middle of the second chunk. */
    private static Billing faulty(JdbcBillingStore store, Runnable fault) {
        AtomicInteger ids = new AtomicInteger();
        return Billing.builder()
                .store(store)
                .administration(RunningHost.SELLER)
                .clock(Clock.fixed(MONTH.atDay(1).atTime(10, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC))
                .ids(() -> {
                    if (ids.incrementAndGet() == 150) {
                        fault.run();
                    }
                    return String.format(Locale.ROOT, "F%06d", ids.get());
                })
                .build();
    }

    /** What a run made before and after a fault is one whole month, each customer's once. */
    private static void isWholeAfterAnotherRun(JdbcBillingStore store) {
        Billing again = RunningHost.billing(store, MONTH);
        assertThat(again.runs().run(MONTH).failures()).isEmpty();
        assertThat(again.runs().heartbeat().lastComplete()).isPresent();
        List<Invoice> drafts = again.invoices().awaitingApproval();
        assertThat(drafts).extracting(Invoice::customer).doesNotHaveDuplicates().hasSize(CUSTOMERS);
        assertThat(again.invoices()
                        .send(drafts.stream().map(Invoice::id).toList())
                        .failures())
                .isEmpty();
        BillingLaws.check(again);
    }

    @Test
    void a_server_that_is_restarted_in_the_middle_of_a_chunk_costs_that_chunk_at_most(@TempDir Path folder)
            throws Exception {
        try (Databases.Restartable server = new Databases.Restartable(folder)) {
            JdbcBillingStore store = JdbcBillingStore.on(server.pool());
            ManyHostsTest.fill(RunningHost.billing(store, MONTH), CUSTOMERS);
            RunReport report = faulty(store, server::restart).runs().run(MONTH);
            assertThat(report.made() + report.failures().size()).isEqualTo(CUSTOMERS);
            assertThat(report.made()).isGreaterThanOrEqualTo(200);
            isWholeAfterAnotherRun(store);
        }
    }

    @Test
    void a_full_disk_ends_the_run_and_loses_nothing_that_was_committed(@TempDir Path folder) {
        FullDisk.register();
        Path file = folder.resolve("store");
        try (HikariDataSource database = FullDisk.open(file)) {
            JdbcBillingStore store = JdbcBillingStore.on(database);
            ManyHostsTest.fill(RunningHost.billing(store, MONTH), CUSTOMERS);
            Billing billing = faulty(store, () -> FullDisk.isFull(true));
            assertThatThrownBy(() -> billing.runs().run(MONTH))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            e -> assertThat(e.retry()).isEqualTo(ProviderException.Retry.LATER))
                    .hasMessageContaining("nothing of this unit of work was saved");
        } finally {
            FullDisk.isFull(false);
        }
        try (HikariDataSource database = FullDisk.open(file)) {
            JdbcBillingStore store = JdbcBillingStore.on(database);
            Billing again = RunningHost.billing(store, MONTH);
            assertThat(again.invoices().awaitingApproval())
                    .as("the first chunk")
                    .hasSize(100);
            assertThat(again.runs().heartbeat().lastComplete())
                    .as("a run that stopped halfway")
                    .isEmpty();
            isWholeAfterAnotherRun(store);
        }
    }
}
