package nl.termijn.pdf.html;

import static nl.termijn.error.Violations.given;

import com.lowagie.text.Document;
import com.lowagie.text.pdf.PdfWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.ProviderException;
import nl.termijn.pdf.Layout;
import nl.termijn.pdf.Picture;
import nl.termijn.pdf.Sheet;
import nl.termijn.pdf.Theme;
import nl.termijn.pdf.ThemeFiles;
import org.jspecify.annotations.Nullable;

/**
 * A seller's own layout: {@value #TEMPLATE}, with style sheets, pictures and fonts beside it. The template is HTML with fields
 * in the Mustache language; docs/html-layouts.md lists what it may name. It reaches no file but those, no network and no
 * Java.
 *
 * <pre>
 * PdfDocuments.of(Theme.clear()).drawnBy(HtmlLayout.in(Path.of("our-layout")))
 * </pre>
 *
 * What is wrong with a layout is said when it is made, all at once, with file and line. Immutable, and safe for many threads:
 * each keeps an engine of its own, in which style and fonts are read once.
 */
public final class HtmlLayout implements Layout {
    /** The file that says how a document is laid out. */
    public static final String TEMPLATE = "document.html";

    private static final int LARGEST_TEMPLATE = 256_000;
    private static final long MOST_PIXELS = 12_000_000;
    private static final int MOST_PICTURES = 30;
    /** The engine's own and those of {@code base.css}. */
    private static final int ENGINES_SELECTORS = 100;

    /** A press keeps what it drew last until it draws again: after much, it is made anew. */
    private static final int MOST_KEPT = 10_000;

    private static final int MOST_ATTRIBUTES_KNOWN = 1000;
    private static final Pattern PICTURE = Pattern.compile(".*\\.(png|jpe?g|gif)");

    private final Template template;
    private final Map<String, byte[]> pictures;
    private final List<Markup.Sheet> sheets;
    private final Styles.Read styles;
    private final Limits limits;
    private final List<String> sheetNames;
    private final Set<String> attributes = ConcurrentHashMap.newKeySet();
    private final Queue<Press> idle = new ConcurrentLinkedQueue<>();

    private HtmlLayout(
            Template template,
            Map<String, byte[]> pictures,
            List<Markup.Sheet> sheets,
            Styles.Read styles,
            Limits limits) {
        this.template = template;
        this.pictures = pictures;
        this.sheets = sheets;
        this.styles = styles;
        this.limits = limits;
        sheetNames = new ArrayList<>(List.of(LockedFiles.BASE));
        sheets.forEach(sheet -> sheetNames.add(sheet.name()));
    }

    /**
     * The layout in {@code files}, within the {@linkplain Limits#STANDARD standard limits}.
     *
     * @throws InvalidInputException with everything that is wrong with it: file, line and reason
     */
    public static HtmlLayout of(ThemeFiles files) {
        return of(files, Limits.STANDARD);
    }

    /**
     * The layout in {@code files}, of which no drawing uses more than {@code limits}.
     *
     * @throws InvalidInputException with everything that is wrong with it: file, line and reason
     */
    public static HtmlLayout of(ThemeFiles files, Limits limits) {
        given(limits, "limits");
        Faults faults = new Faults();
        byte[] bytes = given(files, "files").get(TEMPLATE).orElse(new byte[0]);
        faults.check(bytes.length > 0, TEMPLATE, "", "is missing", "begin with the example that is shipped")
                .check(
                        bytes.length <= LARGEST_TEMPLATE,
                        TEMPLATE,
                        bytes.length + " bytes",
                        "must be 256 kB or less",
                        "put pictures and style in files of their own");
        faults.throwIfAny();
        faults.check(Texts.isUtf8(bytes), TEMPLATE, "", "is not UTF-8", "save it as UTF-8")
                .throwIfAny();
        String text = Texts.utf8(bytes);
        Optional<Template> template = Template.of(TEMPLATE, text, faults);
        List<Markup.Sheet> sheets = Markup.check(TEMPLATE, text, files, faults);
        Styles.Read styles = Styles.check(sheets, files, faults);
        Map<String, byte[]> pictures = pictures(files, styles.pictures(), faults);
        faults.throwIfAny();
        HtmlLayout layout = new HtmlLayout(template.orElseThrow(), pictures, sheets, styles, limits);
        layout.tryOut(faults);
        faults.throwIfAny();
        return layout;
    }

    /**
     * The layout in {@code folder}.
     *
     * @throws IOException when the folder cannot be read
     */
    public static HtmlLayout in(Path folder) throws IOException {
        return of(ThemeFiles.in(given(folder, "folder")));
    }

    /** A layout to begin with: {@value #TEMPLATE} and its {@code style.css}. */
    public static ThemeFiles example() {
        return ThemeFiles.of(Map.of(TEMPLATE, resource(TEMPLATE), "style.css", resource("style.css")));
    }

