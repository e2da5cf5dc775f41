package nl.termijn.mail;

/**
 * Writes mail, in the seller's words and the customer's language. It looks nothing up and calls nobody. A letter that is no
 * document of its own has the same text.
 */
@FunctionalInterface
public interface MailComposer {

    /** The mail for {@code occasion}. */
    MailContent compose(Occasion occasion);
}
