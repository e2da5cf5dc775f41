package nl.termijn.store.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The table of one kind of ordered parts, such as the lines of documents: written with their owner, read for many owners in
 * one statement.
 *
 * @param <O> what has the parts
 * @param <T> a part
 */
final class Parts<O, T> {
    private final String name;
    private final String ownerColumn;
    private final Function<O, String> key;
    private final String ordinalColumn;
    private final Function<O, List<T>> values;
    private final Table<Part<O, T>> table;

    /**
     * One part.
     *
     * @param of its owner
     * @param ordinal its place among the owner's parts, from 0
     * @param value the part
     */
    record Part<O, T>(O of, int ordinal, T value) {}

    private Parts(
            String name,
            String ownerColumn,
            Function<O, String> key,
            String ordinalColumn,
            int first,
            Function<O, List<T>> values) {
        this.name = name;
        this.ownerColumn = ownerColumn;
        this.key = key;
        this.ordinalColumn = ordinalColumn;
        this.values = values;
        table = Table.<Part<O, T>>named(name)
                .key(ownerColumn, part -> key.apply(part.of()))
                .key(ordinalColumn, part -> first + part.ordinal());
    }

    /** Parts that are numbered from {@code first} in {@code ordinalColumn}. */
    static <O, T> Parts<O, T> named(
            String name,
            String ownerColumn,
            Function<O, String> key,
            String ordinalColumn,
            int first,
            Function<O, List<T>> values) {
        return new Parts<>(name, ownerColumn, key, ordinalColumn, first, values);
    }

    /** A column that stands in the part itself. */
    Parts<O, T> column(String column, Function<T, @Nullable Object> value) {
        return columnOfPart(column, part -> value.apply(part.value()));
    }

    /** A column that the owner is needed for. */
    Parts<O, T> columnOfPart(String column, Function<Part<O, T>, @Nullable Object> value) {
        table.column(column, value);
        return this;
    }

    void insert(Sql sql, String administration, Collection<O> owners) {
        List<Part<O, T>> parts = new ArrayList<>();
        for (O owner : owners) {
            List<T> own = values.apply(owner);
            for (int i = 0; i < own.size(); i++) {
                parts.add(new Part<>(owner, i, own.get(i)));
            }
        }
        table.insert(sql, administration, parts);
    }

    void delete(Sql sql, String administration, Collection<O> owners) {
        sql.batch(
                "delete from {s}." + name + " where administration = ? and " + ownerColumn + " = ?",
                owners.stream()
                        .map(owner -> new @Nullable Object[] {administration, key.apply(owner)})
                        .toList());
    }

    /** The parts of the owners with {@code keys}, each in its order. */
    <R> Map<String, List<R>> read(Sql sql, String administration, String[] keys, Function<Row, R> reader) {
        Map<String, List<R>> parts = new HashMap<>();
        sql.list(
                Sql.byKeys("p.*", name + " p", "p." + ownerColumn) + " where p." + ownerColumn
                        + " is not null order by p." + ownerColumn + ", p." + ordinalColumn,
                row -> parts.computeIfAbsent(row.text(ownerColumn), any -> new ArrayList<>())
                        .add(reader.apply(row)),
                keys,
                administration);
        return parts;
    }
}
