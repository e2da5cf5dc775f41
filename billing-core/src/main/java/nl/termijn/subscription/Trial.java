package nl.termijn.subscription;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.util.Optional;
import nl.termijn.error.Violations;

/**
 * Periods that are free (rule A4): no line is made for them, but they count as billed.
 *
 * @param periods the first so many full periods; with at least one, a broken first period is free too
 * @param until every period that starts before this day is free
 */
public record Trial(int periods, Optional<LocalDate> until) {
    /** No trial. */
    public static final Trial NONE = new Trial(0, Optional.empty());

    /** Checks the number. */
    public Trial {
        if (periods < 0) {
            Violations.of("trial")
                    .check(false, "trialPeriods", periods, "must be 0 or more", "leave it out for no trial")
                    .throwIfAny();
        }
    }

    /** The first {@code periods} full periods. */
    public static Trial periods(int periods) {
        return new Trial(periods, Optional.empty());
    }

    /** Every period that starts before {@code day}. */
    public static Trial until(LocalDate day) {
        return new Trial(0, Optional.of(day));
    }

    /** Whether nothing is free. */
    @JsonIgnore
    public boolean isNone() {
        return periods == 0 && until.isEmpty();
    }
}
