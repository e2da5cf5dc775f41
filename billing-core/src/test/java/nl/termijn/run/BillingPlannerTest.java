package nl.termijn.run;

import static nl.termijn.run.InWords.lines;
import static nl.termijn.run.InWords.skip;
import static nl.termijn.run.InWords.totals;
import static nl.termijn.testing.Fixtures.day;
import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.Fixtures.number;
import static nl.termijn.testing.Fixtures.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.money.Monetary;
import nl.termijn.VatRateFile;
import nl.termijn.administration.Hold;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Policies.InterimLines;
import nl.termijn.administration.Policies.NegativeTotal;
import nl.termijn.administration.Policies.RateChange;
import nl.termijn.administration.Policies.ZeroTotal;
import nl.termijn.administration.Pricing;
import nl.termijn.error.NotAllowedException;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.PendingLine;
import nl.termijn.money.Amounts;
import nl.termijn.subscription.Alignment;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.Pause;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;
import nl.termijn.subscription.TimedDiscount;
import nl.termijn.subscription.Trial;
import nl.termijn.testing.Fixtures;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatProduct;
import nl.termijn.vat.VatRate;
import nl.termijn.vat.VatRates;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BillingPlannerTest {

    private static Subscription hosting() {
        return named("hosting", subscription(1, "10.00", "2025-03-01"));
    }

    private static Subscription domain() {
        return named("domain", subscription(12, "12.00", "2025-03-14"));
    }

    private static Subscription named(String name, Subscription.Builder builder) {
        return builder.reference(SubscriptionReference.of(name))
                .description(name)
                .build();
    }

    private static Subscription billedThrough(Subscription subscription, String day) {
        return subscription.toBuilder().billedThrough(day(day)).build();
    }

    private static PlannedWorld onSchedule(int months, Subscription... subscriptions) {
        return PlannedWorld.of(subscriptions).with(customer -> customer.schedule(InvoiceSchedule.every(months, 1)));
    }

    private static List<Invoice> year(PlannedWorld world, int year) {
        List<Invoice> invoices = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            world.run(YearMonth.of(year, month).toString()).ifPresent(invoices::add);
        }
        return invoices;
    }

    @Nested
    class Schedule {
        @Test
        void a_yearly_domain_and_monthly_hosting_are_12_invoices_one_with_the_domain() {
            PlannedWorld world =
                    PlannedWorld.of(billedThrough(domain(), "2026-03-14"), billedThrough(hosting(), "2026-01-01"));

            List<Invoice> invoices = year(world, 2026);

            assertThat(invoices).hasSize(12);
            assertThat(invoices.get(0).lines()).hasSize(1);
            assertThat(lines(invoices.get(2)))
                    .containsExactly("[2026-03-01, 2026-04-01) 10.00", "[2026-03-14, 2027-03-14) 12.00");
            assertThat(totals(invoices.get(2))).isEqualTo("22.00 + 4.62 = 26.62");
            assertThat(invoices.stream().filter(invoice -> invoice.lines().size() == 1))
                    .allMatch(invoice -> totals(invoice).equals("10.00 + 2.10 = 12.10"))
                    .hasSize(11);
        }

        @Test
        void on_a_quarterly_schedule_they_are_4_each_with_three_months_on_one_line() {
            PlannedWorld world =
                    onSchedule(3, billedThrough(domain(), "2026-03-14"), billedThrough(hosting(), "2026-01-01"));

            List<Invoice> invoices = year(world, 2026);

            assertThat(invoices).hasSize(4);
            assertThat(lines(invoices.get(0)))
                    .containsExactly("[2026-01-01, 2026-04-01) 30.00", "[2026-03-14, 2027-03-14) 12.00");
            assertThat(totals(invoices.get(0))).isEqualTo("42.00 + 8.82 = 50.82");
            assertThat(lines(invoices.get(3))).containsExactly("[2026-10-01, 2027-01-01) 30.00");
            assertThat(invoices.get(3).line(1).periods()).isEqualTo(3);
        }

        @ParameterizedTest
        @CsvSource({"1, 12", "2, 6", "3, 4", "4, 3", "6, 2", "12, 1"})
        void a_schedule_of_m_months_is_12_over_m_invoices_a_year(int months, int invoices) {
            assertThat(year(onSchedule(months, billedThrough(hosting(), "2026-01-01")), 2026))
                    .hasSize(invoices);
        }

        @Test
        void a_schedule_counts_from_its_start_month() {
            PlannedWorld world = PlannedWorld.of(billedThrough(hosting(), "2026-01-01"))
                    .with(customer -> customer.schedule(InvoiceSchedule.every(3, 2)));

            assertThat(skip(world.plan("2026-01"))).isEqualTo("NOT_SCHEDULED");
            assertThat(lines(world.plan("2026-02"))).containsExactly("[2026-01-01, 2026-05-01) 40.00");
        }

        @Test
        void a_change_of_schedule_leaves_no_stale_next_date() {
            PlannedWorld world =
                    PlannedWorld.of(subscription(1, "10.00", "2026-01-01").build());
            world.invoice("2026-01");
            world.with(customer -> customer.schedule(InvoiceSchedule.every(3, 1)));

            assertThat(skip(world.plan("2026-02"))).isEqualTo("NOT_SCHEDULED");
            assertThat(skip(world.plan("2026-03"))).isEqualTo("NOT_SCHEDULED");
            Invoice april = world.invoice("2026-04");
            assertThat(lines(april)).containsExactly("[2026-02-01, 2026-07-01) 50.00");
            assertThat(totals(april)).isEqualTo("50.00 + 10.50 = 60.50");
            assertThat(totals(world.invoice("2026-07"))).isEqualTo("30.00 + 6.30 = 36.30");
            assertThat(totals(world.invoice("2026-10"))).isEqualTo("30.00 + 6.30 = 36.30");
        }

        @Test
        void a_month_has_one_run_invoice_and_what_is_new_waits() {
            PlannedWorld world =
                    PlannedWorld.of(subscription(1, "10.00", "2026-01-01").build());
            world.invoice("2026-01");
            world.with("2025-12-31", "5.00");

            assertThat(skip(world.plan("2026-01"))).isEqualTo("ALREADY_INVOICED");
            assertThat(lines(world.plan("2026-02"))).containsExactly("[2026-02-01, 2026-03-01) 10.00", "Loose 5.00");
        }

        @Test
        void nothing_due_is_no_invoice() {
            assertThat(skip(PlannedWorld.of().plan("2026-01"))).isEqualTo("NOTHING_DUE");
            assertThat(skip(PlannedWorld.of(hosting()).plan("2025-01"))).isEqualTo("NOTHING_DUE");
        }
    }

    @Nested
    class DuePieces {
        @Test
        void in_a_short_month_the_bounds_are_its_own() {
            PlannedWorld world =
                    PlannedWorld.of(subscription(1, "30.00", "2024-01-30").build());

            assertThat(lines(world.invoice("2024-01"))).containsExactly("[2024-01-30, 2024-02-29) 30.00");
            assertThat(lines(world.invoice("2024-02"))).containsExactly("[2024-02-29, 2024-03-30) 30.00");
        }

        @Test
        void a_leap_day_comes_back_and_no_year_is_lost() {
            PlannedWorld world =
                    PlannedWorld.of(subscription(12, "25.00", "2024-02-29").build());
            List<String> lines = new ArrayList<>();
            for (int year = 2024; year <= 2028; year++) {
                lines.addAll(lines(world.invoice(year + "-02")));
            }

            assertThat(lines)
                    .containsExactly(
                            "[2024-02-29, 2025-02-28) 25.00",
                            "[2025-02-28, 2026-02-28) 25.00",
                            "[2026-02-28, 2027-02-28) 25.00",
                            "[2027-02-28, 2028-02-29) 25.00",
                            "[2028-02-29, 2029-02-28) 25.00");
        }

        @Test
        void a_broken_first_period_is_a_part_of_its_own_full_length() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "12.50", "2025-02-17")
                    .alignment(Alignment.CALENDAR)
                    .build());

            assertThat(lines(world.invoice("2025-02"))).containsExactly("[2025-02-17, 2025-03-01) 5.36");
            assertThat(lines(world.invoice("2025-03"))).containsExactly("[2025-03-01, 2025-04-01) 12.50");
        }

        @Test
        void a_broken_first_year_is_a_part_of_the_year_before_its_anchor() {
            // 365.00 for [2024-03-01, 2025-03-01): 353 days before the start, 12 charged
            PlannedWorld world = PlannedWorld.of(subscription(12, "365.00", "2025-02-17")
                    .alignment(Alignment.CALENDAR)
                    .build());

            assertThat(lines(world.invoice("2025-02"))).containsExactly("[2025-02-17, 2025-03-01) 12.00");
        }

        @Test
        void a_free_trial_alone_moves_nothing_and_the_first_paid_period_is_one_long() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "15.00", "2026-01-31")
                    .trial(Trial.periods(1))
                    .build());

            assertThat(skip(world.plan("2026-01"))).isEqualTo("NOTHING_DUE");
            assertThat(lines(world.invoice("2026-02"))).containsExactly("[2026-02-28, 2026-03-31) 15.00");
            assertThat(world.subscription().billedThrough()).isEqualTo("2026-03-31");
        }

        @Test
        void missed_runs_catch_up_on_one_line() {
            PlannedWorld world =
                    PlannedWorld.of(subscription(1, "10.00", "2026-01-01").build());
            world.invoice("2026-01");

            Invoice april = world.invoice("2026-04");

            assertThat(lines(april)).containsExactly("[2026-02-01, 2026-05-01) 30.00");
            assertThat(totals(april)).isEqualTo("30.00 + 6.30 = 36.30");
            assertThat(world.subscription().billedThrough()).isEqualTo("2026-05-01");
        }

        @ParameterizedTest
        @CsvSource({"30, 2026-06", "45, 2026-05", "39, 2026-06", "40, 2026-05"})
        void lead_days_make_the_invoice_before_the_period_begins(int leadDays, String expected) {
            // the run of May takes what starts before 1 June and the lead days: 10 July from 40 days on
            PlannedWorld world = PlannedWorld.of(billedThrough(
                    subscription(12, "15.00", "2025-07-10").leadDays(leadDays).build(), "2026-07-10"));

            List<Invoice> invoices = year(world, 2026);

            assertThat(invoices).hasSize(1);
            assertThat(invoices.get(0).runMonth()).contains(YearMonth.parse(expected));
            assertThat(lines(invoices.get(0))).containsExactly("[2026-07-10, 2027-07-10) 15.00");
            assertThat(totals(invoices.get(0))).isEqualTo("15.00 + 3.15 = 18.15");
        }

        @Test
        void in_arrears_a_period_is_due_when_it_has_ended_whatever_its_lead_days() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "10.00", "2026-01-01")
                    .timing(BillingTiming.ARREARS)
                    .leadDays(60)
                    .build());

            assertThat(skip(world.plan("2026-01"))).isEqualTo("NOTHING_DUE");
            assertThat(lines(world.plan("2026-02"))).containsExactly("[2026-01-01, 2026-02-01) 10.00");
        }

        @Test
        void in_advance_a_period_that_starts_on_the_limit_waits() {
            PlannedWorld world =
                    PlannedWorld.of(subscription(1, "10.00", "2026-02-01").build());

            assertThat(skip(world.plan("2026-01"))).isEqualTo("NOTHING_DUE");
        }

        @Test
        void a_pause_known_before_billing_leaves_two_pieces_by_days() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "31.00", "2026-07-01")
                    .addPause(Pause.of(day("2026-07-10"), day("2026-07-23")))
                    .build());

            Invoice july = world.invoice("2026-07");

            assertThat(lines(july)).containsExactly("[2026-07-01, 2026-07-10) 9.00", "[2026-07-23, 2026-08-01) 9.00");
            assertThat(totals(july)).isEqualTo("18.00 + 3.78 = 21.78");
            assertThat(lines(world.invoice("2026-08"))).containsExactly("[2026-08-01, 2026-09-01) 31.00");
        }

        @Test
        void under_the_policy_whole_the_last_piece_is_charged_whole_on_its_own_line() {
            Subscription ending = subscription(1, "30.00", "2026-03-01")
                    .end(day("2026-05-11"))
                    .build();
            Policies whole = Policies.builder()
                    .endOfSubscription(Policies.EndOfSubscription.WHOLE)
                    .build();

            assertThat(lines(PlannedWorld.of(ending)
                            .with(customer -> customer.schedule(InvoiceSchedule.every(3, 3)))
                            .plan("2026-03")))
                    .containsExactly("[2026-03-01, 2026-05-01) 60.00", "[2026-05-01, 2026-05-11) 9.68");
            assertThat(lines(PlannedWorld.under(whole, ending)
                            .with(customer -> customer.schedule(InvoiceSchedule.every(3, 3)))
                            .plan("2026-03")))
                    .containsExactly("[2026-03-01, 2026-05-01) 60.00", "[2026-05-01, 2026-05-11) 30.00");
        }
    }

    @Nested
    class PendingLines {
        @Test
        void a_line_dated_on_the_first_waits_for_the_next_run() {
            PlannedWorld world = PlannedWorld.of().with("2026-04-01", "7.00").with("2026-03-31", "5.00");

            assertThat(lines(world.invoice("2026-04"))).containsExactly("Loose 5.00");
            assertThat(lines(world.invoice("2026-05"))).containsExactly("Loose 7.00");
        }

        @Test
        void by_default_they_are_due_each_month_alone_where_the_schedule_does_not_fit() {
            PlannedWorld world = onSchedule(3, hosting()).with("2026-01-20", "5.00");

            assertThat(lines(world.invoice("2026-02"))).containsExactly("Loose 5.00");
            assertThat(world.subscription().billedThrough()).isEqualTo("2025-03-01");
        }

        @Test
        void by_policy_they_wait_for_a_run_that_fits() {
            Policies policies =
                    Policies.builder().interimLines(InterimLines.WITH_SCHEDULE).build();
            PlannedWorld world = PlannedWorld.under(policies, billedThrough(hosting(), "2026-04-01"))
                    .with(customer -> customer.schedule(InvoiceSchedule.every(3, 1)))
                    .with("2026-01-20", "5.00");

            assertThat(skip(world.plan("2026-02"))).isEqualTo("NOT_SCHEDULED");
            assertThat(lines(world.plan("2026-04"))).containsExactly("[2026-04-01, 2026-07-01) 30.00", "Loose 5.00");
        }

        @Test
        void the_vat_is_that_of_their_own_day_or_the_one_that_is_fixed() {
            PlannedWorld world = PlannedWorld.of()
                    .with("2012-09-30", "100.00")
                    .with(PendingLine.builder()
                            .date(day("2012-10-02"))
                            .description("Corrects")
                            .unitPrice(eur("-10.00"))
                            .fixedVat(Fixtures.rate("19")))
                    .with("2012-10-01", "100.00");

            assertThat(totals(world.invoice("2012-11"))).isEqualTo("190.00 + 38.10 = 228.10");
        }

        @Test
        void a_customers_general_discount_does_not_touch_them() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "10.00", "2026-01-01")
                            .setUpFee(eur("25.00"))
                            .build())
                    .with(customer -> customer.discountPercent(number("10")))
                    .with("2025-12-20", "5.00");

            assertThat(lines(world.invoice("2026-01")))
                    .containsExactly(
                            "[2026-01-01, 2026-02-01) 9.00", "Eenmalige kosten Hosting Basic 25.00", "Loose 5.00");
        }
    }

    @Nested
    class Totals {
        @Test
        void below_zero_nothing_is_taken_until_it_is_set_off() {
            PlannedWorld world = PlannedWorld.of(
                            subscription(1, "8.00", "2026-01-01").build())
                    .with("2025-12-15", "-20.00");

            assertThat(skip(world.plan("2026-01"))).isEqualTo("NEGATIVE_TOTAL -14.52 since 2025-12-15");
            assertThat(world.run("2026-01")).isEmpty();
            assertThat(skip(world.plan("2026-02"))).isEqualTo("NEGATIVE_TOTAL -4.84 since 2025-12-15");
            assertThat(world.run("2026-02")).isEmpty();
            assertThat(world.subscription().billedThrough()).isEqualTo("2026-01-01");
            Invoice march = world.invoice("2026-03");
            assertThat(lines(march)).containsExactly("[2026-01-01, 2026-04-01) 24.00", "Loose -20.00");
            assertThat(totals(march)).isEqualTo("4.00 + 0.84 = 4.84");
            assertThat(world.subscription().billedThrough()).isEqualTo("2026-04-01");
        }

        @Test
        void what_waits_longest_may_be_a_period() {
            PlannedWorld world = PlannedWorld.of(
                            subscription(1, "8.00", "2026-01-01").build())
                    .with("2026-01-15", "-20.00");

            assertThat(skip(world.plan("2026-02"))).isEqualTo("NEGATIVE_TOTAL -4.84 since 2026-01-01");
        }

        @Test
        void by_policy_a_credit_note_is_made_at_once() {
            Policies policies =
                    Policies.builder().negativeTotal(NegativeTotal.CREDIT_NOTE).build();
            PlannedWorld world = PlannedWorld.under(
                            policies, subscription(1, "8.00", "2026-01-01").build())
                    .with(PendingLine.builder()
                            .date(day("2025-12-15"))
                            .description("Gift")
                            .unitPrice(eur("-20.00"))
                            .corrects(InvoiceId.of("I-old")));

            Invoice note = world.invoice("2026-01");

            assertThat(note.kind()).isEqualTo(InvoiceKind.CREDIT_NOTE);
            assertThat(totals(note)).isEqualTo("-12.00 + -2.52 = -14.52");
            assertThat(note.refersTo()).containsExactly(InvoiceId.of("I-old"));
            assertThat(world.subscription().billedThrough()).isEqualTo("2026-02-01");
            assertThat(world.pending()).isEmpty();
        }

        @Test
        void an_invoice_refers_to_nothing() {
            PlannedWorld world = PlannedWorld.of(
                            subscription(1, "8.00", "2026-01-01").build())
                    .with(PendingLine.builder()
                            .date(day("2025-12-15"))
                            .description("Gift")
                            .unitPrice(eur("-2.00"))
                            .corrects(InvoiceId.of("I-old")));

            assertThat(world.invoice("2026-01").refersTo()).isEmpty();
        }

        @Test
        void what_nothing_would_ever_set_off_is_a_credit_note() {
            PlannedWorld without = PlannedWorld.of().with("2025-12-15", "-20.00");

            assertThat(without.invoice("2026-01").kind()).isEqualTo(InvoiceKind.CREDIT_NOTE);
        }

        @Test
        void the_last_piece_that_is_due_now_sets_nothing_off_later() {
            Subscription last =
                    subscription(1, "8.00", "2026-01-01").end(day("2026-02-01")).build();
            Subscription another =
                    subscription(1, "8.00", "2026-01-01").end(day("2026-02-02")).build();

            assertThat(PlannedWorld.of(last)
                            .with("2025-12-15", "-20.00")
                            .invoice("2026-01")
                            .kind())
                    .isEqualTo(InvoiceKind.CREDIT_NOTE);
            assertThat(skip(PlannedWorld.of(another)
                            .with("2025-12-15", "-20.00")
                            .plan("2026-01")))
                    .startsWith("NEGATIVE_TOTAL");
        }

        @Test
        void a_subscription_that_is_billed_less_far_than_another_sets_it_off() {
            Subscription year =
                    named("a", subscription(12, "8.00", "2026-01-01").end(day("2027-01-01")));
            Subscription months =
                    named("b", subscription(1, "8.00", "2026-01-02").end(day("2026-06-01")));

            assertThat(skip(PlannedWorld.of(year, months)
                            .with("2025-12-15", "-20.00")
                            .plan("2026-01")))
                    .isEqualTo("NEGATIVE_TOTAL -4.84 since 2025-12-15");
        }

        @Test
        void a_credit_note_refers_to_the_invoices_of_the_lines_that_its_lines_correct() {
            PlannedWorld world = PlannedWorld.of()
                    .with(PendingLine.builder()
                            .date(day("2025-12-15"))
                            .description("Credit")
                            .unitPrice(eur("-20.00"))
                            .fixedVat(Fixtures.S21)
                            .origin(new LineOrigin.Credit(
                                    new LineReference(InvoiceId.of("I-9"), 2),
                                    Optional.empty(),
                                    LineOrigin.Credit.Basis.AMOUNT)))
                    .with(PendingLine.builder()
                            .date(day("2025-12-16"))
                            .description("Gift")
                            .unitPrice(eur("-1.00"))
                            .corrects(InvoiceId.of("I-3")));

            assertThat(world.invoice("2026-01").refersTo()).containsExactly(InvoiceId.of("I-3"), InvoiceId.of("I-9"));
        }

        @Test
        void a_pause_until_further_notice_leaves_nothing_to_set_off() {
            Subscription paused = subscription(1, "8.00", "2026-01-01")
                    .addPause(Pause.from(day("2026-02-01")))
                    .build();

            assertThat(PlannedWorld.of(paused)
                            .with("2025-12-15", "-20.00")
                            .invoice("2026-01")
                            .kind())
                    .isEqualTo(InvoiceKind.CREDIT_NOTE);
        }

        @Test
        void an_interim_credit_waits_for_the_subscription_that_is_not_due() {
            PlannedWorld world =
                    onSchedule(3, subscription(1, "8.00", "2026-01-01").build()).with("2026-01-15", "-4.00");

            assertThat(skip(world.plan("2026-02"))).isEqualTo("NEGATIVE_TOTAL -4.84 since 2026-01-15");
            assertThat(totals(world.plan("2026-04"))).isEqualTo("44.00 + 9.24 = 53.24");
        }

        @Test
        void a_total_of_zero_is_an_invoice() {
            PlannedWorld world = PlannedWorld.of(
                            subscription(1, "8.00", "2026-01-01").build())
                    .with("2025-12-15", "-8.00");

            Invoice zero = world.invoice("2026-01");

            assertThat(zero.kind()).isEqualTo(InvoiceKind.INVOICE);
            assertThat(lines(zero)).containsExactly("[2026-01-01, 2026-02-01) 8.00", "Loose -8.00");
            assertThat(totals(zero)).isEqualTo("0.00 + 0.00 = 0.00");
        }

        @Test
        void by_policy_a_total_of_zero_is_none_but_counts_as_billed() {
            Policies policies = Policies.builder().zeroTotal(ZeroTotal.SKIP).build();
            PlannedWorld world = PlannedWorld.under(
                            policies, subscription(1, "8.00", "2026-01-01").build())
                    .with("2025-12-15", "-8.00");

            assertThat(skip(world.plan("2026-01"))).isEqualTo("ZERO_TOTAL");
            assertThat(world.run("2026-01")).isEmpty();
            assertThat(world.subscription().billedThrough()).isEqualTo("2026-02-01");
            assertThat(world.pending()).isEmpty();
        }

        @Test
        void under_that_policy_other_totals_are_invoices_all_the_same() {
            Policies policies = Policies.builder().zeroTotal(ZeroTotal.SKIP).build();
            PlannedWorld world = PlannedWorld.under(
                    policies, subscription(1, "8.00", "2026-01-01").build());

            assertThat(totals(world.plan("2026-01"))).isEqualTo("8.00 + 1.68 = 9.68");
        }

        @Test
        void a_customer_on_hold_is_skipped_and_what_waits_is_told() {
            PlannedWorld world = PlannedWorld.of(
                            subscription(1, "8.00", "2026-01-01").build())
                    .with("2025-12-15", "2.00")
                    .with(customer -> customer.addHold(Hold.until(Hold.Kind.INVOICING, "dispute", day("2026-03-01"))));

            assertThat(skip(world.plan("2026-01"))).isEqualTo("ON_HOLD 12.10 since 2025-12-15");
            assertThat(skip(world.plan("2026-02"))).isEqualTo("ON_HOLD 21.78 since 2025-12-15");
            assertThat(totals(world.plan("2026-03"))).isEqualTo("26.00 + 5.46 = 31.46");
        }

        @Test
        void on_hold_with_nothing_due_nothing_waits_and_other_holds_do_not_count() {
            PlannedWorld world = PlannedWorld.of(
                            subscription(1, "8.00", "2026-02-01").build())
                    .with(customer -> customer.addHold(Hold.of(Hold.Kind.INVOICING, "dispute")));

            assertThat(skip(world.plan("2026-01"))).isEqualTo("ON_HOLD");
            world.with(customer -> customer.holds(List.of(Hold.of(Hold.Kind.REMINDERS, "dispute"))));
            assertThat(totals(world.plan("2026-02"))).isEqualTo("8.00 + 1.68 = 9.68");
        }
    }

    @Nested
    class BillNow {
        @Test
        void takes_what_starts_before_the_next_run_and_uses_up_no_months_run() {
            PlannedWorld world =
                    PlannedWorld.of(subscription(1, "20.00", "2026-06-15").build());

            Invoice now = world.billNow("2026-06-20");

            assertThat(lines(now)).containsExactly("[2026-06-15, 2026-07-15) 20.00");
            assertThat(now.runMonth()).isEmpty();
            assertThat(skip(world.plan("2026-06"))).isEqualTo("NOTHING_DUE");
            assertThat(lines(world.invoice("2026-07"))).containsExactly("[2026-07-15, 2026-08-15) 20.00");
            assertThat(lines(world.invoice("2026-08"))).containsExactly("[2026-08-15, 2026-09-15) 20.00");
        }

        @ParameterizedTest
        @CsvSource({
            "2026-06-20, 1, 2026-07-01",
            "2026-07-01, 1, 2026-08-01",
            "2026-06-20, 3, 2026-07-01",
            "2026-07-01, 3, 2026-10-01",
            "2026-07-02, 12, 2027-01-01"
        })
        void the_limit_is_the_first_run_date_after_the_day_that_fits(String date, int months, String through) {
            PlannedWorld world =
                    onSchedule(months, subscription(1, "20.00", "2026-01-01").build());

            world.billNow(date);

            assertThat(world.subscription().billedThrough()).isEqualTo(through);
        }

        @Test
        void lead_days_reach_further() {
            PlannedWorld world = PlannedWorld.of(
                    subscription(1, "20.00", "2026-06-15").leadDays(15).build());

            assertThat(lines(world.billNow("2026-06-20"))).containsExactly("[2026-06-15, 2026-08-15) 40.00");
        }

        @Test
        void in_arrears_takes_what_has_ended_by_that_day() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "20.00", "2026-05-15")
                    .timing(BillingTiming.ARREARS)
                    .build());

            assertThat(skip(world.planner.planNow(world.account(), day("2026-06-14"))))
                    .isEqualTo("NOTHING_DUE");
            assertThat(lines(world.planner.planNow(world.account(), day("2026-06-15"))))
                    .containsExactly("[2026-05-15, 2026-06-15) 20.00");
        }

        @Test
        void takes_pending_lines_up_to_and_including_the_day() {
            PlannedWorld world = PlannedWorld.of().with("2026-06-20", "5.00").with("2026-06-21", "7.00");

            assertThat(lines(world.billNow("2026-06-20"))).containsExactly("Loose 5.00");
        }

        @Test
        void is_refused_to_a_customer_on_hold() {
            PlannedWorld world = PlannedWorld.of(hosting())
                    .with(customer -> customer.addHold(Hold.until(Hold.Kind.INVOICING, "dispute", day("2026-03-01"))));

            assertThatThrownBy(() -> world.billNow("2026-02-28"))
                    .isInstanceOfSatisfying(NotAllowedException.class, refusal -> {
                        assertThat(refusal.reason()).isEqualTo(NotAllowedException.Reason.ON_HOLD);
                        assertThat(refusal.subject()).isEqualTo("K-1");
                    })
                    .hasMessageContaining("K-1")
                    .hasMessageContaining("until 2026-03-01")
                    .hasMessageContaining("release the hold");
            assertThat(world.billNow("2026-03-01").lines()).hasSize(1);
        }

        @Test
        void below_zero_waits_like_in_a_run() {
            PlannedWorld world = PlannedWorld.of(
                            subscription(1, "8.00", "2026-01-01").build())
                    .with("2026-01-10", "-20.00");

            assertThat(skip(world.planner.planNow(world.account(), day("2026-01-10"))))
                    .isEqualTo("NEGATIVE_TOTAL -14.52 since 2026-01-01");
        }
    }

    @Nested
    class LinesInOrder {
        @Test
        void full_periods_at_the_same_terms_are_one_line_and_others_are_not() {
            Subscription subscription = subscription(1, "10.00", "2026-01-01")
                    .addChange(TermsChange.builder()
                            .effectiveFrom(day("2026-03-01"))
                            .unitPrice(eur("12.00"))
                            .build())
                    .addChange(TermsChange.builder()
                            .effectiveFrom(day("2026-05-01"))
                            .quantity(number("2.0"))
                            .build())
                    .build();

            assertThat(lines(onSchedule(6, subscription).plan("2026-01")))
                    .containsExactly(
                            "[2026-01-01, 2026-03-01) 20.00",
                            "[2026-03-01, 2026-05-01) 24.00",
                            "[2026-05-01, 2026-07-01) 48.00");
        }

        @Test
        void a_merged_line_is_rounded_once() {
            assertThat(lines(
                            onSchedule(3, subscription(1, "3.333", "2026-01-01").build())
                                    .plan("2026-01")))
                    .containsExactly("[2026-01-01, 2026-04-01) 10.00");
        }

        @Test
        void of_two_changes_of_one_day_the_one_entered_last_holds() {
            Subscription subscription = subscription(1, "10.00", "2026-01-01")
                    .addChange(TermsChange.builder()
                            .effectiveFrom(day("2026-01-01"))
                            .unitPrice(eur("12.00"))
                            .build())
                    .addChange(TermsChange.builder()
                            .effectiveFrom(day("2026-01-01"))
                            .unitPrice(eur("11.00"))
                            .build())
                    .build();

            assertThat(lines(PlannedWorld.of(subscription).plan("2026-01")))
                    .containsExactly("[2026-01-01, 2026-02-01) 11.00");
        }

        @Test
        void the_set_up_fee_comes_once_with_the_first_charged_period() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "10.00", "2026-01-01")
                    .setUpFee(eur("25.00"))
                    .trial(Trial.periods(1))
                    .build());

            assertThat(skip(world.plan("2026-01"))).isEqualTo("NOTHING_DUE");
            Invoice first = world.invoice("2026-02");
            assertThat(lines(first))
                    .containsExactly("[2026-02-01, 2026-03-01) 10.00", "Eenmalige kosten Hosting Basic 25.00");
            assertThat(totals(first)).isEqualTo("35.00 + 7.35 = 42.35");
            assertThat(first.line(2).suppliedOn()).isEqualTo("2026-02-01");
            assertThat(world.subscription().setUpFeeBilled()).isTrue();
            assertThat(lines(world.invoice("2026-03"))).containsExactly("[2026-03-01, 2026-04-01) 10.00");
        }

        @Test
        void a_set_up_fee_of_nothing_is_no_line_and_its_text_is_in_the_customers_language() {
            Subscription subscription =
                    subscription(1, "10.00", "2026-01-01").setUpFee(eur("0.00")).build();
            PlannedWorld world = PlannedWorld.of(subscription);

            assertThat(lines(world.plan("2026-01"))).containsExactly("[2026-01-01, 2026-02-01) 10.00");
            assertThat(lines(PlannedWorld.of(subscription.toBuilder()
                                    .setUpFee(eur("5.00"))
                                    .build())
                            .with(customer -> customer.language(Locale.FRENCH))
                            .plan("2026-01")))
                    .containsExactly("[2026-01-01, 2026-02-01) 10.00", "Set-up fee Hosting Basic 5.00");
        }

        @Test
        void subscriptions_by_start_then_reference_each_with_its_fee_and_changes_then_lines_by_date_and_entry() {
            Subscription b = named("b", subscription(1, "2.00", "2026-01-05").setUpFee(eur("20.00")));
            Subscription a = named("a", subscription(1, "1.00", "2026-01-05"));
            Subscription c = named("c", subscription(1, "3.00", "2026-01-01"));
            PlannedWorld world = PlannedWorld.of(b, a, c);
            world.invoice("2026-01");
            world.with("2026-01-20", "90.00").with("2026-01-10", "91.00").with("2026-01-10", "92.00");
            world.changeAtOnce(
                    world.subscription("a"),
                    TermsChange.builder()
                            .effectiveFrom(day("2026-02-01"))
                            .unitPrice(eur("32.00"))
                            .build());
            world.changeAtOnce(
                    world.subscription("a"),
                    TermsChange.builder()
                            .effectiveFrom(day("2026-01-27"))
                            .unitPrice(eur("16.50"))
                            .build());

            assertThat(lines(world.plan("2026-02")))
                    .containsExactly(
                            "[2026-02-01, 2026-03-01) 3.00",
                            "[2026-02-05, 2026-03-05) 32.00",
                            "[2026-01-27, 2026-02-01) -0.16",
                            "[2026-01-27, 2026-02-01) 2.66",
                            "[2026-02-05, 2026-03-05) 2.00",
                            "Loose 91.00",
                            "Loose 92.00",
                            "Loose 90.00");
        }

        @Test
        void the_order_in_which_the_account_holds_them_does_not_matter() {
            PlannedWorld world = PlannedWorld.of(hosting(), domain(), named("x", subscription(1, "1.00", "2025-01-01")))
                    .with("2026-01-20", "90.00")
                    .with("2026-01-10", "91.00");
            BillingAccount account = world.account();
            List<Subscription> subscriptions = new ArrayList<>(account.subscriptions());
            List<PendingLine> lines = new ArrayList<>(account.pendingLines());
            Collections.reverse(subscriptions);
            Collections.reverse(lines);
            BillingAccount reversed =
                    new BillingAccount(account.customer(), subscriptions, lines, account.invoicedMonths());

            assertThat(world.planner.planRun(reversed, YearMonth.of(2026, 2))).isEqualTo(world.plan("2026-02"));
        }

        @Test
        void changes_of_a_subscription_that_is_left_out_come_with_the_loose_lines() {
            PlannedWorld world =
                    PlannedWorld.of(subscription(1, "10.00", "2026-01-01").build());
            world.invoice("2026-01");
            world.change("2026-01-17", change -> change.unitPrice(eur("20.00")));
            BillingAccount account = world.account();

            InvoicePlan plan = world.planner.planRun(
                    new BillingAccount(account.customer(), List.of(), account.pendingLines(), account.invoicedMonths()),
                    YearMonth.of(2026, 2));

            assertThat(lines(plan)).containsExactly("[2026-01-17, 2026-02-01) -4.84", "[2026-01-17, 2026-02-01) 9.68");
        }
    }

    @Nested
    class Discounts {
        @Test
        void a_trial_does_not_eat_the_months_of_a_discount() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "20.00", "2026-01-01")
                    .trial(Trial.periods(1))
                    .discount(TimedDiscount.firstPeriods(Discount.percent(number("50")), 3))
                    .build());

            List<String> lines = new ArrayList<>();
            for (int month = 2; month <= 6; month++) {
                lines.addAll(lines(world.invoice("2026-0" + month)));
            }

            assertThat(lines)
                    .containsExactly(
                            "[2026-02-01, 2026-03-01) 10.00",
                            "[2026-03-01, 2026-04-01) 10.00",
                            "[2026-04-01, 2026-05-01) 10.00",
                            "[2026-05-01, 2026-06-01) 20.00",
                            "[2026-06-01, 2026-07-01) 20.00");
        }

        @Test
        void a_discount_is_taken_off_the_line_not_the_unit_price() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "9.99", "2026-01-01")
                    .quantity(number("7"))
                    .discount(TimedDiscount.always(Discount.percent(number("15"))))
                    .build());

            assertThat(totals(world.plan("2026-01"))).isEqualTo("59.44 + 12.48 = 71.92");
        }

        @Test
        void the_general_discount_applies_when_the_subscriptions_own_has_run_out_and_they_are_never_added() {
            PlannedWorld world = onSchedule(
                            3,
                            subscription(1, "20.00", "2026-01-01")
                                    .discount(TimedDiscount.firstPeriods(Discount.percent(number("50")), 1))
                                    .build())
                    .with(customer -> customer.discountPercent(number("10")));

            assertThat(lines(world.plan("2026-01")))
                    .containsExactly("[2026-01-01, 2026-02-01) 10.00", "[2026-02-01, 2026-04-01) 36.00");
        }

        @Test
        void an_amount_per_period_is_taken_before_vat() {
            VatRates rates = VatRateFile.builtIn()
                    .with(VatRate.of("NL", VatKind.STANDARD, number("20"), day("2020-01-01"), "host"));
            PlannedWorld world = new PlannedWorld(Fixtures.administration().build(), rates)
                    .with(subscription(1, "10.00", "2026-01-01")
                            .discount(TimedDiscount.always(Discount.amountPerPeriod(number("5.00"))))
                            .build());

            assertThat(totals(world.plan("2026-01"))).isEqualTo("5.00 + 1.00 = 6.00");
        }
    }

    @Nested
    class Vat {
        private PlannedWorld yearly(RateChange policy) {
            return PlannedWorld.under(
                    Policies.builder().rateChange(policy).build(),
                    subscription(12, "120.00", "2012-04-01").build());
        }

        @Test
        void a_period_across_a_change_of_rate_is_split_at_the_change() {
            Invoice invoice = yearly(RateChange.SPLIT).invoice("2012-04");

            assertThat(lines(invoice))
                    .containsExactly("[2012-04-01, 2012-10-01) 60.16", "[2012-10-01, 2013-04-01) 59.84");
            assertThat(invoice.totals().rows())
                    .extracting(row -> row.rate() + " " + Fixtures.plain(row.vat()))
                    .containsExactly("21 12.57", "19 11.43");
            assertThat(totals(invoice)).isEqualTo("120.00 + 24.00 = 144.00");
        }

        @Test
        void by_policy_the_rate_of_its_first_day_holds_for_all_of_it() {
            Invoice invoice = yearly(RateChange.PERIOD_START).invoice("2012-04");

            assertThat(lines(invoice)).containsExactly("[2012-04-01, 2013-04-01) 120.00");
            assertThat(totals(invoice)).isEqualTo("120.00 + 22.80 = 142.80");
        }

        @Test
        void periods_on_both_sides_of_a_change_are_two_lines() {
            PlannedWorld world =
                    onSchedule(3, subscription(1, "10.00", "2012-08-01").build());
            world.invoice("2012-07");

            assertThat(lines(
                            onSchedule(6, subscription(1, "10.00", "2012-08-01").build())
                                    .plan("2012-07")))
                    .containsExactly("[2012-08-01, 2012-10-01) 20.00", "[2012-10-01, 2013-01-01) 30.00");
            assertThat(totals(world.invoice("2012-10"))).isEqualTo("30.00 + 6.30 = 36.30");
        }

        @Test
        void several_changes_in_one_period_split_it_at_each() {
            VatRates rates = VatRateFile.builtIn()
                    .with(new VatRate(
                            "NL",
                            VatKind.STANDARD,
                            number("10"),
                            day("2026-04-01"),
                            Optional.of(day("2026-07-01")),
                            "host"));
            PlannedWorld world = new PlannedWorld(Fixtures.administration().build(), rates)
                    .with(subscription(12, "365.00", "2026-01-01").build());

            Invoice invoice = world.invoice("2026-01");

            assertThat(lines(invoice))
                    .containsExactly(
                            "[2026-01-01, 2026-04-01) 90.00",
                            "[2026-04-01, 2026-07-01) 91.00",
                            "[2026-07-01, 2027-01-01) 184.00");
            // 274 at 21 % and 91 at 10 %
            assertThat(totals(invoice)).isEqualTo("365.00 + 66.64 = 431.64");
        }

        @Test
        void the_total_is_the_sum_of_what_is_shown() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "0.25", "2026-01-01")
                    .quantity(number("26935.78"))
                    .build());

            assertThat(totals(world.plan("2026-01"))).isEqualTo("6733.95 + 1414.13 = 8148.08");
        }

        @Test
        void a_consumer_price_stays_what_was_promised() {
            PlannedWorld world = PlannedWorld.of(subscription(1, "0.65", "2026-01-01")
                            .quantity(number("100"))
                            .pricing(Pricing.GROSS)
                            .build())
                    .with(customer -> customer.kind(BuyerKind.CONSUMER));

            assertThat(totals(world.plan("2026-01"))).isEqualTo("53.72 + 11.28 = 65.00");
        }

        @Test
        void each_kind_has_its_own_row() {
            PlannedWorld world = PlannedWorld.of()
                    .with(loose("100.01", VatKind.STANDARD))
                    .with(loose("33.33", VatKind.REDUCED))
                    .with(loose("50.00", VatKind.EXEMPT))
                    .with(loose("20.00", VatKind.EXEMPT));

            Invoice invoice = world.invoice("2026-02");

            assertThat(invoice.totals().rows())
                    .extracting(row -> row.category() + " " + row.rate() + " " + Fixtures.plain(row.taxable()) + " "
                            + Fixtures.plain(row.vat()))
                    .containsExactly("S 21 100.01 21.00", "S 9 33.33 3.00", "E 0 70.00 0.00");
            assertThat(totals(invoice)).isEqualTo("203.34 + 24.00 = 227.34");
            assertThat(invoice.totals().rows().get(2).treatment().note(Locale.forLanguageTag("nl")))
                    .isPresent();
        }

        private PendingLine.Builder loose(String amount, VatKind kind) {
            return PendingLine.builder()
                    .date(day("2026-01-15"))
                    .description("Loose")
                    .unitPrice(eur(amount))
                    .product(VatProduct.of(kind));
        }

        @Test
        void each_supply_is_treated_by_its_own_product_and_day() {
            PlannedWorld world = PlannedWorld.of(
                    named("a", subscription(1, "100.00", "2026-01-01")),
                    named("b", subscription(1, "100.00", "2026-01-01").vat(VatProduct.of(VatKind.REDUCED))),
                    named("c", subscription(1, "100.00", "2026-01-01").vat(VatProduct.of(VatKind.REDUCED))),
                    named("d", subscription(1, "100.00", "2026-01-02").vat(VatProduct.of(VatKind.EXEMPT))));

            assertThat(world.invoice("2026-01").lines())
                    .extracting(InvoiceLine::vat)
                    .extracting(vat -> vat.category() + " " + vat.rate())
                    .containsExactly("S 21", "S 9", "S 9", "E 0");
        }

        @Test
        void the_treatment_of_a_supply_can_be_asked() {
            PlannedWorld world = PlannedWorld.of();

            assertThat(world.planner
                            .treatment(world.customer(), VatProduct.STANDARD, day("2012-09-30"))
                            .rate())
                    .isEqualByComparingTo("19");
        }
    }

    @Nested
    class Currencies {
        private PlannedWorld inYen(Subscription.Builder subscription) {
            VatRates rates = VatRateFile.builtIn()
                    .with(VatRate.of("NL", VatKind.STANDARD, number("10"), day("2020-01-01"), "host"));
            return new PlannedWorld(
                            Fixtures.administration()
                                    .currency(Monetary.getCurrency("JPY"))
                                    .build(),
                            rates)
                    .with(subscription.build());
        }

        @Test
        void yen_have_no_hundredths() {
            PlannedWorld world = inYen(subscription(1, "1.00", "2026-01-01").unitPrice(Amounts.of("980", "JPY")))
                    .with(customer -> customer.schedule(InvoiceSchedule.every(3, 1)));

            assertThat(totals(world.plan("2026-01"))).isEqualTo("2940 + 294 = 3234");
        }

        @Test
        void a_part_of_a_month_is_whole_yen() {
            PlannedWorld world = inYen(subscription(1, "1.00", "2026-01-22")
                    .alignment(Alignment.CALENDAR)
                    .unitPrice(Amounts.of("980", "JPY")));

            assertThat(lines(world.plan("2026-01"))).containsExactly("[2026-01-22, 2026-02-01) 316");
        }

        @Test
        void a_unit_price_may_be_finer_than_the_currency() {
            assertThat(lines(inYen(subscription(1, "1.00", "2026-01-01")
                                    .quantity(number("12346"))
                                    .unitPrice(Amounts.of("4.5", "JPY")))
                            .plan("2026-01")))
                    .containsExactly("[2026-01-01, 2026-02-01) 55557");
            assertThat(lines(PlannedWorld.of(subscription(1, "0.0045", "2026-01-01")
                                    .quantity(number("12346"))
                                    .build())
                            .plan("2026-01")))
                    .containsExactly("[2026-01-01, 2026-02-01) 55.56");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nl", "en", "de"})
    void every_reason_is_told_in_words(String language) {
        Locale locale = Locale.forLanguageTag(language);
        for (SkipReason reason : SkipReason.values()) {
            assertThat(reason.explain(locale)).endsWith(".");
        }
        assertThat(SkipReason.NOTHING_DUE.explain(locale))
                .isEqualTo(language.equals("nl") ? "Er is niets te factureren." : "Nothing is due.");
    }

    @Test
    void a_result_depends_on_dates_only() {
        PlannedWorld early = PlannedWorld.of().with("2026-10-31", "5.00");
        PlannedWorld late = PlannedWorld.of(
                        hosting().toBuilder().end(LocalDate.of(2025, 3, 1)).build())
                .with("2026-10-31", "5.00");

        assertThat(late.plan("2026-11")).isEqualTo(early.plan("2026-11"));
    }
}
