package nl.termijn.store;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How far a number series is.
 *
 * @param series the format, and the year where it counts per year
 * @param last the last sequence number given
 * @param lastHash hash of the document that has it
 * @param lastOn day of issue of that document; empty while there is none
 */
public record NumberSeries(String series, long last, String lastHash, Optional<LocalDate> lastOn) {}
