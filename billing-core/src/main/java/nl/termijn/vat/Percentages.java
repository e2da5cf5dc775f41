package nl.termijn.vat;

import java.math.BigDecimal;

/** The one form of a rate: no trailing zeros, no exponent, so that equal rates are equal values. */
final class Percentages {
    private Percentages() {}

    static BigDecimal normal(BigDecimal rate) {
        if (rate.scale() == 0) {
            return rate;
        }
        BigDecimal stripped = rate.stripTrailingZeros();
        // 20.0 would become 2E+1
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
