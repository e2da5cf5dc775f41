package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import nl.termijn.error.InvalidInputException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.internal.license.VersionPrinter;
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
    void they_are_made_by_the_line_of_flyway_that_the_build_names_ours_or_spring_boots() {
        assertThat(VersionPrinter.getVersion()).isEqualTo(System.getProperty("flyway.version"));
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
            assertThat(texts(
                            database,
                            "select \"version\" from \"termijn\".\"termijn_schema_history\""
                                    + " where \"version\" is not null"))
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
}
