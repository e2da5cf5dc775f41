package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.customer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.ApprovalRules;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.Policies;
import nl.termijn.customer.Customer;
import nl.termijn.customer.PurchaseOrder;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.invoice.Invoice;
import nl.termijn.money.Amounts;
import nl.termijn.review.Remark;
import nl.termijn.subscription.TermsChange.Effect;
import nl.termijn.testing.TestBilling;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatIdEvidence;
import org.junit.jupiter.api.Test;

/** Drafts that a person should look at, and those that may approve themselves. */
class ReviewTest {
    private final TestBilling seller = TestBilling.open();
    private final InvoiceService invoices = seller.billing.invoices();
    private final ReviewService review = seller.billing.review();

    private void rules(UnaryOperator<ApprovalRules.Builder> more) {
        Administration before = seller.billing.administration();
        seller.billing.open(Administration.builder()
                .from(before)
                .policies(Policies.builder()
                        .from(before.policies())
                        .approval(more.apply(ApprovalRules.builder()).build())
                        .build())
                .build());
    }

    private void customerIs(UnaryOperator<Customer.Builder> more) {
        seller.billing.customers().put(more.apply(customer("K")).build());
    }

    private List<Remark.Reason> reasons() {
        return review.overview().odd().stream()
                .flatMap(odd -> odd.remarks().stream())
                .map(Remark::reason)
                .toList();
    }

    private void sendAll() {
        invoices.awaitingApproval().forEach(draft -> invoices.send(draft.id()));
    }

    /** One month was billed and sent, so that the next is nothing new. */
    private void known() {
        seller.on("2026-01-01").subscription("2026-01-01", "10.00");
        seller.run("2026-01");
        sendAll();
        seller.on("2026-02-01");
    }

    @Test
    void the_first_invoice_is_looked_at_and_the_next_like_it_is_not() {
        seller.on("2026-01-01").subscription("2026-01-01", "10.00");
        seller.run("2026-01");
        ReviewService.Overview first = review.overview();
        assertThat(first.drafts()).isEqualTo(1);
        assertThat(TestBilling.plain(first.totals().gross())).isEqualTo("12.10");
        assertThat(first.byReason()).isEqualTo(Map.of(Remark.Reason.FIRST_INVOICE, 1));
        sendAll();
        seller.on("2026-02-01").run("2026-02");
        assertThat(review.overview().drafts()).isEqualTo(1);
        assertThat(reasons()).isEmpty();
    }

    @Test
    void what_differs_much_from_the_last_one_is_said_with_both_figures() {
        known();
        seller.price("2026-02-01", "16.00", Effect.NEXT_PERIOD);
        seller.run("2026-02");
        assertThat(review.overview().odd()).singleElement().satisfies(odd -> {
            assertThat(odd.customer()).isEqualTo(K);
            assertThat(odd.remarks().get(0).explain(Locale.ENGLISH))
                    .isEqualTo("It comes to 16.00 without VAT; the last one, 2026-00001, came to 10.00.");
            assertThat(odd.remarks().get(0).explain(Locale.forLanguageTag("nl")))
                    .isEqualTo("Hij komt zonder btw op 16.00; de vorige, 2026-00001, kwam op 10.00.");
        });
        rules(rules -> rules.mayDifferPercent(new BigDecimal("60")));
        assertThat(reasons()).isEmpty();
        rules(rules -> rules.mayDifferPercent(Optional.empty()));
        assertThat(reasons()).isEmpty();
    }

    @Test
    void a_maximum_is_exceeded_by_more_than_it_in_either_direction() {
        known();
        seller.run("2026-02");
        rules(rules -> rules.maximum(Amounts.of("12.10", "EUR")));
        assertThat(reasons()).isEmpty();
        rules(rules -> rules.maximum(Amounts.of("12.09", "EUR")));
        assertThat(reasons()).containsExactly(Remark.Reason.ABOVE_MAXIMUM);
    }

