package nl.termijn.invoice;

import static nl.termijn.testing.Fixtures.K1;
import static nl.termijn.testing.Fixtures.S21;
import static nl.termijn.testing.Fixtures.day;
import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.Fixtures.number;
import static nl.termijn.testing.Fixtures.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import nl.termijn.administration.Pricing;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.money.Amounts;
import nl.termijn.period.Cycle;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.testing.Json;
import org.junit.jupiter.api.Test;

class PendingLineTest {

    private static PendingLine.Builder pending() {
        return PendingLine.builder()
                .reference(PendingLineReference.of("P-7"))
                .customer(K1)
                .date(day("2026-01-20"))
                .description("Two hours of support")
                .quantity(number("2"))
                .unitPrice(eur("85.00"));
    }

    @Test
    void amount_and_discount_follow_from_quantity_and_price() {
        assertThat(plain(pending().build().amount())).isEqualTo("170.00");
        PendingLine discounted = pending()
                .quantity(number("7"))
                .unitPrice(eur("9.99"))
                .discountRule(Discount.percent(number("15")))
                .build();
        assertThat(plain(discounted.discount())).isEqualTo("10.49");
        assertThat(plain(discounted.amount())).isEqualTo("59.44");
        PendingLine yen = pending()
                .quantity(number("12346"))
                .unitPrice(Amounts.of("4.5", "JPY"))
                .build();
        assertThat(plain(yen.amount())).isEqualTo("55557");
        assertThat(plain(pending().unitPrice(eur("-85.00")).build().amount())).isEqualTo("-170.00");
        assertThat(plain(pending().periods(3).build().amount())).isEqualTo("510.00");
    }

    @Test
    void what_is_left_out_has_a_default() {
        PendingLine line = PendingLine.builder()
                .reference(PendingLineReference.of("P-8"))
                .customer(K1)
                .date(day("2026-01-20"))
                .description("Domain")
                .unitPrice(eur("12.00"))
                .build();
        assertThat(line.quantity()).isEqualTo("1");
        assertThat(line.periods()).isEqualTo(1);
        assertThat(line.pricing()).isEqualTo(Pricing.NET);
        assertThat(line.suppliedOn()).isEqualTo("2026-01-20");
        assertThat(line.origin()).isEqualTo(new LineOrigin.Entered());
        assertThat(line.billed()).isFalse();
        assertThat(line.entered()).isZero();
        assertThat(line.toBuilder()
                        .days(DateRange.of(day("2026-03-01"), day("2026-04-01")))
                        .suppliedOn(day("2026-03-01"))
                        .build()
                        .suppliedOn())
                .isEqualTo("2026-03-01");
        assertThat(pending()
                        .days(DateRange.of(day("2026-03-01"), day("2026-04-01")))
                        .build()
                        .suppliedOn())
                .isEqualTo("2026-03-01");
    }

    @Test
    void every_violation_is_reported_at_once() {
        InvalidInputException refused = catchThrowableOfType(
                InvalidInputException.class,
                () -> pending()
                        .description(" ")
                        .quantity(number("0"))
                        .periods(0)
                        .build());
        assertThat(refused.violations())
                .extracting(Violation::field)
                .containsExactly("description", "quantity", "periods");
        assertThat(pending().unitPrice(eur("0.0000000001")).build()).isNotNull();
    }

