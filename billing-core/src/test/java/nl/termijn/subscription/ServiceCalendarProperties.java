package nl.termijn.subscription;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.Fixtures.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import nl.termijn.administration.Policies.EndOfSubscription;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.TermsChange.Effect;

/** The calendar against a slow, obvious model that looks at every day by itself. */
class ServiceCalendarProperties {

    @Property(edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void the_pieces_are_the_served_days_of_each_period(
            @ForAll("subscriptions") Subscription subscription,
            @ForAll EndOfSubscription endPolicy,
            @ForAll @IntRange(max = 1500) int limitOffset) {
        LocalDate limit = subscription.start().plusDays(limitOffset);
        Model model = new Model(subscription, endPolicy, limit.plusYears(5));
        List<Piece> due = ServiceCalendar.of(subscription, endPolicy).due(limit);
        assertThat(due.stream().map(Expected::of)).containsExactlyElementsOf(model.due(limit));
        collect(subscription, due);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void what_is_still_to_come_agrees_with_looking_at_every_day(
            @ForAll("subscriptions") Subscription subscription, @ForAll @IntRange(max = 1500) int offset) {
        LocalDate day = subscription.start().plusDays(offset);
        Model model = new Model(subscription, EndOfSubscription.PRORATE, day.plusYears(7));
        ServiceCalendar calendar = ServiceCalendar.of(subscription, EndOfSubscription.PRORATE);
        boolean endless =
                subscription.end().isEmpty() && subscription.openPause().isEmpty();
        assertThat(calendar.hasChargedDayFrom(day)).isEqualTo(endless || model.chargesSomethingFrom(day));
        assertThat(calendar.nextPeriodStart(day)).isEqualTo(model.nextPeriodStart(day));
        assertThat(calendar.periodEnd(day)).isEqualTo(model.periodEnd(day));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void billing_in_two_steps_bills_the_same_days_as_in_one(
            @ForAll("subscriptions") Subscription subscription,
            @ForAll @IntRange(max = 800) int first,
            @ForAll @IntRange(max = 800) int second) {
        LocalDate limit = subscription.start().plusDays(first);
        LocalDate later = limit.plusDays(second);
        List<DateRange> atOnce = days(subscription, later);
        List<DateRange> steps = new ArrayList<>(days(subscription, limit));
        LocalDate through = steps.isEmpty()
                ? subscription.billedThrough()
                : steps.get(steps.size() - 1).to();
        steps.addAll(days(subscription.toBuilder().billedThrough(through).build(), later));
        assertThat(steps).isEqualTo(atOnce);
    }

    private static List<DateRange> days(Subscription subscription, LocalDate limit) {
        return ServiceCalendar.of(subscription, EndOfSubscription.PRORATE).due(limit).stream()
                .map(Piece::days)
                .toList();
    }

    /** What the model says of a piece. */
    private record Expected(DateRange days, DateRange period, int count, LocalDate chargedTo) {
        static Expected of(Piece piece) {
            return new Expected(piece.days(), piece.period(), piece.count(), piece.chargedTo());
        }
    }

    /** A period with the days of it that there are, and its full length. */
    private record Period(LocalDate from, LocalDate to, DateRange full) {}

    private static final class Model {
        private final Subscription subscription;
        private final EndOfSubscription endPolicy;
        private final LocalDate horizon;
        private final List<Period> periods = new ArrayList<>();

        Model(Subscription subscription, EndOfSubscription endPolicy, LocalDate horizon) {
            this.subscription = subscription;
            this.endPolicy = endPolicy;
            this.horizon = horizon;
            layPeriods();
        }

        private void layPeriods() {
            LocalDate from = subscription.start();
            LocalDate anchor = from;
            int months = subscription.cycleMonths();
            if (subscription.alignment() == Alignment.CALENDAR && anchor.getDayOfMonth() != 1) {
                anchor = anchor.withDayOfMonth(1).plusMonths(1);
            }
            for (CycleChange change : subscription.cycleChanges()) {
                lay(from, anchor, months, change.from());
                from = change.from();
                anchor = from;
                months = change.months();
            }
            lay(from, anchor, months, horizon.plusYears(20));
        }

        private void lay(LocalDate from, LocalDate anchor, int months, LocalDate stop) {
            if (from.isBefore(anchor) && from.isBefore(stop)) {
                periods.add(new Period(from, earlier(anchor, stop), DateRange.of(anchor.minusMonths(months), anchor)));
            }
            for (int k = 0; anchor.plusMonths((long) k * months).isBefore(stop); k++) {
                DateRange full =
                        DateRange.of(anchor.plusMonths((long) k * months), anchor.plusMonths((k + 1L) * months));
                periods.add(new Period(full.from(), earlier(full.to(), stop), full));
            }
        }

        private int freePeriods() {
            Trial trial = subscription.trial();
            boolean broken = periods.get(0).from().isAfter(periods.get(0).full().from());
            int byNumber = trial.periods() == 0 ? 0 : trial.periods() + (broken ? 1 : 0);
            int byDate = (int) periods.stream()
                    .filter(period -> trial.until().map(period.from()::isBefore).orElse(false))
                    .count();
            return Math.max(byNumber, byDate);
        }

        private boolean isServed(LocalDate day) {
            return subscription.end().map(day::isBefore).orElse(true)
                    && subscription.pauses().stream().noneMatch(pause -> pause.contains(day));
        }

        private boolean isCutAt(LocalDate day) {
            return subscription.changes().stream()
                    .anyMatch(change -> change.effect() == Effect.AT_ONCE
                            && change.effectiveFrom().equals(day));
        }

        List<Expected> due(LocalDate limit) {
            List<Expected> pieces = new ArrayList<>();
            for (int p = freePeriods(); p < periods.size(); p++) {
                Period period = periods.get(p);
                if (period.from().isAfter(horizon)) {
                    break;
                }
                addPieces(period, p - freePeriods(), pieces);
            }
            return pieces.stream()
                    .filter(piece -> subscription.timing() == BillingTiming.ADVANCE
                            ? piece.days().from().isBefore(limit)
                            : !piece.days().to().isAfter(limit))
                    .toList();
        }

        private void addPieces(Period period, int count, List<Expected> pieces) {
            LocalDate from = null;
            for (LocalDate day = period.from(); !day.isAfter(period.to()); day = day.plusDays(1)) {
                boolean charged =
                        day.isBefore(period.to()) && !day.isBefore(subscription.billedThrough()) && isServed(day);
                if (from != null && (!charged || isCutAt(day))) {
                    boolean whole = endPolicy == EndOfSubscription.WHOLE
                            && subscription.end().map(day::equals).orElse(false);
                    pieces.add(new Expected(
                            DateRange.of(from, day),
                            period.full(),
                            count,
                            whole ? period.full().to() : day));
                    from = null;
                }
                if (from == null && charged) {
                    from = day;
                }
            }
        }

        boolean chargesSomethingFrom(LocalDate day) {
            return periods.stream()
                    .skip(freePeriods())
                    .filter(period ->
                            period.from().isBefore(horizon) && period.to().isAfter(day))
                    .flatMap(period -> period.from().datesUntil(period.to()))
                    .anyMatch(each -> !each.isBefore(day) && isServed(each));
        }

        LocalDate nextPeriodStart(LocalDate day) {
            return periods.stream()
                    .map(Period::from)
                    .filter(from -> !from.isBefore(day))
                    .findFirst()
                    .orElseThrow();
        }

        LocalDate periodEnd(LocalDate day) {
            return periods.stream()
                    .map(Period::to)
                    .filter(day::isBefore)
                    .findFirst()
                    .orElseThrow();
        }

        private static LocalDate earlier(LocalDate left, LocalDate right) {
            return left.isBefore(right) ? left : right;
        }
    }

    /** The law is worth little unless the odd cases occur. */
    private static void collect(Subscription subscription, List<Piece> due) {
        boolean odd = subscription.start().getDayOfMonth() > 28;
        see("starts on the 29th to 31st", odd);
        see("cycle of two years", subscription.cycleMonths() == 24);
        see("several pieces", due.size() > 1);
        see("part of a period", due.stream().anyMatch(piece -> !piece.isFullPeriod()));
        see("full period", due.stream().anyMatch(Piece::isFullPeriod));
        see("pause", !due.isEmpty() && !subscription.pauses().isEmpty());
        see("trial", !due.isEmpty() && !subscription.trial().equals(Trial.NONE));
        see("end", !due.isEmpty() && subscription.end().isPresent());
        see("new cycle", !due.isEmpty() && !subscription.cycleChanges().isEmpty());
    }

    private static void see(String what, boolean seen) {
        Statistics.label(what).collect(seen);
        Statistics.label(what).coverage(check -> check.check(true).count(count -> count > 0));
    }

    @Provide
    Arbitrary<Subscription> subscriptions() {
        Arbitrary<LocalDate> starts = Arbitraries.oneOf(
                Arbitraries.of("2024-02-29", "2023-12-31", "2024-01-30", "2025-08-31", "2026-01-29", "2026-03-01")
                        .map(LocalDate::parse),
                Arbitraries.integers().between(0, 800).map(LocalDate.of(2024, 1, 1)::plusDays));
        Arbitrary<Optional<Integer>> ends =
                Arbitraries.integers().between(0, 1200).optional(0.4);
        Arbitrary<List<Integer>> pauses =
                Arbitraries.integers().between(0, 600).list().ofMaxSize(3);
        Arbitrary<List<Integer>> changes =
                Arbitraries.integers().between(-10, 900).list().ofMaxSize(2);
        Arbitrary<List<Integer>> cycleChanges = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(List.of())),
                Tuple.of(1, Arbitraries.integers().between(0, 500).list().ofMaxSize(2)));
        Arbitrary<Trial> trials = Arbitraries.oneOf(
                Arbitraries.just(Trial.NONE),
                Arbitraries.integers().between(1, 3).map(Trial::periods),
                Arbitraries.integers()
                        .between(-30, 500)
                        .map(days -> Trial.until(LocalDate.of(2024, 6, 1).plusDays(days))));
        Arbitrary<Integer> billed = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(0, 700)));
        Arbitrary<Subscription.Builder> plain = Combinators.combine(
                        starts,
                        Arbitraries.of(1, 1, 2, 3, 12, 24),
                        Arbitraries.of(Alignment.class),
                        Arbitraries.of(BillingTiming.class))
                .as((start, months, alignment, timing) -> subscription(months, "10.00", start.toString())
                        .alignment(alignment)
                        .timing(timing));
        return Combinators.combine(
                        starts, Arbitraries.of(1, 1, 2, 3, 12, 24), ends, pauses, changes, cycleChanges, trials, billed)
                .flatAs((start, months, end, pauseDays, changeDays, cycleDays, trial, through) ->
                        plain.map(template -> {
                            Subscription.Builder builder = template.start(start)
                                    .cycleMonths(months)
                                    .trial(trial)
                                    .billedThrough(start.plusDays(through));
                            end.ifPresent(days -> builder.end(start.plusDays(days)));
                            addPauses(builder, start, pauseDays);
                            changeDays.forEach(days -> builder.addChanges(TermsChange.builder()
                                    .effectiveFrom(start.plusDays(days))
                                    .effect(Effect.AT_ONCE)
                                    // another price each day: a change to what counts already cuts nothing
                                    .unitPrice(eur(100 + days + ".00"))
                                    .build()));
                            cycleDays.stream()
                                    .sorted()
                                    .forEach(days -> builder.addCycleChanges(
                                            new CycleChange(start.plusDays(days), days % 2 == 0 ? 12 : 1)));
                            return builder.build();
                        }));
    }

    /** Each two different days are a pause; an odd one out begins an open pause. */
    private static void addPauses(Subscription.Builder builder, LocalDate start, List<Integer> days) {
        List<Integer> bounds = days.stream().distinct().sorted().toList();
        for (int i = 0; i < bounds.size(); i += 2) {
            LocalDate from = start.plusDays(bounds.get(i));
            builder.addPauses(
                    i + 1 < bounds.size() ? Pause.of(from, start.plusDays(bounds.get(i + 1))) : Pause.from(from));
        }
    }
}
