package nl.termijn.vat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EuTerritoryTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    @ParameterizedTest
    @CsvSource({
        "NL, 1015CJ, true",
        "NL, , true",
        "ES, 28001, true",
        "ES, , true",
        "ES, 35001, false",
        "ES, 38-001, false",
        "ES, 51001, false",
        "ES, ES-52001, false",
        "ES, 351, true",
        "ES, 350011, true",
        "DE, 78266, false",
        "DE, D-27498, false",
        "DE, 10115, true",
        "IT, 23041, false",
        "IT, 23030, true",
        "IT, 22061, false",
        "IT, 00118, true",
        "FI, 22100, false",
        "FI, 00100, true",
        "GR, 630 86, false",
        "GR, 10552, true",
        "FR, 97110, false",
        "FR, 98800, false",
        "FR, 98000, true",
        "FR, 75001, true",
        "MC, 98000, true",
        "MC, , true",
        "FO, , false",
        "GL, , false",
        "AX, 22100, false",
        "GP, 97110, false",
        "GB, BT1 1AA, false",
        "CH, 8001, false",
        "US, 35001, false"
    })
    void postal_codes_tell_the_parts_where_eu_vat_does_not_hold(String country, String postalCode, boolean inside) {
        assertThat(EuTerritory.isInVatTerritory(country, Optional.ofNullable(postalCode), TODAY))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "GB, 2020-12-31, true",
        "GB, 2021-01-01, false",
        "HR, 2013-06-30, false",
        "HR, 2013-07-01, true",
        "BG, 2006-12-31, false",
        "PL, 2004-05-01, true",
        "NL, 1986-10-01, true",
        "EL, 2026-01-01, false",
        "MC, 2026-01-01, false",
        "XI, 2026-01-01, false",
        "NO, 2026-01-01, false"
    })
    void membership_depends_on_the_day(String country, LocalDate day, boolean member) {
        assertThat(EuTerritory.isMember(country, day)).isEqualTo(member);
    }

    @ParameterizedTest
    @CsvSource({
        "GB, BT1 1AA, 2026-01-01, true",
        "GB, ' bt71', 2026-01-01, true",
        "GB, SW1A, 2026-01-01, false",
        "GB, , 2026-01-01, false",
        "XI, , 2026-01-01, true",
        "GB, BT1 1AA, 2020-12-31, false",
        "IE, BT1, 2026-01-01, false"
    })
    void northern_ireland_is_told_by_its_postal_code(String country, String postalCode, LocalDate day, boolean is) {
        assertThat(EuTerritory.isNorthernIreland(country, Optional.ofNullable(postalCode), day))
                .isEqualTo(is);
    }

    @Test
    void there_are_27_member_states() {
        long members = java.util.Arrays.stream(java.util.Locale.getISOCountries())
                .filter(country -> EuTerritory.isMember(country, TODAY))
                .count();
        assertThat(members).isEqualTo(27);
    }
}
