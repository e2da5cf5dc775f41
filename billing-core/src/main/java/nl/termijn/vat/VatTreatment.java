package nl.termijn.vat;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/**
 * How one supply is treated: category, rate, whose VAT, and why. Immutable; two treatments are equal whatever the scale
 * their rates were given in.
 *
 * <pre>
 * NL seller, DE consumer, above the threshold, 2026:  S  19  DE  OSS
 * NL seller, BE business, confirmed id:               AE  0  BE  EU_REVERSE_CHARGE
 * </pre>
 *
 * @param category the category of EN 16931
 * @param rate in percent; 0 where no VAT is charged
 * @param country whose VAT it is, ISO 3166-1 alpha-2: where the supply is taxed, or would be ({@code XI} is Northern Ireland
 *     for goods)
 * @param reason why
 */
public record VatTreatment(VatCategory category, BigDecimal rate, String country, VatReason reason) {

    /** Makes the treatment; the rate loses trailing zeros. */
    public VatTreatment {
        rate = Percentages.normal(rate);
    }

    /** What the invoice must say about it, in Dutch or English; empty where nothing need be said. */
    public Optional<String> note(Locale locale) {
        return reason.note(locale);
    }

    static VatTreatment untaxed(VatCategory category, String country, VatReason reason) {
        return new VatTreatment(category, BigDecimal.ZERO, country, reason);
    }
}
