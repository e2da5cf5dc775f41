package nl.termijn.run;

import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.lines;
import static nl.termijn.testing.TestBilling.plain;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.VatRateFile;
import nl.termijn.administration.Hold;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.invoice.BilledStretch;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.price.PriceList;
import nl.termijn.subscription.TermsChange;
import nl.termijn.testing.TestBilling;
import nl.termijn.vat.VatRules;
import org.junit.jupiter.api.Test;

class EndPlannerTest {
    private final TestBilling seller = TestBilling.open();

    private void quarterly() {
        seller.billing
                .customers()
                .put(TestBilling.customer("K")
                        .schedule(InvoiceSchedule.every(3, 1))
                        .build());
    }

    @Test
    void an_end_touches_only_its_own_lines_and_stretch_in_a_shared_draft() {
        quarterly();
        seller.subscription("2026-01-01", "31.00")
                .subscription("2026-01-01", "7.00", s -> s.reference(ref("T")))
                .pending("P", "2025-12-31", "5.00");
        seller.run("2026-01");
        seller.end("2026-02-15", Ending.CREDIT);
        Invoice draft = seller.billing.invoices().awaitingApproval().get(0);
        assertThat(lines(draft))
                .containsExactly(
                        "[2026-01-01, 2026-02-01) 31.00",
                        "[2026-02-01, 2026-02-15) 15.50",
                        "[2026-01-01, 2026-04-01) 3 x 21.00",
                        "5.00");
        assertThat(draft.stretches())
                .containsExactlyInAnyOrder(
                        new BilledStretch(ref("S"), LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 15)),
                        new BilledStretch(ref("T"), LocalDate.of(2026, 1, 1), LocalDate.of(2026, 4, 1)));
    }

    @Test
    void an_end_before_the_first_day_leaves_no_stretch() {
        seller.subscription("2026-01-10", "31.00").pending("P", "2025-12-31", "5.00");
        seller.run("2026-01");
        seller.end("2026-01-02", Ending.CREDIT);
        Invoice draft = seller.billing.invoices().awaitingApproval().get(0);
        assertThat(lines(draft)).containsExactly("5.00");
        assertThat(draft.stretches()).isEmpty();
    }

    @Test
    void a_merged_line_that_waits_is_cut_into_whole_periods_and_a_part() {
        quarterly();
        seller.subscription("2026-01-01", "31.00").pending("P", "2025-12-31", "5.00");
        seller.run("2026-01");
        Invoice draft = seller.billing.invoices().awaitingApproval().get(0);
        seller.billing.invoices().moveToPending(draft.id(), draft.version(), 1);
        seller.end("2026-02-15", Ending.CREDIT);
        assertThat(seller.billing.pendingLines().waiting(K).stream()
                        .map(line -> line.days().orElseThrow() + " " + plain(line.amount())))
                .containsExactly("[2026-01-01, 2026-02-01) 31.00", "[2026-02-01, 2026-02-15) 15.50");
        seller.on("2026-04-01");
        seller.run("2026-04");
        assertThat(seller.billing.pendingLines().waiting(K)).isEmpty();
    }

    @Test
    void change_lines_that_an_end_cut_on_a_draft_are_given_back_as_cut() {
        seller.subscription("2026-04-01", "60.00");
        seller.on("2026-04-01");
        seller.runAndSend("2026-04");
        seller.price("2026-04-11", "30.00", TermsChange.Effect.AT_ONCE);
        seller.on("2026-05-01");
        seller.run("2026-05");
        seller.end("2026-04-21", Ending.CREDIT);
        seller.billing.invoices().awaitingApproval().stream()
                .filter(draft -> draft.runMonth().isPresent())
                .forEach(draft -> seller.billing.invoices().delete(draft.id(), GiveBack.GIVE_BACK));
        assertThat(seller.billing.pendingLines().waiting(K).stream()
                        .map(line -> line.days().orElseThrow() + " " + plain(line.amount())))
                .containsExactly("[2026-04-11, 2026-04-21) -20.00", "[2026-04-11, 2026-04-21) 10.00");
    }

    private void mergedLineCutOnTheDraftOfApril() {
        quarterly();
        seller.subscription("2026-01-01", "31.00").pending("P", "2025-12-31", "5.00");
        seller.run("2026-01");
        Invoice draft = seller.billing.invoices().awaitingApproval().get(0);
        seller.billing.invoices().moveToPending(draft.id(), draft.version(), 1);
        seller.on("2026-04-01");
        seller.run("2026-04");
        seller.end("2026-02-15", Ending.CREDIT);
    }

    private Invoice april() {
        return seller.billing.invoices().awaitingApproval().stream()
                .filter(any -> any.runMonth().equals(Optional.of(YearMonth.of(2026, 4))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_merged_line_that_an_end_cut_on_a_later_draft_is_given_back_as_cut() {
        mergedLineCutOnTheDraftOfApril();
        Invoice april = april();
        assertThat(lines(april)).containsExactly("[2026-01-01, 2026-02-01) 31.00", "[2026-02-01, 2026-02-15) 15.50");
        seller.billing.invoices().delete(april.id(), GiveBack.GIVE_BACK);
        assertThat(seller.billing.pendingLines().waiting(K).stream()
                        .map(line -> line.days().orElseThrow() + " " + plain(line.amount())))
                .containsExactly("[2026-01-01, 2026-02-01) 31.00", "[2026-02-01, 2026-02-15) 15.50");
    }

    @Test
    void both_parts_of_a_line_that_an_end_cut_on_a_draft_can_wait_one_after_another() {
        mergedLineCutOnTheDraftOfApril();
        for (int part = 1; part <= 2; part++) {
            Invoice april = april();
            seller.billing.invoices().moveToPending(april.id(), april.version(), 1);
        }
        assertThat(seller.billing.pendingLines().waiting(K).stream()
                        .map(line -> line.days().orElseThrow() + " " + plain(line.amount())))
                .containsExactlyInAnyOrder("[2026-01-01, 2026-02-01) 31.00", "[2026-02-01, 2026-02-15) 15.50");
    }

    @Test
    void what_was_credited_before_limits_what_an_end_gives_back() {
        seller.subscription("2026-01-01", "31.00");
        seller.runAndSend("2026-01");
        seller.billing
                .invoices()
                .credit("2026-00001")
                .amount(seller.money("25.00"))
                .send();
        seller.end("2026-01-11", Ending.CREDIT);
        assertThat(lines(seller.invoice("C2026-00002"))).containsExactly("[2026-01-11, 2026-02-01) -6.00");
    }

    @Test
    void paid_up_ends_at_the_end_of_what_is_billed_and_credits_nothing() {
        seller.subscription("2026-01-01", "31.00");
        seller.runAndSend("2026-01");
        assertThat(seller.end("2026-01-11", Ending.PAID_UP).creditNotes()).isEmpty();
        assertThat(seller.subscription().end()).contains(LocalDate.of(2026, 2, 1));
        assertThatThrownBy(() -> seller.end("2026-01-12", Ending.PAID_UP)).hasMessageContaining("2026-02-01");
        // but it may still end earlier
        assertThat(seller.end("2026-01-21", Ending.CREDIT).creditNotes()).hasSize(1);
    }

    @Test
    void a_hold_with_an_end_is_named_when_billing_now_is_refused() {
        seller.on("2026-01-05");
        seller.billing.customers().hold(K, Hold.until(Hold.Kind.INVOICING, "dispute", LocalDate.of(2026, 2, 1)));
        assertThatThrownBy(() -> seller.billing.runs().billNow(K)).hasMessageContaining("2026-02-01");
        seller.on("2026-02-01");
        assertThat(seller.billing.runs().billNow(K).plan()).isInstanceOf(InvoicePlan.Skip.class);
    }

    @Test
    void subscriptions_are_billed_in_the_order_of_start_and_reference_whatever_order_they_come_in() {
        BillingPlanner planner = new BillingPlanner(
                TestBilling.seller().build(), new VatRules(VatRateFile.builtIn()), () -> PriceList.EMPTY);
        seller.subscription("2026-01-02", "2.00", s -> s.reference(ref("B")))
                .subscription("2026-01-02", "1.00", s -> s.reference(ref("A")))
                .subscription("2026-01-01", "3.00", s -> s.reference(ref("C")));
        PendingLine ofAnother = PendingLine.builder()
                .reference(PendingLineReference.of("P"))
                .customer(K)
                .date(LocalDate.of(2025, 12, 1))
                .description("Of a subscription that is not in the account")
                .unitPrice(seller.money("4.00"))
                .quantity(BigDecimal.ONE)
                .origin(new LineOrigin.SetUpFee(ref("X")))
                .build();
        BillingAccount account = new BillingAccount(
                TestBilling.customer("K").build(),
                List.of(
                        seller.billing.subscriptions().find(ref("B")).orElseThrow(),
                        seller.billing.subscriptions().find(ref("A")).orElseThrow(),
                        seller.billing.subscriptions().find(ref("C")).orElseThrow()),
                List.of(ofAnother),
                Set.of());
        InvoicePlan plan = planner.planRun(account, YearMonth.of(2026, 1));
        assertThat(((InvoicePlan.Draft) plan).lines().stream().map(line -> plain(line.amount())))
                .containsExactly("3.00", "1.00", "2.00", "4.00");
        assertThat(planner.planRun(account, YearMonth.of(2026, 1))).isEqualTo(plan);
    }
}
