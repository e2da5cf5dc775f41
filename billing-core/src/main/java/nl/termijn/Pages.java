package nl.termijn;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lists that may be too long for memory, read a page at a time while they are gone through. */
final class Pages {
    static final int SIZE = 500;

    private Pages() {}

    /** All that the pages hold; {@code after} gives the one after a value, or the first, and an empty one at the end. */
    static <T> Stream<T> all(Function<Optional<T>, List<T>> after) {
        // the first page too is read when the stream is, not when it is made
        return Stream.of(after)
                .flatMap(page -> Stream.iterate(
                        page.apply(Optional.empty()),
                        values -> !values.isEmpty(),
                        values -> page.apply(Optional.of(values.get(values.size() - 1)))))
                .flatMap(List::stream);
    }
}
