package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.K;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** An act on many goes on past those that are refused, and says why they were. */
class BulkActsTest {
    private static final InvoiceId NONE = InvoiceId.of("none");

    private final TestBilling seller = TestBilling.open().on("2026-03-01");
    private final InvoiceService invoices = seller.billing.invoices();

    @Test
    void approving_goes_on_past_what_is_sent_asked_for_or_not_there() {
        Invoice first = seller.manual("10.00");
        Invoice asked = seller.manual("11.00");
        Invoice sent = seller.sent("12.00");
        Invoice last = seller.manual("13.00");
        seller.billing.requests().request(asked.id(), 14, "shop");
        BulkReport<InvoiceId> report =
                invoices.approve(List.of(first.id(), asked.id(), sent.id(), NONE, last.id()), "ann");
        assertThat(report.done()).containsExactly(first.id(), last.id());
        assertThat(report.failures())
                .extracting(BulkReport.Failure::subject)
                .containsExactly(asked.id(), sent.id(), NONE);
        assertThat(report.failures())
                .extracting(BulkReport.Failure::reason)
                .satisfiesExactly(
                        why -> assertThat(why).contains("its payment was requested"),
                        why -> assertThat(why).contains("is frozen"),
                        why -> assertThat(why).contains("There is no invoice 'none'"));
        assertThat(invoices.sendApproved().done()).containsExactly(first.id(), last.id());
    }

    @Test
    void one_alone_is_refused_with_its_exception() {
        Invoice sent = seller.sent("12.00");
        assertThatThrownBy(() -> invoices.approve(sent.id(), "ann")).isInstanceOf(NotAllowedException.class);
    }

    @Test
    void marking_as_exported_goes_on_past_drafts() {
        Invoice sent = seller.sent("12.00");
        Invoice draft = seller.manual("10.00");
        BulkReport<InvoiceId> report = invoices.markExported(List.of(draft.id(), sent.id(), NONE), "twinfield");
        assertThat(report.done()).containsExactly(sent.id());
        assertThat(report.failures()).extracting(BulkReport.Failure::subject).containsExactly(draft.id(), NONE);
        assertThat(invoices.find(sent.id()).orElseThrow().export()).isPresent();
    }

    @Test
    void lines_of_a_file_are_added_but_for_those_that_are_wrong() {
        List<PendingLine> lines = IntStream.range(0, 5)
                .mapToObj(i -> line("P" + i, i == 2 ? CustomerReference.of("nobody") : K))
                .toList();
        BulkReport<PendingLineReference> report = seller.billing.pendingLines().addAll(lines);
        assertThat(report.done()).hasSize(4);
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.subject()).isEqualTo(PendingLineReference.of("P2"));
            assertThat(failure.reason()).contains("nobody");
        });
        assertThat(seller.billing.pendingLines().waiting(K)).hasSize(4);
        assertThat(seller.billing.pendingLines().addAll(lines).done())
                .as("again adds nothing")
                .hasSize(4);
        assertThat(seller.billing.pendingLines().waiting(K)).hasSize(4);
        PendingLine other = PendingLine.builder()
                .reference(PendingLineReference.of("P0"))
                .customer(K)
                .date(LocalDate.parse("2026-03-01"))
                .description("Two hours")
                .unitPrice(eur("2.00"))
                .build();
        assertThatThrownBy(() -> seller.billing.pendingLines().add(other)).isInstanceOf(ConflictException.class);
    }

    private static PendingLine line(String reference, CustomerReference customer) {
        return PendingLine.builder()
                .reference(PendingLineReference.of(reference))
                .customer(customer)
                .date(LocalDate.parse("2026-03-01"))
                .description("Hour")
                .unitPrice(eur("1.00"))
                .build();
    }
}
