package nl.termijn.pdf;

import com.lowagie.text.Document;
import com.lowagie.text.DocumentException;
import com.lowagie.text.TextRenderingOptions;
import com.lowagie.text.pdf.OutputStreamCounter;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfDocument;
import com.lowagie.text.pdf.PdfIndirectObject;
import com.lowagie.text.pdf.PdfIndirectReference;
import com.lowagie.text.pdf.PdfLiteral;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfObject;
import com.lowagie.text.pdf.PdfWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A writer whose bytes follow from what is drawn: the file's id is given, the prefixes of cut fonts count up from it, and
 * the tree of tags is written by {@link Tags}, with the page keys that the writer's own tagging hands out.
 */
final class SteadyWriter extends PdfWriter {
    private final byte[] id;
    private @Nullable Tags tags;

    private SteadyWriter(PdfDocument document, OutputStream out, byte[] id) {
        super(document, out);
        // in place of the superclass's own buffer, behind which names would no longer be in one piece
        this.os = new OutputStreamCounter(new SteadyNames(out, id));
        this.id = id.clone();
        // smaller; and the table that would be written otherwise has the digits of the machine's default locale
        setFullCompression();
    }

    /**
     * A writer of {@code document} to {@code out}.
     *
     * @param id 16 bytes that are the same for the same content
     */
    static SteadyWriter of(Document document, OutputStream out, byte[] id) throws DocumentException {
        PdfDocument pdf = new PdfDocument();
        // a host with FOP on its class path would get other glyphs
        pdf.setTextRenderingOptions(new TextRenderingOptions(TextRenderingOptions.DOCUMENT_LANGUAGE_DEFAULT, false));
        document.addDocListener(pdf);
        SteadyWriter writer = new SteadyWriter(pdf, out, id);
        pdf.addWriter(writer);
        return writer;
    }

    /** Tags what is drawn from now on. */
    Tags tag() {
        setTagged();
        Tags made = new Tags(this);
        tags = made;
        return made;
    }

    /** The tags, when what is drawn is tagged. */
    @Nullable
    Tags tags() {
        return tags;
    }

    @Override
    protected PdfDictionary getCatalog(PdfIndirectReference pages) {
        Tags ours = tags;
        if (ours == null) {
            return super.getCatalog(pages);
        }
        // the tree that the superclass would write is empty: the tags are kept apart
        tagged = false;
        PdfDictionary catalog = super.getCatalog(pages);
        ours.write(catalog);
        return catalog;
    }

    @Override
    public PdfIndirectObject addToBody(PdfObject object) throws IOException {
        return addToBody(object, !isFont(object));
    }

    @Override
    public PdfIndirectObject addToBody(PdfObject object, PdfIndirectReference reference) throws IOException {
        return super.addToBody(object, reference, !isFont(object));
    }

    /** Fonts stay out of compressed streams, where {@link SteadyNames} would not see them. */
    private static boolean isFont(PdfObject object) {
        if (!(object instanceof PdfDictionary dictionary)) {
            return false;
        }
        PdfObject type = dictionary.get(PdfName.TYPE);
        return PdfName.FONT.equals(type) || PdfName.FONTDESCRIPTOR.equals(type);
    }

    @Override
    public PdfIndirectObject addToBody(PdfObject object, boolean inStream) throws IOException {
        PdfIndirectObject added = super.addToBody(object, inStream);
        if (object == getInfo()) {
            // read for the trailer once the dictionary itself is written, so that it does not stand in it
            String hex = "<" + HexFormat.of().formatHex(id) + ">";
            getInfo().put(PdfName.FILEID, new PdfLiteral("[" + hex + hex + "]"));
        }
        return added;
    }
}
