package nl.termijn.document;

import java.util.Map;
import nl.termijn.error.Violations;
import nl.termijn.internal.ByBrand;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.Issuance;

/**
 * Draws each document in the theme of the brand in whose name it was sent. Safe for many threads when its renderers are.
 *
 * <pre>
 * new BrandedDocuments(PdfDocuments.of(ours), Map.of("budget", PdfDocuments.of(budget)))
 * </pre>
 */
public final class BrandedDocuments implements DocumentRenderer {
    private final ByBrand<DocumentRenderer> byBrand;

    /**
     * Renderers by the codes of brands.
     *
     * @param own of documents in the seller's own name, and of brands that have none here
     */
    public BrandedDocuments(DocumentRenderer own, Map<String, ? extends DocumentRenderer> brands) {
        this.byBrand = new ByBrand<>(own, Map.copyOf(Violations.given(brands, "brands")));
    }

    @Override
    public void check(Invoice document) {
        byBrand.of(document.issuance().flatMap(Issuance::brand)).check(document);
    }

    @Override
    public RenderedDocument render(Invoice document) {
        return byBrand.of(document.issuance().flatMap(Issuance::brand)).render(document);
    }
}
