package nl.termijn;

import static nl.termijn.testing.TestBilling.customer;
import static nl.termijn.testing.TestBilling.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.money.MonetaryAmount;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.InvalidInputException;
import nl.termijn.figures.Aging;
import nl.termijn.figures.Aging.Bucket;
import nl.termijn.figures.Forecast;
import nl.termijn.figures.RevenueMovement;
import nl.termijn.figures.ServiceRevenue;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.money.Amounts;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange.Effect;
import nl.termijn.subscription.TimedDiscount;
import nl.termijn.subscription.Trial;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The figures of section 10 of the practice of hosting billing, on cases that can be reckoned by hand. */
class FiguresTest {
    private final TestBilling seller = TestBilling.open();
    private final FiguresService figures = seller.billing.figures();

    private static String number(MonetaryAmount amount) {
        BigDecimal exact = Amounts.decimal(amount).stripTrailingZeros();
        return (exact.scale() < 2 ? exact.setScale(2) : exact).toPlainString();
    }

    private String mrr(String day) {
        return number(figures.recurring(LocalDate.parse(day)).monthly());
    }

    private TestBilling further(String reference, String customer, String start, String price, int months) {
        if (seller.billing.customers().find(CustomerReference.of(customer)).isEmpty()) {
            seller.billing.customers().put(customer(customer).build());
        }
        return seller.subscription(
                start,
                price,
                subscription -> subscription
                        .reference(SubscriptionReference.of(reference))
                        .customer(CustomerReference.of(customer))
                        .cycleMonths(months)
                        .productCode(months == 12 ? "DOMAIN" : "HOSTING"));
    }

    @Nested
    class Recurring {
        @Test
        void a_period_is_divided_by_its_months_and_ends_count_no_more() {
            further("H", "K", "2026-01-15", "10.00", 1);
            further("D", "K", "2026-02-01", "12.10", 12);
            assertThat(mrr("2026-01-14")).isEqualTo("0.00");
            assertThat(mrr("2026-01-15")).isEqualTo("10.00");
            assertThat(mrr("2026-02-01")).isEqualTo("11.008333");
            seller.on("2026-03-10")
                    .billing
                    .subscriptions()
                    .end(SubscriptionReference.of("H"), LocalDate.parse("2026-03-20"), Ending.CREDIT);
            assertThat(mrr("2026-03-19")).isEqualTo("11.008333");
            assertThat(mrr("2026-03-20")).isEqualTo("1.008333");
            var last = figures.recurring(LocalDate.parse("2026-03-01"));
            assertThat(last.subscriptions()).isEqualTo(2);
            assertThat(last.customers()).isEqualTo(1);
            assertThat(number(last.yearly())).isEqualTo("132.099996");
            Map<String, String> products = new TreeMap<>();
            last.byProduct().forEach((product, amount) -> products.put(product, number(amount)));
            assertThat(products).isEqualTo(Map.of("DOMAIN", "1.008333", "HOSTING", "10.00"));
        }

        @Test
        void prices_with_vat_discounts_trials_pauses_and_changes_are_those_of_the_day() {
            seller.on("2026-01-01")
                    .subscription(
                            "2026-01-01",
                            "12.10",
                            subscription -> subscription
                                    .pricing(Pricing.GROSS)
                                    .trial(Trial.periods(1))
                                    .discount(new TimedDiscount(
                                            Discount.percent(new BigDecimal("50")),
                                            java.util.OptionalInt.of(2),
                                            java.util.Optional.empty())));
            assertThat(mrr("2026-01-31")).as("trial").isEqualTo("0.00");
            assertThat(mrr("2026-02-01")).as("half price").isEqualTo("5.00");
            assertThat(mrr("2026-03-31")).isEqualTo("5.00");
            assertThat(mrr("2026-04-01")).as("whole price without VAT").isEqualTo("10.00");
            seller.on("2026-04-02");
            seller.price("2026-06-15", "24.20", Effect.AT_ONCE);
            assertThat(mrr("2026-06-14")).isEqualTo("10.00");
            assertThat(mrr("2026-06-15")).isEqualTo("20.00");
            seller.on("2026-07-01").billing.subscriptions().pause(TestBilling.ref("S"), LocalDate.parse("2026-07-05"));
            assertThat(mrr("2026-07-04")).isEqualTo("20.00");
            assertThat(mrr("2026-07-05")).as("paused").isEqualTo("0.00");
        }

