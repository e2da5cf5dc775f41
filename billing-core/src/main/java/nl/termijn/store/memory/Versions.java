package nl.termijn.store.memory;

import java.util.Optional;
import nl.termijn.error.ConflictException;

/** The rule of optimistic locking. */
final class Versions {
    private Versions() {}

    /** Refuses to save {@code subject} when what is stored is not what was read. */
    static void check(String subject, Optional<Long> stored, long read) {
        if (stored.orElse(0L) != read) {
            throw new ConflictException(
                    subject,
                    subject + " was changed by somebody else (version " + read + " was read, "
                            + stored.map(version -> "version " + version + " is stored")
                                    .orElse("nothing is stored")
                            + "); read it again and decide anew.");
        }
    }
}
