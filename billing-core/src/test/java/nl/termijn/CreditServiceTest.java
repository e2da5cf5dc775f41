package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.customer;
import static nl.termijn.testing.TestBilling.plain;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.termijn.CreditService.Standing;
import nl.termijn.administration.CreditLimit;
import nl.termijn.administration.CreditLimit.Excess;
import nl.termijn.administration.CustomerGroup;
import nl.termijn.administration.Hold;
import nl.termijn.administration.SettingLevel;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.InvalidInputException;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.RecordedEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.money.Amounts;
import nl.termijn.price.PriceRow;
import nl.termijn.price.Tariff;
import nl.termijn.receivable.Booking;
import nl.termijn.receivable.CreditAlarm;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.Subscription;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** A credit limit counts what is open, what waits for approval and what is not billed yet. */
class CreditServiceTest {
    private final TestBilling seller = TestBilling.open();
    private final CreditService credit = seller.billing.credit();

    private String standing() {
        Standing now = credit.standing(K);
        return plain(now.open()) + " + " + plain(now.drafts()) + " + " + plain(now.unbilled()) + " = "
                + plain(now.used());
    }

    private void limit(String amount, Excess excess) {
        seller.billing
                .customers()
                .put(customer("K")
                        .creditLimit(CreditLimit.of(seller.money(amount), excess))
                        .build());
    }

    @Test
    void open_drafts_and_what_is_unbilled_count() {
        seller.on("2026-03-01").sent("100.00");
        seller.manual("50.00");
        seller.subscription("2026-03-01", "10.00").pending("P", "2026-04-15", "1.00");
        assertThat(standing()).isEqualTo("121.00 + 60.50 + 13.31 = 194.81");
        seller.on("2026-04-02");
        assertThat(standing()).as("two months have begun").isEqualTo("121.00 + 60.50 + 25.41 = 206.91");
    }

    @Test
    void what_a_customer_is_owed_gives_him_room() {
        seller.on("2026-03-01");
        seller.billing.payments().receive(K, seller.money("40.00"), Booking.BY_HAND);
        assertThat(standing()).isEqualTo("-40.00 + 0.00 + 0.00 = -40.00");
    }

    @Test
    void service_in_arrears_counts_once_a_period_has_ended_and_a_hold_hides_nothing() {
        seller.subscription("2026-01-01", "10.00", more -> more.timing(BillingTiming.ARREARS));
        seller.billing.customers().hold(K, Hold.of(Hold.Kind.INVOICING, "dispute"));
        seller.on("2026-01-31");
        assertThat(standing()).endsWith("0.00 = 0.00");
        seller.on("2026-02-01");
        assertThat(standing()).endsWith("12.10 = 12.10");
    }

    @Test
    void an_order_up_to_the_limit_fits_and_a_cent_more_does_not() {
        limit("200.00", Excess.PAY_FIRST);
        seller.on("2026-03-01").sent("100.00");
        assertThat(credit.mayOrder(K, seller.money("79.00")).excess()).isEmpty();
        assertThat(credit.mayOrder(K, seller.money("79.01")).excess()).contains(Excess.PAY_FIRST);
        assertThat(credit.standing(K).left()).contains(seller.money("79.00"));
    }

    @Test
    void without_a_limit_everything_fits() {
        assertThat(credit.mayOrder(K, seller.money("1000000.00")).excess()).isEmpty();
        assertThat(credit.standing(K).left()).isEmpty();
        assertThat(credit.standing(K).limit().level()).isEqualTo(SettingLevel.ADMINISTRATION);
    }

    @Test
    void a_limit_comes_from_the_group_and_a_customer_may_have_none() {
        seller.billing
                .settings()
                .put(CustomerGroup.builder()
                        .code("new")
                        .name("New customers")
                        .creditLimit(CreditLimit.of(seller.money("0.00"), Excess.HOLD_ORDER))
                        .build());
        seller.billing.customers().put(customer("K").group("new").build());
        assertThat(credit.mayOrder(K, seller.money("0.01")).excess()).contains(Excess.HOLD_ORDER);
        assertThat(credit.standing(K).limit().level()).isEqualTo(SettingLevel.GROUP);
        seller.billing
                .customers()
                .put(customer("K").group("new").creditLimit(CreditLimit.NONE).build());
        assertThat(credit.mayOrder(K, seller.money("1000.00")).excess()).isEmpty();
    }

