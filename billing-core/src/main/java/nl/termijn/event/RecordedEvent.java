package nl.termijn.event;

import java.time.Instant;

/**
 * An event in the log.
 *
 * @param sequence its place in the administration's log, from 1, without gap
 * @param at when
 * @param actor who, in the host's words
 * @param event what
 */
public record RecordedEvent(long sequence, Instant at, String actor, BillingEvent event) {}
