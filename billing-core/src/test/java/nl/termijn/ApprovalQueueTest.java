package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.lines;
import static nl.termijn.testing.TestBilling.ref;
import static nl.termijn.testing.TestBilling.total;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.money.Monetary;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.Hold;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.administration.Policies;
import nl.termijn.customer.Customer;
import nl.termijn.error.ConflictException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.ProviderException;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.mail.MailMessage;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.Booking;
import nl.termijn.receivable.OpenItem;
import nl.termijn.receivable.Statement;
import nl.termijn.store.OutboxEntry;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.TermsChange.Effect;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A draft from the run to the customer's mailbox, and what is open of it afterwards. */
class ApprovalQueueTest {
    private final TestBilling seller = TestBilling.open();
    private final InvoiceService invoices = seller.billing.invoices();

    private Invoice draft() {
        seller.subscription("2026-01-01", "10.00").pending("P", "2025-12-31", "5.00");
        seller.run("2026-01");
        return invoices.awaitingApproval().get(0);
    }

    @Nested
    class Drafts {
        @Test
        void an_edit_changes_lines_text_term_and_reference_and_takes_an_approval_away() {
            Invoice draft = draft();
            invoices.approveAll("jan");
            Invoice approved = invoices.find(draft.id()).orElseThrow();
            assertThat(approved.approval()).isPresent();
            Invoice edited = invoices.edit(
                    draft.id(),
                    approved.version(),
                    DraftEdit.builder()
                            .text("Thanks")
                            .purchaseOrder("PO-7")
                            .paymentTerm(PaymentTerm.days(30))
                            .putChangedLine(
                                    1,
                                    DraftEdit.LineEdit.builder()
                                            .description("Hosting, as agreed")
                                            .unitPrice(seller.money("8.00"))
                                            .discount(Discount.percent(BigDecimal.TEN))
                                            .build())
                            .addDroppedLine(2)
                            .addAddedLine(ManualInvoice.Line.builder()
                                    .description("Extra")
                                    .unitPrice(seller.money("1.00"))
                                    .build())
                            .build());
            assertThat(edited.approval()).isEmpty();
            assertThat(lines(edited)).containsExactly("[2026-01-01, 2026-02-01) 7.20", "1.00");
            assertThat(edited.purchaseOrder()).contains("PO-7");
            Invoice sent = invoices.send(draft.id());
            assertThat(sent.issuance().orElseThrow().dueOn()).isEqualTo("2026-01-31");
            // what was dropped counts as billed
            assertThat(seller.run("2026-02").made()).isEqualTo(1);
            assertThat(lines(invoices.awaitingApproval().get(0))).containsExactly("[2026-02-01, 2026-03-01) 10.00");
        }

        @Test
        void two_people_editing_one_draft_get_a_conflict_not_a_lost_edit() {
            Invoice draft = draft();
            invoices.edit(
                    draft.id(),
                    draft.version(),
                    DraftEdit.builder().text("first").build());
            assertThatThrownBy(() -> invoices.edit(
                            draft.id(),
                            draft.version(),
                            DraftEdit.builder().text("second").build()))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("read it again");
            assertThat(invoices.find(draft.id()).flatMap(Invoice::text)).contains("first");
        }

