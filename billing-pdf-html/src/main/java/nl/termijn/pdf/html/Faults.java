package nl.termijn.pdf.html;

import java.util.LinkedHashSet;
import java.util.Set;
import nl.termijn.error.Violation;
import nl.termijn.error.Violations;

/** What is wrong with a layout: no more than a person reads, each once, and no value longer than a line. */
final class Faults {
    private static final int MOST = 100;
    private static final int LONGEST = 80;

    private final Set<Violation> found = new LinkedHashSet<>();
    private int left;

    /** Adds a fault unless {@code holds}. */
    Faults check(boolean holds, String where, Object value, String rule, String remedy) {
        if (holds) {
            return this;
        }
        if (found.size() < MOST) {
            found.add(new Violation(where, shortened(value.toString()), rule, remedy));
        } else {
            left++;
        }
        return this;
    }

    /** Adds a fault. */
    void add(Place at, String value, String rule, String remedy) {
        check(false, at.toString(), value, rule, remedy);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** How many there are so far. */
    int count() {
        return found.size() + left;
    }

    /**
     * Ends the collection.
     *
     * @throws nl.termijn.error.InvalidInputException with what was found
     */
    void throwIfAny() {
        Violations all = Violations.of("layout");
        found.forEach(one -> all.check(false, one.field(), one.value(), one.rule(), one.remedy()));
        all.check(left == 0, HtmlLayout.TEMPLATE, left + " faults", "are not shown", "mend these first")
                .throwIfAny();
    }
}
