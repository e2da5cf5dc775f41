package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.util.function.Supplier;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.NotAllowedException;
import nl.termijn.store.BillingStore;
import nl.termijn.vat.BuyerKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Units of work in a transaction that the host began. */
class JoiningTest {
    private static final AdministrationId SELLER = AdministrationId.of("seller");

    private static JdbcBillingStore open(HikariDataSource database) {
        JdbcBillingStore store = JdbcBillingStore.on(database);
        store.inTransaction(
                SELLER,
                unit -> unit.save(Administration.builder()
                        .id(SELLER)
                        .name("Seller")
                        .address(Address.in("NL"))
                        .build()));
        return store;
    }

    private static void save(BillingStore store, String reference) {
        store.inTransaction(
                SELLER,
                unit -> unit.customers()
                        .save(Customer.builder()
                                .reference(CustomerReference.of(reference))
                                .name("Klant")
                                .kind(BuyerKind.BUSINESS)
                                .address(Address.in("NL"))
                                .build()));
    }

    private static long count(BillingStore store) {
        return store.inTransaction(SELLER, unit -> unit.customers().count());
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void on_the_hosts_connection_the_host_commits_and_a_failing_unit_goes_alone(Supplier<HikariDataSource> opened)
            throws Exception {
        try (HikariDataSource database = opened.get()) {
            JdbcBillingStore store = open(database);
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                BillingStore joined = store.joining(connection);
                save(joined, "A");
                assertThatThrownBy(() -> joined.inTransaction(SELLER, unit -> {
                            unit.customers()
                                    .save(unit.customers().find(CustomerReference.of("A")).orElseThrow().toBuilder()
                                            .name("Other")
                                            .build());
                            throw new IllegalStateException("on purpose");
                        }))
                        .hasMessage("on purpose");
                save(joined, "B");
                assertThat(count(joined)).isEqualTo(2);
                assertThat(count(store)).as("not committed yet").isZero();
                connection.commit();
            }
            assertThat(count(store)).isEqualTo(2);
            String name = store.inTransaction(
                    SELLER,
                    unit -> unit.customers()
                            .find(CustomerReference.of("A"))
                            .orElseThrow()
                            .name());
            assertThat(name).isEqualTo("Klant");
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void in_springs_transaction_spring_commits_or_rolls_back(Supplier<HikariDataSource> opened) {
        try (HikariDataSource database = opened.get()) {
            JdbcBillingStore store = open(database);
            BillingStore joined = store.joining(
                    new TransactionAwareDataSourceProxy(database),
                    TransactionSynchronizationManager::isActualTransactionActive);
            TransactionTemplate spring = new TransactionTemplate(new DataSourceTransactionManager(database));
            assertThat(joined.isInTransaction()).isFalse();
            spring.executeWithoutResult(status -> {
                assertThat(joined.isInTransaction()).isTrue();
                assertThat(store.isInTransaction()).isFalse();
                save(joined, "A");
                save(joined, "B");
            });
            assertThat(count(store)).isEqualTo(2);
            spring.executeWithoutResult(status -> {
                save(joined, "C");
                status.setRollbackOnly();
            });
            assertThat(count(store)).isEqualTo(2);
            // and where none is on, it is one of its own
            save(joined, "D");
            assertThat(count(store)).isEqualTo(3);
            assertThat(database.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void outside_a_transaction_a_pool_without_auto_commit_loses_nothing(Supplier<HikariDataSource> opened) {
        try (HikariDataSource database = opened.get()) {
            JdbcBillingStore store = open(database);
            HikariConfig config = new HikariConfig();
            database.copyStateTo(config);
            config.setAutoCommit(false);
            config.setMaximumPoolSize(1);
            try (HikariDataSource silent = new HikariDataSource(config)) {
                BillingStore joined = JdbcBillingStore.on(silent)
                        .joining(
                                new TransactionAwareDataSourceProxy(silent),
                                TransactionSynchronizationManager::isActualTransactionActive);
                save(joined, "A");
                assertThat(count(store)).isEqualTo(1);
                new TransactionTemplate(new DataSourceTransactionManager(silent)).executeWithoutResult(status -> {
                    save(joined, "B");
                    status.setRollbackOnly();
                });
                assertThat(count(store)).isEqualTo(1);
                save(joined, "B");
                assertThat(count(store)).isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void a_transaction_of_another_data_source_is_not_joined_but_refused(Supplier<HikariDataSource> opened) {
        try (HikariDataSource database = opened.get();
                HikariDataSource other = Databases.h2()) {
            JdbcBillingStore store = open(database);
            BillingStore joined = store.joining(
                    new TransactionAwareDataSourceProxy(database),
                    TransactionSynchronizationManager::isActualTransactionActive);
            new TransactionTemplate(new DataSourceTransactionManager(other))
                    .executeWithoutResult(status -> assertThatThrownBy(() -> save(joined, "A"))
                            .isInstanceOf(NotAllowedException.class)
                            .hasMessageContaining("auto-commit is on")
                            .hasMessageContaining("begin the transaction on this data source"));
            assertThat(count(store)).isZero();
        }
    }
}
