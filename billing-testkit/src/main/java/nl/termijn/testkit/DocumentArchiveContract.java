package nl.termijn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.termijn.document.DocumentArchive;
import nl.termijn.document.RenderedDocument;
import nl.termijn.internal.Sha256;
import org.junit.jupiter.api.Test;

/** What an archive of documents must do; a class that extends it tests one. */
public abstract class DocumentArchiveContract {
    private static final RenderedDocument INVOICE = document("Factuur 2026-00001.pdf", "%PDF-1.7 één");

    /** An empty archive. */
    protected abstract DocumentArchive newArchive();

    private static RenderedDocument document(String name, String content) {
        return new RenderedDocument(name, "application/pdf", content.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(RenderedDocument document) {
        return Sha256.hex(document.content());
    }

    @Test
    void whatIsKeptIsFoundAsItWas() {
        DocumentArchive archive = newArchive();
        archive.put(sha256(INVOICE), INVOICE);
        RenderedDocument found = archive.get(sha256(INVOICE)).orElseThrow();
        assertThat(found.content()).isEqualTo(INVOICE.content());
        assertThat(found.fileName()).isEqualTo(INVOICE.fileName());
        assertThat(found.mediaType()).isEqualTo(INVOICE.mediaType());
    }

    @Test
    void keepingAgainIsHarmlessAndTheFirstStands() {
        DocumentArchive archive = newArchive();
        archive.put(sha256(INVOICE), INVOICE);
        archive.put(sha256(INVOICE), document("Other name.pdf", "%PDF-1.7 één"));
        assertThat(archive.get(sha256(INVOICE)).orElseThrow().fileName()).isEqualTo(INVOICE.fileName());
    }

    @Test
    void whatWasErasedOrNeverKeptIsNotThere() {
        DocumentArchive archive = newArchive();
        assertThat(archive.get(sha256(INVOICE))).isEmpty();
        archive.erase(sha256(INVOICE));
        archive.put(sha256(INVOICE), INVOICE);
        archive.erase(sha256(INVOICE));
        assertThat(archive.get(sha256(INVOICE))).isEmpty();
        archive.put(sha256(INVOICE), INVOICE);
        assertThat(archive.get(sha256(INVOICE))).isPresent();
    }

    @Test
    void manyHostsKeepTheSameAtOnce() throws Exception {
        DocumentArchive archive = newArchive();
        String key = sha256(INVOICE);
        ExecutorService hosts = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                tasks.add(() -> {
                    archive.put(key, INVOICE);
                    return archive.get(key).isPresent();
                });
            }
            for (Future<Boolean> kept : hosts.invokeAll(tasks)) {
                assertThat(kept.get()).isTrue();
            }
        } finally {
            hosts.shutdown();
        }
    }
}
