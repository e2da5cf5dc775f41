package nl.termijn.testkit;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.statistics.Statistics;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.Subscription;

/** The seeds are fixed, so that a build fails for a change and not by chance; take them out to look for more. */
class BillingLawsProperties {

    @Provide
    Arbitrary<BillingHistory.Life> lives() {
        return BillingHistory.lives(40);
    }

    @Provide
    Arbitrary<BillingHistory.Life> longLives() {
        return BillingHistory.lives(150);
    }

    @Property(tries = 1500, seed = "20260101")
    void the_laws_hold_after_every_step_of_any_history(@ForAll("lives") BillingHistory.Life life) {
        check(life);
    }

    @Tag("slow")
    @Property(tries = 500, seed = "20260102")
    void the_laws_hold_through_long_histories(@ForAll("longLives") BillingHistory.Life life) {
        check(life);
    }

    private static void check(BillingHistory.Life life) {
        BillingHistory history = BillingHistory.on(new InMemoryBillingStore(), life);
        for (BillingHistory.Step step : life.steps()) {
            history.apply(step);
            BillingLaws.check(history.billing());
        }
        oddCasesOccur(life, history);
        history.done().keySet().forEach(act -> Statistics.label("done").collect(act));
        life.subscriptions()
                .forEach(subscription -> Statistics.label("odd")
                        .collect(
                                subscription.start().getDayOfMonth() > 28
                                        ? "end of month"
                                        : subscription.cycleMonths() == 24 ? "cycle 24" : "plain"));
    }

    /** A law that only sees easy cases proves nothing. */
    private static void oddCasesOccur(BillingHistory.Life life, BillingHistory history) {
        for (BillingHistory.Act act : BillingHistory.Act.values()) {
            Statistics.label(act.name())
                    .collect(history.done().containsKey(act))
                    .coverage(coverage -> coverage.check(true).count(count -> count > 0));
        }
        occurs("29 February", life, subscription -> subscription.start().equals(LocalDate.of(2024, 2, 29)));
        occurs("cycle of 24 months", life, subscription -> subscription.cycleMonths() == 24);
        occurs("trial", life, subscription -> !subscription.trial().isNone());
        occurs("in arrears", life, subscription -> subscription.timing() == BillingTiming.ARREARS);
        occurs("gross-priced", life, subscription -> subscription.pricing() == Pricing.GROSS);
        Statistics.label("waits for a schedule of more than a month")
                .collect(life.seller().policies().interimLines() == Policies.InterimLines.WITH_SCHEDULE
                        && life.customers().stream()
                                .anyMatch(customer -> EffectiveSettings.of(
                                                        history.billing().administration(),
                                                        customer,
                                                        history.billing().today())
                                                .schedule()
                                                .months()
                                        > 1))
                .coverage(coverage -> coverage.check(true).count(count -> count > 0));
        long changes = history.billing().subscriptions().page(Optional.empty(), 10).stream()
                .mapToLong(subscription -> subscription.changes().size())
                .max()
                .orElse(0);
        Statistics.label("two changes of one subscription")
                .collect(changes > 1)
                .coverage(coverage -> coverage.check(true).count(count -> count > 0));
    }

    private static void occurs(String what, BillingHistory.Life life, Predicate<Subscription> odd) {
        Statistics.label(what)
                .collect(life.subscriptions().stream().anyMatch(odd))
                .coverage(coverage -> coverage.check(true).count(count -> count > 0));
    }
}
