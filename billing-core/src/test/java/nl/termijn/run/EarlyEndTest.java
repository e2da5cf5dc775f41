package nl.termijn.run;

import static nl.termijn.run.InWords.lines;
import static nl.termijn.run.InWords.skip;
import static nl.termijn.run.InWords.totals;
import static nl.termijn.run.InWords.waiting;
import static nl.termijn.testing.Fixtures.day;
import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.Fixtures.number;
import static nl.termijn.testing.Fixtures.plain;
import static nl.termijn.testing.Fixtures.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Policies.Cancellation;
import nl.termijn.administration.Policies.EndOfSubscription;
import nl.termijn.administration.Policies.InterimLines;
import nl.termijn.administration.Pricing;
import nl.termijn.invoice.CreditNotes;
import nl.termijn.invoice.CreditRequest;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.money.Amounts;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.Pause;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;
import nl.termijn.testing.Fixtures;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyEndTest {
    private static final Policies WHOLE =
            Policies.builder().endOfSubscription(EndOfSubscription.WHOLE).build();

    private static PlannedWorld billed(Subscription.Builder subscription, String... months) {
        PlannedWorld world = PlannedWorld.of(subscription.build());
        for (String month : months) {
            world.invoice(month);
        }
        return world;
    }

    private static PlannedWorld onSchedule(int months, Subscription.Builder subscription) {
        return PlannedWorld.of(subscription.build())
                .with(customer -> customer.schedule(InvoiceSchedule.every(months, 1)));
    }

    private static String net(PlannedWorld world) {
        return plain(world.documents().stream()
                .map(document -> document.totals().net())
                .reduce(Amounts.zero(Fixtures.EUR), Amounts::plus));
    }

    @Nested
    class Credits {
        @Test
        void what_is_left_of_a_period_is_credited_by_days() {
            PlannedWorld world = billed(subscription(1, "30.00", "2024-01-30"), "2024-01", "2024-02");

            List<Invoice> notes = world.end("2024-03-15");

            assertThat(notes).hasSize(1);
            assertThat(lines(notes.get(0))).containsExactly("[2024-03-15, 2024-03-30) -15.00");
            assertThat(totals(notes.get(0))).isEqualTo("-15.00 + -3.15 = -18.15");
            assertThat(notes.get(0).refersTo())
                    .containsExactly(world.documents().get(1).id());
            assertThat(world.subscription().end()).contains(day("2024-03-15"));
            assertThat(world.subscription().billedThrough()).isEqualTo("2024-03-15");
        }

        @Test
        void the_newest_invoice_comes_first() {
            PlannedWorld world = billed(subscription(1, "30.00", "2024-01-30"), "2024-01", "2024-02", "2024-03");

            List<Invoice> notes = world.end("2024-03-15");

            assertThat(notes)
                    .extracting(InWords::totals)
                    .containsExactly("-30.00 + -6.30 = -36.30", "-15.00 + -3.15 = -18.15");
            assertThat(lines(notes.get(0))).containsExactly("[2024-03-30, 2024-04-30) -30.00");
        }

        @Test
        void of_two_invoices_of_one_day_the_higher_number_is_the_newer() {
            PlannedWorld world = billed(subscription(1, "30.00", "2026-01-01"), "2026-01");
            world.billNow("2026-02-01");
            Invoice march = world.billNow("2026-03-01");
            world.send(world.draft("2026-04").orElseThrow(), day("2026-03-01"));

            assertThat(world.end("2026-03-11"))
                    .extracting(note -> lines(note).get(0))
                    .containsExactly("[2026-04-01, 2026-05-01) -30.00", "[2026-03-11, 2026-04-01) -20.32");
            assertThat(march.issuedOn()).contains(day("2026-03-01"));
        }

        @Test
        void nothing_after_the_end_is_billed() {
            PlannedWorld world = billed(subscription(12, "239.90", "2025-08-18"), "2025-08");

            List<Invoice> notes = world.end("2025-09-17");

            assertThat(totals(notes.get(0))).isEqualTo("-220.18 + -46.24 = -266.42");
            for (int month = 1; month <= 12; month++) {
                assertThat(skip(world.plan(String.format("2026-%02d", month)))).isEqualTo("NOTHING_DUE");
            }
        }

        @Test
        void a_monthly_period_left_for_a_yearly_one_is_charged_to_the_day() {
            PlannedWorld world = billed(subscription(1, "10.00", "2026-04-01"), "2026-04");

            assertThat(world.end("2026-04-16")).extracting(InWords::totals).containsExactly("-5.00 + -1.05 = -6.05");
            world.with(subscription(12, "100.00", "2026-04-16")
                    .reference(SubscriptionReference.of("S-2"))
                    .build());
            Invoice yearly = world.billNow("2026-04-16");
            assertThat(lines(yearly)).containsExactly("[2026-04-16, 2027-04-16) 100.00");
            assertThat(totals(yearly)).isEqualTo("100.00 + 21.00 = 121.00");
        }

        @Test
        void kept_days_are_rounded_once() {
            PlannedWorld world = billed(subscription(12, "120.00", "2025-03-15"), "2025-03");

            assertThat(world.end("2025-10-01")).extracting(InWords::totals).containsExactly("-54.25 + -11.39 = -65.64");
        }

        @ParameterizedTest
        @CsvSource({"2027-01-19", "2027-02-01"})
        void an_end_where_the_billed_days_end_or_later_gives_nothing(String end) {
            PlannedWorld world = billed(subscription(12, "39.90", "2026-01-19"), "2026-01");

            assertThat(world.end(end)).isEmpty();
            assertThat(world.pending()).isEmpty();
            assertThat(world.documents()).hasSize(1);
            assertThat(world.subscription().billedThrough()).isEqualTo("2027-01-19");
            assertThat(world.subscription().end()).contains(day(end));
        }

        @Test
        void an_end_on_the_first_day_credits_all() {
            PlannedWorld world = billed(subscription(1, "30.00", "2026-04-01"), "2026-04");

            assertThat(world.end("2026-04-01")).extracting(InWords::totals).containsExactly("-30.00 + -6.30 = -36.30");
            assertThat(world.subscription().billedThrough()).isEqualTo("2026-04-01");
        }

        @ParameterizedTest
        @CsvSource({
            "2026-01-01, -30.00",
            "2026-02-01, -20.00",
            // one period and 14 of 28 days are kept
            "2026-02-15, -15.00",
            "2026-03-11, -6.77",
            "2026-03-31, -0.32"
        })
        void a_line_of_three_periods_is_spread_over_periods_then_days(String end, String credit) {
            PlannedWorld world = onSchedule(3, subscription(1, "10.00", "2026-01-01"));
            world.invoice("2026-01");

            assertThat(world.end(end))
                    .extracting(note -> plain(note.totals().net()))
                    .containsExactly(credit);
        }

        @Test
        void a_line_of_twelve_periods_too() {
            PlannedWorld world = onSchedule(12, subscription(1, "9.99", "2026-01-01"));
            world.invoice("2026-01");

            // 119.88 for 12 periods; 5 of them and 15 of 30 days are kept: 54.945
            List<Invoice> notes = world.end("2026-06-16");

            assertThat(lines(notes.get(0))).containsExactly("[2026-06-16, 2027-01-01) -64.93");
        }

        @Test
        void a_price_with_vat_is_credited_on_its_gross() {
            PlannedWorld world = billed(subscription(1, "14.95", "2026-04-01").pricing(Pricing.GROSS), "2026-04");

            List<Invoice> notes = world.end("2026-04-11");

            // 14.95 - round(14.95 * 10/30 = 4.98)
            assertThat(lines(notes.get(0))).containsExactly("[2026-04-11, 2026-05-01) -9.97");
            // VAT round(2.59 * 9.97 / 14.95 = 1.727)
            assertThat(totals(notes.get(0))).isEqualTo("-8.24 + -1.73 = -9.97");
        }

        @Test
        void under_the_policy_whole_the_credit_begins_at_the_end_of_the_period() {
            PlannedWorld world = PlannedWorld.under(
                            WHOLE, subscription(1, "30.00", "2026-01-01").build())
                    .with(customer -> customer.schedule(InvoiceSchedule.every(3, 1)));
            world.invoice("2026-01");

            List<Invoice> notes = world.end("2026-02-11");

            assertThat(lines(notes.get(0))).containsExactly("[2026-03-01, 2026-04-01) -30.00");
            assertThat(world.subscription().end()).contains(day("2026-02-11"));
            assertThat(world.subscription().billedThrough()).isEqualTo("2026-03-01");
            assertThat(skip(world.plan("2026-04"))).isEqualTo("NOTHING_DUE");
        }

        @ParameterizedTest
        @CsvSource({
            "PRORATE, 2026-02-11, 2026-02-11",
            "WHOLE, 2026-02-11, 2026-03-01",
            "WHOLE, 2026-03-01, 2026-03-01",
            "WHOLE, 2026-02-28, 2026-03-01",
            "WHOLE, 2026-01-01, 2026-01-01"
        })
        void the_first_day_credited_follows_the_policy(EndOfSubscription policy, String end, String from) {
            Subscription subscription = subscription(1, "30.00", "2026-01-01").build();

            assertThat(new EndPlanner(policy, () -> PendingLineReference.of("P")).creditedFrom(subscription, day(end)))
                    .isEqualTo(from);
        }

        @Test
        void under_the_policy_whole_what_is_not_billed_yet_is_billed_whole() {
            PlannedWorld world = PlannedWorld.under(
                    WHOLE,
                    subscription(1, "30.00", "2026-01-01")
                            .timing(BillingTiming.ARREARS)
                            .build());
            world.invoice("2026-02");

            assertThat(world.end("2026-02-11")).isEmpty();
            assertThat(lines(world.invoice("2026-03"))).containsExactly("[2026-02-01, 2026-02-11) 30.00");
        }

        @Test
        void credits_given_already_limit_what_is_left() {
            PlannedWorld world = billed(subscription(1, "30.00", "2026-04-01"), "2026-04");
            Invoice april = world.documents().get(0);
            world.credit(
                    april,
                    CreditNotes.lines(world.corrections(april), List.of(new CreditRequest.LineAmount(1, eur("25.00")))),
                    day("2026-04-02"));

            assertThat(world.end("2026-04-11")).extracting(InWords::totals).containsExactly("-5.00 + -1.05 = -6.05");
        }

        @Test
        void what_was_credited_whole_gives_nothing_more() {
            PlannedWorld world = billed(subscription(12, "120.00", "2026-04-01"), "2026-04");
            Invoice invoice = world.documents().get(0);
            world.credit(
                    invoice,
                    CreditNotes.lines(world.corrections(invoice), List.of(new CreditRequest.Whole())),
                    day("2026-04-02"));

            assertThat(world.end("2026-06-01")).isEmpty();
            assertThat(net(world)).isEqualTo("0.00");
        }

        @Test
        void an_end_that_is_put_earlier_credits_only_the_days_between() {
            PlannedWorld world = billed(subscription(12, "365.00", "2026-01-01"), "2026-01");

            assertThat(world.end("2026-11-01"))
                    .extracting(InWords::lines)
                    .containsExactly(List.of("[2026-11-01, 2027-01-01) -61.00"));
            assertThat(world.end("2026-10-01"))
                    .extracting(InWords::lines)
                    .containsExactly(List.of("[2026-10-01, 2026-11-01) -31.00"));
            assertThat(world.end("2026-10-01")).isEmpty();
            assertThat(net(world)).isEqualTo("273.00");
        }

        @Test
        void a_line_split_by_a_change_of_rate_is_credited_at_both_rates() {
            PlannedWorld world = billed(subscription(12, "365.00", "2012-04-01"), "2012-04");

            List<Invoice> notes = world.end("2012-09-01");

            assertThat(lines(notes.get(0)))
                    .containsExactly("[2012-09-01, 2012-10-01) -30.00", "[2012-10-01, 2013-04-01) -182.00");
            assertThat(totals(notes.get(0))).isEqualTo("-212.00 + -43.92 = -255.92");
        }

        @Test
        void lines_of_other_subscriptions_and_set_up_fees_stay() {
            PlannedWorld world = billed(subscription(1, "30.00", "2026-04-01").setUpFee(eur("25.00")));
            world.with(subscription(1, "7.00", "2026-04-01")
                    .reference(SubscriptionReference.of("S-2"))
                    .build());
            world.invoice("2026-04");

            assertThat(world.end("2026-04-16"))
                    .extracting(InWords::lines)
                    .containsExactly(List.of("[2026-04-16, 2026-05-01) -15.00"));
            assertThat(world.subscription("S-2").end()).isEmpty();
        }

        @Test
        void a_credit_says_where_it_comes_from() {
            PlannedWorld world = billed(subscription(1, "30.00", "2026-04-01"), "2026-04");

            Invoice note = world.end("2026-04-16").get(0);

            assertThat(note.line(1).origin())
                    .isEqualTo(new LineOrigin.Credit(
                            new LineReference(world.documents().get(0).id(), 1),
                            Optional.of(SubscriptionReference.of("S-1")),
                            LineOrigin.Credit.Basis.EARLY_END));
        }
    }

    @Nested
    class Drafts {
        @Test
        void a_draft_is_shortened_instead() {
            PlannedWorld world = onSchedule(3, subscription(1, "30.00", "2026-01-01"));
            Invoice draft = world.draft("2026-01").orElseThrow();

            assertThat(world.end("2026-02-15")).isEmpty();

            Invoice shortened = world.documents().get(0);
            assertThat(lines(shortened))
                    .containsExactly("[2026-01-01, 2026-02-01) 30.00", "[2026-02-01, 2026-02-15) 15.00");
            assertThat(totals(shortened)).isEqualTo("45.00 + 9.45 = 54.45");
            assertThat(shortened.id()).isEqualTo(draft.id());
            assertThat(shortened.stretches())
                    .extracting(stretch -> stretch.from() + " " + stretch.through())
                    .containsExactly("2026-01-01 2026-02-15");
        }

        @Test
        void where_nothing_is_left_of_it_the_plan_has_no_lines() {
            PlannedWorld world = billed(subscription(1, "30.00", "2026-04-01"), "2026-04");
            world.draft("2026-05");
            EndPlanner planner = new EndPlanner(EndOfSubscription.PRORATE, () -> PendingLineReference.of("P"));

            EndPlanner.End end = planner.end(
                    world.subscription(), day("2026-04-16"), world.billed(world.subscription()), world::corrections);

            assertThat(end.shortened()).hasSize(1);
            assertThat(end.shortened().get(0).lines()).isEmpty();
            assertThat(end.shortened().get(0).stretches()).isEmpty();
            assertThat(end.credits()).hasSize(1);
            assertThat(end.subscription().billedThrough()).isEqualTo("2026-04-16");
        }

        @Test
        void other_lines_and_stretches_of_a_draft_stay() {
            PlannedWorld world = billed(subscription(1, "30.00", "2026-04-01").setUpFee(eur("25.00")))
                    .with("2026-03-20", "5.00");
            world.with(subscription(1, "7.00", "2026-04-02")
                    .reference(SubscriptionReference.of("S-2"))
                    .build());
            world.draft("2026-04");

            world.end("2026-04-01");

            Invoice shortened = world.documents().get(0);
            assertThat(lines(shortened))
                    .containsExactly(
                            "Eenmalige kosten Hosting Basic 25.00", "[2026-04-02, 2026-05-02) 7.00", "Loose 5.00");
            assertThat(shortened.stretches())
                    .extracting(stretch -> stretch.subscription() + " " + stretch.through())
                    .containsExactly("S-2 2026-05-02");
        }

        @Test
        void a_stretch_that_ends_by_then_stays_as_it_is() {
            PlannedWorld world = billed(subscription(1, "30.00", "2026-04-01"), "2026-04");
            world.change("2026-04-11", change -> change.unitPrice(eur("60.00")));
            world.with(world.subscription().toBuilder()
                    .addPause(Pause.from(day("2026-05-01")))
                    .build());
            world.with(subscription(1, "7.00", "2026-04-02")
                    .reference(SubscriptionReference.of("S-2"))
                    .build());
            world.draft("2026-05");

            world.end("2026-04-21");

            assertThat(lines(world.documents().get(1)))
                    .containsExactly(
                            "[2026-04-11, 2026-04-21) -10.00",
                            "[2026-04-11, 2026-04-21) 20.00",
                            "[2026-04-02, 2026-06-02) 14.00");
            assertThat(world.documents().get(1).stretches())
                    .extracting(stretch -> stretch.subscription() + " " + stretch.through())
                    .containsExactly("S-2 2026-06-02");
        }

        @Test
        void under_the_policy_whole_a_draft_keeps_the_period_of_the_end() {
            PlannedWorld world = PlannedWorld.under(
                            WHOLE, subscription(1, "30.00", "2026-01-01").build())
                    .with(customer -> customer.schedule(InvoiceSchedule.every(3, 1)));
            world.draft("2026-01");

            world.end("2026-02-11");

            assertThat(lines(world.documents().get(0))).containsExactly("[2026-01-01, 2026-03-01) 60.00");
        }
    }

    @Nested
    class Changes {
        @Test
        void waiting_lines_are_cut_by_days() {
            PlannedWorld world = billed(subscription(1, "60.00", "2026-04-01"), "2026-04");
            List<PendingLine> before = world.change("2026-04-11", change -> change.unitPrice(eur("30.00")));

            List<Invoice> notes = world.end("2026-04-21");

            assertThat(waiting(world.pending()))
                    .containsExactly(
                            "2026-04-11: [2026-04-11, 2026-04-21) -20.00",
                            "2026-04-11: [2026-04-11, 2026-04-21) 10.00");
            for (int i = 0; i < 2; i++) {
                PendingLine cut = world.pending().get(i);
                assertThat(cut.reference()).isEqualTo(before.get(i).reference());
                assertThat(cut.entered()).isEqualTo(before.get(i).entered());
                assertThat(cut.fixedVat()).isEqualTo(before.get(i).fixedVat());
                assertThat(cut.corrects()).isEqualTo(before.get(i).corrects());
                assertThat(cut.customer()).isEqualTo(before.get(i).customer());
            }
            assertThat(notes).extracting(InWords::lines).containsExactly(List.of("[2026-04-21, 2026-05-01) -20.00"));
            // 10 days at 60 and 10 at 30
            world.invoice("2026-05");
            assertThat(net(world)).isEqualTo("30.00");
        }

        @Test
        void waiting_lines_of_which_nothing_is_left_are_removed() {
            PlannedWorld world = billed(subscription(1, "60.00", "2026-04-01"), "2026-04");
            world.change("2026-04-11", change -> change.unitPrice(eur("30.00")));

            world.end("2026-04-06");

            assertThat(world.pending()).isEmpty();
            assertThat(net(world)).isEqualTo("10.00");
        }

        @Test
        void waiting_lines_that_end_by_then_stay() {
            PlannedWorld world = onSchedule(3, subscription(1, "30.00", "2026-04-01"));
            world.invoice("2026-04");
            world.change("2026-04-16", change -> change.unitPrice(eur("60.00")));

            world.end("2026-06-01");

            assertThat(waiting(world.pending()))
                    .containsExactly(
                            "2026-04-16: [2026-04-16, 2026-05-01) -15.00",
                            "2026-04-16: [2026-04-16, 2026-05-01) 30.00",
                            "2026-04-16: [2026-05-01, 2026-06-01) -30.00",
                            "2026-04-16: [2026-05-01, 2026-06-01) 60.00");
        }

        @Test
        void a_waiting_line_of_several_periods_is_cut_to_whole_ones_and_a_part() {
            PlannedWorld world = onSchedule(3, subscription(1, "30.00", "2026-04-01"));
            Invoice draft = world.draft("2026-04").orElseThrow();
            PendingLine moved =
                    PendingLine.of(PendingLineReference.of("moved"), Fixtures.K1, day("2026-04-01"), draft.line(1))
                            .toBuilder()
                            .entered(7)
                            .build();
            EndPlanner planner = new EndPlanner(EndOfSubscription.PRORATE, () -> PendingLineReference.of("new"));

            EndPlanner.End end = planner.end(
                    world.subscription(),
                    day("2026-05-11"),
                    List.of(BilledLine.waiting(moved, draft.line(1).vat())),
                    world::corrections);

            assertThat(waiting(end.cut()))
                    .containsExactly(
                            "2026-04-01: [2026-04-01, 2026-05-01) 30.00", "2026-04-01: [2026-05-01, 2026-05-11) 9.68");
            assertThat(end.cut())
                    .extracting(line -> line.reference() + " " + line.entered())
                    .containsExactly("moved 7", "new 0");
            assertThat(end.removed()).isEmpty();
            assertThat(end.credits()).isEmpty();
            assertThat(end.shortened()).isEmpty();
        }

        @Test
        void changes_on_an_invoice_count_like_other_lines() {
            PlannedWorld world = billed(subscription(1, "60.00", "2026-04-01"), "2026-04");
            world.change("2026-04-11", change -> change.unitPrice(eur("30.00")));
            world.invoice("2026-05");

            List<Invoice> notes = world.end("2026-04-21");

            assertThat(notes)
                    .extracting(InWords::lines)
                    .containsExactly(
                            List.of(
                                    "[2026-05-01, 2026-06-01) -30.00",
                                    "[2026-04-21, 2026-05-01) 20.00",
                                    "[2026-04-21, 2026-05-01) -10.00"),
                            List.of("[2026-04-21, 2026-05-01) -20.00"));
            assertThat(net(world)).isEqualTo("30.00");
        }

        @Test
        void what_comes_out_in_the_sellers_favour_is_taken_off_the_older_invoice() {
            // 31.00 by the end of April; the change stands on the invoice of May, for which nothing else is credited
            PlannedWorld world =
                    billed(subscription(1, "60.00", "2026-04-01").addPause(Pause.from(day("2026-05-01"))), "2026-04");
            world.change("2026-04-11", change -> change.unitPrice(eur("30.00")));
            world.with("2026-04-30", "100.00");
            Invoice may = world.invoice("2026-05");
            assertThat(totals(may)).isEqualTo("80.00 + 16.80 = 96.80");

            List<Invoice> notes = world.end("2026-04-21");

            // back from May: +20.00 - 10.00; from April: -20.00
            assertThat(notes).extracting(InWords::lines).containsExactly(List.of("[2026-04-21, 2026-05-01) -10.00"));
            assertThat(notes.get(0).refersTo())
                    .containsExactly(world.documents().get(0).id());
            assertThat(totals(notes.get(0))).isEqualTo("-10.00 + -2.10 = -12.10");
            assertThat(net(world)).isEqualTo("130.00");
        }

        @Test
        void an_earlier_end_takes_it_off_only_for_the_days_between() {
            PlannedWorld world =
                    billed(subscription(1, "60.00", "2026-04-01").addPause(Pause.from(day("2026-05-01"))), "2026-04");
            world.change("2026-04-11", change -> change.unitPrice(eur("30.00")));
            world.with("2026-04-30", "100.00");
            world.invoice("2026-05");
            world.end("2026-04-21");

            List<Invoice> notes = world.end("2026-04-16");

            assertThat(notes).extracting(InWords::lines).containsExactly(List.of("[2026-04-16, 2026-04-21) -5.00"));
            assertThat(net(world)).isEqualTo("125.00");
        }

        @Test
        void what_was_credited_by_an_amount_is_not_given_back_again() {
            PlannedWorld world =
                    billed(subscription(1, "60.00", "2026-04-01").addPause(Pause.from(day("2026-05-01"))), "2026-04");
            world.change("2026-04-11", change -> change.unitPrice(eur("30.00")));
            world.with("2026-04-30", "100.00");
            world.invoice("2026-05");
            Invoice april = world.documents().get(0);
            world.credit(
                    april,
                    CreditNotes.lines(world.corrections(april), List.of(new CreditRequest.LineAmount(1, eur("20.00")))),
                    day("2026-04-02"));

            // +10.00 from May, -20.00 for 10 days of April, of which 20.00 is left then: 60 - 20 - 20 taken back for 10
            // days
            assertThat(world.end("2026-04-21"))
                    .extracting(InWords::lines)
                    .containsExactly(List.of("[2026-04-21, 2026-05-01) -10.00"));
        }

        @Test
        void it_is_taken_off_a_newer_invoice_where_they_were_sent_out_of_order() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "60.00", "2026-04-01")
                    .addPause(Pause.from(day("2026-05-01")))
                    .build());
            Invoice april = world.draft("2026-04").orElseThrow();
            world.change("2026-04-11", change -> change.unitPrice(eur("30.00")));
            world.with("2026-04-30", "100.00");
            world.invoice("2026-05");
            world.send(april, day("2026-05-02"));

            assertThat(world.end("2026-04-21"))
                    .extracting(InWords::lines)
                    .containsExactly(List.of("[2026-04-21, 2026-05-01) -10.00"));
            assertThat(net(world)).isEqualTo("130.00");
        }

        @Test
        void out_of_order_too_the_newest_invoice_comes_first() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "60.00", "2026-04-01")
                    .addPause(Pause.from(day("2026-06-01")))
                    .build());
            Invoice april = world.draft("2026-04").orElseThrow();
            Invoice may = world.draft("2026-05").orElseThrow();
            world.change("2026-04-16", change -> change.unitPrice(eur("30.00")));
            world.with("2026-05-30", "100.00");
            world.invoice("2026-06");
            world.send(may, day("2026-06-02"));
            world.send(april, day("2026-06-03"));

            // June gives +15.00 and +30.00 back; April -30.00, May -60.00
            assertThat(world.end("2026-04-16"))
                    .extracting(InWords::lines)
                    .containsExactly(
                            List.of("[2026-04-16, 2026-05-01) -30.00"), List.of("[2026-05-01, 2026-06-01) -15.00"));
            assertThat(net(world)).isEqualTo("130.00");
        }

        @Test
        void out_of_order_too_there_is_never_more_taken_off_than_was_credited() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "60.00", "2026-04-01")
                    .addPause(Pause.from(day("2026-06-01")))
                    .build());
            Invoice april = world.draft("2026-04").orElseThrow();
            Invoice may = world.draft("2026-05").orElseThrow();
            world.change("2026-04-16", change -> change.unitPrice(eur("0.00")));
            world.with("2026-05-30", "100.00");
            world.invoice("2026-06");
            world.send(may, day("2026-06-02"));
            world.send(april, day("2026-06-03"));

            // June gives +30.00 and +60.00 back, which is all of April's -30.00 and May's -60.00
            assertThat(world.end("2026-04-16")).isEmpty();
            assertThat(net(world)).isEqualTo("130.00");
        }

        @Test
        void it_goes_on_to_the_next_older_invoice() {
            PlannedWorld world = billed(
                    subscription(1, "30.00", "2026-04-01")
                            .quantity(BigDecimal.valueOf(2))
                            .addChanges(TermsChange.builder()
                                    .effectiveFrom(day("2026-05-01"))
                                    .unitPrice(eur("1.50"))
                                    .build())
                            .addPause(Pause.from(day("2026-06-01"))),
                    "2026-04",
                    "2026-05");
            // one less from 11 April: -40 + 20 and -3 + 1.50 on the invoice of June
            world.change("2026-04-11", change -> change.quantity(BigDecimal.ONE));
            world.with("2026-05-30", "100.00");
            world.invoice("2026-06");

            // June: +40 - 20 + 3 - 1.50 = +21.50; May: -3; April: -40
            List<Invoice> notes = world.end("2026-04-11");

            assertThat(notes).extracting(InWords::lines).containsExactly(List.of("[2026-04-11, 2026-05-01) -21.50"));
        }
    }

    @Nested
    class AsPendingLines {
        @Test
        void by_policy_the_credit_waits_for_the_next_run() {
            Policies policies =
                    Policies.builder().cancellation(Cancellation.PENDING_LINE).build();
            PlannedWorld world = PlannedWorld.under(
                    policies, subscription(1, "30.00", "2026-04-01").build());
            Invoice april = world.invoice("2026-04");
            world.with(subscription(1, "50.00", "2026-05-01")
                    .reference(SubscriptionReference.of("S-2"))
                    .build());

            assertThat(world.end("2026-04-16")).isEmpty();

            assertThat(waiting(world.pending())).containsExactly("2026-04-16: [2026-04-16, 2026-05-01) -15.00");
            assertThat(world.pending().get(0).corrects()).contains(april.id());
            assertThat(world.pending().get(0).customer()).isEqualTo(Fixtures.K1);
            assertThat(world.end("2026-04-16")).isEmpty();
            assertThat(world.pending()).hasSize(1);
            Invoice may = world.invoice("2026-05");
            assertThat(totals(may)).isEqualTo("35.00 + 7.35 = 42.35");
            assertThat(may.kind()).isEqualTo(InvoiceKind.INVOICE);
        }

        @Test
        void with_nothing_to_set_it_off_the_next_run_makes_a_credit_note_of_it() {
            Policies policies = Policies.builder()
                    .cancellation(Cancellation.PENDING_LINE)
                    .interimLines(InterimLines.MONTHLY)
                    .build();
            PlannedWorld world = PlannedWorld.under(
                    policies, subscription(12, "365.00", "2026-04-01").build());
            Invoice year = world.invoice("2026-04");
            world.end("2026-05-01");

            Invoice note = world.invoice("2026-06");

            assertThat(note.kind()).isEqualTo(InvoiceKind.CREDIT_NOTE);
            assertThat(totals(note)).isEqualTo("-335.00 + -70.35 = -405.35");
            assertThat(note.refersTo()).containsExactly(year.id());
        }
    }

    @Test
    void a_billed_line_is_known_by_its_place() {
        PlannedWorld world = billed(subscription(1, "30.00", "2026-04-01").quantity(number("2")), "2026-04");

        BilledLine line = world.billed(world.subscription()).get(0);

        assertThat(line.number()).isEqualTo(1);
        assertThat(line.document().map(Invoice::id))
                .contains(InvoiceId.of(world.documents().get(0).id().value()));
        assertThat(line.waiting()).isEmpty();
        assertThat(line.days()).isEqualTo(line.line().days().orElseThrow());
    }
}
