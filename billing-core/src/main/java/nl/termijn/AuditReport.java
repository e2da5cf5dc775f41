package nl.termijn;

import java.util.List;

/**
 * What an audit of the number series found.
 *
 * @param checked how many documents were looked at
 * @param problems what is wrong; empty when nothing was changed, removed or inserted since sending
 */
public record AuditReport(long checked, List<Problem> problems) {

    /**
     * One thing that is wrong.
     *
     * @param series the number series
     * @param sequence the place in it
     * @param kind what is wrong
     */
    public record Problem(String series, long sequence, Kind kind) {}

    /** What can be wrong. */
    public enum Kind {
        /** A number is missing. */
        MISSING,
        /** Two documents have one number. */
        DOUBLE,
        /** The content is not what was sent. */
        CHANGED,
        /** The document does not follow on the one before it. */
        BROKEN_CHAIN,
        /** The series ends before or after the number it says was last. */
        WRONG_END
    }

    /** Whether nothing is wrong. */
    public boolean isIntact() {
        return problems.isEmpty();
    }
}
