package nl.termijn.store.memory;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.termijn.store.Catalogue;
import nl.termijn.store.CatalogueKind;

final class MemoryCatalogue<V> implements Catalogue<V> {
    private final CatalogueKind<V> kind;
    private final Table<String, V> values;

    MemoryCatalogue(CatalogueKind<V> kind, Journal journal) {
        this.kind = kind;
        values = new Table<>(journal);
    }

    @Override
    public Optional<V> find(String key) {
        return values.find(key);
    }

    @Override
    public Optional<V> hold(String key) {
        return find(key); // units of work of one administration run one after another
    }

    @Override
    public List<V> startingWith(String prefix) {
        return values.between(prefix, prefix + Character.toString(0x10FFFD)).toList();
    }

    @Override
    public void save(Collection<V> saved) {
        saved.forEach(value -> values.put(kind.key(value), value));
    }

    @Override
    public void remove(Collection<String> keys) {
        keys.forEach(values::remove);
    }
}
