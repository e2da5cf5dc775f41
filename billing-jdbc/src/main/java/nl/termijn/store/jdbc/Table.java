package nl.termijn.store.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.termijn.error.ConflictException;
import org.jspecify.annotations.Nullable;

/**
 * A table of one administration's rows: its columns, and what of a value stands in each. From it follow the statements
 * that insert and update.
 *
 * @param <T> what a row is made of
 */
final class Table<T> {
    private static final JsonFactory JSON = new JsonFactory();
    /** Characters of a column's name and value, mostly. */
    private static final int EXPECTED = 30;

    /** So many rows in one JSON text at most. */
    private static final int AT_ONCE = 1_000;

    /** From so many on the plans of a connection may be out of date when they are done. */
    private static final int MANY = 50;

    /** So many rows in one statement of H2. */
    private static final int BLOCK = 20;

    private record Column<T>(String name, Function<T, @Nullable Object> value) {}

    private record Version<T>(String column, ToLongFunction<T> value) {}

    private final String name;
    private final List<Column<T>> key = new ArrayList<>();
    private final List<Column<T>> columns = new ArrayList<>();
    private @Nullable Version<T> version;

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

    /** The column that says which version a row is of. */
    Table<T> version(String column, ToLongFunction<T> value) {
        version = new Version<>(column, value);
        return column(column, value::applyAsLong);
    }

    void insert(Sql sql, String administration, Collection<T> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<T> all = List.copyOf(rows);
        if (atOnce(sql, all)) {
            insertAtOnce(sql, administration, all);
        } else {
            insertInBlocks(sql, administration, all);
        }
    }

    private String names() {
        return Stream.concat(key.stream(), columns.stream()).map(Column::name).collect(Collectors.joining(", "));
    }

