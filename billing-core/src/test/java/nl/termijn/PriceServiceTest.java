package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.UnaryOperator;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.CustomerGroup;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.money.Amounts;
import nl.termijn.price.PriceAction;
import nl.termijn.price.PriceRow;
import nl.termijn.price.Tariff;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.TermsChange;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** A subscription without an agreed price takes what the list has on the first day of each period. */
class PriceServiceTest {
    private final TestBilling seller = TestBilling.open();
    private final PriceService prices = seller.billing.prices();

    private static PriceRow row(String product, int months, String from, String price) {
        return PriceRow.builder()
                .product(product)
                .months(months)
                .validFrom(LocalDate.parse(from))
                .tariff(Tariff.flat(eur(price)))
                .build();
    }

    private static PriceRow row(PriceAction action, int months, String from, String price) {
        return row("nl", months, from, price).toBuilder().action(action).build();
    }

    private void listed(String product, int months, String start, UnaryOperator<Subscription.Builder> more) {
        seller.billing
                .subscriptions()
                .start(more.apply(Subscription.builder()
                                .reference(ref("S"))
                                .customer(K)
                                .description("Domain")
                                .productCode(product)
                                .cycleMonths(months)
                                .start(LocalDate.parse(start)))
                        .build());
    }

    private List<String> run(String month) {
        return seller.run(month).drafts().stream()
                .flatMap(id ->
                        TestBilling.lines(seller.billing.invoices().find(id).orElseThrow()).stream())
                .toList();
    }

    @Test
    void a_domain_costs_its_registration_once_and_then_the_renewal_of_its_day() {
        prices.put(List.of(
                row(PriceAction.REGISTER, 12, "2025-01-01", "4.95"),
                row(PriceAction.RENEW, 12, "2025-01-01", "9.95"),
                row(PriceAction.RENEW, 12, "2026-07-01", "10.95")));
        seller.on("2025-03-10");
        listed("nl", 12, "2025-03-10", s -> s);
        assertThat(run("2025-04")).containsExactly("[2025-03-10, 2026-03-10) 4.95");
        assertThat(run("2026-03")).containsExactly("[2026-03-10, 2027-03-10) 9.95");
        assertThat(run("2027-03")).containsExactly("[2027-03-10, 2028-03-10) 10.95");
    }

    @Test
    void a_transfer_has_its_own_first_price_and_where_it_has_none_that_of_a_renewal() {
        prices.put(List.of(row(PriceAction.RENEW, 12, "2025-01-01", "9.95")));
        assertThat(prices.quote(K, "nl", PriceAction.TRANSFER, 12, LocalDate.parse("2026-01-01"))
                        .orElseThrow()
                        .tariff())
                .isEqualTo(Tariff.flat(eur("9.95")));
        prices.put(List.of(row(PriceAction.TRANSFER, 12, "2025-01-01", "0.00")));
        seller.on("2026-01-10");
        listed("nl", 12, "2026-01-10", s -> s.firstPeriod(PriceAction.TRANSFER));
        assertThat(run("2026-02")).containsExactly("[2026-01-10, 2027-01-10) 0.00");
        assertThat(run("2027-01")).containsExactly("[2027-01-10, 2028-01-10) 9.95");
    }

    @Test
    void a_cycles_own_price_counts_before_a_shorter_one_taken_more_often() {
        prices.put(List.of(row("hosting", 1, "2025-01-01", "4.955"), row("hosting", 24, "2025-01-01", "99.00")));
        LocalDate day = LocalDate.parse("2026-01-01");
        assertThat(prices.quote(K, "hosting", PriceAction.RENEW, 24, day)
                        .orElseThrow()
                        .tariff())
                .isEqualTo(Tariff.flat(eur("99.00")));
        assertThat(prices.quote(K, "hosting", PriceAction.RENEW, 12, day)
                        .orElseThrow()
                        .tariff())
                .as("one rounding: 59.46, never 12 times 4.96")
                .isEqualTo(Tariff.flat(eur("59.460")));
        seller.on("2026-01-01");
        listed("hosting", 12, "2026-01-01", s -> s);
        assertThat(run("2026-01")).containsExactly("[2026-01-01, 2027-01-01) 59.46");
    }

