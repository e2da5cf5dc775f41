package nl.termijn.pdf;

import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfWriter;
import java.io.IOException;
import nl.termijn.error.ProviderException;

/**
 * Another way to draw sheets than the built-in one ({@link PdfDocuments#drawnBy}), such as a seller's own HTML in
 * billing-pdf-html. What stands on a document is decided before: a layout says where and how, and the file around its pages
 * is made for it. Safe for many threads.
 */
@FunctionalInterface
public interface Layout {

    /**
     * Puts {@code sheet} on pages.
     *
     * @throws ProviderException with {@link ProviderException.Retry#NEVER} when it cannot be drawn, naming the part
     */
    Pages pages(Sheet sheet, Theme theme);

    /** The pages of one sheet, drawn once and in order. Not safe for many threads. */
    interface Pages extends AutoCloseable {
        /** How many there are; one or more. */
        int count();

        /** Size of a page, in points. */
        Rectangle size(int page);

        /** Draws a page, counted from 1, on the page of {@code writer} that is open and empty. */
        void draw(int page, PdfWriter writer) throws IOException;

        /** Ends the drawing, after the last page or when it failed. */
        @Override
        default void close() throws IOException {}
    }
}
