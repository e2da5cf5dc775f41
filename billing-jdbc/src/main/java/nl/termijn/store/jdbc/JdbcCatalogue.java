package nl.termijn.store.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.termijn.store.Catalogue;
import nl.termijn.store.CatalogueKind;
import org.jspecify.annotations.Nullable;

/** The rows of one kind in the table of catalogues. */
final class JdbcCatalogue<V> implements Catalogue<V> {
    private record Entry(String kind, String key, String content, long version) {}

    private record Held<V>(String key, V value) {}

    private static final Table<Entry> TABLE = Table.<Entry>named("catalogue")
            .key("kind", Entry::kind)
            .key("reference", Entry::key)
            .column("content", Entry::content)
            .version("version", Entry::version);

    private static final String SELECT =
            "select reference, content, version from {s}.catalogue" + " where administration = ? and kind = ?";
    private static final String FIND = SELECT + " and reference = ?";
    private static final String RANGE = SELECT + " and reference >= ? and reference < ? order by reference";
    private static final String REMOVE =
            "delete from {s}.catalogue where administration = ? and kind = ? and reference = ?";

    private final Sql sql;
    private final String administration;
    private final CatalogueKind<V> kind;
    private final Unreadables unreadables;
    private final Unreadables.Kind rows;
    /** Versions as this unit of work read or saved them. */
    private final Map<String, Long> read = new HashMap<>();

    JdbcCatalogue(Sql sql, String administration, CatalogueKind<V> kind, Unreadables unreadables) {
        this.sql = sql;
        this.administration = administration;
        this.kind = kind;
        this.unreadables = unreadables;
        this.rows = new Unreadables.Kind(kind.name(), "reference", Optional.empty());
    }

    @Override
    public Optional<V> find(String key) {
        return Unreadables.first(sql, rows, this::held, FIND, administration, kind.name(), key)
                .map(Held::value);
    }

    @Override
    public Optional<V> hold(String key) {
        return Unreadables.first(sql, rows, this::held, FIND + " for update", administration, kind.name(), key)
                .map(Held::value);
    }

    @Override
    public List<V> startingWith(String prefix) {
        // the last character that there is comes after all that go on from the prefix
        return Unreadables.list(
                        sql,
                        rows,
                        this::held,
                        prefix.isEmpty() ? unreadables::leaveOut : Unreadables.REFUSE,
                        RANGE,
                        administration,
                        kind.name(),
                        prefix,
                        prefix + Character.toString(0x10FFFD))
                .stream()
                .map(Held::value)
                .toList();
    }

    private Held<V> held(Row row) {
        String key = row.text("reference");
        read.put(key, row.longNumber("version"));
        return new Held<>(key, row.json("content", kind.type()));
    }

    @Override
    public void save(Collection<V> values) {
        List<Entry> entries = new ArrayList<>(values.size());
        for (V value : values) {
            String key = kind.key(value);
            entries.add(new Entry(kind.name(), key, JsonText.write(value), read.getOrDefault(key, 0L) + 1));
        }
        TABLE.saveVersions(sql, administration, entries, entry -> kind.name() + " " + entry.key(), entry -> null);
        entries.forEach(entry -> read.put(entry.key(), entry.version()));
    }

    @Override
    public void remove(Collection<String> keys) {
        List<@Nullable Object[]> rows = new ArrayList<>(keys.size());
        for (String key : keys) {
            rows.add(new @Nullable Object[] {administration, kind.name(), key});
            read.remove(key);
        }
        sql.batch(REMOVE, rows);
    }
}
