package nl.termijn.price;

import static nl.termijn.testing.Fixtures.eur;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import nl.termijn.error.InvalidInputException;
import nl.termijn.money.Amounts;
import nl.termijn.price.Tariff.Tier;
import nl.termijn.testing.Json;
import org.junit.jupiter.api.Test;

class TariffTest {
    private static final List<Tier> TIERS = List.of(Tier.above(0, eur("2.00")), Tier.above(10, eur("1.50")));

    private static BigDecimal number(String value) {
        return new BigDecimal(value);
    }

    @Test
    void twenty_five_cost_what_each_kind_of_tiers_says() {
        assertThat(Tariff.graduated(TIERS).cost(number("25"))).isEqualTo(eur("42.50"));
        assertThat(Tariff.volume(TIERS).cost(number("25"))).isEqualTo(eur("37.50"));
        assertThat(Tariff.packages(number("10"), eur("15.00")).cost(number("25")))
                .isEqualTo(eur("45.00"));
        assertThat(Tariff.flat(eur("2.00")).cost(number("25"))).isEqualTo(eur("50.00"));
    }

    @Test
    void a_tier_is_reached_above_its_number_and_not_at_it() {
        assertThat(Tariff.graduated(TIERS).parts(number("10"))).hasSize(1);
        assertThat(Tariff.volume(TIERS).cost(number("10"))).isEqualTo(eur("20.00"));
        assertThat(Tariff.volume(TIERS).cost(number("10.5"))).isEqualTo(eur("15.75"));
    }

    @Test
    void more_periods_cost_as_often_as_much_in_every_tier() {
        assertThat(Tariff.graduated(TIERS).times(12).cost(number("25"))).isEqualTo(eur("510.00"));
    }

    @Test
    void two_tariffs_on_one_number_cost_what_both_cost() {
        List<Tier> others =
                List.of(Tier.above(0, eur("1.00")), Tier.above(5, eur("0.50")), Tier.above(20, eur("0.25")));
        for (String quantity : List.of("1", "5", "5.5", "10", "11", "20", "25")) {
            for (Tariff one : List.of(Tariff.graduated(TIERS), Tariff.flat(eur("3.00")))) {
                Tariff sum = one.plus(Tariff.graduated(others)).orElseThrow();
                assertThat(sum.cost(number(quantity)))
                        .isEqualTo(Amounts.plus(
                                one.cost(number(quantity)),
                                Tariff.graduated(others).cost(number(quantity))));
            }
            Tariff volumes = Tariff.volume(TIERS).plus(Tariff.volume(others)).orElseThrow();
            assertThat(volumes.cost(number(quantity)))
                    .isEqualTo(Amounts.plus(
                            Tariff.volume(TIERS).cost(number(quantity)),
                            Tariff.volume(others).cost(number(quantity))));
        }
        assertThat(Tariff.volume(TIERS).plus(Tariff.flat(eur("1.00")))).isPresent();
        Tariff tens = Tariff.packages(number("10"), eur("15.00"));
        assertThat(tens.plus(tens)).contains(Tariff.packages(number("10"), eur("30.00")));
        assertThat(tens.plus(Tariff.packages(number("5"), eur("15.00")))).isEmpty();
        assertThat(tens.plus(Tariff.flat(eur("1.00")))).isEmpty();
        assertThat(Tariff.flat(eur("1.00")).plus(tens)).isEmpty();
        assertThat(Tariff.volume(TIERS).plus(Tariff.graduated(TIERS))).isEmpty();
        assertThat(Tariff.flat(eur("1.00")).plus(Tariff.flat(Amounts.of("1.00", "USD"))))
                .isEmpty();
    }

    @Test
    void every_tariff_reads_back_from_json_as_it_was() {
        for (Tariff tariff : List.of(
                Tariff.flat(eur("2.00")),
                Tariff.graduated(TIERS),
                Tariff.volume(TIERS),
                Tariff.packages(number("10"), eur("15.00")))) {
            Json.assertRoundTrip(tariff, Tariff.class);
        }
    }

    @Test
    void tariffs_are_equal_when_they_cost_the_same_in_the_same_way() {
        assertThat(Tariff.flat(eur("2.00")))
                .isEqualTo(Tariff.flat(eur("2.00")))
                .hasSameHashCodeAs(Tariff.flat(eur("2.00")))
                .isNotEqualTo(Tariff.volume(List.of(Tier.above(0, eur("2.00")))))
                .isNotEqualTo(Tariff.flat(eur("3.00")))
                .isNotEqualTo("2.00")
                .hasToString("EUR 2");
        assertThat(Tariff.packages(number("10.0"), eur("15.00")))
                .isEqualTo(Tariff.packages(number("10"), eur("15.00")))
                .isNotEqualTo(Tariff.packages(number("5"), eur("15.00")))
                .hasToString("PACKAGE EUR 15 per 10");
    }

    @Test
    void all_that_is_wrong_is_told_at_once() {
        assertThatThrownBy(() -> Tariff.graduated(List.of(
                        Tier.above(1, eur("2.00")),
                        Tier.above(1, eur("-1.00")),
                        Tier.above(5, Amounts.of("1.00", "USD")))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must begin at 0 and rise")
                .hasMessageContaining("must be 0 or more")
                .hasMessageContaining("must be in one currency");
        assertThatThrownBy(() -> Tariff.graduated(List.of())).hasMessageContaining("must have one tier at least");
        assertThatThrownBy(() -> Tariff.packages(BigDecimal.ZERO, eur("1.00"))).hasMessageContaining("more than 0");
        assertThatThrownBy(() -> Tariff.flat(eur("1.00")).cost(number("-1"))).hasMessageContaining("0 or more");
    }
}
