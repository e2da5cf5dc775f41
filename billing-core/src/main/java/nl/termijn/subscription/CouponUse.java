package nl.termijn.subscription;

import java.time.LocalDate;
import nl.termijn.customer.CustomerReference;

/**
 * A coupon that was used.
 *
 * @param code of the coupon
 * @param customer who used it
 * @param subscription that got the discount
 * @param usedOn day of use
 */
public record CouponUse(String code, CustomerReference customer, SubscriptionReference subscription, LocalDate usedOn) {
    /** Key under which it is kept. */
    public String id() {
        return code + '|' + customer + '|' + subscription;
    }
}
