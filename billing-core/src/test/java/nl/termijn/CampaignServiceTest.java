package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.DocumentKind;
import nl.termijn.error.ConflictException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotFoundException;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.EventTexts;
import nl.termijn.event.RecordedEvent;
import nl.termijn.money.Amounts;
import nl.termijn.price.PriceCampaign;
import nl.termijn.price.PriceRow;
import nl.termijn.price.PriceRule;
import nl.termijn.price.Tariff;
import nl.termijn.run.CampaignPlanner.Exemption;
import nl.termijn.run.CampaignPlanner.Outcome;
import nl.termijn.run.PriceChange;
import nl.termijn.subscription.ContractTerm;
import nl.termijn.subscription.LineLabels;
import nl.termijn.subscription.PriceBasis;
import nl.termijn.testing.Json;
import nl.termijn.testing.TestBilling;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatProduct;
import org.junit.jupiter.api.Test;

/** Prices go up for many at once: seen first, told in time, and never for what is billed. */
class CampaignServiceTest {
    private static final PriceCampaign RISE = PriceCampaign.builder()
            .code("2027")
            .rule(PriceRule.percent(new BigDecimal("6")).roundedTo(new BigDecimal("0.05")))
            .validFrom(LocalDate.parse("2027-01-01"))
            .notifiedOn(LocalDate.parse("2026-11-25"))
            .noticeDays(30)
            .build();

    private final TestBilling seller = TestBilling.open().on("2026-11-25");
    private final CampaignService campaigns = seller.billing.campaigns();

    private static LocalDate day(String value) {
        return LocalDate.parse(value);
    }

    private List<String> run(String month) {
        return seller.run(month).drafts().stream()
                .flatMap(id ->
                        TestBilling.lines(seller.billing.invoices().find(id).orElseThrow()).stream())
                .toList();
    }

    @Test
    void each_subscription_takes_its_new_price_with_its_first_period_after_day_and_notice() {
        seller.subscription("2026-11-01", "4.95")
                .subscription("2026-03-15", "12.00", s -> s.reference(ref("D")).cycleMonths(12));
        run("2026-11");
        CampaignService.Effect seen = campaigns.preview(RISE);
        assertThat(seen.changed()).isEqualTo(2);
        assertThat(seen.monthlyBefore()).isEqualTo(Amounts.of("5.950000", "EUR"));
        assertThat(seen.monthlyAfter()).as("5.25 and 12.70 a year").isEqualTo(Amounts.of("6.308333", "EUR"));
        List<PriceChange> notices = new ArrayList<>();
        assertThat(campaigns.announce(RISE, notices::add)).isEqualTo(seen);
        assertThat(notices)
                .extracting(
                        change -> change.subscription() + " " + change.effectiveFrom() + " " + change.lastDayToLeave())
                .containsExactly("D 2027-03-15 2027-03-14", "S 2027-01-01 2026-12-31");
        assertThat(run("2026-12")).containsExactly("[2026-12-01, 2027-01-01) 4.95");
        assertThat(run("2027-01")).containsExactly("[2027-01-01, 2027-02-01) 5.25");
        assertThat(run("2027-03"))
                .containsExactly("[2027-03-15, 2028-03-15) 12.70", "[2027-02-01, 2027-04-01) 2 x 10.50");
    }

    @Test
    void one_that_cannot_be_planned_keeps_its_price_and_the_campaign_goes_on() {
        // no rate of this kind is known in the Netherlands
        seller.billing.customers().put(TestBilling.customer("X").build());
        seller.subscription("2026-11-01", "4.95")
                .subscription(
                        "2026-11-01",
                        "4.95",
                        s -> s.reference(ref("A"))
                                .customer(CustomerReference.of("X"))
                                .vat(VatProduct.of(VatKind.SUPER_REDUCED)));
        assertThat(campaigns.preview(RISE).failed()).containsOnlyKeys(CustomerReference.of("X"));
        CampaignService.Effect done = campaigns.announce(RISE);
        assertThat(done.changed()).isEqualTo(1);
        assertThat(done.failed().get(CustomerReference.of("X"))).contains("subscription A");
        assertThat(campaigns.changes("2027")).hasSize(1);
        assertThat(campaigns.find("2027").orElseThrow().complete()).isTrue();
    }

    @Test
    void the_notice_moves_the_day_when_it_is_not_over_by_then() {
        seller.subscription("2026-11-01", "4.95");
        PriceCampaign late = RISE.toBuilder().noticeDays(60).build();
        List<PriceChange> notices = new ArrayList<>();
        campaigns.announce(late, notices::add);
        assertThat(notices.get(0).effectiveFrom())
                .as("60 days end on 2027-01-24")
                .isEqualTo("2027-02-01");
    }

