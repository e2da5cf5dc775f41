package nl.termijn.vat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VatValuesTest {
    private static final Locale DUTCH = Locale.forLanguageTag("nl-BE");
    private static final JsonMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final VatSeller SELLER = VatSeller.builder()
            .country("NL")
            .vatId(VatId.of("NL661712813B01"))
            .scheme(VatSeller.Scheme.SMALL_BUSINESS)
            .addOssPeriods(new OssPeriod(LocalDate.of(2026, 5, 1), PlaceOfSupply.CUSTOMER))
            .vatIdPolicy(VatIdPolicy.GIVEN)
            .outsideEuBusiness(VatCategory.O)
            .build();
    private static final VatBuyer BUYER = VatBuyer.builder()
            .country("DE")
            .postalCode("10115")
            .kind(BuyerKind.BUSINESS)
            .vatId(VatId.of("DE136695976"))
            .vatIdEvidence(
                    new VatIdEvidence(VatIdEvidence.Status.VALID, LocalDate.of(2026, 11, 25), Optional.of("WAPIAAAA1")))
            .exemptionCertificate("embassy")
            .build();

    @Test
    void values_round_trip_through_json() throws Exception {
        assertRoundTrip(SELLER, VatSeller.class);
        assertRoundTrip(VatSeller.builder().country("NL").build(), VatSeller.class);
        assertRoundTrip(BUYER, VatBuyer.class);
        assertRoundTrip(
                VatBuyer.builder().country("US").kind(BuyerKind.CONSUMER).build(), VatBuyer.class);
        assertRoundTrip(VatId.of("EL558358650"), VatId.class);
        assertRoundTrip(VatProduct.of(VatKind.REDUCED), VatProduct.class);
        assertRoundTrip(
                new VatTreatment(VatCategory.S, new BigDecimal("25.5"), "FI", VatReason.OSS), VatTreatment.class);
        assertRoundTrip(
                VatRate.of("FI", VatKind.STANDARD, new BigDecimal("25.5"), LocalDate.of(2024, 9, 1), "x"),
                VatRate.class);
        assertThat(JSON.writeValueAsString(VatId.of("DE 136695976"))).isEqualTo("\"DE136695976\"");
    }

    private static <T> void assertRoundTrip(T value, Class<T> type) throws Exception {
        String text = JSON.writeValueAsString(value);
        assertThat(JSON.readValue(text, type)).as(text).isEqualTo(value);
    }

    @Test
    void treatments_are_equal_whatever_the_scale_of_their_rate() {
        VatTreatment twenty = new VatTreatment(VatCategory.S, new BigDecimal("20"), "FR", VatReason.DOMESTIC);
        assertThat(new VatTreatment(VatCategory.S, new BigDecimal("20.00"), "FR", VatReason.DOMESTIC))
                .isEqualTo(twenty)
                .hasSameHashCodeAs(twenty);
        assertThat(new VatTreatment(VatCategory.S, new BigDecimal("2E1"), "FR", VatReason.DOMESTIC))
                .isEqualTo(twenty);
        assertThat(twenty.rate()).hasToString("20");
    }

    @Test
    void a_seller_is_checked_with_everything_at_once() {
        OssPeriod period = new OssPeriod(LocalDate.of(2026, 1, 1), PlaceOfSupply.CUSTOMER);
        assertThatThrownBy(() -> VatSeller.builder()
                        .country("Netherlands")
                        .outsideEuBusiness(VatCategory.S)
                        .addOssPeriods(period, period)
                        .build())
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations())
                                .extracting("field")
                                .containsExactly("country", "outsideEuBusiness", "ossPeriods"));
    }

    @ParameterizedTest
    @CsvSource({"EL, write GR", "UK, write GB", "nl, write NL", "1L, write NL", "N1, write NL", "'', write NL"})
    void a_buyers_country_is_an_iso_code(String country, String remedy) {
        assertThatThrownBy(() -> VatBuyer.builder()
                        .country(country)
                        .kind(BuyerKind.CONSUMER)
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(remedy);
    }

    @Test
    void the_oss_state_is_that_of_the_latest_period_begun() {
        VatSeller seller = VatSeller.builder()
                .country("NL")
                .addOssPeriods(
                        new OssPeriod(LocalDate.of(2026, 5, 1), PlaceOfSupply.CUSTOMER),
                        new OssPeriod(LocalDate.of(2025, 1, 1), PlaceOfSupply.SELLER),
                        new OssPeriod(LocalDate.of(2024, 1, 1), PlaceOfSupply.CUSTOMER))
                .build();
        assertThat(seller.consumersElsewhereOn(LocalDate.of(2023, 12, 31))).isEqualTo(PlaceOfSupply.SELLER);
        assertThat(seller.consumersElsewhereOn(LocalDate.of(2024, 1, 1))).isEqualTo(PlaceOfSupply.CUSTOMER);
        assertThat(seller.consumersElsewhereOn(LocalDate.of(2026, 4, 30))).isEqualTo(PlaceOfSupply.SELLER);
        assertThat(seller.consumersElsewhereOn(LocalDate.of(2026, 5, 1))).isEqualTo(PlaceOfSupply.CUSTOMER);
    }

    @ParameterizedTest
    @CsvSource({
        "EU_REVERSE_CHARGE, Btw verlegd, Reverse charge",
        "DOMESTIC_REVERSE_CHARGE, Btw verlegd, Reverse charge",
        "INTRA_COMMUNITY_GOODS, 'Intracommunautaire levering, art. 138 Btw-richtlijn', 'Intra-Community supply, Article 138 VAT Directive'",
        "EXPORT, 'Uitvoer, art. 146 Btw-richtlijn', 'Export outside the EU, Article 146 VAT Directive'",
        "OUTSIDE_EU_SERVICE, 'Niet belast in de EU, art. 44 Btw-richtlijn', 'Not subject to EU VAT, Article 44 VAT Directive'",
        "SMALL_BUSINESS, Vrijgesteld van btw op grond van art. 25 Wet OB (kleineondernemersregeling), 'VAT exempt, small enterprise'"
    })
    void the_note_is_the_wording_of_the_law(VatReason reason, String dutch, String english) {
        assertThat(reason.note(DUTCH)).hasValue(dutch);
        assertThat(reason.note(Locale.ENGLISH)).hasValue(english);
        assertThat(VatTreatment.untaxed(VatCategory.E, "NL", reason).note(DUTCH))
                .hasValue(dutch);
    }

    @ParameterizedTest
    @EnumSource(VatReason.class)
    void every_reason_is_explained_in_dutch_and_english(VatReason reason) {
        assertThat(reason.explain(DUTCH)).isNotBlank().isNotEqualTo(reason.explain(Locale.ENGLISH));
        assertThat(reason.note(DUTCH).isPresent())
                .isEqualTo(reason.note(Locale.ENGLISH).isPresent());
    }

    @ParameterizedTest
    @EnumSource(VatReason.class)
    void other_languages_get_english_whatever_the_machine_speaks(VatReason reason) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(DUTCH);
            assertThat(reason.explain(Locale.FRENCH)).isEqualTo(reason.explain(Locale.ENGLISH));
            assertThat(reason.explain(Locale.ROOT)).isEqualTo(reason.explain(Locale.UK));
            assertThat(reason.explain(Locale.ENGLISH)).isNotEqualTo(reason.explain(DUTCH));
        } finally {
            Locale.setDefault(before);
        }
    }
}
