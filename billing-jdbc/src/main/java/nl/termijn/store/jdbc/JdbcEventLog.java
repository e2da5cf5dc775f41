package nl.termijn.store.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.RecordedEvent;
import nl.termijn.store.EventLog;

/** Events wait until the end of the unit of work, so that the row that counts them is locked for a moment only. */
final class JdbcEventLog implements EventLog {
    private static final Table<RecordedEvent> TABLE = Table.<RecordedEvent>named("event")
            .key("sequence", RecordedEvent::sequence)
            .column("happened_at", RecordedEvent::at)
            .column("actor", RecordedEvent::actor)
            .column("type", recorded -> recorded.event().getClass().getSimpleName())
            .column("content", recorded -> JsonText.write(recorded.event()));

    private static final String COUNT =
            "update {s}.event_counter set last_sequence = last_sequence + ? where administration = ?";
    private static final String LAST = "select last_sequence from {s}.event_counter where administration = ?";
    private static final String READ = "select * from {s}.event where administration = ? and sequence > ?"
            + " order by administration, sequence limit ?";
    private static final String READ_OF_TYPE = "select * from {s}.event where administration = ? and type = ?"
            + " and sequence > ? order by type, administration, sequence limit ?";
    private static final String LATEST =
            "select * from {s}.event where administration = ? order by administration desc, sequence desc limit 1";
    private static final String LAST_OF_TYPE = "select * from {s}.event where administration = ? and type = ?"
            + " order by type desc, administration desc, sequence desc limit 1";

    /** So many wait in memory at most: a whole administration's log may be imported in one unit of work. */
    private static final int MANY = 10_000;

    private final Sql sql;
    private final String administration;
    private final List<RecordedEvent> waiting = new ArrayList<>();

    JdbcEventLog(Sql sql, String administration) {
        this.sql = sql;
        this.administration = administration;
    }

    @Override
    public void append(Instant at, String actor, List<BillingEvent> events) {
        events.forEach(event -> waiting.add(new RecordedEvent(0, at, actor, event)));
        if (waiting.size() >= MANY) {
            flush();
        }
    }

    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        sql.change(COUNT, (long) waiting.size(), administration);
        long last = sql.first(LAST, row -> row.longNumber("last_sequence"), administration)
                .orElseThrow(() -> new IllegalStateException("administration " + administration + " was not opened"));
        long sequence = last - waiting.size();
        List<RecordedEvent> numbered = new ArrayList<>(waiting.size());
        for (RecordedEvent event : waiting) {
            sequence++;
            numbered.add(new RecordedEvent(sequence, event.at(), event.actor(), event.event()));
        }
        waiting.clear();
        TABLE.insert(sql, administration, numbered);
    }

    @Override
    public List<RecordedEvent> read(long after, int limit) {
        flush();
        return sql.list(READ, JdbcEventLog::recorded, administration, after, limit);
    }

    @Override
    public List<RecordedEvent> read(Class<? extends BillingEvent> type, long after, int limit) {
        flush();
        return sql.list(READ_OF_TYPE, JdbcEventLog::recorded, administration, type.getSimpleName(), after, limit);
    }

    @Override
    public Optional<RecordedEvent> last() {
        flush();
        return sql.first(LATEST, JdbcEventLog::recorded, administration);
    }

    @Override
    public Optional<RecordedEvent> last(Class<? extends BillingEvent> type) {
        flush();
        return sql.first(LAST_OF_TYPE, JdbcEventLog::recorded, administration, type.getSimpleName());
    }

    private static RecordedEvent recorded(Row row) {
        return new RecordedEvent(
                row.longNumber("sequence"),
                row.instant("happened_at"),
                row.text("actor"),
                row.json("content", BillingEvent.class));
    }
}
