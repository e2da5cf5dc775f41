package nl.termijn.administration;

import java.time.LocalDate;
import java.util.Optional;
import nl.termijn.error.Violations;

/**
 * Something that is not done to a customer for now.
 *
 * @param kind what is held back
 * @param reason why, for the seller's eyes
 * @param until first day on which it no longer holds; empty is until further notice
 */
public record Hold(Kind kind, String reason, Optional<LocalDate> until) {

    /** What can be held back, each apart from the others. */
    public enum Kind {
        /** Run invoices and bill-now; what is made by hand is not held. */
        INVOICING,
        /** Reminders. */
        REMINDERS,
        /** Suspension of services. */
        SUSPENSION,
        /** Direct debit and hand-over to a collection agency. */
        COLLECTION
    }

    /** Checks that a reason is given. */
    public Hold {
        Violations.of("hold")
                .check(!reason.isBlank(), "reason", reason, "must be given", "say why, for whoever finds it later")
                .throwIfAny();
    }

    /** A hold until further notice. */
    public static Hold of(Kind kind, String reason) {
        return new Hold(kind, reason, Optional.empty());
    }

    /** A hold whose first free day is {@code until}. */
    public static Hold until(Kind kind, String reason, LocalDate until) {
        return new Hold(kind, reason, Optional.of(until));
    }

    /** Whether it holds on {@code day}. */
    public boolean holdsOn(LocalDate day) {
        return until.map(day::isBefore).orElse(true);
    }

    /** Its kind and day only: the reason is free text about a person. */
    @Override
    public String toString() {
        return "Hold[" + kind + until.map(day -> ", until=" + day).orElse("") + "]";
    }
}
