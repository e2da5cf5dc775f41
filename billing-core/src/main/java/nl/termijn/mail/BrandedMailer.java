package nl.termijn.mail;

import java.util.Map;
import nl.termijn.error.Violations;
import nl.termijn.internal.ByBrand;

/**
 * Hands each message to the mailer of the brand in whose name it is written, so that each brand has a sender of its own. Safe
 * for many threads when its mailers are.
 *
 * <pre>
 * new BrandedMailer(SmtpMail.of(server, ours), Map.of("budget", SmtpMail.of(server, budget)))
 * </pre>
 */
public final class BrandedMailer implements Mailer {
    private final ByBrand<Mailer> byBrand;

    /**
     * Mailers by the codes of brands.
     *
     * @param own of mail in the seller's own name, and of brands that have none here
     */
    public BrandedMailer(Mailer own, Map<String, ? extends Mailer> brands) {
        this.byBrand = new ByBrand<>(own, Map.copyOf(Violations.given(brands, "brands")));
    }

    @Override
    public void deliver(MailMessage message) {
        byBrand.of(message.brand()).deliver(message);
    }

    @Override
    public Handover handOver(MailMessage message) {
        return byBrand.of(message.brand()).handOver(message);
    }
}
