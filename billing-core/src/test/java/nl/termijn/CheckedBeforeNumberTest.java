package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import nl.termijn.document.DocumentRenderer;
import nl.termijn.document.PlainTextDocuments;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.ProviderException;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.receivable.Booking;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** What cannot be drawn is found before the number is given; money that was asked for is never refused for it. */
class CheckedBeforeNumberTest {
    private final Checking renderer = new Checking();
    private final TestBilling seller = TestBilling.open().on("2026-03-01");
    private final Billing billing = Billing.builder()
            .store(seller.store)
            .administration("hosting-bv")
            .clock(seller.clock)
            .documents(renderer)
            .build();

    private static final class Checking implements DocumentRenderer {
        private boolean refuses;

        @Override
        public void check(Invoice document) {
            if (refuses) {
                throw new ProviderException(
                        ProviderException.Retry.NEVER, document.name() + " cannot be drawn: mend its text", null);
            }
        }

        @Override
        public RenderedDocument render(Invoice document) {
            return new PlainTextDocuments().render(document);
        }
    }

    @Test
    void a_document_that_cannot_be_drawn_uses_no_number() {
        Invoice odd = seller.manual("10.00");
        Invoice plain = seller.manual("11.00");
        renderer.refuses = true;
        BulkReport<InvoiceId> report = billing.invoices().send(List.of(odd.id()));
        assertThat(report.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("cannot be drawn: mend its text"));
        renderer.refuses = false;
        assertThat(billing.invoices().send(plain.id()).number()).contains("2026-00001");
        assertThat(billing.invoices().find(odd.id()).orElseThrow().number()).isEqualTo(Optional.empty());
        assertThat(billing.audit().verify().problems()).isEmpty();
    }

    @Test
    void a_request_is_refused_when_it_is_asked_and_not_when_it_is_paid() {
        Invoice draft = seller.manual("100.00");
        renderer.refuses = true;
        assertThatThrownBy(() -> billing.requests().request(draft.id(), 14, "shop"))
                .isInstanceOf(ProviderException.class);
        renderer.refuses = false;
        billing.requests().request(draft.id(), 14, "shop");
        renderer.refuses = true;
        billing.payments().receiveFor(draft.id(), seller.money("121.00"), Booking.BY_HAND);
        assertThat(billing.invoices().find(draft.id()).orElseThrow().number()).contains("2026-00001");
        assertThat(billing.payments().balance(K).open().isZero()).isTrue();
    }
}
