package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.termijn.error.ConflictException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotFoundException;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.UsageReading;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.price.Tariff;
import nl.termijn.price.UsageTariff;
import nl.termijn.testing.Json;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** Use is charged after it, over what is included; a correction is a line with the difference. */
class UsageServiceTest {
    private static final UsageTariff TRAFFIC =
            UsageTariff.of(Tariff.flat(eur("0.35"))).including(number("100")).perStarted(number("1"));
    private static final UsageReading MARCH = UsageReading.builder()
            .reference("traffic-2026-03")
            .subscription(ref("S"))
            .days(DateRange.of(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-04-01")))
            .description("Dataverkeer")
            .used(number("137.4"))
            .tariff(TRAFFIC)
            .build();

    private final TestBilling seller = TestBilling.open().on("2026-03-01").subscription("2026-03-01", "10.00");
    private final UsageService usage = seller.billing.usage();

    private static BigDecimal number(String value) {
        return new BigDecimal(value);
    }

    private static String cost(UsageTariff tariff, String used) {
        return TestBilling.plain(tariff.tariff().cost(tariff.charged(number(used))));
    }

    private List<String> usageLines(String month) {
        return seller.run(month).drafts().stream()
                .flatMap(id -> seller.billing.invoices().find(id).orElseThrow().lines().stream())
                .filter(line -> line.pendingLine().isPresent())
                .map(line ->
                        line.days().orElseThrow() + " " + line.description() + " " + TestBilling.plain(line.amount()))
                .toList();
    }

    @Test
    void what_is_over_costs_by_started_or_exact_units_up_to_a_cap() {
        assertThat(TRAFFIC.charged(number("137.4"))).isEqualByComparingTo("38");
        assertThat(cost(TRAFFIC, "137.4")).isEqualTo("13.30");
        assertThat(cost(UsageTariff.of(Tariff.flat(eur("0.35"))).including(number("100")), "137.4"))
                .isEqualTo("13.09");
        assertThat(cost(UsageTariff.of(Tariff.flat(eur("0.02"))).cappedAt(number("672")), "744"))
                .isEqualTo("13.44");
        assertThat(TRAFFIC.charged(number("100"))).isEqualByComparingTo("0");
    }

    @Test
    void a_reading_is_on_the_invoice_of_the_month_after() {
        PendingLine line = usage.record(MARCH).orElseThrow();
        assertThat(line.amount()).isEqualTo(eur("13.30"));
        assertThat(line.quantity()).isEqualByComparingTo("38");
        assertThat(usage.record(MARCH)).as("the same again").isEmpty();
        assertThat(usageLines("2026-03")).isEmpty();
        assertThat(usageLines("2026-04")).containsExactly("[2026-03-01, 2026-04-01) Dataverkeer 13.30");
    }

    @Test
    void a_correction_is_a_line_with_the_difference_after_billing_too() {
        usage.record(MARCH);
        usageLines("2026-04");
        seller.on("2026-04-10");
        usage.record(MARCH.toBuilder().used(number("120")).build());
        assertThat(usageLines("2026-05"))
                .containsExactly("[2026-03-01, 2026-04-01) Dataverkeer: correctie van 137,4 naar 120 -6.30");
        seller.on("2026-05-10");
        usage.record(MARCH.toBuilder().used(number("120.5")).build());
        assertThat(usageLines("2026-06"))
                .containsExactly("[2026-03-01, 2026-04-01) Dataverkeer: correctie van 120 naar 120,5 0.35");
        assertThat(usage.ofSubscription(ref("S")))
                .extracting(UsageReading::lines)
                .containsExactly(3);
    }

    @Test
    void whatever_is_measured_in_between_the_lines_add_up_to_the_last_reading() {
        BigDecimal sum = BigDecimal.ZERO;
        for (String used : List.of("137.4", "99", "250.01", "250.02", "101", "180")) {
            Optional<PendingLine> line =
                    usage.record(MARCH.toBuilder().used(number(used)).build());
            sum = sum.add(line.map(each -> Amounts.decimal(each.amount())).orElse(BigDecimal.ZERO));
        }
        assertThat(sum).isEqualByComparingTo("28.00");
    }

    @Test
    void tiers_of_use_are_told_in_the_text() {
        UsageTariff tiers = UsageTariff.of(
                Tariff.graduated(List.of(Tariff.Tier.above(0, eur("0.10")), Tariff.Tier.above(10, eur("0.05")))));
        PendingLine line = usage.record(
                        MARCH.toBuilder().tariff(tiers).used(number("30")).build())
                .orElseThrow();
        assertThat(line.amount()).isEqualTo(eur("2.00"));
        assertThat(line.description()).isEqualTo("Dataverkeer (10 × 0,10 + 20 × 0,05)");
    }

    @Test
    void nothing_over_what_is_included_makes_no_line() {
        assertThat(usage.record(MARCH.toBuilder().used(number("42")).build())).isEmpty();
        assertThat(usage.ofSubscription(ref("S"))).hasSize(1);
        assertThat(usage.record(MARCH)).as("measured anew").isPresent();
    }

    @Test
    void an_erased_customers_readings_keep_no_text() {
        usage.record(MARCH.toBuilder().used(number("42")).build());
        seller.billing.subscriptions().end(ref("S"), LocalDate.parse("2026-03-01"), SubscriptionService.Ending.CREDIT);
        seller.on("2040-01-01").billing.retention().erase(TestBilling.K);
        assertThat(usage.ofSubscription(ref("S")))
                .extracting(UsageReading::description)
                .containsExactly("erased");
    }

    @Test
    void bad_readings_are_refused() {
        assertThatThrownBy(() ->
                        usage.record(MARCH.toBuilder().subscription(ref("X")).build()))
                .isInstanceOf(NotFoundException.class);
        usage.record(MARCH);
        assertThatThrownBy(() -> usage.record(MARCH.toBuilder()
                        .days(DateRange.of(LocalDate.parse("2026-04-01"), LocalDate.parse("2026-05-01")))
                        .build()))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> usage.record(MARCH.toBuilder()
                        .reference("usd")
                        .tariff(UsageTariff.of(Tariff.flat(Amounts.of("1.00", "USD"))))
                        .build()))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() ->
                        MARCH.toBuilder().description(" ").used(number("-1")).build())
                .hasMessageContaining("description")
                .hasMessageContaining("used");
        assertThatThrownBy(() -> new UsageTariff(
                        Tariff.flat(eur("1.00")), number("-1"), Optional.of(number("0")), Optional.of(number("-1"))))
                .hasMessageContaining("included")
                .hasMessageContaining("unit")
                .hasMessageContaining("cap");
        Json.assertRoundTrip(MARCH, UsageReading.class);
    }
}
