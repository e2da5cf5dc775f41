package nl.termijn.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;

class H2StoreTest extends JdbcStoreContract {
    @Override
    HikariDataSource newDatabase() {
        return Databases.h2();
    }
}
