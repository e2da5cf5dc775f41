package nl.termijn.subscription;

import java.time.LocalDate;
import nl.termijn.error.Violations;
import nl.termijn.period.Cycle;

/**
 * A new cycle from a day on, which becomes its anchor: the end of what was billed when it was asked (rule C6), or the day to
 * which a renewal was moved.
 *
 * @param from first day and anchor of the new cycle
 * @param months its length, 1 to {@value Cycle#MAX_MONTHS}
 */
public record CycleChange(LocalDate from, int months) {

    /** Checks the length. */
    public CycleChange {
        if (months < 1 || months > Cycle.MAX_MONTHS) {
            Violations.of("cycle change")
                    .check(
                            false,
                            "cycleMonths",
                            months,
                            "must be 1 to " + Cycle.MAX_MONTHS,
                            "give the months of one period")
                    .throwIfAny();
        }
    }
}
