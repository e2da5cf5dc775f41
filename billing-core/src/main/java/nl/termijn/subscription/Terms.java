package nl.termijn.subscription;

import java.math.BigDecimal;
import java.util.Optional;
import javax.money.MonetaryAmount;

/**
 * The terms in force on a day.
 *
 * @param periodPrice price of one for one period, exact and possibly finer than the currency
 * @param quantity how many
 * @param productCode code of the product, for the books
 * @param description text on the invoice
 */
public record Terms(
        MonetaryAmount periodPrice, BigDecimal quantity, Optional<String> productCode, String description) {}
