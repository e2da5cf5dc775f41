package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotFoundException;
import nl.termijn.subscription.Coupon;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.TermsChange;
import nl.termijn.subscription.TimedDiscount;
import nl.termijn.testing.Json;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** A coupon gives a discount with the start of a subscription, never more often than it may. */
class CouponServiceTest {
    private static final Coupon SPRING = Coupon.builder()
            .code("LENTE26")
            .discount(TimedDiscount.firstPeriods(Discount.percent(new BigDecimal("50")), 3))
            .addProducts("hosting")
            .validFrom(LocalDate.parse("2026-03-01"))
            .validUntil(LocalDate.parse("2026-06-01"))
            .maxUses(2)
            .oncePerCustomer(true)
            .build();

    private final TestBilling seller = TestBilling.open().on("2026-03-01");
    private final CouponService coupons = seller.billing.coupons();

    private static Subscription subscription(String reference, String customer) {
        return Subscription.builder()
                .reference(ref(reference))
                .customer(TestBilling.customer(customer).build().reference())
                .description("Hosting")
                .productCode("hosting")
                .cycleMonths(1)
                .start(LocalDate.parse("2026-03-01"))
                .unitPrice(eur("10.00"))
                .build();
    }

    private void customers(String... references) {
        for (String reference : references) {
            seller.billing.customers().put(TestBilling.customer(reference).build());
        }
    }

    @Test
    void three_periods_cost_half_and_the_fourth_all() {
        coupons.put(SPRING);
        Subscription started = coupons.start(subscription("S", "K"), "LENTE26");
        assertThat(started.coupon()).contains("LENTE26");
        assertThat(coupons.start(subscription("S", "K"), "LENTE26")).isEqualTo(started);
        assertThat(coupons.find("LENTE26").orElseThrow().used())
                .as("once, also when done again")
                .isEqualTo(1);
        assertThat(coupons.uses("LENTE26"))
                .singleElement()
                .satisfies(use -> assertThat(use.customer()).isEqualTo(K));
        seller.run("2026-06");
        assertThat(TestBilling.lines(seller.documents().get(0)))
                .containsExactly("[2026-03-01, 2026-06-01) 3 x 15.00", "[2026-06-01, 2026-07-01) 10.00");
    }

