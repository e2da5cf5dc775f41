package nl.termijn.document;

import static nl.termijn.error.Violations.given;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.termijn.error.ProviderException;
import nl.termijn.error.Violations;
import nl.termijn.internal.Sha256;

/**
 * An archive in a folder: each document a file named by its SHA-256, beside it its name and type. What is read is checked
 * against the hash, so that a file that was changed is never sent. Several hosts may share the folder.
 *
 * <pre>
 * archive/5b/5be8a1…           the bytes
 * archive/5b/5be8a1….about     name and media type
 * </pre>
 */
public final class FolderArchive implements DocumentArchive {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;

    /** An archive in {@code folder}, which is made when it is not there. */
    public FolderArchive(Path folder) {
        this.folder = given(folder, "folder");
    }

    @Override
    public void put(String sha256, RenderedDocument document) {
        Path file = file(sha256);
        if (Files.exists(about(file))) {
            return;
        }
        Properties about = new Properties();
        about.setProperty("name", document.fileName());
        about.setProperty("type", document.mediaType());
        try {
            Files.createDirectories(folder.resolve(sha256.substring(0, 2)));
            // each under a name of its own first: a crash leaves no half file, and two hosts do not meet
            Path bytes = file.resolveSibling(sha256 + "." + UUID.randomUUID());
            Files.write(bytes, document.content());
            move(bytes, file);
            Path words = file.resolveSibling(sha256 + "." + UUID.randomUUID());
            try (Writer writer = Files.newBufferedWriter(words)) {
                about.store(writer, null);
            }
            move(words, about(file));
        } catch (IOException e) {
            throw new ProviderException(
                    ProviderException.Retry.LATER,
                    "Document " + sha256 + " cannot be archived: is there room in the folder?",
                    e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void erase(String sha256) {
        Path file = file(sha256);
        try {
            Files.deleteIfExists(about(file));
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<RenderedDocument> get(String sha256) {
        Path file = file(sha256);
        if (!Files.exists(about(file))) {
            return Optional.empty();
        }
        try (Reader reader = Files.newBufferedReader(about(file), StandardCharsets.UTF_8)) {
            Properties about = new Properties();
            about.load(reader);
            byte[] content = Files.readAllBytes(file);
            if (!Sha256.hex(content).equals(sha256)) {
                throw new ProviderException(
                        ProviderException.Retry.NEVER,
                        "The archived document " + sha256 + " is not what was archived; restore it from a copy.",
                        null);
            }
            return Optional.of(new RenderedDocument(
                    about.getProperty("name", sha256), about.getProperty("type", "application/octet-stream"), content));
        } catch (IOException e) {
            throw new ProviderException(
                    ProviderException.Retry.LATER, "Document " + sha256 + " cannot be read from the archive.", e);
        }
    }

    /** No other text than a hash may become a path. */
    private Path file(String sha256) {
        Violations.of("document")
                .check(
                        SHA_256.matcher(given(sha256, "sha256")).matches(),
                        "sha256",
                        sha256,
                        "must be 64 hexadecimal digits",
                        "give the SHA-256 of the content in lower case")
                .throwIfAny();
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static Path about(Path file) {
        return file.resolveSibling(file.getFileName() + ".about");
    }
}
