package nl.termijn;

import static nl.termijn.testing.Fixtures.day;
import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.money.Amounts;
import nl.termijn.price.PriceRow;
import nl.termijn.price.Tariff;
import nl.termijn.subscription.PriceBasis;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.TermsChange;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** A change of cycle has a price: one given with it or the list's for the new cycle, never that of the cycle that is left (C6). */
final class ChangeOfCycleTest {
    private final TestBilling seller = TestBilling.open();
    private final SubscriptionService subscriptions = seller.billing.subscriptions();

    @Test
    void a_yearly_price_is_not_charged_a_month() {
        yearly("350.00");
        assertThatThrownBy(() -> subscriptions.changeCycle(ref("S"), 1))
                .isInstanceOf(NotAllowedException.class)
                .hasMessage(
                        "Subscription S cannot be changed to a cycle of 1 months: its price EUR 350 was agreed for its"
                                + " present cycle, and the price list has none for product 'pro' (RENEW, 1 months) on 2027-01-01;"
                                + " give the new price with the change, or add a row to the list.");
        assertThatThrownBy(() -> subscriptions.previewCycle(ref("S"), 1)).isInstanceOf(NotAllowedException.class);
        assertThat(stored().cycleChanges()).isEmpty();
    }

    @Test
    void the_list_has_the_price_of_the_new_cycle() {
        yearly("350.00");
        list(1, "35.00");
        assertThat(subscriptions.previewCycle(ref("S"), 1).firstPeriod()).isEqualTo(eur("35.00"));
        subscriptions.changeCycle(ref("S"), 1);
        assertThat(net("2027-01")).isEqualTo("35.00");
    }

    @Test
    void or_a_price_is_given_with_it() {
        yearly("350.00");
        list(1, "35.00");
        assertThat(subscriptions.previewCycle(ref("S"), 1, eur("30.00")).firstPeriod())
                .isEqualTo(eur("30.00"));
        subscriptions.changeCycle(ref("S"), 1, eur("30.00"));
        assertThat(net("2027-01")).isEqualTo("30.00");
        assertThat(net("2027-02")).isEqualTo("30.00");
    }

    @Test
    void done_again_it_changes_nothing() {
        yearly("350.00");
        subscriptions.changeCycle(ref("S"), 1, eur("30.00"));
        String once = seller.digest();
        subscriptions.changeCycle(ref("S"), 1, eur("30.00"));
        subscriptions.changeCycle(ref("S"), 1);
        assertThat(seller.digest()).isEqualTo(once);
    }

    @Test
    void back_in_the_cycle_in_which_it_is_billed_its_price_counts_again() {
        yearly("350.00");
        subscriptions.changeCycle(ref("S"), 1, eur("30.00"));
        subscriptions.changeCycle(ref("S"), 12);
        assertThat(net("2027-01")).isEqualTo("350.00");
    }

    @Test
    void an_agreement_that_was_planned_in_the_cycle_that_is_left_lapses_with_it() {
        yearly("350.00");
        subscriptions.change(
                ref("S"),
                TermsChange.builder()
                        .effectiveFrom(day("2028-01-01"))
                        .unitPrice(eur("400.00"))
                        .quantity(BigDecimal.valueOf(2))
                        .build());
        assertThat(subscriptions.previewCycle(ref("S"), 1, eur("30.00")).laterPrices())
                .isEmpty();
        subscriptions.changeCycle(ref("S"), 1, eur("30.00"));
        assertThat(stored().agreedPriceOn(day("2028-02-01"))).contains(eur("30.00"));
        assertThat(stored().quantityOn(day("2028-02-01"))).isEqualByComparingTo("2");
    }

    @Test
    void a_planned_rise_goes_on_when_the_same_cycle_begins_on_another_day() {
        yearly("350.00");
        subscriptions.changePrice(ref("S"), eur("400.00"), day("2028-01-01"), TermsChange.Effect.NEXT_PERIOD);
        assertThat(subscriptions.previewCycle(ref("S"), 12).laterPrices())
                .containsExactly(
                        new SubscriptionService.LaterPrice(ref("S"), day("2028-01-01"), Optional.of(eur("400.00"))));
        subscriptions.changeCycle(ref("S"), 12);
        assertThat(net("2027-01")).isEqualTo("350.00");
        assertThat(net("2028-01")).isEqualTo("400.00");
    }

    @Test
    void a_price_per_month_is_one_of_every_cycle() {
        seller.subscription("2026-01-01", "10.00", s -> s.priceBasis(PriceBasis.PER_MONTH));
        seller.runAndSend("2026-01");
        subscriptions.changeCycle(ref("S"), 3);
        assertThat(net("2026-02")).isEqualTo("30.00");
    }

    @Test
    void a_price_in_another_currency_is_refused() {
        yearly("350.00");
        assertThatThrownBy(() -> subscriptions.changeCycle(ref("S"), 1, Amounts.of("30.00", "USD")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("unitPrice");
        list(12, "350.00");
        seller.subscription(
                "2026-01-01",
                "0.00",
                s -> s.reference(ref("L")).productCode("pro").cycleMonths(12).unitPrice(Optional.empty()));
        assertThatThrownBy(() -> subscriptions.changePrice(
                        ref("L"), Amounts.of("30.00", "USD"), day("2026-06-01"), TermsChange.Effect.NEXT_PERIOD))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("unitPrice");
    }

    private void yearly(String price) {
        seller.subscription("2026-01-01", price, s -> s.cycleMonths(12).productCode("pro"));
        seller.runAndSend("2026-01");
    }

    private void list(int months, String price) {
        seller.billing
                .prices()
                .put(List.of(PriceRow.builder()
                        .product("pro")
                        .months(months)
                        .validFrom(day("2026-01-01"))
                        .tariff(Tariff.flat(eur(price)))
                        .build()));
    }

    private Subscription stored() {
        return subscriptions.find(ref("S")).orElseThrow();
    }

    private String net(String month) {
        return Amounts.decimal(seller.runAndSend(month).net()).toPlainString();
    }
}
