package nl.termijn.pdf.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.termijn.error.ProviderException;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.pdf.Golden;
import nl.termijn.pdf.Letter;
import nl.termijn.pdf.Pages;
import nl.termijn.pdf.PdfDocuments;
import nl.termijn.pdf.Samples;
import nl.termijn.pdf.Sheet;
import nl.termijn.pdf.Theme;
import nl.termijn.pdf.ThemeFiles;
import nl.termijn.pdf.ThemeSamples;
import nl.termijn.pdf.VeraPdf;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** A seller's own layout says all that the built-in one says, on pages of its own. */
class HtmlLayoutTest {
    private static final HtmlLayout EXAMPLE = HtmlLayout.of(HtmlLayout.example());
    private static final Path GOLDEN = Path.of("src/test/resources/nl/termijn/pdf/html/golden");

    private static Invoice invoice(int lines) {
        return Samples.invoice(
                Samples.lines(lines),
                Samples.CUSTOMER,
                Samples.DUTCH,
                PaymentAdvice.TRANSFER.withPayLink(Samples.PAY_LINK));
    }

    private static byte[] drawn(Invoice invoice) {
        return PdfDocuments.of(Theme.letter()).drawnBy(EXAMPLE).render(invoice).content();
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\u00a0\\u202f\\s]+", " ").strip();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 300})
    void allThatIsOnTheSheetIsOnThePages(int lines) throws IOException {
        Invoice invoice = invoice(lines);
        Sheet sheet = PdfDocuments.of(Theme.letter()).sheet(invoice);
        String text = Pages.text(drawn(invoice));
        List<String> wanted = new ArrayList<>(sheet.address());
        wanted.add(sheet.title());
        wanted.add(sheet.sender());
        sheet.info().forEach(field -> wanted.addAll(List.of(field.label(), field.value())));
        sheet.headline().ifPresent(headline -> wanted.addAll(List.of(headline.label(), headline.amount())));
        sheet.table().columns().forEach(column -> wanted.add(column.label()));
        for (Sheet.Row row : sheet.table().rows()) {
            wanted.add(String.join(" ", row.cells().subList(1, row.cells().size())));
            wanted.add(row.cells().get(0));
            wanted.addAll(row.details());
        }
        sheet.totals().forEach(total -> wanted.add(total.label() + " " + total.amount()));
        Sheet.Payment payment = sheet.payment().orElseThrow();
        wanted.addAll(List.of(payment.title(), payment.text(), Samples.PAY_LINK.toString()));
        payment.fields().forEach(field -> wanted.add(field.label() + " " + field.value()));
        sheet.identity().fields().forEach(field -> wanted.add(field.value()));
        for (String part : wanted) {
            assertThat(text).contains(oneLine(part));
        }
    }

    @Test
    void theHeadOfTheTableAndTheFootOfThePageAreOnEachPage() throws IOException {
        byte[] pdf = drawn(invoice(100));
        int pages = Pages.count(pdf);
        assertThat(pages).isGreaterThan(4);
        for (int page = 1; page <= pages; page++) {
            String text = Pages.page(pdf, page, page);
            assertThat(text).contains("KvK-nummer 12345678".substring(0, 3), page + " / " + pages);
            if (text.contains("21%") && !text.contains("21% btw")) {
                assertThat(text).contains("Omschrijving");
            }
        }
    }

