package nl.termijn.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.PaymentAdvice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** What the validator of the PDF Association's standards says: tagged PDF/A-3 and PDF/UA-1. */
class PdfStandardsTest {

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
        assertThat(VeraPdf.faults(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
        assertThat(VeraPdf.faults(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("themes")
    void theLettersAreToo(Theme theme) throws Exception {
        for (Letter letter : Samples.letters()) {
            byte[] pdf = PdfDocuments.of(theme).render(letter).content();
            assertThat(VeraPdf.faults(pdf, PDFAFlavour.PDFA_3_A))
                    .as(letter.toString())
                    .isEmpty();
            assertThat(VeraPdf.faults(pdf, PDFAFlavour.PDFUA_1))
                    .as(letter.toString())
                    .isEmpty();
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
        assertThat(VeraPdf.faults(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
        assertThat(VeraPdf.faults(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
    }

    @Test
    void withAnElectronicInvoiceInside() throws Exception {
        byte[] xml = "<Invoice/>".getBytes(StandardCharsets.UTF_8);
        PdfDocuments documents = PdfDocuments.of(Theme.letter())
                .embedding(document -> List.of(new EmbeddedFile(
                        "invoice.xml", "text/xml", EmbeddedFile.Relation.ALTERNATIVE, "E-invoice", xml)));
        byte[] pdf = documents.render(Samples.invoice(Samples.lines(1))).content();
        assertThat(VeraPdf.faults(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
    }

    /** What Factur-X 1.0 wants said in the metadata, with the description of its schema that PDF/A wants. */
    @Test
    void withAFacturXInvoiceInside() throws Exception {
        String fields = """
                <rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
                <fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>
                <fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel></rdf:Description>
                """;
        EmbeddedFile.Schema schema = new EmbeddedFile.Schema(
                "Factur-X PDFA Extension Schema",
                "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#",
                "fx",
                List.of("DocumentType", "DocumentFileName", "Version", "ConformanceLevel"));
        byte[] xml = "<rsm:CrossIndustryInvoice/>".getBytes(StandardCharsets.UTF_8);
        PdfDocuments documents = PdfDocuments.of(Theme.letter())
                .embedding(document -> List.of(new EmbeddedFile(
                        "factur-x.xml",
                        "text/xml",
                        EmbeddedFile.Relation.ALTERNATIVE,
                        "E-invoice",
                        xml,
                        fields,
                        List.of(schema))));
        byte[] pdf = documents.render(Samples.invoice(Samples.lines(1))).content();
        assertThat(VeraPdf.faults(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
        assertThat(VeraPdf.faults(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
        assertThat(Pages.readable(pdf)).contains("fx:ConformanceLevel");
    }

    @Test
    void aBatchForThePrinterIsPdfA3() throws Exception {
        PdfDocuments documents = PdfDocuments.of(Theme.letter());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Sheet> sheets = Samples.letters().stream().map(documents::sheet).toList();
        documents.batch(sheets.iterator(), PdfDocuments.Sides.BOTH, out);
        assertThat(VeraPdf.faults(out.toByteArray(), PDFAFlavour.PDFA_3_B)).isEmpty();
    }

    @Test
    void theValidatorFindsFaults() throws Exception {
        String pdf = new String(
                PdfDocuments.of(Theme.letter())
                        .render(Samples.invoice(Samples.lines(1)))
                        .content(),
                StandardCharsets.ISO_8859_1);
        byte[] broken = pdf.replace("/Marked true", "/Marked fals").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(VeraPdf.faults(broken, PDFAFlavour.PDFA_3_A)).isNotEmpty();
    }
}
