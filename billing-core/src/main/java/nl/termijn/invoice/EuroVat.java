package nl.termijn.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import javax.money.MonetaryAmount;

/**
 * The VAT of a document in euro.
 *
 * @param rate units of the document's currency for one euro
 * @param rateOn the day of the rate: the supply date
 * @param vat the VAT in euro
 */
public record EuroVat(BigDecimal rate, LocalDate rateOn, MonetaryAmount vat) {}
