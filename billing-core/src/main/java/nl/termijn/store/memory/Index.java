package nl.termijn.store.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Sorted sets of keys by another key, whose changes are undone when the unit of work fails. */
final class Index<A, K extends Comparable<? super K>> {
    private final Map<A, NavigableSet<K>> keys = new HashMap<>();
    private final Journal journal;

    Index(Journal journal) {
        this.journal = journal;
    }

    void add(A by, K key) {
        if (insert(by, key)) {
            journal.onRollback(() -> delete(by, key));
        }
    }

    void remove(A by, K key) {
        if (delete(by, key)) {
            journal.onRollback(() -> insert(by, key));
        }
    }

    boolean has(A by, K key) {
        NavigableSet<K> found = keys.get(by);
        return found != null && found.contains(key);
    }

    Stream<K> of(A by) {
        NavigableSet<K> found = keys.get(by);
        return found == null ? Stream.of() : found.stream();
    }

    /** Keys under {@code by} that come after {@code key}. */
    Stream<K> after(A by, K key) {
        NavigableSet<K> found = keys.get(by);
        return found == null ? Stream.of() : found.tailSet(key, false).stream();
    }

    private boolean insert(A by, K key) {
        return keys.computeIfAbsent(by, any -> new TreeSet<>()).add(key);
    }

    private boolean delete(A by, K key) {
        NavigableSet<K> found = keys.get(by);
        if (found == null || !found.remove(key)) {
            return false;
        }
        if (found.isEmpty()) {
            keys.remove(by);
        }
        return true;
    }
}
