package nl.termijn.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.termijn.administration.LineGroup;
import nl.termijn.document.PeriodStyle;
import nl.termijn.document.PostalAddress;
import nl.termijn.error.ProviderException;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.Party;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.money.Amounts;
import nl.termijn.subscription.LineLabels;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader finds on an invoice, read back with another library. */
class InvoicePageTest {
    private static final PdfDocuments LETTER = PdfDocuments.of(Theme.letter());
    private static final Party GERMAN = Party.builder()
            .name("Łukasz Żółć & Παπαδόπουλος GmbH")
            .address(Samples.address("Große Straße 5", "10115", "Berlin", "DE"))
            .vatId(VatId.of("DE136695976"))
            .build();

    private static String text(PdfDocuments documents, Invoice invoice) throws IOException {
        return Pages.text(documents.render(invoice).content());
    }

    @Test
    void everythingTheLawWantsStandsOnIt() throws IOException {
        assertThat(text(LETTER, Samples.invoice(Samples.lines(4))))
                .contains(
                        "Factuur 2026-000123", "Factuurdatum 01-03-2026", "Vervaldatum 15-03-2026", "Klantnummer 10017")
                .contains("Voorbeeld Hosting B.V.", "Keizersgracht 123", "KvK 12345678", "NL123456782B90")
                .contains("Bakkerij De Korenbloem", "Molenstraat 8", "5611 AB Eindhoven")
                .contains("Webhosting Zakelijk", "01-03-2026 t/m 31-03-2026", "19,95", "21%")
                .contains("Totaal excl. btw € 31,70", "21% btw over € 25,70 € 5,40", "9% btw over € 6,00 € 0,54")
                .contains("Totaal € 37,64")
                .contains("NL91 ABNA 0417 1643 00", "RF46 2026 0001 23");
    }

    @Test
    void aReverseChargeNamesTheBuyersIdInHisLanguageAndHisCountryOnTheEnvelope() throws IOException {
        Invoice invoice = Samples.invoice(
                List.of(Samples.line("Webhosting", "1", "100.00", Samples.REVERSE)),
                GERMAN,
                Locale.GERMAN,
                PaymentAdvice.TRANSFER);
        assertThat(text(LETTER, invoice))
                .contains("Rechnung 2026-000123", "Łukasz Żółć & Παπαδόπουλος GmbH", "GERMANY")
                .contains("Steuerschuldnerschaft des Leistungsempfängers (Ihre USt-IdNr.: DE136695976)")
                .contains("01.03.2026 bis 31.03.2026", "Reverse Charge auf 100,00 €", "Gesamtbetrag 100,00 €")
                .doesNotContain("0 %");
    }

    @Test
    void theSentenceAndTheFieldsNameOneReference() throws IOException {
        assertThat(text(LETTER, Samples.invoice(Samples.lines(1))))
                .contains("onder vermelding van RF46 2026 0001 23.", "Betalingskenmerk RF46 2026 0001 23")
                .doesNotContain("onder vermelding van 2026-000123");
    }

    @Test
    void eachRowWithoutVatSaysWhy() throws IOException {
        Invoice invoice = Samples.invoice(List.of(
                Samples.line("Hosting", "1", "100.00", Samples.REVERSE),
                Samples.line("Course", "1", "50.00", Samples.vat(VatCategory.E, "0", VatReason.DOMESTIC_EXEMPT)),
                Samples.line(
                        "Server", "1", "70.00", Samples.vat(VatCategory.K, "0", VatReason.INTRA_COMMUNITY_GOODS))));
        assertThat(text(LETTER, invoice))
                .contains(
                        "Btw verlegd over € 100,00",
                        "Vrijgesteld van btw: € 50,00",
                        "Intracommunautaire levering: € 70,00")
                .doesNotContain("0% btw");
    }

    @Test
    void aCountryIsNamedInWordsAndOnlyToAReaderInAnother() throws IOException {
        assertThat(text(LETTER, Samples.invoice(Samples.lines(1)))).doesNotContain("Amsterdam NL", "NETHERLANDS");
        assertThat(text(LETTER, Samples.invoice(Samples.lines(1), GERMAN, Locale.GERMAN, PaymentAdvice.TRANSFER)))
                .contains("1015 CJ Amsterdam, NETHERLANDS");
    }

