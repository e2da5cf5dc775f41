package nl.termijn.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import javax.money.CurrencyUnit;
import javax.money.Monetary;
import javax.money.MonetaryAmount;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;

/**
 * The VAT of a document in euro.
 *
 * @param rate units of the document's currency for one euro
 * @param rateOn the day of the rate: the supply date
 * @param vat the VAT in euro
 */
public record EuroVat(BigDecimal rate, LocalDate rateOn, MonetaryAmount vat) {
    private static final CurrencyUnit EURO = Monetary.getCurrency("EUR");

    /** {@code vat} at {@code rate}, the rate of {@code day}. */
    public static EuroVat at(BigDecimal rate, LocalDate day, MonetaryAmount vat) {
        return new EuroVat(rate, day, Amounts.of(Rounding.of(EURO).divide(Amounts.decimal(vat), rate), EURO));
    }

    /**
     * The VAT of a credit note in euro: at the rate of {@code original}, and cumulative like the VAT itself (rule D5), so that the
     * invoice and all its notes are zero in euro too.
     *
     * <pre>
     * 5.83 in euro, credited in three notes of a third each:  -1.94  -1.95  -1.94
     * </pre>
     *
     * @param original the invoice, sent, with its VAT in euro
     * @param notes those that were sent before and credit nothing else
     * @param vat that of the note, in the currency of the invoice
     */
    public static EuroVat ofCredit(Invoice original, List<Invoice> notes, MonetaryAmount vat) {
        EuroVat charged = original.issuance().flatMap(Issuance::euroVat).orElseThrow();
        BigDecimal whole = Amounts.decimal(original.totals().vat());
        BigDecimal credited = Amounts.decimal(vat);
        BigDecimal before = BigDecimal.ZERO;
        for (Invoice note : notes) {
            credited = credited.add(Amounts.decimal(note.totals().vat()));
            before = before.add(note.issuance()
                    .flatMap(Issuance::euroVat)
                    .map(euro -> Amounts.decimal(euro.vat()))
                    .orElse(BigDecimal.ZERO));
        }
        if (whole.signum() == 0) {
            return at(charged.rate(), charged.rateOn(), vat);
        }
        BigDecimal all = Rounding.of(EURO).divide(Amounts.decimal(charged.vat()).multiply(credited), whole);
        return new EuroVat(charged.rate(), charged.rateOn(), Amounts.of(all.subtract(before), EURO));
    }
}
