package nl.termijn.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.javamoney.moneta.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"0", "0.00", "1", "-1", "999999999999999", "-999999999999999.9999999999", "0.0000000001", "1E+14"
            })
    void numbers_have_fifteen_digits_before_the_point_and_ten_behind(String number) {
        assertThat(Bounds.holds(new BigDecimal(number))).isTrue();
        assertThat(Bounds.holds(new BigDecimal("1.000000000000000000")))
                .as("zeros at the end do not count")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1E+400",
                "-1E+15",
                "1000000000000000",
                "0.00000000001",
                "1E-999999999",
                "0E+999999999",
                "0E-999999999",
                "1.12345678901"
            })
    void other_numbers_are_refused_without_writing_them_out(String number) {
        BigDecimal refused = new BigDecimal(number);
        assertThat(Bounds.holds(refused)).isFalse();
        assertThatThrownBy(() -> Violations.given(refused, "quantity"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("15 digits")
                .message()
                .hasSizeLessThan(300);
    }

    @Test
    void a_number_of_a_million_digits_is_not_in_the_message() {
        BigDecimal refused = new BigDecimal("9".repeat(1_000_000));
        assertThatThrownBy(() -> Violations.given(refused, "quantity"))
                .isInstanceOf(InvalidInputException.class)
                .message()
                .hasSizeLessThan(300);
    }

    @Test
    void days_and_months_are_of_the_years_1900_to_9999() {
        assertThat(Bounds.holds(LocalDate.of(1900, 1, 1))).isTrue();
        assertThat(Bounds.holds(LocalDate.of(9999, 12, 31))).isTrue();
        List<Object> refused = List.of(
                LocalDate.of(1899, 12, 31),
                LocalDate.of(10_000, 1, 1),
                LocalDate.MIN,
                LocalDate.MAX,
                YearMonth.of(-999_999_999, 1),
                Year.of(Year.MAX_VALUE),
                Instant.MIN,
                Instant.MAX);
        for (Object beyond : refused) {
            assertThatThrownBy(() -> Violations.given(beyond, "day"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("1900 to 9999");
        }
    }

    @Test
    void texts_have_no_nul_no_half_characters_and_an_end() {
        assertThat(Bounds.holds("Müller 😀\n\t")).isTrue();
        assertThat(Bounds.holds("x".repeat(10_000))).isTrue();
        List<String> refused = List.of("a\0b", "\ud83d", "\ude00", "\ude00\ud83d", "a\ud83dx", "x".repeat(10_001));
        for (String beyond : refused) {
            assertThat(Bounds.holds(beyond)).isFalse();
            assertThatThrownBy(() -> Violations.given(beyond, "text"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("10000 characters");
        }
    }

    @Test
    void what_is_optional_or_an_amount_is_looked_at_too() {
        assertThatThrownBy(() -> Violations.given(Optional.of(LocalDate.MIN), "day"))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Violations.given(Money.of(new BigDecimal("1E+15"), "EUR"), "amount"))
                .isInstanceOf(InvalidInputException.class);
        assertThat(Violations.given(Optional.empty(), "day")).isEmpty();
    }
}
