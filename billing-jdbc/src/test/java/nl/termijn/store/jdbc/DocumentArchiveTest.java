package nl.termijn.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import nl.termijn.document.DocumentArchive;
import nl.termijn.testkit.DocumentArchiveContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The archive in the database passes the contract, on both databases. */
class DocumentArchiveTest {

    abstract static class InADatabase extends DocumentArchiveContract {
        private final List<HikariDataSource> opened = new ArrayList<>();

        abstract HikariDataSource newDatabase();

        @Override
        protected DocumentArchive newArchive() {
            HikariDataSource database = newDatabase();
            opened.add(database);
            return JdbcBillingStore.on(database).documents();
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
