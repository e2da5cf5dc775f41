package nl.termijn.price;

import static nl.termijn.testing.Fixtures.eur;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.money.Monetary;
import nl.termijn.error.InvalidInputException;
import nl.termijn.money.Amounts;
import nl.termijn.testing.Json;
import org.junit.jupiter.api.Test;

class PriceListTest {
    private static final PriceRow ROW = PriceRow.builder()
            .product("nl")
            .action(PriceAction.RENEW)
            .months(12)
            .validFrom(LocalDate.parse("2026-01-01"))
            .tariff(Tariff.flat(eur("9.95")))
            .cost(eur("4.10"))
            .build();

    private static Optional<PriceList.Found> find(PriceList list, PriceAction action, int months, String day) {
        return list.find(new PriceList.Query(
                "nl", action, months, Monetary.getCurrency("EUR"), Optional.of("schools"), LocalDate.parse(day)));
    }

    @Test
    void a_row_counts_from_its_day_until_the_next_of_its_key() {
        PriceRow next = ROW.toBuilder().validFrom(LocalDate.parse("2026-07-01")).build();
        PriceList list = PriceList.of(List.of(next, ROW));
        assertThat(find(list, PriceAction.RENEW, 12, "2025-12-31")).isEmpty();
        assertThat(find(list, PriceAction.RENEW, 12, "2026-06-30").orElseThrow().row())
                .isEqualTo(ROW);
        assertThat(find(list, PriceAction.RENEW, 12, "2026-07-01").orElseThrow().row())
                .isEqualTo(next);
        assertThat(list.row(ROW.key(), LocalDate.parse("2026-12-31"))).contains(next);
    }

    @Test
    void a_cycle_without_a_price_takes_the_longest_that_goes_into_it() {
        PriceList list = PriceList.of(List.of(ROW, ROW.toBuilder().months(5).build()));
        assertThat(find(list, PriceAction.RENEW, 24, "2026-01-01").orElseThrow().times())
                .isEqualTo(2);
        assertThat(find(list, PriceAction.RENEW, 10, "2026-01-01").orElseThrow().times())
                .isEqualTo(2);
        assertThat(find(list, PriceAction.RENEW, 18, "2026-01-01")).isEmpty();
        assertThat(find(PriceList.EMPTY, PriceAction.RENEW, 12, "2026-01-01")).isEmpty();
    }

    @Test
    void a_registration_without_a_price_costs_a_renewal_and_a_restore_never_does() {
        PriceRow restore = ROW.toBuilder()
                .action(PriceAction.RESTORE)
                .months(1)
                .tariff(Tariff.flat(eur("75.00")))
                .build();
        assertThat(find(PriceList.of(List.of(ROW)), PriceAction.REGISTER, 12, "2026-01-01"))
                .isPresent();
        assertThat(find(PriceList.of(List.of(ROW)), PriceAction.RESTORE, 12, "2026-01-01"))
                .isEmpty();
        assertThat(find(PriceList.of(List.of(ROW, restore)), PriceAction.RESTORE, 12, "2026-01-01")
                        .orElseThrow()
                        .tariff())
                .as("once, whatever the period")
                .isEqualTo(Tariff.flat(eur("75.00")));
    }

    @Test
    void a_first_price_is_that_of_one_period_and_the_others_are_renewals() {
        PriceRow register = ROW.toBuilder()
                .action(PriceAction.REGISTER)
                .tariff(Tariff.flat(eur("3.00")))
                .cost(eur("5.00"))
                .build();
        PriceRow renew = ROW.toBuilder().tariff(Tariff.flat(eur("14.00"))).build();
        PriceList list = PriceList.of(List.of(register, renew));
        assertThat(price(list, PriceAction.REGISTER, 12)).isEqualTo("3.00");
        assertThat(price(list, PriceAction.REGISTER, 24)).isEqualTo("17.00");
        assertThat(price(list, PriceAction.REGISTER, 36)).isEqualTo("31.00");
        assertThat(price(list, PriceAction.TRANSFER, 24))
                .as("no price of its own")
                .isEqualTo("28.00");
        assertThat(find(list, PriceAction.REGISTER, 24, "2026-01-01")
                        .orElseThrow()
                        .cost())
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("9.10"));
        PriceRow two =
                renew.toBuilder().months(24).tariff(Tariff.flat(eur("25.00"))).build();
        assertThat(price(PriceList.of(List.of(register, renew, two)), PriceAction.REGISTER, 36))
                .as("two years of renewal have a price of their own")
                .isEqualTo("28.00");
        PriceRow both =
                register.toBuilder().months(24).tariff(Tariff.flat(eur("6.00"))).build();
        assertThat(price(PriceList.of(List.of(register, renew, both)), PriceAction.REGISTER, 24))
                .as("a row says otherwise")
                .isEqualTo("6.00");
        assertThat(find(PriceList.of(List.of(register)), PriceAction.REGISTER, 24, "2026-01-01"))
                .as("nobody knows what the second year costs")
                .isEmpty();
        assertThat(find(
                        PriceList.of(List.of(
                                register,
                                renew.toBuilder()
                                        .tariff(Tariff.packages(BigDecimal.TEN, eur("9.00")))
                                        .build())),
                        PriceAction.REGISTER,
                        24,
                        "2026-01-01"))
                .as("prices of one and of packages are not added up")
                .isEmpty();
    }

    private static String price(PriceList list, PriceAction action, int months) {
        return Amounts.decimal(find(list, action, months, "2026-01-01")
                        .orElseThrow()
                        .tariff()
                        .cost(BigDecimal.ONE))
                .toPlainString();
    }

    @Test
    void a_package_is_below_its_cost_when_it_is_full() {
        PriceRow packages = ROW.toBuilder()
                .tariff(Tariff.packages(BigDecimal.TEN, eur("15.00")))
                .cost(eur("1.50"))
                .build();
        assertThat(packages.isBelowCost()).isFalse();
        assertThat(packages.toBuilder().cost(eur("1.51")).build().isBelowCost()).isTrue();
    }

    @Test
    void a_row_reads_back_from_json_and_knows_whether_it_is_below_its_cost() {
        Json.assertRoundTrip(ROW, PriceRow.class);
        Json.assertRoundTrip(ROW.toBuilder().group("schools").build(), PriceRow.class);
        assertThat(ROW.isBelowCost()).isFalse();
        assertThat(ROW.toBuilder().cost(eur("9.96")).build().isBelowCost()).isTrue();
        assertThat(ROW.toBuilder().cost(Optional.empty()).build().isBelowCost()).isFalse();
    }

    @Test
    void all_that_is_wrong_with_a_row_is_told_at_once() {
        assertThatThrownBy(() -> ROW.toBuilder()
                        .product("n|l")
                        .action(PriceAction.RESTORE)
                        .months(121)
                        .group(" ")
                        .cost(eur("-1.00"))
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("without '|'")
                .hasMessageContaining("must be 1 to 120")
                .hasMessageContaining("must be left out for a restore")
                .hasMessageContaining("must not be blank")
                .hasMessageContaining("must be 0 or more and in the currency of the price");
    }
}
