package nl.termijn.subscription;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.price.Tariff;

/**
 * The terms in force on a day. Of a tiered price that reaches more than one tier the price is that of all together, of
 * packages that of one package.
 *
 * @param periodPrice price of one for one period, exact and possibly finer than the currency
 * @param quantity how many
 * @param productCode code of the product, for the books
 * @param description text on the invoice
 * @param tiers what a price of all together is made of; empty for one price
 */
public record Terms(
        MonetaryAmount periodPrice,
        BigDecimal quantity,
        Optional<String> productCode,
        String description,
        List<Tariff.Part> tiers) {

    /** Terms of one price. */
    public Terms(MonetaryAmount periodPrice, BigDecimal quantity, Optional<String> productCode, String description) {
        this(periodPrice, quantity, productCode, description, List.of());
    }

    /** The terms of {@code quantity} under {@code tariff}. */
    static Terms of(Tariff tariff, BigDecimal quantity, Optional<String> product, String description) {
        List<Tariff.Part> parts = tariff.parts(quantity);
        if (parts.size() > 1) {
            return new Terms(tariff.cost(quantity), BigDecimal.ONE, product, description, parts);
        }
        Tariff.Part part = parts.get(0);
        return new Terms(part.price(), part.quantity(), product, description);
    }

    /** These terms under another text. */
    public Terms described(String text) {
        return new Terms(periodPrice, quantity, productCode, text, tiers);
    }
}
