package nl.termijn.invoice;

/**
 * The number of a sent document.
 *
 * @param text as it stands on the document
 * @param series the gapless series it belongs to: the format, and the year where it counts per year
 * @param sequence its place in the series; one above the document before it
 */
public record DocumentNumber(String text, String series, long sequence) {}
