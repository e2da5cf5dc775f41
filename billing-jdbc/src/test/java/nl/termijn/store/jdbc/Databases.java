package nl.termijn.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Named;

/**
 * Real databases for tests: H2 in memory, and one PostgreSQL for the whole run, started from Maven artifacts, or from the
 * {@code bin} and {@code lib} of an installation, packed as {@code tar.xz} in {@code -Dpostgres.binaries}.
 */
final class Databases {
    /** For a {@code MethodSource}: an empty database of each. */
    static final String BOTH = "nl.termijn.store.jdbc.Databases#both";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static @Nullable EmbeddedPostgres postgres;
    private static @Nullable String whyNot;

    private Databases() {}

    static Stream<Named<Supplier<HikariDataSource>>> both() {
        return Stream.of(Named.of("H2", Databases::h2), Named.of("PostgreSQL", Databases::postgres));
    }

    /** An empty database of H2 in memory, that lives as long as a connection to it. */
    static HikariDataSource h2() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:test" + COUNT.incrementAndGet() + ";LOCK_TIMEOUT=10000");
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /** An empty database of PostgreSQL; where the server cannot start, the test is skipped and says why. */
    static HikariDataSource postgres() {
        String name = "test" + COUNT.incrementAndGet();
        DataSource admin = server().getPostgresDatabase();
        try (var connection = admin.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server().getJdbcUrl("postgres", name) + "&reWriteBatchedInserts=true");
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    private static EmbeddedPostgres.Builder builder() {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("unix_socket_directories", "''");
        String binaries = System.getProperty("postgres.binaries", "");
        if (!binaries.isEmpty()) {
            builder.setPgBinaryResolver((system, machine) -> Files.newInputStream(Path.of(binaries)));
        }
        return builder;
    }

    /** A server of a test's own, that it may stop and start again. */
    static final class Restartable implements AutoCloseable {
        private final Path data;
        private final HikariDataSource pool;
        private EmbeddedPostgres server;

        Restartable(Path folder) throws IOException {
            server(); // skips the test where none can be started
            data = folder.resolve("data");
            server = start(0);
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
            config.setMaximumPoolSize(2);
            pool = new HikariDataSource(config);
        }

        private EmbeddedPostgres start(int port) throws IOException {
            return builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .start();
        }

        HikariDataSource pool() {
            return pool;
        }

        void restart() {
            try {
                int port = server.getPort();
                server.close();
                server = start(port);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            pool.close();
            server.close();
        }
    }

    private static synchronized EmbeddedPostgres server() {
        if (postgres == null && whyNot == null) {
            try {
                postgres = builder().start();
            } catch (IOException | RuntimeException e) {
                whyNot = "PostgreSQL could not be started here: " + e;
            }
        }
        EmbeddedPostgres started = postgres;
        if (started == null && Boolean.getBoolean("postgres.required")) {
            throw new IllegalStateException(whyNot);
        }
        Assumptions.assumeTrue(started != null, whyNot);
        return java.util.Objects.requireNonNull(started);
    }
}
