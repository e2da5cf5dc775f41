package nl.termijn.run;

import static nl.termijn.run.InWords.lines;
import static nl.termijn.run.InWords.totals;
import static nl.termijn.run.InWords.waiting;
import static nl.termijn.testing.Fixtures.day;
import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.Fixtures.number;
import static nl.termijn.testing.Fixtures.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Policies.EndOfSubscription;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.PendingLine;
import nl.termijn.subscription.Alignment;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.Pause;
import nl.termijn.subscription.PriceBasis;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.TermsChange;
import nl.termijn.subscription.TermsChange.Effect;
import nl.termijn.subscription.TimedDiscount;
import nl.termijn.subscription.Trial;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangePlannerTest {

    private static PlannedWorld april() {
        PlannedWorld world =
                PlannedWorld.of(subscription(1, "60.00", "2026-04-01").build());
        world.invoice("2026-04");
        return world;
    }

    private static List<PendingLine> price(PlannedWorld world, String day, String price) {
        return world.change(day, change -> change.unitPrice(eur(price)));
    }

    @Nested
    class AtOnce {
        @Test
        void days_already_billed_are_given_back_at_the_price_they_were_billed_at() {
            PlannedWorld world = april();

            List<PendingLine> lines = price(world, "2026-04-11", "30.00");

            assertThat(waiting(lines))
                    .containsExactly(
                            "2026-04-11: [2026-04-11, 2026-05-01) -40.00",
                            "2026-04-11: [2026-04-11, 2026-05-01) 20.00");
            assertThat(lines)
                    .allMatch(
                            line -> line.customer().equals(world.subscription().customer()));
            assertThat(lines.get(0).reference()).isNotEqualTo(lines.get(1).reference());
            Invoice may = world.invoice("2026-05");
            assertThat(lines(may))
                    .containsExactly(
                            "[2026-05-01, 2026-06-01) 30.00",
                            "[2026-04-11, 2026-05-01) -40.00",
                            "[2026-04-11, 2026-05-01) 20.00");
            assertThat(totals(may)).isEqualTo("10.00 + 2.10 = 12.10");
        }

        @Test
        void a_pause_after_billing_credits_nothing_by_itself_and_its_days_are_changed_too() {
            PlannedWorld world =
                    PlannedWorld.of(subscription(1, "31.00", "2026-07-01").build());
            world.invoice("2026-07");
            world.with(world.subscription().toBuilder()
                    .addPause(Pause.of(day("2026-07-10"), day("2026-07-23")))
                    .build());

            assertThat(waiting(price(world, "2026-07-23", "62.00")))
                    .containsExactly(
                            "2026-07-23: [2026-07-23, 2026-08-01) -9.00", "2026-07-23: [2026-07-23, 2026-08-01) 18.00");
            assertThat(lines(world.invoice("2026-08")).get(0)).isEqualTo("[2026-08-01, 2026-09-01) 62.00");
        }

        @Test
        void a_second_change_in_a_period_rests_on_the_first_while_it_waits() {
            PlannedWorld world = april();
            price(world, "2026-04-11", "30.00");

            List<PendingLine> second = price(world, "2026-04-21", "90.00");

            assertThat(waiting(second))
                    .containsExactly(
                            "2026-04-21: [2026-04-21, 2026-05-01) -10.00",
                            "2026-04-21: [2026-04-21, 2026-05-01) 30.00");
        }

        @Test
        void a_second_change_in_a_period_rests_on_the_first_when_it_is_billed() {
            PlannedWorld world = april();
            price(world, "2026-04-11", "30.00");
            Invoice may = world.invoice("2026-05");

            List<PendingLine> second = price(world, "2026-04-21", "90.00");

            assertThat(waiting(second))
                    .containsExactly(
                            "2026-04-21: [2026-04-21, 2026-05-01) -10.00",
                            "2026-04-21: [2026-04-21, 2026-05-01) 30.00",
                            "2026-04-21: [2026-05-01, 2026-06-01) -30.00",
                            "2026-04-21: [2026-05-01, 2026-06-01) 90.00");
            assertThat(second.get(0).origin().corrected()).contains(new LineReference(may.id(), 3));
            assertThat(second.get(2).origin().corrected()).contains(new LineReference(may.id(), 1));
        }

        @Test
        void a_third_change_rests_on_both() {
            PlannedWorld world = april();
            price(world, "2026-04-11", "30.00");
            price(world, "2026-04-21", "90.00");

            assertThat(waiting(price(world, "2026-04-06", "45.00")))
                    .containsExactly(
                            "2026-04-06: [2026-04-06, 2026-04-11) -10.00", "2026-04-06: [2026-04-06, 2026-04-11) 7.50");
            assertThat(waiting(world.change("2026-04-06", change -> change.quantity(number("2")))))
                    .containsExactly(
                            "2026-04-06: [2026-04-06, 2026-04-11) -7.50",
                            "2026-04-06: [2026-04-06, 2026-04-11) 15.00",
                            "2026-04-06: [2026-04-11, 2026-04-21) -10.00",
                            "2026-04-06: [2026-04-11, 2026-04-21) 20.00",
                            "2026-04-06: [2026-04-21, 2026-05-01) -30.00",
                            "2026-04-06: [2026-04-21, 2026-05-01) 60.00");
        }

        @Test
        void a_change_of_waiting_days_names_the_invoice_that_billed_them_first() {
            PlannedWorld world = april();
            Invoice april = world.documents().get(0);
            price(world, "2026-04-11", "30.00");

            assertThat(price(world, "2026-04-21", "90.00"))
                    .extracting(line -> line.origin().corrected().orElseThrow())
                    .containsOnly(new LineReference(april.id(), 1));
        }

        @Test
        void a_back_dated_change_leaves_later_prices_in_force() {
            PlannedWorld world = april();
            price(world, "2026-04-21", "90.00");

            assertThat(waiting(price(world, "2026-04-11", "30.00")))
                    .containsExactly(
                            "2026-04-11: [2026-04-11, 2026-04-21) -20.00",
                            "2026-04-11: [2026-04-11, 2026-04-21) 10.00");
        }

        @Test
        void a_later_change_that_changed_nothing_when_it_was_entered_holds_against_a_back_dated_one() {
            PlannedWorld world = april();
            assertThat(price(world, "2026-04-21", "60.00")).isEmpty();

            assertThat(waiting(price(world, "2026-04-11", "30.00")))
                    .containsExactly(
                            "2026-04-11: [2026-04-11, 2026-04-21) -20.00",
                            "2026-04-11: [2026-04-11, 2026-04-21) 10.00");
        }

        @Test
        void over_merged_periods_there_are_two_lines_for_each_period_touched() {
            PlannedWorld world = PlannedWorld.of(
                            subscription(1, "28.00", "2026-01-01").build())
                    .with(customer -> customer.schedule(InvoiceSchedule.every(3, 1)));
            world.invoice("2026-01");

            List<PendingLine> lines = price(world, "2026-02-15", "56.00");

            assertThat(waiting(lines))
                    .containsExactly(
                            "2026-02-15: [2026-02-15, 2026-03-01) -14.00",
                            "2026-02-15: [2026-02-15, 2026-03-01) 28.00",
                            "2026-02-15: [2026-03-01, 2026-04-01) -28.00",
                            "2026-02-15: [2026-03-01, 2026-04-01) 56.00");
            assertThat(lines)
                    .extracting(PendingLine::quantity)
                    .containsExactly(number("-1"), number("1"), number("-1"), number("1"));
        }

        @Test
        void a_quantity_changes_like_a_price() {
            PlannedWorld world = april();

            List<PendingLine> lines = world.change("2026-04-16", change -> change.quantity(number("3")));

            assertThat(waiting(lines))
                    .containsExactly(
                            "2026-04-16: [2026-04-16, 2026-05-01) -30.00",
                            "2026-04-16: [2026-04-16, 2026-05-01) 90.00");
            assertThat(lines.get(1).quantity()).isEqualByComparingTo("3");
            assertThat(lines.get(1).unitPrice()).isEqualTo(eur("60.00"));
        }

        @Test
        void another_product_at_the_same_price_is_on_the_lines_for_the_books() {
            PlannedWorld world = april();

            List<PendingLine> lines = world.change("2026-04-16", change -> change.productCode("PRO"));

            assertThat(waiting(lines))
                    .containsExactly(
                            "2026-04-16: [2026-04-16, 2026-05-01) -30.00",
                            "2026-04-16: [2026-04-16, 2026-05-01) 30.00");
            assertThat(lines.get(0).productCode()).isEmpty();
            assertThat(lines.get(1).productCode()).contains("PRO");
            assertThat(world.change("2026-04-20", change -> change.description("Hosting Pro")))
                    .extracting(PendingLine::description)
                    .containsExactly("Hosting Basic", "Hosting Pro");
        }

        @Test
        void the_same_terms_again_give_no_lines() {
            PlannedWorld world = april();

            assertThat(world.change(
                            "2026-04-11", change -> change.unitPrice(eur("60")).quantity(number("1.0"))))
                    .isEmpty();
            assertThat(world.subscription().changes()).hasSize(1);
        }

        @Test
        void before_anything_is_billed_it_only_cuts_the_period() {
            PlannedWorld world =
                    PlannedWorld.of(subscription(1, "60.00", "2026-04-01").build());

            assertThat(price(world, "2026-04-11", "30.00")).isEmpty();
            assertThat(lines(world.invoice("2026-04")))
                    .containsExactly("[2026-04-01, 2026-04-11) 20.00", "[2026-04-11, 2026-05-01) 20.00");
        }

        @Test
        void a_change_before_the_start_is_one_from_the_start() {
            PlannedWorld world = april();

            assertThat(waiting(price(world, "2026-03-15", "30.00")))
                    .containsExactly(
                            "2026-03-15: [2026-04-01, 2026-05-01) -60.00",
                            "2026-03-15: [2026-04-01, 2026-05-01) 30.00");
            assertThat(world.subscription().changes().get(0).effectiveFrom()).isEqualTo("2026-04-01");
            assertThat(world.subscription().changes().get(0).effect()).isEqualTo(Effect.AT_ONCE);
        }

        @Test
        void a_change_on_the_day_through_which_it_is_billed_gives_no_lines() {
            assertThat(price(april(), "2026-05-01", "30.00")).isEmpty();
        }

        @Test
        void days_on_a_draft_count_as_billed() {
            PlannedWorld world =
                    PlannedWorld.of(subscription(1, "60.00", "2026-04-01").build());
            Invoice draft = world.draft("2026-04").orElseThrow();

            List<PendingLine> lines = price(world, "2026-04-11", "30.00");

            assertThat(waiting(lines))
                    .containsExactly(
                            "2026-04-11: [2026-04-11, 2026-05-01) -40.00",
                            "2026-04-11: [2026-04-11, 2026-05-01) 20.00");
            assertThat(lines.get(0).corrects()).contains(draft.id());
            assertThat(lines(world.documents().get(0))).containsExactly("[2026-04-01, 2026-05-01) 60.00");
        }

        @Test
        void days_that_an_early_end_credited_are_not_charged_anew() {
            PlannedWorld world = april();
            world.end("2026-04-21");

            assertThat(waiting(price(world, "2026-04-11", "30.00")))
                    .containsExactly(
                            "2026-04-11: [2026-04-11, 2026-04-21) -20.00",
                            "2026-04-11: [2026-04-11, 2026-04-21) 10.00");
        }

        @Test
        void a_percentage_is_taken_off_both_sides() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "60.00", "2026-04-01")
                    .discount(TimedDiscount.always(Discount.percent(number("10"))))
                    .build());
            world.invoice("2026-04");

            assertThat(waiting(price(world, "2026-04-11", "30.00")))
                    .containsExactly(
                            "2026-04-11: [2026-04-11, 2026-05-01) -36.00",
                            "2026-04-11: [2026-04-11, 2026-05-01) 18.00");
        }

        @Test
        void an_amount_off_is_shared_by_days_and_never_more_than_the_charge() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "60.00", "2026-04-01")
                    .discount(TimedDiscount.always(Discount.amountPerPeriod(number("6.00"))))
                    .build());
            world.invoice("2026-04");

            assertThat(waiting(price(world, "2026-04-11", "3.00")))
                    .containsExactly(
                            "2026-04-11: [2026-04-11, 2026-05-01) -36.00", "2026-04-11: [2026-04-11, 2026-05-01) 0.00");
        }

        @Test
        void the_discount_is_the_one_that_runs_in_each_period() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "30.00", "2026-04-01")
                            .discount(TimedDiscount.firstPeriods(Discount.percent(number("50")), 1))
                            .build())
                    .with(customer ->
                            customer.schedule(InvoiceSchedule.every(3, 1)).discountPercent(number("10")));
            world.invoice("2026-04");

            assertThat(waiting(price(world, "2026-04-16", "60.00")))
                    .containsExactly(
                            "2026-04-16: [2026-04-16, 2026-05-01) -7.50",
                            "2026-04-16: [2026-04-16, 2026-05-01) 15.00",
                            "2026-04-16: [2026-05-01, 2026-06-01) -27.00",
                            "2026-04-16: [2026-05-01, 2026-06-01) 54.00",
                            "2026-04-16: [2026-06-01, 2026-07-01) -27.00",
                            "2026-04-16: [2026-06-01, 2026-07-01) 54.00");
        }

        @Test
        void a_last_piece_that_is_charged_whole_is_changed_as_such() {
            PlannedWorld world = PlannedWorld.under(
                    Policies.builder()
                            .endOfSubscription(EndOfSubscription.WHOLE)
                            .build(),
                    subscription(1, "31.00", "2026-05-01")
                            .end(day("2026-05-11"))
                            .build());
            world.invoice("2026-05");

            assertThat(waiting(price(world, "2026-05-06", "62.00")))
                    .containsExactly(
                            "2026-05-06: [2026-05-06, 2026-05-11) -26.00",
                            "2026-05-06: [2026-05-06, 2026-05-11) 52.00");
            // the earlier days of that piece were charged by days
            assertThat(waiting(price(world, "2026-05-03", "93.00")))
                    .containsExactly(
                            "2026-05-03: [2026-05-03, 2026-05-06) -3.00", "2026-05-03: [2026-05-03, 2026-05-06) 9.00");
        }

        @Test
        void each_part_of_a_period_split_by_a_change_of_rate_keeps_its_rate() {
            PlannedWorld world =
                    PlannedWorld.of(subscription(12, "365.00", "2012-04-01").build());
            world.invoice("2012-04");

            List<PendingLine> lines = price(world, "2012-09-01", "730.00");

            assertThat(waiting(lines))
                    .containsExactly(
                            "2012-09-01: [2012-09-01, 2012-10-01) -30.00",
                            "2012-09-01: [2012-09-01, 2012-10-01) 60.00",
                            "2012-09-01: [2012-10-01, 2013-04-01) -182.00",
                            "2012-09-01: [2012-10-01, 2013-04-01) 364.00");
            assertThat(lines)
                    .extracting(line -> line.fixedVat().orElseThrow().rate().toPlainString())
                    .containsExactly("19", "19", "21", "21");
            assertThat(lines)
                    .extracting(line -> line.suppliedOn().toString())
                    .containsExactly("2012-04-01", "2012-04-01", "2012-10-01", "2012-10-01");
        }

        @Test
        void a_price_by_the_month_is_one_of_the_whole_cycle() {
            PlannedWorld world = PlannedWorld.of(subscription(12, "36.50", "2026-01-01")
                    .priceBasis(PriceBasis.PER_MONTH)
                    .build());
            world.invoice("2026-01");

            assertThat(waiting(price(world, "2026-12-22", "73.00")))
                    .containsExactly(
                            "2026-12-22: [2026-12-22, 2027-01-01) -12.00",
                            "2026-12-22: [2026-12-22, 2027-01-01) 24.00");
        }

        @Test
        void changes_that_nothing_sets_off_are_a_credit_note_that_refers_to_what_was_billed() {
            PlannedWorld world = april();
            Invoice april = world.documents().get(0);
            world.with(world.subscription().toBuilder().end(day("2026-05-01")).build());
            price(world, "2026-04-11", "30.00");

            Invoice note = world.invoice("2026-05");

            assertThat(note.kind()).isEqualTo(InvoiceKind.CREDIT_NOTE);
            assertThat(totals(note)).isEqualTo("-20.00 + -4.20 = -24.20");
            assertThat(note.refersTo()).containsExactly(april.id());
        }
    }

    @Nested
    class NextPeriod {
        private Subscription changed(Subscription subscription, String day) {
            PlannedWorld world = PlannedWorld.of(subscription);
            world.changeWithNextPeriod(
                    subscription,
                    TermsChange.builder()
                            .effectiveFrom(day(day))
                            .effect(Effect.AT_ONCE)
                            .unitPrice(eur("30.00"))
                            .build());
            assertThat(world.pending()).isEmpty();
            return world.subscription();
        }

        private String effectiveFrom(Subscription subscription, String day) {
            return changed(subscription, day).changes().get(0).effectiveFrom().toString();
        }

        @ParameterizedTest
        @CsvSource({
            // billed through 1 May
            "2026-02-01, 2026-05-01",
            "2026-04-11, 2026-05-01",
            "2026-05-01, 2026-05-01",
            "2026-05-02, 2026-06-01",
            "2026-07-31, 2026-08-01"
        })
        void begins_with_the_first_period_on_or_after_its_day_that_is_not_billed(String day, String from) {
            Subscription billed = subscription(1, "60.00", "2026-04-01")
                    .billedThrough(day("2026-05-01"))
                    .build();

            assertThat(effectiveFrom(billed, day)).isEqualTo(from);
        }

        @Test
        void is_dated_there_and_cuts_nothing() {
            Subscription changed = changed(
                    subscription(1, "60.00", "2026-04-01")
                            .billedThrough(day("2026-05-01"))
                            .build(),
                    "2026-05-11");

            assertThat(changed.changes().get(0).effect()).isEqualTo(Effect.NEXT_PERIOD);
            PlannedWorld world = PlannedWorld.of(changed);
            assertThat(lines(world.invoice("2026-05"))).containsExactly("[2026-05-01, 2026-06-01) 60.00");
            assertThat(lines(world.invoice("2026-06"))).containsExactly("[2026-06-01, 2026-07-01) 30.00");
        }

        @Test
        void before_the_start_is_the_start() {
            assertThat(effectiveFrom(subscription(1, "60.00", "2026-04-15").build(), "2026-01-01"))
                    .isEqualTo("2026-04-15");
        }

        @Test
        void a_period_billed_in_part_is_billed() {
            Subscription paused = subscription(1, "60.00", "2026-04-01")
                    .addPause(Pause.from(day("2026-04-11")))
                    .billedThrough(day("2026-04-11"))
                    .build();

            assertThat(effectiveFrom(paused, "2026-04-05")).isEqualTo("2026-05-01");
        }

        @Test
        void after_a_broken_first_period_comes_the_first_of_the_month() {
            Subscription calendar = subscription(1, "60.00", "2026-04-15")
                    .alignment(Alignment.CALENDAR)
                    .build();

            assertThat(effectiveFrom(calendar, "2026-04-16")).isEqualTo("2026-05-01");
            assertThat(effectiveFrom(calendar, "2026-04-15")).isEqualTo("2026-04-15");
        }

        @Test
        void in_a_trial_it_waits_for_no_invoice() {
            Subscription trial = subscription(1, "60.00", "2026-04-01")
                    .trial(Trial.periods(1))
                    .build();

            assertThat(lines(PlannedWorld.of(changed(trial, "2026-04-10")).plan("2026-05")))
                    .containsExactly("[2026-05-01, 2026-06-01) 30.00");
        }
    }
}
