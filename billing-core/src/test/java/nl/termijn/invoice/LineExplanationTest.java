package nl.termijn.invoice;

import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Pricing;
import nl.termijn.period.DateRange;
import nl.termijn.run.SkipReason;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.TermsChange.Effect;
import nl.termijn.subscription.TimedDiscount;
import nl.termijn.testing.TestBilling;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatProduct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LineExplanationTest {
    private static final Locale DUTCH = Locale.forLanguageTag("nl");

    private static String explain(TestBilling seller) {
        StringBuilder text = new StringBuilder();
        for (Invoice document : seller.documents()) {
            for (InvoiceLine line : document.lines()) {
                text.append(LineExplanation.explain(line, Locale.ENGLISH)).append('\n');
                assertThat(LineExplanation.explain(line, DUTCH))
                        .doesNotContain("{")
                        .isNotBlank();
            }
        }
        return text.toString();
    }

    @Test
    void a_part_of_a_period_is_told_with_its_arithmetic() {
        TestBilling seller = TestBilling.open()
                .subscription(
                        "2026-07-01",
                        "31.00",
                        s -> s.addPause(nl.termijn.subscription.Pause.of(
                                LocalDate.of(2026, 7, 10), LocalDate.of(2026, 7, 23))));
        seller.runAndSend("2026-07");
        assertThat(explain(seller))
                .contains(
                        "9 of the 31 days of the period 01-07-2026 to 31-07-2026 at 31.00: 31.00 × 31/31 - 31.00 × 22/31");
    }

    @Test
    void both_sides_of_a_change_at_once_are_told() {
        TestBilling seller = TestBilling.open().subscription("2026-04-01", "60.00");
        seller.billing
                .customers()
                .put(TestBilling.customer("K")
                        .schedule(InvoiceSchedule.every(2, 4))
                        .build());
        seller.runAndSend("2026-04");
        seller.price("2026-04-11", "30.00", Effect.AT_ONCE);
        seller.runAndSend("2026-06");
        assertThat(explain(seller))
                .contains("A change at once takes back 20 of the 30 days")
                .contains("A change at once charges 20 of the 30 days")
                .contains("A change at once takes back the period 01-05-2026 to 31-05-2026")
                .contains("A change at once charges the period 01-05-2026 to 31-05-2026");
    }

    @Test
    void a_last_period_charged_whole_is_told() {
        TestBilling seller = TestBilling.open(a -> a.policies(Policies.builder()
                        .endOfSubscription(Policies.EndOfSubscription.WHOLE)
                        .build()))
                .subscription("2026-01-01", "31.00", s -> s.end(LocalDate.of(2026, 1, 11)));
        seller.runAndSend("2026-01");
        seller.on("2026-01-05");
        seller.billing
                .subscriptions()
                .changeQuantity(ref("S"), BigDecimal.valueOf(2), LocalDate.of(2026, 1, 5), Effect.AT_ONCE);
        seller.runAndSend("2026-02");
        assertThat(explain(seller)).contains("charged whole").contains("billed whole");
    }

    @Test
    void every_way_to_credit_is_told() {
        TestBilling seller = TestBilling.open().subscription("2026-01-01", "31.00");
        seller.billing
                .customers()
                .put(TestBilling.customer("K")
                        .schedule(InvoiceSchedule.every(3, 1))
                        .build());
        seller.runAndSend("2026-01");
        var invoices = seller.billing.invoices();
        InvoiceId id = seller.invoice("2026-00001").id();
        invoices.credit(id).line(1).periods(1).send();
        invoices.credit(id)
                .line(1)
                .days(DateRange.of(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 2, 3)))
                .send();
        invoices.credit(id).line(1).amount(seller.money("1.00")).send();
        seller.end("2026-02-20", Ending.CREDIT);
        invoices.credit(id).send();
        Invoice manual = seller.sent("9.00");
        invoices.credit(manual.id()).line(1).quantity(BigDecimal.ONE).send();
        assertThat(explain(seller))
                .contains("Credit of the periods")
                .contains("Credit of the days")
                .contains("Credit of an amount")
                .contains("after an early end")
                .contains("Credit of all that was left")
                .contains("in proportion to its quantity");
    }

    @Test
    void discounts_prices_with_vat_and_lines_without_are_told() {
        TestBilling seller = TestBilling.open()
                .subscription(
                        "2026-01-01",
                        "14.95",
                        s -> s.pricing(Pricing.GROSS)
                                .quantity(BigDecimal.valueOf(3))
                                .discount(TimedDiscount.always(Discount.amountPerPeriod(new BigDecimal("1.00")))))
                .pending(
                        "P",
                        "2025-12-01",
                        "0.0045",
                        p -> p.quantity(BigDecimal.valueOf(12346)).product(VatProduct.of(VatKind.EXEMPT)));
        seller.runAndSend("2026-01");
        assertThat(explain(seller))
                .contains("VAT of 21 % is included")
                .contains("Discount of 1.00 per period")
                .contains("No VAT is charged")
                .contains("55.56");
    }

    @ParameterizedTest
    @EnumSource
    void why_a_customer_was_skipped_is_told_in_dutch_and_english(SkipReason reason) {
        assertThat(reason.explain(Locale.ENGLISH)).endsWith(".").isNotEqualTo(reason.explain(DUTCH));
        assertThat(reason.explain(Locale.GERMAN)).isEqualTo(reason.explain(Locale.ENGLISH));
    }
}
