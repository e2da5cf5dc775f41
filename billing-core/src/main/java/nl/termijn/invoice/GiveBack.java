package nl.termijn.invoice;

/** What becomes of the periods and lines on a document that is deleted or withdrawn (rule F3). */
public enum GiveBack {
    /** The next run bills them again. */
    GIVE_BACK,
    /** They count as billed. */
    DROP
}
