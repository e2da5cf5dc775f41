package nl.termijn.pdf;

import static nl.termijn.error.Violations.given;

import com.lowagie.text.DocumentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import nl.termijn.document.DocumentRenderer;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.ProviderException;
import nl.termijn.error.Violation;
import nl.termijn.internal.Sha256;
import nl.termijn.invoice.Invoice;

/**
 * Draws documents as PDF in a seller's theme. Each is tagged PDF/A-3, level A, and PDF/UA-1; the same document and the same
 * version of the theme give the same bytes, and the only name in them is the seller's. Immutable, and safe for many
 * threads.
 *
 * <pre>
 * Billing.builder().documents(PdfDocuments.of(Theme.clear())) …
 * Billing.builder().documents(PdfDocuments.in(Path.of("our-theme"))) …
 * </pre>
 */
public final class PdfDocuments implements DocumentRenderer {
    private final Look look;
    private final LineGrouping grouping;
    private final Specification.Source specifications;
    private final EmbeddedFile.Source embedded;
    private final Optional<Layout> layout;

    private PdfDocuments(
            Look look,
            LineGrouping grouping,
            Specification.Source specifications,
            EmbeddedFile.Source embedded,
            Optional<Layout> layout) {
        this.look = look;
        this.grouping = grouping;
        this.specifications = specifications;
        this.embedded = embedded;
        this.layout = layout;
    }

    /**
     * Documents in {@code theme}, which needs no files.
     *
     * @throws InvalidInputException with everything that is wrong with the theme, naming the part
     */
    public static PdfDocuments of(Theme theme) {
        return of(theme, ThemeFiles.none());
    }

    /** Documents in {@code theme}, with its logo, letterhead and fonts among {@code files}. */
    public static PdfDocuments of(Theme theme, ThemeFiles files) {
        return new PdfDocuments(
                Look.of(given(theme, "theme"), given(files, "files")),
                (document, line) -> line.productCode().orElse(""),
                document -> List.of(),
                document -> List.of(),
                Optional.empty());
    }

    /**
     * Documents in the theme of {@code folder}: its {@code theme.json} and the files it names.
     *
     * @throws IOException when the folder cannot be read
     */
    public static PdfDocuments in(Path folder) throws IOException {
        ThemeFiles files = ThemeFiles.in(given(folder, "folder"));
        return of(files.theme(), files);
    }

    /** These, with lines grouped by the host where the theme says so. */
    public PdfDocuments groupedBy(LineGrouping value) {
        return new PdfDocuments(look, given(value, "grouping"), specifications, embedded, layout);
    }

    /** These, with specifications of lines on pages of their own. */
    public PdfDocuments specifiedBy(Specification.Source value) {
        return new PdfDocuments(look, grouping, given(value, "specifications"), embedded, layout);
    }

    /** These, with files inside, such as an electronic invoice. */
    public PdfDocuments embedding(EmbeddedFile.Source value) {
        return new PdfDocuments(look, grouping, specifications, given(value, "embedded"), layout);
    }

    /**
     * These, drawn in another layout: the theme's words, columns and grouping still say what stands on a document. They are
     * PDF/A-3, level B.
     */
    public PdfDocuments drawnBy(Layout value) {
        return new PdfDocuments(look, grouping, specifications, embedded, Optional.of(given(value, "layout")));
    }

    /** The theme. */
    public Theme theme() {
        return look.theme;
    }

    /** What stands on {@code document}, which was sent. */
    public Sheet sheet(Invoice document) {
        List<Sheet.Table> annexes = new ArrayList<>();
        for (Specification specification : specifications.of(document)) {
            specification.check(document);
            annexes.add(specification.table(
                    document, look.words(document.issuance().orElseThrow().language())));
        }
        return InvoiceSheets.of(look, grouping, annexes, document);
    }

    /** What stands on {@code letter}. */
    public Sheet sheet(Letter letter) {
        return LetterSheets.of(look, letter);
    }

    @Override
    public RenderedDocument render(Invoice document) {
        given(document, "document");
        try {
            return render(sheet(document), embedded.of(document));
        } catch (InvalidInputException e) {
            // another try would end the same: it is for a person to mend
            throw new ProviderException(
                    ProviderException.Retry.NEVER, document.name() + " cannot be drawn: " + e.getMessage(), e);
        }
    }

    @Override
    public void check(Invoice document) {
        try {
            SheetPages.refuseUnreadable(look, sheet(given(document, "document")));
        } catch (InvalidInputException e) {
            throw new ProviderException(
                    ProviderException.Retry.NEVER, document.name() + " cannot be drawn: " + e.getMessage(), e);
        }
    }

    /** Draws a letter. */
    public RenderedDocument render(Letter letter) {
        return render(sheet(given(letter, "letter")), List.of());
    }

    private RenderedDocument render(Sheet sheet, List<EmbeddedFile> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 15);
        PdfFile.Marks marks = new PdfFile.Marks(sheet.title(), sheet, id(sheet), layout.isEmpty(), files);
        try (PdfFile file = new PdfFile(marks, out)) {
            file.draw(pages(sheet));
        } catch (DocumentException e) {
            throw new ProviderException(
                    ProviderException.Retry.NEVER, sheet.title() + " cannot be drawn: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RenderedDocument(sheet.fileName() + ".pdf", "application/pdf", out.toByteArray());
    }

    /** Which sides of the paper the letters of a batch are printed on. */
    public enum Sides {
        /** One. */
        ONE,
        /** Both: every letter starts on a new sheet, so on an odd page. */
        BOTH
    }

    /**
     * Draws letters and invoices into one PDF for the printer, page after page: a batch of thousands needs the memory of one.
     * It is PDF/A-3, level B: paper has no tags.
     *
     * @return how many pages
     * @throws IOException when {@code out} cannot be written; it stays open
     */
    public int batch(Iterator<Sheet> sheets, Sides sides, OutputStream out) throws IOException {
        if (!given(sheets, "sheets").hasNext()) {
            throw new InvalidInputException(
                    "batch",
                    List.of(new Violation("sheets", "none", "must be one or more", "print when there is something")));
        }
        Sheet first = sheets.next();
        int pages;
        PdfFile.Marks marks = new PdfFile.Marks(first.title() + " …", first, id(first), false, List.of());
        try (PdfFile file = new PdfFile(marks, out)) {
            for (Sheet sheet = first; sheet != null; sheet = sheets.hasNext() ? sheets.next() : null) {
                if (sides == Sides.BOTH && file.pages() % 2 == 1) {
                    file.blank();
                }
                file.draw(pages(sheet));
            }
            pages = file.pages();
        } catch (DocumentException e) {
            throw new ProviderException(
                    ProviderException.Retry.NEVER, "the batch cannot be drawn: " + e.getMessage(), e);
        }
        out.flush();
        return pages;
    }

    private Layout.Pages pages(Sheet sheet) {
        return layout.isPresent() ? layout.get().pages(sheet, look.theme) : new SheetPages(look, sheet);
    }

    /** 16 bytes that are the same for the same document in the same version of the theme. */
    private byte[] id(Sheet sheet) {
        String content = sheet.title() + '\n' + sheet.origin() + '\n' + look.theme.name() + '\n' + look.theme.version();
        return Arrays.copyOf(Sha256.digest().digest(content.getBytes(StandardCharsets.UTF_8)), 16);
    }
}
