package nl.termijn.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceScheduleTest {

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "2,12", "3,1", "3,2", "3,12", "4,3", "6,7", "12,1", "12,11"})
    void fits_and_next_run_agree_with_counting_months(int months, int startMonth) {
        InvoiceSchedule schedule = InvoiceSchedule.every(months, startMonth);
        YearMonth fitting = YearMonth.of(1999, startMonth);
        LocalDate day = LocalDate.of(2023, 12, 1);
        for (; day.getYear() < 2026; day = day.plusDays(1)) {
            while (!fitting.atDay(1).isAfter(day)) {
                fitting = fitting.plusMonths(months);
            }
            assertThat(schedule.nextRunAfter(day)).isEqualTo(fitting.atDay(1));
            assertThat(schedule.fits(YearMonth.from(day)))
                    .isEqualTo(fitting.minusMonths(months).equals(YearMonth.from(day)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 5, 7, 8, 9, 10, 11, 13, 24})
    void a_schedule_divides_the_year(int months) {
        assertThatThrownBy(() -> InvoiceSchedule.every(months, 1)).hasMessageContaining("scheduleMonths: '" + months);
    }

    @Test
    void both_faults_are_told() {
        assertThatThrownBy(() -> InvoiceSchedule.every(5, 13))
                .hasMessageContaining("scheduleMonths: '5'")
                .hasMessageContaining("scheduleStartMonth: '13'");
        assertThatThrownBy(() -> InvoiceSchedule.every(1, 0)).hasMessageContaining("scheduleStartMonth: '0'");
    }
}
