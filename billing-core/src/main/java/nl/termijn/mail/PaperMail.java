package nl.termijn.mail;

import java.util.Locale;
import nl.termijn.customer.DocumentKind;
import nl.termijn.document.RenderedDocument;
import nl.termijn.invoice.Invoice;

/**
 * A letter that is to leave.
 *
 * @param key the same for every attempt at one delivery
 * @param kind what it is about
 * @param document the document it is about, which was sent
 * @param content what mail would say: the letter itself where {@code kind} is neither invoice nor credit note
 * @param language of the customer
 * @param rendered the document as it was archived
 */
public record PaperMail(
        String key,
        DocumentKind kind,
        Invoice document,
        MailContent content,
        Locale language,
        RenderedDocument rendered) {

    /** Names the letter without its reader, so that it may be logged. */
    @Override
    public String toString() {
        return "PaperMail[" + kind + " " + key + "]";
    }
}