    @Test
    void aCreditNoteSaysWhy() throws IOException {
        Invoice note = Samples.creditNote().toBuilder().text("Te veel geleverd").build();
        assertThat(text(LETTER, note)).contains("Reden: Te veel geleverd");
    }

    @Test
    void lettersThatComeInPiecesAreDrawnWholeAndControlsAsBlanks() throws IOException {
        Invoice invoice = Samples.invoice(
                List.of(Samples.line("Cafe\u0301 na\u00adme\there\u200b\u0085end", "1", "1.00", Samples.HIGH)));
        assertThat(text(LETTER, invoice)).contains("Café name here end");
    }

    @Test
    void aLongInvoiceEndsWithAllItsSums() throws IOException {
        String text = text(PdfDocuments.of(Theme.clear()), Samples.invoice(Samples.lines(300)));
        assertThat(text.substring(text.indexOf("#300")))
                .contains("Totaal excl. btw € 2.715,26", "21% btw over € 2.559,26", "Totaal € 3.266,74");
    }

    @Test
    void theSumsStandUnderTheColumnThatTheyAddUp() throws IOException {
        for (Theme theme : List.of(Theme.letter(), Theme.clear(), Theme.ledger())) {
            byte[] pdf = PdfDocuments.of(theme)
                    .render(Samples.invoice(Samples.lines(3)))
                    .content();
            double column = Pages.lastOf(pdf, 1, "Bedrag excl. btw").right();
            assertThat(Pages.lastOf(pdf, 1, "€ 5,40").right()).as(theme.name()).isCloseTo(column, within(0.2));
        }
    }

    @Test
    void theTableOfTheClearThemeBeginsHighEnough() throws IOException {
        byte[] pdf = PdfDocuments.of(Theme.clear())
                .render(Samples.invoice(Samples.lines(3)))
                .content();
        assertThat(Pages.lastOf(pdf, 1, "Omschrijving").top() / 297).isLessThan(0.42);
    }

    @Test
    void aLineBrokenAtABlankKeepsItForWhoReadsTheTags() {
        Typeface face = Typeface.builtIn("sans", Typeface.Weight.REGULAR);
        String text = "Please pay by the last day of the month, quoting the number of the invoice www.example.example";
        List<String> lines = Wrapping.lines(text, face, 9, 90);
        assertThat(lines).hasSizeGreaterThan(3);
        assertThat(String.join("", lines)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "nl; € 1.234.567,89; 15 maart 2026",
                "en; €1,234,567.89; 15 March 2026",
                "de; 1.234.567,89 €; 15. März 2026",
                "fr; 1 234 567,89 €; 15 mars 2026"
            })
    void aLargeAmountStandsInEachLanguage(String language, String amount, String day) throws IOException {
        Invoice invoice = Samples.invoice(
                List.of(Samples.line(
                        "Servers", "1", "1234567.89", Samples.vat(VatCategory.Z, "0", VatReason.DOMESTIC_ZERO))),
                Samples.CUSTOMER,
                Locale.forLanguageTag(language),
                PaymentAdvice.TRANSFER);
        assertThat(text(PdfDocuments.of(Theme.clear()), invoice)).contains(amount, day);
    }

    @Test
    void vatOfAnotherCurrencyStandsInEuroToo() throws IOException {
        Invoice invoice = Samples.invoice(List.of(Samples.line("Server", "1", "1000.00", Samples.HIGH, "CHF")));
        assertThat(text(LETTER, invoice))
                .contains("CHF 1.210,00", "Btw in euro (koers 1,0842 op 01-03-2026) € 193,69")
                .doesNotContain("Scan met uw bankapp");
    }

    @Test
    void aCreditNoteSaysWhichInvoiceAndWhatBecomesOfTheMoney() throws IOException {
        assertThat(text(LETTER, Samples.creditNote()))
                .contains(
                        "Creditnota C2026-00007",
                        "Factuur 2026-000101 van 01-03-2026",
                        "€ −24,14",
                        "Wij verrekenen € 24,14")
                .doesNotContain("Vervaldatum", "IBAN NL91 ABNA 0417 1643 00 Ten name van", "Betalingskenmerk");
    }

