package nl.termijn.store.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/** H2 in this process, in a file, set so that what was committed survives a crash. Only loaded by who uses it. */
final class EmbeddedH2 {
    private static final int CONNECTIONS = 10;

    /** A connection remembers as many statements as a run has; H2's own 8 would have most of them parsed again. */
    private static final String SETTINGS =
            ";WRITE_DELAY=0;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64";

    private EmbeddedH2() {}

    static JdbcConnectionPool open(Path file) {
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:file:" + file.toAbsolutePath() + SETTINGS, "sa", "");
        pool.setMaxConnections(CONNECTIONS);
        return pool;
    }

    /** Refuses a file whose writes are delayed: a crash would lose what was committed. */
    static void requireDurable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String path = single(statement, "select database_path()");
            String delay = single(
                    statement,
                    "select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'");
            if (path != null && delay != null && !delay.equals("0")) {
                throw new InvalidInputException(
                        "store",
                        List.of(new Violation(
                                "WRITE_DELAY",
                                delay,
                                "must be 0: H2 would write " + delay
                                        + " ms late, and a crash would lose invoices that were sent",
                                "add ;WRITE_DELAY=0 to the URL, or use JdbcBillingStore.file(path)")));
            }
        }
    }

    private static @Nullable String single(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getString(1) : null;
        }
    }
}
