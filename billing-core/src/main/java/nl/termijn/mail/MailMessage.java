package nl.termijn.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.customer.DocumentKind;
import nl.termijn.document.RenderedDocument;

/**
 * Mail that is to leave.
 *
 * @param key the same for every attempt at one delivery, from which a stable Message-ID is made
 * @param kind what it is about
 * @param fromName who sends it: the seller, in the name of his brand
 * @param brand code of that brand
 * @param to addresses, at least one
 * @param content what it says, in the customer's language
 * @param language that language
 * @param answers key of the first delivery about the same document, whose thread it belongs to
 * @param attachments the documents
 */
public record MailMessage(
        String key,
        DocumentKind kind,
        String fromName,
        Optional<String> brand,
        List<String> to,
        MailContent content,
        Locale language,
        Optional<String> answers,
        List<RenderedDocument> attachments) {

    /** Copies the lists. */
    public MailMessage {
        to = List.copyOf(to);
        attachments = List.copyOf(attachments);
    }

    /** The same message for other recipients. */
    public MailMessage withTo(List<String> others) {
        return new MailMessage(key, kind, fromName, brand, others, content, language, answers, attachments);
    }

    /** Its subject. */
    public String subject() {
        return content.subject();
    }

    /** Its text. */
    public String text() {
        return content.text();
    }

    /** The same as HTML, if there is one. */
    public Optional<String> html() {
        return content.html();
    }

    /** Names the delivery without its addresses, so that it may be logged. */
    @Override
    public String toString() {
        return "MailMessage[" + kind + " " + key + "]";
    }
}
