package nl.termijn.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import nl.termijn.administration.AdministrationId;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.error.Violations;
import nl.termijn.store.BillingStore;
import nl.termijn.store.UnitOfWork;

/**
 * A store in a relational database: H2 (a file, or memory) or PostgreSQL 13 or later.
 *
 * <pre>
 * BillingStore store = JdbcBillingStore.on(dataSource);                        // tables made in schema "termijn"
 * Billing billing = Billing.builder().store(store).administration("acme").build();
 * </pre>
 *
 * <p>Each unit of work is one transaction on one connection, at the isolation level READ COMMITTED. Units of work of one
 * customer still behave as if they ran one after another: each verifies at its end that nobody else changed anything of the
 * customers it changes, and otherwise ends in a {@link nl.termijn.error.ConflictException}. Those of different customers
 * wait for each other only where they take numbers of one series or write the event log.
 *
 * <p>Safe for many threads and for many hosts on one database.
 */
public final class JdbcBillingStore implements BillingStore {
    /** The schema that the tables are in unless another is given. */
    public static final String DEFAULT_SCHEMA = "termijn";

    private static final Pattern SCHEMA = Pattern.compile("[a-z][a-z0-9_]{0,59}");

    private final DataSource dataSource;
    private final String schema;
    private final Map<String, String> texts = Sql.newTexts();

    private JdbcBillingStore(DataSource dataSource, String schema) {
        this.dataSource = dataSource;
        this.schema = schema;
    }

    /** The store in schema {@value #DEFAULT_SCHEMA} of a database; its tables are made or upgraded. */
    public static JdbcBillingStore on(DataSource dataSource) {
        return on(dataSource, DEFAULT_SCHEMA);
    }

    /**
     * The store in a schema of a database; its tables are made or upgraded.
     *
     * @param schema small letters, digits and {@code _}
     */
    public static JdbcBillingStore on(DataSource dataSource, String schema) {
        Violations.given(dataSource, "dataSource");
        Violations.given(schema, "schema");
        if (!SCHEMA.matcher(schema).matches()) {
            throw new InvalidInputException(
                    "store",
                    List.of(new Violation(
                            "schema",
                            schema,
                            "must be small letters, digits and _, beginning with a letter",
                            "choose a name such as " + DEFAULT_SCHEMA)));
        }
        try (Connection connection = dataSource.getConnection()) {
            Schema.migrate(dataSource, schema, Dialect.of(connection));
        } catch (SQLException e) {
            throw SqlFaults.of(e);
        }
        return new JdbcBillingStore(dataSource, schema);
    }

    @Override
    public <T> T inTransaction(AdministrationId administration, Function<UnitOfWork, T> work) {
        Violations.given(administration, "administration");
        Violations.given(work, "work");
        return transaction(sql -> {
            JdbcUnitOfWork unit = new JdbcUnitOfWork(administration, sql);
            T result = work.apply(unit);
            unit.finish();
            return result;
        });
    }

    @Override
    public List<AdministrationId> administrations() {
        return transaction(sql ->
                sql.list("select id from {s}.administration order by id", row -> AdministrationId.of(row.text("id"))));
    }

    private <T> T transaction(Function<Sql, T> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            int isolation = connection.getTransactionIsolation();
            connection.setAutoCommit(false);
            if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
            boolean done = false;
            try {
                T result = work.apply(new Sql(connection, schema, texts));
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollBack(connection);
                }
                if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
                    connection.setTransactionIsolation(isolation);
                }
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw SqlFaults.of(e);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // the connection is lost, and with it the transaction; what went wrong before says more
            org.slf4j.LoggerFactory.getLogger(JdbcBillingStore.class)
                    .debug("a rollback failed with SQL state {}", e.getSQLState());
        }
    }
}
