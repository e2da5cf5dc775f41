package nl.termijn.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import nl.termijn.store.BillingStore;
import nl.termijn.testkit.OutboxContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The outbox passes its contract on both databases. */
class OutboxTest {

    abstract static class InADatabase extends OutboxContract {
        private final List<HikariDataSource> opened = new ArrayList<>();

        abstract HikariDataSource newDatabase();

        @Override
        protected BillingStore newStore() {
            HikariDataSource database = newDatabase();
            opened.add(database);
            return JdbcBillingStore.on(database);
        }

        @AfterEach
        void close() {
            opened.forEach(HikariDataSource::close);
        }
    }

    @Nested
    class OnH2 extends InADatabase {
        @Override
        HikariDataSource newDatabase() {
            return Databases.h2();
        }
    }

    @Nested
    class OnPostgres extends InADatabase {
        @Override
        HikariDataSource newDatabase() {
            return Databases.postgres();
        }
    }
}
