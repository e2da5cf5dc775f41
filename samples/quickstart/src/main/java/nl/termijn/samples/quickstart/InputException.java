package nl.termijn.samples.quickstart;

import java.util.List;
import java.util.stream.Collectors;

/** The input as a whole cannot be used, so that nothing can be done; each reason is one {@link Refusal}. */
final class InputException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Refusal> reasons;

    InputException(List<Refusal> reasons) {
        super(reasons.stream().map(Refusal::toString).collect(Collectors.joining(System.lineSeparator())));
        this.reasons = List.copyOf(reasons);
    }

    InputException(String file, String rule) {
        this(List.of(new Refusal(file, 0, "", "", rule)));
    }

    /** What is wrong, at least one. */
    List<Refusal> reasons() {
        return reasons;
    }
}
