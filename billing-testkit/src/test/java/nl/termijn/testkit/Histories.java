package nl.termijn.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import nl.termijn.store.memory.InMemoryBillingStore;

/** Histories that a number makes, so that one that breaks a law can be made again; and the least of it that still does. */
final class Histories {
    private Histories() {}

    /** The life that {@code seed} makes. */
    static BillingHistory.Life of(Arbitrary<BillingHistory.Life> lives, long seed) {
        return lives.generator(1000, true).next(new Random(seed)).value();
    }

    /** Lives {@code life} and checks every law after each step; gives what broke one. */
    static Optional<Throwable> breaks(BillingHistory.Life life) {
        try {
            BillingHistory history = BillingHistory.on(new InMemoryBillingStore(), life);
            for (BillingHistory.Step step : life.steps()) {
                history.apply(step);
                BillingLaws.check(history.billing());
            }
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(e);
        }
    }

    /** {@code life} without the steps that the failure does not need. */
    static BillingHistory.Life shrunk(BillingHistory.Life life) {
        String law = law(breaks(life).orElseThrow());
        return new BillingHistory.Life(
                life.seller(),
                life.customers(),
                life.subscriptions(),
                shrunk(
                        life.steps(),
                        steps -> breaks(new BillingHistory.Life(
                                        life.seller(), life.customers(), life.subscriptions(), steps))
                                .filter(failure -> law(failure).equals(law))
                                .isPresent()));
    }

    /** {@code all} without those that {@code stillFails} does not need: halves first, then one by one. */
    static <T> List<T> shrunk(List<T> all, Function<List<T>, Boolean> stillFails) {
        List<T> steps = new ArrayList<>(all);
        for (int size = Math.max(1, steps.size() / 2); size >= 1; size /= 2) {
            for (int at = steps.size() - size; at >= 0; at -= size) {
                List<T> fewer = new ArrayList<>(steps);
                fewer.subList(at, Math.min(at + size, fewer.size())).clear();
                if (stillFails.apply(fewer)) {
                    steps = fewer;
                }
            }
        }
        return steps;
    }

    /** The law that {@code failure} is about: the name of the method of the laws that found it. */
    static String law(Throwable failure) {
        String law = failure.getClass().getSimpleName();
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().equals(BillingLaws.class.getName())
                    && !frame.getMethodName().equals("check")
                    && !frame.getMethodName().contains("$")) {
                law = frame.getMethodName();
            }
        }
        return law;
    }
}
