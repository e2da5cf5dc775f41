package nl.termijn.pdf.html;

import static nl.termijn.error.Violations.given;

import com.lowagie.text.Document;
import com.lowagie.text.pdf.PdfWriter;
import java.io.ByteArrayInputStream;
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
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.imageio.ImageIO;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.ProviderException;
import nl.termijn.error.Violations;
import nl.termijn.pdf.Layout;
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
    private static final int LARGEST_PICTURE = 5_000_000;

    private final Template template;
    private final ThemeFiles files;
    private final List<Markup.Sheet> sheets;
    private final List<Styles.Font> fonts;
    private final List<String> sheetNames;
    private final Queue<Press> idle = new ConcurrentLinkedQueue<>();

    private HtmlLayout(Template template, ThemeFiles files, List<Markup.Sheet> sheets, List<Styles.Font> fonts) {
        this.template = template;
        this.files = files;
        this.sheets = sheets;
        this.fonts = fonts;
        sheetNames = new ArrayList<>(List.of(LockedFiles.BASE));
        sheets.forEach(sheet -> sheetNames.add(sheet.name()));
    }

    /**
     * The layout in {@code files}.
     *
     * @throws InvalidInputException with everything that is wrong with it: file, line and reason
     */
    public static HtmlLayout of(ThemeFiles files) {
        Violations faults = Violations.of("layout");
        byte[] bytes = given(files, "files").get(TEMPLATE).orElse(new byte[0]);
        faults.check(bytes.length > 0, TEMPLATE, "", "is missing", "begin with the example that is shipped")
                .check(
                        bytes.length <= LARGEST_TEMPLATE,
                        TEMPLATE,
                        bytes.length + " bytes",
                        "must be 256 kB or less",
                        "put pictures and style in files of their own")
                .check(Texts.isUtf8(bytes), TEMPLATE, "", "is not UTF-8", "save it as UTF-8")
                .throwIfAny();
        String text = Texts.utf8(bytes);
        Optional<Template> template = Template.of(TEMPLATE, text, faults);
        List<Markup.Sheet> sheets = Markup.check(TEMPLATE, text, files, faults);
        List<Styles.Font> fonts = Styles.check(sheets, files, faults);
        files.names().forEach(name -> checkPicture(name, files, faults));
        faults.throwIfAny();
        HtmlLayout layout = new HtmlLayout(template.orElseThrow(), files, sheets, fonts);
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
        try {
            return template.filled(given(sheet, "sheet"));
        } catch (Template.TooLarge e) {
            throw new ProviderException(
                    ProviderException.Retry.NEVER, sheet.title() + " cannot be drawn: " + e.getMessage(), e);
        }
    }

    private static void checkPicture(String name, ThemeFiles files, Violations faults) {
        if (!name.toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|gif)")) {
            return;
        }
        byte[] bytes = files.get(name).orElseThrow();
        boolean right;
        try {
            right = bytes.length <= LARGEST_PICTURE && ImageIO.read(new ByteArrayInputStream(bytes)) != null;
        } catch (IOException | RuntimeException e) {
            right = false;
        }
        faults.check(
                right,
                name,
                bytes.length + " bytes",
                "is no picture of at most 5 MB in RGB or grey",
                "save it as PNG or JPEG, a thousand pixels wide");
    }

    /** Draws documents with much and with little on them, and throws them away. */
    private void tryOut(Violations faults) {
        Theme theme = Theme.clear();
        for (Sheet sheet : SampleSheets.all()) {
            try (Document document = new Document();
                    Pages pages = pages(sheet, theme)) {
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
        String html = html(sheet);
        Press press = idle.poll();
        if (press == null) {
            press = new Press(files, sheets, fonts);
        }
        try {
            Pages pages = press.pages(
                    Markup.document(html, sheetNames),
                    sheet.payment().flatMap(Sheet.Payment::code).map(Sheet.Code::content),
                    theme.missingLetter() == Theme.MissingLetter.REPLACE);
            return new Lent(pages, press);
        } catch (ProviderException e) {
            throw new ProviderException(e.retry(), sheet.title() + " cannot be drawn: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // what an engine throws at a page that it cannot lay out
            throw new ProviderException(
                    ProviderException.Retry.NEVER,
                    sheet.title() + " cannot be laid out: " + e.getClass().getSimpleName() + " " + e.getMessage(),
                    e);
        }
    }

    /** Pages on a press that goes back when they are drawn. */
    private final class Lent implements Pages {
        private final Pages pages;
        private @Nullable Press press;

        Lent(Pages pages, Press press) {
            this.pages = pages;
            this.press = press;
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
        public void draw(int page, PdfWriter writer) throws IOException {
            try {
                pages.draw(page, writer);
            } catch (IOException | RuntimeException e) {
                // in the middle of a page: it serves no other
                press = null;
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            pages.close();
            if (press != null) {
                idle.add(press);
                press = null;
            }
        }
    }
}
