package nl.termijn.invoice;

import java.time.Instant;

/**
 * Somebody looked at a draft and found it right.
 *
 * @param by who, in the host's words
 * @param at when
 */
public record Approval(String by, Instant at) {}