    @Test
    void credit_lines_and_totals_of_zero_are_said() {
        known();
        seller.pending("P", "2026-01-10", "-10.00");
        seller.run("2026-02");
        assertThat(reasons())
                .containsExactly(Remark.Reason.DIFFERS, Remark.Reason.ZERO_TOTAL, Remark.Reason.CREDIT_LINE);
    }

    @Test
    void who_cannot_be_reached_or_gives_orders_that_ran_out_is_said() {
        known();
        seller.run("2026-02");
        customerIs(customer -> customer.emails(List.of()));
        assertThat(reasons()).containsExactly(Remark.Reason.NO_ADDRESS);
        customerIs(customer -> customer.emails(List.of()).delivery(DeliveryChannel.PAPER));
        assertThat(reasons()).as("paper needs none").isEmpty();
        customerIs(customer -> customer.addPurchaseOrder(
                new PurchaseOrder("PO-1", LocalDate.parse("2025-01-01"), Optional.of(LocalDate.parse("2026-01-01")))));
        assertThat(reasons()).containsExactly(Remark.Reason.NO_PURCHASE_ORDER);
    }

    @Test
    void a_vat_id_that_decides_must_be_confirmed() {
        rules(rules -> rules.firstInvoice(false));
        customerIs(customer -> customer.address(Address.in("BE"))
                .vatId(VatId.of("BE0246770968"))
                .vatIdEvidence(new VatIdEvidence(
                        VatIdEvidence.Status.VALID, LocalDate.parse("2026-01-01"), Optional.empty())));
        seller.on("2026-01-01").subscription("2026-01-01", "10.00").run("2026-01");
        assertThat(reasons()).isEmpty();
        customerIs(customer -> customer.address(Address.in("BE")).vatId(VatId.of("BE0246770968")));
        assertThat(reasons()).containsExactly(Remark.Reason.VAT_ID_NOT_CONFIRMED);
    }

    @Test
    void a_subscription_that_ends_is_named() {
        known();
        seller.billing.subscriptions().end(TestBilling.ref("S"), LocalDate.parse("2026-03-01"), Ending.PAID_UP);
        seller.run("2026-02");
        assertThat(review.overview().odd().get(0).remarks().get(0).explain(Locale.ENGLISH))
                .isEqualTo("Subscription S ends.");
    }

    @Test
    void a_host_adds_its_own() {
        known();
        seller.run("2026-02");
        Billing billing = Billing.builder()
                .store(seller.store)
                .administration("hosting-bv")
                .clock(seller.clock)
                .review((draft, customer) -> List.of("Ask " + customer.name() + " first."))
                .build();
        assertThat(billing.review().overview().odd().get(0).remarks())
                .extracting(remark -> remark.explain(Locale.ENGLISH))
                .containsExactly("Ask Klant K first.");
        assertThat(billing.review()
                        .of(List.of(invoices.awaitingApproval().get(0).id()))
                        .get(0)
                        .remarks())
                .hasSize(1);
    }

    @Test
    void only_what_is_without_remark_and_below_the_ceiling_approves_itself() {
        known();
        seller.run("2026-02");
        assertThat(review.approveUnremarkable("night").done())
                .as("no ceiling is set")
                .isEmpty();
        rules(rules -> rules.approvesItselfUpTo(Amounts.of("12.09", "EUR")));
        assertThat(review.approveUnremarkable("night").done()).isEmpty();
        rules(rules -> rules.approvesItselfUpTo(Amounts.of("12.10", "EUR")).maximum(Amounts.of("5.00", "EUR")));
        assertThat(review.approveUnremarkable("night").done())
                .as("it has a remark")
                .isEmpty();
        rules(rules -> rules.approvesItselfUpTo(Amounts.of("12.10", "EUR")));
        Invoice draft = invoices.awaitingApproval().get(0);
        assertThat(review.approveUnremarkable("night").done()).containsExactly(draft.id());
        assertThat(review.approveUnremarkable("night").done())
                .as("it is approved")
                .isEmpty();
        assertThat(invoices.find(draft.id())
                        .orElseThrow()
                        .approval()
                        .orElseThrow()
                        .by())
                .isEqualTo("night");
        assertThat(review.overview().drafts()).isZero();
    }