        @Test
        void it_moves_by_what_customers_did() {
            further("A1", "A", "2026-01-01", "10.00", 1);
            further("B1", "B", "2026-01-01", "20.00", 1);
            further("C1", "C", "2026-01-01", "30.00", 1);
            further("D1", "D", "2025-01-01", "5.00", 1);
            seller.on("2025-06-01");
            end("D1", "2025-07-01");
            seller.on("2026-02-10");
            further("A2", "A", "2026-02-10", "2.50", 1);
            further("D2", "D", "2026-02-11", "6.00", 1);
            further("E1", "E", "2026-02-12", "7.00", 1);
            end("B1", "2026-02-20");
            seller.billing
                    .subscriptions()
                    .changePrice(
                            SubscriptionReference.of("C1"),
                            seller.money("24.00"),
                            LocalDate.parse("2026-02-15"),
                            Effect.AT_ONCE);
            RevenueMovement moved = figures.movement(LocalDate.parse("2026-01-31"), LocalDate.parse("2026-02-28"));
            assertThat(List.of(
                            number(moved.opening()),
                            number(moved.gained()),
                            number(moved.reactivated()),
                            number(moved.expansion()),
                            number(moved.contraction()),
                            number(moved.churn()),
                            number(moved.closing())))
                    .containsExactly("60.00", "7.00", "6.00", "2.50", "6.00", "20.00", "49.50");
            assertThat(moved.customerChurn()).contains(new BigDecimal("0.333333"));
            assertThat(moved.revenueChurn()).contains(new BigDecimal("0.433333"));
            assertThat(moved.netRevenueChurn()).contains(new BigDecimal("0.391667"));
            assertThatThrownBy(() -> figures.movement(LocalDate.parse("2026-02-01"), LocalDate.parse("2026-01-01")))
                    .isInstanceOf(InvalidInputException.class);
        }

        private void end(String reference, String day) {
            seller.billing
                    .subscriptions()
                    .end(SubscriptionReference.of(reference), LocalDate.parse(day), Ending.CREDIT);
        }
    }

    @Nested
    class Earned {
        private String earned(String day) {
            return plain(figures.revenue(LocalDate.parse(day)).total().earned());
        }

        @Test
        void a_line_is_earned_by_its_days_and_the_last_takes_what_is_left() {
            seller.on("2026-03-15").subscription("2026-03-15", "12.00", subscription -> subscription.cycleMonths(12));
            seller.billing.runs().billNow(TestBilling.K);
            seller.billing
                    .invoices()
                    .send(seller.billing.invoices().awaitingApproval().get(0).id());
            Map<String, String> expected = new TreeMap<>(Map.of(
                    "2026-03-31", "0.56",
                    "2026-04-30", "1.55",
                    "2026-05-31", "2.56",
                    "2026-06-30", "3.55",
                    "2026-07-31", "4.57",
                    "2026-08-31", "5.59",
                    "2026-09-30", "6.58",
                    "2026-10-31", "7.59",
                    "2026-12-31", "9.60",
                    "2027-03-31", "12.00"));
            Map<String, String> found = new TreeMap<>();
            expected.keySet().forEach(day -> found.put(day, earned(day)));
            assertThat(found).isEqualTo(expected);
            ServiceRevenue year = figures.revenue(LocalDate.parse("2026-12-31"));
            assertThat(plain(year.total().deferred())).isEqualTo("2.40");
            assertThat(plain(year.byProduct().values().iterator().next().invoiced()))
                    .isEqualTo("12.00");
            assertThat(plain(figures.revenue(LocalDate.parse("2026-03-14"))
                            .total()
                            .invoiced()))
                    .isEqualTo("0.00");
        }

