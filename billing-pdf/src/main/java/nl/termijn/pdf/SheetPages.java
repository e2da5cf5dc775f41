package nl.termijn.pdf;

import com.lowagie.text.Image;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfImportedPage;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.PdfWriter;
import java.io.IOException;
import java.util.Optional;
import nl.termijn.error.ProviderException;
import org.jspecify.annotations.Nullable;

/** The pages of a sheet in the built-in layout, on the seller's letterhead. */
final class SheetPages implements Layout.Pages {
    private final Look look;
    private final SheetLayout layout;
    private final Optional<Image> logo;
    private final @Nullable PdfReader letterhead;
    private @Nullable Pen pen;

    SheetPages(Look look, Sheet sheet) {
        refuseUnreadable(look, sheet);
        this.look = look;
        layout = new SheetLayout(look, sheet);
        logo = look.letterheadIsComplete() ? Optional.empty() : look.logo();
        letterhead = look.hasLetterhead() ? look.letterhead() : null;
    }

    /** Refuses a sheet with a letter that no font has, where the theme wants none replaced. */
    static void refuseUnreadable(Look look, Sheet sheet) {
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

    @Override
    public int count() {
        return layout.pageCount();
    }

    @Override
    public Rectangle size(int page) {
        return new Rectangle(look.width, look.height);
    }

    @Override
    public void draw(int page, PdfWriter writer) {
        Pen current = pen;
        if (current == null) {
            current = new Pen(writer, ((SteadyWriter) writer).tags(), look.height);
            pen = current;
        }
        current.page();
        PdfReader under = letterhead;
        if (under != null) {
            int wanted = page == 1 ? 1 : Math.min(2, look.letterheadPages());
            PdfImportedPage imported = writer.getImportedPage(under, wanted);
            current.beginArtifact();
            writer.getDirectContent().addTemplate(imported, 0, 0);
            current.end();
        }
        layout.draw(current, page, logo);
    }

    @Override
    public void close() throws IOException {
        Pen current = pen;
        if (letterhead != null && current != null) {
            // what was imported is copied only now
            current.writer().freeReader(letterhead);
        }
    }
}
