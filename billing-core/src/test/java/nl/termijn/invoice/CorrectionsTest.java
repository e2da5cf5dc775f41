package nl.termijn.invoice;

import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.lines;
import static nl.termijn.testing.TestBilling.plain;
import static nl.termijn.testing.TestBilling.ref;
import static nl.termijn.testing.TestBilling.total;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.period.DateRange;
import nl.termijn.testing.TestBilling;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The table of corrections, and every way to credit a part. */
class CorrectionsTest {
    private final TestBilling seller = TestBilling.open().on("2026-01-02");

    private void assertRules(
            Invoice document,
            @Nullable Reason edit,
            @Nullable Reason delete,
            @Nullable Reason withdraw,
            @Nullable Reason credit,
            @Nullable Reason resend) {
        Corrections rules = seller.billing.invoices().corrections(document.id());
        assertDecision(rules.mayEdit(), edit, document);
        assertDecision(rules.mayDelete(), delete, document);
        assertDecision(rules.mayWithdraw(), withdraw, document);
        assertDecision(rules.mayCredit(), credit, document);
        assertDecision(rules.mayResend(), resend, document);
    }

    private static void assertDecision(Corrections.Decision decision, @Nullable Reason refusal, Invoice document) {
        assertThat(decision.isAllowed()).isEqualTo(refusal == null);
        if (refusal != null) {
            assertThat(decision.refusal()).contains(refusal);
            assertThat(decision.explanation()).contains(document.name());
            assertThatThrownBy(() -> decision.orThrow(document.name())).isInstanceOf(NotAllowedException.class);
        }
    }

    @Test
    void the_table_of_corrections() {
        Invoice draft = seller.manual("10.00");
        assertRules(draft, null, null, Reason.DRAFT, Reason.DRAFT, Reason.DRAFT);
        Invoice sent = seller.billing.invoices().send(draft.id());
        assertRules(sent, Reason.SENT, Reason.SENT, null, null, null);
        Invoice note = seller.billing
                .invoices()
                .credit(sent.id())
                .amount(seller.money("1.00"))
                .because("goodwill")
                .send();
        assertRules(sent, Reason.SENT, Reason.SENT, Reason.HAS_CREDIT_NOTE, null, null);
        assertRules(note, Reason.SENT, Reason.SENT, null, Reason.CREDIT_NOTE, null);
        Invoice exported = seller.sent("20.00");
        seller.billing.invoices().markExported(List.of(exported.id()), "Twinfield");
        assertRules(exported, Reason.SENT, Reason.SENT, Reason.EXPORTED, null, null);
        Invoice withdrawn = seller.sent("30.00");
        seller.billing.invoices().withdraw(withdrawn.id(), "wrong", GiveBack.DROP);
        assertRules(
                withdrawn, Reason.WITHDRAWN, Reason.WITHDRAWN, Reason.WITHDRAWN, Reason.WITHDRAWN, Reason.WITHDRAWN);
        seller.billing.invoices().credit(sent.id()).send();
        assertRules(sent, Reason.SENT, Reason.SENT, Reason.HAS_CREDIT_NOTE, Reason.NOTHING_LEFT, null);
    }

    private Invoice hosting() {
        seller.subscription("2026-01-01", "10.00");
        seller.billing
                .customers()
                .put(TestBilling.customer("K")
                        .schedule(InvoiceSchedule.every(3, 1))
                        .build());
        seller.runAndSend("2026-01");
        return seller.invoice("2026-00001");
    }

    @Test
    void a_quantity_is_credited_in_proportion_and_thirds_add_up() {
        Invoice invoice = seller.billing
                .invoices()
                .send(seller.billing
                        .invoices()
                        .draft(nl.termijn.ManualInvoice.builder()
                                .customer(K)
                                .addLine(nl.termijn.ManualInvoice.Line.builder()
                                        .description("Three")
                                        .quantity(BigDecimal.valueOf(3))
                                        .unitPrice(seller.money("3.3333"))
                                        .build())
                                .build())
                        .id());
        for (String expected : List.of("-3.33", "-3.34", "-3.33")) {
            assertThat(lines(seller.billing
                            .invoices()
                            .credit(invoice.id())
                            .line(1)
                            .quantity(BigDecimal.ONE)
                            .send()))
                    .containsExactly(expected);
        }
        assertThatThrownBy(() -> seller.billing
                        .invoices()
                        .credit(invoice.id())
                        .line(1)
                        .quantity(BigDecimal.ONE)
                        .send())
                .isInstanceOf(NotAllowedException.class);
    }

