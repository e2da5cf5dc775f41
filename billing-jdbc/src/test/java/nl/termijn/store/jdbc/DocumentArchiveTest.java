package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import nl.termijn.document.DocumentArchive;
import nl.termijn.document.RenderedDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentArchiveTest {
    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void a_document_is_kept_once_and_comes_back_as_it_was(Supplier<HikariDataSource> opened) {
        try (HikariDataSource database = opened.get()) {
            DocumentArchive archive = JdbcBillingStore.on(database).documents();
            byte[] content = "Factuur € 12,10".getBytes(StandardCharsets.UTF_8);
            assertThat(archive.get("hash")).isEmpty();
            archive.put("hash", new RenderedDocument("2026-00001.txt", "text/plain", content));
            archive.put("hash", new RenderedDocument("other.txt", "text/plain", new byte[] {1}));
            RenderedDocument kept = archive.get("hash").orElseThrow();
            assertThat(kept.fileName()).isEqualTo("2026-00001.txt");
            assertThat(kept.mediaType()).isEqualTo("text/plain");
            assertThat(kept.content()).isEqualTo(content);
        }
    }
}
