package nl.termijn.mail;

import java.time.LocalDate;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Pricing;

/**
 * A price that changes.
 *
 * @param description what is paid for
 * @param months of a period
 * @param before price of one for a period
 * @param after and the new one
 * @param pricing whether both are with VAT
 * @param effectiveFrom first day at the new price
 * @param lastDayToLeave the last day on which the reader can leave without paying it
 */
public record NewPrice(
        String description,
        int months,
        MonetaryAmount before,
        MonetaryAmount after,
        Pricing pricing,
        LocalDate effectiveFrom,
        LocalDate lastDayToLeave) {}
