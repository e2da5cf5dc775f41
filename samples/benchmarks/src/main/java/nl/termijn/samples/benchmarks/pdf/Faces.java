package nl.termijn.samples.benchmarks.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import nl.termijn.pdf.PdfDocuments;

/** The faces of billing-pdf, for programs that draw without it. */
final class Faces {
    private Faces() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(PdfDocuments.class.getResourceAsStream("fonts/" + name + ".ttf"))) {
            return stream.readAllBytes();
        }
    }

    /** Faces as files in a folder of their own. */
    static Path folder(List<String> names) throws IOException {
        Path folder = Files.createTempDirectory("faces");
        for (String name : names) {
            Files.write(folder.resolve(name + ".ttf"), bytes(name));
        }
        return folder;
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
