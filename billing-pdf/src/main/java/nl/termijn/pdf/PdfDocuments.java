package nl.termijn.pdf;

import static nl.termijn.error.Violations.given;

import com.lowagie.text.Document;
import com.lowagie.text.DocumentException;
import com.lowagie.text.Image;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfBoolean;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfImportedPage;
import com.lowagie.text.pdf.PdfLiteral;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.PdfStream;
import com.lowagie.text.pdf.PdfString;
import com.lowagie.text.pdf.PdfWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import nl.termijn.document.DocumentRenderer;
import nl.termijn.document.RenderedDocument;
import nl.termijn.document.Words;
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
    private static final byte[] PROFILE = profile();

    private final Look look;
    private final LineGrouping grouping;
    private final Specification.Source specifications;
    private final EmbeddedFile.Source embedded;

    private PdfDocuments(
            Look look, LineGrouping grouping, Specification.Source specifications, EmbeddedFile.Source embedded) {
        this.look = look;
        this.grouping = grouping;
        this.specifications = specifications;
        this.embedded = embedded;
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
                document -> List.of());
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
        return new PdfDocuments(look, given(value, "grouping"), specifications, embedded);
    }

    /** These, with specifications of lines on pages of their own. */
    public PdfDocuments specifiedBy(Specification.Source value) {
        return new PdfDocuments(look, grouping, given(value, "specifications"), embedded);
    }

    /** These, with files inside, such as an electronic invoice. */
    public PdfDocuments embedding(EmbeddedFile.Source value) {
        return new PdfDocuments(look, grouping, specifications, given(value, "embedded"));
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

    /** Draws a letter. */
    public RenderedDocument render(Letter letter) {
        return render(sheet(given(letter, "letter")), List.of());
    }

    private RenderedDocument render(Sheet sheet, List<EmbeddedFile> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 15);
        try (Document page = new Document(new Rectangle(look.width, look.height))) {
            SteadyWriter writer = writer(page, out, id(sheet));
            Tags tags = writer.tag();
            begin(page, writer, sheet.title(), sheet.identity().name(), sheet.words(), sheet.on(), true, files);
            refuseUnreadable(sheet);
            draw(page, writer, tags, sheet, false);
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
        int pages = 0;
        try (Document page = new Document(new Rectangle(look.width, look.height))) {
            SteadyWriter writer = writer(page, out, id(first));
            writer.setCloseStream(false);
            begin(
                    page,
                    writer,
                    first.title() + " …",
                    first.identity().name(),
                    first.words(),
                    first.on(),
                    false,
                    List.of());
            Sheet sheet = first;
            while (sheet != null) {
                refuseUnreadable(sheet);
                pages += draw(page, writer, null, sheet, pages > 0);
                sheet = sheets.hasNext() ? sheets.next() : null;
                if (sheet != null && sides == Sides.BOTH && pages % 2 == 1) {
                    page.newPage();
                    writer.setPageEmpty(false);
                    pages++;
                }
            }
        } catch (DocumentException e) {
            throw new ProviderException(
                    ProviderException.Retry.NEVER, "the batch cannot be drawn: " + e.getMessage(), e);
        }
        out.flush();
        return pages;
    }

    private static SteadyWriter writer(Document page, OutputStream out, byte[] id) throws DocumentException {
        SteadyWriter writer = SteadyWriter.of(page, out, id);
        writer.setPdfVersion(PdfWriter.VERSION_1_7);
        // as fonts: a tenth of the time for a byte in a hundred
        writer.setCompressionLevel(3);
        return writer;
    }

    private void begin(
            Document page,
            SteadyWriter writer,
            String title,
            String name,
            Words words,
            LocalDate on,
            boolean tagged,
            List<EmbeddedFile> files)
            throws IOException {
        String language = words.language().toLanguageTag();
        String further =
                String.join("", files.stream().map(EmbeddedFile::metadata).toList());
        writer.setXmpMetadata(Xmp.packet(title, name, language, on, tagged, further));
        writer.setTabs(PdfName.S);
        writer.addViewerPreference(PdfName.DISPLAYDOCTITLE, PdfBoolean.PDFTRUE);
        page.open();
        PdfDictionary info = writer.getInfo();
        PdfString day = new PdfString("D:" + on.toString().replace("-", "") + "000000Z");
        info.put(PdfName.TITLE, new PdfString(title, PdfString.TEXT_UNICODE));
        info.put(PdfName.AUTHOR, new PdfString(name, PdfString.TEXT_UNICODE));
        info.put(PdfName.PRODUCER, new PdfString(name, PdfString.TEXT_UNICODE));
        info.put(PdfName.CREATOR, new PdfString(name, PdfString.TEXT_UNICODE));
        info.put(PdfName.CREATIONDATE, day);
        info.put(PdfName.MODDATE, day);
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString(language));
        PdfStream profile = new PdfStream(PROFILE);
        profile.put(PdfName.N, new PdfLiteral("3"));
        profile.put(PdfName.FILTER, PdfName.FLATEDECODE);
        PdfDictionary intent = new PdfDictionary(PdfName.OUTPUTINTENT);
        intent.put(PdfName.S, PdfName.GTS_PDFA1);
        intent.put(PdfName.OUTPUTCONDITIONIDENTIFIER, new PdfString("sRGB"));
        intent.put(PdfName.DESTOUTPUTPROFILE, writer.addToBody(profile).getIndirectReference());
        writer.getExtraCatalog().put(PdfName.OUTPUTINTENTS, new com.lowagie.text.pdf.PdfArray(intent));
        EmbeddedFile.addAll(files, writer, on);
    }

    /** Draws all pages of {@code sheet}, the first on a new one when {@code turn}. */
    private int draw(
            Document page, SteadyWriter writer, @org.jspecify.annotations.Nullable Tags tags, Sheet sheet, boolean turn)
            throws IOException {
        SheetLayout layout = new SheetLayout(look, sheet);
        Pen pen = new Pen(writer, tags, look.height);
        Optional<Image> logo = look.letterheadIsComplete() ? Optional.empty() : look.logo();
        try (Letterheads letterheads = new Letterheads(writer)) {
            for (int number = 1; number <= layout.pageCount(); number++) {
                if (number > 1 || turn) {
                    page.newPage();
                }
                writer.setPageEmpty(false);
                pen.page();
                letterheads.draw(pen, number);
                layout.draw(pen, number, logo);
            }
        }
        return layout.pageCount();
    }

    /** The letterhead of one document. */
    private final class Letterheads implements AutoCloseable {
        private final SteadyWriter writer;
        private final Optional<PdfReader> reader;

        Letterheads(SteadyWriter writer) throws IOException {
            this.writer = writer;
            this.reader = look.hasLetterhead() ? Optional.of(look.letterhead()) : Optional.empty();
        }

        void draw(Pen pen, int number) {
            if (reader.isPresent()) {
                int wanted = number == 1 ? 1 : Math.min(2, look.letterheadPages());
                PdfImportedPage under = writer.getImportedPage(reader.get(), wanted);
                pen.beginArtifact();
                writer.getDirectContent().addTemplate(under, 0, 0);
                pen.end();
            }
        }

        @Override
        public void close() throws IOException {
            if (reader.isPresent()) {
                // what was imported is copied only now
                writer.freeReader(reader.get());
            }
        }
    }

    /** Refuses a sheet with a letter that no font has, where the theme wants none replaced. */
    private void refuseUnreadable(Sheet sheet) {
        if (look.theme.missingLetter() == Theme.MissingLetter.REPLACE) {
            return;
        }
        SheetLayout.missing(look, sheet).ifPresent(missing -> {
            throw new ProviderException(
                    ProviderException.Retry.NEVER,
                    sheet.title() + " cannot be drawn, no font has what stands in " + missing
                            + ": correct it, give the theme a font that has it, or let it be replaced (missingLetter).",
                    null);
        });
    }

    /** 16 bytes that are the same for the same document in the same version of the theme. */
    private byte[] id(Sheet sheet) {
        String content = sheet.title() + '\n' + sheet.origin() + '\n' + look.theme.name() + '\n' + look.theme.version();
        return Arrays.copyOf(Sha256.digest().digest(content.getBytes(StandardCharsets.UTF_8)), 16);
    }

    /** The colour profile of all documents, compressed once. */
    private static byte[] profile() {
        try (InputStream stream = Objects.requireNonNull(PdfDocuments.class.getResourceAsStream("srgb.icc"))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflater =
                    new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION))) {
                stream.transferTo(deflater);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
