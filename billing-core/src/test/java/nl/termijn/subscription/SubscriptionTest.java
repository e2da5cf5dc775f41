package nl.termijn.subscription;

import static nl.termijn.testing.Fixtures.day;
import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.Fixtures.number;
import static nl.termijn.testing.Fixtures.subscription;
import static nl.termijn.testing.Fixtures.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import java.util.OptionalInt;
import nl.termijn.administration.Pricing;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.money.Amounts;
import nl.termijn.testing.Json;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatProduct;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    @Test
    void what_is_left_out_has_a_default() {
        Subscription subscription = subscription(1, "10.00", "2026-01-01").build();
        assertThat(subscription.timing()).isEqualTo(BillingTiming.ADVANCE);
        assertThat(subscription.alignment()).isEqualTo(Alignment.ANNIVERSARY);
        assertThat(subscription.quantity()).isEqualByComparingTo("1");
        assertThat(subscription.priceBasis()).isEqualTo(PriceBasis.PER_CYCLE);
        assertThat(subscription.pricing()).isEqualTo(Pricing.NET);
        assertThat(subscription.vat()).isEqualTo(VatProduct.STANDARD);
        assertThat(subscription.trial()).isEqualTo(Trial.NONE);
        assertThat(subscription.leadDays()).isZero();
        assertThat(subscription.billedThrough()).isEqualTo(subscription.start());
        assertThat(subscription.setUpFeeBilled()).isFalse();
        assertThat(subscription.version()).isZero();
        assertThat(subscription.hasEndedOn(day("2099-01-01"))).isFalse();
        assertThat(subscription.openPause()).isEmpty();
    }

    @Test
    void every_violation_is_reported_at_once() {
        InvalidInputException refused = catchThrowableOfType(
                InvalidInputException.class,
                () -> subscription(121, "-0.01", "2026-01-01")
                        .description("")
                        .end(day("2025-12-31"))
                        .leadDays(367)
                        .billedThrough(day("2025-12-31"))
                        .setUpFee(Amounts.of("-1", "JPY"))
                        .quantity(number("0"))
                        .addChanges(TermsChange.builder()
                                .effectiveFrom(day("2026-02-01"))
                                .unitPrice(Amounts.of("-0.01", "USD"))
                                .quantity(number("-1"))
                                .build())
                        .addPauses(Pause.from(day("2026-03-01")), Pause.of(day("2026-05-01"), day("2026-05-02")))
                        .addCycleChanges(new CycleChange(day("2025-01-01"), 1))
                        .build());
        assertThat(refused.violations())
                .extracting(Violation::field)
                .containsExactly(
                        "cycleMonths",
                        "description",
                        "end",
                        "leadDays",
                        "billedThrough",
                        "setUpFee",
                        "quantity",
                        "unitPrice",
                        "quantity",
                        "unitPrice",
                        "unitPrice",
                        "setUpFee",
                        "pauses",
                        "cycleChanges");
    }

    @Test
    void borders_are_accepted() {
        assertThat(subscription(120, "0", "2026-01-01")
                        .end(day("2026-01-01"))
                        .leadDays(366)
                        .setUpFee(eur("0"))
                        .addPauses(
                                Pause.of(day("2026-01-02"), day("2026-01-05")),
                                Pause.of(day("2026-01-05"), day("2026-01-06")))
                        .addCycleChanges(new CycleChange(day("2026-01-01"), 120), new CycleChange(day("2026-01-01"), 1))
                        .build())
                .isNotNull();
        assertThat(subscription(1, "0.0123456789", "2026-01-01").build()).isNotNull();
        assertThatThrownBy(() -> subscription(0, "1", "2026-01-01").build()).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> subscription(1, "1", "2026-01-01").leadDays(-1).build())
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> subscription(1, "1", "2026-01-01")
                        .addPauses(
                                Pause.of(day("2026-01-02"), day("2026-01-05")),
                                Pause.of(day("2026-01-04"), day("2026-01-06")))
                        .build())
                .hasMessageContaining("must not overlap");
        assertThatThrownBy(() -> subscription(1, "1", "2026-01-01")
                        .addCycleChanges(new CycleChange(day("2026-02-01"), 1), new CycleChange(day("2026-01-31"), 1))
                        .build())
                .hasMessageContaining("must come in order");
        for (int months : new int[] {0, 121}) {
            assertThatThrownBy(() -> new CycleChange(day("2026-01-01"), months))
                    .hasMessageContaining("must be 1 to 120");
        }
    }

    @Test
    void a_piece_takes_the_terms_in_force_on_its_first_day() {
        Subscription subscription = subscription(1, "10.00", "2026-01-01")
                .productCode("H1")
                .addChanges(TermsChange.builder()
                        .effectiveFrom(day("2026-03-01"))
                        .unitPrice(eur("12.00"))
                        .build())
                .addChanges(TermsChange.builder()
                        .effectiveFrom(day("2026-02-01"))
                        .unitPrice(eur("11.00"))
                        .quantity(number("2"))
                        .build())
                .addChanges(TermsChange.builder()
                        .effectiveFrom(day("2026-03-01"))
                        .unitPrice(eur("13.00"))
                        .productCode("H2")
                        .description("Hosting Pro")
                        .build())
                .build();
        assertThat(terms(subscription, day("2026-01-31"), 1))
                .isEqualTo(new Terms(eur("10.00"), number("1"), Optional.of("H1"), "Hosting Basic"));
        assertThat(terms(subscription, day("2026-02-01"), 1))
                .isEqualTo(new Terms(eur("11.00"), number("2"), Optional.of("H1"), "Hosting Basic"));
        // of two dated the same, the one entered last
        assertThat(terms(subscription, day("2026-03-01"), 1))
                .isEqualTo(new Terms(eur("13.00"), number("2"), Optional.of("H2"), "Hosting Pro"));
    }

    @Test
    void a_price_per_month_is_multiplied_exactly() {
        Subscription subscription = subscription(12, "4.955", "2026-01-01")
                .priceBasis(PriceBasis.PER_MONTH)
                .build();
        assertThat(terms(subscription, day("2026-01-01"), 12).periodPrice()).isEqualTo(eur("59.46"));
        assertThat(terms(subscription, day("2026-01-01"), 3).periodPrice()).isEqualTo(eur("14.865"));
    }

    @Test
    void end_is_the_first_day_not_served() {
        Subscription ended =
                subscription(1, "1", "2026-01-01").end(day("2026-02-01")).build();
        assertThat(ended.hasEndedOn(day("2026-01-31"))).isFalse();
        assertThat(ended.hasEndedOn(day("2026-02-01"))).isTrue();
    }

    @Test
    void a_pause_has_days() {
        assertThatThrownBy(() -> Pause.of(day("2026-01-02"), day("2026-01-02"))).hasMessageContaining("is none");
        Pause pause = Pause.of(day("2026-01-02"), day("2026-01-05"));
        assertThat(pause.contains(day("2026-01-01"))).isFalse();
        assertThat(pause.contains(day("2026-01-02"))).isTrue();
        assertThat(pause.contains(day("2026-01-05"))).isFalse();
        assertThat(pause.isOpen()).isFalse();
        assertThat(Pause.from(day("2026-01-02")).contains(day("2099-01-01"))).isTrue();
        assertThat(Pause.from(day("2026-01-02")).isOpen()).isTrue();
    }

    @Test
    void discounts_and_trials_are_checked() {
        assertThatThrownBy(() -> Discount.percent(number("100.5"))).hasMessageContaining("discountPercent: '100.5'");
        assertThatThrownBy(() -> Discount.percent(number("-1"))).hasMessageContaining("must be 0 to 100");
        assertThatThrownBy(() -> Discount.amountPerPeriod(number("-1"))).hasMessageContaining("discountAmount: '-1'");
        assertThat(Discount.amountPerPeriod(number("101")).value()).isEqualTo("101");
        assertThat(Discount.percent(number("100")).value()).isEqualTo("100");
        assertThatThrownBy(() -> TimedDiscount.firstPeriods(Discount.percent(number("1")), 0))
                .hasMessageContaining("discountPeriods: '0'");
        assertThatThrownBy(() -> Trial.periods(-1)).hasMessageContaining("trialPeriods: '-1'");
    }

    @Test
    void references_sort_as_text() {
        assertThat(SubscriptionReference.of("S-10"))
                .isLessThan(SubscriptionReference.of("S-9"))
                .hasToString("S-10");
    }

    @Test
    void round_trips_through_json() {
        Json.assertRoundTrip(subscription(1, "10.00", "2026-01-01").build(), Subscription.class);
        Json.assertRoundTrip(
                subscription(12, "0.0045", "2024-02-29")
                        .productCode("H1")
                        .timing(BillingTiming.ARREARS)
                        .alignment(Alignment.CALENDAR)
                        .end(day("2027-01-01"))
                        .quantity(number("12346"))
                        .priceBasis(PriceBasis.PER_MONTH)
                        .pricing(Pricing.GROSS)
                        .vat(VatProduct.of(VatKind.REDUCED))
                        .setUpFee(eur("25.00"))
                        .trial(new Trial(1, Optional.of(day("2024-04-01"))))
                        .discount(new TimedDiscount(
                                Discount.amountPerPeriod(number("2.50")),
                                OptionalInt.of(3),
                                Optional.of(day("2025-01-01"))))
                        .leadDays(30)
                        .addChanges(TermsChange.builder()
                                .effectiveFrom(day("2025-03-01"))
                                .effect(TermsChange.Effect.AT_ONCE)
                                .unitPrice(eur("0.005"))
                                .build())
                        .addCycleChanges(new CycleChange(day("2026-02-28"), 1))
                        .addPauses(Pause.of(day("2025-05-01"), day("2025-06-01")), Pause.from(day("2026-08-01")))
                        .billedThrough(day("2025-03-01"))
                        .setUpFeeBilled(true)
                        .version(5)
                        .build(),
                Subscription.class);
    }
}
