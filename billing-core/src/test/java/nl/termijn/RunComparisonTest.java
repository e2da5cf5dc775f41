package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.customer;
import static nl.termijn.testing.TestBilling.plain;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nl.termijn.RunComparison.Limit;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.Administration;
import nl.termijn.administration.Policies;
import nl.termijn.administration.RunLimits;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.figures.Forecast;
import nl.termijn.invoice.GiveBack;
import nl.termijn.money.Amounts;
import nl.termijn.review.InvoiceDifference;
import nl.termijn.subscription.TermsChange.Effect;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** A run beside the month before: what differs and why, and a run that stops to ask. */
class RunComparisonTest {
    private static final YearMonth FEBRUARY = YearMonth.of(2026, 2);

    private final TestBilling seller = TestBilling.open();
    private final RunService runs = seller.billing.runs();

    private void subscription(String reference, String customer, String start, String price, int months) {
        if (seller.billing.customers().find(CustomerReference.of(customer)).isEmpty()) {
            seller.billing.customers().put(customer(customer).build());
        }
        seller.subscription(
                start,
                price,
                subscription -> subscription
                        .reference(ref(reference))
                        .customer(CustomerReference.of(customer))
                        .cycleMonths(months));
    }

    private void january() {
        seller.on("2026-01-01").runAndSend("2026-01");
        seller.on("2026-02-01");
    }

    private void limits(UnaryOperator<RunLimits.Builder> more) {
        Administration before = seller.billing.administration();
        seller.billing.open(Administration.builder()
                .from(before)
                .policies(Policies.builder()
                        .from(before.policies())
                        .runLimits(more.apply(RunLimits.builder()).build())
                        .build())
                .build());
    }

    private RunComparison comparison() {
        return runs.comparison(FEBRUARY, Optional.empty());
    }

    private static List<String> causes(InvoiceDifference difference) {
        return difference.causes().stream()
                .map(cause -> cause.reason()
                        + cause.subscription().map(of -> " " + of).orElse("") + " " + plain(cause.amount()))
                .toList();
    }

    @Test
    void each_cause_of_a_difference_is_told_with_its_amount() {
        subscription("A", "K", "2026-01-01", "10.00", 1);
        subscription("B", "K", "2026-01-01", "20.00", 1);
        subscription("C", "K", "2026-01-01", "7.00", 1);
        subscription("Y", "K", "2025-02-10", "120.00", 12);
        seller.pending("P", "2025-12-31", "3.00");
        // the year before was billed elsewhere
        seller.on("2025-02-10");
        seller.billing.runs().billNow(K);
        seller.billing
                .invoices()
                .awaitingApproval()
                .forEach(draft -> seller.billing.invoices().send(draft.id()));
        january();
        subscription("N", "K", "2026-01-20", "5.00", 1);
        seller.billing.subscriptions().end(ref("B"), LocalDate.parse("2026-02-01"), Ending.PAID_UP);
        seller.price("2026-02-01", "12.50", Effect.NEXT_PERIOD, "A");
        List<InvoiceDifference> all = new ArrayList<>();
        RunComparison comparison = runs.comparison(FEBRUARY, Optional.empty(), all::add);
        assertThat(all).hasSize(1).isEqualTo(comparison.largest());
        InvoiceDifference difference = all.get(0);
        assertThat(causes(difference))
                .containsExactly("DUE Y 120.00", "ENDED B -20.00", "NEW N 10.00", "INTERIM -3.00", "PRICE A 2.50");
        assertThat(plain(difference.amount())).isEqualTo("109.50");
        assertThat(plain(comparison.byReason().get(InvoiceDifference.Reason.PRICE)))
                .isEqualTo("2.50");
    }

    @Test
    void price_and_quantity_at_once_are_told_apart() {
        seller.subscription("2026-01-01", "10.00", subscription -> subscription.quantity(new BigDecimal("3")));
        january();
        seller.billing
                .subscriptions()
                .changePrice(ref("S"), seller.money("11.00"), LocalDate.parse("2026-02-01"), Effect.NEXT_PERIOD);
        seller.billing
                .subscriptions()
                .changeQuantity(ref("S"), new BigDecimal("5"), LocalDate.parse("2026-02-01"), Effect.NEXT_PERIOD);
        assertThat(causes(comparison().largest().get(0))).containsExactly("QUANTITY S 22.00", "PRICE S 3.00");
    }

    @Test
    void the_same_again_differs_in_nothing_and_runs_without_a_question() {
        subscription("A", "K", "2026-01-01", "10.00", 1);
        january();
        RunComparison comparison = comparison();
        assertThat(comparison.largest()).isEmpty();
        assertThat(comparison.exceeded()).isEmpty();
        assertThat(comparison.now()).isEqualTo(comparison.before());
        assertThat(runs.run(FEBRUARY, RunListener.NONE, RunGuard.stop()).made()).isEqualTo(1);
    }

