package nl.termijn.run;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.Fixtures.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.money.MonetaryAmount;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Policies.Cancellation;
import nl.termijn.administration.Policies.InterimLines;
import nl.termijn.administration.Policies.NegativeTotal;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.PendingLine;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.Alignment;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.Pause;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;
import nl.termijn.subscription.Trial;

/** The laws of billing one customer, whatever happens to him and in whatever order. */
class BillingPlannerProperties {
    private static final YearMonth FIRST = YearMonth.of(2024, 1);

    enum Kind {
        RUN,
        RUN_AND_SEND,
        SKIP_MONTH,
        RUN_AGAIN,
        RUN_AN_OLD_MONTH,
        BILL_NOW,
        CHANGE_AT_ONCE,
        CHANGE_NEXT_PERIOD,
        LOOSE_LINE,
        PAUSE,
        END
    }

    record Step(Kind kind, int pick, int days, int cents) {}

    /** What happens to a world, month by month. */
    private static final class History {
        final PlannedWorld world;
        YearMonth month = FIRST;
        boolean oftenChanged;
        private final Map<YearMonth, Integer> changes = new HashMap<>();

        History(PlannedWorld world) {
            this.world = world;
        }

        void happen(Step step) {
            switch (step.kind()) {
                case RUN -> {
                    sendDrafts();
                    run(month);
                    month = month.plusMonths(1);
                }
                case RUN_AND_SEND -> {
                    sendDrafts();
                    run(month);
                    sendDrafts();
                    month = month.plusMonths(1);
                }
                case SKIP_MONTH -> month = month.plusMonths(1);
                case RUN_AGAIN -> run(month.minusMonths(1));
                case RUN_AN_OLD_MONTH -> run(FIRST.plusMonths(step.pick() % 12));
                case BILL_NOW -> billNow(today().plusDays(step.days() % 28));
                case CHANGE_AT_ONCE -> change(step);
                case CHANGE_NEXT_PERIOD -> world.changeWithNextPeriod(subscription(step), terms(step));
                case LOOSE_LINE ->
                    world.with(
                            today().plusDays(step.days() % 28).toString(),
                            BigDecimal.valueOf(step.cents() - 5_000L, 2).toPlainString());
                case PAUSE -> pause(step);
                case END -> end(step);
            }
        }

        LocalDate today() {
            return month.atDay(1).minusMonths(1);
        }

        Subscription subscription(Step step) {
            List<Subscription> all = world.subscriptions();
            return all.get(step.pick() % all.size());
        }

        private void run(YearMonth run) {
            InvoicePlan plan = world.plan(run.toString());
            assertThat(world.plan(run.toString())).isEqualTo(plan);
            world.draft(run.toString());
        }

        private void billNow(LocalDate day) {
            if (world.planner.planNow(world.account(), day) instanceof InvoicePlan.Draft) {
                sendDrafts();
                world.billNow(day.toString());
            }
        }

        void sendDrafts() {
            world.documents().stream()
                    .filter(document -> document.status() == InvoiceStatus.AWAITING_APPROVAL)
                    .forEach(draft -> world.send(draft, today()));
        }

        private TermsChange terms(Step step) {
            return TermsChange.builder()
                    .effectiveFrom(today().plusDays(step.days() - 20L))
                    .unitPrice(price(step.cents()))
                    .build();
        }

        private void change(Step step) {
            oftenChanged |= changes.merge(month, 1, Integer::sum) > 1;
            world.changeAtOnce(subscription(step), terms(step));
        }

        private void pause(Step step) {
            Subscription subscription = subscription(step);
            LocalDate from = today().plusDays(step.days());
            boolean isFree = subscription.pauses().stream()
                    .allMatch(pause -> pause.to().map(to -> !to.isAfter(from)).orElse(false));
            if (isFree) {
                world.with(subscription.toBuilder()
                        .addPause(Pause.of(from, from.plusDays(1 + step.cents() % 70)))
                        .build());
            }
        }

        private void end(Step step) {
            Subscription subscription = subscription(step);
            LocalDate wanted = today().plusDays(step.days());
            LocalDate end = wanted.isBefore(subscription.start()) ? subscription.start() : wanted;
            if (subscription.end().map(end::isBefore).orElse(true)) {
                world.end(subscription, end);
            }
        }

        BigDecimal net() {
            BigDecimal net = BigDecimal.ZERO;
            for (Invoice document : world.documents()) {
                net = net.add(Amounts.decimal(document.totals().net()));
            }
            for (PendingLine line : world.pending()) {
                net = net.add(Amounts.decimal(line.amount()));
            }
            return net;
        }
    }

