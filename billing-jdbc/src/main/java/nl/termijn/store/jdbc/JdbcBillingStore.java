package nl.termijn.store.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import nl.termijn.administration.AdministrationId;
import nl.termijn.document.DocumentArchive;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.error.Violations;
import nl.termijn.store.BillingStore;
import nl.termijn.store.UnitOfWork;
import org.h2.jdbcx.JdbcConnectionPool;

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
public final class JdbcBillingStore implements BillingStore, AutoCloseable {
    /** The schema that the tables are in unless another is given. */
    public static final String DEFAULT_SCHEMA = "termijn";

    private static final Pattern SCHEMA = Pattern.compile("[a-z][a-z0-9_]{0,59}");

    private final Transactions transactions;
    private final Runnable close;
    private final Map<AdministrationId, JdbcUnitOfWork.Held> known = new ConcurrentHashMap<>();

    private JdbcBillingStore(Transactions transactions, Runnable close) {
        this.transactions = transactions;
        this.close = close;
    }

    /**
     * The store in a file of H2, in this process: {@code file} and what H2 appends to its name. Every commit is on the
     * disk before it is answered. H2 must be on the class path.
     */
    public static JdbcBillingStore file(Path file) {
        Violations.given(file, "file");
        JdbcConnectionPool pool = EmbeddedH2.open(file);
        try {
            return on(pool, DEFAULT_SCHEMA, pool::dispose);
        } catch (RuntimeException e) {
            pool.dispose();
            throw e;
        }
    }

    /** The store in schema {@value #DEFAULT_SCHEMA} of a database; its tables are made or upgraded. */
    public static JdbcBillingStore on(DataSource dataSource) {
        return on(dataSource, DEFAULT_SCHEMA);
    }

    /**
     * The store in a schema of a database; its tables are made or upgraded.
     *
     * @param schema small letters, digits and {@code _}
     * @throws InvalidInputException when it is a file of H2 whose writes are delayed, or the tables are of a later version
     */
    public static JdbcBillingStore on(DataSource dataSource, String schema) {
        return on(dataSource, schema, () -> {});
    }

    /**
     * The store in a schema whose tables the host has made with the files {@code nl/termijn/store/jdbc/schema} of this jar
     * (see {@code docs/schema.md}); nothing is made or upgraded.
     *
     * @throws InvalidInputException when the tables are of another version than this library's
     */
    public static JdbcBillingStore prepared(DataSource dataSource, String schema) {
        return open(dataSource, schema, Tables.PREPARED, () -> {});
    }

    private static JdbcBillingStore on(DataSource dataSource, String schema, Runnable close) {
        return open(dataSource, schema, Tables.MADE_HERE, close);
    }

    private enum Tables {
        MADE_HERE,
        PREPARED
    }

    private static JdbcBillingStore open(DataSource dataSource, String schema, Tables tables, Runnable close) {
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
        Dialect dialect;
        try {
            dialect = Transactions.Own.inTransaction(dataSource, connection -> {
                Dialect found = Dialect.of(connection);
                if (found == Dialect.H2) {
                    EmbeddedH2.requireDurable(connection);
                }
                if (tables == Tables.MADE_HERE) {
                    Schema.make(connection, schema, found);
                }
                Schema.requireVersion(connection, schema);
                return found;
            });
        } catch (SQLException e) {
            throw SqlFaults.of(e);
        }
        if (dialect == Dialect.POSTGRESQL) {
            Schema.indexTexts(dataSource, schema);
        }
        return new JdbcBillingStore(new Transactions.Own(dataSource, new Sql.Texts(dialect, schema)), close);
    }

    /**
     * The same store, whose units of work are part of the transaction that the host has begun on {@code connection}: the
     * host commits, and what a failing unit of work did is rolled back to where it began.
     *
     * <p>The host gives isolation READ COMMITTED, and lets no two units of work on a connection run at once.
     */
    public JdbcBillingStore joining(Connection connection) {
        Violations.given(connection, "connection");
        return new JdbcBillingStore(
                new Transactions.Joined(() -> connection, same -> {}, transactions.texts()), () -> {});
    }

    /**
     * The same store, whose units of work join the transaction that the host's framework has on, and begin one of their own
     * where none is on. With Spring:
     *
     * <pre>
     * JdbcBillingStore.on(dataSource)
     *         .joining(new TransactionAwareDataSourceProxy(dataSource),
     *                 TransactionSynchronizationManager::isActualTransactionActive);
     * </pre>
     *
     * <p>A joined unit of work is committed or rolled back with the transaction; when it fails, only what it did itself is
     * rolled back at once. What leaves the system ({@code outbox().deliver()}, printing) is refused inside a transaction of
     * the host, which could still be rolled back.
     *
     * @param dataSource one whose connections are those of the transaction while it is on
     * @param transactionIsOn whether the calling thread is in a transaction, by the framework and not by the connection:
     *     a pool with auto-commit off looks as if one were always on
     * @throws nl.termijn.error.NotAllowedException by a unit of work, when the transaction that is on is not one of {@code
     *     dataSource} (its connection commits by itself)
     */
    public JdbcBillingStore joining(DataSource dataSource, BooleanSupplier transactionIsOn) {
        Violations.given(dataSource, "dataSource");
        Violations.given(transactionIsOn, "transactionIsOn");
        return new JdbcBillingStore(
                new Transactions.Hosted(dataSource, transactions.texts(), transactionIsOn), () -> {});
    }

    /** The archive of documents in the same database, which is used unless {@code Billing.builder().archive(...)} gives another. */
    public DocumentArchive documents() {
        return new JdbcDocumentArchive(transactions);
    }

    @Override
    public Optional<DocumentArchive> archive() {
        return Optional.of(documents());
    }

    /** The statements that were asked for so far, for a test that looks at their plans. */
    Set<String> statements() {
        return transactions.texts().all();
    }

    /** Closes what {@link #file} opened; a host's data source stays open. */
    @Override
    public void close() {
        close.run();
    }

    @Override
    public <T> T inTransaction(AdministrationId administration, Function<UnitOfWork, T> work) {
        Violations.given(administration, "administration");
        Violations.given(work, "work");
        return transactions.run(sql -> {
            JdbcUnitOfWork unit = new JdbcUnitOfWork(administration, sql, known);
            T result = work.apply(unit);
            unit.finish();
            return result;
        });
    }

    @Override
    public boolean isInTransaction() {
        return transactions.areTheHosts();
    }

    @Override
    public List<AdministrationId> administrations() {
        return transactions.run(sql ->
                sql.list("select id from {s}.administration order by id", row -> AdministrationId.of(row.text("id"))));
    }
}
