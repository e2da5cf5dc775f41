package nl.termijn.internal;

import nl.termijn.error.Violations;

/** What a key given by the host looks like: one rule for all of them. */
public final class Keys {
    private static final int MAX_LENGTH = 100;

    private Keys() {}

    /** Refuses a key that is empty, too long, padded with blanks, or holds control characters. */
    public static void check(String kind, String value) {
        Violations.given(value, kind);
        boolean holds = !value.isEmpty()
                && value.length() <= MAX_LENGTH
                && value.strip().length() == value.length()
                && value.chars().noneMatch(Character::isISOControl);
        if (!holds) {
            Violations.of(kind)
                    .check(
                            false,
                            kind,
                            value,
                            "must be 1 to " + MAX_LENGTH + " characters without control characters or outer blanks",
                            "give the key of your own system")
                    .throwIfAny();
        }
    }
}
