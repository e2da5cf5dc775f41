package nl.termijn.payments;

import java.net.URI;
import java.util.Locale;
import javax.money.MonetaryAmount;

/**
 * A payment to be started.
 *
 * @param key the same for every attempt at this payment; another amount has another key
 * @param amount what is to be paid: positive, no finer than the currency
 * @param reference what the payer's bank statement shows, such as an invoice number
 * @param description what the payer reads on the provider's page
 * @param language language of that page
 * @param returnTo where the payer goes afterwards; says nothing about whether he paid
 */
public record PaymentRequest(
        String key, MonetaryAmount amount, String reference, String description, Locale language, URI returnTo) {

    /** Checks amount, key and reference. */
    public PaymentRequest {
        if (key.isBlank() || reference.isBlank()) {
            throw new IllegalArgumentException("payment '" + key + "' for reference '" + reference
                    + "': both must be given, so that a repeated start can be recognised and the money matched");
        }
        if (MinorUnits.of(amount) <= 0) {
            throw new IllegalArgumentException(
                    "payment of " + amount + ": must be more than 0; refunds are not payments");
        }
    }
}