    private void insertAtOnce(Sql sql, String administration, List<T> rows) {
        if (rows.size() >= MANY) {
            sql.forgetPlans();
        }
        String names = names();
        String statement = "insert into {s}." + name + " (administration, " + names + ") select ?, " + names + " from "
                + records();
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<T> some = rows.subList(from, Math.min(from + AT_ONCE, rows.size()));
            sql.change(statement, administration, json(some, columns));
        }
    }

    /** Some rows in each statement, as H2 begins and ends each of a batch by itself. */
    private void insertInBlocks(Sql sql, String administration, List<T> rows) {
        List<@Nullable Object[]> all =
                rows.stream().map(row -> inserted(administration, row)).toList();
        String row = "(?" + ", ?".repeat(key.size() + columns.size()) + ")";
        String statement = "insert into {s}." + name + " (administration, " + names() + ") values " + row;
        int inBlocks = all.size() - all.size() % BLOCK;
        List<@Nullable Object[]> blocks = new ArrayList<>();
        for (int from = 0; from < inBlocks; from += BLOCK) {
            blocks.add(all.subList(from, from + BLOCK).stream()
                    .flatMap(Arrays::stream)
                    .toArray());
        }
        sql.batch(statement + (", " + row).repeat(BLOCK - 1), blocks);
        sql.batch(statement, all.subList(inBlocks, all.size()));
    }

    /**
     * Whether to give the rows as one JSON text, which PostgreSQL turns into rows of the table's own types. A statement for
     * each row would be read, planned and answered by itself, unless the host's driver happens to be told otherwise.
     */
    private static boolean atOnce(Sql sql, Collection<?> rows) {
        return sql.dialect() == Dialect.POSTGRESQL && rows.size() > 1;
    }

    private String records() {
        return "json_populate_recordset(cast(null as {s}." + name + "), cast(? as json))";
    }

    /** Changes the rows with the same keys; answers for each how many that were. */
    int[] update(Sql sql, String administration, Collection<T> rows) {
        return rows.isEmpty()
                ? new int[0]
                : sql.batch(
                        update(columns),
                        rows.stream()
                                .map(row -> updated(administration, row, columns))
                                .toList());
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
     * @param before a row as it was read, or null where that is not known: what stayed as it was is not written again
     * @throws ConflictException when another version is stored
     */
    void saveVersions(
            Sql sql,
            String administration,
            Collection<T> rows,
            Function<T, String> subject,
            Function<T, @Nullable T> before) {
        ToLongFunction<T> version = Objects.requireNonNull(this.version).value();
        insert(
                sql,
                administration,
                rows.stream().filter(row -> version.applyAsLong(row) == 1).toList());
        List<T> changed =
                rows.stream().filter(row -> version.applyAsLong(row) > 1).toList();
        overwrite(sql, administration, changed, before).stream().findFirst().ifPresent(row -> {
            throw Versions.conflict(subject.apply(row), version.applyAsLong(row) - 1);
        });
    }

    /** As {@link #saveVersions(Sql, String, Collection, Function, Function)} for rows that nobody remembers as they were. */
    void saveVersions(Sql sql, String administration, Collection<T> rows, Function<T, String> subject) {
        saveVersions(sql, administration, rows, subject, unknown -> null);
    }

    /**
     * Puts rows that carry their next version over the version before it.
     *
     * @return those of which another version is stored, or none; they are left as they are
     */
    List<T> overwrite(Sql sql, String administration, List<T> rows, Function<T, @Nullable T> before) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Column<T>> changed = changed(rows, before);
        return atOnce(sql, rows)
                ? overwriteAtOnce(sql, administration, rows, changed)
                : overwriteEach(sql, administration, rows, changed);
    }

    /** As {@link #overwrite(Sql, String, List, Function)} for rows that nobody remembers as they were. */
    List<T> overwrite(Sql sql, String administration, List<T> rows) {
        return overwrite(sql, administration, rows, unknown -> null);
    }

    /** The columns that at least one of {@code rows} changes; all of them where one is not known as it was. */
    private List<Column<T>> changed(List<T> rows, Function<T, @Nullable T> before) {
        ToLongFunction<T> version = Objects.requireNonNull(this.version).value();
        List<T> read = new ArrayList<>(rows.size());
        for (T row : rows) {
            T stored = before.apply(row);
            if (stored == null || version.applyAsLong(stored) != version.applyAsLong(row) - 1) {
                return columns;
            }
            read.add(stored);
        }
        return columns.stream()
                .filter(column -> IntStream.range(0, rows.size())
                        .anyMatch(i -> !Objects.equals(
                                column.value().apply(read.get(i)),
                                column.value().apply(rows.get(i)))))
                .toList();
    }

    private List<T> overwriteEach(Sql sql, String administration, List<T> rows, List<Column<T>> changed) {
        Version<T> checked = Objects.requireNonNull(version);
        int[] counts = sql.batch(
                update(changed) + " and " + checked.column() + " = ?",
                rows.stream()
                        .map(row -> updatedOver(
                                administration, row, changed, checked.value().applyAsLong(row) - 1))
                        .toList());
        List<T> stale = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                stale.add(rows.get(i));
            }
        }
        return stale;
    }

    private List<T> overwriteAtOnce(Sql sql, String administration, List<T> rows, List<Column<T>> changed) {
        Version<T> checked = Objects.requireNonNull(version);
        Column<T> only = key.get(0);
        String statement = "update {s}." + name + " t set "
                + changed.stream()
                        .map(column -> column.name() + " = r." + column.name())
                        .collect(Collectors.joining(", "))
                + " from " + records() + " r where t.administration = ? and t." + only.name() + " = r." + only.name()
                + " and t."
                + checked.column() + " = r." + checked.column() + " - 1 returning t." + only.name();
        Set<String> written =
                Set.copyOf(sql.list(statement, row -> row.text(only.name()), json(rows, changed), administration));
        return rows.stream()
                .filter(row -> !written.contains(String.valueOf(only.value().apply(row))))
                .toList();
    }

    /** The rows as a JSON array of objects, written without anything in between: a run writes millions of values so. */
    private String json(List<T> rows, List<Column<T>> changed) {
        List<Column<T>> all = Stream.concat(key.stream(), changed.stream()).toList();
        StringWriter text = new StringWriter(rows.size() * all.size() * EXPECTED);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (T row : rows) {
                json.writeStartObject();
                for (Column<T> column : all) {
                    json.writeFieldName(column.name());
                    write(json, Sql.stored(column.value().apply(row)));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof BigDecimal decimal) {
            json.writeString(decimal.toPlainString()); // as text it keeps its digits
        } else {
            json.writeString(value.toString());
        }
    }

    private String update(List<Column<T>> changed) {
        return "update {s}." + name + " set "
                + changed.stream().map(column -> column.name() + " = ?").collect(Collectors.joining(", "))
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

    private @Nullable Object[] updated(String administration, T row, List<Column<T>> changed) {
        @Nullable Object[] values = new @Nullable Object[changed.size() + 1 + key.size()];
        fill(values, 0, changed, row);
        values[changed.size()] = administration;
        fill(values, changed.size() + 1, key, row);
        return values;
    }

    private @Nullable Object[] updatedOver(String administration, T row, List<Column<T>> changed, long version) {
        @Nullable Object[] values = updated(administration, row, changed);
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
