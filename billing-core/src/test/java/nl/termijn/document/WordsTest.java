package nl.termijn.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import nl.termijn.error.InvalidInputException;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.vat.VatReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How each language writes amounts, days and sentences: pinned, whatever JDK and machine. */
class WordsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

    private static Words words(String language) {
        return Words.of(Locale.forLanguageTag(language));
    }

    /** Blanks that do not break, as blanks that a table of examples can show. */
    private static String plain(String text) {
        return text.replace('\u00a0', ' ').replace('\u202f', '_');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "nl; € 1.234,56; € −12,10; CHF 5,00; 01-03-2026; 1 maart 2026; 21%; 0,25",
                "en; €1,234.56; −€12.10; CHF 5.00; 1 Mar 2026; 1 March 2026; 21%; 0.25",
                "de; 1.234,56 €; −12,10 €; 5,00 CHF; 01.03.2026; 1. März 2026; 21 %; 0,25",
                "fr; 1_234,56 €; −12,10 €; 5,00 CHF; 01/03/2026; 1er mars 2026; 21 %; 0,25"
            })
    void amountsAndDays(
            String language,
            String amount,
            String negative,
            String foreign,
            String day,
            String longDay,
            String percent,
            String number) {
        Words words = words(language);
        assertThat(plain(words.money(Amounts.of("1234.56", "EUR")))).isEqualTo(amount);
        assertThat(plain(words.money(Amounts.of("-12.10", "EUR")))).isEqualTo(negative);
        assertThat(plain(words.money(Amounts.of("5.00", "CHF")))).isEqualTo(foreign);
        assertThat(plain(words.date(FIRST))).isEqualTo(day);
        assertThat(plain(words.longDate(FIRST))).isEqualTo(longDay);
        assertThat(plain(words.percentage(new BigDecimal("21.00")))).isEqualTo(percent);
        assertThat(words.number(new BigDecimal("0.2500"))).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"9.9900, '9,99'", "4.3333, '4,3333'", "10, '10,00'", "0.0000, '0,00'", "1234567.5, '1.234.567,50'"})
    void aPriceHasAtLeastTheDigitsOfItsCurrency(String price, String printed) {
        assertThat(words("nl").price(Amounts.of(price, "EUR"))).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "1.50, '1,5'", "100, 100", "-2, −2", "0.00, 0"})
    void aQuantityHasNoZerosBehind(String quantity, String printed) {
        assertThat(words("nl").number(new BigDecimal(quantity))).isEqualTo(printed);
    }

    @Test
    void aPeriodIsPrintedWithItsLastDayOrUpToTheNext() {
        DateRange march = DateRange.of(FIRST, FIRST.plusMonths(1));
        assertThat(words("nl").period(march, PeriodStyle.INCLUSIVE)).isEqualTo("01-03-2026 t/m 31-03-2026");
        assertThat(words("nl").period(march, PeriodStyle.EXCLUSIVE)).isEqualTo("01-03-2026 tot 01-04-2026");
    }

    @Test
    void everyNoteOfTheLawIsThereInEachLanguage() {
        for (VatReason reason : VatReason.values()) {
            boolean wanted = reason.note(Locale.ENGLISH).isPresent();
            for (String language : new String[] {"nl", "en", "de", "fr"}) {
                assertThat(words(language).note(reason).isPresent()).isEqualTo(wanted);
            }
        }
        assertThat(words("de").note(VatReason.EU_REVERSE_CHARGE))
                .contains("Steuerschuldnerschaft des Leistungsempfängers");
    }

    @Test
    void anotherLanguageGetsEnglishUntilItIsGiven() throws IOException {
        assertThat(words("pl").text(Label.INVOICE)).isEqualTo("Invoice");
        Map<String, String> polish = new HashMap<>(words("en").asMap());
        polish.put("invoice", "Faktura");
        StringBuilder file = new StringBuilder();
        polish.forEach((key, text) -> file.append(key).append('=').append(text).append('\n'));
        for (VatReason reason : VatReason.values()) {
            reason.note(Locale.ENGLISH)
                    .ifPresent(note -> file.append("note.")
                            .append(reason)
                            .append('=')
                            .append(note)
                            .append('\n'));
        }
        Words read = Words.read(Locale.forLanguageTag("pl"), new StringReader(file.toString()));
        assertThat(read.text(Label.INVOICE)).isEqualTo("Faktura");
        assertThat(read.language()).isEqualTo(Locale.forLanguageTag("pl"));
    }

    @Test
    void aSetThatLacksALabelIsRefusedWithAllThatItLacks() {
        assertThatThrownBy(() -> Words.of(Locale.forLanguageTag("pl"), Map.of("invoice", "Faktura")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("creditNote")
                .hasMessageContaining("toPayBy")
                .hasMessageContaining("note.EU_REVERSE_CHARGE");
    }

    @ParameterizedTest
    @CsvSource({
        "toPayBy, Te betalen, places",
        "toPayBy, Te betalen {datum}, places",
        "invoise, Factuur, is not a word",
        "invoice, ' ', must be given",
        "months, jan feb, twelve"
    })
    void aWrongWordIsRefusedWhenItIsSet(String key, String text, String why) {
        assertThatThrownBy(() -> Words.of(Locale.forLanguageTag("nl"), Map.of(key, text)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(why);
    }

    @Test
    void aBrokenFileIsRefused() {
        assertThatThrownBy(() -> Words.read(Locale.forLanguageTag("nl"), new StringReader("invoice=\\u00")))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aBuiltInLanguageMayBeSaidOtherwiseInPart() {
        Words ours = Words.of(Locale.forLanguageTag("nl"), Map.of("invoice", "Rekening"));
        assertThat(ours.text(Label.INVOICE)).isEqualTo("Rekening");
        assertThat(ours.text(Label.TO_PAY_BY, "date", "morgen")).isEqualTo("Te betalen uiterlijk morgen");
        assertThatThrownBy(() -> ours.text(Label.TO_PAY_BY, "day", "morgen"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{date}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nl", "en", "de", "fr"})
    void theDefaultLocaleOfTheMachineChangesNothing(String language) {
        String before = words(language).money(Amounts.of("1234.56", "EUR"))
                + words(language).longDate(FIRST);
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(words(language).money(Amounts.of("1234.56", "EUR"))
                            + words(language).longDate(FIRST))
                    .isEqualTo(before);
        } finally {
            Locale.setDefault(locale);
        }
    }
}