    @Test
    void what_it_is_not_for_is_refused_with_the_reason() {
        assertThatThrownBy(() -> coupons.start(subscription("S", "K"), "LENTE26"))
                .isInstanceOf(NotFoundException.class);
        coupons.put(SPRING);
        refused(subscription("S", "K").toBuilder().productCode("domain").build(), "not for product domain");
        seller.on("2026-06-01");
        refused(subscription("S", "K"), "not valid on 2026-06-01");
        seller.on("2026-02-28");
        refused(subscription("S", "K"), "not valid on 2026-02-28");
        seller.on("2026-05-31");
        coupons.start(subscription("S", "K"), "LENTE26");
        refused(subscription("T", "K"), "K has used it before");
        customers("L", "M");
        coupons.start(subscription("U", "L"), "LENTE26");
        refused(subscription("V", "M"), "used 2 times, as often as it may");
        assertThatThrownBy(() -> coupons.start(
                        subscription("W", "M").toBuilder()
                                .discount(SPRING.discount())
                                .build(),
                        "LENTE26"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be left out with a coupon");
        assertThat(seller.billing.subscriptions().ofCustomer(K)).hasSize(1);
    }

    private void refused(Subscription subscription, String why) {
        assertThatThrownBy(() -> coupons.start(subscription, "LENTE26"))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_subscription_that_names_a_coupon_is_started_as_with_the_coupon_service() {
        SubscriptionService subscriptions = seller.billing.subscriptions();
        Subscription named =
                subscription("S", "K").toBuilder().coupon("LENTE26").build();
        assertThatThrownBy(() -> subscriptions.start(named)).isInstanceOf(NotFoundException.class);
        coupons.put(SPRING);
        assertThatThrownBy(() -> subscriptions.start(
                        named.toBuilder().productCode("domain").build()))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("not for product domain");
        Subscription started = subscriptions.start(named);
        assertThat(started.discount()).contains(SPRING.given());
        assertThat(subscriptions.start(named)).as("said again").isEqualTo(started);
        assertThat(coupons.find("LENTE26").orElseThrow().used()).isEqualTo(1);
        assertThat(coupons.uses("LENTE26")).hasSize(1);
    }

    @Test
    void a_replacement_that_names_a_coupon_uses_it_and_a_transfer_does_not() {
        coupons.put(SPRING.toBuilder().oncePerCustomer(false).build());
        SubscriptionService subscriptions = seller.billing.subscriptions();
        subscriptions.start(subscription("S", "K"));
        Subscription replacement = subscription("T", "K").toBuilder()
                .start(LocalDate.parse("2026-03-16"))
                .billedThrough(LocalDate.parse("2026-03-16"))
                .coupon("LENTE26")
                .build();
        seller.on("2026-03-10");
        assertThatThrownBy(() -> subscriptions.previewReplace(
                        ref("S"), replacement.toBuilder().productCode("domain").build()))
                .isInstanceOf(NotAllowedException.class);
        assertThat(subscriptions.replace(ref("S"), replacement).successor().discount())
                .contains(SPRING.given());
        assertThat(coupons.find("LENTE26").orElseThrow().used()).isEqualTo(1);
        customers("L");
        subscriptions.transfer(
                ref("T"),
                new SubscriptionService.Transfer(
                        TestBilling.customer("L").build().reference(),
                        ref("U"),
                        LocalDate.parse("2026-04-01"),
                        SubscriptionService.Ending.CREDIT));
        assertThat(subscriptions.find(ref("U")).orElseThrow().discount()).contains(SPRING.given());
        assertThat(coupons.find("LENTE26").orElseThrow().used()).isEqualTo(1);
    }

    @Test
    void a_coupon_stays_with_the_products_it_is_for() {
        coupons.put(SPRING);
        coupons.start(subscription("S", "K"), "LENTE26");
        seller.runAndSend("2026-03");
        seller.on("2026-03-16");
        TermsChange toPro = TermsChange.builder()
                .effectiveFrom(LocalDate.parse("2026-03-16"))
                .effect(TermsChange.Effect.AT_ONCE)
                .productCode("pro")
                .unitPrice(eur("31.00"))
                .build();
        seller.billing.subscriptions().change(ref("S"), toPro);
        assertThat(seller.billing.pendingLines().waiting(K))
                .extracting(line -> TestBilling.plain(line.amount()))
                .containsExactly("-2.58", "16.00");
        seller.run("2026-04");
        assertThat(TestBilling.lines(seller.documents().get(1)))
                .containsExactly(
                        "[2026-04-01, 2026-05-01) 31.00",
                        "[2026-03-16, 2026-04-01) -2.58",
                        "[2026-03-16, 2026-04-01) 16.00");
    }

    @Test
    void a_subscription_that_is_never_served_gives_its_use_back() {
        coupons.put(SPRING);
        coupons.start(subscription("S", "K"), "LENTE26");
        seller.billing.subscriptions().end(ref("S"), LocalDate.parse("2026-03-01"), SubscriptionService.Ending.CREDIT);
        assertThat(coupons.find("LENTE26").orElseThrow().used()).isZero();
        assertThat(coupons.uses("LENTE26")).isEmpty();
        coupons.start(subscription("T", "K"), "LENTE26");
        seller.billing.subscriptions().end(ref("T"), LocalDate.parse("2026-03-02"), SubscriptionService.Ending.CREDIT);
        assertThat(coupons.find("LENTE26").orElseThrow().used())
                .as("one day was served")
                .isEqualTo(1);
    }

    @Test
    void a_changed_coupon_keeps_its_count() {
        coupons.put(SPRING);
        coupons.start(subscription("S", "K"), "LENTE26");
        Coupon changed = coupons.put(SPRING.toBuilder().maxUses(1).build());
        assertThat(changed.used()).isEqualTo(1);
        customers("L");
        refused(subscription("T", "L"), "used 1 times");
    }

    @Test
    void many_at_once_never_use_it_more_often_than_it_may() throws Exception {
        coupons.put(SPRING.toBuilder().maxUses(7).oncePerCustomer(false).build());
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<Boolean>> tries = IntStream.range(0, 40)
                .mapToObj(i -> pool.submit(() -> started("S" + i)))
                .toList();
        int started = 0;
        for (Future<Boolean> each : tries) {
            started += each.get() ? 1 : 0;
        }
        pool.shutdown();
        assertThat(started).isEqualTo(7);
        assertThat(coupons.uses("LENTE26")).hasSize(7);
        assertThat(seller.billing.subscriptions().ofCustomer(K)).hasSize(7);
    }

    private boolean started(String reference) {
        try {
            coupons.start(subscription(reference, "K"), "LENTE26");
            return true;
        } catch (NotAllowedException e) {
            return false;
        }
    }

    @Test
    void a_coupon_reads_back_from_json_and_tells_all_that_is_wrong_at_once() {
        Json.assertRoundTrip(SPRING, Coupon.class);
        assertThatThrownBy(() -> SPRING.toBuilder()
                        .code("A|B")
                        .maxUses(0)
                        .validUntil(LocalDate.parse("2026-03-01"))
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must not hold '|'")
                .hasMessageContaining("must be 1 or more")
                .hasMessageContaining("must be after the first day");
    }
}
