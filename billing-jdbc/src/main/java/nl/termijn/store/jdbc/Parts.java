package nl.termijn.store.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import nl.termijn.error.ConflictException;
import nl.termijn.error.ProviderException;
import org.jspecify.annotations.Nullable;

/**
 * The table of one kind of ordered parts, such as the lines of documents: written with their owner, read for many owners in
 * one statement.
 *
 * @param <O> what has the parts
 * @param <T> a part
 */
final class Parts<O, T> {
    private final String ownerColumn;
    private final Function<O, String> key;
    private final Function<O, List<T>> values;
    private final Table<Part<O, T>> table;
    private final String delete;
    private final String read;

    /**
     * One part.
     *
     * @param of its owner
     * @param ordinal its place among the owner's parts, from 0
     * @param value the part
     */
    record Part<O, T>(O of, int ordinal, T value) {}

    /** Parts that are numbered from {@code first} in {@code ordinalColumn}. */
    Parts(
            String name,
            String ownerColumn,
            Function<O, String> key,
            String ordinalColumn,
            int first,
            Function<O, List<T>> values) {
        this.ownerColumn = ownerColumn;
        this.key = key;
        this.values = values;
        table = Table.<Part<O, T>>named(name)
                .key(ownerColumn, part -> key.apply(part.of()))
                .key(ordinalColumn, part -> first + part.ordinal());
        String owner = "p." + ownerColumn;
        delete = "delete from {s}." + name + " where administration = ? and " + ownerColumn + " = ?";
        read = Sql.byKeys("p.*", name + " p", owner) + " where " + owner + " is not null order by " + owner + ", p."
                + ordinalColumn;
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

    /** Whether both have the same. */
    boolean same(O left, O right) {
        return values.apply(left).equals(values.apply(right));
    }

    /** Writes all parts of {@code owners}, over those of the ones that are {@code stored} already. */
    void rewrite(Sql sql, String administration, List<O> owners, Predicate<O> stored) {
        delete(sql, administration, owners.stream().filter(stored).toList());
        insert(sql, administration, owners);
    }

    private void insert(Sql sql, String administration, Collection<O> owners) {
        List<Part<O, T>> parts = new ArrayList<>();
        for (O owner : owners) {
            List<T> own = values.apply(owner);
            for (int i = 0; i < own.size(); i++) {
                parts.add(new Part<>(owner, i, own.get(i)));
            }
        }
        table.insert(sql, administration, parts);
    }

    private void delete(Sql sql, String administration, Collection<O> owners) {
        sql.batch(
                delete,
                owners.stream()
                        .map(owner -> new @Nullable Object[] {administration, key.apply(owner)})
                        .toList());
    }

    /**
     * Parts as they were read.
     *
     * @param parts those of each owner, in their order
     * @param faults why some of an owner's cannot be read
     */
    record Read<R>(Map<String, List<R>> parts, Map<String, RuntimeException> faults) {
        /** Those of {@code owner}; fails as the reading did, where one of them is not valid. */
        List<R> of(String owner) {
            RuntimeException fault = faults.get(owner);
            if (fault != null) {
                throw fault;
            }
            return parts.getOrDefault(owner, List.of());
        }
    }

    /** The parts of the owners with {@code keys}. */
    <R> Read<R> read(Sql sql, String administration, String[] keys, Function<Row, R> reader) {
        Map<String, List<R>> parts = new HashMap<>();
        Map<String, RuntimeException> faults = new HashMap<>();
        sql.list(
                read,
                row -> {
                    String owner = row.text(ownerColumn);
                    try {
                        return parts.computeIfAbsent(owner, any -> new ArrayList<>())
                                .add(reader.apply(row));
                    } catch (ProviderException | ConflictException e) {
                        throw e;
                    } catch (RuntimeException e) {
                        return faults.putIfAbsent(owner, e);
                    }
                },
                keys,
                administration);
        return new Read<>(parts, faults);
    }
}
