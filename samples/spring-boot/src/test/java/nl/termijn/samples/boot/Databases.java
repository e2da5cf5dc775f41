package nl.termijn.samples.boot;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Databases and pools as hosts have them. */
final class Databases {
    private static EmbeddedPostgres server;

    private Databases() {}

    static void h2(String name, DynamicPropertyRegistry properties) {
        url(properties, "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
    }

    static synchronized void postgres(String name, DynamicPropertyRegistry properties) {
        try {
            if (server == null) {
                server = EmbeddedPostgres.builder().start();
            }
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        url(properties, server.getJdbcUrl("postgres", name));
    }

    private static void url(DynamicPropertyRegistry properties, String url) {
        properties.add("spring.datasource.url", () -> url);
        // Flyway itself wants two connections at once, so the host gives it its own
        properties.add("spring.flyway.url", () -> url);
        properties.add("spring.flyway.user", () -> url.startsWith("jdbc:h2") ? "sa" : "postgres");
        // a host without Flyway makes its table by its own script
        properties.add("spring.sql.init.mode", () -> HostContract.FLYWAY ? "never" : "always");
    }

    /** One connection, which never commits by itself. */
    static void smallPool(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.hikari.maximum-pool-size", () -> 1);
        properties.add("spring.datasource.hikari.auto-commit", () -> false);
        properties.add("spring.datasource.hikari.connection-timeout", () -> 5000);
    }
}
