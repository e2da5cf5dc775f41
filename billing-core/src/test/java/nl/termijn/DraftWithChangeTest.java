package nl.termijn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Set;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.invoice.Invoice;
import nl.termijn.subscription.TermsChange.Effect;
import nl.termijn.testing.TestBilling;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A change at once that took days of a draft's line back names that line: moved to another draft, its days were given back twice;
 * repriced, more was taken back of it than it cost.
 */
class DraftWithChangeTest {
    private final TestBilling seller = TestBilling.open();
    private final InvoiceService invoices = seller.billing.invoices();

    private Invoice draft() {
        return invoices.awaitingApproval().get(0);
    }

    @BeforeEach
    void a_change_at_once_rests_on_the_draft() {
        seller.subscription("2026-06-01", "30.00");
        seller.pending("P", "2026-05-20", "5.00");
        seller.run("2026-06");
        seller.on("2026-06-16");
        seller.billing
                .subscriptions()
                .changePrice(
                        TestBilling.ref("S"), seller.money("10.00"), LocalDate.parse("2026-06-16"), Effect.AT_ONCE);
    }

    private static void refused(ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("took back days of its line 1")
                .extracting("reason")
                .isEqualTo(Reason.LATER_WORK_RESTS_ON_IT);
    }

    @Test
    void its_lines_are_not_moved_split_off_dropped_or_repriced() {
        Invoice draft = draft();
        assertThat(draft.lines()).hasSize(2);
        refused(() -> invoices.moveToPending(draft.id(), draft.version(), 1));
        refused(() -> invoices.split(draft.id(), draft.version(), Set.of(1)));
        refused(() -> invoices.edit(
                draft.id(),
                draft.version(),
                DraftEdit.builder().addDroppedLine(1).build()));
        refused(() -> invoices.edit(
                draft.id(),
                draft.version(),
                DraftEdit.builder()
                        .putChangedLine(
                                1,
                                DraftEdit.LineEdit.builder()
                                        .unitPrice(seller.money("1.00"))
                                        .build())
                        .build()));
        Invoice other = seller.manual("7.00");
        refused(() -> invoices.merge(other.id(), other.version(), draft.id(), draft.version()));
    }

    @Test
    void what_it_says_may_be_edited_and_others_merged_into_it() {
        Invoice edited = invoices.edit(
                draft().id(),
                draft().version(),
                DraftEdit.builder().text("Thanks").build());
        Invoice other = seller.manual("7.00");
        assertThat(invoices.merge(edited.id(), edited.version(), other.id(), other.version())
                        .lines())
                .hasSize(3);
    }
}
