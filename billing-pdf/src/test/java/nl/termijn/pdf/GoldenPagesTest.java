package nl.termijn.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.Party;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages as they were looked at and found good. After a change that is meant, look at the new ones and keep them: {@code
 * mvn -pl billing-pdf -am test -Dtest=GoldenPagesTest -Dgolden.record=true}.
 */
class GoldenPagesTest {
    private static final Path FOLDER = Path.of("src/test/resources/nl/termijn/pdf/golden");
    private static final PaymentAdvice WITH_LINK = PaymentAdvice.TRANSFER.withPayLink(Samples.PAY_LINK);

    /** A page that is kept as a picture. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Page(String name, byte[] pdf, int number) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Page> pages() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (Theme theme : List.of(Theme.letter(), Theme.clear(), Theme.ledger())) {
            PdfDocuments documents = PdfDocuments.of(theme);
            String name = theme.name().toLowerCase(Locale.ROOT);
            pages.add(page(name + "-1-line", documents, Samples.lines(1), Samples.CUSTOMER, "nl", WITH_LINK));
            pages.add(page(name + "-6-lines", documents, Samples.lines(6), Samples.CUSTOMER, "nl", WITH_LINK));
            pages.add(new Page(
                    name + "-credit-note",
                    documents.render(Samples.creditNote()).content(),
                    1));
            byte[] letter = documents.render(Samples.letters().get(2)).content();
            pages.add(new Page(name + "-fourteen-days", letter, 1));
            pages.add(new Page(
                    name + "-notice", documents.render(Samples.letters().get(6)).content(), 1));
            byte[] statement = documents.render(Samples.letters().get(3)).content();
            pages.add(new Page(name + "-statement", statement, 1));
            byte[] many = documents.render(Samples.invoice(Samples.lines(300))).content();
            pages.add(new Page(name + "-300-lines-1", many, 1));
            pages.add(new Page(name + "-300-lines-2", many, 2));
            pages.add(new Page(name + "-300-lines-last", many, Pages.count(many)));
            byte[] some = documents.render(Samples.invoice(Samples.lines(14))).content();
            pages.add(new Page(name + "-14-lines-last", some, Pages.count(some)));
        }
        PdfDocuments clear = PdfDocuments.of(Theme.clear());
        Party greek = Party.builder()
                .name("Παπαδόπουλος & Żółkiewski Sp. z o.o.")
                .address(Samples.address("ul. Świętokrzyska 12", "00-916", "Łódź", "PL"))
                .vatId(VatId.of("PL5260250995"))
                .build();
        pages.add(page(
                "reverse-charge",
                clear,
                List.of(Samples.line("Webhosting", "1", "1234567.89", Samples.REVERSE)),
                greek,
                "en",
                WITH_LINK));
        List<InvoiceLine> mixed = new ArrayList<>(Samples.lines(4));
        mixed.add(Samples.line("Cursus", "2", "40.00", Samples.vat(VatCategory.E, "0", VatReason.DOMESTIC_EXEMPT)));
        mixed.add(Samples.line("Boete", "1", "15.00", Samples.vat(VatCategory.O, "0", VatReason.OUTSIDE_SCOPE)));
        pages.add(page("mixed-rates", clear, mixed, Samples.CUSTOMER, "nl", PaymentAdvice.TRANSFER));
        pages.add(page(
                "foreign-currency",
                clear,
                List.of(Samples.line("Server", "1", "1000.00", Samples.HIGH, "CHF")),
                Samples.CUSTOMER,
                "de",
                PaymentAdvice.TRANSFER));
        pages.add(page(
                "long-name",
                clear,
                List.of(Samples.line("a".repeat(63) + "." + "b".repeat(56), "1", "1.25", Samples.HIGH)),
                Samples.CUSTOMER,
                "fr",
                PaymentAdvice.TRANSFER));
        pages.add(page(
                "direct-debit",
                clear,
                Samples.lines(2),
                Samples.CUSTOMER,
                "nl",
                new PaymentAdvice(
                        PaymentAdvice.DirectDebit.from(
                                "NL44RABO0123456789", LocalDate.of(2026, 3, 10), "M-77", "NL79ZZZ999999990000"),
                        Optional.empty())));
        Theme own = Theme.ledger().toBuilder()
                .address(AddressPosition.DE_FORM_B)
                .foldMarks(true)
                .top(Theme.Top.PLAIN)
                .grouping(Theme.Grouping.PRODUCT)
                .logo(Theme.Logo.builder().file("logo.png").build())
                .letterhead(Theme.Letterhead.builder()
                        .file("letterhead.pdf")
                        .complete(false)
                        .build())
                .build();
        pages.add(page(
                "own-theme", PdfDocuments.of(own, ThemeSamples.files()), Samples.lines(8), greek, "de", WITH_LINK));
        return pages;
    }

    private static Page page(
            String name,
            PdfDocuments documents,
            List<InvoiceLine> lines,
            Party customer,
            String language,
            PaymentAdvice way) {
        return new Page(
                name,
                documents
                        .render(Samples.invoice(lines, customer, Locale.forLanguageTag(language), way))
                        .content(),
                1);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageLooksAsItDidWhenItWasFoundGood(Page page) throws IOException {
        Golden.check(FOLDER, page.name(), page.pdf(), page.number());
    }

    @org.junit.jupiter.api.Test
    void aMissingLineWouldShow() throws IOException {
        BufferedImage whole = picture(6);
        assertThat(Golden.difference(whole, picture(6))).isZero();
        assertThat(Golden.difference(whole, picture(5))).isGreaterThan(Golden.TOLERATED);
    }

    private static BufferedImage picture(int lines) throws IOException {
        return Pages.picture(
                PdfDocuments.of(Theme.letter())
                        .render(Samples.invoice(Samples.lines(lines)))
                        .content(),
                1,
                Golden.DOTS_PER_INCH);
    }
}
