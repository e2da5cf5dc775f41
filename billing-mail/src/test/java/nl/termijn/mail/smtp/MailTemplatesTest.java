package nl.termijn.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.termijn.customer.DocumentKind;
import nl.termijn.error.InvalidInputException;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.mail.MailContent;
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
}
