package nl.termijn.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;

class PostgresStoreTest extends JdbcStoreContract {
    @Override
    HikariDataSource newDatabase() {
        return Databases.postgres();
    }
}
