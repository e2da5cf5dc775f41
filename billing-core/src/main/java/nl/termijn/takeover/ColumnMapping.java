package nl.termijn.takeover;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import nl.termijn.error.Violations;

/**
 * Which of another program's columns each of ours comes from. Data that a host may keep as JSON and offer to its user.
 *
 * <pre>
 * ColumnMapping.same(ImportTable.CUSTOMERS)                       a file with our own columns
 *         .with("reference", ColumnSource.of("Klantnummer"))      but one
 * </pre>
 *
 * @param table what it is about
 * @param columns where each of our columns comes from
 * @param skip rows that are not taken over: by column, the words that say so
 * @param dates how days are written there, as {@link java.time.format.DateTimeFormatter} has it; when it is left out {@code 2026-01-31}
 *     and {@code 31-01-2026}
 */
public record ColumnMapping(
        ImportTable table, Map<String, ColumnSource> columns, Map<String, Set<String>> skip, Optional<String> dates) {

    /** Copies the maps, and checks that the table has the columns. */
    public ColumnMapping {
        columns = Map.copyOf(columns);
        Map<String, Set<String>> copied = new HashMap<>();
        skip.forEach((column, words) -> copied.put(column, Set.copyOf(words)));
        skip = Map.copyOf(copied);
        Violations violations = Violations.of("column mapping");
        for (String column : columns.keySet()) {
            violations.check(
                    table.columns().contains(column),
                    "columns",
                    column,
                    "must be a column of " + table,
                    "use one of " + String.join(", ", table.columns()));
        }
        violations.throwIfAny();
    }

    /** Every column comes from the one of its name. */
    public static ColumnMapping same(ImportTable table) {
        Map<String, ColumnSource> columns = new LinkedHashMap<>();
        table.columns().forEach(column -> columns.put(column, ColumnSource.of(column)));
        return new ColumnMapping(table, columns, Map.of(), Optional.empty());
    }

    /** No column yet. */
    public static ColumnMapping none(ImportTable table) {
        return new ColumnMapping(table, Map.of(), Map.of(), Optional.empty());
    }

    /** One column from elsewhere. */
    public ColumnMapping with(String column, ColumnSource source) {
        Map<String, ColumnSource> changed = new HashMap<>(columns);
        changed.put(column, source);
        return new ColumnMapping(table, changed, skip, dates);
    }

    /** One column from the one they call {@code theirs}. */
    public ColumnMapping with(String column, String theirs) {
        return with(column, ColumnSource.of(theirs));
    }

    /** Without the rows in whose {@code column} one of {@code words} stands, or nothing where one of them is empty. */
    public ColumnMapping without(String column, String... words) {
        Map<String, Set<String>> changed = new HashMap<>(skip);
        changed.put(column, Set.of(words));
        return new ColumnMapping(table, columns, changed, dates);
    }

    /** With days written as {@code pattern} says. */
    public ColumnMapping withDates(String pattern) {
        return new ColumnMapping(table, columns, skip, Optional.of(pattern));
    }

    /** Whether the row is not taken over. */
    public boolean skips(Function<String, Optional<String>> row) {
        return skip.entrySet().stream()
                .anyMatch(entry ->
                        entry.getValue().contains(row.apply(entry.getKey()).orElse("")));
    }
}