        @Test
        void days_of_a_subscription_and_credit_amounts_are_not_edited() {
            Invoice draft = draft();
            DraftEdit days = DraftEdit.builder()
                    .putChangedLine(
                            1,
                            DraftEdit.LineEdit.builder()
                                    .days(nl.termijn.period.DateRange.of(
                                            LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 2)))
                                    .build())
                    .build();
            assertThatThrownBy(() -> invoices.edit(draft.id(), draft.version(), days))
                    .hasMessageContaining("days");
            DraftEdit all =
                    DraftEdit.builder().addDroppedLine(1).addDroppedLine(2).build();
            assertThatThrownBy(() -> invoices.edit(draft.id(), draft.version(), all))
                    .hasMessageContaining("delete");
            DraftEdit unknown = DraftEdit.builder().addDroppedLine(7).build();
            assertThatThrownBy(() -> invoices.edit(draft.id(), draft.version(), unknown))
                    .hasMessageContaining("1 to 2");
            Invoice sent = invoices.send(draft.id());
            Invoice note = invoices.credit(sent.id()).draft();
            DraftEdit price = DraftEdit.builder()
                    .putChangedLine(
                            1,
                            DraftEdit.LineEdit.builder()
                                    .unitPrice(seller.money("1.00"))
                                    .build())
                    .build();
            assertThatThrownBy(() -> invoices.edit(note.id(), note.version(), price))
                    .isInstanceOfSatisfying(
                            NotAllowedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.FIXED));
            assertThatThrownBy(() -> invoices.moveToPending(note.id(), note.version(), 1))
                    .isInstanceOf(NotAllowedException.class);
        }

        @Test
        void a_line_moved_back_waits_for_the_next_run_and_is_billed_once() {
            Invoice draft = draft();
            PendingLine days = invoices.moveToPending(draft.id(), draft.version(), 1);
            assertThat(days.days()).isPresent();
            Invoice rest = invoices.find(draft.id()).orElseThrow();
            assertThat(lines(rest)).containsExactly("5.00");
            PendingLine interim = invoices.moveToPending(rest.id(), rest.version(), 1);
            assertThat(interim.fixedVat()).as("the run decides its VAT anew").isEmpty();
            assertThat(invoices.find(draft.id())).isEmpty();
            seller.run("2026-02");
            assertThat(lines(invoices.awaitingApproval().get(0)))
                    .containsExactlyInAnyOrder(
                            "[2026-02-01, 2026-03-01) 10.00", "[2026-01-01, 2026-02-01) 10.00", "5.00");
        }

        @Test
        void drafts_of_one_customer_merge_and_split_without_losing_a_cent() {
            Invoice run = draft();
            Invoice manual = seller.manual("7.00");
            Invoice merged = invoices.merge(run.id(), run.version(), manual.id(), manual.version());
            assertThat(total(merged)).isEqualTo("draft 22.00 + 4.62 = 26.62");
            assertThat(merged.runMonth()).isPresent();
            Invoice off = invoices.split(merged.id(), merged.version(), Set.of(1));
            assertThat(lines(off)).containsExactly("[2026-01-01, 2026-02-01) 10.00");
            assertThat(lines(invoices.find(run.id()).orElseThrow())).containsExactly("5.00", "7.00");
            invoices.delete(off.id(), GiveBack.GIVE_BACK);
            assertThat(seller.subscription().billedThrough()).isEqualTo("2026-01-01");
            Invoice left = invoices.find(run.id()).orElseThrow();
            assertThatThrownBy(() -> invoices.merge(left.id(), left.version(), left.id(), left.version()))
                    .isInstanceOf(NotAllowedException.class);
            assertThatThrownBy(() -> invoices.split(left.id(), left.version(), Set.of(1, 2)))
                    .hasMessageContaining("some but not all");
        }

        @Test
        void days_split_off_their_draft_wait_for_the_next_run_when_given_back() {
            TestBilling changed = TestBilling.open().subscription("2026-01-01", "10.00");
            changed.price("2026-02-01", "20.00", Effect.NEXT_PERIOD);
            changed.run("2026-02");
            InvoiceService queue = changed.billing.invoices();
            Invoice draft = queue.awaitingApproval().get(0);
            Invoice off = queue.split(draft.id(), draft.version(), Set.of(1));
            queue.delete(off.id(), GiveBack.GIVE_BACK);
            assertThat(changed.billing.pendingLines().waiting(K))
                    .extracting(line -> line.days().orElseThrow().toString())
                    .containsExactly("[2026-01-01, 2026-02-01)");
        }

        @Test
        void days_given_up_with_a_line_are_in_the_log() {
            Invoice draft = draft();
            invoices.delete(draft.id(), GiveBack.DROP);
            assertThat(seller.billing.audit().events(0, 100))
                    .extracting(event -> event.event())
                    .contains(
                            new BillingEvent.DaysDropped(ref("S"), LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 1)));
        }

        @Test
        void a_deleted_draft_is_given_back_whole_or_dropped() {
            Invoice draft = draft();
            invoices.delete(draft.id(), GiveBack.GIVE_BACK);
            assertThat(seller.billing.pendingLines().waiting(K)).hasSize(1);
            assertThat(seller.run("2026-01").made()).isEqualTo(1);
            Invoice again = invoices.awaitingApproval().get(0);
            assertThat(lines(again)).containsExactly("[2026-01-01, 2026-02-01) 10.00", "5.00");
            invoices.delete(again.id(), GiveBack.DROP);
            assertThat(seller.run("2026-01").made()).isZero();
            assertThat(seller.billing.pendingLines().waiting(K)).isEmpty();
        }

        @Test
        void a_set_up_fee_is_given_back_with_its_period() {
            seller.subscription("2026-01-01", "10.00", s -> s.setUpFee(seller.money("25.00")));
            seller.runAndSend("2026-01");
            invoices.withdraw(seller.invoice("2026-00001").id(), "wrong", GiveBack.GIVE_BACK);
            seller.runAndSend("2026-01");
            assertThat(lines(seller.invoice("2026-00002"))).containsExactly("[2026-01-01, 2026-02-01) 10.00", "25.00");
        }

        @Test
        void giving_back_is_refused_when_something_later_rests_on_it() {
            seller.subscription("2026-01-01", "10.00");
            seller.runAndSend("2026-01");
            seller.runAndSend("2026-02");
            Invoice january = seller.invoice("2026-00001");
            assertThatThrownBy(() -> invoices.withdraw(january.id(), "wrong", GiveBack.GIVE_BACK))
                    .isInstanceOfSatisfying(
                            NotAllowedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.LATER_WORK_RESTS_ON_IT));
            seller.price("2026-02-10", "20.00", Effect.AT_ONCE);
            Invoice february = seller.invoice("2026-00002");
            assertThatThrownBy(() -> invoices.withdraw(february.id(), "wrong", GiveBack.GIVE_BACK))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("a change at once took back days of its line 1");
            // dropped, its days would never have been paid, and the change would still give them back
            assertThatThrownBy(() -> invoices.withdraw(february.id(), "wrong", GiveBack.DROP))
                    .isInstanceOf(NotAllowedException.class);
            invoices.withdraw(january.id(), "wrong", GiveBack.DROP);
        }

        @Test
        void an_invoice_is_never_below_zero() {
            assertThatThrownBy(() -> seller.manual("-1.00"))
                    .isInstanceOfSatisfying(
                            NotAllowedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.BELOW_ZERO));
            assertThat(seller.documents()).isEmpty();
        }

        @Test
        void one_that_cannot_be_sent_stays_and_does_not_stop_the_others() {
            Invoice one = seller.on("2026-01-02").manual("1.00");
            Invoice two = seller.manual("2.00");
            invoices.approve(one.id(), "jan");
            assertThat(invoices.sendApproved().done()).hasSize(1);
            invoices.withdraw(one.id(), "wrong", GiveBack.DROP);
            BulkReport<InvoiceId> report = invoices.send(List.of(one.id(), two.id()));
            assertThat(report.done()).hasSize(1);
            assertThat(report.failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.reason()).contains("2026-00001"));
        }

        @Test
        void vat_in_euro_stands_on_an_invoice_in_another_currency() {
            TestBilling yen = TestBilling.open(a -> a.currency(Monetary.getCurrency("USD")));
            Billing withRates = Billing.builder()
                    .store(yen.store)
                    .administration("hosting-bv")
                    .clock(yen.clock)
                    .exchangeRates((currency, day) -> Optional.of(new BigDecimal("1.0850")))
                    .build();
            Invoice draft = yen.on("2026-01-02").manual("250.00");
            assertThat(withRates
                            .invoices()
                            .send(draft.id())
                            .issuance()
                            .orElseThrow()
                            .euroVat())
                    .hasValueSatisfying(vat -> assertThat(vat.vat().isEqualTo(Amounts.of("48.39", "EUR")))
                            .isTrue());
        }
    }

    @Nested
    class Money {
        @Test
        void partial_over_and_several_payments_and_their_undoing() {
            Invoice invoice = seller.on("2026-01-02").sent("100.00");
            seller.pay(invoice, "60.50");
            seller.pay(invoice, "61.50");
            assertThat(seller.account()).isEqualTo("0.00/1.00");
            Statement statement = seller.billing.payments().statement(K, LocalDate.of(2026, 1, 2));
            OpenItem payment = statement.lines().get(1).item();
            assertThat(seller.billing.payments().allocationsOf(seller.item(invoice)))
                    .hasSize(2);
            seller.on("2026-01-05");
            seller.billing.payments().undo(payment.id());
            assertThat(seller.account()).isEqualTo("59.50/0.00");
            assertThatThrownBy(() -> seller.billing.payments().undo(seller.item(invoice)))
                    .isInstanceOf(NotAllowedException.class);
            // the statement of the past does not change
            assertThat(seller.billing
                            .payments()
                            .statement(K, LocalDate.of(2026, 1, 2))
                            .balance()
                            .isEqualTo(statement.balance()))
                    .isTrue();
        }

        @Test
        void a_payment_on_what_was_written_off_takes_the_writing_off_back() {
            Invoice invoice = seller.on("2026-01-02").sent("100.00");
            seller.billing.payments().writeOff(invoice.id(), Booking.BY_HAND.reference("bankrupt"));
            assertThat(seller.account()).isEqualTo("0.00/0.00");
            assertThatThrownBy(() -> seller.billing.payments().writeOff(invoice.id(), Booking.BY_HAND))
                    .isInstanceOfSatisfying(
                            NotAllowedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.NOT_OPEN));
            seller.pay(invoice, "21.00");
            assertThat(TestBilling.plain(seller.billing.payments().balance(K).writtenOff()))
                    .isEqualTo("100.00");
            seller.billing.invoices().credit(invoice.id()).send();
            assertThat(TestBilling.plain(seller.billing.payments().balance(K).writtenOff()))
                    .isEqualTo("0.00");
            assertThat(seller.account()).isEqualTo("0.00/21.00");
            seller.billing.payments().refund(K, seller.money("21.00"), Booking.BY_HAND);
            assertThat(seller.account()).isEqualTo("0.00/0.00");
            assertThatThrownBy(() -> seller.billing.payments().refund(K, seller.money("0.01"), Booking.BY_HAND))
                    .isInstanceOf(NotAllowedException.class);
        }

        @Test
        void where_the_policy_leaves_it_to_the_seller_credit_waits() {
            TestBilling manual = TestBilling.open(a ->
                    a.policies(Policies.builder().setOff(Policies.SetOff.MANUAL).build()));
            manual.on("2026-01-02").sent("100.00");
            manual.billing.payments().receive(K, manual.money("121.00"), Booking.BY_HAND);
            assertThat(manual.account()).isEqualTo("121.00/121.00");
            manual.billing.payments().setOff(K);
            assertThat(manual.account()).isEqualTo("0.00/0.00");
            var allocation = manual.billing
                    .payments()
                    .allocationsOf(manual.item(manual.invoice("2026-00001")))
                    .get(0);
            manual.billing.payments().undoAllocation(allocation.id());
            assertThat(manual.account()).isEqualTo("121.00/121.00");
        }

        @Test
        void a_payment_for_a_draft_is_refused_and_for_a_withdrawn_invoice_is_credit() {
            Invoice draft = seller.on("2026-01-02").manual("100.00");
            assertThatThrownBy(() -> seller.pay(draft, "1.00")).isInstanceOf(NotAllowedException.class);
            Invoice sent = invoices.send(draft.id());
            invoices.withdraw(sent.id(), "wrong", GiveBack.DROP);
            seller.pay(sent, "5.00");
            assertThat(seller.account()).isEqualTo("0.00/5.00");
            assertThatThrownBy(() -> seller.billing.payments().writeOff(sent.id(), Booking.BY_HAND))
                    .isInstanceOf(NotAllowedException.class);
            assertThat(invoices.markExported(List.of(sent.id()), "books").failures())
                    .hasSize(1);
        }

        @Test
        void the_three_overviews() {
            Invoice open = seller.on("2026-01-02").sent("10.00");
            Invoice paid = seller.pay(seller.sent("20.00"), "24.20");
            Invoice draft = seller.manual("30.00");
            var overviews = seller.billing.overviews();
            assertThat(overviews.open(Optional.empty(), 10))
                    .extracting(row -> row.invoice().id())
                    .containsExactly(open.id());
            assertThat(overviews.open(
                            overviews.open(Optional.empty(), 10).stream().findFirst(), 10))
                    .isEmpty();
            assertThat(overviews.ofCustomer(K))
                    .extracting(row -> row.invoice().id())
                    .containsExactly(open.id(), paid.id(), draft.id());
            assertThat(overviews.search("00002", 10))
                    .extracting(row -> row.invoice().id())
                    .containsExactly(paid.id());
            assertThat(overviews.search("KLANT", 10)).hasSize(3);
            assertThat(overviews.search("klant", 2)).hasSize(2);
        }
    }

    @Nested
    class Outbox {
        private final List<MailMessage> delivered = new ArrayList<>();
        private Optional<RuntimeException> fault = Optional.empty();
        private final Billing billing = Billing.builder()
                .store(seller.store)
                .administration("hosting-bv")
                .clock(seller.clock)
                .mail(message -> {
                    fault.ifPresent(e -> {
                        throw e;
                    });
                    delivered.add(message);
                })
                .build();

        @Test
        void a_passing_fault_is_tried_again_later_with_the_same_key() {
            seller.on("2026-01-02").sent("10.00");
            fault = Optional.of(new ProviderException(ProviderException.Retry.LATER, "mail server is down", null));
            assertThat(billing.outbox().deliver().postponed()).isEqualTo(1);
            assertThat(billing.outbox().deliver().postponed()).isZero();
            fault = Optional.empty();
            seller.clock.set(seller.clock.instant().plus(Duration.ofMinutes(1)));
            assertThat(billing.outbox().deliver().delivered()).isEqualTo(1);
            OutboxEntry entry = billing.outbox()
                    .ofDocument(seller.invoice("2026-00001").id())
                    .get(0);
            assertThat(delivered).singleElement().satisfies(mail -> {
                assertThat(mail.key()).isEqualTo(entry.key());
                assertThat(mail.subject()).isEqualTo("Factuur 2026-00001 van Hosting B.V.");
                assertThat(mail.toString()).doesNotContain("@");
            });
            assertThat(entry.attempts()).isEqualTo(2);
        }

        @Test
        void a_refusal_is_seen_and_does_not_stop_the_others() {
            seller.on("2026-01-02").sent("10.00");
            seller.sent("20.00");
            fault = Optional.of(new ProviderException(ProviderException.Retry.NEVER, "550 no such user", null));
            assertThat(billing.outbox().deliver().refused()).isEqualTo(2);
            assertThat(billing.outbox().refused(DeliveryChannel.MAIL, Optional.empty(), 10))
                    .hasSize(2)
                    .allSatisfy(entry -> assertThat(entry.problem()).contains("550 no such user"));
        }

        @Test
        void a_foreign_fault_tells_what_it_said_without_addresses() {
            seller.on("2026-01-02").sent("10.00");
            fault = Optional.of(new IllegalStateException("no route to jan@voorbeeld.example"));
            assertThat(billing.outbox().deliver().postponed()).isEqualTo(1);
            assertThat(billing.outbox()
                            .ofDocument(seller.invoice("2026-00001").id())
                            .get(0)
                            .problem())
                    .contains("java.lang.IllegalStateException: no route to …");
        }

        @Test
        void who_has_no_address_and_what_was_withdrawn_gets_no_mail() {
            seller.billing
                    .customers()
                    .put(Customer.builder()
                            .from(TestBilling.customer("K").build())
                            .emails(List.of())
                            .build());
            seller.on("2026-01-02").sent("10.00");
            assertThat(billing.outbox().deliver().refused()).isEqualTo(1);
            seller.billing.customers().put(TestBilling.customer("K").build());
            Invoice withdrawn = seller.sent("20.00");
            invoices.withdraw(withdrawn.id(), "wrong", GiveBack.DROP);
            // neither the document nor a notice about it, which would be the first that the customer hears of it
            var delivery = billing.outbox().deliver();
            assertThat(delivery.dropped()).isEqualTo(2);
            assertThat(delivery.refused()).isZero();
            assertThat(delivery.delivered()).isZero();
            Invoice got = seller.sent("30.00");
            billing.outbox().deliver();
            invoices.withdraw(got.id(), "wrong", GiveBack.DROP);
            assertThat(billing.outbox().deliver().delivered()).isEqualTo(1);
        }

        @Test
        void a_batch_takes_as_many_as_it_may_and_stops_when_it_is_told() {
            seller.on("2026-01-02");
            for (int i = 0; i < 5; i++) {
                seller.sent("10.00");
            }
            assertThat(billing.outbox().deliver(2, () -> false).delivered()).isEqualTo(2);
            assertThat(billing.outbox().deliver(9, () -> delivered.size() == 3).delivered())
                    .isEqualTo(1);
            // what was taken and not tried is there for the next call, without waiting
            assertThat(billing.outbox().deliver().delivered()).isEqualTo(2);
            assertThat(delivered.stream().map(MailMessage::key).distinct()).hasSize(5);
        }

        @Test
        void later_mail_about_a_document_joins_the_thread_of_the_first() {
            Invoice sent = seller.on("2026-01-02").sent("10.00");
            billing.outbox().deliver();
            invoices.resend(sent.id());
            invoices.withdraw(sent.id(), "wrong", GiveBack.DROP);
            billing.outbox().deliver();
            MailMessage notice = delivered.get(delivered.size() - 1);
            assertThat(delivered.get(0).answers()).isEmpty();
            assertThat(notice.answers()).contains(delivered.get(0).key());
        }

        @Test
        void mail_that_came_back_is_seen_once_with_its_reason() {
            Invoice sent = seller.on("2026-01-02").sent("10.00");
            String key = billing.outbox().ofDocument(sent.id()).get(0).key();
            assertThat(billing.outbox().bounced(key, "not sent yet")).isFalse();
            billing.outbox().deliver();
            assertThat(billing.outbox().bounced(key, "550 user unknown")).isTrue();
            assertThat(billing.outbox().bounced(key, "550 user unknown")).isFalse();
            assertThat(billing.outbox().bounced("from-somebody-else", "550")).isFalse();
            assertThat(billing.outbox().ofDocument(sent.id()).get(0).problem()).contains("550 user unknown");
            assertThat(billing.outbox().refused(DeliveryChannel.MAIL, Optional.empty(), 10))
                    .hasSize(1);
        }

        @Test
        void a_draft_has_no_document() {
            Invoice draft = seller.on("2026-01-02").manual("1.00");
            assertThatThrownBy(() -> billing.outbox().document(draft.id())).isInstanceOf(NotAllowedException.class);
        }
    }

    @Nested
    class HostsOwnThings {
        @Test
        void putting_and_starting_again_change_nothing() {
            seller.subscription("2026-01-01", "10.00");
            String before = seller.digest();
            seller.billing.customers().put(TestBilling.customer("K").build());
            seller.subscription("2026-01-01", "10.00")
                    .billing
                    .open(TestBilling.seller().build());
            assertThat(seller.digest()).isEqualTo(before);
            assertThatThrownBy(() -> seller.subscription("2026-01-01", "11.00"))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("changePrice");
        }

        @Test
        void the_currency_is_fixed_once_there_are_customers() {
            assertThatThrownBy(() -> seller.billing.open(TestBilling.seller()
                            .currency(Monetary.getCurrency("USD"))
                            .build()))
                    .isInstanceOfSatisfying(
                            NotAllowedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.FIXED));
        }

        @Test
        void pausing_twice_and_resuming_what_runs_are_refused() {
            seller.subscription("2026-01-01", "10.00");
            var subscriptions = seller.billing.subscriptions();
            assertThatThrownBy(() -> subscriptions.resume(ref("S"), LocalDate.of(2026, 1, 5)))
                    .isInstanceOf(NotAllowedException.class);
            subscriptions.pause(ref("S"), LocalDate.of(2026, 1, 5));
            assertThatThrownBy(() -> subscriptions.pause(ref("S"), LocalDate.of(2026, 1, 6)))
                    .isInstanceOf(NotAllowedException.class);
            assertThat(subscriptions.resume(ref("S"), LocalDate.of(2026, 1, 5)).pauses())
                    .isEmpty();
        }

        @Test
        void a_pending_line_is_removed_until_it_is_billed() {
            seller.pending("P", "2025-12-31", "5.00").pending("Q", "2025-12-31", "6.00");
            seller.billing.pendingLines().remove(PendingLineReference.of("P"));
            seller.run("2026-01");
            assertThatThrownBy(() -> seller.billing.pendingLines().remove(PendingLineReference.of("Q")))
                    .isInstanceOfSatisfying(
                            NotAllowedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.BILLED));
        }

        @Test
        void a_hundred_thousand_lines_are_added_at_once_and_again_only_what_is_missing() {
            List<PendingLine> lines = new ArrayList<>();
            for (int i = 0; i < 100_000; i++) {
                lines.add(PendingLine.builder()
                        .reference(PendingLineReference.of("L" + i))
                        .customer(K)
                        .date(LocalDate.of(2025, 12, 1))
                        .description("Message")
                        .unitPrice(seller.money("0.01"))
                        .build());
            }
            seller.billing.pendingLines().addAll(lines.subList(0, 1_500));
            seller.billing.pendingLines().addAll(lines);
            seller.runAndSend("2026-01");
            assertThat(total(seller.invoice("2026-00001"))).isEqualTo("2026-00001 1000.00 + 210.00 = 1210.00");
        }

        @Test
        void a_hold_has_a_reason_and_an_end_and_is_released() {
            seller.on("2026-01-01");
            seller.billing.customers().hold(K, Hold.until(Hold.Kind.INVOICING, "dispute", LocalDate.of(2026, 2, 1)));
            seller.billing.customers().hold(K, Hold.of(Hold.Kind.REMINDERS, "promised to pay"));
            assertThat(seller.billing.customers().find(K).orElseThrow().holds()).hasSize(2);
            seller.billing.customers().release(K, Hold.Kind.INVOICING);
            seller.billing.customers().release(K, Hold.Kind.INVOICING);
            assertThat(seller.billing.customers().find(K).orElseThrow().holds()).hasSize(1);
        }
    }
}
