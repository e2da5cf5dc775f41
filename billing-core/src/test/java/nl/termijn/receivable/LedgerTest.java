package nl.termijn.receivable;

import static nl.termijn.testing.Fixtures.EUR;
import static nl.termijn.testing.Fixtures.K1;
import static nl.termijn.testing.Fixtures.day;
import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.Fixtures.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.termijn.administration.Policies.SetOff;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotFoundException;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.OpenItem.Kind;
import nl.termijn.testing.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {
    private final Account account = new Account();

    // ---- F1: what settles an invoice

    @Test
    void two_halves_settle_and_what_is_over_is_credit() {
        ItemId invoice = account.invoice("I-1", "121.00", "2026-01-15");
        account.pay("60.50", invoice);
        assertThat(account.open(invoice)).isEqualTo("60.50");
        account.pay("60.50", invoice);
        assertThat(account.open(invoice)).isEqualTo("0.00");
        account.pay("1.00", invoice);
        assertThat(account.credit()).isEqualTo("1.00");
        assertThat(account.open(invoice)).isEqualTo("0.00");
    }

    @Test
    void a_credit_note_that_was_set_off_stays_so_when_the_whole_is_paid() {
        ItemId invoice = account.invoice("I-1", "200.00", "2026-01-15");
        ItemId note = account.creditNote("C-1", "-50.00", invoice);
        ItemId payment = account.pay("200.00", invoice);
        assertThat(account.open(invoice)).isEqualTo("0.00");
        assertThat(account.open(note)).isEqualTo("0.00");
        assertThat(account.open(payment)).isEqualTo("-50.00");
    }

    @Test
    void a_payment_settles_the_invoice_it_names_before_older_ones() {
        ItemId older = account.invoice("I-1", "10.00", "2026-01-15");
        ItemId named = account.invoice("I-2", "20.00", "2026-02-15");
        account.pay("25.00", named);
        assertThat(account.open(named)).isEqualTo("0.00");
        assertThat(account.open(older)).isEqualTo("5.00");
    }

    @Test
    void a_credit_note_settles_its_own_invoice_first() {
        ItemId older = account.invoice("I-1", "145.20", "2026-01-15");
        ItemId own = account.invoice("I-2", "145.20", "2026-02-15");
        account.creditNote("C-1", "-65.64", own);
        assertThat(account.open(own)).isEqualTo("79.56");
        assertThat(account.open(older)).isEqualTo("145.20");
        assertThat(account.credit()).isEqualTo("0.00");
    }

    @Test
    void a_credit_note_on_a_paid_invoice_is_the_customers_credit() {
        ItemId invoice = account.invoice("I-1", "145.20", "2026-01-15");
        account.pay("145.20", invoice);
        account.creditNote("C-1", "-65.64", invoice);
        assertThat(account.open(invoice)).isEqualTo("0.00");
        assertThat(account.credit()).isEqualTo("65.64");
    }

    @Test
    void a_payment_for_a_claim_that_was_written_off_takes_the_writing_off_back() {
        ItemId invoice = account.invoice("I-1", "100.00", "2026-01-15");
        account.pay("40.00", invoice);
        ItemId writeOff = account.writeOff(invoice);
        assertThat(account.open(invoice)).isEqualTo("0.00");
        account.on("2026-06-01").pay("25.00", invoice);
        assertThat(account.open(invoice)).isEqualTo("0.00");
        assertThat(account.item(writeOff).cancelledOn()).contains(day("2026-06-01"));
        assertThat(account.sumOf(Kind.WRITE_OFF)).isEqualTo("-35.00");
        account.pay("50.00", invoice);
        assertThat(account.sumOf(Kind.WRITE_OFF)).isEqualTo("0.00");
        assertThat(account.credit()).isEqualTo("15.00");
    }

    @Test
    void a_credit_note_for_a_claim_that_was_written_off_takes_it_back_too() {
        ItemId invoice = account.invoice("I-1", "100.00", "2026-01-15");
        account.writeOff(invoice);
        account.creditNote("C-1", "-100.00", invoice);
        assertThat(account.sumOf(Kind.WRITE_OFF)).isEqualTo("0.00");
        assertThat(account.credit()).isEqualTo("0.00");
        assertThat(account.open(invoice)).isEqualTo("0.00");
    }

    @Test
    void a_payment_of_exactly_what_was_written_off_leaves_nothing_written_off() {
        ItemId invoice = account.invoice("I-1", "100.00", "2026-01-15");
        account.writeOff(invoice);
        account.pay("100.00", invoice);
        assertThat(account.sumOf(Kind.WRITE_OFF)).isEqualTo("0.00");
        assertThat(account.items.stream().filter(item -> item.kind() == Kind.WRITE_OFF))
                .hasSize(1);
    }

    @Test
    void what_is_settled_cannot_be_written_off() {
        ItemId invoice = account.invoice("I-1", "100.00", "2026-01-15");
        account.pay("100.00", invoice);
        NotAllowedException refused = catchThrowableOfType(NotAllowedException.class, () -> account.writeOff(invoice));
        assertThat(refused.reason()).isEqualTo(NotAllowedException.Reason.NOT_OPEN);
        assertThat(refused.subject()).isEqualTo("I-1");
        assertThat(refused).hasMessageContaining("nothing of it is open");
    }

    @ParameterizedTest
    @CsvSource({"0.00", "-1.00", "0.001"})
    void money_is_positive_and_in_whole_cents(String amount) {
        ItemId invoice = account.invoice("I-1", "100.00", "2026-01-15");
        assertThatThrownBy(() -> account.pay(amount, invoice)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> account.refund(amount)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> account.ledger().pay(Amounts.of("1", "JPY"), Optional.empty(), Booking.BY_HAND))
                .hasMessageContaining("must be in EUR");
    }

    // ---- F2: set-off

    @Test
    void credit_is_set_off_against_the_oldest_due_first() {
        account.invoice("I-2", "70.00", "2026-02-15");
        account.invoice("I-1", "40.00", "2026-01-15");
        account.pay("100.00");
        assertThat(account.open(ItemId.of("I-1"))).isEqualTo("0.00");
        assertThat(account.open(ItemId.of("I-2"))).isEqualTo("10.00");
        assertThat(account.credit()).isEqualTo("0.00");
    }

    @Test
    void of_items_due_on_one_day_the_lower_number_comes_first() {
        account.invoice("F10", "10.00", "2026-01-15");
        account.invoice("F9", "10.00", "2026-01-15");
        account.pay("10.00");
        assertThat(account.open(ItemId.of("F9"))).isEqualTo("0.00");
        assertThat(account.open(ItemId.of("F10"))).isEqualTo("10.00");
    }

    @Test
    void the_oldest_credit_is_used_first_when_an_invoice_is_sent() {
        ItemId first = account.on("2026-01-02").pay("30.00");
        ItemId second = account.on("2026-01-01").pay("30.00");
        account.on("2026-02-01").invoice("I-1", "45.00", "2026-02-15");
        assertThat(account.open(second)).isEqualTo("0.00");
        assertThat(account.open(first)).isEqualTo("-15.00");
        assertThat(account.open(ItemId.of("I-1"))).isEqualTo("0.00");
    }

    @Test
    void under_manual_credit_waits_until_the_seller_says_so() {
        Account manual = new Account(SetOff.MANUAL);
        ItemId invoice = manual.invoice("I-1", "100.00", "2026-01-15");
        manual.pay("30.00");
        assertThat(manual.open(invoice)).isEqualTo("100.00");
        assertThat(manual.credit()).isEqualTo("30.00");
        manual.act(Ledger::setOff);
        assertThat(manual.open(invoice)).isEqualTo("70.00");
        assertThat(manual.credit()).isEqualTo("0.00");
        // what names its invoice settles it even so
        manual.pay("70.00", invoice);
        assertThat(manual.open(invoice)).isEqualTo("0.00");
    }

    @Test
    void a_refund_is_at_most_the_credit_and_takes_the_oldest_first() {
        ItemId first = account.on("2026-01-01").pay("121.00");
        ItemId second = account.on("2026-01-02").pay("10.00");
        account.refund("125.00");
        assertThat(account.open(first)).isEqualTo("0.00");
        assertThat(account.open(second)).isEqualTo("-6.00");
        NotAllowedException refused = catchThrowableOfType(NotAllowedException.class, () -> account.refund("6.01"));
        assertThat(refused.reason()).isEqualTo(NotAllowedException.Reason.EXCEEDS_WHAT_IS_LEFT);
        assertThat(refused).hasMessageContaining("his credit is 6.00");
        account.refund("6.00");
        assertThat(account.credit()).isEqualTo("0.00");
    }

    // ---- F3: withdrawing and undoing

    @Test
    void withdrawing_a_partly_paid_invoice_makes_the_payment_credit_again() {
        ItemId invoice = account.invoice("I-1", "121.00", "2026-01-15");
        ItemId payment = account.pay("50.00", invoice);
        assertThat(account.open(invoice)).isEqualTo("71.00");
        account.on("2026-02-01").cancel(invoice);
        assertThat(account.open(invoice)).isEqualTo("0.00");
        assertThat(account.item(invoice).cancelledOn()).contains(day("2026-02-01"));
        assertThat(account.open(payment)).isEqualTo("-50.00");
    }

    @Test
    void what_is_freed_is_set_off_at_once_against_another_invoice() {
        ItemId invoice = account.invoice("I-1", "121.00", "2026-01-15");
        ItemId other = account.invoice("I-2", "30.00", "2026-01-15");
        account.pay("50.00", invoice);
        account.cancel(invoice);
        assertThat(account.open(other)).isEqualTo("0.00");
        assertThat(account.credit()).isEqualTo("20.00");
    }

    @Test
    void a_write_off_lapses_when_its_invoice_is_withdrawn() {
        ItemId invoice = account.invoice("I-1", "121.00", "2026-01-15");
        ItemId writeOff = account.writeOff(invoice);
        account.cancel(invoice);
        assertThat(account.item(writeOff).cancelledOn()).isPresent();
        assertThat(account.credit()).isEqualTo("0.00");
    }

    @Test
    void cancelling_again_changes_nothing_and_keeps_the_first_day() {
        ItemId invoice = account.invoice("I-1", "121.00", "2026-01-15");
        account.on("2026-02-01").cancel(invoice);
        account.on("2026-03-01").cancel(invoice);
        assertThat(account.item(invoice).cancelledOn()).contains(day("2026-02-01"));
    }

    @Test
    void a_payment_charged_back_after_a_refund_leaves_the_refund_to_be_paid_back() {
        ItemId payment = account.pay("121.00");
        ItemId refund = account.refund("21.00");
        account.cancel(payment);
        assertThat(account.open(payment)).isEqualTo("0.00");
        assertThat(account.open(refund)).isEqualTo("21.00");
    }

    @Test
    void undoing_an_allocation_restores_both_sides_exactly() {
        ItemId invoice = account.invoice("I-1", "121.00", "2026-01-15");
        ItemId payment = account.pay("50.00", invoice);
        Allocation allocation = account.allocations.get(0);
        account.on("2026-02-01").act(ledger -> ledger.undoAllocation(allocation.id()));
        assertThat(account.open(invoice)).isEqualTo("121.00");
        assertThat(account.open(payment)).isEqualTo("-50.00");
        assertThat(account.allocations.get(0).undoneOn()).contains(day("2026-02-01"));
        assertThat(account.item(payment).cancelledOn()).isEmpty();
        assertThatThrownBy(() -> account.act(ledger -> ledger.undoAllocation(allocation.id())))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no allocation '" + allocation.id());
    }

    @Test
    void undoing_the_allocation_of_a_write_off_ends_the_write_off() {
        ItemId invoice = account.invoice("I-1", "121.00", "2026-01-15");
        ItemId writeOff = account.writeOff(invoice);
        account.act(ledger -> ledger.undoAllocation(account.allocations.get(0).id()));
        assertThat(account.open(invoice)).isEqualTo("121.00");
        assertThat(account.item(writeOff).cancelledOn()).isPresent();
        assertThat(account.credit()).isEqualTo("0.00");
    }

    @Test
    void cancelling_a_write_off_opens_its_invoice_again() {
        ItemId invoice = account.invoice("I-1", "121.00", "2026-01-15");
        account.cancel(account.writeOff(invoice));
        assertThat(account.open(invoice)).isEqualTo("121.00");
    }

    @Test
    void an_item_that_is_not_there_is_an_error() {
        assertThatThrownBy(() -> account.cancel(ItemId.of("nothing")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no open item 'nothing'");
    }

    // ---- F4

    @Test
    void a_zero_total_is_born_settled_and_a_negative_one_is_credit() {
        ItemId zero = account.invoice("I-0", "0.00", "2026-01-15");
        assertThat(account.item(zero).isOwed()).isFalse();
        assertThat(account.item(zero).isCredit()).isFalse();
        ItemId owed = account.invoice("I-1", "10.00", "2026-01-15");
        ItemId negative = account.invoice("I-2", "-25.00", "2026-01-15");
        assertThat(account.open(owed)).isEqualTo("0.00");
        assertThat(account.open(negative)).isEqualTo("-15.00");
    }

    @Test
    void an_item_is_overdue_from_the_day_after_its_last_day_of_payment() {
        ItemId invoice = account.invoice("I-1", "10.00", "2026-01-15");
        assertThat(account.item(invoice).isOverdueOn(day("2026-01-15"))).isFalse();
        assertThat(account.item(invoice).isOverdueOn(day("2026-01-16"))).isTrue();
        account.pay("10.00", invoice);
        assertThat(account.item(invoice).isOverdueOn(day("2026-01-16"))).isFalse();
    }

    // ---- balance and statement

    @Test
    void the_balance_holds_every_kind() {
        ItemId invoice = account.invoice("I-1", "121.00", "2026-01-15");
        account.creditNote("C-1", "-21.00", invoice);
        account.pay("60.00", invoice);
        account.writeOff(invoice);
        account.pay("12.00");
        account.refund("2.00");
        ItemId withdrawn = account.invoice("I-2", "5.00", "2026-01-15");
        account.cancel(withdrawn);
        Balance balance = Balance.of(account.items, EUR);
        assertThat(List.of(
                        plain(balance.invoiced()),
                        plain(balance.credited()),
                        plain(balance.paid()),
                        plain(balance.writtenOff()),
                        plain(balance.refunded()),
                        plain(balance.open()),
                        plain(balance.credit())))
                .containsExactly("121.00", "21.00", "72.00", "40.00", "2.00", "0.00", "10.00");
        assertThat(Balance.of(List.of(), EUR).open()).isEqualTo(eur("0.00"));
    }

    @Test
    void a_statement_shows_a_past_day_as_it_was() {
        ItemId invoice = account.on("2026-01-01").invoice("I-1", "121.00", "2026-01-15");
        ItemId payment = account.on("2026-01-10").pay("50.00", invoice);
        account.on("2026-02-01").cancel(payment);
        account.on("2026-03-01").writeOff(invoice);
        assertThat(account.statement("2025-12-31")).isEqualTo("0.00:");
        assertThat(account.statement("2026-01-01")).isEqualTo("121.00: I-1 121.00 121.00");
        assertThat(account.statement("2026-01-10")).isEqualTo("71.00: I-1 71.00 121.00, PAYMENT 0.00 71.00");
        assertThat(account.statement("2026-01-31")).isEqualTo("71.00: I-1 71.00 121.00, PAYMENT 0.00 71.00");
        assertThat(account.statement("2026-02-01")).isEqualTo("121.00: I-1 121.00 121.00");
        assertThat(account.statement("2026-02-28")).isEqualTo("121.00: I-1 121.00 121.00");
        assertThat(account.statement("2026-03-01")).isEqualTo("0.00: I-1 0.00 121.00, WRITE_OFF 0.00 0.00");
    }

    @ParameterizedTest
    @CsvSource({
        "F9, F10, -1",
        "F10, F9, 1",
        "2026-2, 2026-10, -1",
        "a, b, -1",
        "a, a1, -1",
        "a1, a, 1",
        "a1, a1, 0",
        "a01, a1, -1",
        "1a, a1, -1",
        "٣x, ٤x, -1",
        "99999999999999999999, 100000000000000000000, -1",
    })
    void numbers_are_in_the_order_people_expect(String left, String right, int order) {
        assertThat(Integer.signum(NaturalOrder.INSTANCE.compare(left, right))).isEqualTo(order);
        assertThat(Integer.signum(NaturalOrder.INSTANCE.compare(right, left))).isEqualTo(-order);
    }

    @Test
    void round_trips_through_json() {
        ItemId invoice = account.invoice("I-1", "121.00", "2026-01-15");
        account.pay("50.00", invoice);
        account.pay("80.00", invoice);
        account.on("2026-02-01").cancel(invoice);
        account.items.forEach(item -> Json.assertRoundTrip(item, OpenItem.class));
        account.allocations.forEach(allocation -> Json.assertRoundTrip(allocation, Allocation.class));
        LocalDate today = day("2026-01-01");
        Json.assertRoundTrip(
                new Allocation(ItemId.of("A-1"), K1, invoice, invoice, eur("1.00"), today, Optional.empty()),
                Allocation.class);
    }
}
