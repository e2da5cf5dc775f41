package nl.termijn.samples.quickstart;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** A clock that shows noon of the day that is played, in the seller's zone. */
final class PlayClock extends Clock {
    private final ZoneId zone;
    private Instant now;

    PlayClock(ZoneId zone, LocalDate day) {
        this.zone = zone;
        this.now = noon(day, zone);
    }

    void goTo(LocalDate day) {
        now = noon(day, zone);
    }

    private static Instant noon(LocalDate day, ZoneId zone) {
        return day.atTime(LocalTime.NOON).atZone(zone).toInstant();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return Clock.fixed(now, other);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
