package nl.termijn.document;

import nl.termijn.invoice.Invoice;

/**
 * Draws sent documents: the seller decides how they look.
 *
 * <p>It must be a pure function: the same document gives the same bytes. It is called outside any transaction, once per
 * document; the bytes are archived.
 */
public interface DocumentRenderer {

    /**
     * Looks whether {@code document} can be drawn, before it is sent: it has a number by now, but is not saved, and keeps nothing of it
     * when it is refused. Nothing is drawn, and what comes only with drawing may still fail.
     *
     * @throws nl.termijn.error.BillingException when it cannot be drawn, saying what to mend
     */
    default void check(Invoice document) {}

    /**
     * Draws {@code document}, which was sent.
     *
     * @throws nl.termijn.error.ProviderException when it cannot be drawn now or ever
     */
    RenderedDocument render(Invoice document);
}
