package nl.termijn.store.memory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.RecordedEvent;
import nl.termijn.store.EventLog;

final class MemoryEventLog implements EventLog {
    private final Table<Long, RecordedEvent> events;

    MemoryEventLog(Journal journal) {
        events = new Table<>(journal);
    }

    @Override
    public void append(Instant at, String actor, List<BillingEvent> appended) {
        for (BillingEvent event : appended) {
            long sequence = events.size() + 1;
            events.put(sequence, new RecordedEvent(sequence, at, actor, event));
        }
    }

    @Override
    public List<RecordedEvent> read(long after, int limit) {
        return events.after(Optional.of(after)).limit(limit).toList();
    }
}
