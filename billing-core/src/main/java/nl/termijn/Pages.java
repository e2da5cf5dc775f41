package nl.termijn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Long lists: read a page at a time while they are gone through, or worked off in chunks. */
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

    /** {@code all} in pieces of {@code size}, the last one perhaps shorter. */
    static <T> List<List<T>> chunks(List<T> all, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            chunks.add(all.subList(from, Math.min(from + size, all.size())));
        }
        return chunks;
    }
}
