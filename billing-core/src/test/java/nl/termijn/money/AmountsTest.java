package nl.termijn.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import javax.money.Monetary;
import nl.termijn.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "EUR, 10.4895,  10.49",
        "EUR, 10.485,   10.49",
        "EUR, -0.005,   -0.01",
        "EUR, -0.0049,  0.00",
        "JPY, 316.129,  316",
        "JPY, 316.5,    317",
        "KWD, 1.0005,   1.001",
    })
    void half_is_rounded_away_from_zero_to_the_minor_unit(String currency, BigDecimal exact, BigDecimal rounded) {
        Rounding rounding = Rounding.of(Monetary.getCurrency(currency));
        assertThat(rounding.round(exact)).isEqualTo(rounded);
        assertThat(rounding.divide(exact.multiply(BigDecimal.TEN), BigDecimal.TEN))
                .isEqualTo(rounded);
        assertThat(rounding.round(exact.negate())).isEqualByComparingTo(rounded.negate());
    }

    @Test
    void floor_division_goes_toward_minus_infinity() {
        Rounding euro = Rounding.of(Monetary.getCurrency("EUR"));
        assertThat(euro.floorDivide(new BigDecimal("1"), new BigDecimal("3"))).isEqualTo("0.33");
        assertThat(euro.floorDivide(new BigDecimal("-1"), new BigDecimal("3"))).isEqualTo("-0.34");
    }

    @Test
    void the_minor_unit_follows_the_currency() {
        assertThat(Rounding.of(Monetary.getCurrency("JPY")).minorUnit()).isEqualTo("1");
        assertThat(Rounding.of(Monetary.getCurrency("EUR")).minorUnit()).isEqualTo("0.01");
        assertThat(Rounding.of(Monetary.getCurrency("KWD")).zero()).isEqualTo("0.000");
        assertThat(Rounding.of(Monetary.getCurrency("KWD")).digits()).isEqualTo(3);
    }

    @Test
    void an_amount_fits_when_it_needs_no_rounding() {
        Rounding euro = Rounding.of(Monetary.getCurrency("EUR"));
        assertThat(euro.fits(new BigDecimal("1.5"))).isTrue();
        assertThat(euro.fits(new BigDecimal("1.5000"))).isTrue();
        assertThat(euro.fits(new BigDecimal("1.505"))).isFalse();
    }

    @Test
    void a_decimal_has_at_least_the_currencys_digits_and_keeps_finer_ones() {
        assertThat(Amounts.decimal(Amounts.of("12.1", "EUR"))).isEqualTo("12.10");
        assertThat(Amounts.decimal(Amounts.of("0.0045", "EUR"))).isEqualTo("0.0045");
        assertThat(Amounts.decimal(Amounts.of("4.5", "JPY"))).isEqualTo("4.5");
        assertThat(Amounts.decimal(Amounts.of("1E+3", "EUR"))).isEqualTo("1000.00");
        assertThat(Amounts.decimal(Amounts.zero(Monetary.getCurrency("EUR")))).isEqualTo("0.00");
    }

    @Test
    void sums_are_exact() {
        assertThat(Amounts.plus(Amounts.of("0.1", "EUR"), Amounts.of("0.2", "EUR")))
                .isEqualTo(Amounts.of("0.3", "EUR"));
        assertThat(Amounts.minus(Amounts.of("0.1", "EUR"), Amounts.of("0.2", "EUR")))
                .isEqualTo(Amounts.of("-0.1", "EUR"));
        assertThat(Amounts.negate(Amounts.of("0.1", "EUR"))).isEqualTo(Amounts.of("-0.1", "EUR"));
    }

    @Test
    void currencies_are_never_mixed() {
        assertThatThrownBy(() -> Amounts.plus(Amounts.of("1", "EUR"), Amounts.of("1", "JPY")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be in EUR");
        assertThatThrownBy(() -> Amounts.minus(Amounts.of("1", "EUR"), Amounts.of("1", "JPY")))
                .isInstanceOf(InvalidInputException.class);
    }
}
