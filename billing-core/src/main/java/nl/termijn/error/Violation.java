package nl.termijn.error;

import java.io.Serializable;

/**
 * One thing that is wrong with an input.
 *
 * @param field the field as the caller named it, such as {@code cycleMonths}
 * @param value what was given, as text; {@code null} is written as the word
 * @param rule what holds for this field
 * @param remedy what to do instead
 */
public record Violation(String field, String value, String rule, String remedy) implements Serializable {

    /** The violation as one line: {@code cycleMonths: '0': must be 1 to 120; give the number of months}. */
    @Override
    public String toString() {
        return field + ": '" + value + "': " + rule + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
