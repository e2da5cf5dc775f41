package nl.termijn.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.DocumentKind;
import nl.termijn.error.InvalidInputException;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.invoice.RequestForPayment;
import nl.termijn.mail.MailContent;
import nl.termijn.mail.Matter;
import nl.termijn.mail.NewPrice;
import nl.termijn.money.Amounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What mail says, as text and as HTML. */
class MailTemplatesTest {
    private static final MailTemplates STANDARD = MailTemplates.standard();
    private static final PaymentAdvice WITH_LINK = PaymentAdvice.TRANSFER.withPayLink(Messages.PAY_LINK);

    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }

    @Test
    void anInvoiceSaysHowMuchByWhenAndHowInBothForms() {
        MailContent mail = Messages.composed(STANDARD, DocumentKind.INVOICE, "Bakkerij", "nl", WITH_LINK);
        assertThat(plain(mail.subject())).isEqualTo("Voorbeeld Hosting B.V.: factuur 2026-000123, € 121,00");
        for (String form : new String[] {mail.text(), mail.html().orElseThrow()}) {
            assertThat(plain(form))
                    .contains("Beste Bakkerij,", "factuur 2026-000123 van 1 maart 2026", "€ 121,00", "15 maart 2026")
                    .contains("NL91 ABNA 0417 1643 00", "RF46 2026 0001 23", "Voorbeeld Hosting B.V.");
        }
        assertThat(mail.text()).contains(Messages.PAY_LINK.toString());
        assertThat(mail.html().orElseThrow())
                .contains("href=\"https://betaal.voorbeeldhosting.nl/p/7Kd93mQx?a=1&amp;b=2\"", ">Betaal online</a>");
    }

    @Test
    void nothingIsLoadedFromAnywhereAndItReadsInTheDark() {
        String html = Messages.composed(STANDARD, DocumentKind.INVOICE, "Bakkerij", "nl", WITH_LINK)
                .html()
                .orElseThrow();
        assertThat(html)
                .doesNotContain("<img", "<script", "<link", "url(", "@import", "src=")
                .contains("name=\"color-scheme\" content=\"light dark\"", "prefers-color-scheme: dark");
        assertThat(html.length()).isLessThan(102_000);
    }

    @Test
    void aNameCannotBringMarkup() {
        String html = Messages.composed(
                        STANDARD, DocumentKind.INVOICE, "<img src=x onerror=alert(1)> & \"$1\"", "nl", WITH_LINK)
                .html()
                .orElseThrow();
        assertThat(html).doesNotContain("<img").contains("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;$1&quot;");
    }

    @ParameterizedTest
    @CsvSource({"nl, Beste", "en, Dear", "de, Guten Tag", "fr, Bonjour", "pl, Dear"})
    void eachLanguageGreetsInItsOwn(String language, String greeting) {
        assertThat(Messages.composed(STANDARD, DocumentKind.INVOICE, "Ann", language, WITH_LINK)
                        .text())
                .startsWith(greeting);
    }

    @Test
    void whatIsCollectedOrPaidIsNotAskedFor() {
        PaymentAdvice debit = new PaymentAdvice(
                PaymentAdvice.DirectDebit.from("NL44RABO0123456789", LocalDate.of(2026, 3, 10), "M-7", "NL79ZZZ9"),
                Optional.of(Messages.PAY_LINK));
        MailContent collected = Messages.composed(STANDARD, DocumentKind.INVOICE, "Ann", "nl", debit);
        assertThat(plain(collected.html().orElseThrow()))
                .contains("Wordt rond 10 maart 2026 automatisch afgeschreven")
                .doesNotContain("Betaal online", "RF46");
        PaymentAdvice paid = new PaymentAdvice(new PaymentAdvice.Paid(LocalDate.of(2026, 2, 27)), Optional.empty());
        assertThat(Messages.composed(STANDARD, DocumentKind.INVOICE, "Ann", "nl", paid)
                        .html()
                        .orElseThrow())
                .contains("Al betaald: u hoeft niets te doen");
        assertThat(Messages.composed(STANDARD, DocumentKind.CREDIT_NOTE, "Ann", "nl", WITH_LINK)
                        .text())
                .doesNotContain("RF46", "https://");
    }

    @Test
    void everyKindHasItsWordsInEachLanguage() {
        for (DocumentKind kind : DocumentKind.values()) {
            for (String language : new String[] {"nl", "en", "de", "fr"}) {
                MailContent mail = Messages.composed(STANDARD, kind, "Ann", language, WITH_LINK);
                assertThat(mail.subject()).contains("Voorbeeld Hosting B.V.").doesNotContain("{", "\n");
                assertThat(mail.text()).doesNotContain("{");
                assertThat(mail.html().orElseThrow()).doesNotContain("{brand}", "{text}");
            }
        }
    }

    @Test
    void aRequestSaysWhatForHowMuchByWhenAndHow() {
        for (String form : forms(asked("nl"))) {
            assertThat(plain(form))
                    .contains("Webhosting", "€ 100,00 excl. btw", "€ 121,00", "Geldig tot en met", "7 maart 2026")
                    .contains("NL91 ABNA 0417 1643 00", "01a219ec-f114-71a3-85ba-7ca7466d6275", "/p/7Kd93mQx");
        }
    }

    private static MailContent asked(String language) {
        Invoice draft = Messages.invoice("Bakkerij", WITH_LINK).toBuilder()
                .issuance(Optional.empty())
                .request(new RequestForPayment(
                        Amounts.of("121.00", "EUR"),
                        LocalDate.of(2026, 3, 1),
                        LocalDate.of(2026, 3, 8),
                        "sales",
                        Optional.empty()))
                .build();
        return STANDARD.compose(Messages.about(
                DocumentKind.PAYMENT_REQUEST,
                language,
                Messages.invoice("Bakkerij", WITH_LINK),
                new Matter.Asked(draft, Optional.of(Messages.PAY_LINK))));
    }

    private static MailContent prices(String language, Optional<String> words) {
        List<NewPrice> prices = List.of(
                new NewPrice(
                        "Hosting Pro <b>",
                        1,
                        Amounts.of("4.955", "EUR"),
                        Amounts.of("5.250000", "EUR"),
                        Pricing.NET,
                        LocalDate.of(2027, 2, 1),
                        LocalDate.of(2027, 1, 31)),
                new NewPrice(
                        "Domein voorbeeld.nl",
                        12,
                        Amounts.of("12.00", "EUR"),
                        Amounts.of("12.70", "EUR"),
                        Pricing.GROSS,
                        LocalDate.of(2027, 1, 1),
                        LocalDate.of(2026, 12, 31)));
        return STANDARD.compose(Messages.about(
                DocumentKind.PRICE_CHANGE,
                language,
                Messages.invoice("Bakkerij", WITH_LINK),
                new Matter.Prices("2027", words, prices)));
    }

    private static String[] forms(MailContent mail) {
        return new String[] {mail.text(), mail.html().orElseThrow()};
    }

    @Test
    void newPricesAreToldEachWithItsDayAndTheLastDayToLeave() {
        MailContent mail = prices("nl", Optional.empty());
        assertThat(plain(mail.subject())).endsWith("nieuwe prijzen vanaf 1 januari 2027");
        for (String form : forms(mail)) {
            assertThat(plain(form))
                    .contains("Vanaf 1 januari 2027", "tot en met 31 december 2026 kosteloos opzeggen")
                    .contains("€ 4,955 wordt € 5,25 per maand excl. btw, vanaf 1 februari 2027")
                    .contains("€ 12,00 wordt € 12,70 per 12 maanden incl. btw, vanaf 1 januari 2027")
                    .doesNotContain("IBAN", "Betaal online");
        }
        assertThat(mail.html().orElseThrow()).contains("Hosting Pro &lt;b&gt;");
        assertThat(prices("nl", Optional.of("Het wordt duurder.")).text())
                .contains("Het wordt duurder.", "€\u00a012,70".replace('\u00a0', ' '))
                .doesNotContain("kosteloos opzeggen");
    }

    @ParameterizedTest
    @CsvSource({"nl, uiterlijk op", "en, Please pay by", "de, Zahlbar bis", "fr, À payer au plus tard"})
    void requestsAndPricesAreToldInEachLanguage(String language, String preheader) {
        assertThat(asked(language).html().orElseThrow()).contains(preheader);
        for (String form : forms(prices(language, Optional.empty()))) {
            assertThat(plain(form)).doesNotContain("{before}", "{months}").contains("12", "2027");
        }
    }

    @Test
    void aSellerSaysItInHisOwnWordsAndColour() {
        MailTemplates own = STANDARD.accent("#0b6e69")
                .saying(
                        Messages.DUTCH,
                        Map.of("INVOICE.text", "Je factuur {number} is er!", "greeting", "Hoi {customer}!"));
        MailContent mail = Messages.composed(own, DocumentKind.INVOICE, "Ann", "nl", WITH_LINK);
        assertThat(mail.text()).startsWith("Hoi Ann!\n\nJe factuur 2026-000123 is er!");
        assertThat(mail.html().orElseThrow()).contains("#0b6e69");
    }

    @Test
    void aLogoIsCarriedAlongAndWhoShowsNoPicturesReadsTheName() throws Exception {
        byte[] png = png();
        MailContent mail = Messages.composed(STANDARD.logo(png, 160), DocumentKind.INVOICE, "Ann", "nl", WITH_LINK);
        assertThat(mail.html().orElseThrow())
                .contains("<img src=\"cid:logo\" width=\"160\" alt=\"Voorbeeld Hosting B.V.\"")
                .doesNotContain("http://");
        assertThat(mail.pictures()).singleElement().satisfies(picture -> {
            assertThat(picture.id()).isEqualTo("logo");
            assertThat(picture.mediaType()).isEqualTo("image/png");
            assertThat(picture.content()).isEqualTo(png);
        });
        assertThatThrownBy(() -> STANDARD.logo(new byte[] {1, 2}, 9))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("PNG, JPEG or GIF")
                .hasMessageContaining("20 to 560");
        assertThatThrownBy(() -> STANDARD.logo(java.util.Arrays.copyOf(png, 200_000), 160))
                .isInstanceOf(InvalidInputException.class);
    }

    static byte[] png() throws java.io.IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(
                new java.awt.image.BufferedImage(320, 80, java.awt.image.BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    @Test
    void wrongWordsAreRefusedWhenTheyAreSet() {
        assertThatThrownBy(() -> STANDARD.saying(Messages.DUTCH, Map.of("INVOICE.tekst", "x", "greeting", "{naam}")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("INVOICE.tekst")
                .hasMessageContaining("{naam}");
        assertThatThrownBy(() -> STANDARD.saying(Locale.forLanguageTag("pl"), Map.of("greeting", "Cześć {customer}")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("INVOICE.subject");
        assertThatThrownBy(() -> STANDARD.accent("red")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void mailAsAFileOpensInAnyProgramAndIsWrittenOnceForADelivery(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("mail");
        EmlFolder mailer =
                new EmlFolder(out, Messages.SENDER, Clock.fixed(Instant.parse("2026-03-01T08:00:00Z"), ZoneOffset.UTC));
        mailer.deliver(Messages.message("01a2", "bakker@example.nl"));
        byte[] first = Files.readAllBytes(out.resolve("01a2.eml"));
        mailer.deliver(Messages.message("01a2", "bakker@example.nl"));
        try (var files = Files.list(out)) {
            assertThat(files).hasSize(1);
        }
        assertThat(Files.readAllBytes(out.resolve("01a2.eml"))).isEqualTo(first);
        assertThat(new String(first, java.nio.charset.StandardCharsets.US_ASCII))
                .contains("Message-ID: <01a2@voorbeeldhosting.nl>", "To: bakker@example.nl");
    }

    /** SEPA Core Rulebook, pre-notification: who reads only the text knows it too. */
    @Test
    void aDirectDebitIsAnnouncedInTheTextWithAmountDayMandateAndCreditor() {
        PaymentAdvice debit = new PaymentAdvice(
                PaymentAdvice.DirectDebit.from("NL44RABO0123456789", LocalDate.of(2026, 3, 10), "M-7", "NL79ZZZ9"),
                Optional.empty());
        for (String language : List.of("nl", "en", "de", "fr")) {
            MailContent content = Messages.composed(STANDARD, DocumentKind.INVOICE, "Jan", language, debit);
            assertThat(content.text())
                    .contains("121")
                    .contains("10")
                    .contains("2026")
                    .contains("6789")
                    .contains("M-7")
                    .contains("NL79ZZZ9");
            assertThat(content.html().orElseThrow()).contains("M-7").contains("NL79ZZZ9");
        }
        assertThat(Messages.composed(STANDARD, DocumentKind.INVOICE, "Jan", "nl", debit)
                        .text())
                .contains("Wij schrijven €\u00a0121,00 rond 10 maart 2026 af van".replace('\u00a0', ' '));
    }

    @Test
    void aCopyOfAnInvoiceAsksForWhatIsOpenOrSaysThatNothingIs() {
        Invoice invoice = Messages.invoice("Jan", PaymentAdvice.TRANSFER);
        assertThat(about(invoice, "21.00").text())
                .contains("Te betalen: € 21,00")
                .doesNotContain("Te betalen: € 121,00");
        MailContent paid = about(invoice, "0.00");
        assertThat(paid.text()).contains("U hoeft niet te betalen").doesNotContain("IBAN");
        assertThat(paid.html().orElseThrow()).contains("U hoeft niet te betalen");
    }

    private static MailContent about(Invoice invoice, String open) {
        return STANDARD.compose(
                Messages.about(DocumentKind.INVOICE, "nl", invoice, new Matter.Sent(invoice, Amounts.of(open, "EUR"))));
    }
}
