package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.termijn.Billing;
import nl.termijn.ManualInvoice;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.mail.InMemoryMailbox;
import nl.termijn.mail.MailMessage;
import nl.termijn.mail.smtp.MailTemplates;
import nl.termijn.money.Amounts;
import nl.termijn.pdf.Letter;
import nl.termijn.pdf.PdfDocuments;
import nl.termijn.pdf.Theme;
import nl.termijn.receivable.Statement;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatProduct;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An invoice says one amount wherever it is read: list, lines, VAT, page, mail, statement. All are read back as figures. */
class OneArithmeticTest {
    private static final CustomerReference CUSTOMER = CustomerReference.of("10017");

    private final InMemoryMailbox mailbox = new InMemoryMailbox();
    private final Billing billing = Billing.builder()
            .store(new InMemoryBillingStore())
            .administration("hosting-bv")
            .clock(Clock.fixed(Instant.parse("2026-03-01T08:00:00Z"), ZoneOffset.UTC))
            .documents(PdfDocuments.of(Theme.clear()))
            .mailTexts(MailTemplates.standard())
            .paymentAdvisor((document, issuance, customer) -> PaymentAdvice.TRANSFER.withPayLink(
                    URI.create("https://pay.example/" + issuance.number().text())))
            .mail(mailbox)
            .build();

    @ParameterizedTest
    @CsvSource({
        "NET, 3, 95.00, 7, 1.117, 353.37",
        "GROSS, 3, 95.00, 7, 1.117, 292.82",
        "NET, 1, 1020304.87, 1, 0.01, 1234568.90",
        "NET, 333, 0.333, 12, 7.333, 230.10"
    })
    void itIsReadBackEqualEverywhere(
            Pricing pricing, BigDecimal count, BigDecimal price, BigDecimal more, BigDecimal low, BigDecimal expected)
            throws IOException {
        Invoice sent = sent(pricing, count, price, more, low);
        billing.outbox().deliver();
        assertThat(Amounts.decimal(sent.totals().gross())).isEqualByComparingTo(expected);
        assertThat(fromLines(sent)).as("lines and VAT").isEqualByComparingTo(expected);
        assertThat(Amounts.decimal(billing.overviews()
                        .open(Optional.empty(), 10)
                        .get(0)
                        .item()
                        .orElseThrow()
                        .open()))
                .as("list")
                .isEqualByComparingTo(expected);
        String page = text(billing.outbox().document(sent.id()).content());
        assertThat(after(page, "Te betalen")).as("page, what is to pay").isEqualByComparingTo(expected);
        assertThat(after(page, "Totaal")).as("page, total").isEqualByComparingTo(expected);
        MailMessage mail = mailbox.messages().get(0);
        assertThat(after(mail.subject(), "factuur")).as("subject").isEqualByComparingTo(expected);
        assertThat(after(mail.text(), "Te betalen")).as("mail").isEqualByComparingTo(expected);
        assertThat(after(mail.html().orElseThrow(), "Te betalen"))
                .as("mail, HTML")
                .isEqualByComparingTo(expected);
        assertThat(text(mail.attachments().get(0).content()))
                .as("what is attached")
                .isEqualTo(page);
        Statement statement = billing.payments().statement(CUSTOMER, billing.today());
        assertThat(Amounts.decimal(statement.balance())).as("statement").isEqualByComparingTo(expected);
        Letter.Heading heading = new Letter.Heading(
                sent.issuance().orElseThrow().seller(),
                sent.issuance().orElseThrow().customer(),
                "10017",
                Locale.forLanguageTag("nl"),
                billing.today(),
                "R-1");
        String account = text(PdfDocuments.of(Theme.letter())
                .render(new Letter.Account(heading, statement))
                .content());
        assertThat(after(account, "Eindsaldo")).as("statement, page").isEqualByComparingTo(expected);
    }

    /** The lines as they stand on the document, and the VAT on them. */
    private static BigDecimal fromLines(Invoice sent) {
        BigDecimal sum = BigDecimal.ZERO;
        for (InvoiceLine line : sent.lines()) {
            sum = sum.add(Amounts.decimal(line.amount()));
        }
        return sent.lines().get(0).pricing() == Pricing.GROSS
                ? sum
                : sum.add(Amounts.decimal(sent.totals().vat()));
    }

    /** The amount that stands right after {@code words}, or after a number of a document, as a Dutch reader reads it. */
    private static BigDecimal after(String text, String words) {
        String plain = text.replaceAll("<[^>]*>", " ").replaceAll("[\\u00a0\\u202f\\s]+", " ");
        Matcher amount = Pattern.compile(Pattern.quote(words) + "[^€a-z]{0,20}€ ([0-9.]+,[0-9]{2})")
                .matcher(plain);
        assertThat(amount.find()).as("an amount after '%s' in %s", words, plain).isTrue();
        return new BigDecimal(amount.group(1).replace(".", "").replace(',', '.'));
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private Invoice sent(Pricing pricing, BigDecimal count, BigDecimal price, BigDecimal more, BigDecimal low) {
        Address address = Address.builder()
                .street("Keizersgracht 123")
                .postalCode("1015 CJ")
                .city("Amsterdam")
                .country("NL")
                .build();
        billing.open(Administration.builder()
                .id(AdministrationId.of("hosting-bv"))
                .name("Voorbeeld Hosting B.V.")
                .address(address)
                .vatId(VatId.of("NL004495445B01"))
                .kvkNumber("01234567")
                .iban("NL91ABNA0417164300")
                .policies(Policies.builder().pricing(pricing).build())
                .build());
        billing.customers()
                .put(Customer.builder()
                        .reference(CUSTOMER)
                        .name("Bakkerij De Korenbloem")
                        .kind(BuyerKind.BUSINESS)
                        .address(address)
                        .addEmails("bakker@example.nl")
                        .build());
        Invoice draft = billing.invoices()
                .draft(ManualInvoice.builder()
                        .customer(CUSTOMER)
                        .lines(List.of(
                                line("Advies", count, price, VatProduct.STANDARD),
                                line("Boeken", more, low, VatProduct.of(VatKind.REDUCED))))
                        .build());
        Invoice sent = billing.invoices().send(draft.id());
        assertThat(sent.issuance().orElseThrow().issuedOn()).isEqualTo(LocalDate.of(2026, 3, 1));
        return sent;
    }

    private static ManualInvoice.Line line(String what, BigDecimal count, BigDecimal price, VatProduct product) {
        return ManualInvoice.Line.builder()
                .description(what)
                .quantity(count)
                .unitPrice(Amounts.of(price, javax.money.Monetary.getCurrency("EUR")))
                .product(product)
                .build();
    }
}
