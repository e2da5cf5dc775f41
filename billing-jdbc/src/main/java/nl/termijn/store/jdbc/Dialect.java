package nl.termijn.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** What H2 and PostgreSQL name differently. */
enum Dialect {
    H2("varchar", "decfloat(100)", "varbinary", ""),
    POSTGRESQL("varchar collate \"C\"", "numeric", "bytea", " with (fillfactor = 50)");

    private final String text;
    private final String decimal;
    private final String bytes;
    private final String roomy;

    Dialect(String text, String decimal, String bytes, String roomy) {
        this.text = text;
        this.decimal = decimal;
        this.bytes = bytes;
        this.roomy = roomy;
    }

    /** What the placeholders of the schema's text stand for. */
    Map<String, String> placeholders() {
        return Map.of("text", text, "decimal", decimal, "bytes", bytes, "roomy", roomy);
    }

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            default ->
                throw new IllegalArgumentException("The database " + product
                        + " is not known: use H2 or PostgreSQL, or write a store of your own and prove it with the"
                        + " contract in billing-testkit.");
        };
    }
}
