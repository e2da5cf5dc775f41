package nl.termijn;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import javax.money.CurrencyUnit;

/**
 * Rates for the VAT in euro on a document in another currency (article 35a(4) Wet OB): the last selling rate recorded, or
 * that of the ECB.
 */
@FunctionalInterface
public interface ExchangeRates {

    /** Units of {@code currency} for one euro on {@code day}; empty when it is not known. */
    Optional<BigDecimal> unitsPerEuro(CurrencyUnit currency, LocalDate day);

    /** No rates: documents in another currency carry no VAT in euro, and one with VAT is not sent. */
    static ExchangeRates none() {
        return (currency, day) -> Optional.empty();
    }
}
