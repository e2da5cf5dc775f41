package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.lines;
import static nl.termijn.testing.TestBilling.plain;
import static nl.termijn.testing.TestBilling.ref;
import static nl.termijn.testing.TestBilling.rows;
import static nl.termijn.testing.TestBilling.total;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.money.Monetary;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.Numbering;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Pricing;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.receivable.Booking;
import nl.termijn.run.SkipReason;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.subscription.Alignment;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.TermsChange.Effect;
import nl.termijn.subscription.TimedDiscount;
import nl.termijn.subscription.Trial;
import nl.termijn.testing.TestBilling;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatProduct;
import nl.termijn.vat.VatRate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What went wrong in other billing systems, with the right answer, through the services. */
class BillingCasesTest {

    @Nested
    class Periods {
        @Test
        void a_short_month_has_bounds_of_its_own_and_an_end_credits_the_days_left() {
            TestBilling seller = TestBilling.open().subscription("2024-01-30", "30.00");
            seller.runAndSend("2024-01");
            seller.runAndSend("2024-02");
            assertThat(lines(seller.invoice("2024-00001"))).containsExactly("[2024-01-30, 2024-02-29) 30.00");
            assertThat(lines(seller.invoice("2024-00002"))).containsExactly("[2024-02-29, 2024-03-30) 30.00");
            seller.end("2024-03-15", Ending.CREDIT);
            assertThat(total(seller.invoice("C2024-00001"))).isEqualTo("C2024-00001 -15.00 + -3.15 = -18.15");
        }

        @Test
        void credits_of_an_early_end_come_newest_invoice_first() {
            TestBilling seller = TestBilling.open().subscription("2024-01-30", "30.00");
            List.of("2024-01", "2024-02", "2024-03").forEach(seller::runAndSend);
            seller.end("2024-03-15", Ending.CREDIT);
            assertThat(total(seller.invoice("C2024-00001"))).isEqualTo("C2024-00001 -30.00 + -6.30 = -36.30");
            assertThat(lines(seller.invoice("C2024-00002"))).containsExactly("[2024-03-15, 2024-03-30) -15.00");
            assertThat(seller.subscription().billedThrough()).isEqualTo("2024-03-15");
        }

        @Test
        void a_leap_day_comes_back_and_no_year_is_lost() {
            TestBilling seller = TestBilling.open().subscription("2024-02-29", "25.00", s -> s.cycleMonths(12));
            for (int year = 2024; year <= 2028; year++) {
                seller.runAndSend(year + "-02");
            }
            assertThat(seller.documents().stream().flatMap(d -> lines(d).stream()))
                    .containsExactly(
                            "[2024-02-29, 2025-02-28) 25.00",
                            "[2025-02-28, 2026-02-28) 25.00",
                            "[2026-02-28, 2027-02-28) 25.00",
                            "[2027-02-28, 2028-02-29) 25.00",
                            "[2028-02-29, 2029-02-28) 25.00");
        }

        @Test
        void a_broken_first_period_is_a_part_of_its_own_full_length() {
            TestBilling seller =
                    TestBilling.open().subscription("2025-02-17", "12.50", s -> s.alignment(Alignment.CALENDAR));
            seller.runAndSend("2025-02");
            assertThat(lines(seller.invoice("2025-00001"))).containsExactly("[2025-02-17, 2025-03-01) 5.36");
        }

        @Test
        void the_first_paid_period_after_a_trial_is_one_period_long() {
            TestBilling seller = TestBilling.open().subscription("2026-01-31", "15.00", s -> s.trial(Trial.periods(1)));
            assertThat(seller.runAndSend("2026-01").skipped()).containsKey(SkipReason.NOTHING_DUE);
            assertThat(seller.subscription().billedThrough()).isEqualTo("2026-01-31");
            seller.runAndSend("2026-02");
            assertThat(lines(seller.invoice("2026-00001"))).containsExactly("[2026-02-28, 2026-03-31) 15.00");
        }

        @Test
        void an_end_at_the_end_of_what_is_paid_gives_no_credit_of_a_day() {
            TestBilling seller = TestBilling.open(a -> a.timeZone(ZoneId.of("America/Los_Angeles")))
                    .subscription("2026-01-19", "39.90", s -> s.cycleMonths(12));
            seller.runAndSend("2026-01");
            seller.clock.set(Instant.parse("2027-01-10T07:30:42Z"));
            LocalDate today = seller.billing.today();
            assertThat(today).isEqualTo("2027-01-09");
            var ended = seller.billing.subscriptions().end(ref("S"), today, Ending.PAID_UP);
            assertThat(ended.subscription().end()).contains(LocalDate.of(2027, 1, 19));
            assertThat(ended.creditNotes()).isEmpty();
            assertThat(seller.runAndSend("2027-02").made()).isZero();
        }

        @Test
        void in_arrears_a_period_is_due_when_it_has_ended() {
            TestBilling seller =
                    TestBilling.open().subscription("2026-01-15", "10.00", s -> s.timing(BillingTiming.ARREARS));
            assertThat(seller.runAndSend("2026-02").made()).isZero();
            seller.runAndSend("2026-03");
            assertThat(lines(seller.invoice("2026-00001"))).containsExactly("[2026-01-15, 2026-02-15) 10.00");
        }

        @Test
        void under_the_policy_whole_the_last_piece_is_charged_as_if_it_ran_on() {
            TestBilling seller = TestBilling.open(a -> a.policies(Policies.builder()
                            .endOfSubscription(Policies.EndOfSubscription.WHOLE)
                            .build()))
                    .subscription("2026-01-01", "31.00", s -> s.end(LocalDate.of(2026, 1, 11)));
            seller.runAndSend("2026-01");
            assertThat(lines(seller.invoice("2026-00001"))).containsExactly("[2026-01-01, 2026-01-11) 31.00");
        }
    }

