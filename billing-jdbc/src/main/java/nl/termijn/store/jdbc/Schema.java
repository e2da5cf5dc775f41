package nl.termijn.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables, made and upgraded from the files beside this class, which keep their version in the table {@code
 * schema_version}. No migration tool does it: one on the class path is found by frameworks, which then start it on the
 * host's own tables.
 */
final class Schema {
    /** The version that this library reads and writes. */
    static final int VERSION = 1;

    private static final String LOCATION = "nl/termijn/store/jdbc/schema";
    private static final List<String> FILES = List.of("V1__billing.sql");

    /** The key of the lock of PostgreSQL under which one host makes tables while the others wait: "termijn" in bytes. */
    private static final long MAKING = 0x7465726D696A6EL;

    private static final Logger LOG = LoggerFactory.getLogger(JdbcBillingStore.class);

    private Schema() {}

    /** Refuses tables of another version than this library's. */
    static void requireVersion(Connection connection, String schema) throws SQLException {
        int found = version(connection, schema);
        if (found != VERSION) {
            throw new InvalidInputException(
                    "store",
                    List.of(new Violation(
                            "schema",
                            schema + (found == 0 ? " without tables" : " of version " + found),
                            "must be of version " + VERSION,
                            found > VERSION
                                    ? "a later release has upgraded these tables: use that release"
                                    : "run the files " + (found + 1) + " to " + VERSION + " of the schema, or let"
                                            + " JdbcBillingStore.on(...) do it")));
        }
    }

    /** The version of the tables in {@code schema}, 0 where there are none. */
    private static int version(Connection connection, String schema) throws SQLException {
        if (!exists(
                connection,
                "select 1 from information_schema.tables where table_schema = ? and lower(table_name) = 'schema_version'",
                schema)) {
            return 0;
        }
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("select max(version) from \"" + schema + "\".schema_version")) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private static boolean exists(Connection connection, String query, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, schema);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    /**
     * Makes the tables in {@code schema}, or upgrades them; does nothing where they are of this version or a later one. On
     * PostgreSQL it is done whole or not at all, and by one host at a time. H2 commits each table by itself; what a crash
     * left is completed by the next call.
     *
     * @param connection with auto-commit off; the caller commits
     */
    static void make(Connection connection, String schema, Dialect dialect) throws SQLException {
        if (version(connection, schema) >= VERSION) {
            return;
        }
        synchronized (Schema.class) {
            if (dialect == Dialect.POSTGRESQL) {
                execute(connection, "select pg_advisory_xact_lock(" + MAKING + ")");
            }
            int found = version(connection, schema);
            if (found >= VERSION) {
                return;
            }
            // asked first, as "if not exists" wants the right to make schemas even where there is nothing to make
            boolean isThere =
                    exists(connection, "select 1 from information_schema.schemata where schema_name = ?", schema);
            if (!isThere) {
                execute(connection, "create schema if not exists \"" + schema + '"');
            }
            if (dialect == Dialect.POSTGRESQL) {
                // until the commit, so that the pool gets its connection back as it gave it
                execute(connection, "set local search_path to \"" + schema + '"');
                run(connection, found, dialect);
            } else {
                String before = connection.getSchema();
                connection.setSchema(schema);
                try {
                    run(connection, found, dialect);
                } finally {
                    connection.setSchema(before);
                }
            }
            LOG.info("schema {}: tables of version {} are there", schema, VERSION);
        }
    }

    private static void run(Connection connection, int found, Dialect dialect) throws SQLException {
        for (String file : FILES.subList(found, VERSION)) {
            execute(connection, script(file, dialect));
        }
    }

    private static void execute(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static final List<String> TRIGRAMS = List.of(
            "create extension if not exists pg_trgm",
            "create index if not exists customer_search on {s}.customer using gin (search_text gin_trgm_ops)",
            "create index if not exists invoice_search on {s}.invoice using gin (lower(number) gin_trgm_ops)");

    /** Makes searching by a part of a name or number quick on PostgreSQL, where its extension pg_trgm may be used. */
    static void indexTexts(DataSource dataSource, String schema) {
        try {
            Transactions.Own.inTransaction(dataSource, connection -> {
                // looked at first: "if not exists" would wait for every writer of the table at each start of a host
                boolean isThere = hasTrigrams(connection, schema);
                for (String each : isThere ? List.<String>of() : TRIGRAMS) {
                    execute(connection, each.replace("{s}", '"' + schema + '"'));
                }
                return isThere;
            });
        } catch (SQLException e) {
            LOG.warn(
                    "schema {}: without the extension pg_trgm (SQL state {}) a search reads every name; let an"
                            + " administrator of the database run: {}",
                    schema,
                    e.getSQLState(),
                    String.join("; ", TRIGRAMS).replace("{s}", '"' + schema + '"'));
        }
    }

    private static boolean hasTrigrams(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select count(*) from pg_indexes where schemaname = '" + schema
                        + "' and indexname in ('customer_search', 'invoice_search')")) {
            found.next();
            return found.getInt(1) == 2;
        }
    }

    /** The text of a version's file, ready to be run by hand. */
    static String script(String file, Dialect dialect) {
        try (InputStream in = Schema.class.getClassLoader().getResourceAsStream(LOCATION + '/' + file)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no file " + file + " in the schema of this version.");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> placeholder : dialect.placeholders().entrySet()) {
                text = text.replace("${" + placeholder.getKey() + '}', placeholder.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
