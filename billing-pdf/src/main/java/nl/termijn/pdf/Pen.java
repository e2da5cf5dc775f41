package nl.termijn.pdf;

import com.lowagie.text.DocumentException;
import com.lowagie.text.Image;
import com.lowagie.text.pdf.PdfAction;
import com.lowagie.text.pdf.PdfAnnotation;
import com.lowagie.text.pdf.PdfBorderArray;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfNumber;
import com.lowagie.text.pdf.PdfString;
import com.lowagie.text.pdf.PdfWriter;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Draws on the page under hand, in points from its top left, and tags what it draws: an element of the document, or an
 * artifact that a reader's voice skips.
 */
final class Pen {
    private static final float KAPPA = 0.5523f;

    private final PdfWriter writer;
    private final PdfContentByte content;
    private final @Nullable Tags tags;
    private final float height;
    private Ink.@Nullable Colour fill;

    Pen(PdfWriter writer, @Nullable Tags tags, float height) {
        this.writer = writer;
        this.content = writer.getDirectContent();
        this.tags = tags;
        this.height = height;
    }

    /** A new page begins, on which nothing is set yet. */
    void page() {
        fill = null;
        if (tags != null) {
            tags.page();
        }
    }

    PdfWriter writer() {
        return writer;
    }

    @Nullable
    Tags tags() {
        return tags;
    }

    /** The element that all others stand in; empty when nothing is tagged. */
    Tags.@Nullable Element document() {
        return tags == null ? null : tags.root();
    }

    /** A new element under {@code parent}. */
    Tags.@Nullable Element element(Tags.@Nullable Element parent, String type) {
        return element(parent, type, "");
    }

    Tags.@Nullable Element element(Tags.@Nullable Element parent, String type, String entries) {
        return tags == null || parent == null ? null : tags.add(parent, type, entries);
    }

    /** What is drawn until {@link #end} is content of {@code element}. */
    void begin(Tags.@Nullable Element element) {
        if (tags != null && element != null) {
            content.getInternalBuffer()
                    .append("/P <</MCID ")
                    .append(Integer.toString(tags.mark(element)))
                    .append(">>BDC\n");
        }
    }

    /** What is drawn until {@link #end} says nothing. */
    void beginArtifact() {
        if (tags != null) {
            content.getInternalBuffer().append("/Artifact BMC\n");
        }
    }

    void end() {
        if (tags != null) {
            content.getInternalBuffer().append("EMC\n");
        }
    }

    /** {@code text} from {@code x}, on the line {@code y}. */
    void text(String text, float x, float y, Ink ink) {
        fill(ink.colour());
        content.beginText();
        content.moveText(x, height - y);
        for (Typeface.Run run : ink.typeface().runs(text)) {
            content.setFontAndSize(run.font(), ink.size());
            content.showTextBasic(run.text());
        }
        content.endText();
    }

    /** {@code text} up to {@code right}. */
    void textRight(String text, float right, float y, Ink ink) {
        text(text, right - ink.width(text), y, ink);
    }

    private void fill(Ink.Colour colour) {
        if (!colour.equals(fill)) {
            content.setRGBColorFill(colour.red(), colour.green(), colour.blue());
            fill = colour;
        }
    }

    void line(float x, float y, float toX, float width, Ink.Colour colour) {
        // as a filled box: crisp, and no other state to set
        box(x, y - width / 2, toX - x, width, colour);
    }

    void box(float x, float y, float width, float boxHeight, Ink.Colour colour) {
        fill(colour);
        content.rectangle(x, height - y - boxHeight, width, boxHeight);
        content.fill();
    }

    void roundBox(float x, float y, float width, float boxHeight, float radius, Ink.Colour colour) {
        fill(colour);
        float left = x;
        float bottom = height - y - boxHeight;
        float right = x + width;
        float top = height - y;
        float k = radius * (1 - KAPPA);
        content.moveTo(left + radius, bottom);
        content.lineTo(right - radius, bottom);
        content.curveTo(right - k, bottom, right, bottom + k, right, bottom + radius);
        content.lineTo(right, top - radius);
        content.curveTo(right, top - k, right - k, top, right - radius, top);
        content.lineTo(left + radius, top);
        content.curveTo(left + k, top, left, top - k, left, top - radius);
        content.lineTo(left, bottom + radius);
        content.curveTo(left, bottom + k, left + k, bottom, left + radius, bottom);
        content.fill();
    }

    /** A square code, black whatever the colours: a camera must read it. */
    void code(QrCode code, float x, float y, float size) {
        fill(Ink.Colour.BLACK);
        float module = size / code.modules();
        code.forEachRun((column, row, length) ->
                content.rectangle(x + column * module, height - y - (row + 1) * module, length * module, module));
        content.fill();
    }

    void image(Image image, float x, float y, float width, float imageHeight) {
        try {
            content.addImage(image, width, 0, 0, imageHeight, x, height - y - imageHeight);
        } catch (DocumentException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An area that opens {@code target}, which {@code says} so to a reader's voice. */
    void link(
            Tags.@Nullable Element element, URI target, String says, float x, float y, float width, float linkHeight) {
        PdfAnnotation link = new PdfAnnotation(
                writer, x, height - y - linkHeight, x + width, height - y, new PdfAction(target.toASCIIString()));
        link.put(PdfName.BORDER, new PdfBorderArray(0, 0, 0));
        link.put(PdfName.CONTENTS, new PdfString(says, PdfString.TEXT_UNICODE));
        link.put(PdfName.F, new PdfNumber(PdfAnnotation.FLAGS_PRINT));
        if (tags != null && element != null) {
            link.put(PdfName.STRUCTPARENT, new PdfNumber(tags.annotation(element, link.getIndirectReference())));
        }
        writer.addAnnotation(link);
    }
}
