package nl.termijn.error;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** An input that breaks rules by itself, whatever is stored: it holds every violation at once. */
public final class InvalidInputException extends BillingException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<Violation> violations;

    /** Makes the exception for the input called {@code subject}. */
    public InvalidInputException(String subject, List<Violation> violations) {
        super(subject + " is not valid: "
                + violations.stream().map(Violation::toString).collect(Collectors.joining(" | ")));
        this.violations = new ArrayList<>(violations);
    }

    /** Makes the exception for fields that were left out; called by the generated builders. */
    public InvalidInputException(String... missingFields) {
        this(
                "input",
                Arrays.stream(missingFields)
                        .map(field -> new Violation(field, "null", "must be given", "set " + field))
                        .toList());
    }

    /** Everything that is wrong, at least one. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }
}
