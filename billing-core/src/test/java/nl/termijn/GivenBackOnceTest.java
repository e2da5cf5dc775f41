package nl.termijn;

import static nl.termijn.subscription.TermsChange.Effect.AT_ONCE;
import static nl.termijn.testing.TestBilling.lines;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import nl.termijn.SubscriptionService.Ended;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.BillingException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/**
 * Where credits, changes at once, ends, transfers and withdrawals meet on one line (rules C6, E1, E3, E4, F3): what is given back of
 * it in all is never more than the line, and no day is given back twice.
 */
class GivenBackOnceTest {
    private static TestBilling june() {
        TestBilling world = TestBilling.open().on("2026-06-01").subscription("2026-06-01", "30.00");
        world.runAndSend("2026-06");
        return world;
    }

    private static Invoice first(TestBilling seller) {
        return seller.invoice("2026-00001");
    }

    private static DateRange range(String a, String b) {
        return DateRange.of(LocalDate.parse(a), LocalDate.parse(b));
    }

    private static String net(Invoice i) {
        return TestBilling.plain(i.totals().net());
    }

    private static List<String> nets(Ended e) {
        return e.creditNotes().stream().map(GivenBackOnceTest::net).toList();
    }

    private static Invoice july(TestBilling seller) {
        seller.runAndSend("2026-07");
        return seller.documents().stream()
                .filter(i -> i.runMonth().equals(Optional.of(YearMonth.of(2026, 7))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void after_a_change_at_once_was_billed_what_it_took_back_is_no_longer_left_to_credit() {
        TestBilling seller = june();
        seller.price("2026-06-16", "60.00", AT_ONCE);
        Invoice j = july(seller);
        assertThat(lines(j))
                .containsExactlyInAnyOrder(
                        "[2026-07-01, 2026-08-01) 60.00",
                        "[2026-06-16, 2026-07-01) -15.00",
                        "[2026-06-16, 2026-07-01) 30.00");
        assertThat(net(seller.billing.invoices().credit("2026-00001").send())).isEqualTo("-15.00");
    }

    @Test
    void nor_while_the_change_waits() {
        TestBilling seller = june();
        seller.price("2026-06-16", "60.00", AT_ONCE);
        assertThat(net(seller.billing.invoices().credit("2026-00001").send())).isEqualTo("-15.00");
        Invoice j = july(seller);
        assertThat(net(j)).isEqualTo("75.00");
    }

    @Test
    void of_a_line_that_was_credited_whole_a_change_takes_nothing_back_and_charges_nothing() {
        TestBilling seller = june();
        seller.billing.invoices().credit("2026-00001").send();
        seller.price("2026-06-16", "10.00", AT_ONCE);
        assertThat(seller.billing.pendingLines().waiting(TestBilling.K)).isEmpty();
        assertThat(lines(july(seller))).containsExactly("[2026-07-01, 2026-08-01) 10.00");
    }

    @Test
    void an_end_credits_no_day_that_was_credited_before() {
        TestBilling seller = june();
        assertThat(net(seller.billing
                        .invoices()
                        .credit("2026-00001")
                        .line(1)
                        .days(range("2026-06-20", "2026-06-25"))
                        .send()))
                .isEqualTo("-5.00");
        assertThat(nets(seller.end("2026-06-16", Ending.CREDIT))).containsExactly("-10.00");
    }

    @Test
    void an_end_credits_the_quantity_that_is_left() {
        TestBilling seller = TestBilling.open()
                .on("2026-06-01")
                .subscription("2026-06-01", "10.00", s -> s.quantity(BigDecimal.TEN));
        seller.runAndSend("2026-06");
        assertThat(net(seller.billing
                        .invoices()
                        .credit("2026-00001")
                        .line(1)
                        .quantity(BigDecimal.valueOf(3))
                        .send()))
                .isEqualTo("-30.00");
        assertThat(nets(seller.end("2026-06-16", Ending.CREDIT))).containsExactly("-35.00");
    }

    @Test
    void a_credit_by_amount_does_not_lower_what_an_end_credits() {
        TestBilling seller = june();
        seller.billing
                .invoices()
                .credit("2026-00001")
                .amount(Amounts.of("5.00", "EUR"))
                .send();
        assertThat(nets(seller.end("2026-06-16", Ending.CREDIT))).containsExactly("-15.00");
    }

    @Test
    void an_end_cuts_a_waiting_change_and_credits_the_days_beyond_once() {
        TestBilling seller = june();
        seller.price("2026-06-16", "60.00", AT_ONCE);
        Ended e = seller.end("2026-06-21", Ending.CREDIT);
        assertThat(nets(e)).containsExactly("-10.00");
        Invoice j = july(seller);
        assertThat(net(j)).isEqualTo("5.00");
    }

    @Test
    void an_end_before_billed_changes_leaves_what_was_served() {
        TestBilling seller = june();
        seller.price("2026-06-16", "60.00", AT_ONCE);
        july(seller);
        seller.on("2026-07-05");
        Ended e = seller.billing.subscriptions().end(ref("S"), LocalDate.parse("2026-06-21"), Ending.CREDIT);
        e.creditNotes().forEach(n -> seller.billing.invoices().send(n.id()));
        assertThat(e.creditNotes().stream().map(i -> new BigDecimal(net(i))).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("-80.00");
    }

    @Test
    void a_change_leaves_days_alone_that_were_credited() {
        TestBilling seller = june();
        seller.billing
                .invoices()
                .credit("2026-00001")
                .line(1)
                .days(range("2026-06-20", "2026-06-25"))
                .send();
        seller.price("2026-06-16", "60.00", AT_ONCE);
        Invoice j = july(seller);
        assertThat(net(j)).isEqualTo("70.00");
        assertThat(net(seller.billing.invoices().credit("2026-00001").send())).isEqualTo("-15.00");
    }

    @Test
    void days_that_a_change_took_back_cannot_be_credited_and_the_refusal_says_which_are_left() {
        TestBilling seller = june();
        seller.price("2026-06-16", "60.00", AT_ONCE);
        assertThatThrownBy(() -> seller.billing
                        .invoices()
                        .credit("2026-00001")
                        .line(1)
                        .days(range("2026-06-10", "2026-06-20"))
                        .send())
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("2026-06-16");
    }

    @Test
    void days_before_a_change_can() {
        TestBilling seller = june();
        seller.price("2026-06-16", "60.00", AT_ONCE);
        assertThat(net(seller.billing
                        .invoices()
                        .credit("2026-00001")
                        .line(1)
                        .days(range("2026-06-10", "2026-06-16"))
                        .send()))
                .isEqualTo("-6.00");
        assertThat(net(seller.billing.invoices().credit("2026-00001").send())).isEqualTo("-9.00");
    }

    @Test
    void an_invoice_whose_days_a_change_took_back_is_not_withdrawn() {
        TestBilling seller = june();
        seller.price("2026-06-16", "60.00", AT_ONCE);
        for (GiveBack g : GiveBack.values())
            assertThatThrownBy(() ->
                            seller.billing.invoices().withdraw(first(seller).id(), "x", g))
                    .as(g.name())
                    .isInstanceOf(NotAllowedException.class);
    }

    @Test
    void a_transfer_credits_nothing_of_a_line_that_was_credited_whole() {
        TestBilling seller = june();
        seller.billing.customers().put(TestBilling.customer("N").build());
        seller.billing.invoices().credit("2026-00001").send();
        seller.on("2026-06-16");
        var s = seller.billing
                .subscriptions()
                .transfer(
                        ref("S"),
                        new SubscriptionService.Transfer(
                                CustomerReference.of("N"),
                                SubscriptionReference.of("S2"),
                                LocalDate.parse("2026-06-16"),
                                Ending.CREDIT));
        assertThat(s.ended().creditNotes()).isEmpty();
    }

    @Test
    void a_unit_comes_to_the_days_that_a_change_left() {
        TestBilling seller = TestBilling.open()
                .on("2026-06-01")
                .subscription("2026-06-01", "10.00", s -> s.quantity(BigDecimal.valueOf(4)));
        seller.runAndSend("2026-06");
        seller.on("2026-06-16");
        seller.billing
                .subscriptions()
                .changeQuantity(ref("S"), BigDecimal.valueOf(6), LocalDate.parse("2026-06-16"), AT_ONCE);
        assertThat(net(seller.billing
                        .invoices()
                        .credit("2026-00001")
                        .line(1)
                        .quantity(BigDecimal.ONE)
                        .send()))
                .isEqualTo("-5.00");
    }

    @Test
    void a_change_takes_back_the_quantity_that_is_left() {
        TestBilling seller = TestBilling.open()
                .on("2026-06-01")
                .subscription("2026-06-01", "10.00", s -> s.quantity(BigDecimal.valueOf(4)));
        seller.runAndSend("2026-06");
        seller.billing
                .invoices()
                .credit("2026-00001")
                .line(1)
                .quantity(BigDecimal.ONE)
                .send();
        seller.on("2026-06-16");
        seller.billing
                .subscriptions()
                .changeQuantity(ref("S"), BigDecimal.valueOf(6), LocalDate.parse("2026-06-16"), AT_ONCE);
        // left: 30 of the line; its days come to 15 in the second half
        Invoice j = july(seller);
        assertThat(net(j)).isEqualTo("75.00");
    }

    @Test
    void a_second_change_takes_back_of_the_first_and_not_of_the_line_again() {
        TestBilling seller = june();
        seller.price("2026-06-11", "60.00", AT_ONCE);
        seller.price("2026-06-21", "90.00", AT_ONCE);
        Invoice j = july(seller);
        assertThat(net(j)).isEqualTo("120.00");
        assertThat(net(seller.billing.invoices().credit("2026-00001").send())).isEqualTo("-10.00");
    }

    @Test
    void periods_that_were_credited_are_not_changed() {
        TestBilling seller = TestBilling.open().on("2026-04-01");
        seller.billing
                .customers()
                .put(TestBilling.customer("K")
                        .schedule(InvoiceSchedule.every(3, 1))
                        .build());
        seller.subscription("2026-04-01", "30.00");
        seller.runAndSend("2026-04");
        Invoice i = first(seller);
        assertThat(lines(i)).containsExactly("[2026-04-01, 2026-07-01) 3 x 90.00");
        assertThat(net(seller.billing
                        .invoices()
                        .credit("2026-00001")
                        .line(1)
                        .periods(1)
                        .send()))
                .isEqualTo("-30.00");
        seller.price("2026-06-16", "60.00", AT_ONCE);
        assertThat(seller.billing.pendingLines().waiting(TestBilling.K)).isEmpty();
    }

    @Test
    void an_invoice_of_changes_that_is_credited_charges_the_days_again() {
        TestBilling seller = june();
        seller.price("2026-06-16", "60.00", AT_ONCE);
        Invoice j = july(seller);
        // the whole July invoice credited: the -15 line is credited too, so June has 30 left again
        seller.billing.invoices().credit(j.id()).send();
        assertThat(net(seller.billing.invoices().credit("2026-00001").send())).isEqualTo("-30.00");
    }

    @Test
    void a_pause_between_changes_nothing() {
        TestBilling seller = june();
        seller.price("2026-06-11", "60.00", AT_ONCE);
        seller.on("2026-06-21");
        seller.billing.subscriptions().pause(ref("S"), LocalDate.parse("2026-06-21"));
        seller.on("2026-06-25");
        Ended e = seller.billing.subscriptions().end(ref("S"), LocalDate.parse("2026-06-25"), Ending.CREDIT);
        assertThat(nets(e)).containsExactly("-6.00");
    }

    @Test
    void a_change_to_less_leaves_the_rest_to_credit() {
        TestBilling seller = june();
        seller.price("2026-06-16", "10.00", AT_ONCE);
        Invoice n = seller.billing.invoices().credit("2026-00001").send();
        assertThat(net(n)).isEqualTo("-15.00");
        assertThat(net(july(seller))).isEqualTo("0.00");
    }

    @Test
    void where_less_is_left_than_the_days_came_to_a_change_takes_back_what_is_left() {
        TestBilling seller = june();
        seller.billing
                .invoices()
                .credit("2026-00001")
                .amount(Amounts.of("20.00", "EUR"))
                .send();
        seller.price("2026-06-16", "60.00", AT_ONCE);
        // 10 left of the line, the days come to 15: 10 is taken back, 30 is charged
        assertThat(net(july(seller))).isEqualTo("80.00");
    }

    @Test
    void the_line_that_takes_days_back_is_not_removed_by_itself() {
        TestBilling seller = june();
        seller.price("2026-06-16", "60.00", AT_ONCE);
        var waiting = seller.billing.pendingLines().waiting(TestBilling.K);
        assertThatThrownBy(() ->
                        seller.billing.pendingLines().remove(waiting.get(0).reference()))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("charged twice");
        seller.billing.pendingLines().remove(waiting.get(1).reference());
        assertThat(net(july(seller))).isEqualTo("45.00");
    }
}
