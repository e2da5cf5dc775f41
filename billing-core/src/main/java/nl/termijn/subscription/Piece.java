package nl.termijn.subscription;

import java.time.LocalDate;
import nl.termijn.period.Cycle;
import nl.termijn.period.DateRange;
import nl.termijn.period.Proration;

/**
 * A stretch of service that is billed as one: a period, or what alignment, end, pause, change or a change of VAT rate
 * leave of one (rule B2).
 *
 * @param cycle the cycle that the period belongs to
 * @param index number of the period in it; -1 is the full length of a broken first period
 * @param count number of the period after the trial, from 0, by which a timed discount counts
 * @param days the days billed
 * @param chargedTo the end of the days charged: {@code days.to()}, or the period's end for the last piece of an ending
 *     subscription whose last period is charged whole (rule A3)
 */
public record Piece(Cycle cycle, int index, int count, DateRange days, LocalDate chargedTo) {

    /** The whole period. */
    public DateRange period() {
        return cycle.period(index);
    }

    /** Whether the days billed are the whole period. */
    public boolean isFullPeriod() {
        return days.from().equals(cycle.start(index)) && days.to().equals(cycle.start(index + 1));
    }

    /** The part of the period that is charged. */
    public Proration proration() {
        return Proration.between(days.from(), chargedTo, period());
    }

    /** This piece cut to {@code part} of its days; what is charged beyond the days stays with the last part. */
    public Piece cutTo(DateRange part) {
        return new Piece(cycle, index, count, part, part.to().equals(days.to()) ? chargedTo : part.to());
    }
}
