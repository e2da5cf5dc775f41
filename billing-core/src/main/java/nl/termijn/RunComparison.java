package nl.termijn;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.review.InvoiceDifference;

/**
 * What a run is about to make, beside what the run of the month before made and, where one is given, a forecast.
 *
 * @param month the month of the run
 * @param now what it would make, and what it made already where it is run again
 * @param before the invoices of the month before, sent or still drafts; credit notes and what was withdrawn are not in it
 * @param forecast what was forecast, if that was given
 * @param byReason what each cause makes up of the difference from the month before
 * @param largest the customers whose amounts differ most, at most a hundred, most first
 * @param exceeded where it is further from what was expected than the seller's limits allow; empty when it is not
 * @param failures customers who are in neither sum, as their invoice cannot be planned or their data cannot be read
 */
public record RunComparison(
        YearMonth month,
        Sum now,
        Sum before,
        Optional<Sum> forecast,
        Map<InvoiceDifference.Reason, MonetaryAmount> byReason,
        List<InvoiceDifference> largest,
        List<Exceeded> exceeded,
        List<RunReport.Failure> failures) {

    /**
     * What a run makes.
     *
     * @param documents how many
     * @param net their sum without VAT
     */
    public record Sum(int documents, MonetaryAmount net) {}

    /** Which limit. */
    public enum Limit {
        /** The number of documents beside the month before. */
        DOCUMENTS,
        /** The sum beside the month before. */
        SUM,
        /** The number of documents beside the forecast. */
        DOCUMENTS_OF_FORECAST,
        /** The sum beside the forecast. */
        SUM_OF_FORECAST,
        /** One customer's invoice beside the month before. */
        CUSTOMER,
        /** Something is to be made, and there is neither a month before nor a forecast to compare it with. */
        NOTHING_TO_COMPARE
    }

    /**
     * A limit that is exceeded.
     *
     * @param limit which
     * @param now what the run would make
     * @param expected what was expected
     */
    public record Exceeded(Limit limit, String now, String expected) {}

    /** Copies the collections. */
    public RunComparison {
        byReason = Map.copyOf(byReason);
        largest = List.copyOf(largest);
        exceeded = List.copyOf(exceeded);
        failures = List.copyOf(failures);
    }
}
