package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import nl.termijn.error.BillingException;
import nl.termijn.error.ConflictException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.ProviderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The meaning of a database's refusal. */
class SqlFaultsTest {
    private static ProviderException provider(SQLException fault) {
        BillingException meaning = SqlFaults.of(fault);
        assertThat(meaning).isInstanceOf(ProviderException.class);
        return (ProviderException) meaning;
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P03"})
    void a_lost_connection_passes_and_keeps_its_text(String state) {
        ProviderException fault = provider(new SQLException("Connection to db1:5432 refused", state));
        assertThat(fault.retry()).isEqualTo(ProviderException.Retry.LATER);
        assertThat(fault).hasMessageContaining("Connection to db1:5432 refused");
    }

    @Test
    void a_pool_that_has_no_connection_left_passes_whatever_its_state_says() {
        ProviderException fault = provider(new SQLTransientConnectionException(
                "pool - Connection is not available, request timed out after 250ms", (String) null));
        assertThat(fault.retry()).isEqualTo(ProviderException.Retry.LATER);
        assertThat(fault).hasMessageContaining("request timed out after 250ms");
    }

    @ParameterizedTest
    @CsvSource({
        "25006, LATER",
        "53100, LATER",
        "90031, LATER",
        "57014, LATER",
        "58030, LATER",
        "42P01, NEVER",
        "23514, NEVER"
    })
    void other_refusals_pass_or_not_and_keep_no_text(String state, ProviderException.Retry retry) {
        ProviderException fault = provider(new SQLException("row (Secret Name) is wrong", state));
        assertThat(fault.retry()).isEqualTo(retry);
        assertThat(fault.getMessage()).contains(state).doesNotContain("Secret");
        assertThat(fault).rootCause().hasMessageNotContaining("Secret");
    }

    @Test
    void what_the_driver_tells_beside_a_batch_counts() {
        SQLException batch = new BatchUpdateException("batch", "00000", new int[0]);
        batch.setNextException(new SQLException("duplicate key (Secret Name)", "23505"));
        assertThat(SqlFaults.of(batch)).isInstanceOf(ConflictException.class).hasMessageNotContaining("Secret");
        SQLException lost = new SQLException("wrapped", "XX000", new SQLException("the connection is gone", "08006"));
        assertThat(provider(lost).retry()).isEqualTo(ProviderException.Retry.LATER);
        assertThat(SqlFaults.of(new SQLException("", "40001"))).isInstanceOf(ConflictException.class);
    }

    @Test
    void a_database_that_is_not_there_at_the_start_is_told_as_one_that_may_come() {
        HikariConfig config = new HikariConfig();
        // port 9 of this machine: nobody listens
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:9/nobody?connectTimeout=1");
        config.setConnectionTimeout(250);
        config.setInitializationFailTimeout(-1);
        try (HikariDataSource nowhere = new HikariDataSource(config)) {
            assertThatThrownBy(() -> JdbcBillingStore.on(nowhere))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            fault -> assertThat(fault.retry()).isEqualTo(ProviderException.Retry.LATER))
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void a_pool_of_one_that_is_taken_is_told_as_one_that_passes() throws SQLException {
        HikariConfig config = new HikariConfig();
        try (HikariDataSource database = Databases.h2()) {
            JdbcBillingStore.on(database);
            database.copyStateTo(config);
            config.setMaximumPoolSize(1);
            config.setConnectionTimeout(250);
            try (HikariDataSource one = new HikariDataSource(config)) {
                JdbcBillingStore store = JdbcBillingStore.on(one);
                try (Connection taken = one.getConnection()) {
                    assertThat(taken.isClosed()).isFalse();
                    assertThatThrownBy(store::administrations)
                            .isInstanceOfSatisfying(
                                    ProviderException.class,
                                    fault -> assertThat(fault.retry()).isEqualTo(ProviderException.Retry.LATER));
                }
                assertThat(store.administrations()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"H2, 2, 2", "H2, 1, 4", "PostgreSQL, 12, 9", "MariaDB, 11, 4"})
    void a_database_or_line_that_is_not_tested_is_refused(String product, int major, int minor) {
        assertThatThrownBy(() -> Dialect.of(product, major, minor))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(product);
    }

    @ParameterizedTest
    @CsvSource({"H2, 2, 3", "H2, 2, 5", "PostgreSQL, 13, 0", "PostgreSQL, 18, 6"})
    void tested_lines_are_taken(String product, int major, int minor) {
        assertThat(Dialect.of(product, major, minor).name()).isEqualToIgnoringCase(product);
    }
}
