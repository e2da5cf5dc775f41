package nl.termijn.invoice;

import java.math.BigDecimal;
import javax.money.MonetaryAmount;
import nl.termijn.period.DateRange;

/** How much of an invoice is to be credited (rule E1). */
public sealed interface CreditRequest {

    /** All that is left of the invoice (rule E3). */
    record Whole() implements CreditRequest {}

    /**
     * An amount, taken from the lines in their order (rule E5).
     *
     * @param amount positive, in the pricing of the lines
     */
    record Amount(MonetaryAmount amount) implements CreditRequest {}

    /**
     * All that is left of one line.
     *
     * @param line from 1
     */
    record WholeLine(int line) implements CreditRequest {}

    /**
     * An amount of one line.
     *
     * @param line from 1
     * @param amount positive, in the pricing of the line
     */
    record LineAmount(int line, MonetaryAmount amount) implements CreditRequest {}

    /**
     * A quantity of one line.
     *
     * @param line from 1
     * @param quantity more than 0, at most that of the line
     */
    record LineQuantity(int line, BigDecimal quantity) implements CreditRequest {}

    /**
     * Whole periods of one line, the last ones.
     *
     * @param line from 1
     * @param periods at least 1, at most those of the line
     */
    record LinePeriods(int line, int periods) implements CreditRequest {}

    /**
     * Days of one line.
     *
     * @param line from 1
     * @param days within the days of the line
     */
    record LineDays(int line, DateRange days) implements CreditRequest {}
}
