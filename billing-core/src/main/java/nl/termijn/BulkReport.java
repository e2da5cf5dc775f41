package nl.termijn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * What came of one act on many: it goes on past those that are refused, and says why they were.
 *
 * @param done on which it was done, or had been before, in the order given
 * @param failures on which it was not; they are as they were
 * @param <K> key of one
 */
public record BulkReport<K>(List<K> done, List<Failure<K>> failures) {
    /** Copies the lists. */
    public BulkReport {
        done = List.copyOf(done);
        failures = List.copyOf(failures);
    }

    /**
     * One on which it was not done.
     *
     * @param subject which
     * @param reason why, in words
     * @param <K> its key
     */
    public record Failure<K>(K subject, String reason) {}

    /**
     * Does {@code act} on pieces of {@code all}, and where a piece is refused on each of it alone.
     *
     * @param act does all of a piece or nothing of it
     */
    static <K> BulkReport<K> of(Collection<K> all, int size, Consumer<List<K>> act) {
        List<K> done = new ArrayList<>(all.size());
        List<Failure<K>> failures = new ArrayList<>();
        for (List<K> piece : Pages.chunks(List.copyOf(all), size)) {
            try {
                act.accept(piece);
                done.addAll(piece);
            } catch (RuntimeException refused) {
                oneByOne(piece, act, done, failures);
            }
        }
        return new BulkReport<>(done, failures);
    }

    private static <K> void oneByOne(List<K> piece, Consumer<List<K>> act, List<K> done, List<Failure<K>> failures) {
        for (K one : piece) {
            try {
                act.accept(List.of(one));
                done.add(one);
            } catch (RuntimeException e) {
                failures.add(new Failure<>(one, RunService.reason(e)));
            }
        }
    }
}
