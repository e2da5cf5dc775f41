package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.termijn.customer.Customer;
import nl.termijn.customer.DocumentKind;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.LineOrigin.Service.Cause;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.mail.MailContent;
import nl.termijn.mail.Matter;
import nl.termijn.mail.Occasion;
import nl.termijn.receivable.Booking;
import nl.termijn.receivable.OpenItem;
import nl.termijn.subscription.TermsChange;
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
        OpenItem payment = payments.receiveFor(asked.id(), eur("121.00"), Booking.BY_HAND.reference("bank 7"));
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
        payments.receiveFor(asked.id(), eur("21.00"), Booking.BY_HAND);
        assertThat(find(asked).status()).isEqualTo(InvoiceStatus.AWAITING_APPROVAL);
        assertThat(payments.balance(K).credit()).isEqualTo(eur("21.00"));
        payments.receiveFor(asked.id(), eur("101.00"), Booking.BY_HAND);
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
        assertThat(requests.lapse(GiveBack.GIVE_BACK).done()).isEmpty();
        seller.on("2026-03-08");
        assertThat(requests.lapse(GiveBack.GIVE_BACK).done()).containsExactly(asked.id());
        assertThat(seller.billing.invoices().find(asked.id())).isEmpty();
        assertThat(seller.billing.invoices().send(seller.manual("1.00").id()).number())
                .contains("2026-00001");
        assertThat(seller.run("2026-04").drafts()).hasSize(1);
        assertThat(payments.receive(K, eur("12.10"), Booking.BY_HAND).open())
                .as("money that comes after it is his credit, set off against what is open")
                .isEqualTo(eur("-10.89"));
    }

    @Test
    void while_it_is_asked_it_is_neither_changed_nor_sent() {
        Invoice draft = seller.manual("100.00");
        seller.billing.invoices().approve(draft.id(), "boss");
        Invoice asked = requests.request(draft.id(), 14, "sales");
        assertThat(seller.billing.invoices().sendApproved().done()).isEmpty();
        seller.billing.invoices().approveAll("boss");
        assertThat(seller.billing.review().approveUnremarkable("night").done()).isEmpty();
        assertThat(seller.billing.review().overview().drafts()).isZero();
        assertThat(find(asked).approval()).isEmpty();
        for (Runnable act : List.<Runnable>of(
                () -> seller.billing.invoices().send(asked.id()),
                () -> seller.billing.invoices().delete(asked.id(), GiveBack.DROP),
                () -> requests.request(asked.id(), 15, "sales"))) {
            assertThatThrownBy(act::run)
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("its payment was requested on 2026-03-01; take that back first");
        }
        assertThat(requests.request(asked.id(), 14, "sales")).isEqualTo(find(asked));
        Invoice draftAgain = requests.takeBack(asked.id()).orElseThrow();
        assertThat(requests.takeBack(asked.id())).contains(draftAgain);
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
    void word_of_a_request_leaves_by_mail_unless_it_was_paid_by_then() {
        Invoice asked = seller.manual("100.00");
        assertThatThrownBy(() -> requests.deliver(asked.id()))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("is asked, so that cannot be told of");
        requests.request(asked.id(), 14, "sales");
        requests.deliver(asked.id());
        OutboxService outbox = seller.billing.outbox();
        assertThat(outbox.deliver().delivered()).isEqualTo(1);
        assertThat(seller.mailbox.messages()).singleElement().satisfies(mail -> {
            assertThat(mail.kind()).isEqualTo(DocumentKind.PAYMENT_REQUEST);
            assertThat(mail.text()).contains("€\u00a0121,00 onder vermelding van " + asked.id());
            assertThat(mail.attachments()).isEmpty();
        });
        requests.deliver(asked.id());
        payments.receiveFor(asked.id(), eur("121.00"), Booking.BY_HAND);
        assertThat(outbox.deliver()).as("the invoice").isEqualTo(new OutboxService.Delivery(1, 0, 0, 1));
        assertThat(seller.mailbox.messages().get(1).answers())
                .as("in the thread of the request")
                .contains(seller.mailbox.messages().get(0).key());
        Invoice never = seller.manual("1.00");
        requests.request(never.id(), 1, "sales");
        requests.deliver(never.id());
        seller.on("2026-03-02");
        assertThat(requests.lapse(GiveBack.DROP).done()).hasSize(1);
        assertThat(outbox.deliver().dropped()).isEqualTo(1);
    }

    @Test
    void the_page_to_pay_on_is_asked_of_the_host_and_the_mail_knows_all_it_says() {
        URI page = URI.create("https://betaal.voorbeeld.example/7Kd9");
        List<Occasion> occasions = new ArrayList<>();
        Billing billing = Billing.builder()
                .store(seller.store)
                .administration("hosting-bv")
                .clock(seller.clock)
                .mail(seller.mailbox)
                .mailTexts(occasion -> {
                    occasions.add(occasion);
                    return new MailContent("x", "x", Optional.empty());
                })
                .paymentAdvisor(new PaymentAdvisor() {
                    @Override
                    public PaymentAdvice advise(Invoice document, Issuance issuance, Customer customer) {
                        return PaymentAdvice.TRANSFER;
                    }

                    @Override
                    public Optional<URI> payLink(Invoice draft, Customer customer) {
                        return Optional.of(page);
                    }
                })
                .build();
        Invoice asked = billing.requests().request(seller.manual("1.00").id(), 7, "shop");
        billing.requests().deliver(asked.id());
        assertThat(billing.outbox().deliver().delivered()).isEqualTo(1);
        assertThat(occasions).singleElement().satisfies(occasion -> {
            assertThat(occasion.matter()).isEqualTo(new Matter.Asked(asked, Optional.of(page)));
            assertThat(occasion.seller().name()).isEqualTo("Hosting B.V.");
            assertThat(occasion.reader().name()).isEqualTo("Klant K");
            assertThat(occasion.on()).isEqualTo("2026-03-01");
            assertThat(occasion.toString()).doesNotContain("Klant");
        });
    }

    /** The example of the trade: Basic 120.00 for 2026, Pro 240.00 from 11 April, 265 of 365 days. */
    private Invoice upgradeAsked() {
        seller.on("2026-01-01").subscription("2026-01-01", "120.00", s -> s.cycleMonths(12));
        seller.runAndSend("2026-01");
        seller.on("2026-04-11");
        return requests.change(ref("S"), toPro("2026-04-11"), 7, "sales");
    }

    private static TermsChange toPro(String day) {
        return TermsChange.builder()
                .effectiveFrom(LocalDate.parse(day))
                .effect(TermsChange.Effect.AT_ONCE)
                .unitPrice(eur("240.00"))
                .description("Pro")
                .build();
    }

    @Test
    void a_change_is_made_when_it_is_paid() {
        Invoice asked = upgradeAsked();
        assertThat(TestBilling.lines(asked))
                .containsExactly("[2026-04-11, 2027-01-01) -87.12", "[2026-04-11, 2027-01-01) 174.25");
        assertThat(seller.subscription().changes()).isEmpty();
        assertThat(seller.billing.pendingLines().waiting(K)).isEmpty();
        seller.on("2026-04-15");
        payments.receiveFor(asked.id(), asked.totals().gross(), Booking.BY_HAND);
        assertThat(seller.subscription().changes()).containsExactly(toPro("2026-04-11"));
        Invoice paid = find(asked);
        assertThat(paid.number()).contains("2026-00002");
        assertThat(paid.totals()).isEqualTo(asked.totals());
        assertThat(paid.lines())
                .extracting(line -> ((LineOrigin.Service) line.origin()).cause())
                .containsExactly(Cause.CHANGE_TAKES_BACK, Cause.CHANGE_CHARGES);
        assertThat(seller.billing.pendingLines().waiting(K)).isEmpty();
        assertThat(seller.open(paid)).isEqualTo("0.00");
        seller.end("2026-07-01", SubscriptionService.Ending.CREDIT);
        assertThat(seller.documents().subList(2, seller.documents().size()))
                .extracting(note -> TestBilling.plain(note.totals().net()))
                .as("184 of 365 days at the new price, 120.99, half of it on each invoice")
                .containsExactly("-60.50", "-60.49");
    }

    @Test
    void a_change_that_is_not_paid_or_taken_back_never_was() {
        Invoice asked = upgradeAsked();
        seller.on("2026-04-18");
        assertThat(requests.lapse(GiveBack.GIVE_BACK).done()).containsExactly(asked.id());
        Invoice again = requests.change(ref("S"), toPro("2026-04-18"), 7, "sales");
        assertThat(requests.takeBack(again.id())).isEmpty();
        assertThat(seller.documents()).hasSize(1);
        assertThat(seller.subscription().changes()).isEmpty();
        assertThat(seller.billing.pendingLines().waiting(K)).isEmpty();
        assertThat(seller.billing.invoices().send(seller.manual("1.00").id()).number())
                .contains("2026-00002");
    }

    @Test
    void what_a_run_billed_while_it_waited_is_made_good_with_the_next() {
        seller.subscription("2026-03-01", "31.00");
        seller.runAndSend("2026-03");
        seller.on("2026-03-22");
        Invoice asked = requests.change(
                ref("S"),
                toPro("2026-03-22").toBuilder().unitPrice(eur("62.00")).build(),
                21,
                "sales");
        assertThat(asked.totals().net()).isEqualTo(eur("10.00"));
        assertThat(seller.runAndSend("2026-04").drafts()).hasSize(1);
        payments.receiveFor(asked.id(), asked.totals().gross(), Booking.BY_HAND);
        assertThat(seller.billing.pendingLines().waiting(K))
                .extracting(line -> TestBilling.plain(line.amount()))
                .containsExactly("-31.00", "62.00");
        assertThat(seller.billing
                        .invoices()
                        .find(seller.run("2026-05").drafts().get(0))
                        .orElseThrow()
                        .totals()
                        .net())
                .isEqualTo(eur("93.00"));
    }

    @Test
    void money_for_a_change_that_no_longer_fits_is_credit() {
        Invoice asked = upgradeAsked();
        seller.end("2026-06-01", SubscriptionService.Ending.CREDIT);
        String before = seller.subscription().toString();
        payments.receiveFor(asked.id(), asked.totals().gross(), Booking.BY_HAND);
        assertThat(seller.billing.invoices().find(asked.id())).isEmpty();
        assertThat(seller.subscription()).hasToString(before);
        assertThat(requests.open()).isEmpty();
        assertThat(seller.account())
                .as("of 105.43, what was left when the first invoice, less its credit note, was settled")
                .isEqualTo("0.00/45.37");
    }

    @Test
    void a_change_that_costs_nothing_or_waits_already_is_refused() {
        upgradeAsked();
        String before = seller.digest();
        assertThatThrownBy(() -> requests.change(ref("S"), toPro("2026-05-01"), 7, "sales"))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("waits already for the payment of draft");
        seller.billing.requests().open().forEach(asked -> requests.takeBack(asked.id()));
        for (TermsChange free : List.of(
                toPro("2026-05-01").toBuilder()
                        .effect(TermsChange.Effect.NEXT_PERIOD)
                        .build(),
                toPro("2026-05-01").toBuilder().unitPrice(eur("60.00")).build())) {
            assertThatThrownBy(() -> requests.change(ref("S"), free, 7, "sales"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("must be more than 0");
        }
        assertThat(before).contains("PaymentRequested");
        assertThat(seller.documents()).hasSize(1);
        assertThat(seller.subscription().changes()).isEmpty();
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
        payments.receive(K, eur("50.00"), Booking.BY_HAND);
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
