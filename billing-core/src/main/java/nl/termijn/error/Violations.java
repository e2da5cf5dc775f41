package nl.termijn.error;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects everything that is wrong with one input, so that a caller hears of all of it at once.
 *
 * <pre>
 * Violations.of("subscription")
 *         .check(months &gt;= 1, "cycleMonths", months, "must be 1 to 120", "give the months of one period")
 *         .throwIfAny();
 * </pre>
 *
 * Not thread-safe; used within one method.
 */
public final class Violations {
    private final String subject;
    private final List<Violation> found = new ArrayList<>();

    private Violations(String subject) {
        this.subject = subject;
    }

    /** Starts collecting for the thing called {@code subject}, such as {@code "customer"}. */
    public static Violations of(String subject) {
        return new Violations(subject);
    }

    /** Refuses {@code null} given for {@code name}, and what is beyond the {@link Bounds}; returns the value otherwise. */
    public static <T> T given(@Nullable T value, String name) {
        if (value == null) {
            throw new InvalidInputException(
                    name, List.of(new Violation(name, "null", "must be given", "pass a " + name)));
        }
        Bounds.check(of(name), name, value).throwIfAny();
        return value;
    }

    /** Adds a violation when {@code holds} is false. */
    public Violations check(boolean holds, String field, @Nullable Object value, String rule, String remedy) {
        if (!holds) {
            found.add(new Violation(field, String.valueOf(value), rule, remedy));
        }
        return this;
    }

    /** Adds all violations found elsewhere. */
    public Violations addAll(List<Violation> others) {
        found.addAll(others);
        return this;
    }

    /** What was found so far. */
    public List<Violation> found() {
        return List.copyOf(found);
    }

    /**
     * Ends the collection.
     *
     * @throws InvalidInputException with every violation, when there is one
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidInputException(subject, found);
        }
    }
}