    @Test
    void a_changed_copy_does_not_keep_the_amount_of_the_line_it_was_copied_from() {
        PendingLine line = pending().build();
        assertThatThrownBy(() -> line.toBuilder().quantity(number("3")).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be 255.00");
        assertThatThrownBy(() -> line.toBuilder().discount(eur("1.00")).build())
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(
                        () -> line.toBuilder().amount(Amounts.of("170", "JPY")).build())
                .hasMessageContaining("must be in EUR");
        assertThatThrownBy(
                        () -> line.toBuilder().discount(Amounts.of("0", "JPY")).build())
                .hasMessageContaining("must be in EUR");
        assertThat(line.toBuilder().entered(5).build().amount()).isEqualTo(line.amount());
    }

    @Test
    void a_line_of_a_document_can_wait_with_its_amounts_and_vat_as_they_are() {
        InvoiceLine credit = pending().build().toInvoiceLine(S21).toBuilder()
                .origin(new LineOrigin.Credit(
                        new LineReference(InvoiceId.of("I-1"), 2), Optional.empty(), LineOrigin.Credit.Basis.AMOUNT))
                .amount(eur("-12.34"))
                .pendingLine(Optional.empty())
                .build();
        PendingLine waiting = PendingLine.of(PendingLineReference.of("P-9"), K1, day("2026-02-01"), credit);
        assertThat(waiting.corrects()).contains(InvoiceId.of("I-1"));
        assertThat(waiting.fixedVat()).contains(S21);
        assertThat(waiting.toInvoiceLine(S21))
                .isEqualTo(credit.toBuilder()
                        .pendingLine(PendingLineReference.of("P-9"))
                        .build());
    }

    @Test
    void references_sort_as_text() {
        assertThat(PendingLineReference.of("P-10"))
                .isLessThan(PendingLineReference.of("P-9"))
                .hasToString("P-10");
        assertThat(InvoiceId.of("I-10")).isLessThan(InvoiceId.of("I-9")).hasToString("I-10");
    }

    @Test
    void round_trips_through_json_with_every_origin() {
        Json.assertRoundTrip(pending().build(), PendingLine.class);
        Optional<LineReference> reference = Optional.of(new LineReference(InvoiceId.of("I-1"), 1));
        SubscriptionReference subscription = SubscriptionReference.of("S-1");
        for (LineOrigin origin : new LineOrigin[] {
            new LineOrigin.Entered(),
            new LineOrigin.SetUpFee(subscription),
            new LineOrigin.Credit(
                    reference.orElseThrow(), Optional.of(subscription), LineOrigin.Credit.Basis.EARLY_END),
            new LineOrigin.Credit(reference.orElseThrow(), Optional.empty(), LineOrigin.Credit.Basis.WHOLE),
            new LineOrigin.Service(
                    subscription,
                    Cycle.of(day("2026-01-31"), 1),
                    3,
                    2,
                    4,
                    day("2026-05-31"),
                    LineOrigin.Service.Cause.DUE,
                    0,
                    Optional.empty()),
            new LineOrigin.Service(
                    subscription,
                    Cycle.of(day("2026-01-31"), 1),
                    -1,
                    0,
                    1,
                    day("2026-01-31"),
                    LineOrigin.Service.Cause.CHANGE_TAKES_BACK,
                    2,
                    reference),
        }) {
            Json.assertRoundTrip(origin, LineOrigin.class);
            PendingLine line = pending()
                    .origin(origin)
                    .productCode("H1")
                    .days(DateRange.of(day("2026-01-01"), day("2026-02-01")))
                    .discountRule(Discount.amountPerPeriod(number("0.5")))
                    .fixedVat(S21)
                    .corrects(InvoiceId.of("I-1"))
                    .billed(true)
                    .billedOn(InvoiceId.of("I-2"))
                    .entered(9)
                    .build();
            Json.assertRoundTrip(line, PendingLine.class);
            Json.assertRoundTrip(line.toInvoiceLine(S21), InvoiceLine.class);
        }
    }

    @Test
    void an_origin_knows_what_it_is_about() {
        SubscriptionReference subscription = SubscriptionReference.of("S-1");
        LineReference reference = new LineReference(InvoiceId.of("I-1"), 1);
        assertThat(new LineOrigin.Entered().subscriptionReference()).isEmpty();
        assertThat(new LineOrigin.Entered().corrected()).isEmpty();
        assertThat(new LineOrigin.SetUpFee(subscription).subscriptionReference())
                .contains(subscription);
        LineOrigin.Credit credit =
                new LineOrigin.Credit(reference, Optional.of(subscription), LineOrigin.Credit.Basis.DAYS);
        assertThat(credit.subscriptionReference()).contains(subscription);
        assertThat(credit.corrected()).contains(reference);
    }
}
