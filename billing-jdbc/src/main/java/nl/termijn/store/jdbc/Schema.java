package nl.termijn.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables, made and upgraded by Flyway with a history table of our own, so that it never meets a host's Flyway. */
final class Schema {
    static final String HISTORY = "termijn_schema_history";
    private static final String LOCATION = "nl/termijn/store/jdbc/schema";

    /** The version that this library reads and writes. */
    static final int VERSION = 1;

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
                            schema + " of version " + found,
                            "must be of version " + VERSION,
                            found > VERSION
                                    ? "a later release has upgraded these tables: use that release"
                                    : "run the files " + (found + 1) + " to " + VERSION + " of the schema, or let"
                                            + " JdbcBillingStore.on(...) do it")));
        }
    }

    private static int version(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select version from \"" + schema + "\".schema_version")) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    static void migrate(DataSource dataSource, String schema, Dialect dialect) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .schemas(schema)
                .defaultSchema(schema)
                .table(HISTORY)
                .locations("classpath:" + LOCATION)
                .placeholders(dialect.placeholders())
                .load()
                .migrate();
    }

    private static final List<String> TRIGRAMS = List.of(
            "create extension if not exists pg_trgm",
            "create index if not exists customer_search on {s}.customer using gin (search_text gin_trgm_ops)",
            "create index if not exists invoice_search on {s}.invoice using gin (lower(number) gin_trgm_ops)");

    /** Makes searching by a part of a name or number quick on PostgreSQL, where its extension pg_trgm may be used. */
    static void indexTexts(Connection connection, String schema) {
        try (Statement statement = connection.createStatement()) {
            // looked at first: "if not exists" would wait for every writer of the table at each start of a host
            if (hasTrigrams(statement, schema)) {
                return;
            }
            for (String each : TRIGRAMS) {
                statement.execute(each.replace("{s}", '"' + schema + '"'));
            }
        } catch (SQLException e) {
            LOG.warn(
                    "schema {}: without the extension pg_trgm (SQL state {}) a search reads every name; let an"
                            + " administrator of the database run: {}",
                    schema,
                    e.getSQLState(),
                    String.join("; ", TRIGRAMS).replace("{s}", '"' + schema + '"'));
        }
    }

    private static boolean hasTrigrams(Statement statement, String schema) throws SQLException {
        try (ResultSet found = statement.executeQuery("select count(*) from pg_indexes where schemaname = '" + schema
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
