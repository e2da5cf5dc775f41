package nl.termijn.invoice;

import java.math.BigDecimal;
import javax.money.MonetaryAmount;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatTreatment;

/**
 * One row of the VAT table of a document: everything of one category and rate (EN 16931, BG-23).
 *
 * @param treatment category and rate, and why
 * @param taxable the lines without VAT
 * @param vat the VAT on them
 */
public record VatRow(VatTreatment treatment, MonetaryAmount taxable, MonetaryAmount vat) {
    /** Category of the row. */
    public VatCategory category() {
        return treatment.category();
    }

    /** Rate in percent; 0 where there is none. */
    public BigDecimal rate() {
        return treatment.rate();
    }
}
