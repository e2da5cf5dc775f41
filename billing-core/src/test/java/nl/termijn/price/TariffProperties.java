package nl.termijn.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nl.termijn.money.Amounts;
import nl.termijn.price.Tariff.Tier;

/** What tiers promise whoever buys more. */
class TariffProperties {
    @Provide
    Arbitrary<List<Tier>> tiers() {
        Arbitrary<BigDecimal> steps = Arbitraries.bigDecimals()
                .between(new BigDecimal("0.01"), new BigDecimal("50"))
                .ofScale(2);
        Arbitrary<BigDecimal> prices = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("9"))
                .ofScale(3);
        Arbitrary<Tier> tier = Combinators.combine(steps, prices)
                .as((step, price) -> new Tier(step, Amounts.of(price.toPlainString(), "EUR")));
        return tier.list().ofMinSize(1).ofMaxSize(5).map(drawn -> {
            List<Tier> tiers = new ArrayList<>();
            BigDecimal above = BigDecimal.ZERO;
            for (Tier step : drawn) {
                tiers.add(new Tier(above, step.price()));
                above = above.add(step.above());
            }
            return tiers;
        });
    }

    @Provide
    Arbitrary<BigDecimal> quantities() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("250"))
                .ofScale(2);
    }

    private static BigDecimal cost(Tariff tariff, BigDecimal quantity) {
        return Amounts.decimal(tariff.cost(quantity));
    }

    @Property(tries = 500, seed = "1")
    void graduated_tiers_never_cost_less_for_more_and_make_no_jump(
            @ForAll("tiers") List<Tier> tiers,
            @ForAll("quantities") BigDecimal quantity,
            @ForAll("quantities") BigDecimal more) {
        Tariff tariff = Tariff.graduated(tiers);
        BigDecimal dearest =
                tiers.stream().map(tier -> Amounts.decimal(tier.price())).reduce(BigDecimal.ZERO, BigDecimal::max);
        BigDecimal rise = cost(tariff, quantity.add(more)).subtract(cost(tariff, quantity));
        assertThat(rise).isBetween(BigDecimal.ZERO, dearest.multiply(more));
    }

    @Property(tries = 500, seed = "2")
    void the_tiers_that_make_up_a_cost_hold_the_whole_number_and_add_up(
            @ForAll("tiers") List<Tier> tiers, @ForAll("quantities") BigDecimal quantity) {
        Tariff tariff = Tariff.graduated(tiers);
        BigDecimal number = BigDecimal.ZERO;
        BigDecimal sum = BigDecimal.ZERO;
        for (Tariff.Part part : tariff.parts(quantity)) {
            number = number.add(part.quantity());
            sum = sum.add(part.quantity().multiply(Amounts.decimal(part.price())));
        }
        assertThat(number).isEqualByComparingTo(quantity);
        assertThat(sum).isEqualByComparingTo(cost(tariff, quantity));
    }

    @Property(tries = 500, seed = "3")
    void volume_is_one_price_and_never_below_the_cheapest_tier(
            @ForAll("tiers") List<Tier> tiers, @ForAll("quantities") BigDecimal quantity) {
        BigDecimal cheapest = tiers.stream()
                .map(tier -> Amounts.decimal(tier.price()))
                .reduce(BigDecimal::min)
                .orElseThrow();
        Tariff tariff = Tariff.volume(tiers);
        assertThat(tariff.parts(quantity)).hasSize(1);
        assertThat(cost(tariff, quantity)).isGreaterThanOrEqualTo(cheapest.multiply(quantity));
    }

    @Property(tries = 500, seed = "6")
    void all_that_a_customer_has_costs_the_price_of_the_tier_that_it_reaches_together(
            @ForAll("tiers") List<Tier> tiers,
            @ForAll("quantities") BigDecimal quantity,
            @ForAll("quantities") BigDecimal others) {
        Tariff tariff = Tariff.volume(tiers);
        assertThat(tariff.beside(others).parts(quantity).get(0).price())
                .isEqualTo(tariff.parts(quantity.add(others)).get(0).price());
    }

    @Property(tries = 500, seed = "4")
    void packages_never_cost_less_for_more_and_hold_all_of_it(
            @ForAll("quantities") BigDecimal size,
            @ForAll("quantities") BigDecimal quantity,
            @ForAll("quantities") BigDecimal more) {
        BigDecimal packageSize = size.max(new BigDecimal("0.01"));
        Tariff tariff = Tariff.packages(packageSize, Amounts.of("15.00", "EUR"));
        BigDecimal packages = tariff.parts(quantity).get(0).quantity();
        assertThat(packages.multiply(packageSize)).isBetween(quantity, quantity.add(packageSize));
        assertThat(cost(tariff, quantity.add(more))).isGreaterThanOrEqualTo(cost(tariff, quantity));
    }
}
