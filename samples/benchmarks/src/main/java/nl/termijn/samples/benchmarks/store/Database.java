package nl.termijn.samples.benchmarks.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;

/** An empty database to measure on, that is gone afterwards. Every commit is on the disk before it is answered. */
final class Database implements Closeable {
    private final HikariDataSource dataSource;
    private final Closeable rest;

    private Database(HikariDataSource dataSource, Closeable rest) {
        this.dataSource = dataSource;
        this.rest = rest;
    }

    /**
     * Opens one.
     *
     * @param which {@code h2} for a file, {@code postgresql} for a server that is started for it with the settings it comes
     *     with, or the URL of an empty database
     */
    static Database open(String which) throws IOException {
        switch (which) {
            case "h2" -> {
                Path folder = Files.createTempDirectory("termijn-benchmark");
                return new Database(
                        pool("jdbc:h2:file:" + folder.resolve("store")
                                + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=64"),
                        () -> delete(folder));
            }
            case "postgresql" -> {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("unix_socket_directories", "''")
                        .start();
                return new Database(
                        pool(server.getJdbcUrl("postgres", "postgres") + "&reWriteBatchedInserts=true"), server);
            }
            default -> {
                return new Database(pool(which), () -> {});
            }
        }
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(8);
        if (url.startsWith("jdbc:h2")) {
            config.setUsername("sa");
        }
        return new HikariDataSource(config);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    HikariDataSource dataSource() {
        return dataSource;
    }

    String url() {
        return dataSource.getJdbcUrl();
    }

    /** Does statements outside what is measured. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Override
    public void close() throws IOException {
        dataSource.close();
        rest.close();
    }
}