    @Test
    void whoever_follows_the_list_gets_it_by_a_row_and_an_agreed_price_stays() {
        seller.billing
                .prices()
                .put(List.of(PriceRow.builder()
                        .product("hosting")
                        .validFrom(day("2026-01-01"))
                        .tariff(Tariff.flat(eur("10.00")))
                        .build()));
        seller.subscription("2026-12-01", "3.50", s -> s.reference(ref("OLD")).productCode("hosting"))
                .subscription(
                        "2026-12-01",
                        "9.00",
                        s -> s.reference(ref("LIST")).productCode("hosting").unitPrice(java.util.Optional.empty()));
        CampaignService.Effect done = campaigns.announce(RISE, change -> {});
        assertThat(done.changed()).isEqualTo(1);
        assertThat(done.kept()).isEqualTo(Map.of(Exemption.AGREED_PRICE, 1));
        assertThat(done.rows()).singleElement().satisfies(row -> {
            assertThat(row.tariff()).isEqualTo(Tariff.flat(eur("10.60")));
            assertThat(row.validFrom()).isEqualTo("2027-01-01");
        });
        assertThat(run("2026-12")).containsExactly("[2026-12-01, 2027-01-01) 10.00", "[2026-12-01, 2027-01-01) 3.50");
        assertThat(run("2027-01")).containsExactly("[2027-01-01, 2027-02-01) 10.60", "[2027-01-01, 2027-02-01) 3.50");
        assertThat(campaigns.announce(RISE, change -> {}).changed())
                .as("done again it does nothing")
                .isZero();
        assertThat(seller.billing.prices().list().rows()).hasSize(2);
        assertThat(campaigns
                        .preview(
                                RISE.toBuilder().code("more").agreedPrices(true).build())
                        .kept())
                .isEmpty();
    }

    @Test
    void who_is_left_alone_is_told_with_the_reason() {
        seller.subscription("2026-11-01", "5.00", s -> s.reference(ref("TERM")).contract(new ContractTerm(12, 1)))
                .subscription(
                        "2026-11-01", "5.00", s -> s.reference(ref("ENDS")).end(day("2026-12-31")))
                .subscription("2026-11-01", "0.00", s -> s.reference(ref("FREE")))
                .subscription("2026-11-01", "50.00", s -> s.reference(ref("DEAR")))
                .subscription(
                        "2026-11-01", "5.00", s -> s.reference(ref("YEAR")).cycleMonths(12));
        List<Outcome> outcomes = new ArrayList<>();
        PriceCampaign cheap =
                RISE.toBuilder().cycleMonths(1).priceTo(new BigDecimal("20.00")).build();
        assertThat(campaigns.preview(cheap, outcomes::add).kept())
                .isEqualTo(Map.of(Exemption.MINIMUM_TERM, 1, Exemption.ENDS_BEFORE, 1, Exemption.SAME_PRICE, 1));
        assertThat(outcomes).hasSize(3);
        assertThat(campaigns
                        .preview(cheap.toBuilder().withinMinimumTerm(true).build())
                        .changed())
                .isEqualTo(1);
        assertThat(campaigns
                        .preview(RISE.toBuilder().addProducts("nothing").build())
                        .changed())
                .isZero();
        assertThat(campaigns.preview(RISE.toBuilder().group("nobody").build()).changed())
                .isZero();
        assertThat(campaigns
                        .preview(RISE.toBuilder()
                                .priceFrom(new BigDecimal("20.00"))
                                .build())
                        .changed())
                .isEqualTo(1);
    }

