package nl.termijn.mail.smtp;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.money.Monetary;
import nl.termijn.administration.Address;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.DocumentKind;
import nl.termijn.document.RenderedDocument;
import nl.termijn.invoice.DocumentNumber;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.Party;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.mail.MailContent;
import nl.termijn.mail.MailMessage;
import nl.termijn.mail.Matter;
import nl.termijn.mail.Occasion;
import nl.termijn.money.Amounts;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatProduct;
import nl.termijn.vat.VatReason;
import nl.termijn.vat.VatTreatment;

/** Mail to send. */
final class Messages {
    static final Locale DUTCH = Locale.forLanguageTag("nl");
    static final Sender SENDER = Sender.builder()
            .address("facturen@voorbeeldhosting.nl")
            .replyTo("boekhouding@voorbeeldhosting.nl")
            .bounce("bounce+{key}@voorbeeldhosting.nl")
            .build();
    static final URI PAY_LINK = URI.create("https://betaal.voorbeeldhosting.nl/p/7Kd93mQx?a=1&b=2");

    private Messages() {}

    static MailMessage message(String key, String... to) {
        return about(key, "Factuur 2026-000123, € 121,00", to);
    }

    static MailMessage about(String key, String subject, String... to) {
        return new MailMessage(
                key,
                DocumentKind.INVOICE,
                "Voorbeeld Hosting B.V.",
                Optional.empty(),
                List.of(to),
                new MailContent(
                        subject,
                        "Beste klant,\n\nZie de bijlage: € 121,00.\n",
                        Optional.of("<p>Zie de bijlage: € 121,00.</p>")),
                DUTCH,
                Optional.empty(),
                List.of(new RenderedDocument(
                        "2026-000123.pdf", "application/pdf", "%PDF-1.7 …".getBytes(StandardCharsets.UTF_8))));
    }

    static MailContent composed(
            MailTemplates templates, DocumentKind kind, String customer, String language, PaymentAdvice payment) {
        Invoice invoice = invoice(customer, payment);
        return templates.compose(about(
                kind,
                language,
                invoice,
                new Matter.Sent(invoice, invoice.totals().gross())));
    }

    /** Why mail to the customer of {@code invoice} is written. */
    static Occasion about(DocumentKind kind, String language, Invoice invoice, Matter matter) {
        Issuance issuance = invoice.issuance().orElseThrow();
        return new Occasion(
                kind,
                issuance.seller(),
                invoice.customer(),
                issuance.customer(),
                issuance.brand(),
                Locale.forLanguageTag(language),
                issuance.issuedOn(),
                matter);
    }

    static Invoice invoice(String customer, PaymentAdvice payment) {
        InvoiceLine line = InvoiceLine.builder()
                .origin(new LineOrigin.Entered())
                .description("Webhosting")
                .quantity(BigDecimal.ONE)
                .unitPrice(Amounts.of("100.00", "EUR"))
                .discount(Amounts.of("0.00", "EUR"))
                .amount(Amounts.of("100.00", "EUR"))
                .pricing(Pricing.NET)
                .product(VatProduct.STANDARD)
                .suppliedOn(LocalDate.of(2026, 3, 1))
                .vat(new VatTreatment(VatCategory.S, new BigDecimal("21"), "NL", VatReason.DOMESTIC))
                .build();
        return Invoice.builder()
                .id(InvoiceId.of("01a219ec-f114-71a3-85ba-7ca7466d6275"))
                .customer(CustomerReference.of("10017"))
                .currency(Monetary.getCurrency("EUR"))
                .addLines(line)
                .totals(InvoiceTotals.of(List.of(line), Monetary.getCurrency("EUR")))
                .issuance(Issuance.builder()
                        .number(new DocumentNumber("2026-000123", "2026", 123))
                        .issuedOn(LocalDate.of(2026, 3, 1))
                        .dueOn(LocalDate.of(2026, 3, 15))
                        .seller(Party.builder()
                                .name("Voorbeeld Hosting B.V.")
                                .address(Address.in("NL"))
                                .iban("NL91ABNA0417164300")
                                .email("facturen@voorbeeldhosting.nl")
                                .build())
                        .customer(Party.builder()
                                .name(customer)
                                .address(Address.in("NL"))
                                .build())
                        .language(DUTCH)
                        .payment(payment)
                        .personalHash("")
                        .previousHash("")
                        .hash("")
                        .build())
                .build();
    }
}
