package nl.termijn.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.money.Amounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The codes on documents say what a bank or browser wants to read, and a camera reads them from the page. */
class CodeTest {
    private static final String IBAN = "NL91ABNA0417164300";

    @Test
    void aBankReadsTheElementsOfTheStandard() {
        String payload = EpcCode.of(
                        "Voorbeeld Hosting B.V.", Optional.empty(), IBAN, Amounts.of("121.00", "EUR"), "2026-000123")
                .orElseThrow();
        assertThat(payload)
                .isEqualTo("BCD\n002\n1\nSCT\n\nVoorbeeld Hosting B.V.\n" + IBAN + "\nEUR121.00\n\nRF462026000123");
        assertThat(payload.getBytes(StandardCharsets.UTF_8)).hasSize(82);
    }

    @Test
    void aNumberWithoutAStructuredReferenceIsTheText() {
        String payload = EpcCode.of(
                        "Voorbeeld Hosting B.V.",
                        Optional.of("ABNANL2A"),
                        IBAN,
                        Amounts.of("121.00", "EUR"),
                        "2026-000123 klant 10017 en nog iets")
                .orElseThrow();
        assertThat(payload).endsWith("EUR121.00\n\n\n2026-000123 klant 10017 en nog iets");
    }

    @ParameterizedTest
    @CsvSource({"0.00, EUR", "-1.00, EUR", "10.00, USD", "1000000000.00, EUR"})
    void thereIsNoneWhereNothingCanBePaid(String amount, String currency) {
        assertThat(EpcCode.of("V", Optional.empty(), IBAN, Amounts.of(amount, currency), "1"))
                .isEmpty();
    }

    @Test
    void aNameCannotShiftTheElementsAfterIt() {
        String payload = EpcCode.of(
                        "Kwaad\nNL00 " + "x".repeat(80), Optional.empty(), IBAN, Amounts.of("1.00", "EUR"), "1")
                .orElseThrow();
        assertThat(payload.split("\n", -1)).hasSize(10);
        assertThat(payload.split("\n", -1)[5]).hasSize(70).startsWith("Kwaad NL00");
    }

    @ParameterizedTest
    @EnumSource(Theme.Code.class)
    void aCameraReadsTheCodeThatTheThemeWants(Theme.Code code) throws Exception {
        Theme theme = Theme.clear().toBuilder().code(code).build();
        Invoice invoice = Samples.invoice(
                Samples.lines(1),
                Samples.CUSTOMER,
                Samples.DUTCH,
                PaymentAdvice.TRANSFER.withPayLink(Samples.PAY_LINK));
        BufferedImage page =
                Pages.picture(PdfDocuments.of(theme).render(invoice).content(), 1, 150);
        Optional<String> read = Pages.code(page);
        switch (code) {
            case AUTOMATIC, PAY_LINK -> assertThat(read).contains(Samples.PAY_LINK.toString());
            case BANK -> assertThat(read.orElseThrow()).startsWith("BCD\n002").endsWith("RF462026000123");
            case NONE -> assertThat(read).isEmpty();
        }
    }

    @Test
    void aCameraReadsCodesOfAllContents() throws Exception {
        for (int i = 0; i < 200; i++) {
            String content = Samples.PAY_LINK + "/" + Integer.toHexString(i * 7919) + "x".repeat(i % 40);
            QrCode code = QrCode.of(content);
            int scale = 4;
            int size = (code.modules() + 8) * scale;
            int[] pixels = new int[size * size];
            java.util.Arrays.fill(pixels, 0xffffff);
            code.forEachRun((column, row, length) -> {
                for (int y = (row + 4) * scale; y < (row + 5) * scale; y++) {
                    java.util.Arrays.fill(
                            pixels, y * size + (column + 4) * scale, y * size + (column + 4 + length) * scale, 0);
                }
            });
            assertThat(Pages.code(new RGBLuminanceSource(size, size, pixels), DecodeHintType.PURE_BARCODE))
                    .contains(content);
        }
    }

    @Test
    void theMaskIsTheOneThatTheEncoderWouldChoose() throws Exception {
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 400; i++) {
            StringBuilder content = new StringBuilder("https://p.nl/");
            random.ints(random.nextInt(230), 'a', 'z').forEach(letter -> content.append((char) letter));
            ByteMatrix expected = Encoder.encode(
                            content.toString(),
                            ErrorCorrectionLevel.M,
                            java.util.Map.of(com.google.zxing.EncodeHintType.CHARACTER_SET, "UTF-8"))
                    .getMatrix();
            QrCode code = QrCode.of(content.toString());
            assertThat(code.modules()).isEqualTo(expected.getWidth());
            for (int y = 0; y < code.modules(); y++) {
                for (int x = 0; x < code.modules(); x++) {
                    assertThat(code.isDark(x, y))
                            .as("%s at %d, %d", content, x, y)
                            .isEqualTo(expected.get(x, y) == 1);
                }
            }
        }
    }

    @Test
    void modulesStayLargeEnoughForALongLink() throws IOException {
        String token = "eyJhbGciOiJIUzI1NiJ9.".repeat(12);
        URI link = URI.create("https://betaal.voorbeeldhosting.example/klant/10017/factuur?token=" + token);
        Invoice invoice = Samples.invoice(
                Samples.lines(2),
                Samples.CUSTOMER,
                Samples.DUTCH,
                new PaymentAdvice(new PaymentAdvice.Transfer(), Optional.of(link)));
        QrCode code = QrCode.ofLink(link.toString());
        assertThat(code.modules()).isLessThan(QrCode.of(link.toString()).modules());
        byte[] pdf = PdfDocuments.of(Theme.letter()).render(invoice).content();
        assertThat(Pages.code(Pages.picture(pdf, 1, 300))).contains(link.toString());
        assertThat(PaymentBox.size(code) / (code.modules() + 8)).isGreaterThanOrEqualTo(0.449f * Look.MM);
    }
}
