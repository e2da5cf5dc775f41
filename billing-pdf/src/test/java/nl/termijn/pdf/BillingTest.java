package nl.termijn.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import nl.termijn.Billing;
import nl.termijn.ManualInvoice;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.mail.InMemoryMailbox;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.Statement;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import org.junit.jupiter.api.Test;

/** The documents in the flow: sent once, drawn once, and one figure wherever it is read. */
class BillingTest {
    private final InMemoryMailbox mailbox = new InMemoryMailbox();
    private final Billing billing = Billing.builder()
            .store(new InMemoryBillingStore())
            .administration("hosting-bv")
            .clock(Clock.fixed(Instant.parse("2026-03-01T08:00:00Z"), ZoneOffset.UTC))
            .documents(PdfDocuments.of(Theme.clear()))
            .paymentAdvisor((document, issuance, customer) -> PaymentAdvice.TRANSFER.withPayLink(
                    URI.create("https://pay.example/" + issuance.number().text())))
            .mail(mailbox)
            .build();

    @Test
    void aSentInvoiceIsDrawnOnceWithThePayLinkOfThatDay() throws Exception {
        Invoice sent = sent();
        billing.outbox().deliver();
        byte[] first = billing.outbox().document(sent.id()).content();
        assertThat(mailbox.messages().get(0).attachments().get(0).content()).isEqualTo(first);
        assertThat(mailbox.messages().get(0).attachments().get(0).fileName()).isEqualTo("2026-00001.pdf");
        assertThat(Pages.text(first)).contains("https://pay.example/2026-00001");
        billing.invoices().resend(sent.id());
        billing.outbox().deliver();
        assertThat(mailbox.messages()).hasSize(2);
        assertThat(mailbox.messages().get(1).attachments().get(0).content()).isEqualTo(first);
        assertThat(billing.audit().verify().isIntact()).isTrue();
    }

    @Test
    void anInvoiceSaysOneAmountWhereverItIsRead() throws Exception {
        Invoice sent = sent();
        BigDecimal total = Amounts.decimal(sent.totals().gross());
        String page = Pages.text(billing.outbox().document(sent.id()).content());
        String printed = nl.termijn.document.Words.of(Samples.DUTCH)
                .money(sent.totals().gross())
                .replace('\u00a0', ' ');
        assertThat(page).contains("Totaal " + printed, "Te betalen " + printed);
        BigDecimal lines = BigDecimal.ZERO;
        for (var line : sent.totals().lineNets()) {
            lines = lines.add(Amounts.decimal(line));
        }
        assertThat(lines.add(Amounts.decimal(sent.totals().vat()))).isEqualByComparingTo(total);
        assertThat(Amounts.decimal(billing.overviews()
                        .open(java.util.Optional.empty(), 10)
                        .get(0)
                        .item()
                        .orElseThrow()
                        .open()))
                .isEqualByComparingTo(total);
        Statement statement = billing.payments().statement(sent.customer(), billing.today());
        assertThat(Amounts.decimal(statement.balance())).isEqualByComparingTo(total);
        Letter.Heading heading = new Letter.Heading(
                sent.issuance().orElseThrow().seller(),
                sent.issuance().orElseThrow().customer(),
                "10017",
                Samples.DUTCH,
                billing.today(),
                "R-1");
        byte[] account = PdfDocuments.of(Theme.letter())
                .render(new Letter.Account(heading, statement))
                .content();
        assertThat(Pages.text(account)).contains("Factuur 2026-00001", "Eindsaldo " + printed);
    }

    private Invoice sent() {
        billing.open(Administration.builder()
                .id(AdministrationId.of("hosting-bv"))
                .name("Voorbeeld Hosting B.V.")
                .address(Samples.SELLER.address())
                .vatId(VatId.of("NL004495445B01"))
                .kvkNumber("01234567")
                .iban("NL91ABNA0417164300")
                .build());
        CustomerReference customer = CustomerReference.of("10017");
        billing.customers()
                .put(Customer.builder()
                        .reference(customer)
                        .name("Bakkerij De Korenbloem")
                        .kind(BuyerKind.BUSINESS)
                        .address(Samples.CUSTOMER.address())
                        .addEmails("bakker@example.nl")
                        .build());
        Invoice draft = billing.invoices()
                .draft(ManualInvoice.builder()
                        .customer(customer)
                        .addLines(ManualInvoice.Line.builder()
                                .description("Advies")
                                .quantity(new BigDecimal("3"))
                                .unitPrice(Amounts.of("95.00", "EUR"))
                                .build())
                        .build());
        return billing.invoices().send(draft.id());
    }
}
