package nl.termijn.pdf;

import com.lowagie.text.BadElementException;
import com.lowagie.text.Image;
import com.lowagie.text.pdf.PdfReader;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import nl.termijn.document.Words;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * A theme that was checked and made ready to draw with: fonts read, logo cut to size, colours and words known. Everything
 * that can be wrong with a theme is found here, when it is set. Safe for many threads.
 */
final class Look {
    /** Points in a millimetre. */
    static final float MM = 72 / 25.4f;

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final double READABLE = 4.5;
    private static final int LARGEST_FILE = 5_000_000;
    private static final int DOTS_PER_INCH = 300;

    final Theme theme;
    final float width;
    final float height;
    final float left;
    final float right;
    /** How far figures stand from the margins: rows on a tint leave a border of it. */
    final float inset;

    final Ink text;
    final Ink strong;
    final Ink small;
    final Ink label;
    final Ink title;
    final Ink large;
    final Ink.Colour accent;
    final Ink.Colour onAccent;
    final Ink.Colour line;
    final Ink.Colour tint;
    final Ink.Colour muted;
    private final @Nullable Mark logo;
    private final byte @Nullable [] letterhead;
    private final int letterheadPages;
    private final Map<String, Words> words = new TreeMap<>();

    /** The logo, ready to be put in a file: its pixels are compressed once. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Mark(int width, int height, byte[] deflated) {}

    private Look(Theme theme, ThemeFiles files) {
        Violations violations = Violations.of("theme " + theme.name());
        this.theme = theme;
        checkPaper(theme.paper(), violations);
        ThemeCheck.places(theme, violations);
        width = points(theme.paper().width());
        height = points(theme.paper().height());
        left = points(theme.paper().left());
        right = width - points(theme.paper().right());
        inset = theme.rows() == Theme.Rows.TINTED ? 2 * MM : 0;
        Theme.Colours colours = theme.colours();
        Ink.Colour black = colour(colours.text(), "colours.text", violations);
        muted = colour(colours.muted(), "colours.muted", violations);
        accent = colour(colours.accent(), "colours.accent", violations);
        onAccent = colour(colours.onAccent(), "colours.onAccent", violations);
        line = colour(colours.line(), "colours.line", violations);
        tint = colour(colours.tint(), "colours.tint", violations);
        Ink.Colour paper = Ink.Colour.WHITE;
        checkContrast(black, paper, "colours.text", colours.text(), "the paper", violations);
        checkContrast(muted, paper, "colours.muted", colours.muted(), "the paper", violations);
        checkContrast(accent, paper, "colours.accent", colours.accent(), "the paper", violations);
        checkContrast(onAccent, accent, "colours.onAccent", colours.onAccent(), "the accent", violations);
        // boxes and rows lie on the tint
        checkContrast(black, tint, "colours.text", colours.text(), "the tint", violations);
        checkContrast(muted, tint, "colours.muted", colours.muted(), "the tint", violations);
        checkContrast(accent, tint, "colours.accent", colours.accent(), "the tint", violations);
        Theme.Fonts fonts = theme.fonts();
        checkSizes(fonts, violations);
        theme.words().forEach((language, texts) -> words.put(language, words(language, texts, violations)));
        violations
                .check(
                        theme.columns().contains(Theme.Column.DESCRIPTION)
                                && theme.columns().contains(Theme.Column.AMOUNT)
                                && theme.columns().stream().distinct().count()
                                        == theme.columns().size(),
                        "columns",
                        theme.columns(),
                        "must hold DESCRIPTION and AMOUNT, and none twice",
                        "the law wants to know what was sold and for how much")
                .check(
                        !theme.fileName().isBlank() && theme.fileName().contains("{number}"),
                        "fileName",
                        theme.fileName(),
                        "must contain {number}",
                        "two documents of one name would replace each other");
        Optional<Pair> own = ownFonts(fonts, files, violations);
        logo = theme.logo().map(wanted -> logo(wanted, files, violations)).orElse(null);
        letterhead = theme.letterhead()
                .map(wanted -> file(wanted.file(), "letterhead.file", files, violations))
                .orElse(null);
        letterheadPages = letterhead == null ? 0 : letterheadPages(theme, letterhead, violations);
        violations.throwIfAny();
        Pair body = own.orElseGet(() -> Pair.builtIn(fonts.family()));
        Pair headings = own.orElseGet(() -> Pair.builtIn(fonts.headings()));
        float size = (float) fonts.size();
        text = new Ink(body.regular(), size, black);
        strong = new Ink(body.bold(), size, black);
        small = new Ink(body.regular(), size * 0.87f, muted);
        label = new Ink(body.bold(), size * 0.83f, accent);
        title = new Ink(headings.bold(), (float) fonts.title(), accent);
        large = new Ink(headings.bold(), (float) fonts.title() * 1.35f, accent);
        ThemeCheck.texts(this, violations);
        violations.throwIfAny();
    }

    /**
     * {@code theme}, checked.
     *
     * @throws InvalidInputException with everything that is wrong, naming the part
     */
    static Look of(Theme theme, ThemeFiles files) {
        return new Look(theme, files);
    }

