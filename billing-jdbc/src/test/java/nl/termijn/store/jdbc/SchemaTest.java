package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.sql.DataSource;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.InvalidInputException;
import nl.termijn.vat.BuyerKind;
import org.flywaydb.core.Flyway;
import org.h2.engine.Constants;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables beside whatever a host has in its database. */
class SchemaTest {
    private static void run(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static List<String> texts(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> all = new ArrayList<>();
            while (result.next()) {
                all.add(result.getString(1));
            }
            return all;
        }
    }

    @Test
    void h2_is_of_the_line_that_the_build_names() {
        assertThat(Constants.VERSION).isEqualTo(System.getProperty("h2.version", Constants.VERSION));
    }

    @Test
    void the_server_is_of_the_version_that_the_build_names() throws SQLException {
        try (HikariDataSource database = Databases.postgres()) {
            assertThat(texts(database, "show server_version").get(0))
                    .startsWith(System.getProperty("postgres.version", "18") + ".");
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void they_never_meet_a_hosts_own_tables_or_its_own_flyway(Supplier<HikariDataSource> opened) throws SQLException {
        try (HikariDataSource database = opened.get()) {
            run(database, "create table customer (id integer)", "insert into customer values (7)");
            Flyway host = Flyway.configure()
                    .dataSource(database)
                    .baselineOnMigrate(true)
                    .locations("classpath:nothing-there")
                    .failOnMissingLocations(false)
                    .load();
            host.migrate();
            assertThat(JdbcBillingStore.on(database).administrations()).isEmpty();
            host.validate();
            assertThat(texts(database, "select id from customer")).containsExactly("7");
            assertThat(texts(database, "select version from \"termijn\".schema_version"))
                    .containsExactly("1");
            // again, and a second store beside it
            JdbcBillingStore.on(database);
            JdbcBillingStore.on(database, "second");
            assertThat(texts(database, "select version from \"second\".schema_version"))
                    .containsExactly("1");
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void tables_of_a_later_release_are_refused(Supplier<HikariDataSource> opened) throws SQLException {
        try (HikariDataSource database = opened.get()) {
            JdbcBillingStore.on(database);
            run(database, "update \"termijn\".schema_version set version = 99");
            assertThatThrownBy(() -> JdbcBillingStore.on(database))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("version 99")
                    .hasMessageContaining("a later release");
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void a_host_may_run_the_files_itself(Supplier<HikariDataSource> opened) throws SQLException {
        try (HikariDataSource database = opened.get()) {
            run(database, "create schema \"own\"");
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                Dialect dialect = Dialect.of(connection);
                statement.execute(dialect == Dialect.H2 ? "set schema \"own\"" : "set search_path to \"own\"");
                statement.execute(Schema.script("V1__billing.sql", dialect));
                statement.execute(dialect == Dialect.H2 ? "set schema public" : "set search_path to public");
            }
            assertThat(JdbcBillingStore.prepared(database, "own").administrations())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void a_schema_name_that_would_need_care_is_refused(Supplier<HikariDataSource> opened) {
        try (HikariDataSource database = opened.get()) {
            assertThatThrownBy(() -> JdbcBillingStore.on(database, "a\"b"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("schema");
        }
    }

    @Test
    void they_hold_when_the_session_that_made_them_is_closed() {
        // no pool: each connection is a session of its own. H2 2.4 lost the checks with the first
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:sessions;DB_CLOSE_DELAY=-1");
        JdbcBillingStore store = JdbcBillingStore.on(database);
        AdministrationId seller = AdministrationId.of("seller");
        store.inTransaction(
                seller,
                unit -> unit.save(Administration.builder()
                        .id(seller)
                        .name("Seller")
                        .address(Address.in("NL"))
                        .build()));
        store.inTransaction(
                seller,
                unit -> unit.customers()
                        .save(Customer.builder()
                                .reference(CustomerReference.of("K"))
                                .name("Klant")
                                .kind(BuyerKind.BUSINESS)
                                .address(Address.in("NL"))
                                .build()));
        assertThat(store.administrations()).containsExactly(seller);
        assertThatThrownBy(() -> run(database, "update \"termijn\".customer set kind = 'NOBODY'"))
                .isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void what_a_crash_left_half_made_is_completed(Supplier<HikariDataSource> opened) throws SQLException {
        try (HikariDataSource database = opened.get()) {
            JdbcBillingStore.on(database);
            run(
                    database,
                    "delete from \"termijn\".schema_version",
                    "drop table \"termijn\".event",
                    "drop table \"termijn\".outbox_entry");
            assertThatThrownBy(() -> JdbcBillingStore.prepared(database, "termijn"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("without tables");
            assertThat(JdbcBillingStore.on(database).administrations()).isEmpty();
            assertThat(texts(database, "select count(*) from \"termijn\".event"))
                    .containsExactly("0");
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void many_hosts_that_start_at_once_make_them_once(Supplier<HikariDataSource> opened) throws Exception {
        try (HikariDataSource database = opened.get()) {
            ExecutorService hosts = Executors.newFixedThreadPool(4);
            try {
                List<Callable<JdbcBillingStore>> starts = Collections.nCopies(4, () -> JdbcBillingStore.on(database));
                for (Future<JdbcBillingStore> start : hosts.invokeAll(starts)) {
                    assertThat(start.get().administrations()).isEmpty();
                }
            } finally {
                hosts.shutdown();
            }
            assertThat(texts(database, "select version from \"termijn\".schema_version"))
                    .containsExactly("1");
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void a_pool_of_one_connection_without_auto_commit_is_enough_and_comes_back_as_it_was(
            Supplier<HikariDataSource> opened) throws SQLException {
        try (HikariDataSource database = opened.get()) {
            String schema = texts(database, "select current_schema").get(0);
            HikariConfig config = new HikariConfig();
            database.copyStateTo(config);
            config.setAutoCommit(false);
            config.setMaximumPoolSize(1);
            try (HikariDataSource one = new HikariDataSource(config)) {
                assertThat(JdbcBillingStore.on(one).administrations()).isEmpty();
                try (Connection connection = one.getConnection()) {
                    assertThat(connection.getAutoCommit()).isFalse();
                }
                assertThat(texts(one, "select current_schema")).containsExactly(schema);
            }
            assertThat(JdbcBillingStore.prepared(database, "termijn").administrations())
                    .isEmpty();
        }
    }
}
