package nl.termijn.mail;

import java.util.Optional;
import nl.termijn.customer.DocumentKind;
import nl.termijn.document.RenderedDocument;

/**
 * A letter that is to leave.
 *
 * @param key the same for every attempt at one delivery
 * @param occasion why it is written, and to whom
 * @param content what mail would say: the letter itself where it is neither invoice nor credit note
 * @param rendered the document that it is about as it was archived, if it is about one
 */
public record PaperMail(String key, Occasion occasion, MailContent content, Optional<RenderedDocument> rendered) {

    /** What it is. */
    public DocumentKind kind() {
        return occasion.kind();
    }

    /** Names the letter without its reader, so that it may be logged. */
    @Override
    public String toString() {
        return "PaperMail[" + kind() + " " + key + "]";
    }
}
