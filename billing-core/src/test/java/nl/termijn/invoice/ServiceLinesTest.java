package nl.termijn.invoice;

import static nl.termijn.testing.Fixtures.S21;
import static nl.termijn.testing.Fixtures.S9;
import static nl.termijn.testing.Fixtures.charge;
import static nl.termijn.testing.Fixtures.day;
import static nl.termijn.testing.Fixtures.due;
import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.Fixtures.number;
import static nl.termijn.testing.Fixtures.plain;
import static nl.termijn.testing.Fixtures.sent;
import static nl.termijn.testing.Fixtures.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import nl.termijn.administration.Policies.EndOfSubscription;
import nl.termijn.invoice.LineOrigin.Service.Cause;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.Alignment;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.Pause;
import nl.termijn.subscription.Piece;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.TermsChange;
import nl.termijn.subscription.TimedDiscount;

class ServiceLinesTest {

    // ---- C2: full periods become one line

    @Example
    void consecutive_full_periods_at_the_same_terms_are_one_line() {
        List<InvoiceLine> lines = due(subscription(1, "10.00", "2026-02-01").build(), "2026-05-01");
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).days()).contains(DateRange.of(day("2026-02-01"), day("2026-05-01")));
        assertThat(lines.get(0).periods()).isEqualTo(3);
        assertThat(plain(lines.get(0).amount())).isEqualTo("30.00");
        LineOrigin.Service service = service(lines.get(0));
        assertThat(service.cause()).isEqualTo(Cause.DUE);
        assertThat(service.chargedTo()).isEqualTo("2026-05-01");
        assertThat(service.period(2)).isEqualTo(DateRange.of(day("2026-04-01"), day("2026-05-01")));
    }

    @Example
    void a_change_of_price_or_discount_or_a_part_begins_a_new_line() {
        Subscription changed = subscription(1, "10.00", "2026-01-01")
                .discount(TimedDiscount.firstPeriods(Discount.percent(number("50")), 1))
                .addChanges(TermsChange.builder()
                        .effectiveFrom(day("2026-04-01"))
                        .unitPrice(eur("12.00"))
                        .build())
                .end(day("2026-05-11"))
                .build();
        assertThat(amounts(due(changed, "2026-06-01"))).containsExactly("1x 5.00", "2x 20.00", "1x 12.00", "1x 3.87");
    }

    @Example
    void one_quantity_in_two_spellings_is_one_quantity() {
        Subscription changed = subscription(1, "10.00", "2026-01-01")
                .addChanges(TermsChange.builder()
                        .effectiveFrom(day("2026-02-01"))
                        .quantity(number("1.0"))
                        .build())
                .build();
        assertThat(amounts(due(changed, "2026-03-01"))).containsExactly("2x 20.00");
    }

    @Example
    void what_differs_is_not_merged() {
        Subscription subscription =
                subscription(1, "10.00", "2026-01-01").productCode("A").build();
        ServiceCalendar calendar = ServiceCalendar.of(subscription, EndOfSubscription.PRORATE);
        List<Piece> pieces = calendar.due(day("2026-04-01"));
        ServiceLines.Charge first = charge(subscription, pieces.get(0), calendar);
        ServiceLines.Charge second = charge(subscription, pieces.get(1), calendar);
        ServiceLines.Charge third = charge(subscription, pieces.get(2), calendar);
        assertThat(first.merge(second)).isPresent();
        assertThat(first.merge(third)).isEmpty();
        assertThat(first.merge(second.merge(third).orElseThrow())).isEmpty();
        ServiceLines.Charge otherRate =
                ServiceLines.Charge.of(subscription, pieces.get(1), second.terms(), Optional.empty(), S9);
        assertThat(first.merge(otherRate)).isEmpty();
        ServiceLines.Charge discounted = ServiceLines.Charge.of(
                subscription, pieces.get(1), second.terms(), Optional.of(Discount.percent(number("1"))), S21);
        assertThat(first.merge(discounted)).isEmpty();
        for (TermsChange other : List.of(
                TermsChange.builder()
                        .effectiveFrom(day("2026-02-01"))
                        .quantity(number("2"))
                        .build(),
                TermsChange.builder()
                        .effectiveFrom(day("2026-02-01"))
                        .unitPrice(eur("11.00"))
                        .build(),
                TermsChange.builder()
                        .effectiveFrom(day("2026-02-01"))
                        .productCode("B")
                        .build(),
                TermsChange.builder()
                        .effectiveFrom(day("2026-02-01"))
                        .description("B")
                        .build())) {
            Subscription changed = subscription.toBuilder().addChanges(other).build();
            assertThat(first.merge(charge(changed, pieces.get(1), calendar))).isEmpty();
        }
        Piece part = pieces.get(1).cutTo(DateRange.of(day("2026-02-01"), day("2026-02-11")));
        assertThat(first.merge(charge(subscription, part, calendar))).isEmpty();
        Piece firstPart = pieces.get(0).cutTo(DateRange.of(day("2026-01-02"), day("2026-02-01")));
        assertThat(charge(subscription, firstPart, calendar).merge(second)).isEmpty();
    }

    // ---- C3: parts of periods

    @Example
    void a_part_of_a_period_is_its_own_line() {
        Subscription paused = subscription(1, "31.00", "2026-07-01")
                .addPauses(Pause.of(day("2026-07-10"), day("2026-07-23")))
                .build();
        assertThat(amounts(due(paused, "2026-08-02"))).containsExactly("1x 9.00", "1x 9.00", "1x 31.00");
        Subscription broken = subscription(1, "12.50", "2025-02-17")
                .alignment(Alignment.CALENDAR)
                .build();
        assertThat(amounts(due(broken, "2025-03-01"))).containsExactly("1x 5.36");
        Subscription ending =
                subscription(1, "31.00", "2026-01-01").end(day("2026-01-11")).build();
        assertThat(amounts(due(ending, EndOfSubscription.WHOLE, "2026-02-01"))).containsExactly("1x 31.00");
    }

    @Example
    void a_set_up_fee_is_one_line_without_days_or_discount() {
        Subscription subscription = subscription(1, "10.00", "2026-01-01")
                .setUpFee(eur("24.995"))
                .productCode("H1")
                .discount(TimedDiscount.always(Discount.percent(number("50"))))
                .build();
        InvoiceLine fee = ServiceLines.setUpFee(subscription, "Set-up fee", day("2026-01-01"), S21);
        assertThat(plain(fee.amount())).isEqualTo("25.00");
        assertThat(fee.days()).isEmpty();
        assertThat(fee.discountRule()).isEmpty();
        assertThat(fee.origin()).isEqualTo(new LineOrigin.SetUpFee(subscription.reference()));
        assertThat(fee.suppliedOn()).isEqualTo("2026-01-01");
        assertThat(fee.description()).isEqualTo("Set-up fee");
        assertThat(fee.productCode()).contains("H1");
    }

    // ---- C6: changes at once

    private static InvoiceLine takenBack(
            InvoiceLine billed, Piece piece, int change, Optional<LineReference> corrects) {
        LineBalance whole = LineBalance.untouched(billed);
        return ServiceLines.takenBack(billed, piece, change, corrects, whole, whole.amountLeft());
    }

    @Example
    void a_change_at_once_takes_back_at_the_old_terms_and_charges_at_the_new() {
        Subscription subscription = subscription(1, "60.00", "2026-04-01").build();
        InvoiceLine billed = due(subscription, "2026-05-01").get(0);
        ServiceCalendar calendar = ServiceCalendar.of(subscription, EndOfSubscription.PRORATE);
        Piece rest = calendar.due(day("2026-05-01")).get(0).cutTo(DateRange.of(day("2026-04-11"), day("2026-05-01")));
        Optional<LineReference> corrects = Optional.of(new LineReference(InvoiceId.of("I-1"), 1));
        InvoiceLine back = takenBack(billed, rest, 1, corrects);
        assertThat(plain(back.amount())).isEqualTo("-40.00");
        assertThat(back.quantity()).isEqualTo("-1");
        assertThat(back.days()).contains(rest.days());
        assertThat(service(back))
                .isEqualTo(new LineOrigin.Service(
                        subscription.reference(),
                        rest.cycle(),
                        0,
                        0,
                        1,
                        day("2026-05-01"),
                        Cause.CHANGE_TAKES_BACK,
                        1,
                        corrects,
                        0));
        Subscription cheaper = subscription.toBuilder()
                .addChanges(TermsChange.builder()
                        .effectiveFrom(day("2026-04-11"))
                        .unitPrice(eur("30.00"))
                        .build())
                .build();
        InvoiceLine anew = ServiceLines.chargedAnew(charge(cheaper, rest, calendar), day("2026-04-01"), 1, corrects);
        assertThat(plain(anew.amount())).isEqualTo("20.00");
        assertThat(service(anew).cause()).isEqualTo(Cause.CHANGE_CHARGES);
        assertThat(service(anew).corrected()).isEqualTo(corrects);
        assertThat(anew.suppliedOn()).isEqualTo("2026-04-01");
    }

    @Property
    void what_is_taken_back_and_what_is_kept_is_what_was_billed(
            @ForAll @IntRange(min = 1, max = 20_000) int milliEuros,
            @ForAll @IntRange(min = 1, max = 29) int offset,
            @ForAll @IntRange(min = 1, max = 3) int periods) {
        String price = BigDecimal.valueOf(milliEuros, 3).toPlainString();
        Subscription subscription = subscription(1, price, "2026-04-01")
                .discount(TimedDiscount.always(Discount.amountPerPeriod(number("0.40"))))
                .build();
        InvoiceLine billed = due(subscription, "2026-05-01").get(0);
        Piece piece = ServiceCalendar.of(subscription, EndOfSubscription.PRORATE)
                .due(day("2026-05-01"))
                .get(0);
        LocalDate cut = piece.days().from().plusDays(offset);
        InvoiceLine back =
                takenBack(billed, piece.cutTo(DateRange.of(cut, piece.days().to())), periods, Optional.empty());
        BigDecimal kept =
                amount(ServiceLines.cutAt(billed, service(billed), cut).get(0).charge());
        assertThat(kept.subtract(amount(back.charge()))).isEqualByComparingTo(amount(billed.charge()));
    }

    // ---- E4: cutting what was billed

    @Example
    void a_line_is_cut_into_whole_periods_and_a_part() {
        InvoiceLine line = due(subscription(1, "31.00", "2026-01-01").build(), "2026-05-01")
                .get(0);
        List<InvoiceLine> kept = ServiceLines.cutAt(line, service(line), day("2026-03-11"));
        assertThat(amounts(kept)).containsExactly("2x 62.00", "1x 10.00");
        assertThat(kept.get(0).days()).contains(DateRange.of(day("2026-01-01"), day("2026-03-01")));
        assertThat(service(kept.get(0)).periods()).isEqualTo(2);
        assertThat(service(kept.get(0)).chargedTo()).isEqualTo("2026-03-01");
        assertThat(kept.get(1).days()).contains(DateRange.of(day("2026-03-01"), day("2026-03-11")));
        assertThat(service(kept.get(1)).index()).isEqualTo(2);
        assertThat(service(kept.get(1)).count()).isEqualTo(2);
        assertThat(amounts(ServiceLines.cutAt(line, service(line), day("2026-03-01"))))
                .containsExactly("2x 62.00");
        assertThat(amounts(ServiceLines.cutAt(line, service(line), day("2026-01-11"))))
                .containsExactly("1x 10.00");
        assertThat(ServiceLines.cutAt(line, service(line), day("2026-01-01"))).isEmpty();
        assertThat(ServiceLines.cutAt(line, service(line), day("2026-05-01"))).containsExactly(line);
        assertThat(ServiceLines.cutAt(line, service(line), day("2026-06-01"))).containsExactly(line);
    }

    @Example
    void a_part_is_cut_by_the_days_of_its_period() {
        InvoiceLine part = due(
                        subscription(1, "31.00", "2026-07-11")
                                .alignment(Alignment.CALENDAR)
                                .build(),
                        "2026-08-01")
                .get(0);
        assertThat(plain(part.amount())).isEqualTo("21.00");
        assertThat(amounts(ServiceLines.cutAt(part, service(part), day("2026-07-21"))))
                .containsExactly("1x 10.00");
    }

    @Example
    void what_is_charged_beyond_the_days_goes_with_the_end_of_the_line() {
        Subscription ending =
                subscription(1, "31.00", "2026-01-01").end(day("2026-01-21")).build();
        InvoiceLine line = due(ending, EndOfSubscription.WHOLE, "2026-02-01").get(0);
        assertThat(amounts(ServiceLines.cutAt(line, service(line), day("2026-01-11"))))
                .containsExactly("1x 10.00");
        assertThat(ServiceLines.costOf(line, service(line), 0, line.days().orElseThrow())
                        .amount())
                .isEqualTo("31.00");
    }

    @Property
    void cutting_a_draft_and_crediting_a_sent_line_leave_the_same(
            @ForAll @IntRange(min = 1, max = 50_000) int cents,
            @ForAll @IntRange(min = 1, max = 5) int months,
            @ForAll @IntRange(min = 1, max = 160) int offset) {
        InvoiceLine line = due(
                        subscription(1, BigDecimal.valueOf(cents, 2).toPlainString(), "2024-01-31")
                                .build(),
                        day("2024-01-31").plusMonths(months).toString())
                .get(0);
        LocalDate cut = day("2024-01-31").plusDays(offset);
        BigDecimal kept = ServiceLines.cutAt(line, service(line), cut).stream()
                .map(part -> amount(part.amount()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Corrections corrections = Corrections.of(sent(List.of(line)), List.of(), List.of());
        BigDecimal credited = CreditNotes.unusedDays(corrections, 1, DateRange.of(cut, day("2030-01-01")))
                .map(credit -> amount(credit.amount()))
                .orElse(BigDecimal.ZERO);
        assertThat(kept.subtract(credited)).isEqualByComparingTo(amount(line.amount()));
    }

    // ---- LineSpread

    @Example
    void a_line_is_spread_over_its_periods_and_their_days() {
        InvoiceLine year = due(subscription(12, "239.90", "2025-08-18").build(), "2025-09-01")
                .get(0);
        assertThat(spread(year, "2025-09-17")).isEqualTo("19.72");
        InvoiceLine months = due(subscription(1, "10.00", "2026-01-01").build(), "2026-04-01")
                .get(0);
        assertThat(spread(months, "2025-12-31")).isEqualTo("0.00");
        assertThat(spread(months, "2026-01-01")).isEqualTo("0.00");
        assertThat(spread(months, "2026-02-15")).isEqualTo("15.00");
        assertThat(spread(months, "2026-03-01")).isEqualTo("20.00");
        assertThat(spread(months, "2026-04-01")).isEqualTo("30.00");
        assertThat(spread(months, "2027-04-01")).isEqualTo("30.00");
    }

    private static String spread(InvoiceLine line, String day) {
        LocalDate from = line.days().orElseThrow().from();
        return day(day).isAfter(from)
                ? LineSpread.of(line, service(line), amount(line.amount()))
                        .of(DateRange.of(from, day(day)))
                        .toPlainString()
                : "0.00";
    }

    private static BigDecimal amount(javax.money.MonetaryAmount amount) {
        return Amounts.decimal(amount);
    }

    private static LineOrigin.Service service(InvoiceLine line) {
        return (LineOrigin.Service) line.origin();
    }

    private static List<String> amounts(List<InvoiceLine> lines) {
        return lines.stream()
                .map(line -> line.periods() + "x " + plain(line.amount()))
                .toList();
    }
}