    @Test
    void four_eyes_see_a_draft_where_the_seller_wants_that() {
        rules(rules -> rules.fourEyes(true));
        seller.on("2026-01-01");
        Invoice draft = seller.manual("10.00");
        assertThat(draft.madeBy()).contains("host");
        assertThatThrownBy(() -> invoices.approve(draft.id(), "host"))
                .isInstanceOfSatisfying(
                        NotAllowedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.FOUR_EYES));
        Billing jan = Billing.builder()
                .store(seller.store)
                .administration("hosting-bv")
                .clock(seller.clock)
                .actor("jan")
                .build();
        Invoice edited = jan.invoices()
                .edit(
                        draft.id(),
                        draft.version(),
                        DraftEdit.builder().text("Thanks").build());
        assertThatThrownBy(() -> invoices.approve(edited.id(), "jan")).hasMessageContaining("somebody else must");
        invoices.approve(edited.id(), "host");
        assertThat(invoices.find(draft.id()).orElseThrow().approval()).isPresent();
    }

    @Test
    void rules_that_mean_nothing_are_refused() {
        assertThatThrownBy(() -> ApprovalRules.builder()
                        .mayDifferPercent(new BigDecimal("-1"))
                        .maximum(Amounts.of("0.00", "EUR"))
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mayDifferPercent")
                .hasMessageContaining("maximum");
    }

    @Test
    void a_subscription_or_a_line_is_postponed_to_the_run_of_a_month_and_no_earlier_one_takes_it() {
        known();
        seller.subscription("2026-02-01", "3.00", subscription -> subscription.reference(TestBilling.ref("T")))
                .pending("P", "2026-01-10", "5.00");
        seller.run("2026-02");
        Invoice draft = invoices.awaitingApproval().get(0);
        assertThat(invoices.postpone(draft.id(), draft.version(), TestBilling.ref("T"), YearMonth.of(2026, 4)))
                .singleElement()
                .satisfies(line -> assertThat(line.date()).isEqualTo(LocalDate.parse("2026-03-31")));
        Invoice rest = invoices.find(draft.id()).orElseThrow();
        assertThat(TestBilling.lines(rest)).containsExactly("[2026-02-01, 2026-03-01) 10.00", "5.00");
        invoices.postpone(rest.id(), rest.version(), Set.of(2), YearMonth.of(2026, 3));
        sendAll();
        seller.on("2026-03-01").run("2026-03");
        assertThat(TestBilling.lines(invoices.awaitingApproval().get(0)))
                .as("what was postponed to March, and March")
                .containsExactly("[2026-03-01, 2026-04-01) 10.00", "[2026-03-01, 2026-04-01) 3.00", "5.00");
        sendAll();
        seller.on("2026-04-01").run("2026-04");
        assertThat(TestBilling.lines(invoices.awaitingApproval().get(0)))
                .containsExactly(
                        "[2026-04-01, 2026-05-01) 10.00",
                        "[2026-04-01, 2026-05-01) 3.00",
                        "[2026-02-01, 2026-03-01) 3.00");
    }

    @Test
    void nothing_is_postponed_to_a_month_that_is_past_or_that_is_not_there() {
        known();
        seller.run("2026-02");
        Invoice draft = invoices.awaitingApproval().get(0);
        assertThatThrownBy(() -> invoices.postpone(draft.id(), draft.version(), Set.of(1), YearMonth.of(2026, 2)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("after 2026-02");
        assertThatThrownBy(() ->
                        invoices.postpone(draft.id(), draft.version(), TestBilling.ref("X"), YearMonth.of(2026, 3)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("one or more lines");
        invoices.postpone(draft.id(), draft.version(), Set.of(1), YearMonth.of(2026, 3));
        assertThat(invoices.awaitingApproval()).as("nothing is left of it").isEmpty();
    }
}
