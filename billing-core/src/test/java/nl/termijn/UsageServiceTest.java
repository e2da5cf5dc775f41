package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.termijn.administration.Address;
import nl.termijn.customer.Customer;
import nl.termijn.error.ConflictException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotFoundException;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.UsageReading;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.price.Tariff;
import nl.termijn.price.UsageTariff;
import nl.termijn.testing.Json;
import nl.termijn.testing.TestBilling;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatProduct;
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

    private Invoice sent(String month) {
        RunReport made = seller.run(month);
        seller.send(made);
        return seller.billing.invoices().find(made.drafts().get(0)).orElseThrow();
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
        PendingLine line = usage.record(MARCH).get(0);
        assertThat(line.amount()).isEqualTo(eur("13.30"));
        assertThat(line.quantity()).isEqualByComparingTo("38");
        assertThat(usage.record(MARCH)).as("the same again").isEmpty();
        assertThat(usageLines("2026-03")).isEmpty();
        assertThat(usageLines("2026-04")).containsExactly("[2026-03-01, 2026-04-01) Dataverkeer 13.30");
    }

    @Test
    void a_correction_is_a_line_with_the_difference_after_billing_too() {
        usage.record(MARCH);
        sent("2026-04");
        seller.on("2026-04-10");
        usage.record(MARCH.toBuilder().used(number("120")).build());
        assertThat(usageLines("2026-05"))
                .containsExactly("[2026-03-01, 2026-04-01) Dataverkeer: correctie van 137,4 naar 120 -6.30");
        seller.billing.invoices().approveAll("ann");
        seller.billing.invoices().sendApproved();
        seller.on("2026-05-10");
        usage.record(MARCH.toBuilder().used(number("120.5")).build());
        assertThat(usageLines("2026-06"))
                .containsExactly("[2026-03-01, 2026-04-01) Dataverkeer: correctie van 120 naar 120,5 0.35");
        assertThat(usage.ofSubscription(ref("S")))
                .extracting(reading -> reading.lines().size())
                .containsExactly(3);
    }

    @Test
    void a_line_that_waits_says_what_was_used_now() {
        for (String used : List.of("137.4", "99", "250.01", "250.02", "101", "180")) {
            usage.record(MARCH.toBuilder().used(number(used)).build());
        }
        assertThat(usageLines("2026-04")).containsExactly("[2026-03-01, 2026-04-01) Dataverkeer 28.00");
    }

    @Test
    void a_line_on_a_draft_says_what_was_used_now_and_is_to_be_approved_again() {
        usage.record(MARCH);
        InvoiceId draft = seller.run("2026-04").drafts().get(0);
        seller.billing.invoices().approve(draft, "ann");
        usage.record(MARCH.toBuilder().used(number("120")).build());
        Invoice corrected = seller.billing.invoices().find(draft).orElseThrow();
        assertThat(corrected.totals().net()).isEqualTo(eur("27.00"));
        assertThat(corrected.approval()).isEmpty();
        usage.record(MARCH.toBuilder().used(number("50")).build());
        assertThat(seller.billing.invoices().find(draft).orElseThrow().lines()).hasSize(1);
        assertThat(seller.billing.pendingLines().waiting(TestBilling.K)).isEmpty();
    }

    @Test
    void a_draft_whose_payment_was_requested_is_not_corrected() {
        usage.record(MARCH);
        InvoiceId draft = seller.run("2026-04").drafts().get(0);
        seller.billing.requests().request(draft, 14, "shop");
        assertThatThrownBy(
                        () -> usage.record(MARCH.toBuilder().used(number("120")).build()))
                .isInstanceOf(NotAllowedException.class);
        assertThat(usage.ofSubscription(ref("S")))
                .extracting(UsageReading::used)
                .containsExactly(number("137.4"));
    }

    @Test
    void a_credit_note_of_use_names_the_invoice_that_charged_it() {
        usage.record(MARCH);
        Invoice sent = sent("2026-04");
        seller.on("2026-04-10");
        seller.billing.subscriptions().end(ref("S"), LocalDate.parse("2026-05-01"), SubscriptionService.Ending.CREDIT);
        PendingLine line =
                usage.record(MARCH.toBuilder().used(number("119.5")).build()).get(0);
        assertThat(line.origin().corrected()).contains(new LineReference(sent.id(), 2));
        Invoice note = sent("2026-05");
        assertThat(note.kind()).isEqualTo(InvoiceKind.CREDIT_NOTE);
        assertThat(note.refersTo()).containsExactly(sent.id());
        assertThat(note.totals().net()).isEqualTo(eur("-6.30"));
    }

    @Test
    void a_correction_keeps_the_vat_of_what_it_corrects() {
        usage.record(MARCH);
        sent("2026-04");
        seller.on("2026-04-10");
        Customer payer = seller.billing.customers().find(TestBilling.K).orElseThrow();
        seller.billing
                .customers()
                .put(payer.toBuilder()
                        .address(Address.in("BE"))
                        .vatId(VatId.of("BE0246770968"))
                        .build());
        for (String used : List.of("120", "150")) {
            InvoiceLine line = usage.record(MARCH.toBuilder().used(number(used)).build()).stream()
                    .map(each -> each.toInvoiceLine(each.fixedVat().orElseThrow()))
                    .findFirst()
                    .orElseThrow();
            assertThat(line.vat().category()).as(used).isEqualTo(VatCategory.S);
        }
        assertThat(usageLines("2026-05"))
                .containsExactly("[2026-03-01, 2026-04-01) Dataverkeer: correctie van 120 naar 150 4.20");
    }

    @Test
    void a_correction_gives_back_no_more_than_is_left_of_the_line() {
        usage.record(MARCH);
        Invoice sent = sent("2026-04");
        seller.billing.invoices().credit(sent.id()).line(2).amount(eur("10.00")).draft();
        seller.on("2026-04-10");
        assertThat(usage.record(MARCH.toBuilder().used(number("0")).build()))
                .extracting(PendingLine::amount)
                .containsExactly(eur("-3.30"));
        assertThatThrownBy(() -> seller.billing
                        .invoices()
                        .credit(sent.id())
                        .line(2)
                        .amount(eur("0.01"))
                        .draft())
                .isInstanceOf(NotAllowedException.class);
    }

    @Test
    void a_correction_of_other_vat_is_another_use() {
        usage.record(MARCH);
        assertThatThrownBy(() -> usage.record(MARCH.toBuilder()
                        .product(VatProduct.of(VatKind.REDUCED))
                        .build()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("another key");
    }

    @Test
    void tiers_of_use_are_told_in_the_text() {
        UsageTariff tiers = UsageTariff.of(
                Tariff.graduated(List.of(Tariff.Tier.above(0, eur("0.10")), Tariff.Tier.above(10, eur("0.05")))));
        PendingLine line = usage.record(
                        MARCH.toBuilder().tariff(tiers).used(number("30")).build())
                .get(0);
        assertThat(line.amount()).isEqualTo(eur("2.00"));
        assertThat(line.description()).isEqualTo("Dataverkeer (10 × 0,10 + 20 × 0,05)");
    }

    @Test
    void nothing_over_what_is_included_makes_no_line() {
        assertThat(usage.record(MARCH.toBuilder().used(number("42")).build())).isEmpty();
        assertThat(usage.ofSubscription(ref("S"))).hasSize(1);
        assertThat(usage.record(MARCH)).as("measured anew").hasSize(1);
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