    static float points(double millimetres) {
        return (float) (millimetres * 72 / 25.4);
    }

    private static void checkPaper(Theme.Paper paper, Violations violations) {
        violations
                .check(
                        paper.width() >= 100 && paper.width() <= 500 && paper.height() >= 140 && paper.height() <= 700,
                        "paper",
                        paper.width() + " × " + paper.height(),
                        "must be 100 to 500 by 140 to 700 millimetres",
                        "A4 is 210 × 297")
                .check(
                        Math.min(Math.min(paper.left(), paper.right()), paper.top()) >= 5 && paper.bottom() >= 15,
                        "paper",
                        "margins " + paper.left() + ", " + paper.right() + ", " + paper.top() + ", " + paper.bottom(),
                        "must be 5 millimetres or more, and 15 at the bottom",
                        "office printers print no closer to the edge")
                .check(
                        paper.width() - paper.left() - paper.right() >= 100,
                        "paper",
                        paper.width() - paper.left() - paper.right(),
                        "must leave 100 millimetres for the lines",
                        "make the margins smaller");
    }

    private static void checkSizes(Theme.Fonts fonts, Violations violations) {
        violations
                .check(
                        fonts.size() >= 7 && fonts.size() <= 12,
                        "fonts.size",
                        fonts.size(),
                        "must be 7 to 12 points",
                        "9 reads well")
                .check(
                        fonts.title() >= 10 && fonts.title() <= 36,
                        "fonts.title",
                        fonts.title(),
                        "must be 10 to 36 points",
                        "18 reads well");
    }

    private static Ink.Colour colour(String value, String field, Violations violations) {
        boolean right = COLOUR.matcher(value).matches();
        violations.check(right, field, value, "must be a colour as #rrggbb", "such as #1f4e79");
        return right ? Ink.Colour.of(value) : Ink.Colour.BLACK;
    }

    private static void checkContrast(
            Ink.Colour front, Ink.Colour behind, String field, String value, String on, Violations violations) {
        violations.check(
                front.contrast(behind) >= READABLE,
                field,
                value,
                String.format(
                        Locale.ROOT,
                        "has a contrast of %.1f with %s; must be %.1f or more",
                        front.contrast(behind),
                        on,
                        READABLE),
                "take a darker or lighter colour (WCAG 2, 1.4.3)");
    }

    private static Words words(String language, Map<String, String> texts, Violations violations) {
        Locale locale = Locale.forLanguageTag(language);
        try {
            return Words.of(locale, texts);
        } catch (InvalidInputException e) {
            e.violations()
                    .forEach(found -> violations.check(
                            false,
                            "words." + language + "." + found.field(),
                            found.value(),
                            found.rule(),
                            found.remedy()));
            return Words.of(locale);
        }
    }

    /** Regular and bold of one family. */
    private record Pair(Typeface regular, Typeface bold) {
        static Pair builtIn(String family) {
            return new Pair(
                    Typeface.builtIn(family, Typeface.Weight.REGULAR), Typeface.builtIn(family, Typeface.Weight.BOLD));
        }
    }

