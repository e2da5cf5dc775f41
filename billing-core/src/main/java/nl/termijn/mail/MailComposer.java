package nl.termijn.mail;

import java.util.Locale;
import nl.termijn.customer.DocumentKind;
import nl.termijn.invoice.Invoice;

/** Writes mail about documents, in the seller's words and the customer's language. It looks nothing up and calls nobody. */
@FunctionalInterface
public interface MailComposer {

    /** The mail for {@code occasion}. */
    MailContent compose(Occasion occasion);

    /**
     * Why mail is written.
     *
     * @param kind what it is about
     * @param document the document, which was sent
     * @param language of the customer
     */
    record Occasion(DocumentKind kind, Invoice document, Locale language) {}
}
