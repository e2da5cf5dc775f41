package nl.termijn.run;

import java.time.LocalDate;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.subscription.SubscriptionReference;

/**
 * The price of one subscription as a campaign changes it: what its customer is told.
 *
 * @param campaign its code
 * @param customer who is told
 * @param subscription whose price
 * @param effectiveFrom first day at the new price
 * @param before price of one: for a period, or for a month where it was agreed so
 * @param after and the new one
 * @param monthlyBefore what the subscription brought in a month (MRR)
 * @param monthlyAfter and brings from then on
 * @param knownEnd the end that it had when the campaign was announced
 */
public record PriceChange(
        String campaign,
        CustomerReference customer,
        SubscriptionReference subscription,
        LocalDate effectiveFrom,
        MonetaryAmount before,
        MonetaryAmount after,
        MonetaryAmount monthlyBefore,
        MonetaryAmount monthlyAfter,
        Optional<LocalDate> knownEnd) {
    /** Key under which it is kept. */
    public String id() {
        return id(campaign, subscription);
    }

    /** Key under which the change of {@code subscription} by {@code campaign} is kept. */
    public static String id(String campaign, SubscriptionReference subscription) {
        return campaign + '|' + subscription;
    }

    /** The last day on which the customer can leave without paying the new price. */
    public LocalDate lastDayToLeave() {
        return effectiveFrom.minusDays(1);
    }
}
