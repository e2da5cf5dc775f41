package nl.termijn.mail;

import java.util.Map;
import nl.termijn.error.Violations;
import nl.termijn.internal.ByBrand;

/** Has each mail written in the words and colours of the brand in whose name it is sent. */
public final class BrandedMailComposer implements MailComposer {
    private final ByBrand<MailComposer> byBrand;

    /**
     * Composers by the codes of brands.
     *
     * @param own of mail in the seller's own name, and of brands that have none here
     */
    public BrandedMailComposer(MailComposer own, Map<String, ? extends MailComposer> brands) {
        this.byBrand = new ByBrand<>(own, Map.copyOf(Violations.given(brands, "brands")));
    }

    @Override
    public MailContent compose(Occasion occasion) {
        return byBrand.of(occasion.brand()).compose(occasion);
    }
}
