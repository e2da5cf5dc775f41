package nl.termijn.pdf;

import com.lowagie.text.DocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nl.termijn.error.Violations;

/**
 * A face, and the one that stands in for letters it lacks. The built-in faces are cut to the letters of Europe, so that a
 * document is drawn from 35 kB and not from 500; what they lack comes from a wider one.
 */
final class Typeface {
    /** The built-in families and the names of their files. */
    private static final Map<String, List<String>> FAMILIES = Map.of(
            "sans", List.of("sans-regular", "sans-bold"),
            "serif", List.of("serif-regular", "serif-bold"),
            "grotesk", List.of("grotesk-regular", "grotesk-bold"));

    private static final Map<String, Face> BUILT_IN = new ConcurrentHashMap<>();

    private final Face face;
    private final Face standIn;

    private Typeface(Face face, Face standIn) {
        this.face = face;
        this.standIn = standIn;
    }

    /** Regular and bold of one family. */
    record Pair(Typeface regular, Typeface bold) {}

    static Pair builtIn(String family) {
        List<String> files = Optional.ofNullable(FAMILIES.get(family)).orElseGet(() -> {
            Violations.of("theme")
                    .check(
                            false,
                            "fonts.family",
                            family,
                            "must be one of "
                                    + FAMILIES.keySet().stream().sorted().toList(),
                            "or give the files of your own font")
                    .throwIfAny();
            return List.of();
        });
        return new Pair(
                new Typeface(shipped(files.get(0)), shipped("fallback-regular")),
                new Typeface(shipped(files.get(1)), shipped("fallback-bold")));
    }

    static Pair of(String regularName, byte[] regular, String boldName, byte[] bold) {
        return new Pair(
                new Typeface(own(regularName, regular), shipped("fallback-regular")),
                new Typeface(own(boldName, bold), shipped("fallback-bold")));
    }

    private static Face own(String name, byte[] bytes) {
        try {
            return Face.of(name, bytes);
        } catch (IOException | RuntimeException e) {
            Violations.of("theme")
                    .check(
                            false,
                            "fonts",
                            name,
                            "cannot be read as a TrueType or OpenType font that may be embedded (" + e.getMessage()
                                    + ")",
                            "give a .ttf or .otf file whose licence allows embedding")
                    .throwIfAny();
            throw new IllegalStateException(e);
        }
    }

    private static Face shipped(String name) {
        return BUILT_IN.computeIfAbsent(name, Typeface::load);
    }

    private static Face load(String name) {
        String file = name + ".ttf";
        try (InputStream stream = Objects.requireNonNull(Typeface.class.getResourceAsStream("fonts/" + file), file)) {
            return Face.of(file, stream.readAllBytes());
        } catch (DocumentException e) {
            throw new IllegalStateException("the built-in font " + file + " is damaged", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Letters in a row that one face has. */
    record Run(Face face, String text) {}

    /** {@code text} in runs, mostly one. */
    List<Run> runs(String text) {
        if (face.hasAll(text)) {
            return List.of(new Run(face, text));
        }
        String shown = shown(text);
        List<Run> runs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= shown.length(); i++) {
            if (i == shown.length() || faceOf(shown.charAt(i)) != faceOf(shown.charAt(start))) {
                runs.add(new Run(faceOf(shown.charAt(start)), shown.substring(start, i)));
                start = i;
            }
        }
        return runs;
    }

    /** With a question mark for each letter that no face has; where that is not wanted, {@link #missing} was asked before. */
    private String shown(String text) {
        if (missing(text) < 0) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .map(letter -> letter < Character.MIN_SUPPLEMENTARY_CODE_POINT && has((char) letter) ? letter : '?')
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private boolean has(char letter) {
        return face.has(letter) || standIn.has(letter);
    }

    private Face faceOf(char letter) {
        return face.has(letter) || !standIn.has(letter) ? face : standIn;
    }

    /** The first letter of {@code text} that no face has, as a code point; -1 if there is none. */
    int missing(String text) {
        if (face.hasAll(text)) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (!has(letter)) {
                return text.codePointAt(i);
            }
        }
        return -1;
    }

    /** Width of {@code text} in points. */
    float width(String text, float size) {
        return width(text, 0, text.length(), size);
    }

    float width(String text, int from, int to, float size) {
        if (face.hasAll(text, from, to)) {
            return face.width(text, from, to) * size / 1000;
        }
        String shown = shown(text.substring(from, to));
        int sum = 0;
        for (int i = 0; i < shown.length(); i++) {
            sum += faceOf(shown.charAt(i)).width(shown, i, i + 1);
        }
        return sum * size / 1000;
    }
}
