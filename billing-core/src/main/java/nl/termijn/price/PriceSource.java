package nl.termijn.price;

import java.math.BigDecimal;
import java.time.LocalDate;

/** Where prices come from that were not agreed; asked for nothing else. */
@FunctionalInterface
public interface PriceSource {
    /** The price list. */
    PriceList list();

    /**
     * How many of {@code product} a customer has on {@code day} beside one subscription; asked only where a row counts across the
     * customer. None unless given.
     *
     * @param customer his reference
     * @param subscription reference of the one that is left out
     * @param day the first day of the period that is priced
     */
    default BigDecimal beside(String customer, String subscription, String product, LocalDate day) {
        return BigDecimal.ZERO;
    }
}