    private static byte[] resource(String name) {
        try (InputStream stream =
                Objects.requireNonNull(HtmlLayout.class.getResourceAsStream("example/" + name), name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The HTML of {@code sheet}, its fields filled in: to look at in a browser while a layout is written.
     *
     * @throws ProviderException when it becomes too large
     */
    public String html(Sheet sheet) {
        given(sheet, "sheet");
        Budget budget = new Budget(limits);
        budget.begin();
        try {
            return template.filled(sheet, budget);
        } catch (TooMuch e) {
            throw refused(sheet, "cannot be drawn", e.getMessage(), e);
        }
    }

    private static ProviderException refused(Sheet sheet, String what, @Nullable String why, Throwable cause) {
        return new ProviderException(ProviderException.Retry.NEVER, sheet.title() + " " + what + ": " + why, cause);
    }

    /** All that a template could show, and what its style names. */
    private static Map<String, byte[]> pictures(ThemeFiles files, Set<String> named, Faults faults) {
        Map<String, byte[]> pictures = new TreeMap<>();
        long pixels = 0;
        for (String name : new TreeSet<>(files.names())) {
            if (!named.contains(name)
                    && !PICTURE.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                continue;
            }
            try {
                Picture picture = Picture.of(name, files.get(name).orElseThrow());
                pixels += (long) picture.width() * picture.height();
                pictures.put(name, picture.bytes());
            } catch (InvalidInputException e) {
                e.violations().forEach(found -> faults.check(false, name, found.value(), found.rule(), found.remedy()));
            }
            if (pictures.size() > MOST_PICTURES || pixels > MOST_PIXELS) {
                faults.check(
                        false,
                        name,
                        pictures.size() + " pictures of " + pixels + " pixels",
                        "must be " + MOST_PICTURES + " pictures of 12 million pixels together, or less",
                        "make them smaller: three hundred dots an inch is what a printer shows");
                break;
            }
        }
        return pictures;
    }

    /** Whether {@code style} may stand in a style attribute; what a template holds is there from the beginning. */
    private boolean mayStand(String style) {
        if (attributes.contains(style)) {
            return true;
        }
        Faults faults = new Faults();
        Styles.checkDeclarations(style, new Place(TEMPLATE, 1), faults);
        boolean right = faults.count() == 0;
        if (right && attributes.size() < MOST_ATTRIBUTES_KNOWN) {
            attributes.add(style);
        }
        return right;
    }

    /** Draws documents with much and with little on them, and throws them away: all within the time of one. */
    private void tryOut(Faults faults) {
        Theme theme = Theme.clear();
        Budget budget = new Budget(limits);
        for (Sheet sheet : SampleSheets.all()) {
            try (Document document = new Document();
                    Pages pages = pages(sheet, theme, budget.again())) {
                PdfWriter writer = PdfWriter.getInstance(document, OutputStream.nullOutputStream());
                document.open();
                for (int page = 1; page <= pages.count(); page++) {
                    if (page > 1) {
                        document.newPage();
                    }
                    writer.setPageEmpty(false);
                    pages.draw(page, writer);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ProviderException e) {
                faults.check(
                        false,
                        TEMPLATE,
                        sheet.kind().toString(),
                        "cannot be drawn: " + e.getMessage(),
                        "mend it there");
                return;
            }
        }
    }

    @Override
    public Pages pages(Sheet sheet, Theme theme) {
        return pages(sheet, theme, new Budget(limits));
    }

    private Pages pages(Sheet sheet, Theme theme, Budget budget) {
        Press press = idle.poll();
        if (press == null) {
            press = new Press(pictures, sheets, styles.fonts());
        }
        Press on = press;
        return drawing(sheet, "laid out", budget, () -> {
            Markup.Laid laid = Markup.document(template.filled(sheet, budget), sheetNames, this::mayStand, budget);
            budget.elements(laid.elements(), styles.selectors() + ENGINES_SELECTORS);
            Pages pages = on.pages(
                    laid.document(),
                    sheet.payment().flatMap(Sheet.Payment::code).map(Sheet.Code::content),
                    theme.missingLetter() == Theme.MissingLetter.REPLACE,
                    budget);
            return new Lent(sheet, pages, on, budget, laid.elements() <= MOST_KEPT);
        });
    }

    /** Does a part of a drawing. What an engine throws at what it cannot draw becomes a refusal. */
    private static <T> T drawing(Sheet sheet, String what, Budget budget, Supplier<T> part) {
        budget.begin();
        try {
            return part.get();
        } catch (TooMuch e) {
            throw refused(sheet, "cannot be drawn", e.getMessage(), e);
        } catch (ProviderException e) {
            throw new ProviderException(e.retry(), sheet.title() + " cannot be drawn: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw refused(sheet, "cannot be " + what, e.getClass().getSimpleName() + " " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw refused(sheet, "cannot be " + what, "it stands too deep within itself", e);
        } finally {
            budget.end();
        }
    }

    /** How many presses wait for the next document. */
    int idle() {
        return idle.size();
    }

    /** Pages on a press that goes back when they are drawn. */
    private final class Lent implements Pages {
        private final Sheet sheet;
        private final Pages pages;
        private final Budget budget;
        private final boolean kept;
        private @Nullable Press press;

        Lent(Sheet sheet, Pages pages, Press press, Budget budget, boolean kept) {
            this.kept = kept;
            this.sheet = sheet;
            this.pages = pages;
            this.press = press;
            this.budget = budget;
        }

        @Override
        public int count() {
            return pages.count();
        }

        @Override
        public com.lowagie.text.Rectangle size(int page) {
            return pages.size(page);
        }

        @Override
        public void draw(int page, PdfWriter writer) {
            Press on = press;
            // should it fail in the middle of a page, it serves no other
            press = null;
            drawing(sheet, "drawn", budget, () -> {
                try {
                    pages.draw(page, writer);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return page;
            });
            press = on;
        }

        @Override
        public void close() throws IOException {
            pages.close();
            if (press != null && kept) {
                idle.add(press);
            }
            press = null;
        }
    }
}
