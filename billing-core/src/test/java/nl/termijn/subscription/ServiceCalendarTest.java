package nl.termijn.subscription;

import static nl.termijn.testing.Fixtures.day;
import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.Fixtures.number;
import static nl.termijn.testing.Fixtures.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.termijn.administration.Policies.EndOfSubscription;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.TermsChange.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceCalendarTest {

    // ---- A1, A2: periods and alignment

    @Test
    void the_31st_does_not_drift() {
        assertThat(days(subscription(1, "15.00", "2026-01-31").build(), "2026-04-30"))
                .containsExactly("[2026-01-31, 2026-02-28)", "[2026-02-28, 2026-03-31)", "[2026-03-31, 2026-04-30)");
    }

    @Test
    void a_leap_day_yearly_loses_no_year() {
        assertThat(days(subscription(12, "25.00", "2024-02-29").build(), "2028-03-01"))
                .containsExactly(
                        "[2024-02-29, 2025-02-28)",
                        "[2025-02-28, 2026-02-28)",
                        "[2026-02-28, 2027-02-28)",
                        "[2027-02-28, 2028-02-29)",
                        "[2028-02-29, 2029-02-28)");
    }

    @ParameterizedTest
    @CsvSource({
        "1,  '[2025-02-17, 2025-03-01)', '[2025-02-01, 2025-03-01)', '[2025-03-01, 2025-04-01)'",
        "3,  '[2025-02-17, 2025-03-01)', '[2024-12-01, 2025-03-01)', '[2025-03-01, 2025-06-01)'",
        "12, '[2025-02-17, 2025-03-01)', '[2024-03-01, 2025-03-01)', '[2025-03-01, 2026-03-01)'",
    })
    void a_calendar_aligned_subscription_begins_with_a_broken_period(
            int months, String broken, String full, String next) {
        Subscription subscription = subscription(months, "12.50", "2025-02-17")
                .alignment(Alignment.CALENDAR)
                .build();
        List<Piece> pieces = pieces(subscription, "2025-03-02");
        assertThat(pieces).extracting(piece -> piece.days().toString()).containsExactly(broken, next);
        assertThat(pieces.get(0).period()).hasToString(full);
        assertThat(pieces.get(0).isFullPeriod()).isFalse();
        assertThat(pieces.get(1).isFullPeriod()).isTrue();
    }

    @Test
    void a_calendar_aligned_start_on_the_first_is_not_broken() {
        Subscription subscription = subscription(1, "12.50", "2025-02-01")
                .alignment(Alignment.CALENDAR)
                .build();
        assertThat(days(subscription, "2025-02-02")).containsExactly("[2025-02-01, 2025-03-01)");
    }

    // ---- A3: end

    @Test
    void the_last_period_is_cut_at_the_end() {
        Subscription ending =
                subscription(1, "31.00", "2026-01-01").end(day("2026-02-11")).build();
        assertThat(days(ending, "2026-12-01")).containsExactly("[2026-01-01, 2026-02-01)", "[2026-02-01, 2026-02-11)");
        Piece prorated = pieces(ending, "2026-12-01").get(1);
        assertThat(prorated.chargedTo()).isEqualTo("2026-02-11");
        assertThat(prorated.proration().isWhole()).isFalse();
    }

    @Test
    void under_whole_the_last_piece_is_charged_to_the_end_of_its_period() {
        Subscription ending =
                subscription(1, "31.00", "2026-01-01").end(day("2026-02-11")).build();
        Piece last = ServiceCalendar.of(ending, EndOfSubscription.WHOLE)
                .due(day("2026-12-01"))
                .get(1);
        assertThat(last.days()).hasToString("[2026-02-01, 2026-02-11)");
        assertThat(last.chargedTo()).isEqualTo("2026-03-01");
        assertThat(last.proration().isWhole()).isTrue();
        assertThat(last.isFullPeriod()).isFalse();
    }

    @Test
    void under_whole_only_the_piece_that_ends_at_the_end_is_charged_on() {
        Subscription paused = subscription(1, "31.00", "2026-07-01")
                .addPauses(Pause.of(day("2026-07-10"), day("2026-07-23")))
                .end(day("2026-07-28"))
                .build();
        List<Piece> pieces = ServiceCalendar.of(paused, EndOfSubscription.WHOLE).due(day("2026-08-01"));
        assertThat(pieces).extracting(Piece::chargedTo).containsExactly(day("2026-07-10"), day("2026-08-01"));
        Subscription pausedToTheEnd = subscription(1, "31.00", "2026-07-01")
                .addPauses(Pause.from(day("2026-07-10")))
                .end(day("2026-07-28"))
                .build();
        assertThat(ServiceCalendar.of(pausedToTheEnd, EndOfSubscription.WHOLE).due(day("2026-08-01")))
                .extracting(Piece::chargedTo)
                .containsExactly(day("2026-07-10"));
    }

    @Test
    void no_period_starts_on_or_after_the_end() {
        assertThat(days(
                        subscription(1, "31.00", "2026-01-01")
                                .end(day("2026-02-01"))
                                .build(),
                        "2026-12-01"))
                .containsExactly("[2026-01-01, 2026-02-01)");
        assertThat(days(
                        subscription(1, "31.00", "2026-01-01")
                                .end(day("2026-01-01"))
                                .build(),
                        "2026-12-01"))
                .isEmpty();
    }

    // ---- A4: trial

    @Test
    void the_first_paid_period_after_a_trial_is_one_period_long() {
        Subscription trial =
                subscription(1, "15.00", "2026-01-31").trial(Trial.periods(1)).build();
        assertThat(days(trial, "2026-02-01")).isEmpty();
        assertThat(days(trial, "2026-03-01")).containsExactly("[2026-02-28, 2026-03-31)");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, 2026-01-01",
        "2026-01-02, 2026-02-01",
        "2026-02-01, 2026-02-01",
        "2026-02-02, 2026-03-01",
        "2025-06-01, 2026-01-01",
    })
    void every_period_that_starts_before_the_trials_date_is_free(String until, String firstCharged) {
        Subscription trial = subscription(1, "15.00", "2026-01-01")
                .trial(Trial.until(day(until)))
                .build();
        assertThat(pieces(trial, "2026-06-01").get(0).days().from()).isEqualTo(firstCharged);
        assertThat(pieces(trial, "2026-06-01").get(0).count()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, , '[2026-01-15, 2026-02-01)'",
        "1, , '[2026-03-01, 2026-04-01)'",
        "0, 2026-01-15, '[2026-01-15, 2026-02-01)'",
        "0, 2026-01-16, '[2026-02-01, 2026-03-01)'",
        "0, 2026-02-01, '[2026-02-01, 2026-03-01)'",
        "0, 2026-02-02, '[2026-03-01, 2026-04-01)'",
        "1, 2026-03-02, '[2026-04-01, 2026-05-01)'",
        "2, 2026-01-16, '[2026-04-01, 2026-05-01)'",
    })
    void with_a_trial_the_broken_first_period_is_free_too(int periods, String until, String firstCharged) {
        Subscription trial = subscription(1, "15.00", "2026-01-15")
                .alignment(Alignment.CALENDAR)
                .trial(new Trial(periods, java.util.Optional.ofNullable(until).map(java.time.LocalDate::parse)))
                .build();
        assertThat(pieces(trial, "2026-06-01").get(0).days()).hasToString(firstCharged);
    }

    @Test
    void a_trial_until_a_date_is_reckoned_in_the_cycle_of_that_date() {
        // once in the first cycle's months only, so that a year after the trial was free too
        Subscription changed = subscription(1, "15.00", "2026-01-01")
                .trial(Trial.until(day("2026-05-01")))
                .addCycleChanges(new CycleChange(day("2026-02-01"), 12))
                .build();
        assertThat(days(changed, "2027-02-02")).containsExactly("[2027-02-01, 2028-02-01)");
        assertThat(pieces(changed, "2027-02-02").get(0).count()).isZero();
    }

    // ---- A5: pauses

    @Test
    void a_pause_leaves_the_served_pieces_and_does_not_move_the_anchor() {
        Subscription paused = subscription(1, "31.00", "2026-07-01")
                .addPauses(Pause.of(day("2026-07-10"), day("2026-07-23")))
                .build();
        assertThat(days(paused, "2026-08-02"))
                .containsExactly("[2026-07-01, 2026-07-10)", "[2026-07-23, 2026-08-01)", "[2026-08-01, 2026-09-01)");
    }

    @Test
    void a_wholly_paused_period_is_skipped_and_an_open_pause_lasts() {
        Subscription paused = subscription(1, "31.00", "2026-01-01")
                .addPauses(Pause.of(day("2026-02-01"), day("2026-03-01")), Pause.from(day("2026-04-15")))
                .build();
        assertThat(days(paused, "2027-01-01"))
                .containsExactly("[2026-01-01, 2026-02-01)", "[2026-03-01, 2026-04-01)", "[2026-04-01, 2026-04-15)");
    }

    @Test
    void several_pauses_in_one_period_leave_several_pieces() {
        Subscription paused = subscription(1, "31.00", "2026-01-01")
                .addPauses(
                        Pause.of(day("2026-01-01"), day("2026-01-03")),
                        Pause.of(day("2026-01-10"), day("2026-01-20")),
                        Pause.of(day("2026-01-20"), day("2026-01-21")),
                        Pause.of(day("2026-01-31"), day("2026-02-02")))
                .build();
        assertThat(days(paused, "2026-02-01")).containsExactly("[2026-01-03, 2026-01-10)", "[2026-01-21, 2026-01-31)");
        assertThat(days(paused, "2026-02-03"))
                .containsExactly("[2026-01-03, 2026-01-10)", "[2026-01-21, 2026-01-31)", "[2026-02-02, 2026-03-01)");
    }

    // ---- B2: what is due

    @Test
    void in_advance_a_piece_is_due_when_it_starts_before_the_limit() {
        Subscription monthly = subscription(1, "10.00", "2026-01-10").build();
        assertThat(days(monthly, "2026-01-10")).isEmpty();
        assertThat(days(monthly, "2026-01-11")).containsExactly("[2026-01-10, 2026-02-10)");
        assertThat(days(monthly, "2026-02-10")).hasSize(1);
    }

    @Test
    void in_arrears_a_piece_is_due_when_it_ends_on_or_before_the_limit() {
        Subscription arrears = subscription(1, "10.00", "2026-01-10")
                .timing(BillingTiming.ARREARS)
                .addPauses(Pause.of(day("2026-02-20"), day("2026-02-25")))
                .build();
        assertThat(days(arrears, "2026-02-09")).isEmpty();
        assertThat(days(arrears, "2026-02-10")).containsExactly("[2026-01-10, 2026-02-10)");
        assertThat(days(arrears, "2026-03-01")).containsExactly("[2026-01-10, 2026-02-10)", "[2026-02-10, 2026-02-20)");
    }

    @Test
    void billing_goes_on_in_the_middle_of_a_period() {
        Subscription half = subscription(1, "31.00", "2026-01-01")
                .billedThrough(day("2026-01-21"))
                .build();
        Piece rest = pieces(half, "2026-02-01").get(0);
        assertThat(rest.days()).hasToString("[2026-01-21, 2026-02-01)");
        assertThat(rest.period()).hasToString("[2026-01-01, 2026-02-01)");
        assertThat(days(half, "2026-01-21")).isEmpty();
    }

    // ---- C6: changes

    @Test
    void a_change_at_once_cuts_the_period_and_one_at_the_next_period_does_not() {
        Subscription changed = subscription(1, "60.00", "2026-04-01")
                .addChanges(change("2026-04-11", Effect.AT_ONCE, "30.00"))
                .addChanges(change("2026-05-01", Effect.AT_ONCE, "31.00"))
                .addChanges(change("2026-06-11", Effect.NEXT_PERIOD, "32.00"))
                .build();
        assertThat(days(changed, "2026-07-01"))
                .containsExactly(
                        "[2026-04-01, 2026-04-11)",
                        "[2026-04-11, 2026-05-01)",
                        "[2026-05-01, 2026-06-01)",
                        "[2026-06-01, 2026-07-01)");
    }

    @Test
    void a_new_cycle_starts_a_new_anchor() {
        Subscription changed = subscription(1, "10.00", "2026-01-31")
                .addCycleChanges(new CycleChange(day("2026-03-31"), 3), new CycleChange(day("2026-09-30"), 12))
                .build();
        assertThat(days(changed, "2027-01-01"))
                .containsExactly(
                        "[2026-01-31, 2026-02-28)",
                        "[2026-02-28, 2026-03-31)",
                        "[2026-03-31, 2026-06-30)",
                        "[2026-06-30, 2026-09-30)",
                        "[2026-09-30, 2027-09-30)");
        assertThat(pieces(changed, "2027-01-01")).extracting(Piece::count).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void a_new_cycle_in_mid_period_cuts_the_old_one() {
        Subscription changed = subscription(1, "10.00", "2026-01-01")
                .addCycleChanges(new CycleChange(day("2026-01-16"), 12))
                .build();
        assertThat(days(changed, "2026-02-01")).containsExactly("[2026-01-01, 2026-01-16)", "[2026-01-16, 2027-01-16)");
    }

    @Test
    void a_new_cycle_from_the_start_replaces_the_broken_period_and_its_count() {
        // once the first period was number 1, so that a discount for one period was lost
        Subscription changed = subscription(1, "10.00", "2026-01-15")
                .alignment(Alignment.CALENDAR)
                .addCycleChanges(new CycleChange(day("2026-01-15"), 12))
                .discount(TimedDiscount.firstPeriods(Discount.percent(number("50")), 1))
                .build();
        Piece first = pieces(changed, "2026-02-01").get(0);
        assertThat(first.days()).hasToString("[2026-01-15, 2027-01-15)");
        assertThat(ServiceCalendar.of(changed, EndOfSubscription.PRORATE).discountOf(first))
                .isPresent();
    }

    // ---- C4: how long a discount runs

    @Test
    void discount_periods_are_counted_after_the_trial() {
        Subscription subscription = subscription(1, "20.00", "2026-01-01")
                .trial(Trial.periods(1))
                .discount(TimedDiscount.firstPeriods(Discount.percent(number("50")), 3))
                .build();
        assertThat(discounted(subscription, "2026-07-01")).containsExactly(true, true, true, false, false);
    }

    @Test
    void a_broken_first_period_and_a_paused_one_count_as_one_each() {
        Subscription subscription = subscription(1, "20.00", "2026-01-15")
                .alignment(Alignment.CALENDAR)
                .addPauses(Pause.of(day("2026-02-01"), day("2026-03-01")))
                .discount(TimedDiscount.firstPeriods(Discount.percent(number("50")), 3))
                .build();
        assertThat(days(subscription, "2026-05-01"))
                .containsExactly("[2026-01-15, 2026-02-01)", "[2026-03-01, 2026-04-01)", "[2026-04-01, 2026-05-01)");
        assertThat(discounted(subscription, "2026-05-01")).containsExactly(true, true, false);
    }

    @Test
    void a_discount_until_a_date_runs_in_periods_that_start_before_it() {
        Subscription subscription = subscription(1, "20.00", "2026-01-15")
                .alignment(Alignment.CALENDAR)
                .discount(TimedDiscount.before(Discount.percent(number("50")), day("2026-02-02")))
                .build();
        assertThat(discounted(subscription, "2026-04-01")).containsExactly(true, true, false);
        Subscription none = subscription.toBuilder()
                .discount(TimedDiscount.before(Discount.percent(number("50")), day("2026-01-15")))
                .build();
        assertThat(discounted(none, "2026-02-01")).containsExactly(false);
    }

    @Test
    void a_discount_for_ever_never_ends() {
        Subscription subscription = subscription(1, "20.00", "2026-01-01")
                .discount(TimedDiscount.always(Discount.amountPerPeriod(number("5"))))
                .build();
        assertThat(discounted(subscription, "2030-01-01")).hasSize(48).containsOnly(true);
    }

    // ---- what is still to come

    @Test
    void a_subscription_without_end_always_has_a_day_to_charge() {
        assertThat(hasDayFrom(subscription(1, "1.00", "2026-01-01").build(), "2099-01-01"))
                .isTrue();
    }

    @Test
    void an_ended_or_paused_one_has_only_the_days_before_that() {
        Subscription ended =
                subscription(1, "1.00", "2026-01-01").end(day("2026-03-10")).build();
        assertThat(hasDayFrom(ended, "2026-03-09")).isTrue();
        assertThat(hasDayFrom(ended, "2026-03-10")).isFalse();
        Subscription paused = subscription(1, "1.00", "2026-01-01")
                .addPauses(Pause.from(day("2026-03-10")))
                .build();
        assertThat(hasDayFrom(paused, "2026-03-09")).isTrue();
        assertThat(hasDayFrom(paused, "2026-03-10")).isFalse();
        Subscription both = paused.toBuilder().end(day("2026-12-31")).build();
        assertThat(hasDayFrom(both, "2026-03-09")).isTrue();
        assertThat(hasDayFrom(both, "2026-03-10")).isFalse();
        Subscription freeToTheEnd = ended.toBuilder().trial(Trial.periods(3)).build();
        assertThat(hasDayFrom(freeToTheEnd, "2026-01-01")).isFalse();
    }

    @Test
    void the_next_period_and_the_end_of_the_present_one() {
        Subscription subscription = subscription(1, "1.00", "2026-01-31")
                .addCycleChanges(new CycleChange(day("2026-03-15"), 12))
                .build();
        ServiceCalendar calendar = ServiceCalendar.of(subscription, EndOfSubscription.PRORATE);
        assertThat(calendar.nextPeriodStart(day("2025-06-01"))).isEqualTo("2026-01-31");
        assertThat(calendar.nextPeriodStart(day("2026-01-31"))).isEqualTo("2026-01-31");
        assertThat(calendar.nextPeriodStart(day("2026-02-01"))).isEqualTo("2026-02-28");
        assertThat(calendar.nextPeriodStart(day("2026-02-28"))).isEqualTo("2026-02-28");
        assertThat(calendar.nextPeriodStart(day("2026-03-01"))).isEqualTo("2026-03-15");
        assertThat(calendar.nextPeriodStart(day("2026-03-16"))).isEqualTo("2027-03-15");
        assertThat(calendar.periodEnd(day("2026-02-27"))).isEqualTo("2026-02-28");
        assertThat(calendar.periodEnd(day("2026-02-28"))).isEqualTo("2026-03-15");
        assertThat(calendar.periodEnd(day("2026-03-15"))).isEqualTo("2027-03-15");
    }

    @Test
    void a_piece_cut_in_two_keeps_what_is_charged_beyond_it_with_its_last_part() {
        Subscription ending =
                subscription(1, "31.00", "2026-01-01").end(day("2026-01-21")).build();
        Piece piece = ServiceCalendar.of(ending, EndOfSubscription.WHOLE)
                .due(day("2026-02-01"))
                .get(0);
        assertThat(piece.cutTo(DateRange.of(day("2026-01-01"), day("2026-01-11")))
                        .chargedTo())
                .isEqualTo("2026-01-11");
        assertThat(piece.cutTo(DateRange.of(day("2026-01-11"), day("2026-01-21")))
                        .chargedTo())
                .isEqualTo("2026-02-01");
    }

    private static TermsChange change(String from, Effect effect, String price) {
        return TermsChange.builder()
                .effectiveFrom(day(from))
                .effect(effect)
                .unitPrice(eur(price))
                .build();
    }

    private static boolean hasDayFrom(Subscription subscription, String day) {
        return ServiceCalendar.of(subscription, EndOfSubscription.PRORATE).hasChargedDayFrom(day(day));
    }

    private static List<Boolean> discounted(Subscription subscription, String limit) {
        ServiceCalendar calendar = ServiceCalendar.of(subscription, EndOfSubscription.PRORATE);
        return calendar.due(day(limit)).stream()
                .map(piece -> calendar.discountOf(piece).isPresent())
                .toList();
    }

    private static List<Piece> pieces(Subscription subscription, String limit) {
        return ServiceCalendar.of(subscription, EndOfSubscription.PRORATE).due(day(limit));
    }

    private static List<String> days(Subscription subscription, String limit) {
        return pieces(subscription, limit).stream()
                .map(piece -> piece.days().toString())
                .toList();
    }
}
