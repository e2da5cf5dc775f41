package nl.termijn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import javax.money.Monetary;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.invoice.EuroVat;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** A credit in another currency took the rate of its own day, so that VAT in euro was left of an invoice that was credited. */
class EuroVatOfCreditsTest {
    private final TestBilling seller = TestBilling.open(a -> a.currency(Monetary.getCurrency("USD")));
    private final Billing billing = Billing.builder()
            .store(seller.store)
            .administration("hosting-bv")
            .clock(seller.clock)
            .exchangeRates((currency, day) -> rate(day))
            .build();

    private static Optional<BigDecimal> rate(LocalDate day) {
        return switch (day.getMonthValue()) {
            case 1 -> Optional.of(new BigDecimal("1.04"));
            case 2 -> Optional.of(new BigDecimal("1.095"));
            default -> Optional.empty();
        };
    }

    private Invoice sent(String amount) {
        return billing.invoices().send(seller.manual(amount).id());
    }

    private static String euro(Invoice document) {
        return TestBilling.plain(document.issuance()
                .flatMap(issuance -> issuance.euroVat())
                .map(EuroVat::vat)
                .orElseThrow());
    }

    @Test
    void a_credit_has_the_rate_of_its_invoice() {
        seller.on("2026-01-10");
        Invoice invoice = sent("1000.00");
        assertThat(euro(invoice)).isEqualTo("201.92");
        seller.on("2026-02-10");
        Invoice note = billing.invoices().credit(invoice.id()).send();
        assertThat(euro(note)).isEqualTo("-201.92");
        assertThat(note.issuance()
                        .flatMap(issuance -> issuance.euroVat())
                        .orElseThrow()
                        .rate())
                .isEqualByComparingTo("1.04");
    }

    @Test
    void three_credits_of_a_third_come_to_the_euro_vat_of_the_invoice() {
        seller.on("2026-01-10");
        Invoice invoice = sent("28.87");
        assertThat(euro(invoice)).isEqualTo("5.83");
        seller.on("2026-02-10");
        assertThat(euro(third(invoice.id(), "9.63"))).isEqualTo("-1.94");
        assertThat(euro(third(invoice.id(), "9.62"))).isEqualTo("-1.95");
        assertThat(euro(third(invoice.id(), "9.62"))).isEqualTo("-1.94");
    }

    private Invoice third(InvoiceId invoice, String amount) {
        return billing.invoices().credit(invoice).amount(seller.money(amount)).send();
    }

    @Test
    void vat_without_a_rate_is_refused_before_the_number() {
        seller.on("2026-03-10");
        Invoice draft = seller.manual("10.00");
        assertThatThrownBy(() -> billing.invoices().send(draft.id()))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("2.10 USD")
                .hasMessageContaining("2026-03-10")
                .extracting("reason")
                .isEqualTo(Reason.NO_EXCHANGE_RATE);
        assertThat(billing.invoices().find(draft.id()).orElseThrow().number()).isEmpty();
        assertThat(billing.audit().verify().problems()).isEmpty();
    }
}
