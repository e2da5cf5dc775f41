package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/schema.md} shows the tables as they are; {@code -Dschema.record=true} draws them anew. */
class SchemaDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "schema.md");
    private static final String BEGIN = "<!-- drawn from the real schema -->\n";
    private static final String END = "<!-- end of what is drawn -->";

    @Test
    void the_document_shows_the_tables_as_they_are() throws SQLException, IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        String drawn = draw();
        if (Boolean.getBoolean("schema.record")) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + drawn + document.substring(end));
            return;
        }
        assertThat(document.substring(begin, end))
                .as("tables in docs/schema.md; run the test with -Dschema.record=true")
                .isEqualTo(drawn);
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void the_questions_in_the_document_can_be_asked(Supplier<HikariDataSource> opened)
            throws SQLException, IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf("```sql\n") + 7;
        String block = document.substring(begin, document.indexOf("```", begin));
        try (HikariDataSource database = opened.get()) {
            JdbcBillingStore.on(database);
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String question : List.of(block.split("\n\n", -1))) {
                    statement.execute(
                            question.replace("termijn.", "\"termijn\".").replace(";", ""));
                }
            }
        }
    }

    private static String draw() throws SQLException {
        try (HikariDataSource database = Databases.h2()) {
            JdbcBillingStore.on(database);
            try (Connection connection = database.getConnection()) {
                return draw(connection.getMetaData());
            }
        }
    }

    private static String draw(DatabaseMetaData schema) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found =
                schema.getTables(null, JdbcBillingStore.DEFAULT_SCHEMA, "%", new String[] {"BASE TABLE"})) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        StringBuilder picture = new StringBuilder("```mermaid\nerDiagram\n");
        for (String table : tables) {
            Set<String> parents = new TreeSet<>();
            try (ResultSet keys = schema.getImportedKeys(null, JdbcBillingStore.DEFAULT_SCHEMA, table)) {
                while (keys.next()) {
                    parents.add(keys.getString("PKTABLE_NAME"));
                }
            }
            for (String parent : parents) {
                picture.append("    ")
                        .append(lower(parent))
                        .append(" ||--o{ ")
                        .append(lower(table))
                        .append(" : \"\"\n");
            }
        }
        picture.append("```\n\n");
        for (String table : tables) {
            picture.append("**").append(lower(table)).append("**: ").append(String.join(", ", columns(schema, table)));
            picture.append(".\n\n");
        }
        return picture.toString();
    }

    private static List<String> columns(DatabaseMetaData schema, String table) throws SQLException {
        Set<String> key = new TreeSet<>();
        try (ResultSet keys = schema.getPrimaryKeys(null, JdbcBillingStore.DEFAULT_SCHEMA, table)) {
            while (keys.next()) {
                key.add(keys.getString("COLUMN_NAME"));
            }
        }
        List<String> columns = new ArrayList<>();
        try (ResultSet found = schema.getColumns(null, JdbcBillingStore.DEFAULT_SCHEMA, table, "%")) {
            while (found.next()) {
                String name = found.getString("COLUMN_NAME");
                String optional = found.getString("IS_NULLABLE").equals("YES") ? "?" : "";
                columns.add((key.contains(name) ? "<u>" + lower(name) + "</u>" : lower(name)) + optional);
            }
        }
        return columns;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
