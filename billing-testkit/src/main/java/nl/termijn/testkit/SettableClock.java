package nl.termijn.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** A clock that a test sets: noon of a day in its zone, or any instant. Safe for many threads. */
public final class SettableClock extends Clock {
    private final ZoneId zone;
    private volatile Instant now;

    /** A clock that shows noon of {@code day} in {@code zone}. */
    public SettableClock(ZoneId zone, LocalDate day) {
        this.zone = zone;
        this.now = noon(day);
    }

    /** Goes to noon of {@code day}. */
    public void goTo(LocalDate day) {
        now = noon(day);
    }

    /** Goes to {@code instant}. */
    public void goTo(Instant instant) {
        now = instant;
    }

    /** The day that it shows in its zone. */
    public LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    private Instant noon(LocalDate day) {
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
