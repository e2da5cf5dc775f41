package nl.termijn.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.PaymentAdvice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** What the validator of the PDF Association's standards says: tagged PDF/A-3 and PDF/UA-1. */
class PdfStandardsTest {

    @BeforeAll
    static void validator() {
        VeraGreenfieldFoundryProvider.initialise();
    }

    static List<Theme> themes() {
        return List.of(Theme.letter(), Theme.clear(), Theme.ledger());
    }

    @ParameterizedTest
    @MethodSource("themes")
    void anInvoiceIsTaggedPdfA3AndPdfUa1(Theme theme) throws Exception {
        Invoice invoice = Samples.invoice(
                Samples.lines(60),
                Samples.CUSTOMER,
                Samples.DUTCH,
                PaymentAdvice.TRANSFER.withPayLink(Samples.PAY_LINK));
        PdfDocuments documents = PdfDocuments.of(
                        theme.toBuilder().grouping(Theme.Grouping.PRODUCT).build())
                .specifiedBy(document -> List.of(new Specification(
                        1, List.of(new Specification.Row("Dataverkeer", BigDecimal.ONE, new BigDecimal("19.95"))))));
        byte[] pdf = documents.render(invoice).content();
        assertThat(faults(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
        assertThat(faults(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("themes")
    void theLettersAreToo(Theme theme) throws Exception {
        for (Letter letter : Samples.letters()) {
            byte[] pdf = PdfDocuments.of(theme).render(letter).content();
            assertThat(faults(pdf, PDFAFlavour.PDFA_3_A)).as(letter.toString()).isEmpty();
            assertThat(faults(pdf, PDFAFlavour.PDFUA_1)).as(letter.toString()).isEmpty();
        }
    }

    @Test
    void withALogoALetterheadAndLettersFromTheStandIn() throws Exception {
        Theme theme = Theme.clear().toBuilder()
                .logo(Theme.Logo.builder().file("logo.png").build())
                .letterhead(Theme.Letterhead.builder()
                        .file("letterhead.pdf")
                        .complete(false)
                        .build())
                .build();
        Invoice invoice = Samples.invoice(List.of(Samples.line("Nhà cung cấp ǆ ủ", "1", "10.00", Samples.HIGH)));
        byte[] pdf =
                PdfDocuments.of(theme, ThemeSamples.files()).render(invoice).content();
        assertThat(faults(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
        assertThat(faults(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
    }

    @Test
    void withAnElectronicInvoiceInside() throws Exception {
        byte[] xml = "<Invoice/>".getBytes(StandardCharsets.UTF_8);
        PdfDocuments documents = PdfDocuments.of(Theme.letter())
                .embedding(document -> List.of(new EmbeddedFile(
                        "invoice.xml", "text/xml", EmbeddedFile.Relation.ALTERNATIVE, "E-invoice", xml, "")));
        byte[] pdf = documents.render(Samples.invoice(Samples.lines(1))).content();
        assertThat(faults(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
    }

    @Test
    void aBatchForThePrinterIsPdfA3() throws Exception {
        PdfDocuments documents = PdfDocuments.of(Theme.letter());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Sheet> sheets = Samples.letters().stream().map(documents::sheet).toList();
        documents.batch(sheets.iterator(), PdfDocuments.Sides.BOTH, out);
        assertThat(faults(out.toByteArray(), PDFAFlavour.PDFA_3_B)).isEmpty();
    }

    @Test
    void theValidatorFindsFaults() throws Exception {
        String pdf = new String(
                PdfDocuments.of(Theme.letter())
                        .render(Samples.invoice(Samples.lines(1)))
                        .content(),
                StandardCharsets.ISO_8859_1);
        byte[] broken = pdf.replace("/Marked true", "/Marked fals").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(faults(broken, PDFAFlavour.PDFA_3_A)).isNotEmpty();
    }

    private static List<String> faults(byte[] pdf, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            List<String> faults = new ArrayList<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    faults.add(String.format(
                            Locale.ROOT,
                            "%s-%d %s at %s",
                            assertion.getRuleId().getClause(),
                            assertion.getRuleId().getTestNumber(),
                            assertion.getMessage(),
                            Optional.ofNullable(assertion.getLocation())
                                    .map(Object::toString)
                                    .orElse("")));
                }
            }
            assertThat(result.isCompliant()).isEqualTo(faults.isEmpty());
            return faults;
        }
    }
}
