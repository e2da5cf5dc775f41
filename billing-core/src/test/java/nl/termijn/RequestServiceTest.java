package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.receivable.OpenItem;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** What is asked to be paid first becomes an invoice with its payment, and leaves no hole when it is not paid. */
class RequestServiceTest {
    private final TestBilling seller = TestBilling.open().on("2026-03-01");
    private final RequestService requests = seller.billing.requests();
    private final PaymentService payments = seller.billing.payments();

    private Invoice find(Invoice invoice) {
        return seller.billing.invoices().find(invoice.id()).orElseThrow();
    }

    @Test
    void number_and_date_come_with_the_payment() {
        Invoice asked = seller.manual("100.00");
        assertThat(requests.request(asked.id(), 14, "sales")
                        .request()
                        .orElseThrow()
                        .amount())
                .isEqualTo(eur("121.00"));
        assertThat(requests.open()).extracting(Invoice::id).containsExactly(asked.id());
        Invoice other = seller.billing.invoices().send(seller.manual("5.00").id());
        assertThat(other.number()).contains("2026-00001");
        seller.on("2026-03-10");
        OpenItem payment = payments.receiveFor(asked.id(), eur("121.00"), Optional.of("bank 7"));
        assertThat(payment.open()).isEqualTo(eur("0.00"));
        Invoice paid = find(asked);
        assertThat(paid.number()).contains("2026-00002");
        assertThat(paid.issuedOn()).contains(LocalDate.parse("2026-03-10"));
        assertThat(seller.open(paid)).isEqualTo("0.00");
        assertThat(requests.open()).isEmpty();
    }

    @Test
    void a_part_is_credit_until_the_rest_comes() {
        Invoice asked = seller.manual("100.00");
        requests.request(asked.id(), 14, "sales");
        payments.receiveFor(asked.id(), eur("21.00"), Optional.empty());
        assertThat(find(asked).status()).isEqualTo(InvoiceStatus.AWAITING_APPROVAL);
        assertThat(payments.balance(K).credit()).isEqualTo(eur("21.00"));
        payments.receiveFor(asked.id(), eur("101.00"), Optional.empty());
        assertThat(seller.open(find(asked))).isEqualTo("0.00");
        assertThat(payments.balance(K).credit()).as("one euro too much").isEqualTo(eur("1.00"));
    }

    @Test
    void unpaid_it_lapses_without_a_hole_and_gives_back_its_period() {
        seller.subscription("2026-03-01", "10.00");
        Invoice asked = seller.billing
                .invoices()
                .find(seller.run("2026-03").drafts().get(0))
                .orElseThrow();
        requests.request(asked.id(), 7, "sales");
        seller.on("2026-03-07");
        assertThat(requests.lapse(GiveBack.GIVE_BACK)).isEmpty();
        seller.on("2026-03-08");
        assertThat(requests.lapse(GiveBack.GIVE_BACK)).containsExactly(asked.id());
        assertThat(seller.billing.invoices().find(asked.id())).isEmpty();
        assertThat(seller.billing.invoices().send(seller.manual("1.00").id()).number())
                .contains("2026-00001");
        assertThat(seller.run("2026-04").drafts()).hasSize(1);
        assertThat(payments.receive(K, eur("12.10"), Optional.empty()).open())
                .as("money that comes after it is his credit, set off against what is open")
                .isEqualTo(eur("-10.89"));
    }

    @Test
    void while_it_is_asked_it_is_neither_changed_nor_sent() {
        Invoice draft = seller.manual("100.00");
        seller.billing.invoices().approve(List.of(draft.id()), "boss");
        Invoice asked = requests.request(draft.id(), 14, "sales");
        assertThat(seller.billing.invoices().sendApproved().sent()).isEmpty();
        seller.billing.invoices().approveAll("boss");
        assertThat(seller.billing.review().approveUnremarkable("night")).isEmpty();
        assertThat(seller.billing.review().overview().drafts()).isZero();
        assertThat(find(asked).approval()).isEmpty();
        for (Runnable act : List.<Runnable>of(
                () -> seller.billing.invoices().send(asked.id()),
                () -> seller.billing.invoices().delete(asked.id(), GiveBack.DROP),
                () -> requests.request(asked.id(), 14, "sales"))) {
            assertThatThrownBy(act::run)
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("its payment was requested on 2026-03-01; take that back first");
        }
        requests.takeBack(asked.id());
        assertThatThrownBy(() -> requests.takeBack(asked.id())).isInstanceOf(NotAllowedException.class);
        assertThat(seller.billing.invoices().send(asked.id()).number()).isPresent();
    }

    @Test
    void an_early_end_that_cuts_it_ends_the_request() {
        seller.subscription("2026-03-01", "31.00");
        Invoice asked = seller.billing
                .invoices()
                .find(seller.run("2026-03").drafts().get(0))
                .orElseThrow();
        requests.request(asked.id(), 7, "sales");
        seller.billing.subscriptions().end(ref("S"), LocalDate.parse("2026-03-11"), SubscriptionService.Ending.CREDIT);
        assertThat(find(asked).request()).isEmpty();
        assertThat(find(asked).totals().net()).isEqualTo(eur("10.00"));
    }

    @Test
    void nothing_to_pay_or_no_day_to_pay_it_is_refused() {
        Invoice nothing = seller.manual("0.00");
        assertThatThrownBy(() -> requests.request(nothing.id(), 0, "sales"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be more than 0")
                .hasMessageContaining("must be after 2026-03-01");
        assertThat(find(nothing).request()).isEmpty();
    }

    @Test
    void a_prepaid_balance_is_drawn_on_by_renewals_and_tells_when_it_runs_short() {
        seller.subscription("2026-03-01", "10.00")
                .subscription(
                        "2026-05-01", "100.00", s -> s.reference(ref("YEAR")).cycleMonths(12));
        payments.receive(K, eur("50.00"), Optional.empty());
        PrepaidService.Standing standing = seller.billing.prepaid().standing(K, 3);
        assertThat(standing.available()).isEqualTo(eur("50.00"));
        assertThat(standing.months())
                .extracting(drawn ->
                        drawn.month() + " " + TestBilling.plain(drawn.due()) + " " + TestBilling.plain(drawn.left()))
                .containsExactly("2026-03 12.10 37.90", "2026-04 12.10 25.80", "2026-05 133.10 -107.30");
        assertThat(standing.shortIn()).contains(YearMonth.parse("2026-05"));
        assertThat(standing.topUp()).isEqualTo(eur("107.30"));
        seller.runAndSend("2026-03");
        assertThat(payments.balance(K).credit()).isEqualTo(eur("37.90"));
        assertThat(seller.billing.prepaid().standing(K, 2).shortIn()).isEmpty();
        assertThat(seller.billing.prepaid().standing(K, 2).topUp()).isEqualTo(eur("0.00"));
        assertThatThrownBy(() -> seller.billing.prepaid().standing(K, 25)).isInstanceOf(InvalidInputException.class);
    }
}
