package nl.termijn.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;

/** The tables, made and upgraded by Flyway with a history table of our own, so that it never meets a host's Flyway. */
final class Schema {
    static final String HISTORY = "termijn_schema_history";
    private static final String LOCATION = "nl/termijn/store/jdbc/schema";

    private Schema() {}

    static void migrate(DataSource dataSource, String schema, Dialect dialect) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .schemas(schema)
                .defaultSchema(schema)
                .table(HISTORY)
                .locations("classpath:" + LOCATION)
                .placeholders(dialect.placeholders())
                .baselineOnMigrate(false)
                .baselineVersion(MigrationVersion.fromVersion("0"))
                .load()
                .migrate();
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
