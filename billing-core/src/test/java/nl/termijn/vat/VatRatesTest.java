package nl.termijn.vat;

import static nl.termijn.vat.VatKind.EXEMPT;
import static nl.termijn.vat.VatKind.REDUCED;
import static nl.termijn.vat.VatKind.SECOND_REDUCED;
import static nl.termijn.vat.VatKind.STANDARD;
import static nl.termijn.vat.VatKind.SUPER_REDUCED;
import static nl.termijn.vat.VatKind.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.termijn.VatRateFile;
import nl.termijn.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VatRatesTest {
    private static final VatRates BUILT_IN = VatRateFile.builtIn();

    @ParameterizedTest
    @CsvSource({
        "NL, STANDARD, 1986-10-01, 20",
        "NL, STANDARD, 1989-01-01, 18.5",
        "NL, STANDARD, 1992-10-01, 17.5",
        "NL, STANDARD, 2012-09-30, 19",
        "NL, STANDARD, 2012-10-01, 21",
        "NL, REDUCED, 2018-12-31, 6",
        "NL, REDUCED, 2019-01-01, 9",
        "DE, STANDARD, 2020-06-30, 19",
        "DE, STANDARD, 2020-07-01, 16",
        "DE, STANDARD, 2020-12-31, 16",
        "DE, STANDARD, 2021-01-01, 19",
        "DE, REDUCED, 2020-08-01, 5",
        "IE, STANDARD, 2020-09-01, 21",
        "IE, STANDARD, 2021-03-01, 23",
        "LU, STANDARD, 2023-06-01, 16",
        "LU, REDUCED, 2023-06-01, 13",
        "LU, SECOND_REDUCED, 2023-06-01, 7",
        "FI, STANDARD, 2024-08-31, 24",
        "FI, STANDARD, 2024-09-01, 25.5",
        "EE, STANDARD, 2025-07-01, 24",
        "RO, STANDARD, 2025-08-01, 21",
        "SK, STANDARD, 2025-01-01, 23",
        "FR, SUPER_REDUCED, 2026-11-25, 2.1",
        "AT, SUPER_REDUCED, 2026-07-01, 4.9",
        "GR, STANDARD, 2026-11-25, 24",
        "NL, ZERO, 2026-11-25, 0",
        "NL, EXEMPT, 2026-11-25, 0"
    })
    void the_rate_is_the_one_of_the_day(String country, VatKind kind, LocalDate day, BigDecimal rate) {
        assertThat(BUILT_IN.rate(country, kind, day)).isEqualTo(rate);
    }

    @Test
    void every_member_state_has_a_standard_rate_today_and_reduced_rates_go_down() {
        LocalDate today = LocalDate.of(2026, 11, 25);
        List<String> countries =
                BUILT_IN.rows().stream().map(VatRate::country).distinct().toList();
        assertThat(countries).hasSize(27).allMatch(country -> EuTerritory.isMember(country, today));
        for (String country : countries) {
            List<BigDecimal> rates = BUILT_IN.rows().stream()
                    .filter(row -> row.country().equals(country) && row.to().isEmpty())
                    .map(VatRate::rate)
                    .toList();
            assertThat(rates).as(country).isNotEmpty().isSortedAccordingTo((a, b) -> b.compareTo(a));
            assertThat(BUILT_IN.rate(country, STANDARD, today)).isEqualTo(rates.get(0));
        }
        assertThat(BUILT_IN.rows()).allSatisfy(row -> assertThat(row.source()).isNotBlank());
    }

    @Test
    void changes_are_the_days_inside_on_which_the_rate_differs_from_the_day_before() {
        assertThat(BUILT_IN.changes("DE", STANDARD, LocalDate.of(2020, 1, 1), LocalDate.of(2022, 1, 1)))
                .containsExactly(LocalDate.of(2020, 7, 1), LocalDate.of(2021, 1, 1));
        assertThat(BUILT_IN.changes("NL", STANDARD, LocalDate.of(2012, 9, 15), LocalDate.of(2012, 10, 15)))
                .containsExactly(LocalDate.of(2012, 10, 1));
        assertThat(BUILT_IN.changes("NL", STANDARD, LocalDate.of(2012, 10, 1), LocalDate.of(2012, 10, 15)))
                .isEmpty();
        assertThat(BUILT_IN.changes("NL", STANDARD, LocalDate.of(2012, 9, 1), LocalDate.of(2012, 10, 1)))
                .isEmpty();
        assertThat(BUILT_IN.changes("NL", ZERO, LocalDate.of(2012, 9, 1), LocalDate.of(2013, 10, 1)))
                .isEmpty();
        assertThat(BUILT_IN.changes("US", STANDARD, LocalDate.of(2012, 9, 1), LocalDate.of(2013, 10, 1)))
                .isEmpty();
        assertThat(BUILT_IN.changes("NL", STANDARD, LocalDate.of(2013, 1, 1), LocalDate.of(2012, 1, 1)))
                .isEmpty();
    }

    @Test
    void a_rate_that_goes_on_in_a_new_row_is_no_change() {
        VatRates rates = VatRates.of(List.of(
                new VatRate("NL", STANDARD, new BigDecimal("21"), day(1), Optional.of(day(10)), "a"),
                new VatRate("NL", STANDARD, new BigDecimal("21.00"), day(10), Optional.empty(), "b")));
        assertThat(rates.changes("NL", STANDARD, day(1), day(20))).isEmpty();
    }

    @Test
    void days_without_a_rate_are_a_change_and_asking_there_says_what_to_add() {
        VatRates rates = VatRates.of(List.of(
                new VatRate("NL", STANDARD, new BigDecimal("21"), day(1), Optional.of(day(10)), "a"),
                new VatRate("NL", STANDARD, new BigDecimal("21"), day(12), Optional.empty(), "b")));
        assertThat(rates.changes("NL", STANDARD, day(1), day(20))).containsExactly(day(10), day(12));
        assertThatThrownBy(() -> rates.rate("NL", STANDARD, day(10)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("NL STANDARD on 2026-01-10")
                .hasMessageContaining("VatRates.with(VatRate.of(\"NL\", VatKind.STANDARD");
        assertThatThrownBy(() -> rates.rate("NL", REDUCED, day(1))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> rates.rate("CH", STANDARD, day(1))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> rates.rate("NL", STANDARD, day(1).minusDays(1)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void rows_that_overlap_are_refused_all_at_once() {
        List<VatRate> rows = List.of(
                new VatRate("NL", STANDARD, new BigDecimal("21"), day(1), Optional.empty(), "long"),
                new VatRate("NL", STANDARD, new BigDecimal("20"), day(2), Optional.of(day(3)), "first inside"),
                new VatRate("NL", STANDARD, new BigDecimal("22"), day(5), Optional.of(day(6)), "second inside"),
                new VatRate("NL", REDUCED, new BigDecimal("9"), day(2), Optional.of(day(3)), "other kind"),
                new VatRate("BE", STANDARD, new BigDecimal("21"), day(1), Optional.empty(), "other country"));
        assertThatThrownBy(() -> VatRates.of(rows))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations())
                                .extracting(v -> v.value() + " " + v.rule())
                                .containsExactly(
                                        "NL STANDARD 20 from 2026-01-02 to 2026-01-03 overlaps NL STANDARD 21 from 2026-01-01",
                                        "NL STANDARD 22 from 2026-01-05 to 2026-01-06 overlaps NL STANDARD 21 from 2026-01-01"));
    }

    @Test
    void a_hosts_row_wins_on_its_days_only() {
        VatRates cut = BUILT_IN.with(
                new VatRate("NL", STANDARD, new BigDecimal("15"), day(10), Optional.of(day(20)), "cut"),
                VatRate.of("CH", STANDARD, new BigDecimal("8.10"), day(1), "other country"));
        assertThat(cut.rate("NL", STANDARD, day(9))).isEqualTo("21");
        assertThat(cut.rate("NL", STANDARD, day(10))).isEqualTo("15");
        assertThat(cut.rate("NL", STANDARD, day(19))).isEqualTo("15");
        assertThat(cut.rate("NL", STANDARD, day(20))).isEqualTo("21");
        assertThat(cut.rate("CH", STANDARD, day(20))).isEqualTo("8.1");
        assertThat(cut.changes("NL", STANDARD, day(1), day(31))).containsExactly(day(10), day(20));
        assertThat(BUILT_IN.rate("NL", STANDARD, day(15))).isEqualTo("21");

        VatRates test =
                BUILT_IN.with(VatRate.of("NL", STANDARD, new BigDecimal("20"), LocalDate.of(1900, 1, 1), "test"));
        assertThat(test.rate("NL", STANDARD, LocalDate.of(1995, 1, 1))).isEqualTo("20");
        assertThat(test.rows().stream().filter(r -> r.country().equals("NL") && r.kind() == STANDARD))
                .hasSize(1);
    }

    @Test
    void tables_are_equal_by_their_rows() {
        VatRate row = VatRate.of("NL", STANDARD, new BigDecimal("21"), day(1), "a");
        assertThat(VatRates.of(List.of(row)))
                .isEqualTo(VatRates.of(List.of()).with(row))
                .hasSameHashCodeAs(VatRates.of(List.of(row)))
                .isNotEqualTo(VatRates.of(List.of()))
                .isNotEqualTo("table")
                .hasToString("VatRates of 1 rows for 1 countries");
    }

    @Test
    void a_row_is_checked_with_everything_at_once() {
        assertThatThrownBy(() -> new VatRate("EL", ZERO, new BigDecimal("101"), day(2), Optional.of(day(2)), "wrong"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations())
                                .extracting("field")
                                .containsExactly("country", "kind", "rate", "to"));
        assertThatThrownBy(() -> VatRate.of("nl", EXEMPT, new BigDecimal("-1"), day(2), "wrong"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations()).extracting("field").containsExactly("country", "kind", "rate"));
    }

    @Test
    void a_rate_loses_trailing_zeros_and_never_has_an_exponent() {
        assertThat(VatRate.of("NL", SECOND_REDUCED, new BigDecimal("20.00"), day(1), "")
                        .rate())
                .hasToString("20");
        assertThat(VatRate.of("NL", SUPER_REDUCED, new BigDecimal("2E+1"), day(1), "")
                        .rate())
                .hasToString("20");
        assertThat(VatRate.of("NL", SUPER_REDUCED, new BigDecimal("25.50"), day(1), "")
                        .rate())
                .hasToString("25.5");
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 1, day);
    }
}
