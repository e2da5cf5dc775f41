package nl.termijn.pdf;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nl.termijn.error.Violations;

/**
 * The files of a theme by their names: logo, letterhead, fonts, and {@code theme.json} itself. They are read once, when the
 * theme is set. Immutable.
 */
public final class ThemeFiles {
    /** The file that says how the documents look. */
    public static final String THEME = "theme.json";

    private static final long LARGEST = 20_000_000;
    private static final long LARGEST_TOGETHER = 50_000_000;
    private static final int MOST = 500;
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, byte[]> files;

    private ThemeFiles(Map<String, byte[]> files) {
        this.files = files;
    }

    /** No files. */
    public static ThemeFiles none() {
        return new ThemeFiles(Map.of());
    }

    /**
     * Files by name.
     *
     * @throws nl.termijn.error.InvalidInputException when they are more than 500, or than 50 MB together
     */
    public static ThemeFiles of(Map<String, byte[]> files) {
        checkSize(
                files.size(),
                files.values().stream().mapToLong(bytes -> bytes.length).sum());
        Map<String, byte[]> copies = new HashMap<>();
        files.forEach((name, bytes) -> copies.put(name, bytes.clone()));
        return new ThemeFiles(Map.copyOf(copies));
    }

    /**
     * The files that lie in {@code folder} itself.
     *
     * @throws nl.termijn.error.InvalidInputException when they are more than 500, or than 50 MB together
     * @throws IOException when they cannot be read
     */
    public static ThemeFiles in(Path folder) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        long together = 0;
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                if (Files.size(path) <= LARGEST) {
                    together += Files.size(path);
                    checkSize(files.size() + 1, together);
                    files.put(String.valueOf(path.getFileName()), Files.readAllBytes(path));
                }
            }
        }
        return new ThemeFiles(Map.copyOf(files));
    }

    private static void checkSize(int count, long bytes) {
        Violations.of("theme")
                .check(
                        count <= MOST && bytes <= LARGEST_TOGETHER,
                        "files",
                        count + " files of " + bytes + " bytes",
                        "must be 500 files of 50 MB together, or less",
                        "leave only what the theme names")
                .throwIfAny();
    }

    /** The file called {@code name}. */
    public Optional<byte[]> get(String name) {
        return Optional.ofNullable(files.get(name)).map(byte[]::clone);
    }

    /** The names of the files. */
    public java.util.Set<String> names() {
        return files.keySet();
    }

    /**
     * The theme in {@code theme.json}.
     *
     * @throws nl.termijn.error.InvalidInputException when there is none, or it is not right in form: with its line
     */
    public Theme theme() {
        byte[] json = get(THEME).orElse(new byte[0]);
        Violations.of("theme")
                .check(json.length > 0, THEME, "", "is missing", "write at least { \"name\": \"…\" }")
                .throwIfAny();
        try {
            return JSON.readValue(json, Theme.class);
        } catch (JsonProcessingException e) {
            throw refused(e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static RuntimeException refused(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
        String line = at == null ? "" : ", line " + at.getLineNr() + " column " + at.getColumnNr();
        try {
            Violations.of("theme")
                    .check(
                            false,
                            THEME + line,
                            path,
                            e.getOriginalMessage().lines().findFirst().orElse("is not right"),
                            "mend it there")
                    .throwIfAny();
        } catch (RuntimeException refusal) {
            return refusal;
        }
        return new IllegalStateException(e);
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        e.getPath().forEach(step -> {
            if (step.getFieldName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        });
        return path.toString();
    }
}
