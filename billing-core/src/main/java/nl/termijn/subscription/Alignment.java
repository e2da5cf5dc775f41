package nl.termijn.subscription;

/** Where periods begin (rule A2). */
public enum Alignment {
    /** On the day of the month on which the subscription started. */
    ANNIVERSARY,
    /** On the first of a month; what comes before the first of them is a broken first period. */
    CALENDAR
}
