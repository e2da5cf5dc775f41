package nl.termijn.invoice;

import static nl.termijn.testing.Fixtures.EUR;
import static nl.termijn.testing.Fixtures.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import javax.money.Monetary;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import nl.termijn.money.Rounding;
import nl.termijn.period.Proration;
import nl.termijn.subscription.Discount;

class LineCalculatorTest {
    private static final Rounding CENTS = Rounding.of(EUR);
    private static final Rounding YEN = Rounding.of(Monetary.getCurrency("JPY"));

    @Example
    void the_discount_is_taken_from_the_line_and_not_from_the_unit_price() {
        LineAmount line = whole("7", "9.99", 1, Discount.percent(number("15")));
        assertThat(line).isEqualTo(new LineAmount(number("69.93"), number("10.49")));
        assertThat(line.amount()).isEqualTo("59.44");
    }

    @Example
    void quantity_times_price_is_rounded_once() {
        assertThat(whole("26935.78", "0.25", 1).charge()).isEqualTo("6733.95");
        assertThat(whole("12346", "0.0045", 1).charge()).isEqualTo("55.56");
        assertThat(whole("3", "4.333", 1).charge()).isEqualTo("13.00");
    }

    @Example
    void full_periods_are_multiplied_before_rounding() {
        assertThat(whole("1", "3.333", 3).charge()).isEqualTo("10.00");
        assertThat(whole("1", "10.00", 5, Discount.amountPerPeriod(number("1.111")))
                        .discount())
                .isEqualTo("5.56");
    }

    @Example
    void an_amount_off_is_never_more_than_the_charge() {
        assertThat(whole("1", "10.00", 1, Discount.amountPerPeriod(number("5.00")))
                        .amount())
                .isEqualTo("5.00");
        assertThat(whole("1", "4.00", 1, Discount.amountPerPeriod(number("5.00")))
                        .amount())
                .isEqualTo("0.00");
        assertThat(whole("-1", "4.00", 1, Discount.amountPerPeriod(number("5.00"))))
                .isEqualTo(new LineAmount(number("-4.00"), number("-4.00")));
    }

    @Example
    void an_amount_off_a_part_of_a_period_is_its_part() {
        Optional<Discount> off = Optional.of(Discount.amountPerPeriod(number("3.10")));
        LineAmount part = LineCalculator.part(CENTS, number("1"), number("31.00"), new Proration(22, 31, 31), off);
        assertThat(part).isEqualTo(new LineAmount(number("9.00"), number("0.90")));
    }

    @Example
    void nothing_is_taken_off_nothing() {
        assertThat(whole("1", "0.00", 1, Discount.amountPerPeriod(number("5.00"))))
                .isEqualTo(new LineAmount(number("0.00"), number("0.00")));
    }

    @Example
    void yen_have_no_cents() {
        assertThat(LineCalculator.whole(YEN, number("1"), number("980"), 3, Optional.empty())
                        .charge())
                .isEqualTo("2940");
        assertThat(LineCalculator.part(YEN, number("1"), number("980"), new Proration(0, 10, 31), Optional.empty())
                        .charge())
                .isEqualTo("316");
        assertThat(LineCalculator.whole(YEN, number("12346"), number("4.5"), 1, Optional.empty())
                        .charge())
                .isEqualTo("55557");
    }

    @Property
    void a_negative_line_mirrors_the_positive_one(
            @ForAll @BigRange(min = "0.01", max = "1000") @Scale(3) BigDecimal quantity,
            @ForAll @BigRange(min = "0", max = "1000") @Scale(4) BigDecimal price,
            @ForAll @IntRange(min = 1, max = 24) int periods,
            @ForAll("discounts") Optional<Discount> discount) {
        LineAmount positive = LineCalculator.whole(CENTS, quantity, price, periods, discount);
        LineAmount negative = LineCalculator.whole(CENTS, quantity.negate(), price, periods, discount);
        assertThat(negative.charge()).isEqualByComparingTo(positive.charge().negate());
        assertThat(negative.discount()).isEqualByComparingTo(positive.discount().negate());
        assertThat(positive.amount()).isBetween(BigDecimal.ZERO, positive.charge());
        assertThat(positive.discount()).isNotNegative();
    }

    @Property
    void the_parts_of_a_period_cost_what_the_period_costs(
            @ForAll @BigRange(min = "-1000", max = "1000") @Scale(4) BigDecimal price,
            @ForAll @IntRange(min = 1, max = 30) int cut,
            @ForAll("amountsOff") Optional<Discount> discount) {
        LineAmount first = LineCalculator.part(CENTS, BigDecimal.ONE, price, new Proration(0, cut, 31), discount);
        LineAmount second = LineCalculator.part(CENTS, BigDecimal.ONE, price, new Proration(cut, 31, 31), discount);
        LineAmount whole = LineCalculator.whole(CENTS, BigDecimal.ONE, price, 1, discount);
        assertThat(first.charge().add(second.charge())).isEqualByComparingTo(whole.charge());
        if (discount.isEmpty()) {
            assertThat(first.amount().add(second.amount())).isEqualByComparingTo(whole.amount());
        }
    }

    @Provide
    Arbitrary<Optional<Discount>> amountsOff() {
        return Arbitraries.of(Optional.empty(), Optional.of(Discount.amountPerPeriod(number("2.50"))));
    }

    @Provide
    Arbitrary<Optional<Discount>> discounts() {
        return Combinators.combine(
                        Arbitraries.of(0, 1, 2), Arbitraries.integers().between(0, 100))
                .as((kind, value) -> switch (kind) {
                    case 0 -> Optional.empty();
                    case 1 -> Optional.of(Discount.percent(BigDecimal.valueOf(value)));
                    default -> Optional.of(Discount.amountPerPeriod(BigDecimal.valueOf(value * 7L, 2)));
                });
    }

    private static LineAmount whole(String quantity, String price, int periods) {
        return LineCalculator.whole(CENTS, number(quantity), number(price), periods, Optional.empty());
    }

    private static LineAmount whole(String quantity, String price, int periods, Discount discount) {
        return LineCalculator.whole(CENTS, number(quantity), number(price), periods, Optional.of(discount));
    }
}
