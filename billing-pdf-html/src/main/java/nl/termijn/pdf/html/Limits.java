package nl.termijn.pdf.html;

import java.time.Duration;
import nl.termijn.error.Violations;

/**
 * What one drawing may use: a document that wants more is refused, and the drawing stops. What else is bounded stands in
 * docs/html-layouts.md.
 *
 * @param pages most pages of a document, 1 to 10,000
 * @param time longest time for the layout and drawing of a document, 1 second to 10 minutes; also for all that is tried
 *     when a layout is set
 */
public record Limits(int pages, Duration time) {
    /** A thousand pages and half a minute: an invoice of ten thousand lines takes half of that. */
    public static final Limits STANDARD = new Limits(1000, Duration.ofSeconds(30));

    /**
     * Checks both.
     *
     * @throws nl.termijn.error.InvalidInputException for a number outside its bounds
     */
    public Limits {
        Violations.given(time, "time");
        Violations.of("limits")
                .check(pages >= 1 && pages <= 10_000, "pages", pages, "must be 1 to 10,000", "1,000 is plenty")
                .check(
                        time.compareTo(Duration.ofSeconds(1)) >= 0 && time.compareTo(Duration.ofMinutes(10)) <= 0,
                        "time",
                        time,
                        "must be 1 second to 10 minutes",
                        "half a minute is plenty")
                .throwIfAny();
    }
}