    @Nested
    class ScheduleAndRuns {
        @Test
        void missed_runs_catch_up_on_one_line_dated_today() {
            TestBilling seller = TestBilling.open()
                    .subscription("2026-01-01", "10.00", s -> s.billedThrough(LocalDate.of(2026, 2, 1)));
            seller.runAndSend("2026-04");
            Invoice invoice = seller.invoice("2026-00001");
            assertThat(lines(invoice)).containsExactly("[2026-02-01, 2026-05-01) 3 x 30.00");
            assertThat(total(invoice)).isEqualTo("2026-00001 30.00 + 6.30 = 36.30");
            assertThat(invoice.issuedOn()).contains(LocalDate.of(2026, 4, 1));
        }

        @Test
        void a_run_that_is_repeated_makes_nothing_twice() {
            TestBilling seller = TestBilling.open().subscription("2026-01-01", "10.00");
            assertThat(seller.run("2026-01").made()).isEqualTo(1);
            assertThat(seller.run("2026-01").skipped().get(SkipReason.ALREADY_INVOICED))
                    .containsExactly(K);
            assertThat(seller.run("2026-01").made()).isZero();
            assertThat(seller.billing.audit().events(0, 1000).stream()
                            .filter(e -> e.event() instanceof BillingEvent.InvoiceDrafted))
                    .hasSize(1);
        }

        @Test
        void billing_now_does_not_push_the_next_run() {
            TestBilling seller =
                    TestBilling.open().subscription("2026-06-15", "20.00").on("2026-06-20");
            Invoice now = seller.billing.runs().billNow(K).draft().orElseThrow();
            assertThat(now.runMonth()).isEmpty();
            assertThat(lines(now)).containsExactly("[2026-06-15, 2026-07-15) 20.00");
            seller.runAndSend("2026-07");
            seller.runAndSend("2026-08");
            assertThat(seller.documents().stream().flatMap(d -> lines(d).stream()))
                    .containsExactly(
                            "[2026-06-15, 2026-07-15) 20.00",
                            "[2026-07-15, 2026-08-15) 20.00",
                            "[2026-08-15, 2026-09-15) 20.00");
        }

        @Test
        void a_yearly_domain_and_monthly_hosting_are_twelve_invoices_one_with_the_domain() {
            TestBilling seller = TestBilling.open()
                    .subscription("2025-03-01", "10.00", s -> s.billedThrough(LocalDate.of(2026, 1, 1)))
                    .subscription(
                            "2025-03-14",
                            "12.00",
                            s -> s.reference(ref("D")).cycleMonths(12).billedThrough(LocalDate.of(2026, 3, 14)));
            for (int month = 1; month <= 12; month++) {
                seller.runAndSend(YearMonth.of(2026, month).toString());
            }
            assertThat(seller.documents()).hasSize(12);
            assertThat(total(seller.invoice("2026-00003"))).isEqualTo("2026-00003 22.00 + 4.62 = 26.62");
            assertThat(lines(seller.invoice("2026-00003")))
                    .containsExactly("[2026-03-01, 2026-04-01) 10.00", "[2026-03-14, 2027-03-14) 12.00");
            assertThat(seller.account()).isEqualTo("159.72/0.00");
        }

        @Test
        void on_a_quarterly_schedule_they_are_four_each_with_three_months_on_one_line() {
            TestBilling seller = TestBilling.open()
                    .subscription("2026-01-01", "10.00")
                    .subscription(
                            "2025-03-14",
                            "12.00",
                            s -> s.reference(ref("D")).cycleMonths(12).billedThrough(LocalDate.of(2026, 3, 14)));
            seller.billing
                    .customers()
                    .put(TestBilling.customer("K")
                            .schedule(InvoiceSchedule.every(3, 1))
                            .build());
            for (int month = 1; month <= 12; month++) {
                seller.runAndSend(YearMonth.of(2026, month).toString());
            }
            assertThat(seller.documents()).hasSize(4);
            assertThat(lines(seller.invoice("2026-00001")))
                    .containsExactly("[2026-03-14, 2027-03-14) 12.00", "[2026-01-01, 2026-04-01) 3 x 30.00");
            assertThat(lines(seller.invoice("2026-00002"))).containsExactly("[2026-04-01, 2026-07-01) 3 x 30.00");
        }

        @Test
        void a_change_of_schedule_leaves_no_stale_next_date() {
            TestBilling seller = TestBilling.open().subscription("2026-01-01", "10.00");
            seller.runAndSend("2026-01");
            seller.billing
                    .customers()
                    .put(TestBilling.customer("K")
                            .schedule(InvoiceSchedule.every(3, 1))
                            .build());
            assertThat(seller.runAndSend("2026-02").skipped()).containsKey(SkipReason.NOT_SCHEDULED);
            assertThat(seller.runAndSend("2026-03").skipped()).containsKey(SkipReason.NOT_SCHEDULED);
            seller.runAndSend("2026-04");
            assertThat(lines(seller.invoice("2026-00002"))).containsExactly("[2026-02-01, 2026-07-01) 5 x 50.00");
        }

        @Test
        void lead_days_make_the_invoice_before_the_period_begins() {
            for (int lead : List.of(30, 45)) {
                TestBilling seller = TestBilling.open()
                        .subscription(
                                "2025-07-10",
                                "15.00",
                                s -> s.cycleMonths(12).leadDays(lead).billedThrough(LocalDate.of(2026, 7, 10)));
                boolean inMay = seller.runAndSend("2026-05").made() == 1;
                boolean inJune = seller.runAndSend("2026-06").made() == 1;
                assertThat(inMay).isEqualTo(lead == 45);
                assertThat(inJune).isEqualTo(lead == 30);
            }
        }

