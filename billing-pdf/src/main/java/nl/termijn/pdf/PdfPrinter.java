package nl.termijn.pdf;

import static nl.termijn.error.Violations.given;

import com.lowagie.text.Document;
import com.lowagie.text.DocumentException;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfCopy;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfObject;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.PdfString;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import nl.termijn.customer.DocumentKind;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.ProviderException;
import nl.termijn.invoice.Party;
import nl.termijn.mail.Occasion;
import nl.termijn.mail.PaperMail;
import nl.termijn.mail.Printer;

/**
 * Puts a batch of letters into one file for the printer: invoices and credit notes as they were archived, other words as
 * letters in the theme. A batch of thousands needs the memory of one letter. Serves one batch.
 *
 * <pre>
 * PdfPrinter printer = PdfPrinter.of(documents, PdfDocuments.Sides.BOTH, out);
 * OutboxService.PrintBatch batch = billing.outbox().print(printer, 1000);
 * printer.placed();                             // which letter is on which page
 * billing.outbox().printed(batch.keys());       // once it lies in the post
 * </pre>
 */
public final class PdfPrinter implements Printer {
    private final PdfDocuments documents;
    private final PdfDocuments.Sides sides;
    private final OutputStream out;
    private final List<Placed> placed = new ArrayList<>();
    private int pages;

    private PdfPrinter(PdfDocuments documents, PdfDocuments.Sides sides, OutputStream out) {
        this.documents = documents;
        this.sides = sides;
        this.out = out;
    }

    /**
     * A printer to {@code out}, which stays open.
     *
     * @param documents draws what is no invoice or credit note
     * @param sides which sides of the paper are printed: on both, each letter starts on a new sheet
     */
    public static PdfPrinter of(PdfDocuments documents, PdfDocuments.Sides sides, OutputStream out) {
        return new PdfPrinter(given(documents, "documents"), given(sides, "sides"), given(out, "out"));
    }

    /**
     * Where a letter is, for who must take one out again.
     *
     * @param key of the delivery
     * @param number of the document that it is about, or what else identifies it
     * @param page its first, counted from 1
     * @param pages how many it has
     */
    public record Placed(String key, String number, int page, int pages) {}

    /** Where the letters are, in their order. */
    public List<Placed> placed() {
        return List.copyOf(placed);
    }

    @Override
    public void print(Iterator<PaperMail> letters) {
        if (!letters.hasNext()) {
            return;
        }
        PaperMail first = letters.next();
        try (Document file = new Document()) {
            PdfCopy copy = new PdfCopy(file, out);
            copy.setCloseStream(false);
            copy.setFullCompression();
            file.open();
            sign(copy, first.occasion().seller());
            add(copy, first);
            while (letters.hasNext()) {
                add(copy, letters.next());
            }
        } catch (DocumentException | IOException e) {
            throw new ProviderException(
                    ProviderException.Retry.LATER, "the batch cannot be written: " + e.getMessage(), e);
        }
    }

    /** The only name in the file is the seller's. */
    private static void sign(PdfCopy copy, Party seller) {
        PdfString name = new PdfString(seller.name(), PdfObject.TEXT_UNICODE);
        copy.getInfo().put(PdfName.PRODUCER, name);
        copy.getInfo().put(PdfName.CREATOR, name);
    }

    private void add(PdfCopy copy, PaperMail letter) throws IOException {
        try (PdfReader reader = new PdfReader(content(letter))) {
            Rectangle size = reader.getPageSizeWithRotation(1);
            if (sides == PdfDocuments.Sides.BOTH && pages % 2 == 1) {
                copy.addPage(size, 0);
                pages++;
            }
            placed.add(new Placed(
                    letter.key(), letter.occasion().matter().reference(), pages + 1, reader.getNumberOfPages()));
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                copy.addPage(copy.getImportedPage(reader, page));
                pages++;
            }
            copy.freeReader(reader);
        }
    }

    private byte[] content(PaperMail letter) {
        boolean itself = letter.kind() == DocumentKind.INVOICE || letter.kind() == DocumentKind.CREDIT_NOTE;
        RenderedDocument rendered = itself ? letter.rendered().orElseThrow() : documents.render(notice(letter));
        if (!rendered.mediaType().equals("application/pdf")) {
            throw new ProviderException(
                    ProviderException.Retry.NEVER,
                    rendered.fileName() + " is " + rendered.mediaType()
                            + ", and only PDF can be printed: it was archived before documents were PDF; print it by hand.",
                    null);
        }
        return rendered.content();
    }

    private static Letter.Notice notice(PaperMail letter) {
        Occasion occasion = letter.occasion();
        Letter.Heading heading = new Letter.Heading(
                occasion.seller(),
                occasion.reader(),
                occasion.customer().value(),
                occasion.language(),
                occasion.on(),
                occasion.matter().reference());
        return new Letter.Notice(
                heading, letter.content().subject(), letter.content().text());
    }
}
