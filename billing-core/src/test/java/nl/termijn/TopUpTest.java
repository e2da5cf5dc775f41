package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.Administration;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Policies.PrepaidVat;
import nl.termijn.administration.Pricing;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.figures.ServiceRevenue;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.LineExplanation;
import nl.termijn.receivable.Booking;
import nl.termijn.testing.TestBilling;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatProduct;
import org.junit.jupiter.api.Test;

/** What is paid ahead with VAT is drawn on by invoices until nothing is left, and its VAT is charged once. */
class TopUpTest {
    private final TestBilling seller = TestBilling.open(own -> own.policies(policies(PrepaidVat.AT_TOP_UP)))
            .on("2026-01-01");
    private final PrepaidService prepaid = seller.billing.prepaid();

    private static Policies policies(PrepaidVat vat) {
        return Policies.builder().prepaidVat(vat).build();
    }

    private Invoice topUp(String amount) {
        return prepaid.topUp(K, eur(amount), VatProduct.STANDARD);
    }

    private Invoice sent(String amount) {
        return seller.billing.invoices().send(topUp(amount).id());
    }

    private Invoice draft(String month) {
        return seller.billing.invoices().find(seller.run(month).drafts().get(0)).orElseThrow();
    }

    private List<String> left() {
        return prepaid.standing(K, 1).toppedUp().stream()
                .map(topUp -> topUp.number() + " " + topUp.left())
                .toList();
    }

    @Test
    void the_top_up_carries_the_vat_and_what_draws_on_it_none() {
        seller.subscription("2026-01-01", "30.00");
        Invoice topUp = sent("70.00");
        assertThat(TestBilling.total(topUp)).isEqualTo("2026-00001 70.00 + 14.70 = 84.70");
        seller.runAndSend("2026-01");
        seller.runAndSend("2026-02");
        seller.runAndSend("2026-03");
        seller.runAndSend("2026-04");
        assertThat(seller.totals())
                .containsExactly(
                        "2026-00001 70.00 + 14.70 = 84.70",
                        "2026-00002 0.00 + 0.00 = 0.00",
                        "2026-00003 0.00 + 0.00 = 0.00",
                        "2026-00004 20.00 + 4.20 = 24.20",
                        "2026-00005 30.00 + 6.30 = 36.30");
        assertThat(TestBilling.lines(seller.invoice("2026-00004")))
                .containsExactly("[2026-03-01, 2026-04-01) 30.00", "-10.00");
        assertThat(seller.invoice("2026-00004").line(2).description())
                .isEqualTo("Verrekend met uw tegoed, factuur 2026-00001");
        assertThat(LineExplanation.explain(seller.invoice("2026-00004").line(2), Locale.ENGLISH))
                .startsWith("Drawn on what was paid ahead by line 1 of document");
        assertThat(LineExplanation.explain(topUp.line(1), Locale.ENGLISH)).startsWith("Paid ahead with VAT");
        assertThat(left()).isEmpty();
    }

    @Test
    void it_may_be_paid_first_and_counts_from_then_on() {
        seller.subscription("2026-01-01", "30.00");
        Invoice asked = topUp("50.00");
        seller.billing.requests().request(asked.id(), 14, "shop");
        assertThat(left()).isEmpty();
        assertThat(draft("2026-01").totals().net()).isEqualTo(eur("30.00"));
        seller.billing.payments().receiveFor(asked.id(), eur("60.50"), Booking.BY_HAND);
        assertThat(left()).containsExactly("2026-00001 50.00");
        assertThat(draft("2026-02").totals().net()).isEqualTo(eur("0.00"));
        assertThat(left()).as("drafts count").containsExactly("2026-00001 20.00");
    }

    @Test
    void what_is_not_sent_or_is_withdrawn_can_be_drawn_again() {
        seller.subscription("2026-01-01", "30.00");
        sent("30.00");
        Invoice draft = draft("2026-01");
        assertThat(left()).isEmpty();
        seller.billing.invoices().delete(draft.id(), GiveBack.GIVE_BACK);
        assertThat(left()).containsExactly("2026-00001 30.00");
        Invoice sent = seller.billing.invoices().send(draft("2026-01").id());
        assertThat(left()).isEmpty();
        seller.billing.invoices().withdraw(sent.id(), "by mistake", GiveBack.GIVE_BACK);
        assertThat(left()).containsExactly("2026-00001 30.00");
        assertThat(draft("2026-01").totals().gross()).isEqualTo(eur("0.00"));
    }

