package nl.termijn.invoice;

import java.time.LocalDate;

/**
 * Taking back a sent document, which keeps its number.
 *
 * @param withdrawnOn the day
 * @param reason why: the audit trail may not be broken (policy decree 3.3.1)
 * @param giveBack what became of its periods and lines
 */
public record Withdrawal(LocalDate withdrawnOn, String reason, GiveBack giveBack) {
    /** Without the reason, which is free text about a person. */
    @Override
    public String toString() {
        return "Withdrawal[" + withdrawnOn + ", " + giveBack + "]";
    }
}