    @Test
    void periods_and_days_are_credited_from_the_lines_own_spread() {
        Invoice invoice = hosting();
        var invoices = seller.billing.invoices();
        assertThat(lines(invoices.credit(invoice.id()).line(1).periods(1).draft()))
                .containsExactly("[2026-03-01, 2026-04-01) -10.00");
        DateRange days = DateRange.of(LocalDate.of(2026, 2, 15), LocalDate.of(2026, 3, 1));
        assertThat(lines(invoices.credit(invoice.id()).line(1).days(days).draft()))
                .containsExactly("[2026-02-15, 2026-03-01) -5.00");
        assertThat(plain(invoices.corrections(invoice.id()).leftOfLine(1))).isEqualTo("15.00");
        DateRange outside = DateRange.of(LocalDate.of(2026, 3, 15), LocalDate.of(2026, 4, 2));
        assertThatThrownBy(() ->
                        invoices.credit(invoice.id()).line(1).days(outside).draft())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("days");
        assertThatThrownBy(
                        () -> invoices.credit(invoice.id()).line(1).periods(3).draft())
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> invoices.credit(invoice.id()).line(9).whole().draft())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("1 to 1");
    }

    @Test
    void a_credit_that_would_raise_what_is_owed_is_refused() {
        Invoice invoice = seller.sent("100.00", "-30.00");
        assertThatThrownBy(() -> seller.billing
                        .invoices()
                        .credit(invoice.id())
                        .line(2)
                        .whole()
                        .send())
                .isInstanceOfSatisfying(
                        NotAllowedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.RAISES_WHAT_IS_OWED));
        assertThat(total(seller.billing.invoices().credit(invoice.id()).send()))
                .isEqualTo("C2026-00001 -70.00 + -14.70 = -84.70");
    }

    @Test
    void an_amount_without_a_line_is_taken_from_the_lines_in_their_order() {
        Invoice invoice = seller.sent("10.00", "-4.00", "20.00");
        assertThat(lines(seller.billing
                        .invoices()
                        .credit(invoice.id())
                        .amount(seller.money("15.00"))
                        .send()))
                .containsExactly("-10.00", "-5.00");
        assertThatThrownBy(() -> seller.billing
                        .invoices()
                        .credit(invoice.id())
                        .amount(seller.money("11.01"))
                        .send())
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("11.00");
        assertThatThrownBy(() -> seller.billing
                        .invoices()
                        .credit(invoice.id())
                        .amount(seller.money("0.001"))
                        .send())
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void a_draft_note_takes_its_vat_when_it_is_sent_so_that_a_deleted_one_leaves_no_hole() {
        Invoice invoice = seller.sent("1.02", "1.02", "1.02");
        var invoices = seller.billing.invoices();
        Invoice first = invoices.credit(invoice.id()).line(1).whole().draft();
        Invoice second = invoices.credit(invoice.id()).line(2).whole().draft();
        assertThat(plain(second.totals().vat())).isEqualTo("-0.22");
        invoices.delete(first.id(), GiveBack.DROP);
        assertThat(plain(invoices.send(second.id()).totals().vat())).isEqualTo("-0.21");
        assertThat(plain(invoices.credit(invoice.id()).send().totals().vat())).isEqualTo("-0.43");
        assertThat(seller.account()).isEqualTo("0.00/0.00");
    }

    @Test
    void every_line_explains_itself_in_dutch_and_english() {
        Invoice invoice = hosting();
        Invoice note = seller.billing
                .invoices()
                .credit(invoice.id())
                .line(1)
                .periods(1)
                .send();
        Invoice manual = seller.sent("12.50");
        seller.subscription(
                "2026-01-10",
                "31.00",
                s -> s.reference(ref("T"))
                        .setUpFee(seller.money("25.00"))
                        .discount(nl.termijn.subscription.TimedDiscount.always(
                                nl.termijn.subscription.Discount.percent(BigDecimal.TEN)))
                        .end(LocalDate.of(2026, 1, 20)));
        seller.pending(
                "P",
                "2026-01-03",
                "5.00",
                p -> p.days(DateRange.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 4)))
                        .discountRule(nl.termijn.subscription.Discount.percent(BigDecimal.TEN)));
        seller.on("2026-01-12");
        Invoice now = seller.billing.runs().billNow(K).draft().orElseThrow();
        String english = explain(Locale.ENGLISH, invoice, note, manual, now);
        assertThat(english)
                .contains("3 periods, 01-01-2026 to 31-03-2026")
                .contains("Credit of the periods 01-03-2026 to 31-03-2026 of line 1")
                .contains("Entered by hand: 12.50")
                .contains("Set-up fee of subscription T")
                .contains("10 of the 31 days")
                .contains("Discount of 10 %")
                .contains("VAT of 21 % is added");
        String dutch = explain(Locale.forLanguageTag("nl"), invoice, note, manual, now);
        assertThat(dutch).doesNotContain("VAT of").contains("21 %");
        assertThat(explain(Locale.FRENCH, invoice)).isEqualTo(explain(Locale.ENGLISH, invoice));
    }

    private static String explain(Locale locale, Invoice... documents) {
        StringBuilder text = new StringBuilder();
        for (Invoice document : documents) {
            document.lines()
                    .forEach(line ->
                            text.append(LineExplanation.explain(line, locale)).append('\n'));
        }
        return text.toString();
    }
}