    @Test
    void what_is_left_can_be_credited_and_no_more() {
        seller.subscription("2026-01-01", "30.00");
        Invoice topUp = sent("100.00");
        seller.runAndSend("2026-01");
        assertThatThrownBy(() -> seller.billing
                        .invoices()
                        .credit(topUp.id())
                        .line(1)
                        .amount(eur("70.01"))
                        .send())
                .isInstanceOf(NotAllowedException.class);
        Invoice note = seller.billing.invoices().credit(topUp.id()).send();
        assertThat(TestBilling.total(note)).endsWith("-70.00 + -14.70 = -84.70");
        assertThat(left()).isEmpty();
        ServiceRevenue.Part end =
                seller.billing.figures().revenue(LocalDate.parse("2026-02-01")).total();
        assertThat(end.invoiced()).isEqualTo(eur("30.00"));
        assertThat(end.earned()).isEqualTo(eur("30.00"));
        assertThatThrownBy(() -> seller.billing.invoices().withdraw(topUp.id(), "x", GiveBack.DROP))
                .isInstanceOf(NotAllowedException.class);
    }

    @Test
    void several_are_drawn_in_the_order_of_their_invoices_and_only_at_their_own_vat() {
        sent("10.00");
        seller.billing
                .invoices()
                .send(prepaid.topUp(K, eur("5.00"), VatProduct.of(VatKind.REDUCED))
                        .id());
        sent("10.00");
        seller.subscription("2026-01-01", "15.00");
        assertThat(TestBilling.lines(draft("2026-01")))
                .containsExactly("[2026-01-01, 2026-02-01) 15.00", "-10.00", "-5.00");
        assertThat(left()).containsExactly("2026-00002 5.00", "2026-00003 5.00");
    }

    @Test
    void an_early_end_cuts_what_a_draft_draws() {
        seller.subscription("2026-01-01", "31.00");
        sent("100.00");
        Invoice draft = draft("2026-01");
        seller.billing.subscriptions().end(ref("S"), LocalDate.parse("2026-01-11"), Ending.CREDIT);
        Invoice cut = seller.billing.invoices().find(draft.id()).orElseThrow();
        assertThat(cut.kind()).isEqualTo(InvoiceKind.INVOICE);
        assertThat(TestBilling.lines(cut)).containsExactly("[2026-01-01, 2026-01-11) 10.00", "-10.00");
        assertThat(left()).containsExactly("2026-00001 90.00");
    }