    @Test
    void aDirectDebitAsksForNothing() throws IOException {
        PaymentAdvice debit = new PaymentAdvice(
                PaymentAdvice.DirectDebit.from(
                        "NL44RABO0123456789", LocalDate.of(2026, 3, 10), "M-77", "NL79ZZZ999999990000"),
                java.util.Optional.empty());
        assertThat(text(LETTER, Samples.invoice(Samples.lines(1), Samples.CUSTOMER, Samples.DUTCH, debit)))
                .contains("Wij schrijven € 24,14 rond 10 maart 2026 af van NL•• •••• 6789. U hoeft niets te doen.")
                .contains("Machtigingskenmerk M-77", "Incassant-ID NL79ZZZ999999990000")
                .doesNotContain("Betalingskenmerk", "Scan", "0123456789", "Vervaldatum");
    }

    @Test
    void whatWasPaidIsNotAskedForAgain() throws IOException {
        PaymentAdvice paid =
                new PaymentAdvice(new PaymentAdvice.Paid(LocalDate.of(2026, 2, 27)), java.util.Optional.empty());
        Invoice invoice = Samples.invoice(Samples.lines(1), Samples.CUSTOMER, Samples.DUTCH, paid);
        assertThat(text(PdfDocuments.of(Theme.clear()), invoice))
                .contains("Te betalen € 0,00", "Betaald op 27 februari 2026.", "Totaal € 24,14")
                .doesNotContain("Betalingskenmerk", "Vervaldatum");
    }

    @Test
    void aDiscountHasAColumnOfItsOwnOnlyWhereThereIsOne() throws IOException {
        InvoiceLine plain = Samples.line("Hosting", "1", "10.00", Samples.HIGH);
        InvoiceLine cheaper = plain.toBuilder()
                .discount(Amounts.of("2.00", "EUR"))
                .amount(Amounts.of("8.00", "EUR"))
                .build();
        assertThat(text(LETTER, Samples.invoice(List.of(plain)))).doesNotContain("Korting");
        assertThat(text(LETTER, Samples.invoice(List.of(cheaper)))).contains("Korting", "−2,00", "8,00");
    }

