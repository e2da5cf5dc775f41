package nl.termijn.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nl.termijn.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditorReferenceTest {

    @ParameterizedTest
    @CsvSource({"2026-000123, RF462026000123, RF46 2026 0001 23", "539007547034, RF18539007547034, RF18 5390 0754 7034"
    })
    void theCheckDigitsFollowFromTheNumber(String number, String value, String printed) {
        CreditorReference reference = CreditorReference.of(number).orElseThrow();
        assertThat(reference).hasToString(value);
        assertThat(reference.printed()).isEqualTo(printed);
    }

    @Test
    void lettersCountAsNumbersWhateverTheirCase() {
        assertThat(CreditorReference.of("c2026/7")).isEqualTo(CreditorReference.of("C20267"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "---", "1234567890123456789012"})
    void aNumberThatDoesNotFitHasNone(String number) {
        assertThat(CreditorReference.of(number)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RF472026000123", "RF46202600012", "XX462026000123", "RF46"})
    void anErrorOfTypingIsRefused(String value) {
        assertThatThrownBy(() -> new CreditorReference(value))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(value)
                .hasMessageContaining("ISO 11649");
    }

    @Test
    void everyWrongDigitIsFound() {
        for (int n = 1; n < 500; n++) {
            String right = CreditorReference.of("2026" + n).orElseThrow().value();
            int place = 4 + n % (right.length() - 4);
            char other = right.charAt(place) == '9' ? '0' : (char) (right.charAt(place) + 1);
            String wrong = right.substring(0, place) + other + right.substring(place + 1);
            assertThatThrownBy(() -> new CreditorReference(wrong)).isInstanceOf(InvalidInputException.class);
        }
    }
}
