package nl.termijn.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.PaymentAdvice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bytes of documents: the same for the same document, and nobody's but the seller's. */
class BytesTest {
    private static final Invoice INVOICE = Samples.invoice(
            Samples.lines(30), Samples.CUSTOMER, Samples.DUTCH, PaymentAdvice.TRANSFER.withPayLink(Samples.PAY_LINK));

    @Test
    void theSameDocumentAndThemeGiveTheSameBytesWhereverAndWhenever() throws Exception {
        byte[] first = PdfDocuments.of(Theme.clear()).render(INVOICE).content();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            assertThat(PdfDocuments.of(Theme.clear()).render(INVOICE).content()).isEqualTo(first);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void manyThreadsDrawTheSame() throws Exception {
        PdfDocuments documents = PdfDocuments.of(Theme.letter());
        byte[] expected = documents.render(INVOICE).content();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<byte[]>> tasks = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                tasks.add(() -> documents.render(INVOICE).content());
            }
            for (Future<byte[]> drawn : threads.invokeAll(tasks)) {
                assertThat(drawn.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void anotherVersionOfTheThemeIsAnotherFile() {
        Theme changed = Theme.letter().toBuilder().version(2).build();
        assertThat(PdfDocuments.of(changed).render(INVOICE).content())
                .isNotEqualTo(PdfDocuments.of(Theme.letter()).render(INVOICE).content());
    }

    @Test
    void onePageWithALogoStaysSmall() throws IOException {
        Theme theme = Theme.clear().toBuilder()
                .logo(Theme.Logo.builder().file("logo.png").build())
                .build();
        byte[] pdf = PdfDocuments.of(theme, ThemeSamples.files())
                .render(Samples.invoice(Samples.lines(10)))
                .content();
        assertThat(pdf.length).isLessThan(100_000);
    }

    @Test
    void nobodysNameIsInTheBytesButTheSellers() throws IOException {
        Theme theme = Theme.clear().toBuilder()
                .logo(Theme.Logo.builder().file("logo.png").build())
                .letterhead(Theme.Letterhead.builder()
                        .file("letterhead.pdf")
                        .complete(false)
                        .build())
                .build();
        PdfDocuments documents = PdfDocuments.of(theme, ThemeSamples.files());
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        documents.batch(List.of(documents.sheet(INVOICE)).iterator(), PdfDocuments.Sides.ONE, batch);
        List<byte[]> all = new ArrayList<>(List.of(documents.render(INVOICE).content(), batch.toByteArray()));
        Samples.letters().forEach(letter -> all.add(documents.render(letter).content()));
        for (byte[] pdf : all) {
            assertThat(Pages.readable(pdf).toLowerCase(Locale.ROOT))
                    .contains("voorbeeld hosting b.v.")
                    .doesNotContain("openpdf", "librepdf", "lowagie", "itext", "termijn", "zxing", "java");
        }
    }

    @ParameterizedTest
    @EnumSource(PdfDocuments.Sides.class)
    void aBatchHoldsAllLettersEachOnASheetOfItsOwn(PdfDocuments.Sides sides) throws IOException {
        PdfDocuments documents = PdfDocuments.of(Theme.letter());
        List<Sheet> sheets = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sheets.add(documents.sheet(Samples.invoice(Samples.lines(i == 1 ? 40 : 1))));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int pages = documents.batch(sheets.iterator(), sides, out);
        byte[] pdf = out.toByteArray();
        assertThat(Pages.count(pdf)).isEqualTo(pages);
        List<Integer> firsts = new ArrayList<>();
        for (int page = 1; page <= pages; page++) {
            if (Pages.page(pdf, page, page).contains("Klantnummer")) {
                firsts.add(page);
            }
        }
        assertThat(firsts).hasSize(4);
        if (sides == PdfDocuments.Sides.BOTH) {
            assertThat(firsts).allMatch(page -> page % 2 == 1);
        }
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        documents.batch(sheets.iterator(), sides, again);
        assertThat(again.toByteArray()).isEqualTo(pdf);
    }
}
