package nl.termijn.samples.benchmarks.killbill;

import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.joda.time.LocalDate;
import org.killbill.clock.Clock;

/** Kill Bill's clock, set by hand: it refuses to invoice more than 36 months ahead of "today". */
final class PeerClock implements Clock {
    private DateTime now;

    PeerClock(DateTime now) {
        this.now = now;
    }

    void set(DateTime now) {
        this.now = now;
    }

    @Override
    public DateTime getNow(DateTimeZone zone) {
        return now.withZone(zone);
    }

    @Override
    public DateTime getUTCNow() {
        return now;
    }

    @Override
    public LocalDate getUTCToday() {
        return now.toLocalDate();
    }

    @Override
    public LocalDate getToday(DateTimeZone zone) {
        return getNow(zone).toLocalDate();
    }
}
