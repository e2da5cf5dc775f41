package nl.termijn;

import java.util.List;

/**
 * What an audit found.
 *
 * @param checked how many documents of number series were looked at
 * @param expected how many documents were sent, by the log
 * @param problems what is wrong, at most {@value #MOST_PROBLEMS}; empty when nothing was changed, removed or inserted since sending
 * @param found how many problems there are
 * @param anchors the end of each series, to be kept outside the system and given to the next audit
 */
public record AuditReport(long checked, long expected, List<Problem> problems, long found, List<Anchor> anchors) {
    /** The most problems that a report lists. */
    public static final int MOST_PROBLEMS = 10_000;

    /** Copies the lists. */
    public AuditReport {
        problems = List.copyOf(problems);
        anchors = List.copyOf(anchors);
    }

    /**
     * One thing that is wrong.
     *
     * @param series the number series; empty where it is about none
     * @param sequence the place in it, or in the log; 0 where it is about none
     * @param kind what is wrong
     * @param what the number, item or customer, and more
     */
    public record Problem(String series, long sequence, Kind kind, String what) {}

    /**
     * The end of a number series on the day of an audit. Kept where nobody can change it (on paper, with an accountant, at a
     * time-stamping service), it proves at a later audit that nothing up to it was changed, removed or replaced.
     *
     * @param series the number series
     * @param sequence of its last document
     * @param hash of that document, which rests on all before it
     */
    public record Anchor(String series, long sequence, String hash) {}

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
        WRONG_END,
        /** A document is of a series that there is not. */
        NO_SERIES,
        /** Something stored cannot be read any more. */
        UNREADABLE,
        /** A document was never sent, by the log. */
        NOT_IN_LOG,
        /** A document has another number or hash than it was sent with, by the log. */
        OTHER_HASH,
        /** A document was sent, by the log, and is gone. */
        REMOVED,
        /** A document is withdrawn or not, other than the log says. */
        STATUS,
        /** Events are gone from the log, or cannot be read. */
        LOG,
        /** An item or allocation of the ledger is not what the log, the documents or its other side say. */
        LEDGER,
        /** A document's file is not what was archived. */
        ARCHIVE,
        /** A series is not what it was when the anchor was kept. */
        ANCHOR
    }

    /** Whether nothing is wrong. */
    public boolean isIntact() {
        return found == 0;
    }
}
