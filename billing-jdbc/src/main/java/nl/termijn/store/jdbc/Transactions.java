package nl.termijn.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.sql.DataSource;
import nl.termijn.error.NotAllowedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whose transactions units of work are. */
sealed interface Transactions {
    Logger LOG = LoggerFactory.getLogger(JdbcBillingStore.class);

    /** The statements as the schema of the tables wants them. */
    Sql.Texts texts();

    /** Does {@code work}, whole or not at all. */
    <T> T run(Function<Sql, T> work);

    /** Something done on a connection. */
    interface ConnectionWork<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Whether units of work are now part of a transaction that the host commits. */
    default boolean areTheHosts() {
        return false;
    }

    /** One connection and one transaction for each unit of work. */
    final class Own implements Transactions {
        private final DataSource dataSource;
        private final Sql.Texts texts;

        Own(DataSource dataSource, Sql.Texts texts) {
            this.dataSource = dataSource;
            this.texts = texts;
        }

        @Override
        public Sql.Texts texts() {
            return texts;
        }

        @Override
        public <T> T run(Function<Sql, T> work) {
            try {
                return inTransaction(dataSource, connection -> work.apply(new Sql(connection, texts)));
            } catch (SQLException e) {
                throw SqlFaults.of(e);
            }
        }

        /** Does {@code work} in a transaction on a connection of its own, whole or not at all. */
        static <T> T inTransaction(DataSource dataSource, ConnectionWork<T> work) throws SQLException {
            try (Connection connection = dataSource.getConnection()) {
                boolean autoCommit = connection.getAutoCommit();
                int isolation = connection.getTransactionIsolation();
                if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
                    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                }
                if (autoCommit) {
                    connection.setAutoCommit(false);
                }
                boolean done = false;
                try {
                    T result = work.on(connection);
                    connection.commit();
                    done = true;
                    return result;
                } finally {
                    giveBack(connection, done, autoCommit, isolation);
                }
            }
        }

        /** Leaves the connection as the pool gave it; a fault here never hides what went wrong before. */
        private static void giveBack(Connection connection, boolean done, boolean autoCommit, int isolation) {
            try {
                if (!done) {
                    connection.rollback();
                }
                if (autoCommit) {
                    connection.setAutoCommit(true);
                }
                if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
                    connection.setTransactionIsolation(isolation);
                }
            } catch (SQLException e) {
                // the connection is lost, and with it an open transaction
                LOG.debug("a connection could not be given back as it was: SQL state {}", e.getSQLState());
            }
        }
    }

    /** Part of the transaction that the host has on, by what its framework says, and of one of their own where none is. */
    final class Hosted implements Transactions {
        private final Own own;
        private final Joined joined;
        private final BooleanSupplier transactionIsOn;

        Hosted(DataSource dataSource, Sql.Texts texts, BooleanSupplier transactionIsOn) {
            this.own = new Own(dataSource, texts);
            this.joined = new Joined(dataSource::getConnection, Connection::close, texts);
            this.transactionIsOn = transactionIsOn;
        }

        @Override
        public Sql.Texts texts() {
            return own.texts();
        }

        @Override
        public boolean areTheHosts() {
            return transactionIsOn.getAsBoolean();
        }

        @Override
        public <T> T run(Function<Sql, T> work) {
            return areTheHosts() ? joined.run(work) : own.run(work);
        }
    }

    /** Part of a transaction that the host commits. */
    final class Joined implements Transactions {
        private final Source source;
        private final Release release;
        private final Sql.Texts texts;

        /** Where the host's connection comes from. */
        interface Source {
            Connection get() throws SQLException;
        }

        /** What is done with it after each unit of work. */
        interface Release {
            void accept(Connection connection) throws SQLException;
        }

        Joined(Source source, Release release, Sql.Texts texts) {
            this.source = source;
            this.release = release;
            this.texts = texts;
        }

        @Override
        public Sql.Texts texts() {
            return texts;
        }

        @Override
        public boolean areTheHosts() {
            return true;
        }

        @Override
        public <T> T run(Function<Sql, T> work) {
            try {
                Connection connection = source.get();
                try {
                    return join(connection, work);
                } finally {
                    release.accept(connection);
                }
            } catch (SQLException e) {
                throw SqlFaults.of(e);
            }
        }

        private <T> T join(Connection connection, Function<Sql, T> work) throws SQLException {
            if (connection.getAutoCommit()) {
                throw new NotAllowedException(
                        NotAllowedException.Reason.NO_TRANSACTION,
                        "store",
                        "The connection to join has no transaction (its auto-commit is on), so nothing is done: begin the"
                                + " transaction on this data source, or use the store without joining.");
            }
            Savepoint before = connection.setSavepoint();
            boolean done = false;
            try {
                T result = work.apply(new Sql(connection, texts));
                connection.releaseSavepoint(before);
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollBackTo(connection, before);
                }
            }
        }

        /** A fault here never hides what went wrong before. */
        private static void rollBackTo(Connection connection, Savepoint before) {
            try {
                connection.rollback(before);
            } catch (SQLException e) {
                LOG.debug("a unit of work could not be rolled back by itself: SQL state {}", e.getSQLState());
            }
        }
    }
}
