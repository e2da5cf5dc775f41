package nl.termijn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** What several things wrong at once come to: all of them are told, and what is right is done. */
class SeveralThingsWrongTest {
    private final TestBilling seller = TestBilling.open().on("2026-01-02");

    @Test
    void every_line_of_a_credit_that_is_too_high_is_named() {
        Invoice sent = seller.sent("10.00", "20.00", "30.00");
        CreditNoteBuilder note = seller.billing
                .invoices()
                .credit(sent.id())
                .line(1)
                .amount(seller.money("11.00"))
                .line(2)
                .amount(seller.money("5.00"))
                .line(3)
                .amount(seller.money("31.00"));
        assertThatThrownBy(note::send)
                .isInstanceOfSatisfying(
                        NotAllowedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.EXCEEDS_WHAT_IS_LEFT))
                .hasMessageContaining("line 1")
                .hasMessageContaining("line 3")
                .hasMessageNotContaining("line 2");
        assertThat(seller.documents()).hasSize(1);
    }

    @Test
    void so_is_every_request_that_makes_no_sense() {
        Invoice sent = seller.sent("10.00", "20.00");
        CreditNoteBuilder note = seller.billing
                .invoices()
                .credit(sent.id())
                .line(1)
                .quantity(new BigDecimal("-1"))
                .line(2)
                .amount(seller.money("0.001"));
        assertThatThrownBy(note::send)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations()).hasSize(2));
    }

    @Test
    void a_request_that_cannot_lapse_does_not_stop_the_others() {
        seller.subscription("2026-01-01", "10.00");
        Invoice january = seller.billing.runs().billNow(TestBilling.K).draft().orElseThrow();
        seller.billing.requests().request(january.id(), 5, "ann");
        Invoice other = seller.manual("7.00");
        seller.billing.requests().request(other.id(), 5, "ann");
        // February rests on January's days
        seller.runAndSend("2026-02");
        BulkReport<InvoiceId> lapses = seller.billing.requests().lapse(GiveBack.GIVE_BACK);
        assertThat(lapses.done()).containsExactly(other.id());
        assertThat(lapses.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.subject()).isEqualTo(january.id());
            assertThat(failure.reason()).contains("cannot be given back");
        });
        assertThat(seller.billing.requests().open().map(Invoice::id).toList()).isEqualTo(List.of(january.id()));
    }
}
