package nl.termijn.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Values of one kind, each under a key: what is looked up whole or by its key and never by what is in it.
 *
 * @param <V> kind of value
 */
public interface Catalogue<V> {
    /** The value under {@code key}. */
    Optional<V> find(String key);

    /**
     * The value under {@code key}, which nobody else holds or saves until this unit of work ends: so a count is never passed by
     * two at once.
     */
    Optional<V> hold(String key);

    /** Those whose key starts with {@code prefix}, in the order of their keys (by code point); all for an empty one. */
    List<V> startingWith(String prefix);

    /**
     * Saves each value under its key: over the one that this unit of work has read there, or else as a new one.
     *
     * @throws nl.termijn.error.ConflictException when somebody else was first with one of them
     */
    void save(Collection<V> values);

    /** Takes away what is under {@code keys}. */
    void remove(Collection<String> keys);
}
