package nl.termijn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import nl.termijn.document.DocumentArchive;
import nl.termijn.document.FolderArchive;
import nl.termijn.document.InMemoryArchive;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.ProviderException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives of core pass the contract; a folder also finds what was changed in it. */
class DocumentArchivesTest {
    private static final String SHA_256_OF_A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    private static final RenderedDocument A = new RenderedDocument("a.txt", "text/plain", new byte[] {'a'});

    @Nested
    class InMemory extends DocumentArchiveContract {
        @Override
        protected DocumentArchive newArchive() {
            return new InMemoryArchive();
        }
    }

    @Nested
    class InAFolder extends DocumentArchiveContract {
        @TempDir
        Path folder;

        @Override
        protected DocumentArchive newArchive() {
            return new FolderArchive(folder.resolve("archive"));
        }

        @Test
        void aFileThatWasChangedIsNotGiven() throws Exception {
            DocumentArchive archive = newArchive();
            archive.put(SHA_256_OF_A, A);
            Files.writeString(folder.resolve("archive/ca").resolve(SHA_256_OF_A), "b");
            assertThatThrownBy(() -> archive.get(SHA_256_OF_A))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("not what was archived");
        }

        @Test
        void nothingButAHashBecomesAPath() {
            assertThatThrownBy(() -> newArchive().get("../../etc/passwd")).isInstanceOf(InvalidInputException.class);
        }

        @Test
        void nothingIsLeftBesideTheDocument() throws Exception {
            DocumentArchive archive = newArchive();
            archive.put(SHA_256_OF_A, A);
            archive.put(SHA_256_OF_A, A);
            try (var files = Files.walk(folder.resolve("archive"))) {
                assertThat(files.filter(Files::isRegularFile)).hasSize(2);
            }
        }
    }
}