    @Test
    void a_draft_that_loses_a_line_draws_less() {
        seller.subscription("2026-01-01", "10.00").subscription("2026-01-01", "20.00", s -> s.reference(ref("T")));
        sent("100.00");
        Invoice draft = draft("2026-01");
        assertThat(TestBilling.lines(draft)).endsWith("-30.00");
        seller.billing.invoices().moveToPending(draft.id(), draft.version(), 2);
        Invoice less = seller.billing.invoices().find(draft.id()).orElseThrow();
        assertThat(TestBilling.lines(less)).containsExactly("[2026-01-01, 2026-02-01) 10.00", "-10.00");
        assertThat(left()).containsExactly("2026-00001 90.00");
        assertThatThrownBy(() -> seller.billing
                        .invoices()
                        .edit(
                                less.id(),
                                less.version(),
                                DraftEdit.builder().addDroppedLines(1).build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not only what paper costs or is drawn on a top-up");
        seller.billing.invoices().moveToPending(less.id(), less.version(), 1);
        assertThat(seller.billing.invoices().find(draft.id())).isEmpty();
        assertThat(left()).containsExactly("2026-00001 100.00");
    }

    @Test
    void days_of_a_sent_invoice_that_are_given_back_are_owed_in_money() {
        seller.subscription("2026-01-01", "31.00");
        sent("100.00");
        seller.pay(seller.invoice("2026-00001"), "121.00");
        seller.runAndSend("2026-01");
        seller.end("2026-01-11", Ending.CREDIT);
        assertThat(seller.account()).as("21 of 31 days with VAT").isEqualTo("0.00/25.41");
    }

    @Test
    void figures_earn_it_with_its_use_and_forecasts_draw_as_runs_do() {
        seller.subscription("2026-01-01", "31.00");
        sent("50.00");
        ServiceRevenue.Part paid =
                seller.billing.figures().revenue(LocalDate.parse("2026-01-01")).total();
        assertThat(paid.earned()).isEqualTo(eur("0.00"));
        assertThat(paid.deferred()).isEqualTo(eur("50.00"));
        assertThat(seller.billing
                        .figures()
                        .forecast(YearMonth.parse("2026-01"), 3)
                        .months())
                .extracting(month -> TestBilling.plain(month.net()))
                .containsExactly("0.00", "12.00", "31.00");
        assertThat(prepaid.standing(K, 3).months())
                .extracting(month -> TestBilling.plain(month.due()))
                .containsExactly("0.00", "14.52", "37.51");
        assertThat(seller.billing.runs().preview(YearMonth.parse("2026-01")).gross())
                .isEqualTo(eur("0.00"));
        seller.runAndSend("2026-01");
        ServiceRevenue.Part used =
                seller.billing.figures().revenue(LocalDate.parse("2026-01-31")).total();
        assertThat(used.invoiced()).isEqualTo(eur("50.00"));
        assertThat(used.earned()).isEqualTo(eur("31.00"));
        assertThat(used.deferred()).isEqualTo(eur("19.00"));
    }

    @Test
    void what_is_paid_ahead_is_no_debt() {
        seller.subscription("2026-01-01", "31.00");
        seller.pay(sent("20.00"), "24.20");
        assertThat(seller.billing.credit().standing(K).unbilled()).isEqualTo(eur("13.31"));
    }

    @Test
    void in_prices_with_vat_it_is_drawn_with_vat() {
        TestBilling shop = TestBilling.open(own -> own.policies(Policies.builder()
                        .prepaidVat(PrepaidVat.AT_TOP_UP)
                        .pricing(Pricing.GROSS)
                        .build()))
                .on("2026-01-01");
        Invoice topUp = shop.billing
                .invoices()
                .send(shop.billing
                        .prepaid()
                        .topUp(K, eur("12.10"), VatProduct.STANDARD)
                        .id());
        assertThat(TestBilling.total(topUp)).isEqualTo("2026-00001 10.00 + 2.10 = 12.10");
        shop.subscription("2026-01-01", "24.20", s -> s.pricing(Pricing.GROSS));
        shop.subscription("2026-01-01", "5.00", s -> s.reference(ref("NET")));
        shop.runAndSend("2026-01");
        assertThat(shop.totals())
                .as("of the line without VAT nothing is drawn")
                .endsWith("2026-00002 15.00 + 3.15 = 18.15");
    }

    @Test
    void a_top_up_finer_than_a_cent_is_refused() {
        assertThatThrownBy(() -> seller.billing.prepaid().topUp(K, eur("10.005"), VatProduct.STANDARD))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("10.005")
                .hasMessageContaining("at most 2 decimals");
    }

    @Test
    void where_vat_is_charged_with_the_use_there_is_no_top_up_with_vat() {
        TestBilling other = TestBilling.open().on("2026-01-01");
        assertThatThrownBy(() -> other.billing.prepaid().topUp(K, eur("10.00"), VatProduct.STANDARD))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("register a payment instead");
        assertThatThrownBy(() -> topUp("0.00")).isInstanceOf(InvalidInputException.class);
        sent("10.00");
        Administration back = Administration.builder()
                .from(seller.billing.administration())
                .policies(policies(PrepaidVat.AT_USE))
                .build();
        assertThatThrownBy(() -> seller.billing.open(back))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("credit what is left of them first");
        seller.billing.invoices().credit("2026-00001").send();
        assertThat(seller.billing.open(back).policies().prepaidVat()).isEqualTo(PrepaidVat.AT_USE);
    }

    @Test
    void drawing_is_nothing_odd_to_who_approves() {
        seller.subscription("2026-01-01", "30.00");
        sent("100.00");
        Invoice draft = draft("2026-01");
        assertThat(seller.billing.review().of(List.of(draft.id())))
                .flatExtracting(ReviewService.Reviewed::remarks)
                .extracting(remark -> remark.reason().name())
                .doesNotContain("CREDIT_LINE", "ZERO_TOTAL");
    }

    @Test
    void a_draft_that_waits_draws_on_a_balance() {
        TestBilling world = TestBilling.open().on("2026-01-02");
        world.subscription("2026-01-01", "40.00");
        world.billing.payments().receive(TestBilling.K, world.money("121.00"), Booking.BY_HAND);
        world.run("2026-01");
        PrepaidService.Standing standing = world.billing.prepaid().standing(TestBilling.K, 3);
        assertThat(standing.shortIn()).contains(YearMonth.of(2026, 3));
        assertThat(TestBilling.plain(standing.months().get(2).left())).isEqualTo("-24.20");
    }
}