    private static Optional<Pair> ownFonts(Theme.Fonts fonts, ThemeFiles files, Violations violations) {
        if (fonts.regularFile().isEmpty() && fonts.boldFile().isEmpty()) {
            return Optional.empty();
        }
        String regular = fonts.regularFile().orElse("");
        String bold = fonts.boldFile().orElse("");
        violations.check(
                !regular.isEmpty() && !bold.isEmpty(),
                "fonts",
                regular + bold,
                "must have both a regular and a bold file",
                "a bold that is made of the regular one looks smeared");
        byte[] regularBytes = file(regular, "fonts.regularFile", files, violations);
        byte[] boldBytes = file(bold, "fonts.boldFile", files, violations);
        if (regularBytes == null || boldBytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Pair(
                    Typeface.of(regular, regularBytes, Typeface.Weight.REGULAR),
                    Typeface.of(bold, boldBytes, Typeface.Weight.BOLD)));
        } catch (InvalidInputException e) {
            violations.addAll(e.violations());
            return Optional.empty();
        }
    }

    private static byte @Nullable [] file(String name, String field, ThemeFiles files, Violations violations) {
        if (name.isEmpty()) {
            return null;
        }
        Optional<byte[]> bytes = files.get(name);
        violations
                .check(
                        bytes.isPresent(),
                        field,
                        name,
                        "is not among the files of the theme",
                        "put it in the theme's folder")
                .check(
                        bytes.map(content -> content.length <= LARGEST_FILE).orElse(true),
                        field,
                        name,
                        "is larger than 5 MB",
                        "make it smaller: it goes into every document");
        return bytes.filter(content -> content.length <= LARGEST_FILE).orElse(null);
    }

    private @Nullable Mark logo(Theme.Logo wanted, ThemeFiles files, Violations violations) {
        byte[] bytes = file(wanted.file(), "logo.file", files, violations);
        if (bytes == null) {
            return null;
        }
        try {
            return mark(Picture.of("logo.file", bytes).read(), wanted);
        } catch (InvalidInputException e) {
            e.violations()
                    .forEach(
                            found -> violations.check(false, "logo.file", wanted.file(), found.rule(), found.remedy()));
        } catch (IOException e) {
            violations.check(
                    false, "logo.file", wanted.file(), "cannot be read: " + e.getMessage(), "save it as PNG or JPEG");
        }
        return null;
    }

    /** The picture at the resolution of print, on the colour that lies behind it. */
    private Mark mark(BufferedImage picture, Theme.Logo wanted) throws IOException {
        double scale = Math.min(
                1,
                Math.min(
                        wanted.width() / 25.4 * DOTS_PER_INCH / picture.getWidth(),
                        wanted.height() / 25.4 * DOTS_PER_INCH / picture.getHeight()));
        int w = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int h = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        BufferedImage flat = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = flat.createGraphics();
        Ink.Colour behind = theme.top() == Theme.Top.BAND ? accent : Ink.Colour.WHITE;
        graphics.setColor(new java.awt.Color(behind.red(), behind.green(), behind.blue()));
        graphics.fillRect(0, 0, w, h);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(halved(picture, w, h), 0, 0, w, h, null);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            for (int rgb : flat.getRGB(0, 0, w, h, null, 0, w)) {
                deflater.write(rgb >> 16);
                deflater.write(rgb >> 8);
                deflater.write(rgb);
            }
        }
        return new Mark(w, h, out.toByteArray());
    }

    /** Halved until less than twice as large: one step of more would skip pixels. */
    private static BufferedImage halved(BufferedImage picture, int width, int height) {
        BufferedImage current = picture;
        while (current.getWidth() >= 2 * width && current.getHeight() >= 2 * height) {
            BufferedImage half =
                    new BufferedImage(current.getWidth() / 2, current.getHeight() / 2, BufferedImage.TYPE_INT_ARGB);
            Graphics2D graphics = half.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(current, 0, 0, half.getWidth(), half.getHeight(), null);
            graphics.dispose();
            current = half;
        }
        return current;
    }

    private static int letterheadPages(Theme theme, byte[] bytes, Violations violations) {
        String name = theme.letterhead().orElseThrow().file();
        try (PdfReader reader = LetterheadReader.of(bytes)) {
            for (int page = 1; page <= Math.min(2, reader.getNumberOfPages()); page++) {
                double w = reader.getPageSizeWithRotation(page).getWidth() / MM;
                double h = reader.getPageSizeWithRotation(page).getHeight() / MM;
                violations.check(
                        Math.abs(w - theme.paper().width()) < 1.5
                                && Math.abs(h - theme.paper().height()) < 1.5,
                        "letterhead.file",
                        String.format(Locale.ROOT, "%s, page %d of %.0f × %.0f mm", name, page, w, h),
                        String.format(
                                Locale.ROOT,
                                "must be of the size of the paper, %.0f × %.0f mm",
                                theme.paper().width(),
                                theme.paper().height()),
                        "save the letterhead at that size, or change the paper");
                LetterheadCheck.check(reader, page, name, violations);
            }
            int pages = reader.getNumberOfPages();
            LetterheadCheck.tryOut(reader);
            return pages;
        } catch (IOException | RuntimeException e) {
            violations.check(
                    false,
                    "letterhead.file",
                    name,
                    "cannot be read: " + e.getMessage(),
                    "save it anew, as PDF/A without a password");
            return 0;
        }
    }

    /** The words of a document in {@code language}. */
    Words words(Locale language) {
        Words own = words.get(language.toLanguageTag());
        if (own == null) {
            own = words.get(language.getLanguage());
        }
        return own == null ? Words.of(language) : own;
    }

    /** A value that differs per language: of the language, or none. */
    static <T> Optional<T> inLanguage(Map<String, T> values, Locale language) {
        return Optional.ofNullable(values.get(language.getLanguage()));
    }

    boolean hasLetterhead() {
        return letterhead != null;
    }

    /** Whether the letterhead brings logo and foot. */
    boolean letterheadIsComplete() {
        return theme.letterhead().map(Theme.Letterhead::complete).orElse(false);
    }

    int letterheadPages() {
        return letterheadPages;
    }

    /** A reader of the letterhead: it serves one document, since it is not for many threads. */
    PdfReader letterhead() {
        try {
            return LetterheadReader.of(Objects.requireNonNull(letterhead));
        } catch (IOException e) {
            // it was read before, when the theme was set
            throw new UncheckedIOException(e);
        }
    }

    /** The logo for one document, with its size in points. */
    Optional<Image> logo() {
        Mark mark = logo;
        if (mark == null) {
            return Optional.empty();
        }
        Theme.Logo wanted = theme.logo().orElseThrow();
        try {
            Image image = Image.getInstance(mark.width, mark.height, 3, 8, mark.deflated);
            image.setDeflated(true);
            float scale = Math.min(points(wanted.width()) / mark.width, points(wanted.height()) / mark.height);
            image.scaleAbsolute(mark.width * scale, mark.height * scale);
            return Optional.of(image);
        } catch (BadElementException e) {
            throw new IllegalStateException(e);
        }
    }
}
