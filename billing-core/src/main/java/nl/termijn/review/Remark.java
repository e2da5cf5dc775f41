package nl.termijn.review;

import java.util.List;
import java.util.Locale;
import nl.termijn.internal.Texts;

/**
 * Why a person should look at a draft.
 *
 * @param reason which rule it is
 * @param values what it found, for the words
 */
public record Remark(Reason reason, List<String> values) {

    /** Which rule a draft is odd by. */
    public enum Reason {
        /** The first invoice of the customer that a run makes. */
        FIRST_INVOICE,
        /** It differs much from the customer's last one. */
        DIFFERS,
        /** Its total is above the seller's maximum. */
        ABOVE_MAXIMUM,
        /** Its total is zero. */
        ZERO_TOTAL,
        /** A line is in the customer's favour. */
        CREDIT_LINE,
        /** The customer has no address for mail. */
        NO_ADDRESS,
        /** None of the customer's order references is valid. */
        NO_PURCHASE_ORDER,
        /** The VAT id was not confirmed. */
        VAT_ID_NOT_CONFIRMED,
        /** A subscription on it ends. */
        ENDING_SUBSCRIPTION,
        /** A rule of the host; the only value is what it says. */
        HOST
    }

    /** Copies the values. */
    public Remark {
        values = List.copyOf(values);
    }

    /** A remark of {@code reason}. */
    static Remark of(Reason reason, String... values) {
        return new Remark(reason, List.of(values));
    }

    /** In words: Dutch, or for any other language English. */
    public String explain(Locale language) {
        return reason == Reason.HOST
                ? String.join(" ", values)
                : Texts.filled(
                        Texts.of("nl.termijn.review.remark-texts", language).getString(reason.name()),
                        values.toArray(String[]::new));
    }
}
