package nl.termijn.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import nl.termijn.store.BillingStore;
import nl.termijn.testkit.BillingStoreContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class H2StoreTest extends BillingStoreContract {
    private @Nullable HikariDataSource database;

    @Override
    protected BillingStore newStore() {
        HikariDataSource opened = Databases.h2();
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
