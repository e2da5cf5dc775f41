package nl.termijn.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentTermTest {

    @ParameterizedTest
    @CsvSource({
        "14,  ISSUE_DATE,    2026-02-10, 2026-02-24",
        "0,   ISSUE_DATE,    2026-02-10, 2026-02-10",
        "30,  ISSUE_DATE,    2024-02-01, 2024-03-02",
        "365, ISSUE_DATE,    2026-01-01, 2027-01-01",
        "30,  END_OF_MONTH,  2026-02-10, 2026-03-30",
        "0,   END_OF_MONTH,  2024-02-29, 2024-02-29",
        "14,  END_OF_MONTH,  2026-12-31, 2027-01-14",
    })
    void the_last_day_of_payment(int days, PaymentTerm.Start from, LocalDate issuedOn, LocalDate dueOn) {
        assertThat(new PaymentTerm(days, from).dueOn(issuedOn)).isEqualTo(dueOn);
    }

    @Test
    void a_term_has_0_to_365_days() {
        assertThat(PaymentTerm.endOfMonthPlus(365).days()).isEqualTo(365);
        assertThatThrownBy(() -> PaymentTerm.days(-1)).hasMessageContaining("'-1': must be 0 to 365");
        assertThatThrownBy(() -> PaymentTerm.days(366)).hasMessageContaining("'366': must be 0 to 365");
    }
}