    @Test
    void who_left_after_the_notice_is_listed() {
        seller.subscription("2026-11-01", "5.00")
                .subscription("2026-11-01", "5.00", s -> s.reference(ref("T")).end(day("2027-06-01")));
        campaigns.announce(RISE, change -> {});
        assertThat(campaigns.changes("2027")).hasSize(2);
        assertThat(campaigns.left("2027")).isEmpty();
        seller.billing.subscriptions().end(ref("S"), day("2026-12-31"), SubscriptionService.Ending.CREDIT);
        assertThat(campaigns.left("2027")).extracting(PriceChange::subscription).containsExactly(ref("S"));
        assertThatThrownBy(() -> campaigns.left("2028")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void broken_off_it_goes_on_with_the_rest() {
        seller.subscription("2026-11-01", "5.00").subscription("2026-11-01", "5.00", s -> s.reference(ref("T")));
        assertThatThrownBy(() -> campaigns.announce(RISE, change -> {
                    throw new IllegalStateException("mail is down");
                }))
                .hasMessage("mail is down");
        assertThat(campaigns.announce(RISE, change -> {}).changed())
                .as("both were saved with their page")
                .isZero();
        assertThat(campaigns.changes("2027")).hasSize(2);
        assertThat(run("2027-01"))
                .containsExactly(
                        "[2026-11-01, 2027-01-01) 2 x 10.00",
                        "[2027-01-01, 2027-02-01) 5.30",
                        "[2026-11-01, 2027-01-01) 2 x 10.00",
                        "[2027-01-01, 2027-02-01) 5.30");
    }

    @Test
    void each_customer_is_told_once_on_the_day_of_the_notice_of_what_he_still_has() {
        seller.billing.customers().put(TestBilling.customer("L").build());
        seller.billing.customers().put(TestBilling.customer("M").build());
        seller.on("2026-11-20")
                .subscription(
                        "2026-11-01", "4.95", s -> s.description("Hosting").labels(LineLabels.domain("a.nl")))
                .subscription(
                        "2026-03-15",
                        "12.00",
                        s -> s.reference(ref("D"))
                                .description("Domein b.nl")
                                .labels(LineLabels.domain("b.nl"))
                                .cycleMonths(12))
                .subscription(
                        "2026-11-01",
                        "1.00",
                        s -> s.reference(ref("M"))
                                .customer(CustomerReference.of("M"))
                                .priceBasis(PriceBasis.PER_MONTH)
                                .cycleMonths(3));
        campaigns.announce(
                RISE.toBuilder().words(Map.of("nl", "Het wordt duurder.")).build());
        assertThat(campaigns.notifyCustomers("2027").done())
                .as("L has nothing")
                .containsExactly(CustomerReference.of("K"), CustomerReference.of("M"));
        assertThat(campaigns.notifyCustomers("2027").done()).isEmpty();
        OutboxService outbox = seller.billing.outbox();
        assertThat(outbox.deliver().delivered()).as("before the day").isZero();
        seller.on("2026-11-25").billing.subscriptions().end(ref("M"), day("2027-01-31"), Ending.PAID_UP);
        assertThat(outbox.deliver()).isEqualTo(new OutboxService.Delivery(1, 0, 0, 1));
        assertThat(seller.mailbox.messages()).singleElement().satisfies(mail -> {
            assertThat(mail.kind()).isEqualTo(DocumentKind.PRICE_CHANGE);
            assertThat(mail.attachments()).isEmpty();
            assertThat(mail.text())
                    .contains("Hosting a.nl 4,95 > 5,25 (01-01-2027)", "Domein b.nl 12,00 > 12,70 (15-03-2027)");
        });
        assertThat(outbox.ofCustomer(CustomerReference.of("M")))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.problem()).contains("nothing whose price changes is left of the customer"));
        RecordedEvent told = seller.billing.audit().events(0, 1000).stream()
                .filter(recorded -> recorded.event() instanceof BillingEvent.MailDelivered)
                .findFirst()
                .orElseThrow();
        assertThat(EventTexts.describe(told.event(), Locale.ENGLISH))
                .startsWith("Mail ")
                .contains(" to customer K about document -");
    }

    @Test
    void nobody_is_told_of_what_was_broken_off() {
        seller.subscription("2026-11-01", "5.00");
        assertThatThrownBy(() -> campaigns.announce(RISE, change -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThatThrownBy(() -> campaigns.notifyCustomers("2027"))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("announce it again");
        assertThatThrownBy(() -> campaigns.notifyCustomers("2028")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void a_code_stands_for_one_campaign_and_prices_change_after_today_only() {
        campaigns.announce(RISE, change -> {});
        assertThatThrownBy(
                        () -> campaigns.announce(RISE.toBuilder().noticeDays(31).build(), change -> {}))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> campaigns.announce(
                        RISE.toBuilder()
                                .code("now")
                                .noticeDays(0)
                                .validFrom(day("2026-11-25"))
                                .build(),
                        change -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be after today");
    }

    @Test
    void a_rule_rounds_and_keeps_within_its_bounds() {
        PriceRule rule = PriceRule.percent(BigDecimal.TEN).between(new BigDecimal("5.00"), new BigDecimal("9.00"));
        assertThat(rule.applyTo(eur("1.00"))).isEqualTo(eur("5.00"));
        assertThat(rule.applyTo(eur("7.77"))).isEqualTo(eur("8.55"));
        assertThat(rule.applyTo(eur("8.50"))).isEqualTo(eur("9.00"));
        assertThat(PriceRule.amount(new BigDecimal("-5")).applyTo(eur("3.00"))).isEqualTo(eur("0.00"));
        assertThat(PriceRule.price(new BigDecimal("4.5")).applyTo(eur("3.00"))).isEqualTo(eur("4.50"));
        assertThatThrownBy(() -> PriceRule.price(new BigDecimal("-1"))
                        .between(BigDecimal.TEN, BigDecimal.ONE)
                        .roundedTo(BigDecimal.ZERO))
                .isInstanceOf(InvalidInputException.class);
        Json.assertRoundTrip(RISE, PriceCampaign.class);
        assertThatThrownBy(() -> RISE.toBuilder().code("a|b").noticeDays(-1).build())
                .hasMessageContaining("must not hold '|'")
                .hasMessageContaining("noticeDays");
    }
}