    @Test
    void daysArePrintedWithTheLastOrUpToTheNext() throws IOException {
        Theme exclusive =
                Theme.letter().toBuilder().periods(PeriodStyle.EXCLUSIVE).build();
        assertThat(text(PdfDocuments.of(exclusive), Samples.invoice(Samples.lines(1))))
                .contains("01-03-2026 tot 01-04-2026");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 20, 21, 22, 44, 45, 46, 300})
    void everyLineIsThereOnceAndEveryPageSaysOfHowMany(int count) throws IOException {
        byte[] pdf = LETTER.render(Samples.invoice(Samples.lines(count))).content();
        String text = Pages.text(pdf);
        for (int i = 6; i <= count; i++) {
            assertThat(text).containsOnlyOnce("#" + i + " ");
        }
        int pages = Pages.count(pdf);
        for (int page = 1; page <= pages && pages > 1; page++) {
            assertThat(Pages.page(pdf, page, page))
                    .contains("Pagina " + page + " van " + pages)
                    .contains("Omschrijving");
        }
    }

    @Test
    void aRunningTotalIsCarriedOverEachEdge() throws IOException {
        Invoice invoice = Samples.invoice(Samples.lines(100));
        byte[] pdf = LETTER.render(invoice).content();
        Pattern carried = Pattern.compile("Transport ([0-9.,]+)");
        for (int page = 1; page < Pages.count(pdf); page++) {
            List<String> here = all(carried, Pages.page(pdf, page, page));
            List<String> next = all(carried, Pages.page(pdf, page + 1, page + 1));
            assertThat(here.get(here.size() - 1)).isEqualTo(next.get(0));
        }
    }

    @Test
    void aLongInvoiceSaysOnItsFirstPageWhatIsToPay() throws IOException {
        byte[] pdf = LETTER.render(Samples.invoice(Samples.lines(300))).content();
        assertThat(Pages.count(pdf)).isGreaterThan(3);
        assertThat(Pages.page(pdf, 1, 1)).contains("Totaal € 3.266,74", "RF46 2026 0001 23");
    }

    @Test
    void groupsHaveSubtotalsThatAddUp() throws IOException {
        PdfDocuments grouped = PdfDocuments.of(
                Theme.ledger().toBuilder().grouping(Theme.Grouping.PRODUCT).build());
        Invoice invoice = Samples.invoice(Samples.lines(10));
        String text = text(grouped, invoice);
        BigDecimal sum = BigDecimal.ZERO;
        for (String subtotal : all(Pattern.compile("Subtotaal [A-Za-z]+ ([0-9.]+,[0-9]{2})"), text)) {
            sum = sum.add(new BigDecimal(subtotal.replace(".", "").replace(',', '.')));
        }
        assertThat(sum).isEqualByComparingTo(Amounts.decimal(invoice.totals().net()));
        PdfDocuments byHost = PdfDocuments.of(
                        Theme.ledger().toBuilder().grouping(Theme.Grouping.HOST).build())
                .groupedBy(
                        (document, line) -> "Kostenplaats " + line.description().length() % 2);
        assertThat(text(byHost, invoice)).contains("Kostenplaats 0", "Kostenplaats 1");
    }

    @Test
    void aCollectiveInvoiceHasASectionForEachEndCustomerAndEveryGroupingTheSameTotal() throws IOException {
        List<InvoiceLine> lines = new ArrayList<>();
        for (InvoiceLine line : Samples.lines(10)) {
            String who = lines.size() % 3 == 0 ? "Bakkerij Jansen" : "Fietsen Smit";
            lines.add(line.toBuilder()
                    .labels(new LineLabels(
                            Optional.of(lines.size() % 2 == 0 ? "jansen.example" : "smit.example"),
                            Optional.of("Filiaal " + lines.size() % 4),
                            Optional.of(who)))
                    .build());
        }
        Invoice invoice = Samples.invoice(lines);
        String total = String.format(
                Locale.forLanguageTag("nl"),
                "%,.2f",
                Amounts.decimal(invoice.totals().gross()));
        for (LineGroup group : LineGroup.values()) {
            Issuance issuance = invoice.issuance().orElseThrow();
            Invoice grouped = invoice.toBuilder()
                    .issuance(issuance.toBuilder().lineGroup(group).build())
                    .build();
            String text = text(LETTER, grouped);
            BigDecimal sum = BigDecimal.ZERO;
            for (String subtotal : all(Pattern.compile("Subtotaal .*? ([0-9.]+,[0-9]{2})"), text)) {
                sum = sum.add(new BigDecimal(subtotal.replace(".", "").replace(',', '.')));
            }
            boolean inGroups = group != LineGroup.BY_THEME && group != LineGroup.NONE;
            assertThat(sum)
                    .as("subtotals by %s", group)
                    .isEqualByComparingTo(
                            inGroups ? Amounts.decimal(invoice.totals().net()) : BigDecimal.ZERO);
            assertThat(text).contains(total);
            if (group == LineGroup.END_CUSTOMER) {
                assertThat(text).contains("Subtotaal Bakkerij Jansen", "Subtotaal Fietsen Smit");
            }
        }
    }

    @Test
    void aSpecificationStandsOnAPageOfItsOwnAndMustAddUp() throws IOException {
        Invoice invoice = Samples.invoice(Samples.lines(1));
        List<Specification.Row> rows = List.of(
                new Specification.Row("Basis", BigDecimal.ONE, new BigDecimal("15.00")),
                new Specification.Row("Dataverkeer, GB", new BigDecimal("9.9"), new BigDecimal("4.95")));
        byte[] pdf = LETTER.specifiedBy(document -> List.of(new Specification(1, rows)))
                .render(invoice)
                .content();
        assertThat(Pages.page(pdf, 2, 2))
                .contains("Specificatie bij regel 1: Webhosting Zakelijk", "Dataverkeer, GB 9,9 4,95", "Totaal 19,95");
        PdfDocuments wrong = LETTER.specifiedBy(document -> List.of(new Specification(1, rows.subList(0, 1))));
        assertThatThrownBy(() -> wrong.render(invoice))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("15.00")
                .hasMessageContaining("must add up to the line, 19.95");
    }

    @Test
    void aDescriptionWithoutBlanksBreaksAndNothingIsLost() throws IOException {
        String name = "a".repeat(63) + "." + "b".repeat(56);
        byte[] pdf = LETTER.render(Samples.invoice(List.of(Samples.line(name, "1", "1.25", Samples.HIGH))))
                .content();
        assertThat(Pages.text(pdf).replace(" ", "")).contains(name);
        assertThat(Pages.letters(pdf, 1)).allMatch(letter -> letter.right() < 195);
    }

    @Test
    void aDescriptionOfManyPagesIsPartedOverThem() throws IOException {
        String words = String.join(" ", Collections.nCopies(3000, "dienstverlening"));
        byte[] pdf = LETTER.render(Samples.invoice(List.of(Samples.line(words, "1", "1.25", Samples.HIGH))))
                .content();
        assertThat(Pages.count(pdf)).isGreaterThan(5);
        assertThat(Pages.text(pdf).split("dienstverlening", -1)).hasSize(3001);
    }

    @Test
    void lettersOfAllEuropeComeFromTheFontOrItsStandIn() throws IOException {
        String all =
                "ÀàÁáÂâÃãÄäÅåĄąÆæĆćČčĊċÇçĎďĐđÐðÈèÉéĘęĚěĖėËëĞğĠġĦħİıÍíĮįŁłĽľŃńŇňÑñÓóÖöŐőØøŒœŘřŚśŠšŞşȘșŤťȚțÞþÚúŮůŰűÜüŲųÝýŹźŻżŽžßẞ"
                        + "ΑΒΓΔΕΖΗΘάέήίόύώ Български Жълта Ђ ђ ї є ґ €£ Ǆǆ ǉ ấ ỹ";
        for (Theme theme : List.of(Theme.letter(), Theme.clear(), Theme.ledger())) {
            String text =
                    text(PdfDocuments.of(theme), Samples.invoice(List.of(Samples.line(all, "1", "1", Samples.HIGH))));
            assertThat(text.replace(" ", "")).contains(all.replace(" ", ""));
        }
    }

    @Test
    void aLetterThatNoFontHasIsRefusedByNameOrReplaced() throws IOException {
        Invoice invoice = Samples.invoice(List.of(Samples.line("Feest \uD83C\uDF89 pakket", "1", "1", Samples.HIGH)));
        assertThatThrownBy(() -> LETTER.render(invoice))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("row 1")
                .hasMessageContaining("U+1F389");
        PdfDocuments patient = PdfDocuments.of(Theme.letter().toBuilder()
                .missingLetter(Theme.MissingLetter.REPLACE)
                .build());
        assertThat(text(patient, invoice)).contains("Feest ? pakket");
    }

    @Test
    void anAddressTooLongForAWindowIsRefusedByName() throws IOException {
        Party long1 = Party.builder()
                .name("Stichting tot Behoud en Beheer van het Cultureel Erfgoed van Noord-Holland, afdeling Inkoop")
                .address(Samples.address(
                        "Burgemeester van der Veldenlaan 1234 bis, gebouw C, derde verdieping",
                        "1234 AB",
                        "Amsterdam",
                        "NL"))
                .build();
        Invoice fits = Samples.invoice(Samples.lines(1), long1, Samples.DUTCH, PaymentAdvice.TRANSFER);
        assertThat(text(LETTER, fits)).contains("afdeling Inkoop", "derde verdieping", "1234 AB Amsterdam");
        Party endless = Party.builder()
                .name("naam ".repeat(200))
                .address(long1.address())
                .build();
        Invoice never = Samples.invoice(Samples.lines(1), endless, Samples.DUTCH, PaymentAdvice.TRANSFER);
        assertThatThrownBy(() -> LETTER.render(never))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("address")
                .hasMessageContaining("window");
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void everyCountryHasANameThatDoesNotDependOnTheMachine() {
        for (String code : Locale.getISOCountries()) {
            Party abroad = Party.builder()
                    .name("Name")
                    .address(Samples.address("Street 1", "1", "Town", code))
                    .build();
            List<String> lines = PostalAddress.lines(abroad, Samples.SELLER);
            assertThat(lines.get(lines.size() - 1)).isNotEqualTo(code);
        }
    }
}