    /** Up to 2 at 10.00 each, from the third on 8.00 for all of them. */
    private static PriceRow staffel() {
        return row("nl", 12, "2025-01-01", "0").toBuilder()
                .tariff(Tariff.volume(List.of(Tariff.Tier.above(0, eur("10.00")), Tariff.Tier.above(2, eur("8.00")))))
                .acrossCustomer(true)
                .build();
    }

    private void domain(String reference, String start) {
        listed("nl", 12, start, s -> s.reference(ref(reference)));
    }

    @Test
    void a_tier_may_count_all_of_a_product_that_the_customer_has_on_the_first_day_of_the_period() {
        prices.put(List.of(staffel()));
        seller.on("2026-01-01");
        domain("A", "2026-01-10");
        domain("B", "2026-02-10");
        domain("C", "2026-03-10");
        assertThat(run("2026-04"))
                .as("the third makes it 8.00, for itself and from their next periods on for the others")
                .containsExactly(
                        "[2026-01-10, 2027-01-10) 10.00",
                        "[2026-02-10, 2027-02-10) 10.00",
                        "[2026-03-10, 2027-03-10) 8.00");
        assertThat(run("2027-01")).containsExactly("[2027-01-10, 2028-01-10) 8.00");
        seller.billing.subscriptions().end(ref("C"), LocalDate.parse("2027-02-01"), Ending.PAID_UP);
        assertThat(run("2027-02"))
                .as("C serves to 10 March, so there are three on 10 February")
                .containsExactly("[2027-02-10, 2028-02-10) 8.00");
        assertThat(run("2028-01")).containsExactly("[2028-01-10, 2029-01-10) 10.00");
    }

    @Test
    void quotes_forecasts_and_figures_count_across_the_customer_as_runs_do() {
        prices.put(List.of(staffel()));
        seller.on("2026-01-01");
        domain("A", "2026-01-10");
        domain("B", "2026-01-10");
        LocalDate day = LocalDate.parse("2026-02-10");
        assertThat(prices.quote(K, "nl", PriceAction.RENEW, 12, day)
                        .orElseThrow()
                        .tariff())
                .as("one more is the third")
                .isEqualTo(Tariff.volume(List.of(Tariff.Tier.above(0, eur("8.00")))));
        domain("C", "2026-02-10");
        List<String> forecast = seller.billing.figures().forecast(YearMonth.parse("2026-03"), 12).months().stream()
                .filter(month -> month.net().signum() > 0)
                .map(month -> month.month() + " " + TestBilling.plain(month.net()))
                .toList();
        assertThat(forecast)
                .as("A and B begin at 10.00 and go on at 8.00, C is the third from its first day")
                .containsExactly("2026-03 28.00", "2027-01 16.00", "2027-02 8.00");
        assertThat(run("2026-03")).hasSize(3);
        assertThat(Amounts.decimal(seller.billing
                        .figures()
                        .recurring(LocalDate.parse("2027-02-10"))
                        .yearly()))
                .as("three at 8.00, from months of six decimals")
                .isCloseTo(new BigDecimal("24.00"), within(new BigDecimal("0.0001")));
    }

