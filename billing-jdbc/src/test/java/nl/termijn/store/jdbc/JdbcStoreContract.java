package nl.termijn.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import nl.termijn.store.BillingStore;
import nl.termijn.testkit.BillingStoreContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The store contract on an empty database for each test. */
abstract class JdbcStoreContract extends BillingStoreContract {
    private @Nullable HikariDataSource database;

    abstract HikariDataSource newDatabase();

    @Override
    protected BillingStore newStore() {
        HikariDataSource opened = newDatabase();
        database = opened;
        return JdbcBillingStore.on(opened);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
