package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.termijn.administration.UnpaidRenewal;
import nl.termijn.error.InvalidInputException;
import nl.termijn.figures.Margin;
import nl.termijn.invoice.Invoice;
import nl.termijn.money.Amounts;
import nl.termijn.price.PriceAction;
import nl.termijn.price.PriceRow;
import nl.termijn.price.Tariff;
import nl.termijn.receivable.Booking;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** A domain is renewed or not while its registry can still be told; and what subscriptions leave after their costs. */
class RenewalServiceTest {
    private final TestBilling seller = TestBilling.open().on("2025-09-10");

    private void domain(String reference, int registryDays) {
        seller.subscription(
                "2025-09-10",
                "12.00",
                s -> s.reference(ref(reference))
                        .cycleMonths(12)
                        .leadDays(30)
                        .registryDays(registryDays)
                        .billedThrough(day("2026-09-10")));
    }

    private static LocalDate day(String value) {
        return LocalDate.parse(value);
    }

    private List<String> decisions(String upTo) {
        return seller.billing.renewals().decisions(day(upTo)).stream()
                .map(each -> each.subscription() + " " + each.decideBy() + " " + each.advice() + " " + each.cause())
                .toList();
    }

    @Test
    void a_paid_renewal_is_renewed_and_an_unpaid_one_is_waited_for_until_the_last_day() {
        domain("A", 10);
        seller.on("2026-08-15");
        assertThat(decisions("2026-08-30")).isEmpty();
        assertThat(decisions("2026-08-31")).containsExactly("A 2026-08-31 WAIT NOT_INVOICED");
        Invoice draft = seller.billing
                .invoices()
                .find(seller.run("2026-08").drafts().get(0))
                .orElseThrow();
        assertThat(decisions("2026-08-31")).containsExactly("A 2026-08-31 WAIT NOT_INVOICED");
        Invoice sent = seller.billing.invoices().send(draft.id());
        assertThat(decisions("2026-08-31")).containsExactly("A 2026-08-31 WAIT UNPAID");
        seller.on("2026-08-31");
        assertThat(decisions("2026-08-31")).containsExactly("A 2026-08-31 LET_EXPIRE UNPAID");
        seller.billing.payments().receiveFor(sent.id(), sent.totals().gross(), Booking.BY_HAND);
        assertThat(decisions("2026-08-31")).containsExactly("A 2026-08-31 RENEW PAID");
        assertThat(seller.billing.renewals().decisions(day("2026-08-31")).get(0).invoice())
                .contains(sent.id());
        seller.on("2026-09-10");
        assertThat(decisions("2026-12-31")).as("the next is a year away").isEmpty();
    }

    private Invoice billedDomain() {
        domain("A", 10);
        seller.on("2026-08-15");
        seller.run("2026-08");
        return seller.billing
                .invoices()
                .send(seller.billing.invoices().awaitingApproval().get(0).id());
    }

    @Test
    void settled_is_not_paid_what_was_written_off_is_as_not_paid() {
        Invoice sent = billedDomain();
        seller.billing.payments().receiveFor(sent.id(), seller.money("10.00"), Booking.BY_HAND);
        seller.billing.payments().writeOff(sent.id(), Booking.BY_HAND.reference("cannot pay"));
        assertThat(decisions("2026-08-31")).containsExactly("A 2026-08-31 WAIT UNPAID");
        // money after all takes the writing off back
        seller.billing.payments().receiveFor(sent.id(), seller.money("4.52"), Booking.BY_HAND);
        assertThat(decisions("2026-08-31")).containsExactly("A 2026-08-31 RENEW PAID");
    }

    @Test
    void a_credited_renewal_is_for_a_person_to_decide() {
        Invoice sent = billedDomain();
        seller.billing.invoices().credit(sent.id()).send();
        assertThat(decisions("2026-08-31")).containsExactly("A 2026-08-31 ASK CREDITED");
    }

    @Test
    void credit_that_the_customer_had_is_money() {
        seller.billing.payments().receive(TestBilling.K, seller.money("100.00"), Booking.BY_HAND);
        billedDomain();
        assertThat(decisions("2026-08-31")).containsExactly("A 2026-08-31 RENEW PAID");
    }

