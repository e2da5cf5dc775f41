package nl.termijn.samples.quickstart;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.termijn.error.BillingException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotFoundException;
import nl.termijn.error.Violation;
import nl.termijn.samples.quickstart.CsvTable.Columns;

/** Turns what the library refuses into refusals of rows, one for each thing that is wrong. */
final class Refusals {
    /** What the library calls a field, where the file has another name for it. */
    private static final Map<String, String> COLUMN_OF = Map.of(
            "day", "date",
            "periods", "argument",
            "line", "argument",
            "reason", "argument",
            "pendingLine", "reference");

    private final Set<Refusal> found = new LinkedHashSet<>();

    /** In their order, each once: a row that is tried again is refused again. */
    List<Refusal> found() {
        return List.copyOf(found);
    }

    void add(Refusal refusal) {
        found.add(refusal);
    }

    /**
     * Does {@code work} for the row on {@code line} of {@code file}.
     *
     * @param subject the column that the row is about, where the library names no column of the file
     */
    void of(String file, int line, Columns columns, String subject, String value, Runnable work) {
        try {
            work.run();
        } catch (InvalidInputException e) {
            for (Violation violation : e.violations()) {
                String field = COLUMN_OF.getOrDefault(violation.field(), violation.field());
                boolean known = columns.all().contains(field);
                found.add(new Refusal(
                        file,
                        line,
                        known ? field : subject,
                        known ? violation.value() : value,
                        violation.rule() + (violation.remedy().isEmpty() ? "" : "; " + violation.remedy())));
            }
        } catch (NotFoundException e) {
            String column = e.id().equals(value) || !columns.all().contains("customer") ? subject : "customer";
            found.add(new Refusal(file, line, column, e.id(), String.valueOf(e.getMessage())));
        } catch (BillingException e) {
            found.add(new Refusal(file, line, subject, value, String.valueOf(e.getMessage())));
        }
    }
}
