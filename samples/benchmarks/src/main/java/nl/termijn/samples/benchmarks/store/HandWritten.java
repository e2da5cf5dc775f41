package nl.termijn.samples.benchmarks.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import nl.termijn.samples.benchmarks.Accounts;
import org.jspecify.annotations.Nullable;

/**
 * What a plain JDBC program does at least to make a month's invoices: it inserts their rows, a batch for each table and a
 * transaction for each hundred customers, into tables of the same shape. It reads, plans and checks nothing: the rows are
 * those that a run has made in another schema of the database, and reading them there is not measured.
 */
final class HandWritten {
    private static final int CUSTOMERS_PER_TRANSACTION = 100;

    /** A table, and which of its rows a chunk of invoices made. */
    private record Source(String table, String where) {}

    private static final String OF_INVOICES = "administration = ? and invoice in (select id from \"termijn\".invoice"
            + " where administration = ? and customer >= ? and customer <= ?)";
    private static final List<Source> SOURCES = List.of(
            new Source("invoice", "administration = ? and ? <> '' and customer >= ? and customer <= ?"),
            new Source("invoice_line", OF_INVOICES),
            new Source("vat_total", OF_INVOICES),
            new Source("billed_stretch", OF_INVOICES),
            new Source("run_claim", "administration = ? and ? <> '' and customer >= ? and customer <= ?"));

    /** The events of the run, in their order: one for each invoice. */
    private static final String EVENTS = "administration = ? and sequence > ? and sequence <= ?";

    private final DataSource dataSource;
    private final String target;

    /** @param target the schema that is written */
    HandWritten(DataSource dataSource, String target) {
        this.dataSource = dataSource;
        this.target = target;
    }

    /** Rows of one table, ready to be inserted. */
    private record Rows(String insert, List<@Nullable Object[]> values) {}

    /**
     * Rows written, and how long that took.
     *
     * @param rows inserted
     * @param nanos of the transactions alone
     */
    record Written(long rows, long nanos) {}

    /** Writes the rows of all invoices of an administration, whose customers are numbered. */
    Written write(String administration, int customers) throws SQLException {
        long rows = 0;
        long nanos = 0;
        for (int from = 0; from < customers; from += CUSTOMERS_PER_TRANSACTION) {
            int to = Math.min(from + CUSTOMERS_PER_TRANSACTION, customers) - 1;
            List<Rows> chunk = read(administration, from, to);
            long before = System.nanoTime();
            insert(chunk);
            nanos += System.nanoTime() - before;
            rows += chunk.stream().mapToInt(each -> each.values().size()).sum();
        }
        return new Written(rows, nanos);
    }

    private List<Rows> read(String administration, int from, int to) throws SQLException {
        List<Rows> chunk = new ArrayList<>();
        try (Connection connection = dataSource.getConnection()) {
            for (Source source : SOURCES) {
                chunk.add(rows(
                        connection,
                        source.table(),
                        source.where(),
                        administration,
                        administration,
                        Accounts.reference(from),
                        Accounts.reference(to)));
            }
            // the first two events are those of opening the administration and of beginning the run
            chunk.add(rows(connection, "event", EVENTS, administration, 2L + from, 3L + to));
        }
        return chunk;
    }

    private Rows rows(Connection connection, String table, String where, Object... bounds) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select * from \"termijn\"." + table + " where " + where)) {
            for (int i = 0; i < bounds.length; i++) {
                select.setObject(i + 1, bounds[i]);
            }
            try (ResultSet result = select.executeQuery()) {
                ResultSetMetaData columns = result.getMetaData();
                List<String> names = new ArrayList<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    names.add(columns.getColumnName(i));
                }
                List<@Nullable Object[]> values = new ArrayList<>();
                while (result.next()) {
                    @Nullable Object[] row = new @Nullable Object[names.size()];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = result.getObject(i + 1);
                    }
                    values.add(row);
                }
                String insert = "insert into \"" + target + "\"." + table + " (" + String.join(", ", names)
                        + ") values (?" + ", ?".repeat(names.size() - 1) + ")";
                return new Rows(insert, values);
            }
        }
    }

    private void insert(List<Rows> chunk) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            for (Rows rows : chunk) {
                try (PreparedStatement insert = connection.prepareStatement(rows.insert())) {
                    for (@Nullable Object[] values : rows.values()) {
                        for (int i = 0; i < values.length; i++) {
                            insert.setObject(i + 1, values[i]);
                        }
                        insert.addBatch();
                    }
                    insert.executeBatch();
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }
}