    @Test
    void a_run_that_would_make_half_of_it_stops_before_anything_is_saved() {
        subscription("A", "K", "2026-01-01", "10.00", 1);
        subscription("B", "L", "2026-01-01", "10.00", 1);
        january();
        seller.billing.subscriptions().end(ref("B"), LocalDate.parse("2026-02-01"), Ending.PAID_UP);
        assertThat(comparison().exceeded())
                .extracting(exceeded -> exceeded.limit() + " " + exceeded.now() + " " + exceeded.expected())
                .containsExactly("DOCUMENTS 1 2", "SUM 10.00 20.00");
        long events = seller.billing.audit().events(0, 1_000).size();
        assertThatThrownBy(() -> runs.run(FEBRUARY, RunListener.NONE, RunGuard.stop()))
                .isInstanceOfSatisfying(
                        NotAllowedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNEXPECTED))
                .hasMessageContaining("nothing was saved");
        assertThat(seller.billing.audit().events(0, 1_000)).hasSize((int) events);
        assertThat(runs.run(FEBRUARY, RunListener.NONE, asked -> asked.now().documents() == 1)
                        .made())
                .isEqualTo(1);
    }

    @Test
    void one_customer_may_differ_by_so_much() {
        subscription("A", "K", "2026-01-01", "1000.00", 1);
        subscription("B", "L", "2026-01-01", "10.00", 1);
        january();
        seller.pending("P", "2026-01-15", "150.00");
        assertThat(comparison().exceeded()).isEmpty();
        limits(limits -> limits.customerAmount(Amounts.of("149.99", "EUR")));
        assertThat(comparison().exceeded()).singleElement().satisfies(exceeded -> {
            assertThat(exceeded.limit()).isEqualTo(Limit.CUSTOMER);
            assertThat(exceeded.now()).isEqualTo("1150.00 of K");
            assertThat(exceeded.expected()).isEqualTo("1000.00");
        });
        limits(limits -> limits.customerAmount(Amounts.of("150.00", "EUR")));
        assertThat(comparison().exceeded()).isEmpty();
    }

    @Test
    void the_forecast_is_compared_too_and_the_first_month_with_nothing_else() {
        subscription("A", "K", "2026-01-01", "10.00", 1);
        seller.on("2025-12-15");
        Forecast.Month expected = seller.billing
                .figures()
                .forecast(YearMonth.of(2026, 1), 1)
                .months()
                .get(0);
        seller.on("2026-01-01");
        subscription("B", "L", "2026-01-01", "90.00", 1);
        assertThat(runs.comparison(YearMonth.of(2026, 1), Optional.empty()).exceeded())
                .extracting(RunComparison.Exceeded::limit)
                .as("nothing was made before")
                .containsExactly(Limit.NOTHING_TO_COMPARE);
        assertThat(runs.comparison(YearMonth.of(2026, 1), Optional.of(expected)).exceeded())
                .extracting(RunComparison.Exceeded::limit)
                .containsExactly(Limit.DOCUMENTS_OF_FORECAST, Limit.SUM_OF_FORECAST);
        limits(limits -> limits.documentsPercent(Optional.empty()).sumPercent(new BigDecimal("900")));
        assertThat(runs.comparison(YearMonth.of(2026, 1), Optional.of(expected)).exceeded())
                .isEmpty();
    }

    @Test
    void a_draft_of_the_month_before_is_compared_with_too() {
        subscription("A", "K", "2026-01-01", "10.00", 1);
        seller.on("2026-01-01");
        runs.run(YearMonth.of(2026, 1));
        seller.on("2026-02-01");
        seller.pending("P", "2026-01-15", "9000.00");
        RunComparison comparison = comparison();
        assertThat(plain(comparison.before().net())).isEqualTo("10.00");
        assertThat(comparison.exceeded())
                .extracting(exceeded -> exceeded.limit() + " " + exceeded.now() + " " + exceeded.expected())
                .containsExactly("SUM 9010.00 10.00");
        assertThatThrownBy(() -> runs.run(FEBRUARY, RunListener.NONE, RunGuard.stop()))
                .isInstanceOf(NotAllowedException.class);
    }

    @Test
    void a_withdrawn_invoice_of_the_month_before_is_nothing_to_compare_with() {
        subscription("A", "K", "2026-01-01", "10.00", 1);
        january();
        seller.billing.invoices().withdraw(seller.invoice("2026-00001").id(), "wrong", GiveBack.DROP);
        assertThat(comparison().exceeded())
                .extracting(RunComparison.Exceeded::limit)
                .containsExactly(Limit.NOTHING_TO_COMPARE);
    }

    @Test
    void having_nothing_to_compare_with_is_a_limit_that_a_guard_or_the_seller_lifts() {
        subscription("A", "K", "2026-02-01", "9010.00", 1);
        seller.on("2026-02-01");
        assertThatThrownBy(() -> runs.run(FEBRUARY, RunListener.NONE, RunGuard.stop()))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("NOTHING_TO_COMPARE");
        limits(limits -> limits.stopsWithoutComparison(false));
        assertThat(runs.run(FEBRUARY, RunListener.NONE, RunGuard.stop()).made()).isEqualTo(1);
    }

    @Test
    void nothing_to_make_needs_nothing_to_compare_with() {
        seller.on("2026-02-01");
        assertThat(comparison().exceeded()).isEmpty();
    }

    @Test
    void a_run_that_was_broken_off_counts_what_it_made_already() {
        subscription("A", "K", "2026-01-01", "10.00", 1);
        subscription("B", "L", "2026-01-01", "10.00", 1);
        january();
        runs.run(FEBRUARY);
        RunComparison again = comparison();
        assertThat(again.now()).isEqualTo(again.before());
        assertThat(again.exceeded()).isEmpty();
        assertThat(runs.run(FEBRUARY, RunListener.NONE, RunGuard.stop()).made()).isZero();
    }

    @Test
    void one_customers_limit_counts_where_the_customer_is_new() {
        subscription("A", "K", "2026-01-01", "1000.00", 1);
        january();
        subscription("B", "L", "2026-02-01", "200.00", 1);
        limits(limits -> limits.customerAmount(Amounts.of("150.00", "EUR")));
        assertThat(comparison().exceeded())
                .extracting(RunComparison.Exceeded::limit)
                .contains(Limit.CUSTOMER);
    }

    @Test
    void limits_below_zero_are_refused() {
        assertThatThrownBy(() ->
                        RunLimits.builder().sumPercent(new BigDecimal("-1")).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("sumPercent");
    }
}
