package nl.termijn.mail;

import java.util.Map;
import nl.termijn.error.Violations;

/** Has each mail written in the words and colours of the brand in whose name it is sent. */
public final class BrandedMailComposer implements MailComposer {
    private final MailComposer own;
    private final Map<String, MailComposer> brands;

    /**
     * Composers by the codes of brands.
     *
     * @param own of mail in the seller's own name, and of brands that have none here
     */
    public BrandedMailComposer(MailComposer own, Map<String, ? extends MailComposer> brands) {
        this.own = Violations.given(own, "own");
        this.brands = Map.copyOf(Violations.given(brands, "brands"));
    }

    @Override
    public MailContent compose(Occasion occasion) {
        return occasion.brand()
                .map(code -> brands.getOrDefault(code, own))
                .orElse(own)
                .compose(occasion);
    }
}
