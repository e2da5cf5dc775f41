package nl.termijn.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.DocumentKind;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.ProviderException;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.Issuance;
import nl.termijn.mail.MailContent;
import nl.termijn.mail.Matter;
import nl.termijn.mail.NewPrice;
import nl.termijn.mail.Occasion;
import nl.termijn.mail.PaperMail;
import nl.termijn.money.Amounts;
import nl.termijn.pdf.PdfDocuments.Sides;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Letters that leave on paper: one file for the printer, and who is on which page. */
class PrinterTest {
    private final PdfDocuments documents = PdfDocuments.of(Theme.letter());

    private PaperMail letter(String key, DocumentKind kind, int lines) {
        Invoice invoice = Samples.invoice(Samples.lines(lines));
        return letter(
                key,
                kind,
                new Matter.Sent(invoice, invoice.totals().gross()),
                new MailContent(
                        "Factuur 2026-000123 is ingetrokken", "Beste klant,\n\nHij geldt niet meer.", Optional.empty()),
                Optional.of(documents.render(invoice)));
    }

    private static PaperMail letter(
            String key, DocumentKind kind, Matter matter, MailContent content, Optional<RenderedDocument> rendered) {
        Invoice invoice = Samples.invoice(Samples.lines(1));
        Issuance issuance = invoice.issuance().orElseThrow();
        return new PaperMail(
                key,
                new Occasion(
                        kind,
                        issuance.seller(),
                        invoice.customer(),
                        issuance.customer(),
                        Optional.empty(),
                        Samples.DUTCH,
                        issuance.issuedOn(),
                        matter),
                content,
                rendered);
    }

    private List<PaperMail> letters() {
        return List.of(
                letter("a", DocumentKind.INVOICE, 1),
                letter("b", DocumentKind.INVOICE, 40),
                letter("c", DocumentKind.WITHDRAWAL_NOTICE, 1),
                letter("d", DocumentKind.CREDIT_NOTE, 60));
    }

    @ParameterizedTest
    @EnumSource(Sides.class)
    void theArchivedPagesAreInOneFileAndItIsSaidWhere(Sides sides) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PdfPrinter printer = PdfPrinter.of(documents, sides, out);
        printer.print(letters().iterator());
        byte[] pdf = out.toByteArray();
        assertThat(printer.placed()).extracting(PdfPrinter.Placed::key).containsExactly("a", "b", "c", "d");
        int end = 0;
        for (PdfPrinter.Placed placed : printer.placed()) {
            assertThat(placed.page()).isGreaterThan(end);
            if (sides == Sides.BOTH) {
                assertThat(placed.page() % 2).isOne();
            } else {
                assertThat(placed.page()).isEqualTo(end + 1);
            }
            assertThat(Pages.page(pdf, placed.page(), placed.page()))
                    .contains(
                            placed.key().equals("c") ? "Hij geldt niet meer" : "Klantnummer", "Bakkerij De Korenbloem");
            end = placed.page() + placed.pages() - 1;
        }
        assertThat(Pages.count(pdf)).isEqualTo(end);
        byte[] archived = letters().get(1).rendered().orElseThrow().content();
        int first = printer.placed().get(1).page();
        for (int page = 1; page <= Pages.count(archived); page++) {
            assertThat(Pages.page(pdf, first + page - 1, first + page - 1)).isEqualTo(Pages.page(archived, page, page));
        }
    }

    @Test
    void theOnlyNameInTheFileIsTheSellers() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PdfPrinter.of(documents, Sides.ONE, out).print(letters().iterator());
        assertThat(Pages.readable(out.toByteArray()).toLowerCase(Locale.ROOT))
                .contains("voorbeeld hosting b.v.")
                .doesNotContain("openpdf", "librepdf", "lowagie", "itext", "termijn", "java");
    }

    @Test
    void nothingIsWrittenForNobody() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PdfPrinter.of(documents, Sides.ONE, out).print(List.<PaperMail>of().iterator());
        assertThat(out.size()).isZero();
    }

    @Test
    void aNoticeOfNewPricesIsALetterOfItsOwn() throws IOException {
        Matter prices = new Matter.Prices(
                "2027",
                Optional.empty(),
                List.of(new NewPrice(
                        "Hosting",
                        1,
                        Amounts.of("4.95", "EUR"),
                        Amounts.of("5.25", "EUR"),
                        Pricing.NET,
                        LocalDate.of(2027, 1, 1),
                        LocalDate.of(2026, 12, 31))));
        PaperMail notice = letter(
                "n",
                DocumentKind.PRICE_CHANGE,
                prices,
                new MailContent("Nieuwe prijzen", "Beste klant,\n\nHosting: 4,95 wordt 5,25.", Optional.empty()),
                Optional.empty());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PdfPrinter printer = PdfPrinter.of(documents, Sides.ONE, out);
        printer.print(List.of(notice).iterator());
        assertThat(printer.placed()).extracting(PdfPrinter.Placed::number).containsExactly("2027");
        assertThat(Pages.text(out.toByteArray())).contains("Nieuwe prijzen", "4,95 wordt 5,25");
    }

    @Test
    void whatIsNoPdfIsRefusedByName() {
        PaperMail text = letter(
                "t",
                DocumentKind.INVOICE,
                new Matter.Sent(
                        Samples.invoice(Samples.lines(1)),
                        Samples.invoice(Samples.lines(1)).totals().gross()),
                new MailContent("", "", Optional.empty()),
                Optional.of(new RenderedDocument("1.txt", "text/plain", "x".getBytes(StandardCharsets.UTF_8))));
        assertThatThrownBy(() -> PdfPrinter.of(documents, Sides.ONE, new ByteArrayOutputStream())
                        .print(List.of(text).iterator()))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("1.txt is text/plain");
    }

    @Test
    void aFullDiskIsSaidAndTheLettersCanBePrintedAgain() {
        OutputStream full = new OutputStream() {
            private int left = 50_000;

            @Override
            public void write(int b) throws IOException {
                if (--left < 0) {
                    throw new IOException("no space left");
                }
            }
        };
        List<PaperMail> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.addAll(letters());
        }
        assertThatThrownBy(() -> PdfPrinter.of(documents, Sides.ONE, full).print(many.iterator()))
                .isInstanceOf(RuntimeException.class)
                .hasStackTraceContaining("no space left");
    }
}
