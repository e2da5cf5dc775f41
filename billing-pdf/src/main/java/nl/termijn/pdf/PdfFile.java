package nl.termijn.pdf;

import com.lowagie.text.Document;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfArray;
import com.lowagie.text.pdf.PdfBoolean;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfLiteral;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfStream;
import com.lowagie.text.pdf.PdfString;
import com.lowagie.text.pdf.PdfWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written: PDF/A-3 (ISO 19005-3), whose bytes follow from what is drawn, and in which nobody is named
 * but the seller.
 */
final class PdfFile implements AutoCloseable {
    private static final byte[] PROFILE = profile();

    private final Marks marks;
    private final OutputStream out;
    private @Nullable Document document;
    private @Nullable SteadyWriter writer;
    private int pages;

    /** A file of which the first pages are still to come; {@code out} stays open when it is closed. */
    PdfFile(Marks marks, OutputStream out) {
        this.marks = marks;
        this.out = out;
    }

    /**
     * What is said of a file.
     *
     * @param title its title
     * @param sheet the one whose seller, language and day are meant
     * @param id 16 bytes that are the same for the same content
     * @param tagged whether its pages are tagged: level A and PDF/UA-1, or else level B
     * @param files inside it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Marks(String title, Sheet sheet, byte[] id, boolean tagged, List<EmbeddedFile> files) {}

    private SteadyWriter begin(Rectangle size) throws IOException {
        Document begun = new Document(size);
        SteadyWriter writer = SteadyWriter.of(begun, out, marks.id());
        writer.setCloseStream(false);
        writer.setPdfVersion(PdfWriter.VERSION_1_7);
        // as fonts: a tenth of the time for a byte in a hundred
        writer.setCompressionLevel(3);
        if (marks.tagged()) {
            writer.tag();
        }
        String name = marks.sheet().identity().name();
        String language = marks.sheet().words().language().toLanguageTag();
        LocalDate on = marks.sheet().on();
        writer.setXmpMetadata(Xmp.packet(marks.title(), name, language, on, marks.tagged(), marks.files()));
        writer.setTabs(PdfName.S);
        writer.addViewerPreference(PdfName.DISPLAYDOCTITLE, PdfBoolean.PDFTRUE);
        begun.open();
        document = begun;
        PdfDictionary info = writer.getInfo();
        PdfString day = new PdfString("D:" + on.toString().replace("-", "") + "000000Z");
        info.put(PdfName.TITLE, new PdfString(marks.title(), PdfString.TEXT_UNICODE));
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
        writer.getExtraCatalog().put(PdfName.OUTPUTINTENTS, new PdfArray(intent));
        EmbeddedFile.addAll(marks.files(), writer, on);
        return writer;
    }

    /** Draws pages after those that are there, and closes them. */
    void draw(Layout.Pages next) throws IOException {
        try (next) {
            SteadyWriter on = writer == null ? begin(next.size(1)) : writer;
            writer = on;
            for (int page = 1; page <= next.count(); page++) {
                turn(on, next.size(page));
                next.draw(page, on);
            }
        }
    }

    /** An empty page, as large as the one before. */
    void blank() {
        if (writer != null && document != null) {
            turn(writer, document.getPageSize());
        }
    }

    private void turn(SteadyWriter on, Rectangle size) {
        if (document != null && pages > 0) {
            document.setPageSize(size);
            document.newPage();
        }
        on.setPageEmpty(false);
        pages++;
    }

    /** How many pages there are so far. */
    int pages() {
        return pages;
    }

    @Override
    public void close() {
        if (document != null) {
            document.close();
        }
    }

    /** The colour profile of all documents, compressed once. */
    private static byte[] profile() {
        try (InputStream stream = Objects.requireNonNull(PdfFile.class.getResourceAsStream("srgb.icc"))) {
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
