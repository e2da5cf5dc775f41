package nl.termijn.testkit;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.Tag;
import nl.termijn.testkit.PairedActs.Act;
import nl.termijn.testkit.PairedActs.Order;

/**
 * Looks for histories that break a law, other ones each time, for as long as one likes; CONTRIBUTING.md has the command. The
 * seeds of the build are fixed, so that it fails for a change and not by chance.
 */
@Tag("explore")
class LawsExplorationTest {
    private static final String SEED = "laws.explore.seed";
    private static final String MINUTES = "laws.explore.minutes";

    private final Arbitrary<BillingHistory.Life> lives = BillingHistory.lives(40);
    private final Arbitrary<BillingHistory.Life> longLives = BillingHistory.lives(150);

    @Example
    void new_histories_keep_the_laws() {
        boolean again = System.getProperty(SEED) != null;
        long seed = Long.getLong(SEED, System.currentTimeMillis());
        Instant until = Instant.now().plus(Duration.ofMinutes(again ? 0 : Integer.getInteger(MINUTES, 1)));
        do {
            explore(seed);
            seed++;
        } while (Instant.now().isBefore(until));
    }

    /** One life, one long life now and then, and a handful of pairs. */
    private void explore(long seed) {
        explore(lives, seed);
        if (seed % 10 == 0) {
            explore(longLives, seed);
        }
        Random random = new Random(seed);
        for (int i = 0; i < 10; i++) {
            Act first = one(Act.values(), random);
            Act second = one(Act.values(), random);
            Order order = one(Order.values(), random);
            try {
                PairedActs.run(first, second, order, seed);
            } catch (AssertionError | RuntimeException e) {
                fail("Seed %s breaks %s.%n%s%n%s".formatted(seed, Histories.law(e), e.getMessage(), howAgain(seed)), e);
            }
        }
    }

    private static void explore(Arbitrary<BillingHistory.Life> lives, long seed) {
        BillingHistory.Life life = Histories.of(lives, seed);
        Histories.breaks(life).ifPresent(failure -> {
            BillingHistory.Life shrunk = Histories.shrunk(life);
            Throwable least = Histories.breaks(shrunk).orElse(failure);
            fail(
                    "Seed %s breaks %s.%n%s%n%s%n%s%n%s%n%s%n%s"
                            .formatted(
                                    seed,
                                    Histories.law(failure),
                                    least.getMessage(),
                                    shrunk.seller().policies(),
                                    shrunk.customers(),
                                    shrunk.subscriptions(),
                                    lines(shrunk.steps()),
                                    howAgain(seed)),
                    least);
        });
    }

    private static String lines(List<BillingHistory.Step> steps) {
        return steps.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private static String howAgain(long seed) {
        return "This one again: -D" + SEED + "=" + seed;
    }

    private static <T> T one(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }
}
