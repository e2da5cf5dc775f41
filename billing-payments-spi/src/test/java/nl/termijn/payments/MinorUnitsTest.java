package nl.termijn.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Locale;
import org.javamoney.moneta.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinorUnitsTest {

    @ParameterizedTest
    @CsvSource({"EUR, 12.10, 1210", "JPY, 3234, 3234", "KWD, 1.234, 1234", "EUR, -0.01, -1", "EUR, 100, 10000"})
    void an_amount_is_counted_in_the_smallest_unit_of_its_currency(String currency, String amount, long units) {
        assertThat(MinorUnits.of(Money.of(new java.math.BigDecimal(amount), currency)))
                .isEqualTo(units);
    }

    @Test
    void a_yen_is_no_hundredth() {
        assertThat(MinorUnits.of(Money.of(3234, "JPY"))).isNotEqualTo(323_400);
    }

    @Test
    void an_amount_finer_than_its_currency_is_refused_not_rounded() {
        assertThatThrownBy(() -> MinorUnits.of(Money.of(new java.math.BigDecimal("4.5"), "JPY")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JPY")
                .hasMessageContaining("finer");
    }

    @Test
    void a_payment_of_nothing_or_without_key_is_refused() {
        URI back = URI.create("https://shop.example/thanks");
        assertThatThrownBy(() -> new PaymentRequest("k", Money.of(0, "EUR"), "2026-00001", "x", Locale.ROOT, back))
                .hasMessageContaining("more than 0");
        assertThatThrownBy(() -> new PaymentRequest(" ", Money.of(1, "EUR"), "2026-00001", "x", Locale.ROOT, back))
                .hasMessageContaining("must be given");
    }

    @Test
    void a_charged_back_payment_keeps_nothing_though_it_is_called_paid() {
        PaymentStatus status = new PaymentStatus(PaymentStatus.State.PAID, Money.of(121, "EUR"), Money.of(121, "EUR"));
        assertThat(status.kept().isZero()).isTrue();
    }
}