    @Test
    void only_volume_tiers_count_across_a_customer() {
        assertThatThrownBy(() ->
                        staffel().toBuilder().tariff(Tariff.flat(eur("1.00"))).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be a volume tariff");
    }

    @Test
    void an_end_is_not_undone_when_what_would_go_on_has_no_price() {
        seller.on("2026-01-01").subscription("2026-01-01", "10.00");
        seller.runAndSend("2026-01");
        seller.billing.subscriptions().end(ref("S"), LocalDate.parse("2026-02-01"), Ending.PAID_UP);
        seller.billing
                .subscriptions()
                .change(
                        ref("S"),
                        TermsChange.builder()
                                .effectiveFrom(LocalDate.parse("2026-01-15"))
                                .effect(TermsChange.Effect.NEXT_PERIOD)
                                .listPrice(true)
                                .productCode("nl")
                                .build());
        assertThatThrownBy(() -> seller.billing.subscriptions().undoEnd(ref("S")))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("add a row to the list");
        prices.put(List.of(row("nl", 1, "2026-01-01", "8.00")));
        seller.billing.subscriptions().undoEnd(ref("S"));
        assertThat(run("2026-02")).containsExactly("[2026-02-01, 2026-03-01) 8.00");
    }

    @Test
    void a_groups_price_counts_before_that_of_all() {
        seller.billing
                .settings()
                .put(CustomerGroup.builder().code("schools").name("Schools").build());
        seller.billing
                .customers()
                .put(TestBilling.customer("K").group("schools").build());
        PriceRow general = row("hosting", 1, "2025-01-01", "10.00");
        prices.put(List.of(
                general,
                general.toBuilder()
                        .group("schools")
                        .tariff(Tariff.flat(eur("7.00")))
                        .build()));
        seller.on("2026-01-01");
        listed("hosting", 1, "2026-01-01", s -> s);
        assertThat(run("2026-01")).containsExactly("[2026-01-01, 2026-02-01) 7.00");
        seller.billing.customers().put(TestBilling.customer("K").version(2).build());
        assertThat(run("2026-02")).containsExactly("[2026-02-01, 2026-03-01) 10.00");
    }

    @Test
    void an_agreed_price_survives_every_change_of_the_list_until_it_lapses() {
        prices.put(List.of(row("hosting", 1, "2025-01-01", "10.00"), row("hosting", 1, "2026-02-01", "12.00")));
        seller.on("2026-01-01");
        listed("hosting", 1, "2026-01-01", s -> s.unitPrice(eur("3.50")));
        assertThat(run("2026-02")).containsExactly("[2026-01-01, 2026-03-01) 2 x 7.00");
        seller.billing
                .subscriptions()
                .change(
                        ref("S"),
                        TermsChange.builder()
                                .effectiveFrom(LocalDate.parse("2026-04-01"))
                                .listPrice(true)
                                .build());
        assertThat(run("2026-04")).containsExactly("[2026-03-01, 2026-04-01) 3.50", "[2026-04-01, 2026-05-01) 12.00");
        seller.billing
                .subscriptions()
                .changePrice(ref("S"), eur("5.00"), LocalDate.parse("2026-05-01"), TermsChange.Effect.NEXT_PERIOD);
        assertThat(run("2026-05")).containsExactly("[2026-05-01, 2026-06-01) 5.00");
    }

    @Test
    void another_product_at_once_costs_its_list_price_for_the_days_left() {
        prices.put(List.of(row("basic", 12, "2025-01-01", "120.00"), row("pro", 12, "2025-01-01", "240.00")));
        seller.on("2026-01-01");
        listed("basic", 12, "2026-01-01", s -> s);
        seller.run("2026-01");
        seller.on("2026-04-11");
        TermsChange upgrade = TermsChange.builder()
                .effectiveFrom(LocalDate.parse("2026-04-11"))
                .effect(TermsChange.Effect.AT_ONCE)
                .productCode("pro")
                .build();
        SubscriptionService.ChangePreview preview =
                seller.billing.subscriptions().previewChange(ref("S"), upgrade);
        assertThat(preview.difference()).isEqualTo(eur("87.13"));
        assertThat(preview.monthlyAfter()).isEqualTo(Amounts.of("20.000000", "EUR"));
        seller.billing.subscriptions().change(ref("S"), upgrade);
        assertThat(run("2026-05"))
                .containsExactly("[2026-04-11, 2027-01-01) -87.12", "[2026-04-11, 2027-01-01) 174.25");
    }

    @Test
    void tiers_are_told_on_the_line_whose_amount_they_make() {
        PriceRow mailboxes = row("mailbox", 1, "2025-01-01", "0.00");
        prices.put(List.of(mailboxes.toBuilder()
                .tariff(Tariff.graduated(
                        List.of(Tariff.Tier.above(0, eur("2.00")), Tariff.Tier.above(10, eur("1.50")))))
                .build()));
        seller.on("2026-01-01");
        listed("mailbox", 1, "2026-01-01", s -> s.quantity(new BigDecimal("25")));
        InvoiceLine line = seller.billing
                .invoices()
                .find(seller.run("2026-01").drafts().get(0))
                .orElseThrow()
                .lines()
                .get(0);
        assertThat(line.amount()).isEqualTo(eur("42.50"));
        assertThat(line.description()).isEqualTo("Domain (10 × 2,00 + 15 × 1,50)");
    }

    @Test
    void a_subscription_without_any_price_is_refused_before_it_begins() {
        assertThatThrownBy(() -> listed("nl", 12, "2026-01-01", s -> s))
                .isInstanceOf(NotAllowedException.class)
                .hasMessage("Subscription S has no agreed price, and the price list has none for product 'nl'"
                        + " (REGISTER, 12 months, EUR) on 2026-01-01: add a row to the list, or agree a price.");
        prices.put(List.of(row("nl", 12, "2026-01-01", "9.95")));
        listed("nl", 12, "2026-01-01", s -> s);
        assertThatThrownBy(() -> seller.billing.subscriptions().changeCycle(ref("S"), 6))
                .isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> listed("", 12, "2026-01-01", s -> s.reference(ref("T"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("productCode");
    }

    @Test
    void a_change_is_refused_when_a_later_cycle_or_period_would_have_no_price() {
        prices.put(List.of(row("nl", 3, "2026-01-01", "9.00"), row(PriceAction.REGISTER, 1, "2026-01-01", "1.00")));
        seller.on("2026-01-01");
        listed("nl", 3, "2026-01-01", s -> s.unitPrice(eur("8.00")));
        seller.billing.subscriptions().changeCycle(ref("S"), 1, eur("3.00"));
        TermsChange toList = TermsChange.builder()
                .effectiveFrom(LocalDate.parse("2026-05-01"))
                .listPrice(true)
                .build();
        assertThatThrownBy(() -> seller.billing.subscriptions().change(ref("S"), toList))
                .as("three months have a price, one has not")
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("RENEW, 1 months");
        seller.billing.subscriptions().changeCycle(ref("S"), 3, eur("8.00"));
        seller.billing.subscriptions().change(ref("S"), toList);
        assertThatThrownBy(() -> seller.billing.subscriptions().changeCycle(ref("S"), 1))
                .as("nor may the cycle change to one without a price")
                .isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> listed("nl", 1, "2026-01-01", s -> s.reference(ref("T"))))
                .as("a registration can be billed, its renewal not")
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("RENEW, 1 months, EUR) on 2026-02-01");
    }

    @Test
    void a_row_that_counts_stays_and_one_to_come_can_be_taken_away() {
        PriceRow now = row("nl", 12, "2025-01-01", "9.95");
        PriceRow next = row("nl", 12, "2027-01-01", "11.95");
        seller.on("2026-01-01");
        prices.put(List.of(now, next));
        assertThat(prices.remove(next).rows()).containsExactly(now);
        assertThat(prices.list().rows()).containsExactly(now);
        assertThatThrownBy(() -> prices.remove(now))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("counts since 2025-01-01");
    }

    @Test
    void rows_of_another_currency_or_an_unknown_group_are_refused_together() {
        PriceRow row = row("nl", 12, "2025-01-01", "9.95");
        assertThatThrownBy(() -> prices.put(List.of(
                        row.toBuilder()
                                .tariff(Tariff.flat(Amounts.of("9.95", "USD")))
                                .build(),
                        row.toBuilder().group("nobody").build(),
                        row)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be in EUR")
                .hasMessageContaining("must be a customer group");
        assertThat(prices.list().rows()).isEmpty();
    }

    @Test
    void a_price_below_its_cost_is_told() {
        PriceRow com = row("com", 12, "2025-01-01", "9.95").toBuilder()
                .cost(eur("11.20"))
                .build();
        PriceRow nl = row("nl", 12, "2025-01-01", "9.95").toBuilder()
                .cost(eur("4.10"))
                .build();
        prices.put(List.of(com, nl));
        assertThat(prices.belowCost()).containsExactly(com);
    }
}
