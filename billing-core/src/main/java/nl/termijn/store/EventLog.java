package nl.termijn.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.RecordedEvent;

/** The append-only log of one administration. */
public interface EventLog {
    /** Appends events in their order, in this transaction. */
    void append(Instant at, String actor, List<BillingEvent> events);

    /** Up to {@code limit} events after sequence {@code after}. */
    List<RecordedEvent> read(long after, int limit);

    /** Up to {@code limit} events of {@code type} after sequence {@code after}. */
    List<RecordedEvent> read(Class<? extends BillingEvent> type, long after, int limit);

    /** The latest event. */
    Optional<RecordedEvent> last();

    /** The latest event of {@code type}, found without reading the log. */
    Optional<RecordedEvent> last(Class<? extends BillingEvent> type);
}
