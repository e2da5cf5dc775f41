package nl.termijn.store.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;

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

    /**
     * The dialect of the database behind {@code connection}.
     *
     * @throws InvalidInputException when it is another database, or a line that the store is not tested on
     */
    static Dialect of(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        return of(data.getDatabaseProductName(), data.getDatabaseMajorVersion(), data.getDatabaseMinorVersion());
    }

    static Dialect of(String product, int major, int minor) {
        return switch (product) {
            case "H2" -> supported(H2, major * 100 + minor >= 203, "H2 " + major + "." + minor, "2.3 or later");
            case "PostgreSQL" -> supported(POSTGRESQL, major >= 13, "PostgreSQL " + major, "13 or later");
            default ->
                throw refused(
                        product,
                        "must be H2 or PostgreSQL",
                        "use one of them, or write a store of your own and prove it with the contract in"
                                + " billing-testkit");
        };
    }

    private static Dialect supported(Dialect dialect, boolean isSupported, String found, String wanted) {
        if (!isSupported) {
            throw refused(found, "must be " + wanted, "earlier lines are not tested: upgrade it");
        }
        return dialect;
    }

    private static InvalidInputException refused(String found, String rule, String remedy) {
        return new InvalidInputException("store", List.of(new Violation("database", found, rule, remedy)));
    }
}