    @Test
    void aCameraReadsTheCodeAndTheLinkCanBeClicked() throws IOException {
        byte[] pdf = drawn(invoice(1));
        assertThat(Pages.code(Pages.picture(pdf, 1, 150))).contains(Samples.PAY_LINK.toString());
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getPage(0).getAnnotations())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            PDAnnotationLink.class,
                            link -> assertThat(link.getAction())
                                    .isInstanceOfSatisfying(
                                            PDActionURI.class,
                                            action -> assertThat(action.getURI())
                                                    .isEqualTo(Samples.PAY_LINK.toString())));
        }
    }

    @Test
    void everyKindOfDocumentIsPdfA3() throws Exception {
        PdfDocuments documents = PdfDocuments.of(Theme.clear()).drawnBy(EXAMPLE);
        List<byte[]> all = new ArrayList<>();
        all.add(documents.render(invoice(60)).content());
        all.add(documents.render(Samples.creditNote()).content());
        for (Letter letter : Samples.letters()) {
            all.add(documents.render(letter).content());
        }
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        documents.batch(Samples.letters().stream().map(documents::sheet).iterator(), PdfDocuments.Sides.BOTH, batch);
        all.add(batch.toByteArray());
        for (byte[] pdf : all) {
            assertThat(VeraPdf.faults(pdf, PDFAFlavour.PDFA_3_B)).isEmpty();
            assertThat(Pages.readable(pdf).toLowerCase(Locale.ROOT))
                    .contains("voorbeeld hosting b.v.")
                    .doesNotContain("openpdf", "librepdf", "lowagie", "itext", "flying", "termijn", "java");
        }
    }

    @Test
    void theSameDocumentGivesTheSameBytesInManyThreadsAndFromOtherLayouts() throws Exception {
        byte[] expected = drawn(invoice(30));
        HtmlLayout another = HtmlLayout.of(HtmlLayout.example());
        PdfDocuments documents = PdfDocuments.of(Theme.letter()).drawnBy(another);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<byte[]>> tasks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                // between other documents, whose codes and letters must not stay behind
                int lines = 1 + i % 3;
                tasks.add(() -> {
                    documents.render(invoice(lines));
                    return documents.render(invoice(30)).content();
                });
            }
            for (Future<byte[]> drawn : threads.invokeAll(tasks)) {
                assertThat(drawn.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void lettersThatAFontLacksComeFromTheStandIn() throws Exception {
        InvoiceLine line = Samples.line("Nhà cung cấp ǆ ủ", "1", "10.00", Samples.HIGH);
        byte[] pdf = drawn(Samples.invoice(List.of(line)));
        assertThat(Pages.text(pdf)).contains("Nhà cung cấp ǆ ủ");
        assertThat(VeraPdf.faults(pdf, PDFAFlavour.PDFA_3_B)).isEmpty();
    }

    @Test
    void aLetterThatNoFontHasIsRefusedOrReplacedAsTheThemeWants() throws IOException {
        Invoice invoice = Samples.invoice(List.of(Samples.line("日本 hosting", "1", "10.00", Samples.HIGH)));
        assertThatThrownBy(() -> drawn(invoice))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        refusal -> assertThat(refusal.retry()).isEqualTo(ProviderException.Retry.NEVER))
                .hasMessageContainingAll("2026-000123", "日", "U+65E5", "missingLetter");
        Theme lenient = Theme.letter().toBuilder()
                .missingLetter(Theme.MissingLetter.REPLACE)
                .build();
        byte[] pdf = PdfDocuments.of(lenient).drawnBy(EXAMPLE).render(invoice).content();
        assertThat(Pages.text(pdf)).contains("?? hosting");
    }

    @Test
    void aSellersFontsAndPicturesAreInTheFile() throws Exception {
        ThemeFiles files = Layouts.with(
                Layouts.with(
                        Layouts.with(
                                Layouts.withBody(
                                        "<style>\n@font-face { font-family: Own; src: url(own.ttf); }\n"
                                                + "@font-face { font-family: Own; src: url(own-bold.ttf); font-weight: bold; }\n"
                                                + "body { font-family: Own; }</style>"
                                                + "<p><img src=\"logo.png\"> {{title}} <b>{{identity.name}}</b> <i>schuin</i></p>"),
                                "own.ttf",
                                ThemeSamples.files().get("own.ttf").orElseThrow()),
                        "own-bold.ttf",
                        ThemeSamples.files().get("own-bold.ttf").orElseThrow()),
                "logo.png",
                ThemeSamples.files().get("logo.png").orElseThrow());
        byte[] pdf = PdfDocuments.of(Theme.letter())
                .drawnBy(HtmlLayout.of(files))
                .render(invoice(1))
                .content();
        assertThat(VeraPdf.faults(pdf, PDFAFlavour.PDFA_3_B)).isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            List<String> fonts = new ArrayList<>();
            document.getPage(0).getResources().getFontNames().forEach(name -> {
                try {
                    fonts.add(document.getPage(0).getResources().getFont(name).getName());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThat(fonts).hasSize(2).allMatch(name -> name.matches("[A-Z]{6}\\+.*"));
            assertThat(document.getPage(0).getResources().getXObjectNames()).isNotEmpty();
        }
    }

    @Test
    void aTemplateChoosesByKindAndByColumnName() throws IOException {
        HtmlLayout layout = HtmlLayout.of(Layouts.withBody("{{#creditNote}}<p>CREDIT</p>{{/creditNote}}"
                + "{{^creditNote}}<p>FACTUUR</p>{{/creditNote}}"
                + "{{#table}}{{#rows}}<p>{{-index}}: {{in.amount}} voor {{in.description}}"
                + "{{^-last}};{{/-last}}{{#-last}}.{{/-last}}</p>{{/rows}}{{/table}}<p>{{words.total}}</p>"));
        PdfDocuments documents = PdfDocuments.of(Theme.letter()).drawnBy(layout);
        assertThat(Pages.text(documents.render(invoice(2)).content()))
                .contains("FACTUUR 1: 19,95 voor Webhosting Zakelijk; 2: 1,25 voor Domein", ". Totaal");
        assertThat(Pages.text(documents.render(Samples.creditNote()).content()))
                .contains("CREDIT")
                .doesNotContain("FACTUUR");
    }

    @Test
    void whatStandsInFieldsIsTextWhateverItLooksLike() throws IOException {
        InvoiceLine line =
                Samples.line("<script>alert(1)</script> <b>&amp;{{title}}</b> \"'`", "1", "10.00", Samples.HIGH);
        byte[] pdf = drawn(Samples.invoice(List.of(line)));
        assertThat(Pages.text(pdf)).contains("<script>alert(1)</script> <b>&amp;{{title}}</b> \"'`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoice-1", "invoice-2", "invoice-3", "credit-note", "statement"})
    void theExampleLooksAsItDidWhenItWasFoundGood(String name) throws IOException {
        PdfDocuments documents = PdfDocuments.of(Theme.letter()).drawnBy(EXAMPLE);
        byte[] pdf = switch (name) {
            case "credit-note" -> documents.render(Samples.creditNote()).content();
            case "statement" -> documents.render(Samples.letters().get(3)).content();
            default -> drawn(invoice(34));
        };
        int page = name.startsWith("invoice") ? Integer.parseInt(name.substring(8)) : 1;
        Golden.check(GOLDEN, name, pdf, page);
    }
}
