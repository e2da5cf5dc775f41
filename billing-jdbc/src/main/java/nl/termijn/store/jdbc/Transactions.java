package nl.termijn.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whose transactions units of work are. */
sealed interface Transactions {
    Logger LOG = LoggerFactory.getLogger(JdbcBillingStore.class);

    /** The statements as the schema of the tables wants them. */
    Sql.Texts texts();

    /** Does {@code work}, whole or not at all. */
    <T> T run(Function<Sql, T> work);

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
            try (Connection connection = dataSource.getConnection()) {
                boolean autoCommit = connection.getAutoCommit();
                int isolation = connection.getTransactionIsolation();
                if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
                    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                }
                connection.setAutoCommit(false);
                boolean done = false;
                try {
                    T result = work.apply(new Sql(connection, texts));
                    connection.commit();
                    done = true;
                    return result;
                } finally {
                    giveBack(connection, done, autoCommit, isolation);
                }
            } catch (SQLException e) {
                throw SqlFaults.of(e);
            }
        }

        /** Leaves the connection as the pool gave it; a fault here never hides what went wrong before. */
        private static void giveBack(Connection connection, boolean done, boolean autoCommit, int isolation) {
            try {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(autoCommit);
                if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
                    connection.setTransactionIsolation(isolation);
                }
            } catch (SQLException e) {
                // the connection is lost, and with it an open transaction
                LOG.debug("a connection could not be given back as it was: SQL state {}", e.getSQLState());
            }
        }
    }

    /** Part of a transaction that the host commits. */
    final class Joined implements Transactions {
        private final Connections connections;
        private final Sql.Texts texts;

        /** Where the host's connection comes from, and whether it is given back after each unit of work. */
        interface Connections {
            Connection get() throws SQLException;

            default void release(Connection connection) throws SQLException {}

            /** Those of a data source that knows the transaction under way. */
            static Connections of(DataSource dataSource) {
                return new Connections() {
                    @Override
                    public Connection get() throws SQLException {
                        return dataSource.getConnection();
                    }

                    @Override
                    public void release(Connection connection) throws SQLException {
                        connection.close();
                    }
                };
            }
        }

        Joined(Connections connections, Sql.Texts texts) {
            this.connections = connections;
            this.texts = texts;
        }

        @Override
        public Sql.Texts texts() {
            return texts;
        }

        @Override
        public <T> T run(Function<Sql, T> work) {
            try {
                Connection connection = connections.get();
                try {
                    return join(connection, work);
                } finally {
                    connections.release(connection);
                }
            } catch (SQLException e) {
                throw SqlFaults.of(e);
            }
        }

        private <T> T join(Connection connection, Function<Sql, T> work) throws SQLException {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException("No transaction has begun on the connection that units of work are"
                        + " to join: begin one (auto-commit off), or use the store without joining.");
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