    @Test
    void bad_limits_and_orders_are_refused() {
        assertThatThrownBy(() -> limit("-1.00", Excess.WARN)).hasMessageContaining("creditLimit");
        assertThatThrownBy(() -> credit.mayOrder(K, seller.money("-1.00"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> credit.mayOrder(K, Amounts.of("1.00", "USD")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> seller.billing
                        .customers()
                        .put(customer("K")
                                .creditLimit(CreditLimit.of(Amounts.of("1.00", "USD"), Excess.WARN))
                                .build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("creditLimit");
        assertThatThrownBy(() -> seller.billing
                        .settings()
                        .put(CustomerGroup.builder()
                                .code("g")
                                .name("G")
                                .creditLimit(CreditLimit.of(Amounts.of("1.00", "USD"), Excess.WARN))
                                .build()))
                .hasMessageContaining("must be in EUR");
    }

    @Test
    void who_passes_his_limit_is_told_of_once_and_again_when_he_is_within_it() {
        limit("100.00", Excess.HOLD_ORDER);
        seller.on("2026-03-01");
        assertThat(credit.watch().passed()).isEmpty();
        Invoice sent = seller.sent("50.00");
        seller.manual("32.64");
        assertThat(credit.watch().passed()).as("exactly the limit").isEmpty();
        seller.pending("P", "2026-03-01", "1.00");
        CreditService.Watch watch = credit.watch();
        assertThat(watch.passed()).containsExactly(K);
        assertThat(credit.alarms()).containsExactly(new CreditAlarm(K, LocalDate.parse("2026-03-01")));
        assertThat(events())
                .containsExactly(new BillingEvent.CreditLimitPassed(K, seller.money("101.20"), seller.money("100.00")));
        seller.on("2026-03-02");
        assertThat(credit.watch()).isEqualTo(new CreditService.Watch(List.of(), List.of(), Map.of()));
        seller.pay(sent, "60.50");
        assertThat(credit.watch().kept()).containsExactly(K);
        assertThat(credit.alarms()).isEmpty();
        assertThat(events()).hasSize(2).endsWith(new BillingEvent.CreditLimitKept(K));
    }

    private List<BillingEvent> events() {
        return seller.billing.audit().events(0, 1000).stream()
                .map(RecordedEvent::event)
                .filter(event -> event instanceof BillingEvent.CreditLimitPassed
                        || event instanceof BillingEvent.CreditLimitKept)
                .toList();
    }

    @Test
    void whose_standing_cannot_be_reckoned_stops_nobody_else() {
        limit("10.00", Excess.WARN);
        seller.on("2026-03-01").sent("100.00");
        seller.billing
                .settings()
                .put(CustomerGroup.builder().code("vip").name("Vip").build());
        seller.billing
                .prices()
                .put(List.of(PriceRow.builder()
                        .product("x")
                        .months(1)
                        .group("vip")
                        .validFrom(LocalDate.parse("2026-01-01"))
                        .tariff(Tariff.flat(seller.money("5.00")))
                        .build()));
        seller.billing.customers().put(customer("A").group("vip").build());
        seller.billing
                .subscriptions()
                .start(Subscription.builder()
                        .reference(ref("A"))
                        .customer(CustomerReference.of("A"))
                        .description("x")
                        .productCode("x")
                        .cycleMonths(1)
                        .start(LocalDate.parse("2026-03-01"))
                        .build());
        seller.billing
                .customers()
                .put(customer("A")
                        .creditLimit(CreditLimit.of(seller.money("10.00"), Excess.WARN))
                        .build());
        CreditService.Watch watch = credit.watch();
        assertThat(watch.failed()).containsOnlyKeys(CustomerReference.of("A"));
        assertThat(watch.passed()).containsExactly(K);
    }
}
