package nl.termijn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

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

    /**
     * Goes through all there is, each page in a unit of work of its own, so that others can go on.
     *
     * @param first after which it begins
     * @param read the page after a key
     * @param key of a value, after which the next page begins
     * @param task done with each page, in its unit of work
     * @param each gets what came of that, after the unit of work
     * @param <T> what is gone through
     * @param <K> its key
     * @param <R> what comes of a page
     */
    static <T, K, R> void walk(
            Session session,
            Optional<K> first,
            BiFunction<Session.Work, Optional<K>, List<T>> read,
            Function<T, K> key,
            BiFunction<Session.Work, List<T>, R> task,
            Consumer<R> each) {
        record Done<T, R>(List<T> page, R result) {}
        Optional<K> after = first;
        while (true) {
            Optional<K> from = after;
            Done<T, R> done = session.work(work -> {
                List<T> page = read.apply(work, from);
                return new Done<>(page, task.apply(work, page));
            });
            each.accept(done.result());
            if (done.page().isEmpty()) {
                return;
            }
            after = Optional.of(key.apply(done.page().get(done.page().size() - 1)));
        }
    }

    /** Goes through all subscriptions after {@code first}, ended ones too, as {@link #walk} does. */
    static <R> void subscriptions(
            Session session,
            Optional<SubscriptionReference> first,
            int size,
            BiFunction<Session.Work, List<Subscription>, R> task,
            Consumer<R> each) {
        walk(
                session,
                first,
                (work, after) -> work.unit().subscriptions().page(after, size),
                Subscription::reference,
                task,
                each);
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
