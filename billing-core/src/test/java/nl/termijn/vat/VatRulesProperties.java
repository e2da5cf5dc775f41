package nl.termijn.vat;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import nl.termijn.VatRateFile;

class VatRulesProperties {
    private static final LocalDate START = LocalDate.of(2020, 1, 1);
    private static final List<String> COUNTRIES = List.of("NL", "DE", "FR", "MC", "ES", "IE", "GB", "XI", "US");
    private static final VatRules RULES = new VatRules(complete());

    /** The built-in table, filled up so that every kind has a rate everywhere. */
    private static VatRates complete() {
        List<VatRate> rows = new ArrayList<>();
        for (String country : COUNTRIES) {
            for (VatKind kind : VatKind.values()) {
                if (kind.hasRate()) {
                    rows.add(VatRate.of(country, kind, BigDecimal.TEN, LocalDate.of(1970, 1, 1), "filled up"));
                }
            }
        }
        return VatRates.of(rows).with(VatRateFile.builtIn().rows().toArray(VatRate[]::new));
    }

    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void every_treatment_is_one_that_an_invoice_can_state(
            @ForAll("sellers") VatSeller seller,
            @ForAll("buyers") VatBuyer buyer,
            @ForAll("products") VatProduct product,
            @ForAll("days") LocalDate day) {
        VatTreatment treatment = RULES.decide(seller, buyer, product, day);
        Statistics.collect(treatment.reason());

        assertThat(treatment.rate().signum() > 0).isEqualTo(treatment.category() == VatCategory.S);
        assertThat(treatment.category().needsNote())
                .isEqualTo(treatment.note(Locale.ENGLISH).isPresent());
        switch (treatment.category()) {
            case AE, K -> assertThat(buyer.vatId()).isPresent();
            case G -> assertThat(treatment.reason()).isIn(VatReason.EXPORT, VatReason.OUTSIDE_EU_SERVICE);
            case S, Z ->
                assertThat(treatment.rate()).isEqualTo(RULES.rates().rate(treatment.country(), product.kind(), day));
            case E, O -> {}
        }
        if (treatment.category() == VatCategory.K) {
            assertThat(product.supply()).isIn(SupplyKind.GOODS, SupplyKind.REVERSE_CHARGED_GOODS);
        }
        assertThat(RULES.decide(seller, buyer, product, day)).isEqualTo(treatment);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void under_the_small_business_scheme_no_vat_of_the_sellers_own_country_is_charged(
            @ForAll("sellers") VatSeller seller,
            @ForAll("buyers") VatBuyer buyer,
            @ForAll("products") VatProduct product,
            @ForAll("days") LocalDate day) {
        VatSeller small = VatSeller.builder()
                .from(seller)
                .scheme(VatSeller.Scheme.SMALL_BUSINESS)
                .build();
        VatTreatment treatment = RULES.decide(small, buyer, product, day);
        if (treatment.country().equals(EuTerritory.rateCountry(seller.country()))) {
            assertThat(treatment.category()).isIn(VatCategory.E, VatCategory.O);
        } else {
            assertThat(treatment)
                    .as("what is placed elsewhere is as in the normal regime")
                    .isEqualTo(RULES.decide(
                            VatSeller.builder()
                                    .from(seller)
                                    .scheme(VatSeller.Scheme.NORMAL)
                                    .build(),
                            buyer,
                            product,
                            day));
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void between_two_changes_the_rate_is_one(
            @ForAll("sellers") VatSeller seller,
            @ForAll("buyers") VatBuyer buyer,
            @ForAll("products") VatProduct product,
            @ForAll("days") LocalDate from,
            @ForAll @IntRange(min = 1, max = 800) int days) {
        VatTreatment first = RULES.decide(seller, buyer, product, from);
        LocalDate to = from.plusDays(days);
        List<LocalDate> changes = RULES.rateChanges(seller, buyer, product, from, to);
        Statistics.collect(changes.size());
        assertThat(changes).isSorted().allMatch(day -> day.isAfter(from) && day.isBefore(to));
        if (first.category().needsNote()) {
            assertThat(changes).isEmpty();
            return;
        }
        for (LocalDate day = from.plusDays(1); day.isBefore(to); day = day.plusDays(1)) {
            BigDecimal rate = RULES.rates().rate(first.country(), product.kind(), day);
            BigDecimal before = RULES.rates().rate(first.country(), product.kind(), day.minusDays(1));
            assertThat(rate.compareTo(before) == 0).as("on %s", day).isEqualTo(!changes.contains(day));
        }
    }

    @Provide
    Arbitrary<VatSeller> sellers() {
        return Combinators.combine(
                        Arbitraries.of("NL", "NL", "NL", "DE", "MC", "US", "GB"),
                        Arbitraries.of(VatSeller.Scheme.class),
                        Arbitraries.of(VatIdPolicy.class),
                        Arbitraries.of(VatCategory.G, VatCategory.O),
                        days().map(day -> new OssPeriod(day, PlaceOfSupply.CUSTOMER))
                                .list()
                                .ofMaxSize(1))
                .as((country, scheme, policy, outside, oss) -> VatSeller.builder()
                        .country(country)
                        .scheme(scheme)
                        .vatIdPolicy(policy)
                        .outsideEuBusiness(outside)
                        .ossPeriods(oss)
                        .build());
    }

    @Provide
    Arbitrary<VatBuyer> buyers() {
        return Combinators.combine(
                        Arbitraries.of(COUNTRIES),
                        Arbitraries.of("35001", "BT1 1AA", "98000", "10115").optional(),
                        Arbitraries.of(BuyerKind.class),
                        Arbitraries.of("NL661712813B01", "DE136695976", "XI123456782", "FR11123456782")
                                .map(VatId::of)
                                .optional(),
                        Arbitraries.of(VatIdEvidence.Status.class)
                                .map(status -> new VatIdEvidence(status, START, Optional.empty()))
                                .optional(),
                        Arbitraries.just("embassy").optional(0.1))
                .as((country, postalCode, kind, id, evidence, certificate) -> VatBuyer.builder()
                        .country(country)
                        .postalCode(postalCode)
                        .kind(kind)
                        .vatId(id)
                        .vatIdEvidence(evidence)
                        .exemptionCertificate(certificate)
                        .build());
    }

    @Provide
    Arbitrary<VatProduct> products() {
        return Combinators.combine(Arbitraries.of(SupplyKind.class), Arbitraries.of(VatKind.class))
                .as(VatProduct::new);
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(0, 2500).map(START::plusDays);
    }
}
