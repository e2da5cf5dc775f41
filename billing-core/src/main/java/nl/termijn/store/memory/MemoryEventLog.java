package nl.termijn.store.memory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.RecordedEvent;
import nl.termijn.store.EventLog;

final class MemoryEventLog implements EventLog {
    private final Table<Long, RecordedEvent> events;
    private final Table<String, RecordedEvent> lastByType;

    MemoryEventLog(Journal journal) {
        events = new Table<>(journal);
        lastByType = new Table<>(journal);
    }

    @Override
    public void append(Instant at, String actor, List<BillingEvent> appended) {
        for (BillingEvent event : appended) {
            long sequence = events.size() + 1;
            RecordedEvent recorded = new RecordedEvent(sequence, at, actor, event);
            events.put(sequence, recorded);
            lastByType.put(event.getClass().getName(), recorded);
        }
    }

    @Override
    public List<RecordedEvent> read(long after, int limit) {
        return events.after(Optional.of(after)).limit(limit).toList();
    }

    @Override
    public List<RecordedEvent> read(Class<? extends BillingEvent> type, long after, int limit) {
        return events.after(Optional.of(after))
                .filter(recorded -> type.isInstance(recorded.event()))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<RecordedEvent> last() {
        return events.find(events.size());
    }

    @Override
    public Optional<RecordedEvent> last(Class<? extends BillingEvent> type) {
        return lastByType.find(type.getName());
    }
}
