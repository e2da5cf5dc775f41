package nl.termijn.store.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of one administration's rows: its columns, and what of a value stands in each. From it follow the statements
 * that insert and update.
 *
 * @param <T> what a row is made of
 */
final class Table<T> {
    private record Column<T>(String name, Function<T, @Nullable Object> value) {}

    private final String name;
    private final List<Column<T>> key = new ArrayList<>();
    private final List<Column<T>> columns = new ArrayList<>();

    private Table(String name) {
        this.name = name;
    }

    static <T> Table<T> named(String name) {
        return new Table<>(name);
    }

    /** A column of the key, after the administration. */
    Table<T> key(String column, Function<T, @Nullable Object> value) {
        key.add(new Column<>(column, value));
        return this;
    }

    Table<T> column(String column, Function<T, @Nullable Object> value) {
        columns.add(new Column<>(column, value));
        return this;
    }

    void insert(Sql sql, String administration, Collection<T> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<String> names =
                Stream.concat(key.stream(), columns.stream()).map(Column::name).toList();
        sql.batch(
                "insert into {s}." + name + " (administration, " + String.join(", ", names) + ") values (?"
                        + ", ?".repeat(names.size()) + ")",
                rows.stream().map(row -> inserted(administration, row)).toList());
    }

    /** Changes the rows with the same keys; answers for each how many that were. */
    int[] update(Sql sql, String administration, Collection<T> rows) {
        return rows.isEmpty()
                ? new int[0]
                : sql.batch(
                        update(),
                        rows.stream().map(row -> updated(administration, row)).toList());
    }

    /** Changes the rows with the same keys, and inserts those that are not there. */
    void put(Sql sql, String administration, Collection<T> rows) {
        List<T> all = List.copyOf(rows);
        int[] counts = update(sql, administration, all);
        List<T> added = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                added.add(all.get(i));
            }
        }
        insert(sql, administration, added);
    }

    /**
     * Saves rows that carry their next version: the first is inserted, a later one put over the version before it.
     *
     * @param subject what a row is called in a message
     * @throws nl.termijn.error.ConflictException when another version is stored
     */
    void saveVersions(
            Sql sql,
            String administration,
            Collection<T> rows,
            ToLongFunction<T> version,
            Function<T, String> subject) {
        insert(
                sql,
                administration,
                rows.stream().filter(row -> version.applyAsLong(row) == 1).toList());
        List<T> changed =
                rows.stream().filter(row -> version.applyAsLong(row) > 1).toList();
        if (changed.isEmpty()) {
            return;
        }
        int[] counts = sql.batch(
                update() + " and version = ?",
                changed.stream()
                        .map(row -> updatedOver(administration, row, version.applyAsLong(row) - 1))
                        .toList());
        for (int i = 0; i < counts.length; i++) {
            T row = changed.get(i);
            Versions.check(subject.apply(row), counts[i], version.applyAsLong(row) - 1);
        }
    }

    private String update() {
        return "update {s}." + name + " set "
                + columns.stream().map(column -> column.name() + " = ?").collect(Collectors.joining(", "))
                + " where administration = ?"
                + key.stream().map(column -> " and " + column.name() + " = ?").collect(Collectors.joining());
    }

    private @Nullable Object[] inserted(String administration, T row) {
        @Nullable Object[] values = new @Nullable Object[1 + key.size() + columns.size()];
        values[0] = administration;
        fill(values, 1, key, row);
        fill(values, 1 + key.size(), columns, row);
        return values;
    }

    private @Nullable Object[] updated(String administration, T row) {
        @Nullable Object[] values = new @Nullable Object[columns.size() + 1 + key.size()];
        fill(values, 0, columns, row);
        values[columns.size()] = administration;
        fill(values, columns.size() + 1, key, row);
        return values;
    }

    private @Nullable Object[] updatedOver(String administration, T row, long version) {
        @Nullable Object[] values = updated(administration, row);
        @Nullable Object[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = version;
        return all;
    }

    private static <T> void fill(@Nullable Object[] values, int from, List<Column<T>> columns, T row) {
        for (int i = 0; i < columns.size(); i++) {
            values[from + i] = columns.get(i).value().apply(row);
        }
    }
}