    @Test
    void a_trusted_customer_is_renewed_unpaid_and_one_who_leaves_is_not() {
        domain("A", 10);
        domain("B", 20);
        seller.subscription("2025-09-10", "5.00"); // no domain
        seller.billing
                .customers()
                .put(TestBilling.customer("K")
                        .version(1)
                        .unpaidRenewal(UnpaidRenewal.RENEW)
                        .build());
        seller.billing.subscriptions().end(ref("B"), day("2026-09-10"), SubscriptionService.Ending.CREDIT);
        seller.on("2026-08-15");
        assertThat(decisions("2026-09-10"))
                .containsExactly("B 2026-08-21 LET_EXPIRE ENDS", "A 2026-08-31 RENEW NOT_INVOICED");
        seller.billing
                .customers()
                .put(TestBilling.customer("K")
                        .version(2)
                        .unpaidRenewal(UnpaidRenewal.LET_EXPIRE)
                        .build());
        assertThat(decisions("2026-09-10")).contains("A 2026-08-31 LET_EXPIRE NOT_INVOICED");
    }

    @Test
    void days_beyond_a_year_are_refused() {
        assertThatThrownBy(() -> domain("A", 367))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("registryDays");
    }

    @Test
    void margin_is_revenue_less_cost_by_product() {
        seller.billing
                .prices()
                .put(List.of(PriceRow.builder()
                        .product("com")
                        .months(12)
                        .validFrom(day("2025-01-01"))
                        .tariff(Tariff.flat(eur("9.60")))
                        .cost(eur("12.00"))
                        .build()));
        seller.subscription(
                        "2025-09-10",
                        "9.60",
                        s -> s.cycleMonths(12)
                                .productCode("com")
                                .quantity(new BigDecimal("2"))
                                .unitPrice(Optional.empty()))
                .subscription(
                        "2025-09-10", "3.00", s -> s.reference(ref("OTHER")).productCode("hosting"))
                .subscription(
                        "2026-09-10", "3.00", s -> s.reference(ref("LATER")).productCode("com"));
        Margin margin = seller.billing.figures().margin(day("2025-12-31"));
        assertThat(margin.products()).isEqualTo(Map.of("com", new Margin.OfProduct(eur("1.60"), eur("2.00"))));
        assertThat(margin.products().values())
                .extracting(Margin.OfProduct::left)
                .containsExactly(eur("-0.40"));
        assertThat(margin.withoutCost()).isEqualTo(eur("3.00"));
    }

    @Test
    void the_margin_of_a_first_period_has_the_cost_of_a_first_period() {
        seller.billing
                .prices()
                .put(List.of(row(PriceAction.REGISTER, "3.00", "5.00"), row(PriceAction.RENEW, "14.00", "10.00")));
        seller.subscription(
                "2025-09-10", "0", s -> s.cycleMonths(12).productCode("com").unitPrice(Optional.empty()));
        assertThat(seller.billing.figures().margin(day("2025-12-31")).products())
                .isEqualTo(Map.of("com", new Margin.OfProduct(eur("0.25"), eur("0.42"))));
        assertThat(seller.billing.figures().margin(day("2026-12-31")).products())
                .isEqualTo(Map.of("com", new Margin.OfProduct(eur("1.17"), eur("0.83"))));
    }

    private static PriceRow row(PriceAction action, String price, String cost) {
        return PriceRow.builder()
                .product("com")
                .action(action)
                .months(12)
                .validFrom(day("2025-01-01"))
                .tariff(Tariff.flat(eur(price)))
                .cost(eur(cost))
                .build();
    }

    @Test
    void another_cycle_is_seen_in_money_first() {
        seller.subscription("2025-09-10", "10.00", s -> s.billedThrough(day("2025-10-10")));
        seller.billing
                .prices()
                .put(List.of(PriceRow.builder()
                        .product("hosting")
                        .months(12)
                        .validFrom(day("2025-01-01"))
                        .tariff(Tariff.flat(eur("99.00")))
                        .build()));
        SubscriptionService.CyclePreview agreed =
                seller.billing.subscriptions().previewCycle(ref("S"), 12, eur("89.00"));
        assertThat(agreed.from()).isEqualTo("2025-10-10");
        assertThat(agreed.firstPeriod())
                .as("the price agreed for the new cycle")
                .isEqualTo(eur("89.00"));
        seller.subscription(
                "2025-09-10",
                "0.00",
                s -> s.reference(ref("L"))
                        .productCode("hosting")
                        .cycleMonths(12)
                        .unitPrice(Optional.empty()));
        assertThat(seller.billing.subscriptions().previewCycle(ref("L"), 24))
                .isEqualTo(new SubscriptionService.CyclePreview(
                        day("2025-09-10"),
                        eur("198.00"),
                        Amounts.of("8.250000", "EUR"),
                        Amounts.of("8.250000", "EUR"),
                        List.of()));
        assertThat(seller.billing.subscriptions().find(ref("L")).orElseThrow().cycleChanges())
                .isEmpty();
    }
}
