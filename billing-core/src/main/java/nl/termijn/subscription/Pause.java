package nl.termijn.subscription;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.util.Optional;
import nl.termijn.error.Violations;

/**
 * Days on which a subscription is not served (rule A5): half-open, the anchor does not move.
 *
 * @param from first day not served
 * @param to first day served again; empty while it lasts until further notice
 */
public record Pause(LocalDate from, Optional<LocalDate> to) {

    /** Checks the days. */
    public Pause {
        if (to.isPresent() && !from.isBefore(to.get())) {
            Violations.of("pause")
                    .check(
                            false,
                            "to",
                            to.get(),
                            "must be later than " + from,
                            "a pause that is resumed on its first day is none: leave it out")
                    .throwIfAny();
        }
    }

    /** A pause until further notice. */
    public static Pause from(LocalDate from) {
        return new Pause(from, Optional.empty());
    }

    /** A pause of which both ends are known. */
    public static Pause of(LocalDate from, LocalDate to) {
        return new Pause(from, Optional.of(to));
    }

    /** Whether it lasts until further notice. */
    @JsonIgnore
    public boolean isOpen() {
        return to.isEmpty();
    }

    /** Whether {@code day} is not served. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && to.map(day::isBefore).orElse(true);
    }
}
