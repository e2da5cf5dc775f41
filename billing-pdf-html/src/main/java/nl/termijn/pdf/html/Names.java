package nl.termijn.pdf.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a template may name of a thing, in one declaration: it checks templates when they are set, gives the values when they
 * are filled in, and is what the documentation lists. Immutable once built.
 *
 * @param <T> the thing
 */
final class Names<T> {
    /** What stands behind a name. */
    enum Kind {
        /** A text, printed by {@code {{name}}}. */
        TEXT,
        /** Yes or no, for {@code {{#name}}} and {@code {{^name}}}. */
        FLAG,
        /** Texts, one after another: {@code {{#name}}{{.}}{{/name}}}. */
        TEXTS,
        /** Things with names of their own, one after another. */
        EACH,
        /** A thing with names of its own, perhaps absent. */
        PART
    }

    /**
     * One name.
     *
     * @param says what it is
     * @param kind what stands behind it
     * @param inner the names inside, for {@link Kind#EACH} and {@link Kind#PART}
     * @param value gives a text, a boolean, a list of texts or scopes, or a scope
     */
    record Entry<T>(String says, Kind kind, Optional<Names<?>> inner, Function<T, Object> value) {}

    private final Map<String, Entry<T>> entries;

    private Names(Map<String, Entry<T>> entries) {
        this.entries = entries;
    }

    Map<String, Entry<T>> entries() {
        return entries;
    }

    @Nullable
    Entry<T> get(String name) {
        return entries.get(name);
    }

    /** {@code thing}, of which only these names can be had. */
    Scope of(T thing) {
        return new Scope() {
            @Override
            public @Nullable Object get(String name) {
                Entry<T> entry = entries.get(name);
                return entry == null ? null : entry.value().apply(thing);
            }
        };
    }

    /** All that a template sees of a thing. */
    interface Scope {
        /** What {@code name} says; null if there is no such name here. */
        @Nullable
        Object get(String name);
    }

    /** Collects names. */
    static final class Builder<T> {
        private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

        Builder<T> text(String name, String says, Function<T, String> value) {
            return add(name, new Entry<>(says, Kind.TEXT, Optional.empty(), value::apply));
        }

        Builder<T> flag(String name, String says, Function<T, Boolean> value) {
            return add(name, new Entry<>(says, Kind.FLAG, Optional.empty(), value::apply));
        }

        Builder<T> texts(String name, String says, Function<T, List<String>> value) {
            return add(name, new Entry<>(says, Kind.TEXTS, Optional.empty(), value::apply));
        }

        <U> Builder<T> each(String name, String says, Names<U> inner, Function<T, List<U>> value) {
            return add(name, new Entry<>(says, Kind.EACH, Optional.of(inner), thing -> {
                List<Scope> scopes = new ArrayList<>();
                value.apply(thing).forEach(item -> scopes.add(inner.of(item)));
                return scopes;
            }));
        }

        /** A part that may be absent: then it is as an empty list. */
        <U> Builder<T> part(String name, String says, Names<U> inner, Function<T, Optional<U>> value) {
            return add(
                    name,
                    new Entry<>(
                            says,
                            Kind.PART,
                            Optional.of(inner),
                            thing -> value.apply(thing).<Object>map(inner::of).orElse(List.of())));
        }

        private Builder<T> add(String name, Entry<T> entry) {
            entries.put(name, entry);
            return this;
        }

        Names<T> build() {
            return new Names<>(new LinkedHashMap<>(entries));
        }
    }
}