    @Property(seed = "20261", edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void billed_days_tile_the_served_ones_whatever_happens(
            @ForAll("subscriptions") List<Subscription> subscriptions,
            @ForAll("schedules") InvoiceSchedule schedule,
            @ForAll InterimLines interim,
            @ForAll NegativeTotal negative,
            @ForAll("billing") List<Step> steps) {
        Policies policies =
                Policies.builder().interimLines(interim).negativeTotal(negative).build();
        PlannedWorld world = PlannedWorld.under(policies, subscriptions.toArray(Subscription[]::new))
                .with(customer -> customer.schedule(schedule));
        History history = new History(world);
        Map<SubscriptionReference, TreeSet<LocalDate>> served = new HashMap<>();
        for (Step step : steps) {
            List<Subscription> before = world.subscriptions();
            history.happen(step);
            for (int i = 0; i < before.size(); i++) {
                Subscription now = world.subscriptions().get(i);
                TreeSet<LocalDate> days = served.computeIfAbsent(now.reference(), any -> new TreeSet<>());
                days.addAll(chargedDays(now, before.get(i).billedThrough(), now.billedThrough()));
                assertThat(billedDays(world, now)).containsExactlyElementsOf(days);
            }
        }
        checkDocuments(world, schedule, interim);
        collect(world, history);
    }

    private static List<LocalDate> chargedDays(Subscription subscription, LocalDate from, LocalDate to) {
        SlowCalendar calendar = new SlowCalendar(subscription);
        return from.datesUntil(to)
                .filter(day -> !calendar.isFree(day) && !calendar.isPaused(day))
                .toList();
    }

    /** The days on lines that were due, in order, a day as often as it is billed. */
    private static List<LocalDate> billedDays(PlannedWorld world, Subscription subscription) {
        return world.documents().stream()
                .flatMap(document -> document.lines().stream())
                .filter(line -> isDue(line, subscription))
                .map(line -> line.days().orElseThrow())
                .flatMap(days -> days.from().datesUntil(days.to()))
                .sorted()
                .toList();
    }

    private static boolean isDue(InvoiceLine line, Subscription subscription) {
        return line.origin().dueSubscription().equals(Optional.of(subscription.reference()));
    }

    private static void checkDocuments(PlannedWorld world, InvoiceSchedule schedule, InterimLines interim) {
        Map<Integer, Integer> runsOfYear = new TreeMap<>();
        for (Invoice document : world.documents()) {
            document.runMonth().ifPresent(month -> runsOfYear.merge(month.getYear(), 1, Integer::sum));
            assertThat(document.totals().gross().isNegative()).isEqualTo(document.kind() == InvoiceKind.CREDIT_NOTE);
        }
        int most = interim == InterimLines.WITH_SCHEDULE ? 12 / schedule.months() : 12;
        assertThat(runsOfYear.values()).allMatch(runs -> runs <= most);
    }

    private static void collect(PlannedWorld world, History history) {
        List<Subscription> all = world.subscriptions();
        Statistics.label("leap day").collect(all.stream().anyMatch(BillingPlannerProperties::startsOnLeapDay));
        Statistics.label("cycle of two years").collect(all.stream().anyMatch(one -> one.cycleMonths() == 24));
        Statistics.label("pauses")
                .collect(all.stream().anyMatch(one -> !one.pauses().isEmpty()));
        Statistics.label("two changes in a month").collect(history.oftenChanged);
        Statistics.label("negative line")
                .collect(world.documents().stream()
                        .flatMap(document -> document.lines().stream())
                        .anyMatch(line ->
                                line.amount().isNegative() && line.days().isEmpty()));
        for (String label :
                List.of("leap day", "cycle of two years", "pauses", "two changes in a month", "negative line")) {
            Statistics.label(label).coverage(coverage -> coverage.check(true).count(count -> count > 0));
        }
    }

    private static boolean startsOnLeapDay(Subscription subscription) {
        return subscription.start().getMonthValue() == 2 && subscription.start().getDayOfMonth() == 29;
    }

    @Property(seed = "20262", edgeCases = EdgeCasesMode.NONE)
    void a_years_total_does_not_depend_on_the_schedule(
            @ForAll("subscriptions") List<Subscription> subscriptions, @ForAll("schedules") InvoiceSchedule schedule) {
        List<Subscription> inAdvance = subscriptions.stream()
                .map(one -> one.toBuilder().timing(BillingTiming.ADVANCE).build())
                .toList();

        assertThat(yearBilled(inAdvance, InvoiceSchedule.every(schedule.months(), 1)))
                .isEqualByComparingTo(yearBilled(inAdvance, InvoiceSchedule.MONTHLY));
    }

    @Property(seed = "20263", edgeCases = EdgeCasesMode.NONE)
    void in_arrears_neither(
            @ForAll("subscriptions") List<Subscription> subscriptions, @ForAll("schedules") InvoiceSchedule schedule) {
        List<Subscription> inArrears = subscriptions.stream()
                .map(one -> one.toBuilder().timing(BillingTiming.ARREARS).build())
                .toList();

        assertThat(yearBilled(inArrears, InvoiceSchedule.every(schedule.months(), 1)))
                .isEqualByComparingTo(yearBilled(inArrears, InvoiceSchedule.MONTHLY));
    }

    /** All that was billed by the end of 2026; in arrears by the run of the first day after it. */
    private static BigDecimal yearBilled(List<Subscription> subscriptions, InvoiceSchedule schedule) {
        History history = new History(PlannedWorld.of(subscriptions.toArray(Subscription[]::new))
                .with(customer -> customer.schedule(schedule)));
        boolean inArrears = subscriptions.get(0).timing() == BillingTiming.ARREARS;
        YearMonth last = inArrears ? YearMonth.of(2027, 1) : YearMonth.of(2026, 12);
        for (YearMonth month = YearMonth.of(2026, 1); !month.isAfter(last); month = month.plusMonths(1)) {
            history.world.run(month.toString());
        }
        return history.net();
    }

    @Property(seed = "20264", edgeCases = EdgeCasesMode.NONE)
    void an_end_midway_with_credit_costs_the_days_served_whatever_the_schedule(
            @ForAll @IntRange(min = 1, max = 100_000) int cents,
            @ForAll("cycles") int cycle,
            @ForAll("starts") LocalDate start,
            @ForAll("schedules") InvoiceSchedule schedule,
            @ForAll @IntRange(min = 0, max = 700) int offset) {
        History history = new History(PlannedWorld.of(
                        subscription(cycle, cents(cents), start.toString()).build())
                .with(customer -> customer.schedule(schedule)));
        for (YearMonth month = FIRST; month.isBefore(YearMonth.of(2026, 1)); month = month.plusMonths(1)) {
            history.world.run(month.toString());
        }
        LocalDate end = start.plusDays(offset);
        if (end.isAfter(history.world.subscription().billedThrough())) {
            return;
        }

        history.world.end(history.world.subscription(), end);

        assertThat(history.net()).isEqualByComparingTo(costByWholeAndPart(cents, cycle, start, end));
        assertThat(history.world.subscription().billedThrough()).isEqualTo(end);
    }

    /** Whole periods, and the days of the last one by C3. */
    private static BigDecimal costByWholeAndPart(int cents, int cycle, LocalDate start, LocalDate end) {
        int whole = 0;
        while (!start.plusMonths((long) (whole + 1) * cycle).isAfter(end)) {
            whole++;
        }
        DateRange period =
                DateRange.of(start.plusMonths((long) whole * cycle), start.plusMonths((long) (whole + 1) * cycle));
        long days = period.from().datesUntil(end).count();
        BigDecimal part =
                BigDecimal.valueOf(cents * days).divide(BigDecimal.valueOf(period.days()), 0, RoundingMode.HALF_UP);
        return BigDecimal.valueOf((long) cents * whole).add(part).movePointLeft(2);
    }

    @Property(seed = "20265", edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void with_changes_and_ends_the_customer_pays_the_days_served_at_the_terms_in_force(
            @ForAll("plain") Subscription subscription,
            @ForAll("schedules") InvoiceSchedule schedule,
            @ForAll Cancellation cancellation,
            @ForAll("changing") List<Step> steps) {
        Policies policies = Policies.builder().cancellation(cancellation).build();
        History history =
                new History(PlannedWorld.under(policies, subscription).with(customer -> customer.schedule(schedule)));
        for (Step step : steps) {
            history.happen(step);
            Subscription now = history.world.subscription();
            SlowCalendar calendar = new SlowCalendar(now);
            BigDecimal cost = now.start()
                    .datesUntil(now.billedThrough())
                    .filter(day -> !calendar.isFree(day))
                    .map(calendar::cost)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(history.net().subtract(cost).abs())
                    .as("billed %s for days that cost %s", history.net(), cost)
                    .isLessThanOrEqualTo(BigDecimal.valueOf(2 + lineCount(history.world), 2));
        }
        Statistics.label("two changes in a month").collect(history.oftenChanged);
        Statistics.label("two changes in a month")
                .coverage(coverage -> coverage.check(true).count(count -> count > 0));
        boolean isEnded = history.world.subscription().end().isPresent();
        Statistics.label("ended").collect(isEnded);
        Statistics.label("ended").coverage(coverage -> coverage.check(true).count(count -> count > 0));
    }

    private static int lineCount(PlannedWorld world) {
        return world.pending().size()
                + world.documents().stream()
                        .mapToInt(document -> document.lines().size())
                        .sum();
    }

    private static String cents(int cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    private static MonetaryAmount price(int cents) {
        return eur(cents(cents));
    }

    @Provide
    Arbitrary<InvoiceSchedule> schedules() {
        return Combinators.combine(
                        Arbitraries.of(1, 1, 2, 3, 4, 6, 12),
                        Arbitraries.integers().between(1, 12))
                .as(InvoiceSchedule::every);
    }

    @Provide
    Arbitrary<Integer> cycles() {
        return Arbitraries.of(1, 1, 3, 6, 12, 24);
    }

    @Provide
    Arbitrary<LocalDate> starts() {
        return Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.integers().between(0, 420).map(LocalDate.of(2023, 11, 15)::plusDays)),
                Tuple.of(1, Arbitraries.of(LocalDate.of(2024, 2, 29), LocalDate.of(2024, 1, 31))));
    }

    @Provide
    Arbitrary<Subscription> plain() {
        Arbitrary<Trial> trials = Arbitraries.of(Trial.NONE, Trial.NONE, Trial.periods(1));
        return Combinators.combine(cycles(), starts(), Arbitraries.integers().between(0, 20_000), trials)
                .as((cycle, start, cents, trial) -> subscription(cycle, cents(cents), start.toString())
                        .trial(trial)
                        .build());
    }

    @Provide
    Arbitrary<List<Subscription>> subscriptions() {
        Arbitrary<Trial> trials = Arbitraries.of(
                Trial.NONE, Trial.NONE, Trial.periods(1), Trial.periods(2), Trial.until(LocalDate.of(2024, 5, 17)));
        Arbitrary<Subscription> subscription = Combinators.combine(
                        plain(),
                        Arbitraries.of(Alignment.class),
                        Arbitraries.of(BillingTiming.ADVANCE, BillingTiming.ADVANCE, BillingTiming.ARREARS),
                        Arbitraries.of(0, 0, 14, 45),
                        trials,
                        Arbitraries.integers().between(1, 3))
                .as((plain, alignment, timing, lead, trial, quantity) -> plain.toBuilder()
                        .alignment(alignment)
                        .timing(timing)
                        .leadDays(lead)
                        .trial(trial)
                        .quantity(BigDecimal.valueOf(quantity))
                        .build());
        return subscription.list().ofMinSize(1).ofMaxSize(3).map(BillingPlannerProperties::named);
    }

    private static List<Subscription> named(List<Subscription> subscriptions) {
        List<Subscription> named = new ArrayList<>();
        for (Subscription subscription : subscriptions) {
            named.add(subscription.toBuilder()
                    .reference(SubscriptionReference.of("S-" + named.size()))
                    .build());
        }
        return named;
    }

    @Provide
    Arbitrary<List<Step>> billing() {
        return steps(
                Kind.RUN,
                Kind.RUN_AND_SEND,
                Kind.RUN_AND_SEND,
                Kind.SKIP_MONTH,
                Kind.RUN_AGAIN,
                Kind.RUN_AN_OLD_MONTH,
                Kind.BILL_NOW,
                Kind.CHANGE_AT_ONCE,
                Kind.CHANGE_AT_ONCE,
                Kind.CHANGE_NEXT_PERIOD,
                Kind.LOOSE_LINE,
                Kind.PAUSE);
    }

    @Provide
    Arbitrary<List<Step>> changing() {
        return steps(
                Kind.RUN,
                Kind.RUN,
                Kind.RUN_AND_SEND,
                Kind.RUN_AND_SEND,
                Kind.SKIP_MONTH,
                Kind.BILL_NOW,
                Kind.CHANGE_AT_ONCE,
                Kind.CHANGE_AT_ONCE,
                Kind.CHANGE_NEXT_PERIOD,
                Kind.END);
    }

    private static Arbitrary<List<Step>> steps(Kind... kinds) {
        return Combinators.combine(
                        Arbitraries.of(kinds),
                        Arbitraries.integers().between(0, 11),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 20_000))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }
}
