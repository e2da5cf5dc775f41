package nl.termijn.vat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nl.termijn.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VatIdTest {
    /** Checks that fold two remainders into one digit, or allow several, and so miss a few errors. */
    private static final Set<String> FOLDING = Set.of("BG", "CZ", "EL", "LT", "NL", "PT", "RO", "XI");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATU39099603", "ATU08246281", "BE0246770968", "BE0547106724", "BG088203139", "BG857443400",
                "CY10123456G", "CY10259033P", "CZ00952354", "CZ45360405", "DE832181846", "DE622976314",
                "DE136695976", "DK31471257", "DK76738505", "EE100711422", "EE108462948", "EL558358650",
                "EL291244498", "ESB03067394", "ESB80503550", "FI40120242", "FI85127616", "FR17185119393",
                "FR39592723068", "HR86212833520", "HR18088279703", "HU79083281", "HU82331144", "IE1234567T",
                "IE1234567FA", "IT79056490836", "IT17774660637", "LT007942713", "LT860639918", "LU98234956",
                "LU29778479", "LV43802451060", "LV41913394226", "MT64957171", "MT23605509", "NL661712813B01",
                "NL000099998B57", "NL123456789B13", "PL4317505248", "PL5517832277", "PT592889181", "PT549817280",
                "RO82695670", "RO34145553", "SE556434072601", "SE556111802601", "SI42453011", "SI39309428",
                "SK2027494854", "XI123456782", "XI765432126"
            })
    void a_valid_id_is_accepted_and_one_wrong_digit_refused(String id) {
        assertThat(VatId.check(id)).isEmpty();
        assertThat(VatId.of(id).value()).isEqualTo(id);

        List<String> wrongs = oneDigitAway(id);
        List<String> missed =
                wrongs.stream().filter(wrong -> VatId.check(wrong).isEmpty()).toList();
        if (FOLDING.contains(id.substring(0, 2))) {
            assertThat(missed).hasSizeLessThan(wrongs.size() / 6);
        } else {
            assertThat(missed).isEmpty();
        }
    }

    /** What the check digits cover: of a Dutch id, only the nine digits before the B in the 11-test. */
    private static List<String> oneDigitAway(String id) {
        int end = id.startsWith("NL") ? 11 : id.length();
        List<String> wrong = new ArrayList<>();
        for (int i = 2; i < end; i++) {
            for (char c = '0'; c <= '9' && Character.isDigit(id.charAt(i)); c++) {
                if (c != id.charAt(i)) {
                    wrong.add(id.substring(0, i) + c + id.substring(i + 1));
                }
            }
        }
        return wrong;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Bulgaria: citizens born in three centuries, foreigner, other, second round
                "BG7506151237",
                "BG0546151233",
                "BG9526151235",
                "BG7199991232",
                "BG9999123454",
                "BG200000015",
                // Czechia: man, woman, full day, nine digits of two centuries, special, folded remainders
                "CZ7506151235",
                "CZ7556151230",
                "CZ0526151230",
                "CZ530615123",
                "CZ950615123",
                "CZ612345670",
                "CZ10000020",
                "CZ10000071",
                // Spain: person, foreigners, others, company with digit and with letter
                "ES12345678Z",
                "ESX1234567L",
                "ESY1234567X",
                "ESZ1234567R",
                "ESK1234567L",
                "ESL1234567L",
                "ESM1234567L",
                "ESA12345674",
                "ESQ1234567D",
                // France: digits, second a letter, first a letter, Monaco
                "FR11123456782",
                "FR4M123456782",
                "FRK9123456782",
                "FR34000123456",
                // Ireland: old forms, new with H
                "IE1D23456W",
                "IE1+23456W",
                "IE1*23456W",
                "IE7654321JH",
                // Italy: the offices that are allowed
                "IT12345670017",
                "IT12345671007",
                "IT12345671205",
                "IT12345671213",
                "IT12345678887",
                "IT12345679992",
                // Latvia: person, person without birthday
                "LV15067511238",
                "LV32999912343",
                // Lithuania: twelve digits, second round
                "LT123456789011",
                "LT123450510",
                // Portugal, Slovenia: folded remainder
                "PT500000000",
                "SI10000020",
                // Romania: shortest, longest, persons of three centuries, folded remainder
                "RO19",
                "RO1234567897",
                "RO1750615123451",
                "RO4750615123455",
                "RO5050615123452",
                "RO1750615123021",
                // Northern Ireland: both remainders, branch
                "XI123456727",
                "XI765432168",
                "XI765432168001"
            })
    void the_special_forms_are_accepted(String id) {
        assertThat(VatId.check(id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SI10000070, check digits",
        "SI10000071, check digits",
        "CZ95236458, check digits",
        "CZ7513151235, check digits",
        "CZ540615123, check digits",
        "CZ7506151236, check digits",
        "BG7513151237, check digits",
        "LV15137511238, check digits",
        "LV15067511239, check digits",
        "RO1751315123451, check digits",
        "RO1750615123452, check digits",
        "ES12345678A, check digits",
        "ESX1234567A, check digits",
        "ESK1234567A, check digits",
        "ESA12345675, check digits",
        "ESQ1234567A, check digits",
        "ESO1234567D, check digits",
        "FR12123456782, check digits",
        "FR4N123456782, check digits",
        "FR11123456783, check digits",
        "NL661712814B01, check digits",
        "NL000000000B00, 9 digits",
        "NL000000000B01, 9 digits",
        "FR12000000000, 9 digits",
        "IT00000000018, 11 digits",
        "SE000000000001, 12 digits",
        "XI000000000, check digits",
        "NL661712813B00, 9 digits",
        "EL000000000, check digits",
        "CY12123456G, 8 digits and a letter",
        "SE556434072602, 12 digits",
        "IT12345670009, 11 digits",
        "IT12345671221, 11 digits",
        "DE032181846, the first not 0",
        "DE83218184, 9 digits",
        "BE2246770968, the first 0 or 1",
        "FRIO123456782, 'no I, O'",
        "SK2029239070, check digits",
        "SK2019239070, the third",
        "LT007942723, with 1 before the last",
        "XI1234567, 9 or 12 digits",
        "NL123456789EX, small-business scheme",
        "GR558358650, begin with EL",
        "GB123456782, no member state",
        "US123456789, no member state",
        "CHE123456789, no member state",
        "EU123456789, One Stop Shop",
        "IM1234567890, One Stop Shop",
        "661712813B01, two letters",
        "N, two letters",
        "' ', blank"
    })
    void a_wrong_id_is_refused_with_the_rule(String id, String rule) {
        assertThat(VatId.check(id)).hasValueSatisfying(violation -> {
            assertThat(violation.field()).isEqualTo("vatId");
            assertThat(violation.value()).isEqualTo(id);
            assertThat(violation.rule()).contains(rule);
            assertThat(violation.remedy()).isNotBlank();
        });
        assertThatThrownBy(() -> VatId.of(id))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations())
                                .containsExactly(VatId.check(id).orElseThrow()));
    }

    @Test
    void customers_outside_the_eu_are_told_to_leave_it_empty() {
        assertThat(VatId.check("NO123456789MVA").orElseThrow().remedy()).contains("outside the EU", "leave it empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NL661712813B01",
                " nl661712813b01 ",
                "NL 6617.12.813.B01",
                "NL-661712813-B01",
                "nl/661712813/b01",
                "NL\u00a06617\u202f12813\u2011B01",
                "N L 6 6 1 7 1 2 8 1 3 B 0 1\n"
            })
    void blanks_dots_dashes_slashes_and_small_letters_are_tolerated(String written) {
        assertThat(VatId.of(written)).isEqualTo(VatId.of("NL661712813B01"));
        assertThat(VatId.of(written).value()).isEqualTo("NL661712813B01");
    }

    @ParameterizedTest
    @CsvSource({"EL558358650, EL, GR", "XI123456782, XI, GB", "NL661712813B01, NL, NL", "FR34000123456, FR, FR"})
    void the_country_is_the_iso_code_of_the_prefix(String id, String prefix, String country) {
        assertThat(VatId.of(id).prefix()).isEqualTo(prefix);
        assertThat(VatId.of(id).country()).isEqualTo(country);
    }

    @Test
    void ids_are_equal_by_value() {
        VatId id = VatId.of("DE136695976");
        assertThat(id).isEqualTo(VatId.of("DE 136 695 976")).hasSameHashCodeAs(VatId.of("de136695976"));
        assertThat(id).isNotEqualTo(VatId.of("DE832181846")).isNotEqualTo("DE136695976");
        assertThat(id).hasToString("DE136695976");
    }

    @Test
    void every_member_state_and_northern_ireland_have_a_form() {
        assertThat(VatIdFormat.values()).hasSize(28);
        for (VatIdFormat format : VatIdFormat.values()) {
            assertThat(EuTerritory.isMember(format.country(), java.time.LocalDate.of(2020, 1, 1)))
                    .as(format.name())
                    .isTrue();
        }
    }
}
