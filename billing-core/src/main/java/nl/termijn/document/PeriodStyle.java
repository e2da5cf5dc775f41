package nl.termijn.document;

/** How the days of a line are written. */
public enum PeriodStyle {
    /** With the last day: 01-03-2026 t/m 31-03-2026. */
    INCLUSIVE,
    /** With the day after the last: 01-03-2026 tot 01-04-2026. */
    EXCLUSIVE
}