        @Test
        void a_line_dated_on_the_first_waits_for_the_next_run() {
            TestBilling seller =
                    TestBilling.open().pending("P1", "2026-03-31", "5.00").pending("P2", "2026-04-01", "7.00");
            seller.runAndSend("2026-04");
            assertThat(lines(seller.invoice("2026-00001"))).containsExactly("5.00");
            seller.runAndSend("2026-05");
            assertThat(lines(seller.invoice("2026-00002"))).containsExactly("7.00");
        }

        @Test
        void interim_lines_wait_for_the_schedule_where_the_policy_says_so() {
            Policies waits = Policies.builder()
                    .interimLines(Policies.InterimLines.WITH_SCHEDULE)
                    .build();
            TestBilling seller = TestBilling.open(a -> a.policies(waits));
            seller.billing
                    .customers()
                    .put(TestBilling.customer("K")
                            .schedule(InvoiceSchedule.every(3, 1))
                            .build());
            seller.pending("P", "2026-01-15", "5.00");
            assertThat(seller.runAndSend("2026-02").skipped()).containsKey(SkipReason.NOT_SCHEDULED);
            assertThat(seller.runAndSend("2026-04").made()).isEqualTo(1);
        }

        @Test
        void a_customer_on_hold_is_skipped_and_what_waits_is_told() {
            TestBilling seller = TestBilling.open().subscription("2026-01-01", "10.00");
            seller.billing
                    .customers()
                    .hold(
                            K,
                            nl.termijn.administration.Hold.of(
                                    nl.termijn.administration.Hold.Kind.INVOICING, "dispute"));
            RunReport report = seller.run("2026-01");
            assertThat(report.waiting()).hasSize(1);
            assertThat(plain(report.waiting().get(0).total())).isEqualTo("12.10");
            assertThat(report.waiting().get(0).since()).isEqualTo("2026-01-01");
            assertThatThrownBy(() -> seller.billing.runs().billNow(K))
                    .isInstanceOfSatisfying(
                            NotAllowedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.ON_HOLD));
        }

