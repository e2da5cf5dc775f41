package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nl.termijn.administration.Policies;
import nl.termijn.error.ConflictException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.figures.Aging;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.receivable.Booking;
import nl.termijn.receivable.OpenItem;
import nl.termijn.testing.TestBilling;
import nl.termijn.vat.VatProduct;
import org.junit.jupiter.api.Test;

/** Whatever a host, a bank or a provider may say again, after an answer that was lost or as a webhook that is repeated. */
class SaidTwiceTest {
    private final TestBilling seller = TestBilling.open().on("2026-03-01");
    private final PaymentService payments = seller.billing.payments();

    @Test
    void a_payment_with_a_key_is_entered_once_and_answers_the_same() {
        Invoice invoice = seller.sent("100.00");
        OpenItem first = payments.receiveFor(invoice.id(), seller.money("121.00"), Booking.keyed("tr_123"));
        seller.on("2026-03-02");
        assertThat(payments.receiveFor(invoice.id(), seller.money("121"), Booking.keyed("tr_123")))
                .isEqualTo(first);
        assertThat(seller.account()).isEqualTo("0.00/0.00");
        payments.undo(first.id());
        payments.undo(first.id());
        assertThat(payments.receiveFor(invoice.id(), seller.money("121.00"), Booking.keyed("tr_123"))
                        .cancelledOn())
                .isPresent();
        assertThat(seller.account()).isEqualTo("121.00/0.00");
    }

