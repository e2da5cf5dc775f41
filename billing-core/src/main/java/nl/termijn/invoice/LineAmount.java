package nl.termijn.invoice;

import java.math.BigDecimal;

/**
 * The money of one line in its own pricing (net or gross), to the minor unit.
 *
 * @param charge before discount
 * @param discount what is taken off, with the sign of the charge
 */
record LineAmount(BigDecimal charge, BigDecimal discount) {
    BigDecimal amount() {
        return charge.subtract(discount);
    }
}
