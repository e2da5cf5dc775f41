package nl.termijn.vat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import nl.termijn.VatRateFile;
import nl.termijn.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VatRulesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 25);
    private static final VatRules RULES = new VatRules(VatRateFile.builtIn());

    /** Where the buyer's VAT id stands. */
    enum Id {
        NONE,
        UNCHECKED,
        UNAVAILABLE,
        INVALID,
        CONFIRMED
    }

    @ParameterizedTest(name = "{0} {1} id {2}, {3}, elsewhere at {4}")
    @CsvSource({
        // buyer, kind, id, supply, consumers elsewhere taxed at -> category, rate, country, reason
        "NL, CONSUMER, NONE, ELECTRONIC_SERVICE, CUSTOMER, S, 21, NL, DOMESTIC",
        "NL, CONSUMER, NONE, SERVICE, CUSTOMER, S, 21, NL, DOMESTIC",
        "NL, CONSUMER, NONE, GOODS, CUSTOMER, S, 21, NL, DOMESTIC",
        "NL, CONSUMER, NONE, REVERSE_CHARGED_GOODS, CUSTOMER, S, 21, NL, DOMESTIC",
        "NL, BUSINESS, NONE, ELECTRONIC_SERVICE, CUSTOMER, S, 21, NL, DOMESTIC",
        "NL, BUSINESS, CONFIRMED, ELECTRONIC_SERVICE, SELLER, S, 21, NL, DOMESTIC",
        "NL, BUSINESS, CONFIRMED, SERVICE, SELLER, S, 21, NL, DOMESTIC",
        "NL, BUSINESS, CONFIRMED, GOODS, SELLER, S, 21, NL, DOMESTIC",
        "NL, BUSINESS, CONFIRMED, REVERSE_CHARGED_GOODS, SELLER, AE, 0, NL, DOMESTIC_REVERSE_CHARGE",
        "NL, BUSINESS, UNCHECKED, REVERSE_CHARGED_GOODS, SELLER, AE, 0, NL, DOMESTIC_REVERSE_CHARGE",
        "NL, BUSINESS, INVALID, REVERSE_CHARGED_GOODS, SELLER, S, 21, NL, DOMESTIC",
        "NL, BUSINESS, NONE, REVERSE_CHARGED_GOODS, SELLER, S, 21, NL, DOMESTIC",
        "DE, CONSUMER, NONE, ELECTRONIC_SERVICE, SELLER, S, 21, NL, EU_CONSUMER_BELOW_THRESHOLD",
        "DE, CONSUMER, NONE, SERVICE, SELLER, S, 21, NL, CONSUMER_SERVICE_AT_SELLER",
        "DE, CONSUMER, NONE, GOODS, SELLER, S, 21, NL, EU_CONSUMER_BELOW_THRESHOLD",
        "DE, CONSUMER, NONE, ELECTRONIC_SERVICE, CUSTOMER, S, 19, DE, OSS",
        "FI, CONSUMER, NONE, ELECTRONIC_SERVICE, CUSTOMER, S, 25.5, FI, OSS",
        "MC, CONSUMER, NONE, ELECTRONIC_SERVICE, CUSTOMER, S, 20, FR, OSS",
        "DE, CONSUMER, NONE, SERVICE, CUSTOMER, S, 21, NL, CONSUMER_SERVICE_AT_SELLER",
        "DE, CONSUMER, NONE, UNLISTED_SERVICE, CUSTOMER, S, 21, NL, CONSUMER_SERVICE_AT_SELLER",
        "DE, CONSUMER, NONE, GOODS, CUSTOMER, S, 19, DE, OSS",
        "DE, CONSUMER, CONFIRMED, ELECTRONIC_SERVICE, CUSTOMER, S, 19, DE, OSS",
        "DE, BUSINESS, CONFIRMED, ELECTRONIC_SERVICE, CUSTOMER, AE, 0, DE, EU_REVERSE_CHARGE",
        "DE, BUSINESS, CONFIRMED, SERVICE, CUSTOMER, AE, 0, DE, EU_REVERSE_CHARGE",
        "DE, BUSINESS, CONFIRMED, UNLISTED_SERVICE, SELLER, AE, 0, DE, EU_REVERSE_CHARGE",
        "DE, BUSINESS, CONFIRMED, GOODS, CUSTOMER, K, 0, NL, INTRA_COMMUNITY_GOODS",
        "DE, BUSINESS, CONFIRMED, REVERSE_CHARGED_GOODS, CUSTOMER, K, 0, NL, INTRA_COMMUNITY_GOODS",
        "DE, BUSINESS, NONE, ELECTRONIC_SERVICE, SELLER, S, 21, NL, VAT_ID_NOT_CONFIRMED",
        "DE, BUSINESS, INVALID, ELECTRONIC_SERVICE, CUSTOMER, S, 19, DE, VAT_ID_NOT_CONFIRMED",
        "DE, BUSINESS, UNCHECKED, ELECTRONIC_SERVICE, CUSTOMER, S, 19, DE, VAT_ID_NOT_CONFIRMED",
        "DE, BUSINESS, UNAVAILABLE, ELECTRONIC_SERVICE, CUSTOMER, S, 19, DE, VAT_ID_NOT_CONFIRMED",
        "DE, BUSINESS, NONE, SERVICE, CUSTOMER, S, 21, NL, VAT_ID_NOT_CONFIRMED",
        "DE, BUSINESS, NONE, GOODS, CUSTOMER, S, 21, NL, VAT_ID_NOT_CONFIRMED",
        "DE, BUSINESS, INVALID, GOODS, SELLER, S, 21, NL, VAT_ID_NOT_CONFIRMED",
        "US, BUSINESS, NONE, ELECTRONIC_SERVICE, CUSTOMER, G, 0, US, OUTSIDE_EU_SERVICE",
        "US, BUSINESS, NONE, SERVICE, CUSTOMER, G, 0, US, OUTSIDE_EU_SERVICE",
        "US, BUSINESS, NONE, GOODS, CUSTOMER, G, 0, NL, EXPORT",
        "US, CONSUMER, NONE, ELECTRONIC_SERVICE, CUSTOMER, O, 0, US, OUTSIDE_EU_CONSUMER",
        "US, CONSUMER, NONE, SERVICE, CUSTOMER, O, 0, US, OUTSIDE_EU_CONSUMER",
        "US, CONSUMER, NONE, UNLISTED_SERVICE, CUSTOMER, S, 21, NL, CONSUMER_SERVICE_AT_SELLER",
        "US, CONSUMER, NONE, GOODS, CUSTOMER, G, 0, NL, EXPORT",
        "NL, CONSUMER, NONE, OUTSIDE_SCOPE, SELLER, O, 0, NL, OUTSIDE_SCOPE",
        "DE, BUSINESS, CONFIRMED, OUTSIDE_SCOPE, SELLER, O, 0, NL, OUTSIDE_SCOPE"
    })
    void the_decision_table_holds_for_a_dutch_seller(
            String country,
            BuyerKind kind,
            Id id,
            SupplyKind supply,
            PlaceOfSupply elsewhere,
            VatCategory category,
            BigDecimal rate,
            String whose,
            VatReason reason) {
        VatTreatment treatment = RULES.decide(
                seller(elsewhere), buyer(country, kind, id), new VatProduct(supply, VatKind.STANDARD), DAY);
        assertThat(treatment).isEqualTo(new VatTreatment(category, rate, whose, reason));
    }

    @ParameterizedTest(name = "small-business scheme: {0} {1} id {2}, {3}, elsewhere at {4}")
    @CsvSource({
        "NL, CONSUMER, NONE, ELECTRONIC_SERVICE, SELLER, E, 0, NL, SMALL_BUSINESS",
        "NL, BUSINESS, CONFIRMED, REVERSE_CHARGED_GOODS, SELLER, E, 0, NL, SMALL_BUSINESS",
        "DE, CONSUMER, NONE, ELECTRONIC_SERVICE, SELLER, E, 0, NL, SMALL_BUSINESS",
        "DE, CONSUMER, NONE, GOODS, SELLER, E, 0, NL, SMALL_BUSINESS",
        "DE, CONSUMER, NONE, SERVICE, CUSTOMER, E, 0, NL, SMALL_BUSINESS",
        "DE, CONSUMER, NONE, ELECTRONIC_SERVICE, CUSTOMER, S, 19, DE, OSS",
        "DE, BUSINESS, CONFIRMED, ELECTRONIC_SERVICE, SELLER, AE, 0, DE, EU_REVERSE_CHARGE",
        "DE, BUSINESS, CONFIRMED, GOODS, SELLER, E, 0, NL, SMALL_BUSINESS",
        "DE, BUSINESS, NONE, GOODS, SELLER, E, 0, NL, SMALL_BUSINESS",
        "DE, BUSINESS, NONE, ELECTRONIC_SERVICE, SELLER, E, 0, NL, SMALL_BUSINESS",
        "US, BUSINESS, NONE, ELECTRONIC_SERVICE, SELLER, G, 0, US, OUTSIDE_EU_SERVICE",
        "US, CONSUMER, NONE, UNLISTED_SERVICE, SELLER, E, 0, NL, SMALL_BUSINESS",
        "US, CONSUMER, NONE, GOODS, SELLER, E, 0, NL, SMALL_BUSINESS",
        "NL, CONSUMER, NONE, OUTSIDE_SCOPE, SELLER, O, 0, NL, OUTSIDE_SCOPE"
    })
    void the_small_business_scheme_exempts_only_what_is_placed_at_home(
            String country,
            BuyerKind kind,
            Id id,
            SupplyKind supply,
            PlaceOfSupply elsewhere,
            VatCategory category,
            BigDecimal rate,
            String whose,
            VatReason reason) {
        VatSeller small = VatSeller.builder()
                .from(seller(elsewhere))
                .scheme(VatSeller.Scheme.SMALL_BUSINESS)
                .build();
        VatTreatment treatment =
                RULES.decide(small, buyer(country, kind, id), new VatProduct(supply, VatKind.STANDARD), DAY);
        assertThat(treatment).isEqualTo(new VatTreatment(category, rate, whose, reason));
    }

    @ParameterizedTest(name = "certificate: {0} {1}, {2} scheme {3}")
    @CsvSource({
        "NL, CONSUMER, ELECTRONIC_SERVICE, NORMAL, CERTIFICATE",
        "BE, BUSINESS, ELECTRONIC_SERVICE, NORMAL, CERTIFICATE",
        "BE, CONSUMER, SERVICE, NORMAL, CERTIFICATE",
        "BE, BUSINESS, GOODS, NORMAL, CERTIFICATE",
        "NL, CONSUMER, ELECTRONIC_SERVICE, SMALL_BUSINESS, SMALL_BUSINESS",
        "BE, BUSINESS, GOODS, SMALL_BUSINESS, SMALL_BUSINESS",
        "BE, BUSINESS, SERVICE, SMALL_BUSINESS, CERTIFICATE",
        "US, BUSINESS, GOODS, NORMAL, EXPORT"
    })
    void a_certificate_exempts_inside_the_eu(
            String country, BuyerKind kind, SupplyKind supply, VatSeller.Scheme scheme, VatReason reason) {
        VatBuyer embassy = VatBuyer.builder()
                .from(buyer(country, kind, Id.CONFIRMED))
                .exemptionCertificate("embassy")
                .build();
        VatSeller seller = VatSeller.builder()
                .from(seller(PlaceOfSupply.CUSTOMER))
                .scheme(scheme)
                .build();
        VatTreatment treatment = RULES.decide(seller, embassy, new VatProduct(supply, VatKind.STANDARD), DAY);
        assertThat(treatment.reason()).isEqualTo(reason);
        assertThat(treatment.category()).isEqualTo(reason == VatReason.EXPORT ? VatCategory.G : VatCategory.E);
    }

    @ParameterizedTest
    @CsvSource({
        "NL, SELLER, ZERO, Z, 0, NL, DOMESTIC_ZERO",
        "NL, SELLER, EXEMPT, E, 0, NL, DOMESTIC_EXEMPT",
        "NL, SELLER, REDUCED, S, 9, NL, DOMESTIC",
        "DE, SELLER, ZERO, Z, 0, NL, EU_CONSUMER_BELOW_THRESHOLD",
        "DE, SELLER, EXEMPT, E, 0, NL, DOMESTIC_EXEMPT",
        "DE, CUSTOMER, ZERO, Z, 0, DE, OSS",
        "DE, CUSTOMER, EXEMPT, E, 0, DE, OSS_EXEMPT",
        "DE, CUSTOMER, REDUCED, S, 7, DE, OSS",
        "FR, CUSTOMER, SUPER_REDUCED, S, 2.1, FR, OSS"
    })
    void the_kind_of_product_gives_the_rate_where_it_is_taxed(
            String country,
            PlaceOfSupply elsewhere,
            VatKind kind,
            VatCategory category,
            BigDecimal rate,
            String whose,
            VatReason reason) {
        assertThat(RULES.decide(
                        seller(elsewhere), buyer(country, BuyerKind.CONSUMER, Id.NONE), VatProduct.of(kind), DAY))
                .isEqualTo(new VatTreatment(category, rate, whose, reason));
    }

    @Test
    void an_exempt_product_is_exempt_where_an_unconfirmed_business_is_taxed() {
        VatTreatment treatment = RULES.decide(
                seller(PlaceOfSupply.CUSTOMER),
                buyer("DE", BuyerKind.BUSINESS, Id.INVALID),
                VatProduct.of(VatKind.EXEMPT),
                DAY);
        assertThat(treatment).isEqualTo(VatTreatment.untaxed(VatCategory.E, "DE", VatReason.OSS_EXEMPT));
    }

    @Test
    void a_kind_the_customers_country_does_not_know_is_an_error_that_says_what_to_add() {
        VatSeller seller = seller(PlaceOfSupply.CUSTOMER);
        VatBuyer dane = buyer("DK", BuyerKind.CONSUMER, Id.NONE);
        assertThatThrownBy(() -> RULES.decide(seller, dane, VatProduct.of(VatKind.REDUCED), DAY))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("DK REDUCED on 2026-11-25");
    }

    @Test
    void the_sale_that_exceeds_the_threshold_is_taxed_at_the_customer() {
        VatSeller seller = VatSeller.builder()
                .country("NL")
                .addOssPeriods(new OssPeriod(LocalDate.of(2026, 5, 12), PlaceOfSupply.CUSTOMER))
                .build();
        VatBuyer german = buyer("DE", BuyerKind.CONSUMER, Id.NONE);
        VatTreatment before = RULES.decide(seller, german, VatProduct.STANDARD, LocalDate.of(2026, 5, 11));
        VatTreatment exceeding = RULES.decide(seller, german, VatProduct.STANDARD, LocalDate.of(2026, 5, 12));
        assertThat(before.reason()).isEqualTo(VatReason.EU_CONSUMER_BELOW_THRESHOLD);
        assertThat(before.rate()).isEqualTo("21");
        assertThat(exceeding.reason()).isEqualTo(VatReason.OSS);
        // 20.00 net: VAT 3.80
        assertThat(exceeding.rate()).isEqualTo("19");
    }

    @ParameterizedTest
    @CsvSource({
        "UNCHECKED, AE, EU_REVERSE_CHARGE",
        "UNAVAILABLE, AE, EU_REVERSE_CHARGE",
        "CONFIRMED, AE, EU_REVERSE_CHARGE",
        "INVALID, S, VAT_ID_NOT_CONFIRMED",
        "NONE, S, VAT_ID_NOT_CONFIRMED"
    })
    void under_the_policy_given_an_id_holds_until_it_is_refuted(Id id, VatCategory category, VatReason reason) {
        VatSeller trusting =
                VatSeller.builder().country("NL").vatIdPolicy(VatIdPolicy.GIVEN).build();
        VatTreatment treatment = RULES.decide(trusting, buyer("DE", BuyerKind.BUSINESS, id), VatProduct.STANDARD, DAY);
        assertThat(treatment.category()).isEqualTo(category);
        assertThat(treatment.reason()).isEqualTo(reason);
    }

    @Test
    void an_id_of_the_sellers_own_state_proves_no_business_elsewhere() {
        VatBuyer buyer = VatBuyer.builder()
                .from(buyer("DE", BuyerKind.BUSINESS, Id.CONFIRMED))
                .vatId(VatId.of("NL000099998B57"))
                .build();
        assertThat(RULES.decide(seller(PlaceOfSupply.SELLER), buyer, VatProduct.STANDARD, DAY)
                        .reason())
                .isEqualTo(VatReason.VAT_ID_NOT_CONFIRMED);
    }

    @Test
    void northern_ireland_is_in_the_eu_for_goods_only() {
        VatBuyer shop = VatBuyer.builder()
                .country("GB")
                .postalCode("BT1 1AA")
                .kind(BuyerKind.BUSINESS)
                .vatId(VatId.of("XI123456782"))
                .vatIdEvidence(new VatIdEvidence(VatIdEvidence.Status.VALID, DAY, Optional.empty()))
                .build();
        VatSeller seller = seller(PlaceOfSupply.CUSTOMER);
        assertThat(RULES.decide(seller, shop, goods(), DAY).reason()).isEqualTo(VatReason.INTRA_COMMUNITY_GOODS);
        assertThat(RULES.decide(seller, shop, VatProduct.STANDARD, DAY).reason())
                .isEqualTo(VatReason.OUTSIDE_EU_SERVICE);
        VatBuyer person =
                VatBuyer.builder().country("XI").kind(BuyerKind.CONSUMER).build();
        VatRules withXi = new VatRules(VatRateFile.builtIn()
                .with(VatRate.of("XI", VatKind.STANDARD, new BigDecimal("20"), LocalDate.of(2021, 1, 1), "test")));
        assertThat(withXi.decide(seller, person, goods(), DAY))
                .isEqualTo(new VatTreatment(VatCategory.S, new BigDecimal("20"), "XI", VatReason.OSS));
        VatBuyer irish =
                VatBuyer.builder().from(shop).country("IE").postalCode("D02").build();
        assertThat(RULES.decide(seller, irish, VatProduct.STANDARD, DAY).reason())
                .as("a Northern Irish id proves no business for services")
                .isEqualTo(VatReason.VAT_ID_NOT_CONFIRMED);
        assertThat(RULES.decide(seller, irish, goods(), DAY).reason()).isEqualTo(VatReason.INTRA_COMMUNITY_GOODS);
    }

    @Test
    void parts_outside_the_vat_territory_are_outside_the_eu() {
        VatBuyer canary = VatBuyer.builder()
                .from(buyer("ES", BuyerKind.CONSUMER, Id.NONE))
                .postalCode("35001")
                .build();
        assertThat(RULES.decide(seller(PlaceOfSupply.CUSTOMER), canary, VatProduct.STANDARD, DAY)
                        .reason())
                .isEqualTo(VatReason.OUTSIDE_EU_CONSUMER);
        VatSeller spanish = VatSeller.builder().country("ES").build();
        assertThat(RULES.decide(spanish, canary, goods(), DAY).reason()).isEqualTo(VatReason.EXPORT);
    }

    @Test
    void the_united_kingdom_left_with_2020() {
        VatBuyer briton = buyer("GB", BuyerKind.CONSUMER, Id.NONE);
        VatSeller seller = seller(PlaceOfSupply.SELLER);
        assertThat(RULES.decide(seller, briton, VatProduct.STANDARD, LocalDate.of(2020, 12, 31))
                        .reason())
                .isEqualTo(VatReason.EU_CONSUMER_BELOW_THRESHOLD);
        assertThat(RULES.decide(seller, briton, VatProduct.STANDARD, LocalDate.of(2021, 1, 1))
                        .reason())
                .isEqualTo(VatReason.OUTSIDE_EU_CONSUMER);
    }

    @Test
    void a_seller_elsewhere_in_the_eu_is_at_home_there() {
        VatSeller german = VatSeller.builder()
                .country("DE")
                .outsideEuBusiness(VatCategory.O)
                .build();
        assertThat(RULES.decide(german, buyer("DE", BuyerKind.BUSINESS, Id.CONFIRMED), VatProduct.STANDARD, DAY))
                .isEqualTo(new VatTreatment(VatCategory.S, new BigDecimal("19"), "DE", VatReason.DOMESTIC));
        assertThat(RULES.decide(german, buyer("NL", BuyerKind.BUSINESS, Id.CONFIRMED), VatProduct.STANDARD, DAY))
                .isEqualTo(VatTreatment.untaxed(VatCategory.AE, "NL", VatReason.EU_REVERSE_CHARGE));
        assertThat(RULES.decide(german, buyer("NL", BuyerKind.CONSUMER, Id.NONE), VatProduct.STANDARD, DAY)
                        .rate())
                .isEqualTo("19");
        assertThat(RULES.decide(german, buyer("US", BuyerKind.BUSINESS, Id.NONE), VatProduct.STANDARD, DAY)
                        .category())
                .isEqualTo(VatCategory.O);
    }

    @Test
    void a_seller_outside_the_eu_charges_its_own_country_only() {
        VatRules rules = new VatRules(VatRateFile.builtIn()
                .with(
                        VatRate.of("CH", VatKind.STANDARD, new BigDecimal("8.1"), LocalDate.of(2024, 1, 1), "test"),
                        VatRate.of("US", VatKind.STANDARD, BigDecimal.ZERO, LocalDate.of(2024, 1, 1), "test")));
        VatSeller swiss = VatSeller.builder().country("CH").build();
        assertThat(rules.decide(swiss, buyer("CH", BuyerKind.CONSUMER, Id.NONE), VatProduct.STANDARD, DAY))
                .isEqualTo(new VatTreatment(VatCategory.S, new BigDecimal("8.1"), "CH", VatReason.DOMESTIC));
        assertThat(rules.decide(swiss, buyer("NL", BuyerKind.BUSINESS, Id.CONFIRMED), VatProduct.STANDARD, DAY))
                .isEqualTo(VatTreatment.untaxed(VatCategory.O, "NL", VatReason.SELLER_OUTSIDE_EU));
        VatSeller american = VatSeller.builder().country("US").build();
        assertThat(rules.decide(american, buyer("US", BuyerKind.CONSUMER, Id.NONE), VatProduct.STANDARD, DAY))
                .isEqualTo(VatTreatment.untaxed(VatCategory.Z, "US", VatReason.DOMESTIC_ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        "NL, STANDARD, 2012-04-01, 2013-04-01, 19, 2012-10-01",
        "NL, STANDARD, 2012-09-15, 2012-10-15, 19, 2012-10-01",
        "NL, REDUCED, 2018-07-01, 2019-07-01, 6, 2019-01-01",
        "DE, STANDARD, 2020-06-01, 2020-07-01, 19, ",
        "DE, STANDARD, 2020-07-01, 2020-08-01, 16, ",
        "DE, STANDARD, 2020-07-01, 2021-07-01, 16, 2021-01-01",
        "DE, STANDARD, 2020-01-01, 2022-01-01, 19, 2020-07-01;2021-01-01",
        "FI, STANDARD, 2024-01-01, 2025-01-01, 24, 2024-09-01",
        "EE, STANDARD, 2025-03-01, 2026-03-01, 22, 2025-07-01"
    })
    void a_period_has_the_rate_of_its_first_day_and_the_days_of_change(
            String country, VatKind kind, LocalDate from, LocalDate to, BigDecimal rate, String changes) {
        VatSeller seller = seller(PlaceOfSupply.CUSTOMER);
        VatBuyer buyer = buyer(country, BuyerKind.CONSUMER, Id.NONE);
        assertThat(RULES.decide(seller, buyer, VatProduct.of(kind), from).rate())
                .isEqualTo(rate);
        assertThat(RULES.rateChanges(seller, buyer, VatProduct.of(kind), from, to))
                .extracting(LocalDate::toString)
                .containsExactly(changes == null ? new String[0] : changes.split(";"));
    }

    @Test
    void what_bears_no_rate_has_no_changes_and_the_threshold_does_not_split() {
        LocalDate from = LocalDate.of(2020, 1, 1);
        LocalDate to = LocalDate.of(2022, 1, 1);
        assertThat(RULES.rateChanges(
                        seller(PlaceOfSupply.SELLER),
                        buyer("DE", BuyerKind.BUSINESS, Id.CONFIRMED),
                        VatProduct.STANDARD,
                        from,
                        to))
                .isEmpty();
        VatSeller switching = VatSeller.builder()
                .country("NL")
                .addOssPeriods(new OssPeriod(LocalDate.of(2020, 3, 1), PlaceOfSupply.CUSTOMER))
                .build();
        assertThat(RULES.rateChanges(
                        switching, buyer("DE", BuyerKind.CONSUMER, Id.NONE), VatProduct.STANDARD, from, to))
                .isEmpty();
    }

    @Test
    void the_rules_show_their_table() {
        assertThat(RULES.rates()).isSameAs(VatRateFile.builtIn());
    }

    private static VatProduct goods() {
        return new VatProduct(SupplyKind.GOODS, VatKind.STANDARD);
    }

    private static VatSeller seller(PlaceOfSupply elsewhere) {
        return VatSeller.builder()
                .country("NL")
                .addOssPeriods(new OssPeriod(LocalDate.of(2010, 1, 1), elsewhere))
                .build();
    }

    private static VatBuyer buyer(String country, BuyerKind kind, Id id) {
        VatBuyer.Builder buyer = VatBuyer.builder().country(country).kind(kind);
        if (id != Id.NONE) {
            buyer.vatId(VatId.of(
                    country.equals("NL") ? "NL661712813B01" : country.equals("BE") ? "BE0246770968" : "DE136695976"));
        }
        switch (id) {
            case CONFIRMED -> buyer.vatIdEvidence(evidence(VatIdEvidence.Status.VALID));
            case INVALID -> buyer.vatIdEvidence(evidence(VatIdEvidence.Status.INVALID));
            case UNAVAILABLE -> buyer.vatIdEvidence(evidence(VatIdEvidence.Status.UNAVAILABLE));
            case NONE, UNCHECKED -> {}
        }
        return buyer.build();
    }

    private static VatIdEvidence evidence(VatIdEvidence.Status status) {
        return new VatIdEvidence(status, DAY, Optional.of("WAPIAAAA1"));
    }
}
