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
     * Draws {@code document}, which was sent.
     *
     * @throws nl.termijn.error.ProviderException when it cannot be drawn now or ever
     */
    RenderedDocument render(Invoice document);
}
