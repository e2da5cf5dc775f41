package nl.termijn.price;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import javax.money.CurrencyUnit;

/**
 * The price list as it counts for one customer.
 *
 * @param list is asked for only where a price was not agreed
 * @param currency of the prices
 * @param group of the customer
 */
public record CustomerPrices(Supplier<PriceList> list, CurrencyUnit currency, Optional<String> group) {
    /** The price of a period of {@code months} that starts on {@code day}, or none. */
    public Optional<PriceList.Found> find(String product, PriceAction action, int months, LocalDate day) {
        return list.get().find(new PriceList.Query(product, action, months, currency, group, day));
    }
}
