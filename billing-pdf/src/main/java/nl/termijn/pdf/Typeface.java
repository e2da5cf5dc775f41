package nl.termijn.pdf;

import com.lowagie.text.DocumentException;
import com.lowagie.text.pdf.BaseFont;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nl.termijn.error.Violations;

/**
 * A face, and the one that stands in for letters it lacks. The built-in faces are cut to the letters of Europe, so that a
 * document is drawn from 35 kB and not from 500; what they lack comes from a wider one, and signs (arrows, mathematics, ticks)
 * from a third.
 */
public final class Typeface {
    /** The built-in families and the names of their files. */
    private static final Map<String, List<String>> FAMILIES = Map.of(
            "sans", List.of("sans-regular", "sans-bold"),
            "serif", List.of("serif-regular", "serif-bold"),
            "grotesk", List.of("grotesk-regular", "grotesk-bold"));

    private static final Map<String, Face> BUILT_IN = new ConcurrentHashMap<>();

    private final Face face;
    private final List<Face> standIns;

    private Typeface(Face face, List<Face> standIns) {
        this.face = face;
        this.standIns = standIns;
    }

    /** How heavy its strokes are. */
    public enum Weight {
        /** As text is. */
        REGULAR,
        /** As headings are. */
        BOLD
    }

    /** The names of the built-in families. */
    public static Set<String> families() {
        return FAMILIES.keySet();
    }

    /**
     * A built-in face.
     *
     * @throws nl.termijn.error.InvalidInputException for a family that is not built in
     */
    public static Typeface builtIn(String family, Weight weight) {
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
        return new Typeface(shipped(files.get(weight == Weight.BOLD ? 1 : 0)), standIns(weight));
    }

    /**
     * A face of the seller's own: TrueType or OpenType.
     *
     * @param name of the file, for messages; its ending tells its kind
     * @throws nl.termijn.error.InvalidInputException when it cannot be read, or may not be embedded
     */
    public static Typeface of(String name, byte[] bytes, Weight weight) {
        return new Typeface(own(name, bytes), standIns(weight));
    }

    private static List<Face> standIns(Weight weight) {
        return weight == Weight.BOLD
                ? List.of(shipped("fallback-bold"), shipped("signs-bold"))
                : List.of(shipped("fallback-regular"), shipped("signs-regular"));
    }

    private static Face own(String name, byte[] bytes) {
        try {
            FontCheck.check(bytes);
            Face face = Face.of(name, bytes);
            FontCheck.tryOut(face.font());
            return face;
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

    /**
     * Letters in a row that one font has.
     *
     * @param font the font
     * @param text the letters
     */
    public record Run(BaseFont font, String text) {}

    /** The font of most letters. */
    public BaseFont font() {
        return face.font();
    }

    /** {@code text} in runs, mostly one; a letter that no font has became a question mark. */
    public List<Run> runs(String text) {
        if (face.hasAll(text)) {
            return List.of(new Run(face.font(), text));
        }
        String shown = shown(text);
        List<Run> runs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= shown.length(); i++) {
            if (i == shown.length() || faceOf(shown.charAt(i)) != faceOf(shown.charAt(start))) {
                runs.add(new Run(faceOf(shown.charAt(start)).font(), shown.substring(start, i)));
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
        return face.has(letter) || standIns.stream().anyMatch(other -> other.has(letter));
    }

    private Face faceOf(char letter) {
        if (face.has(letter)) {
            return face;
        }
        return standIns.stream().filter(other -> other.has(letter)).findFirst().orElse(face);
    }

    /** The first letter of {@code text} that no face has, as a code point; -1 if there is none. */
    public int missing(String text) {
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
    public float width(String text, float size) {
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
