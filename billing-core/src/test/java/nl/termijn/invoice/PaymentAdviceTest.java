package nl.termijn.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.LocalDate;
import nl.termijn.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentAdviceTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://pay.example/1", "javascript:alert(1)", "https:only", "/p/1"})
    void aPayLinkIsAnHttpsAddress(String link) {
        assertThatThrownBy(() -> PaymentAdvice.TRANSFER.withPayLink(URI.create(link)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be an https address");
        assertThat(PaymentAdvice.TRANSFER
                        .withPayLink(URI.create("https://pay.example/1"))
                        .payLink())
                .contains(URI.create("https://pay.example/1"));
    }

    @Test
    void ofAnAccountThatIsDebitedOnlyTheEndsAreKept() {
        PaymentAdvice.DirectDebit debit =
                PaymentAdvice.DirectDebit.from("NL44RABO0123456789", LocalDate.of(2026, 3, 10), "M-7", "NL79ZZZ9");
        assertThat(debit.maskedIban()).isEqualTo("NL•• •••• 6789");
        assertThatThrownBy(() -> PaymentAdvice.DirectDebit.from("NL44", LocalDate.of(2026, 3, 10), "M-7", "NL79ZZZ9"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("NL44");
    }
}