        @Test
        void credit_takes_back_the_days_that_are_not_served_and_a_withdrawn_document_counts_no_more() {
            seller.on("2026-01-01").subscription("2026-01-01", "365.00", subscription -> subscription.cycleMonths(12));
            seller.runAndSend("2026-01");
            seller.end("2026-04-11", Ending.CREDIT);
            assertThat(plain(figures.revenue(LocalDate.parse("2026-04-10"))
                            .total()
                            .invoiced()))
                    .isEqualTo("365.00");
            ServiceRevenue after = figures.revenue(LocalDate.parse("2026-04-11"));
            assertThat(plain(after.total().invoiced())).isEqualTo("100.00");
            assertThat(plain(figures.revenue(LocalDate.parse("2027-01-01"))
                            .total()
                            .earned()))
                    .isEqualTo("100.00");
            Invoice single = seller.on("2026-05-01").sent("40.00");
            seller.on("2026-05-09").billing.invoices().withdraw(single.id(), "wrong", GiveBack.DROP);
            assertThat(plain(figures.revenue(LocalDate.parse("2026-05-08"))
                            .total()
                            .invoiced()))
                    .isEqualTo("140.00");
            assertThat(plain(figures.revenue(LocalDate.parse("2026-05-09"))
                            .total()
                            .invoiced()))
                    .isEqualTo("100.00");
        }
    }

    @Nested
    class Open {
        @Test
        void what_is_owed_ages_from_its_due_date_as_it_was_on_the_day() {
            seller.on("2026-01-01");
            Invoice first = seller.sent("100.00");
            seller.on("2026-02-20").sent("10.00");
            seller.on("2026-03-01").pay(first, "21.00");
            seller.on("2026-03-02");
            assertThat(buckets("2026-01-15")).containsExactly("121.00", "0.00", "0.00", "0.00", "0.00");
            assertThat(buckets("2026-01-16")).containsExactly("0.00", "121.00", "0.00", "0.00", "0.00");
            assertThat(buckets("2026-02-28")).containsExactly("12.10", "0.00", "121.00", "0.00", "0.00");
            assertThat(buckets("2026-03-02")).containsExactly("12.10", "0.00", "100.00", "0.00", "0.00");
            Aging now = figures.aging(LocalDate.parse("2026-03-02"));
            assertThat(plain(now.totalOwed())).isEqualTo("112.10");
            assertThat(plain(now.credit())).isEqualTo("0.00");
            // 112.10 of 133.10 in ninety days
            assertThat(now.daysSalesOutstanding()).contains(new BigDecimal("75.8"));
            assertThat(figures.aging(LocalDate.parse("2025-01-01")).daysSalesOutstanding())
                    .isEmpty();
        }

        private List<String> buckets(String day) {
            Aging aging = figures.aging(LocalDate.parse(day));
            return java.util.Arrays.stream(Bucket.values())
                    .map(bucket -> plain(aging.owed().get(bucket)))
                    .toList();
        }
    }

    @Nested
    class Coming {
        @Test
        void the_runs_to_come_are_planned_one_on_the_other() {
            seller.on("2026-01-20");
            further("H", "K", "2026-01-01", "10.00", 1);
            further("D", "K", "2026-03-14", "12.00", 12);
            further("Q", "L", "2026-01-01", "30.00", 3);
            seller.pending("P", "2026-02-10", "5.00");
            Forecast forecast = figures.forecast(YearMonth.of(2026, 2), 3);
            assertThat(forecast.failures()).isEmpty();
            assertThat(forecast.months())
                    .extracting(month -> month.month() + " " + month.documents() + " " + plain(month.net()) + " "
                            + plain(month.gross()))
                    .containsExactly(
                            // January and February of hosting, and the quarter
                            "2026-02 2 50.00 60.50", "2026-03 1 27.00 32.67", "2026-04 2 40.00 48.40");
            assertThat(plain(forecast.months().get(1).netByProduct().get("DOMAIN")))
                    .isEqualTo("12.00");
            assertThat(plain(forecast.months().get(1).vatRows().get(0).taxable()))
                    .isEqualTo("27.00");
            assertThat(seller.documents()).as("saved nowhere").isEmpty();
            assertThatThrownBy(() -> figures.forecast(YearMonth.of(2026, 2), 61))
                    .isInstanceOf(InvalidInputException.class);
        }

        @Test
        void who_pays_afterwards_is_billed_for_what_was_served() {
            seller.on("2026-01-01")
                    .subscription("2026-01-01", "10.00", subscription -> subscription.timing(BillingTiming.ARREARS));
            assertThat(figures.forecast(YearMonth.of(2026, 1), 2).months())
                    .extracting(month -> plain(month.net()))
                    .containsExactly("0.00", "10.00");
        }
    }
}
