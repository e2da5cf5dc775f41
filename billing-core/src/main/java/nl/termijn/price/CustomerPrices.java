package nl.termijn.price;

import java.time.LocalDate;
import java.util.Optional;
import javax.money.CurrencyUnit;

/**
 * The price list as it counts for one customer.
 *
 * @param source is asked only where a price was not agreed
 * @param customer his reference
 * @param currency of the prices
 * @param group of the customer
 */
public record CustomerPrices(PriceSource source, String customer, CurrencyUnit currency, Optional<String> group) {
    /**
     * The price of a period of {@code months} that starts on {@code day}, or none.
     *
     * @param subscription reference of the one that is priced; of others that the customer has the same tier may depend
     */
    public Optional<PriceList.Found> find(
            String subscription, String product, PriceAction action, int months, LocalDate day) {
        return source.list()
                .find(new PriceList.Query(product, action, months, currency, group, day))
                .map(found -> found.countsAcross()
                        ? found.beside(source.beside(customer, subscription, product, day))
                        : found);
    }
}
