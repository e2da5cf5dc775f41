package nl.termijn.store.jdbc;

import nl.termijn.error.ConflictException;

/** Optimistic versions: a row is changed only over the version that was read. */
final class Versions {
    private Versions() {}

    /** Refuses when the row of {@code subject} was not changed, because it has another version or is gone. */
    static void check(String subject, int changedRows, long read) {
        if (changedRows == 0) {
            throw conflict(subject, read);
        }
    }

    /** The row of {@code subject} is not of the version {@code read} any more. */
    static ConflictException conflict(String subject, long read) {
        return new ConflictException(
                subject,
                subject + " was changed by somebody else since version " + read
                        + " was read; read it again and decide anew.");
    }
}
