package nl.termijn.store.memory;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sorted map whose changes are undone when the unit of work fails. */
final class Table<K extends Comparable<? super K>, V> {
    private final NavigableMap<K, V> rows = new TreeMap<>();
    private final Journal journal;

    Table(Journal journal) {
        this.journal = journal;
    }

    Optional<V> find(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    /** The values of those keys that there are, in the order of the keys. */
    List<V> find(Collection<K> keys) {
        return keys.stream()
                .distinct()
                .sorted()
                .flatMap(key -> find(key).stream())
                .toList();
    }

    boolean has(K key) {
        return rows.containsKey(key);
    }

    void put(K key, V value) {
        V before = rows.put(key, value);
        journal.onRollback(() -> restore(key, before));
    }

    Optional<V> remove(K key) {
        V before = rows.remove(key);
        if (before != null) {
            journal.onRollback(() -> rows.put(key, before));
        }
        return Optional.ofNullable(before);
    }

    private void restore(K key, @Nullable V before) {
        if (before == null) {
            rows.remove(key);
        } else {
            rows.put(key, before);
        }
    }

    /** Values with keys above {@code after}, or all, in the order of their keys. */
    Stream<V> after(Optional<K> after) {
        return after.map(key -> rows.tailMap(key, false)).orElse(rows).values().stream();
    }

    /** Values with keys from {@code first} on and before {@code end}, in the order of their keys. */
    Stream<V> between(K first, K end) {
        return rows.subMap(first, end).values().stream();
    }

    Stream<V> all() {
        return rows.values().stream();
    }

    Stream<V> descending() {
        return rows.descendingMap().values().stream();
    }

    long size() {
        return rows.size();
    }
}
