package nl.termijn;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.RecordedEvent;
import nl.termijn.store.EventLog;

/**
 * Whether the runs are alive: a run that stopped halfway, at a crash or a cancellation, is seen as well as one that never
 * came.
 *
 * @param lastComplete the last run that looked at every customer
 * @param unfinished the last run that began after it: still going, cancelled, or stopped halfway. Running its month again
 *     makes what is missing
 */
public record RunHeartbeat(Optional<Complete> lastComplete, Optional<Unfinished> unfinished) {

    /**
     * A run that looked at every customer.
     *
     * @param month its month
     * @param at when it came to its end
     * @param made how many drafts it made
     * @param skipped how many customers had nothing to get
     * @param failed how many customers could not be billed
     */
    public record Complete(YearMonth month, Instant at, int made, int skipped, int failed) {}

    /**
     * A run that has come to no end.
     *
     * @param month its month
     * @param began when it began
     * @param cancelled when it was cancelled, if it was
     */
    public record Unfinished(YearMonth month, Instant began, Optional<Instant> cancelled) {}

    static RunHeartbeat of(EventLog events) {
        Optional<RecordedEvent> finished = events.last(BillingEvent.RunFinished.class);
        long end = finished.map(RecordedEvent::sequence).orElse(0L);
        return new RunHeartbeat(
                finished.map(RunHeartbeat::complete),
                events.last(BillingEvent.RunStarted.class)
                        .filter(started -> started.sequence() > end)
                        .map(started -> unfinished(started, events.last(BillingEvent.RunCancelled.class))));
    }

    private static Complete complete(RecordedEvent recorded) {
        BillingEvent.RunFinished run = (BillingEvent.RunFinished) recorded.event();
        return new Complete(run.month(), recorded.at(), run.made(), run.skipped(), run.failed());
    }

    private static Unfinished unfinished(RecordedEvent started, Optional<RecordedEvent> cancelled) {
        return new Unfinished(
                ((BillingEvent.RunStarted) started.event()).month(),
                started.at(),
                cancelled.filter(event -> event.sequence() > started.sequence()).map(RecordedEvent::at));
    }
}