        @Test
        void one_customer_without_a_vat_rate_never_stops_the_others() {
            TestBilling seller = TestBilling.open().subscription("1980-01-01", "10.00");
            seller.billing.customers().put(TestBilling.customer("L").build());
            seller.subscription(
                    "2026-01-01",
                    "10.00",
                    s -> s.reference(ref("L")).customer(nl.termijn.customer.CustomerReference.of("L")));
            RunReport report = seller.run("2026-01");
            assertThat(report.made()).isEqualTo(1);
            assertThat(report.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.customer()).isEqualTo(K);
                assertThat(failure.reason()).contains("NL");
            });
        }

        @Test
        void a_preview_saves_nothing_and_says_what_the_run_will_make() {
            TestBilling seller =
                    TestBilling.open().subscription("2026-01-01", "10.00").on("2025-12-20");
            String before = seller.digest();
            RunReport preview = seller.billing.runs().preview(YearMonth.of(2026, 1));
            assertThat(seller.digest()).isEqualTo(before);
            RunReport run = seller.run("2026-01");
            assertThat(preview.gross().isEqualTo(run.gross())).isTrue();
            assertThat(preview.vatRows()).isEqualTo(run.vatRows());
        }

        @Test
        void a_cancelled_run_keeps_what_it_saved_and_says_so() {
            TestBilling seller =
                    TestBilling.open().subscription("2026-01-01", "10.00").on("2026-01-01");
            RunReport report = seller.billing.runs().run(YearMonth.of(2026, 1), new RunListener() {
                @Override
                public boolean isCancelled() {
                    return true;
                }
            });
            assertThat(report.complete()).isFalse();
            assertThat(report.made()).isZero();
        }

        @Test
        void a_month_to_come_is_refused() {
            TestBilling seller = TestBilling.open().on("2026-01-31");
            assertThatThrownBy(() -> seller.billing.runs().run(YearMonth.of(2026, 2)))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("2026-02")
                    .hasMessageContaining("preview");
        }
    }

    @Nested
    class Changes {
        @Test
        void days_already_billed_are_given_back_at_the_price_they_were_billed_at() {
            TestBilling seller = TestBilling.open().subscription("2026-04-01", "60.00");
            seller.runAndSend("2026-04");
            seller.price("2026-04-11", "30.00", Effect.AT_ONCE);
            seller.runAndSend("2026-05");
            assertThat(lines(seller.invoice("2026-00002")))
                    .containsExactly(
                            "[2026-05-01, 2026-06-01) 30.00",
                            "[2026-04-11, 2026-05-01) -40.00",
                            "[2026-04-11, 2026-05-01) 20.00");
            assertThat(total(seller.invoice("2026-00002"))).isEqualTo("2026-00002 10.00 + 2.10 = 12.10");
        }

        @Test
        void two_changes_in_one_period_rest_on_each_other() {
            TestBilling seller = TestBilling.open().subscription("2026-04-01", "60.00");
            seller.runAndSend("2026-04");
            seller.price("2026-04-11", "30.00", Effect.AT_ONCE);
            seller.price("2026-04-21", "90.00", Effect.AT_ONCE);
            seller.runAndSend("2026-05");
            // 10 days at 60, 10 at 30, 10 at 90: 60.00 was billed, nothing is left to settle
            assertThat(lines(seller.invoice("2026-00002")))
                    .containsExactly(
                            "[2026-05-01, 2026-06-01) 90.00",
                            "[2026-04-11, 2026-05-01) -40.00",
                            "[2026-04-11, 2026-05-01) 20.00",
                            "[2026-04-21, 2026-05-01) -10.00",
                            "[2026-04-21, 2026-05-01) 30.00");
        }

        @Test
        void a_change_at_once_over_merged_periods_has_two_lines_for_each_period() {
            TestBilling seller = TestBilling.open().subscription("2026-01-01", "30.00");
            seller.billing
                    .customers()
                    .put(TestBilling.customer("K")
                            .schedule(InvoiceSchedule.every(3, 1))
                            .build());
            seller.runAndSend("2026-01");
            seller.on("2026-02-15");
            seller.billing
                    .subscriptions()
                    .changeQuantity(ref("S"), BigDecimal.valueOf(2), LocalDate.of(2026, 2, 15), Effect.AT_ONCE);
            assertThat(seller.billing.pendingLines().waiting(K).stream()
                            .map(line -> line.days().orElseThrow() + " " + plain(line.amount())))
                    .containsExactly(
                            "[2026-02-15, 2026-03-01) -15.00",
                            "[2026-02-15, 2026-03-01) 30.00",
                            "[2026-03-01, 2026-04-01) -30.00",
                            "[2026-03-01, 2026-04-01) 60.00");
        }

        @Test
        void a_back_dated_change_leaves_later_prices_in_force() {
            TestBilling seller = TestBilling.open().subscription("2026-04-01", "60.00");
            seller.runAndSend("2026-04");
            seller.price("2026-04-21", "30.00", Effect.AT_ONCE);
            seller.on("2026-04-25");
            seller.billing
                    .subscriptions()
                    .changePrice(ref("S"), seller.money("90.00"), LocalDate.of(2026, 4, 11), Effect.AT_ONCE);
            assertThat(seller.billing.pendingLines().waiting(K).stream()
                            .map(line -> line.days().orElseThrow() + " " + plain(line.amount())))
                    .containsExactly(
                            "[2026-04-21, 2026-05-01) -20.00",
                            "[2026-04-21, 2026-05-01) 10.00",
                            "[2026-04-11, 2026-04-21) -20.00",
                            "[2026-04-11, 2026-04-21) 30.00");
        }

        @Test
        void a_change_with_the_next_period_waits_for_what_is_not_billed() {
            TestBilling seller = TestBilling.open().subscription("2026-01-01", "10.00");
            seller.runAndSend("2026-01");
            seller.price("2026-01-01", "20.00", Effect.NEXT_PERIOD);
            assertThat(seller.billing.pendingLines().waiting(K)).isEmpty();
            seller.runAndSend("2026-02");
            assertThat(lines(seller.invoice("2026-00002"))).containsExactly("[2026-02-01, 2026-03-01) 20.00");
        }

        @Test
        void the_same_terms_again_make_no_lines() {
            TestBilling seller = TestBilling.open().subscription("2026-01-01", "10.00");
            seller.runAndSend("2026-01");
            seller.price("2026-01-11", "10.00", Effect.AT_ONCE);
            assertThat(seller.billing.pendingLines().waiting(K)).isEmpty();
        }

        @Test
        void a_pause_known_before_billing_leaves_two_pieces_that_sum_to_the_days() {
            TestBilling seller = TestBilling.open()
                    .subscription(
                            "2026-07-01",
                            "31.00",
                            s -> s.addPause(nl.termijn.subscription.Pause.of(
                                    LocalDate.of(2026, 7, 10), LocalDate.of(2026, 7, 23))));
            seller.runAndSend("2026-07");
            assertThat(lines(seller.invoice("2026-00001")))
                    .containsExactly("[2026-07-01, 2026-07-10) 9.00", "[2026-07-23, 2026-08-01) 9.00");
            assertThat(total(seller.invoice("2026-00001"))).isEqualTo("2026-00001 18.00 + 3.78 = 21.78");
        }

        @Test
        void a_pause_after_billing_credits_nothing_by_itself() {
            TestBilling seller = TestBilling.open().subscription("2026-07-01", "31.00");
            seller.runAndSend("2026-07");
            seller.billing.subscriptions().pause(ref("S"), LocalDate.of(2026, 7, 10));
            seller.billing.subscriptions().resume(ref("S"), LocalDate.of(2026, 7, 23));
            seller.price("2026-07-23", "62.00", Effect.AT_ONCE);
            seller.runAndSend("2026-08");
            assertThat(lines(seller.invoice("2026-00002")))
                    .containsExactly(
                            "[2026-08-01, 2026-09-01) 62.00",
                            "[2026-07-23, 2026-08-01) -9.00",
                            "[2026-07-23, 2026-08-01) 18.00");
        }

        @Test
        void a_trial_does_not_eat_the_months_of_a_discount() {
            TestBilling seller = TestBilling.open()
                    .subscription(
                            "2026-01-01",
                            "20.00",
                            s -> s.trial(Trial.periods(1))
                                    .discount(TimedDiscount.firstPeriods(Discount.percent(BigDecimal.valueOf(50)), 3)));
            for (int month = 1; month <= 6; month++) {
                seller.runAndSend(YearMonth.of(2026, month).toString());
            }
            assertThat(seller.documents().stream()
                            .flatMap(d -> lines(d).stream())
                            .map(l -> l.substring(25)))
                    .containsExactly("10.00", "10.00", "10.00", "20.00", "20.00");
        }

        @Test
        void a_discount_is_taken_off_the_line_not_the_unit_price() {
            TestBilling seller = TestBilling.open()
                    .subscription(
                            "2026-01-01",
                            "9.99",
                            s -> s.quantity(BigDecimal.valueOf(7))
                                    .discount(TimedDiscount.always(Discount.percent(BigDecimal.valueOf(15)))));
            seller.runAndSend("2026-01");
            assertThat(total(seller.invoice("2026-00001"))).isEqualTo("2026-00001 59.44 + 12.48 = 71.92");
        }

        @Test
        void a_general_discount_applies_while_the_subscription_has_none_of_its_own() {
            TestBilling seller = TestBilling.open()
                    .subscription(
                            "2026-01-01",
                            "20.00",
                            s -> s.setUpFee(eur("5.00"))
                                    .discount(TimedDiscount.firstPeriods(Discount.percent(BigDecimal.valueOf(50)), 1)));
            seller.billing
                    .customers()
                    .put(TestBilling.customer("K")
                            .discountPercent(BigDecimal.TEN)
                            .build());
            seller.runAndSend("2026-01");
            seller.runAndSend("2026-02");
            assertThat(lines(seller.invoice("2026-00001"))).containsExactly("[2026-01-01, 2026-02-01) 10.00", "5.00");
            assertThat(lines(seller.invoice("2026-00002"))).containsExactly("[2026-02-01, 2026-03-01) 18.00");
        }

        @Test
        void a_new_cycle_begins_at_the_end_of_what_is_billed() {
            TestBilling seller = TestBilling.open().subscription("2026-01-15", "10.00");
            seller.runAndSend("2026-01");
            seller.billing.subscriptions().changeCycle(ref("S"), 3, eur("28.00"));
            seller.runAndSend("2026-02");
            assertThat(lines(seller.invoice("2026-00002"))).containsExactly("[2026-02-15, 2026-05-15) 28.00");
        }
    }

    @Nested
    class CancelAndCredit {
        @Test
        void a_credited_period_is_not_billed_again() {
            TestBilling seller = TestBilling.open().subscription("2025-08-18", "239.90", s -> s.cycleMonths(12));
            seller.runAndSend("2025-08");
            seller.pay(seller.invoice("2025-00001"), "290.28");
            seller.end("2025-09-17", Ending.CREDIT);
            assertThat(total(seller.invoice("C2025-00001"))).isEqualTo("C2025-00001 -220.18 + -46.24 = -266.42");
            for (String month : List.of("2025-10", "2026-08", "2026-09")) {
                assertThat(seller.runAndSend(month).made()).isZero();
            }
        }

        @Test
        void from_monthly_to_yearly_charges_the_day_once() {
            TestBilling seller = TestBilling.open().subscription("2026-04-01", "10.00");
            seller.runAndSend("2026-04");
            seller.end("2026-04-16", Ending.CREDIT);
            assertThat(total(seller.invoice("C2026-00001"))).isEqualTo("C2026-00001 -5.00 + -1.05 = -6.05");
            seller.subscription(
                    "2026-04-16", "100.00", s -> s.reference(ref("Y")).cycleMonths(12));
            Invoice now = seller.billing.runs().billNow(K).draft().orElseThrow();
            assertThat(total(now)).isEqualTo("draft 100.00 + 21.00 = 121.00");
        }

        @Test
        void credit_on_an_unpaid_invoice_lowers_what_is_open_and_is_not_spendable() {
            for (boolean paid : List.of(false, true)) {
                TestBilling seller = TestBilling.open().subscription("2025-03-15", "120.00", s -> s.cycleMonths(12));
                seller.runAndSend("2025-03");
                if (paid) {
                    seller.pay(seller.invoice("2025-00001"), "145.20");
                }
                seller.end("2025-10-01", Ending.CREDIT);
                assertThat(total(seller.invoice("C2025-00001"))).isEqualTo("C2025-00001 -54.25 + -11.39 = -65.64");
                assertThat(seller.account()).isEqualTo(paid ? "0.00/65.64" : "79.56/0.00");
            }
        }

        @Test
        void the_vat_of_four_credits_is_the_invoices() {
            TestBilling seller = TestBilling.open().on("2026-01-02");
            Invoice invoice = seller.sent("68.33", "68.33", "57.50", "85.00");
            assertThat(total(invoice)).endsWith("279.16 + 58.62 = 337.78");
            List<String> vats = new java.util.ArrayList<>();
            for (int line : List.of(1, 3, 4, 2)) {
                vats.add(plain(seller.billing
                        .invoices()
                        .credit(invoice.id())
                        .line(line)
                        .whole()
                        .send()
                        .totals()
                        .vat()));
            }
            assertThat(vats).containsExactly("-14.35", "-12.07", "-17.85", "-14.35");
            assertThat(seller.account()).isEqualTo("0.00/0.00");
        }

        @Test
        void there_is_no_cent_of_tolerance() {
            TestBilling seller = TestBilling.open().on("2026-01-02");
            Invoice invoice = seller.sent("100.00");
            var invoices = seller.billing.invoices();
            assertThat(total(invoices.credit(invoice.id())
                            .line(1)
                            .amount(seller.money("60.00"))
                            .send()))
                    .endsWith("-60.00 + -12.60 = -72.60");
            assertThatThrownBy(() -> invoices.credit(invoice.id())
                            .line(1)
                            .amount(seller.money("40.01"))
                            .send())
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining(invoice.number().orElseThrow())
                    .hasMessageContaining("40.00");
            assertThat(total(invoices.credit(invoice.id())
                            .amount(seller.money("40.00"))
                            .send()))
                    .endsWith("-40.00 + -8.40 = -48.40");
            assertThatThrownBy(() -> invoices.credit(invoice.id())
                            .amount(seller.money("0.01"))
                            .send())
                    .isInstanceOfSatisfying(
                            NotAllowedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.NOTHING_LEFT));
        }

        @Test
        void a_credit_is_set_off_against_several_invoices_the_oldest_first() {
            TestBilling seller = TestBilling.open().on("2026-01-02");
            Invoice older = seller.sent("33.06");
            Invoice newer = seller.on("2026-01-03").sent("57.85");
            seller.billing.payments().receive(K, seller.money("100.00"), Booking.BY_HAND);
            assertThat(seller.open(older)).isEqualTo("0.00");
            assertThat(seller.open(newer)).isEqualTo("10.00");
            assertThat(seller.account()).isEqualTo("10.00/0.00");
        }

        @Test
        void ending_what_was_credited_makes_no_credit_of_zero() {
            TestBilling seller = TestBilling.open().subscription("2025-08-18", "239.90", s -> s.cycleMonths(12));
            seller.runAndSend("2025-08");
            seller.billing.invoices().credit("2025-00001").send();
            assertThat(seller.end("2025-09-17", Ending.CREDIT).creditNotes()).isEmpty();
            assertThatThrownBy(() -> seller.end("2025-09-18", Ending.CREDIT)).isInstanceOf(NotAllowedException.class);
            for (int month = 9; month <= 12; month++) {
                assertThat(seller.runAndSend("2025-" + (month < 10 ? "0" : "") + month)
                                .made())
                        .isZero();
            }
        }

        @Test
        void an_end_shortens_drafts_and_cuts_waiting_lines() {
            TestBilling seller = TestBilling.open().subscription("2026-04-01", "60.00");
            seller.runAndSend("2026-04");
            seller.price("2026-04-11", "30.00", Effect.AT_ONCE);
            seller.run("2026-05");
            seller.price("2026-05-02", "90.00", Effect.AT_ONCE);
            seller.end("2026-05-11", Ending.CREDIT);
            Invoice draft = seller.billing.invoices().awaitingApproval().get(0);
            assertThat(lines(draft)).contains("[2026-05-01, 2026-05-11) 9.68", "[2026-04-11, 2026-05-01) -40.00");
            // what is left is in the customer's favour, so it is no invoice any more
            assertThat(draft.kind()).isEqualTo(InvoiceKind.CREDIT_NOTE);
            assertThat(draft.refersTo())
                    .containsExactly(seller.invoice("2026-00001").id());
            assertThat(seller.billing.pendingLines().waiting(K).stream()
                            .map(line -> line.days().orElseThrow() + " " + plain(line.amount())))
                    .containsExactly("[2026-05-02, 2026-05-11) -8.71", "[2026-05-02, 2026-05-11) 26.13");
        }

        @Test
        void a_draft_of_which_nothing_is_left_is_deleted() {
            TestBilling seller = TestBilling.open().subscription("2026-04-10", "60.00");
            seller.run("2026-04");
            seller.end("2026-04-05", Ending.CREDIT);
            assertThat(seller.billing.invoices().awaitingApproval()).isEmpty();
            assertThat(seller.subscription().end()).contains(LocalDate.of(2026, 4, 10));
        }

        @Test
        void changes_in_the_sellers_favour_are_taken_off_the_credit_on_older_invoices() {
            TestBilling seller = TestBilling.open().subscription("2026-04-01", "60.00");
            seller.runAndSend("2026-04");
            seller.price("2026-04-11", "30.00", Effect.AT_ONCE);
            seller.pending("P", "2026-04-12", "100.00");
            seller.on("2026-04-13");
            seller.billing.subscriptions().pause(ref("S"), LocalDate.of(2026, 4, 21));
            seller.runAndSend("2026-05");
            // on the May invoice: -40 + 20 for [11 April, 1 May); on April's: 60
            var ended = seller.end("2026-04-21", Ending.CREDIT);
            assertThat(ended.creditNotes()).hasSize(1);
            assertThat(total(seller.invoice("C2026-00001"))).isEqualTo("C2026-00001 -10.00 + -2.10 = -12.10");
        }

        @Test
        void under_the_policy_whole_the_credit_begins_at_the_end_of_the_period() {
            TestBilling seller = TestBilling.open(a -> a.policies(Policies.builder()
                            .endOfSubscription(Policies.EndOfSubscription.WHOLE)
                            .build()))
                    .subscription("2026-01-01", "10.00");
            seller.billing
                    .customers()
                    .put(TestBilling.customer("K")
                            .schedule(InvoiceSchedule.every(3, 1))
                            .build());
            seller.runAndSend("2026-01");
            seller.end("2026-02-10", Ending.CREDIT);
            assertThat(lines(seller.invoice("C2026-00001"))).containsExactly("[2026-03-01, 2026-04-01) -10.00");
            assertThat(seller.subscription().billedThrough()).isEqualTo("2026-03-01");
        }

        @Test
        void by_policy_an_early_end_waits_as_negative_lines_that_count_as_credit() {
            TestBilling seller = TestBilling.open(a -> a.policies(Policies.builder()
                            .cancellation(Policies.Cancellation.PENDING_LINE)
                            .build()))
                    .subscription("2026-01-01", "31.00")
                    .subscription("2026-01-01", "50.00", s -> s.reference(ref("T")));
            seller.runAndSend("2026-01");
            var ended = seller.end("2026-01-11", Ending.CREDIT);
            assertThat(ended.creditNotes()).isEmpty();
            assertThat(plain(ended.pendingLines().get(0).amount())).isEqualTo("-21.00");
            Invoice january = seller.invoice("2026-00001");
            assertThat(plain(seller.billing.invoices().corrections(january.id()).leftOfLine(1)))
                    .isEqualTo("10.00");
            seller.runAndSend("2026-02");
            assertThat(lines(seller.invoice("2026-00002")))
                    .containsExactly("[2026-01-11, 2026-02-01) -21.00", "[2026-02-01, 2026-03-01) 50.00");
            assertThat(plain(seller.billing.invoices().corrections(january.id()).leftOfLine(1)))
                    .isEqualTo("10.00");
        }
    }

    @Nested
    class VatAndTotals {
        private TestBilling withRate(String percent) {
            VatRate rate = new VatRate(
                    "NL",
                    VatKind.STANDARD,
                    new BigDecimal(percent),
                    LocalDate.of(2000, 1, 1),
                    Optional.empty(),
                    "test");
            return TestBilling.open(
                    new InMemoryBillingStore(), a -> a, VatRateFile.builtIn().with(rate));
        }

        @Test
        void the_total_is_the_sum_of_what_is_shown() {
            TestBilling seller =
                    TestBilling.open().subscription("2026-01-01", "0.25", s -> s.quantity(new BigDecimal("26935.78")));
            seller.runAndSend("2026-01");
            assertThat(total(seller.invoice("2026-00001"))).isEqualTo("2026-00001 6733.95 + 1414.13 = 8148.08");
        }

        @Test
        void a_consumer_price_with_vat_stays_what_was_promised() {
            TestBilling seller = TestBilling.open()
                    .pending(
                            "P",
                            "2025-12-01",
                            "0.65",
                            p -> p.quantity(BigDecimal.valueOf(100)).pricing(Pricing.GROSS));
            seller.runAndSend("2026-01");
            assertThat(total(seller.invoice("2026-00001"))).isEqualTo("2026-00001 53.72 + 11.28 = 65.00");
        }

        @Test
        void exempt_lines_have_a_row_of_their_own_with_a_reason() {
            TestBilling seller = TestBilling.open()
                    .pending("P1", "2025-12-01", "100.01")
                    .pending("P2", "2025-12-01", "33.33", p -> p.product(VatProduct.of(VatKind.REDUCED)))
                    .pending("P3", "2025-12-01", "50.00", p -> p.product(VatProduct.of(VatKind.EXEMPT)))
                    .pending("P4", "2025-12-01", "20.00", p -> p.product(VatProduct.of(VatKind.EXEMPT)));
            seller.runAndSend("2026-01");
            Invoice invoice = seller.invoice("2026-00001");
            assertThat(rows(invoice)).containsExactly("S 21 100.01 21.00", "S 9 33.33 3.00", "E 0 70.00 0.00");
            assertThat(total(invoice)).isEqualTo("2026-00001 203.34 + 24.00 = 227.34");
            assertThat(invoice.totals().rows().get(2).treatment().reason().note(java.util.Locale.ENGLISH))
                    .isPresent();
        }

        @Test
        void a_discount_is_taken_before_vat() {
            TestBilling seller = withRate("20")
                    .subscription(
                            "2026-01-01",
                            "10.00",
                            s -> s.discount(TimedDiscount.always(Discount.amountPerPeriod(new BigDecimal("5.00")))));
            seller.runAndSend("2026-01");
            assertThat(total(seller.invoice("2026-00001"))).isEqualTo("2026-00001 5.00 + 1.00 = 6.00");
        }

        @Test
        void a_period_across_a_change_of_rate_is_split_by_policy() {
            TestBilling split = TestBilling.open().subscription("2012-04-01", "120.00", s -> s.cycleMonths(12));
            split.runAndSend("2012-04");
            assertThat(lines(split.invoice("2012-00001")))
                    .containsExactly("[2012-04-01, 2012-10-01) 60.16", "[2012-10-01, 2013-04-01) 59.84");
            assertThat(rows(split.invoice("2012-00001"))).containsExactly("S 21 59.84 12.57", "S 19 60.16 11.43");
            TestBilling whole = TestBilling.open(a -> a.policies(Policies.builder()
                            .rateChange(Policies.RateChange.PERIOD_START)
                            .build()))
                    .subscription("2012-04-01", "120.00", s -> s.cycleMonths(12));
            whole.runAndSend("2012-04");
            assertThat(total(whole.invoice("2012-00001"))).isEqualTo("2012-00001 120.00 + 22.80 = 142.80");
        }

        @Test
        void a_negative_line_bigger_than_the_month_waits_and_is_told() {
            TestBilling seller =
                    TestBilling.open().subscription("2026-01-01", "8.00").pending("P", "2025-12-15", "-20.00");
            RunReport january = seller.runAndSend("2026-01");
            assertThat(january.skipped()).containsKey(SkipReason.NEGATIVE_TOTAL);
            assertThat(january.waiting().get(0).since()).isEqualTo("2025-12-15");
            assertThat(seller.runAndSend("2026-02").made()).isZero();
            seller.runAndSend("2026-03");
            assertThat(total(seller.invoice("2026-00001"))).isEqualTo("2026-00001 4.00 + 0.84 = 4.84");
            assertThat(seller.subscription().billedThrough()).isEqualTo("2026-04-01");
        }

        @Test
        void what_nothing_would_ever_set_off_becomes_a_credit_note() {
            TestBilling seller = TestBilling.open()
                    .subscription("2026-01-01", "8.00", s -> s.end(LocalDate.of(2026, 2, 1)))
                    .pending("P", "2025-12-15", "-20.00");
            seller.runAndSend("2026-01");
            Invoice note = seller.documents().get(0);
            assertThat(note.kind()).isEqualTo(InvoiceKind.CREDIT_NOTE);
            assertThat(total(note)).isEqualTo("C2026-00001 -12.00 + -2.52 = -14.52");
            assertThat(seller.account()).isEqualTo("0.00/14.52");
        }

        @Test
        void a_total_of_zero_is_an_invoice_that_is_born_settled_or_none_by_policy() {
            for (Policies.ZeroTotal policy : Policies.ZeroTotal.values()) {
                TestBilling seller = TestBilling.open(a ->
                                a.policies(Policies.builder().zeroTotal(policy).build()))
                        .subscription("2026-01-01", "8.00")
                        .pending("P", "2025-12-15", "-8.00");
                seller.runAndSend("2026-01");
                assertThat(seller.documents()).hasSize(policy == Policies.ZeroTotal.INVOICE ? 1 : 0);
                assertThat(seller.subscription().billedThrough()).isEqualTo("2026-02-01");
                assertThat(seller.billing.pendingLines().waiting(K)).isEmpty();
                assertThat(seller.account()).isEqualTo("0.00/0.00");
            }
        }

        @Test
        void yen_have_no_hundredths_and_prices_may_be_finer_than_the_currency() {
            TestBilling seller = TestBilling.open(a -> a.currency(Monetary.getCurrency("JPY")))
                    .subscription("2026-01-22", "980", s -> s.alignment(Alignment.CALENDAR))
                    .subscription(
                            "2026-01-01", "4.5", s -> s.reference(ref("F")).quantity(BigDecimal.valueOf(12346)));
            seller.runAndSend("2026-01");
            assertThat(lines(seller.invoice("2026-00001")))
                    .containsExactly("[2026-01-01, 2026-02-01) 55557", "[2026-01-22, 2026-02-01) 316");
        }

        @Test
        void a_payment_never_recomputes_a_document() {
            TestBilling seller = TestBilling.open().on("2023-12-20");
            Invoice invoice = seller.sent("5.00");
            byte[] before = seller.billing.outbox().document(invoice.id()).content();
            seller.on("2024-02-14");
            seller.billing
                    .customers()
                    .put(TestBilling.customer("K").name("Renamed B.V.").build());
            seller.pay(invoice, "6.05");
            assertThat(seller.open(invoice)).isEqualTo("0.00");
            assertThat(seller.billing.outbox().document(invoice.id()).content()).isEqualTo(before);
            assertThat(seller.invoice(invoice.number().orElseThrow()).totals()).isEqualTo(invoice.totals());
        }
    }

    @Nested
    class NumbersAndImmutability {
        @Test
        void a_migrated_series_goes_on_and_a_new_year_starts_anew() {
            TestBilling seller = TestBilling.open(a -> a.numbering(Numbering.builder()
                    .firstInvoice(115)
                    .firstYear(OptionalInt.of(2025))
                    .build()));
            assertThat(seller.on("2025-12-31").sent("1.00").number()).contains("2025-00115");
            assertThat(seller.on("2026-01-02").sent("1.00").number()).contains("2026-00001");
            assertThat(seller.billing.audit().verify().isIntact()).isTrue();
        }

        @Test
        void a_resent_document_has_the_same_bytes_and_the_mail_goes_to_the_new_address() {
            TestBilling seller = TestBilling.open().on("2026-01-02");
            Invoice invoice = seller.sent("100.00");
            seller.billing.outbox().deliver();
            seller.billing
                    .customers()
                    .put(TestBilling.customer("K")
                            .name("Verhuisd B.V.")
                            .emails(List.of("nieuw@voorbeeld.example"))
                            .build());
            seller.billing.invoices().resend(invoice.id());
            seller.billing.outbox().deliver();
            var mails = seller.mailbox.messages();
            assertThat(mails).hasSize(2);
            assertThat(mails.get(1).to()).containsExactly("nieuw@voorbeeld.example");
            assertThat(mails.get(1).attachments().get(0).content())
                    .isEqualTo(mails.get(0).attachments().get(0).content());
            assertThat(new String(mails.get(1).attachments().get(0).content(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("Klant K")
                    .contains("Factuur 2026-00001");
        }

        @Test
        void withdrawing_frees_a_part_payment_and_tells_the_customer() {
            TestBilling seller = TestBilling.open().on("2026-01-02");
            Invoice invoice = seller.pay(seller.sent("100.00"), "50.00");
            seller.billing.outbox().deliver();
            assertThat(seller.account()).isEqualTo("71.00/0.00");
            Invoice withdrawn = seller.billing.invoices().withdraw(invoice.id(), "wrong customer", GiveBack.GIVE_BACK);
            assertThat(withdrawn.status()).isEqualTo(InvoiceStatus.WITHDRAWN);
            assertThat(withdrawn.number()).isEqualTo(invoice.number());
            assertThat(seller.account()).isEqualTo("0.00/50.00");
            seller.billing.outbox().deliver();
            assertThat(seller.mailbox.messages())
                    .anySatisfy(mail -> assertThat(mail.text()).contains("wrong customer"));
        }

        @Test
        void a_document_sent_late_is_due_late() {
            TestBilling seller = TestBilling.open().subscription("2026-01-01", "10.00");
            RunReport report = seller.run("2026-01");
            seller.on("2026-02-10").send(report);
            assertThat(seller.invoice("2026-00001").issuance().orElseThrow().dueOn())
                    .isEqualTo("2026-02-24");
        }
    }

    @Nested
    class TimeZones {
        @Test
        void a_day_is_the_sellers_day_and_a_month_is_run_once() {
            TestBilling seller = TestBilling.open().subscription("2026-03-01", "10.00");
            seller.clock.set(Instant.parse("2026-03-31T21:59:00Z"));
            assertThat(seller.billing.runs().runDue(RunListener.NONE).month()).isEqualTo(YearMonth.of(2026, 3));
            seller.clock.set(Instant.parse("2026-03-31T22:30:00Z"));
            assertThat(seller.billing.runs().runDue(RunListener.NONE).made()).isEqualTo(1);
            seller.clock.set(Instant.parse("2026-04-01T10:00:00Z"));
            assertThat(seller.billing.runs().runDue(RunListener.NONE).skipped())
                    .containsKey(SkipReason.ALREADY_INVOICED);
        }

        @Test
        void a_subscription_without_a_start_begins_on_the_sellers_day() {
            TestBilling seller = TestBilling.open(a -> a.timeZone(ZoneId.of("America/Los_Angeles")));
            seller.clock.set(Instant.parse("2026-03-01T07:30:00Z"));
            seller.billing
                    .subscriptions()
                    .startToday(Subscription.builder()
                            .reference(ref("S"))
                            .customer(K)
                            .description("Hosting")
                            .cycleMonths(1)
                            .unitPrice(seller.money("10.00")));
            seller.runAndSend("2026-03");
            assertThat(lines(seller.invoice("2026-00001"))).containsExactly("[2026-02-28, 2026-04-28) 2 x 20.00");
        }
    }
}
