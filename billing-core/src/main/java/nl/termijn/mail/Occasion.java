package nl.termijn.mail;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.DocumentKind;
import nl.termijn.invoice.Party;

/**
 * Why mail or a letter is written, and to whom.
 *
 * @param kind what it is
 * @param seller who writes, in the name of his brand
 * @param customer to whom
 * @param reader his name and address
 * @param brand code of the brand
 * @param language of the customer
 * @param on its date
 * @param matter what it is about
 */
public record Occasion(
        DocumentKind kind,
        Party seller,
        CustomerReference customer,
        Party reader,
        Optional<String> brand,
        Locale language,
        LocalDate on,
        Matter matter) {

    /** Names what it is without its reader, so that it may be logged. */
    @Override
    public String toString() {
        return "Occasion[" + kind + " " + matter.reference() + "]";
    }
}
