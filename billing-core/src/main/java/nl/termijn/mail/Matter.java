package nl.termijn.mail;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.invoice.Invoice;

/** What mail or a letter is about, with all that it may say of it. */
public sealed interface Matter {
    /** What identifies it; the reader may quote it. */
    String reference();

    /**
     * A document that was sent.
     *
     * @param document as it is now
     * @param open what of it is not settled at the moment of writing; below zero where it is in the customer's favour
     */
    record Sent(Invoice document, MonetaryAmount open) implements Matter {
        @Override
        public String reference() {
            return document.issuance().orElseThrow().number().text();
        }
    }

    /**
     * A draft that becomes an invoice when it is paid.
     *
     * @param draft whose payment is asked
     * @param payLink page on which it is paid
     */
    record Asked(Invoice draft, Optional<URI> payLink) implements Matter {
        @Override
        public String reference() {
            return draft.id().value();
        }
    }

    /**
     * New prices.
     *
     * @param campaign its code
     * @param words of the seller, in place of the usual ones
     * @param prices that change, at least one
     */
    record Prices(String campaign, Optional<String> words, List<NewPrice> prices) implements Matter {
        /** Copies the prices. */
        public Prices {
            prices = List.copyOf(prices);
        }

        @Override
        public String reference() {
            return campaign;
        }
    }
}
