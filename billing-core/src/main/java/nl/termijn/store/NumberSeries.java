package nl.termijn.store;

/**
 * How far a number series is.
 *
 * @param series the format, and the year where it counts per year
 * @param last the last sequence number given
 * @param lastHash hash of the document that has it
 */
public record NumberSeries(String series, long last, String lastHash) {}