    @Test
    void the_same_key_with_other_values_is_a_conflict_that_names_them() {
        Invoice invoice = seller.sent("100.00");
        Invoice other = seller.sent("50.00");
        payments.receiveFor(invoice.id(), seller.money("121.00"), Booking.keyed("tr_123"));
        assertThatThrownBy(() -> payments.receiveFor(invoice.id(), seller.money("12.10"), Booking.keyed("tr_123")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("tr_123")
                .hasMessageContaining("amount EUR 121.00, now EUR 12.1");
        assertThatThrownBy(() -> payments.receiveFor(other.id(), seller.money("121.00"), Booking.keyed("tr_123")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("item");
        assertThatThrownBy(() -> payments.receive(K, seller.money("121.00"), Booking.keyed("tr_123")))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> payments.refund(K, seller.money("121.00"), Booking.keyed("tr_123")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("kind PAYMENT, now REFUND");
        assertThat(seller.account()).isEqualTo("60.50/0.00");
    }

    @Test
    void money_of_a_customer_refunds_and_write_offs_have_keys_too() {
        OpenItem received = payments.receive(K, seller.money("40.00"), Booking.keyed("b1"));
        assertThat(payments.receive(K, seller.money("40.00"), Booking.keyed("b1")))
                .isEqualTo(received);
        payments.refund(K, seller.money("40.00"), Booking.keyed("b2"));
        payments.refund(K, seller.money("40.00"), Booking.keyed("b2"));
        assertThat(seller.account()).isEqualTo("0.00/0.00");
        Invoice invoice = seller.sent("10.00");
        OpenItem writtenOff =
                payments.writeOff(invoice.id(), Booking.keyed("w1").reference("bankrupt"));
        assertThat(payments.writeOff(invoice.id(), Booking.keyed("w1"))).isEqualTo(writtenOff);
        assertThat(plain(payments.balance(K).writtenOff())).isEqualTo("12.10");
    }

    @Test
    void without_a_key_each_is_an_entry_of_its_own() {
        Invoice invoice = seller.sent("100.00");
        payments.receiveFor(invoice.id(), seller.money("60.50"), Booking.BY_HAND);
        payments.receiveFor(invoice.id(), seller.money("60.50"), Booking.BY_HAND);
        assertThat(seller.account()).isEqualTo("0.00/0.00");
    }

    @Test
    void a_key_must_be_one() {
        for (String key : List.of("", " x", "a\nb", "x".repeat(101))) {
            assertThatThrownBy(() -> Booking.keyed(key)).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void a_request_that_was_paid_is_paid_once() {
        Invoice asked =
                seller.billing.requests().request(seller.manual("100.00").id(), 14, "ann");
        OpenItem first = payments.receiveFor(asked.id(), seller.money("121.00"), Booking.keyed("tr_1"));
        assertThat(payments.receiveFor(asked.id(), seller.money("121.00"), Booking.keyed("tr_1")))
                .isEqualTo(first);
        assertThat(seller.account()).isEqualTo("0.00/0.00");
        assertThat(seller.documents()).hasSize(1);
    }

    @Test
    void money_counts_from_its_value_date_for_ageing_and_from_its_booking_day_in_the_books() {
        seller.on("2026-01-01");
        Invoice invoice = seller.sent("100.00");
        seller.on("2026-02-20");
        OpenItem paid = payments.receiveFor(
                invoice.id(), seller.money("121.00"), Booking.keyed("b").valueOn(LocalDate.of(2026, 2, 17)));
        assertThat(paid.date()).isEqualTo("2026-02-20");
        assertThat(paid.valueOn()).isEqualTo("2026-02-17");
        assertThat(plain(payments.statement(K, LocalDate.of(2026, 2, 18)).balance()))
                .isEqualTo("121.00");
        Aging aging = seller.billing.figures().aging(LocalDate.of(2026, 2, 18));
        assertThat(plain(aging.totalOwed())).isEqualTo("0.00");
        assertThat(plain(seller.billing
                        .figures()
                        .aging(LocalDate.of(2026, 2, 16))
                        .totalOwed()))
                .isEqualTo("121.00");
        assertThatThrownBy(() ->
                        payments.receive(K, seller.money("1.00"), Booking.BY_HAND.valueOn(LocalDate.of(1026, 2, 17))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("valueOn");
    }

    @Test
    void sending_again_answers_the_sent_invoice() {
        Invoice draft = seller.manual("10.00");
        Invoice sent = seller.billing.invoices().send(draft.id());
        assertThat(seller.billing.invoices().send(draft.id())).isEqualTo(sent);
        Invoice next = seller.manual("20.00");
        BulkReport<InvoiceId> report = seller.billing.invoices().send(List.of(draft.id(), next.id()));
        assertThat(report.failures()).isEmpty();
        assertThat(report.done()).containsExactly(draft.id(), next.id());
        assertThat(seller.invoice("2026-00002").id()).isEqualTo(next.id());
        assertThat(seller.documents()).hasSize(2);
    }

    @Test
    void a_manual_invoice_with_a_key_is_made_once_and_answered_as_it_is_by_then() {
        ManualInvoice asked = ManualInvoice.builder()
                .customer(K)
                .addLine(ManualInvoice.Line.builder()
                        .description("Work")
                        .unitPrice(seller.money("100.00"))
                        .build())
                .key("order-7")
                .build();
        Invoice draft = seller.billing.invoices().draft(asked);
        assertThat(seller.billing.invoices().draft(asked)).isEqualTo(draft);
        Invoice sent = seller.billing.invoices().send(draft.id());
        assertThat(seller.billing.invoices().draft(asked)).isEqualTo(sent);
        assertThat(seller.documents()).hasSize(1);
        ManualInvoice other =
                ManualInvoice.builder().from(asked).purchaseOrder("PO 1").build();
        assertThatThrownBy(() -> seller.billing.invoices().draft(other))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("order-7");
        for (String key : new String[] {"", " x", "a\nb", "x".repeat(101)}) {
            assertThatThrownBy(() -> seller.billing
                            .invoices()
                            .draft(ManualInvoice.builder().from(asked).key(key).build()))
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void a_draft_that_was_deleted_is_not_made_again_under_its_key() {
        ManualInvoice asked = ManualInvoice.builder()
                .customer(K)
                .addLine(ManualInvoice.Line.builder()
                        .description("Work")
                        .unitPrice(seller.money("100.00"))
                        .build())
                .key("order-8")
                .build();
        InvoiceId id = seller.billing.invoices().draft(asked).id();
        seller.billing.invoices().delete(id, GiveBack.DROP);
        assertThatThrownBy(() -> seller.billing.invoices().draft(asked))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("deleted");
        assertThat(seller.documents()).isEmpty();
    }

    @Test
    void a_credit_note_with_a_key_is_made_once_and_sent_once() {
        Invoice invoice = seller.sent("100.00");
        Supplier<CreditNoteBuilder> credit = () -> seller.billing
                .invoices()
                .credit(invoice.id())
                .amount(seller.money("25.00"))
                .because("Late")
                .keyed("ticket-5");
        Invoice draft = credit.get().draft();
        Invoice sent = credit.get().send();
        assertThat(sent.id()).isEqualTo(draft.id());
        assertThat(credit.get().send()).isEqualTo(sent);
        assertThat(credit.get().draft()).isEqualTo(sent);
        assertThat(seller.documents()).hasSize(2);
        assertThatThrownBy(() -> seller.billing
                        .invoices()
                        .credit(invoice.id())
                        .amount(seller.money("26.00"))
                        .keyed("ticket-5")
                        .draft())
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void a_top_up_with_a_key_is_made_once() {
        TestBilling ahead = TestBilling.open(each -> each.policies(
                Policies.builder().prepaidVat(Policies.PrepaidVat.AT_TOP_UP).build()));
        Supplier<Invoice> topUp = () -> ahead.billing.prepaid().topUp(K, eur("50.00"), VatProduct.STANDARD, "pay-1");
        assertThat(topUp.get()).isEqualTo(topUp.get());
        assertThat(ahead.documents()).hasSize(1);
        assertThatThrownBy(() -> ahead.billing.prepaid().topUp(K, eur("50.01"), VatProduct.STANDARD, "pay-1"))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void approving_resending_and_withdrawing_again_change_nothing() {
        Invoice draft = seller.manual("10.00");
        seller.billing.invoices().approve(draft.id(), "ann");
        String before = seller.digest();
        seller.billing.invoices().approve(draft.id(), "ann");
        assertThat(seller.digest()).isEqualTo(before);
        Invoice sent = seller.billing.invoices().send(draft.id());
        seller.billing.invoices().approve(draft.id(), "ann");
        seller.billing.outbox().deliver();
        seller.billing.invoices().resend(sent.id());
        seller.billing.invoices().resend(sent.id());
        seller.billing.outbox().deliver();
        assertThat(seller.mailbox.messages()).hasSize(2);
        Invoice withdrawn = seller.billing.invoices().withdraw(sent.id(), "wrong", GiveBack.DROP);
        assertThat(seller.billing.invoices().withdraw(sent.id(), "wrong", GiveBack.DROP))
                .isEqualTo(withdrawn);
        assertThatThrownBy(() -> seller.billing.invoices().withdraw(sent.id(), "another reason", GiveBack.DROP))
                .isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> seller.billing.invoices().send(sent.id())).isInstanceOf(NotAllowedException.class);
        assertThat(Optional.of(withdrawn.status().name())).contains("WITHDRAWN");
    }
}
