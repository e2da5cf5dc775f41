package nl.termijn.document;

import static nl.termijn.error.Violations.given;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import javax.money.MonetaryAmount;
import nl.termijn.error.Violations;
import nl.termijn.internal.Texts;
import nl.termijn.invoice.VatRow;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.vat.VatReason;

/**
 * Everything that a document says in one language: labels, sentences, legal notes, and how dates and amounts are written.
 * The patterns are pinned here and not taken from the JDK, whose locale data differ between versions. Immutable.
 *
 * <pre>
 * nl   € 1.234,56   € −12,10   01-03-2026    1 maart 2026
 * en   €1,234.56    −€12.10    1 Mar 2026    1 March 2026
 * de   1.234,56 €   −12,10 €   01.03.2026    1. März 2026
 * fr   1 234,56 €   −12,10 €   01/03/2026    1er mars 2026
 * </pre>
 *
 * <p>Dutch, English, German and French are built in; {@link #read} takes another language, or other words for these, from
 * a file with one {@code key=value} a line. {@code {name}} in a value is filled in.
 */
public final class Words {
    private static final int MONTHS = 12;

    private static final String NOTE = "note.";
    private static final Map<String, String> SYMBOLS = Map.of("EUR", "€", "GBP", "£", "USD", "$");
    private static final Locale ENGLISH = Locale.ENGLISH;
    private static final Map<String, Words> BUILT_IN = builtIn();

    private final Locale language;
    private final Map<Label, String> texts;
    private final Map<VatReason, String> notes;
    private final List<String> months;
    private final List<String> shortMonths;

    private Words(Locale language, Map<Label, String> texts, Map<VatReason, String> notes) {
        this.language = language;
        this.texts = texts;
        this.notes = notes;
        this.months = List.of(text(Label.MONTHS).split(" ", -1));
        this.shortMonths = List.of(text(Label.SHORT_MONTHS).split(" ", -1));
    }

    private static Map<String, Words> builtIn() {
        Map<String, Words> all = new HashMap<>();
        Map<Label, String> dutch = texts(properties("nl"));
        for (String language : List.of("nl", "en", "de", "fr")) {
            Properties file = properties(language);
            Locale locale = Locale.forLanguageTag(language);
            if (!file.containsKey(NOTE + VatReason.EU_REVERSE_CHARGE)) {
                for (VatReason reason : VatReason.values()) {
                    reason.note(locale).ifPresent(note -> file.setProperty(NOTE + reason, note));
                }
            }
            all.put(language, checked(locale, file, dutch));
        }
        return Map.copyOf(all);
    }

    private static Map<Label, String> texts(Properties file) {
        Map<Label, String> texts = new EnumMap<>(Label.class);
        for (Label label : Label.values()) {
            texts.put(label, file.getProperty(label.key(), ""));
        }
        return texts;
    }

    private static Properties properties(String language) {
        try (InputStream stream =
                        Objects.requireNonNull(Words.class.getResourceAsStream("words_" + language + ".properties"));
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in words cannot be read", e);
        }
    }

    /** The built-in words of {@code language}: Dutch, German, French, and English for every other. */
    public static Words of(Locale language) {
        return Objects.requireNonNull(
                BUILT_IN.getOrDefault(given(language, "language").getLanguage(), BUILT_IN.get(ENGLISH.getLanguage())));
    }

    /**
     * The words of {@code language} from a file in the form of {@link Properties}, UTF-8. A built-in language may give only
     * what it says otherwise; another must be complete.
     *
     * @throws nl.termijn.error.InvalidInputException with everything that is missing, unknown, or lacks a place to fill in
     */
    public static Words read(Locale language, Reader file) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(file);
        } catch (IllegalArgumentException e) {
            Violations.of("words")
                    .check(
                            false,
                            language.toLanguageTag(),
                            "\\u",
                            "must be four digits 0 to F",
                            "write the letter itself")
                    .throwIfAny();
        }
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return of(language, texts);
    }

    /** As {@link #read}, from values by key. */
    public static Words of(Locale language, Map<String, String> texts) {
        Properties complete = new Properties();
        Words known = BUILT_IN.get(given(language, "language").getLanguage());
        if (known != null) {
            known.texts.forEach((label, text) -> complete.setProperty(label.key(), text));
            known.notes.forEach((reason, note) -> complete.setProperty(NOTE + reason, note));
        }
        given(texts, "texts").forEach(complete::setProperty);
        return checked(language, complete, of(Locale.forLanguageTag("nl")).texts);
    }

    private static Words checked(Locale language, Properties file, Map<Label, String> model) {
        Violations violations = Violations.of("words of " + language.toLanguageTag());
        Set<String> unknown = new HashSet<>(file.stringPropertyNames());
        Map<Label, String> texts = texts(file);
        for (Label label : Label.values()) {
            unknown.remove(label.key());
            String text = Objects.requireNonNull(texts.get(label));
            Set<String> wanted = Texts.places(Objects.requireNonNull(model.get(label)));
            violations
                    .check(!text.isBlank(), label.key(), text, "must be given", "say it in this language")
                    .check(
                            text.isBlank() || Texts.places(text).equals(wanted),
                            label.key(),
                            text,
                            "must have the places " + wanted + " to be filled in",
                            "write each between { and }");
        }
        Map<VatReason, String> notes = new EnumMap<>(VatReason.class);
        for (VatReason reason : VatReason.values()) {
            if (reason.note(ENGLISH).isPresent()) {
                String key = NOTE + reason;
                unknown.remove(key);
                String note = file.getProperty(key, "");
                notes.put(reason, note);
                violations.check(!note.isBlank(), key, note, "must be given", "say what the law wants on the invoice");
            }
        }
        for (Label label : List.of(Label.MONTHS, Label.SHORT_MONTHS)) {
            String text = Objects.requireNonNull(texts.get(label));
            violations.check(
                    text.split(" ", -1).length == MONTHS,
                    label.key(),
                    text,
                    "must be twelve names with one blank between",
                    "give January to December");
        }
        unknown.stream()
                .sorted()
                .forEach(key -> violations.check(
                        false, key, file.getProperty(key), "is not a word of documents", "see Label for all of them"));
        violations.throwIfAny();
        return new Words(language, texts, notes);
    }

    /** The language. */
    public Locale language() {
        return language;
    }

    /** The text of {@code label}, with its places as they are. */
    public String text(Label label) {
        return Objects.requireNonNull(texts.get(label));
    }

    /** The text of {@code label} with its places filled in: a name, its value, a name, … */
    public String text(Label label, String... namesAndValues) {
        return Texts.filled(text(label), name -> valueOf(name, namesAndValues));
    }

    private static String valueOf(String name, String... namesAndValues) {
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equals(name)) {
                return namesAndValues[i + 1];
            }
        }
        throw new IllegalArgumentException("no value was given for {" + name + "}");
    }

    /** What the law wants on an invoice whose VAT is treated so for {@code reason}. */
    public Optional<String> note(VatReason reason) {
        return Optional.ofNullable(notes.get(reason));
    }

    /** What a VAT row is called: its rate, or why there is none, with the amount that it is over. */
    public String vatOver(VatRow row) {
        String base = money(row.taxable());
        return switch (row.category()) {
            case S, Z -> text(Label.VAT_OVER, "rate", percentage(row.rate()), "base", base);
            case AE -> text(Label.REVERSE_CHARGE_OVER, "base", base);
            case E -> text(Label.EXEMPT_OVER, "base", base);
            case K -> text(Label.INTRA_COMMUNITY_OVER, "base", base);
            case G -> text(Label.EXPORT_OVER, "base", base);
            case O -> text(Label.OUTSIDE_SCOPE_OVER, "base", base);
        };
    }

    /** All texts by their keys, for templates. */
    public Map<String, String> asMap() {
        Map<String, String> all = new LinkedHashMap<>();
        texts.forEach((label, text) -> all.put(label.key(), text));
        return all;
    }

    /** A day in figures. */
    public String date(LocalDate day) {
        return date(day, text(Label.SHORT_DATE), Integer.toString(day.getDayOfMonth()));
    }

    /** A day in words. */
    public String longDate(LocalDate day) {
        return date(
                day,
                text(Label.LONG_DATE),
                day.getDayOfMonth() == 1 ? text(Label.FIRST_OF_MONTH) : Integer.toString(day.getDayOfMonth()));
    }

    private String date(LocalDate day, String pattern, String dayOfMonth) {
        StringBuilder text = new StringBuilder(pattern.length() + 8);
        int i = 0;
        while (i < pattern.length()) {
            char letter = pattern.charAt(i);
            int end = i;
            while (end < pattern.length() && pattern.charAt(end) == letter) {
                end++;
            }
            int count = end - i;
            switch (letter) {
                case 'd' -> text.append(count == 1 ? dayOfMonth : twoDigits(day.getDayOfMonth()));
                case 'M' -> text.append(month(day.getMonthValue(), count));
                case 'y' -> text.append(day.getYear());
                // a date is not broken over two lines
                case ' ' -> text.append('\u00a0');
                default -> text.append(pattern, i, end);
            }
            i = end;
        }
        return text.toString();
    }

    private String month(int month, int letters) {
        return switch (letters) {
            case 1 -> Integer.toString(month);
            case 2 -> twoDigits(month);
            case 3 -> shortMonths.get(month - 1);
            default -> months.get(month - 1);
        };
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    /** Days with their last day, the way a reader counts them; or up to the day after them. */
    public String period(DateRange days, PeriodStyle style) {
        return style == PeriodStyle.INCLUSIVE
                ? text(Label.PERIOD_INCLUSIVE, "from", date(days.from()), "to", date(days.last()))
                : text(Label.PERIOD_EXCLUSIVE, "from", date(days.from()), "to", date(days.to()));
    }

    /** An amount with its currency. */
    public String money(MonetaryAmount amount) {
        BigDecimal number = Amounts.decimal(amount);
        String code = amount.getCurrency().getCurrencyCode();
        String figure = figure(number.abs(), number.scale());
        String symbol = SYMBOLS.getOrDefault(code, code);
        // a code of three letters stands apart even where a symbol does not
        boolean apart = symbol.length() > 1;
        return text(number.signum() < 0 ? Label.NEGATIVE_MONEY : Label.MONEY, "symbol", symbol, "amount", figure)
                .replace(symbol + figure, apart ? symbol + '\u00a0' + figure : symbol + figure);
    }

    /** An amount without its currency, for a column. */
    public String amount(MonetaryAmount amount) {
        BigDecimal number = Amounts.decimal(amount);
        return signed(number, figure(number.abs(), number.scale()));
    }

    /** A price, which may be finer than the currency: at least the currency's digits. */
    public String price(MonetaryAmount price) {
        BigDecimal number = Amounts.decimal(price);
        int digits = Math.max(0, price.getCurrency().getDefaultFractionDigits());
        BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return signed(number, figure(number.abs(), Math.max(plain.scale(), digits)));
    }

    /** A number without zeros at its end. */
    public String number(BigDecimal number) {
        BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return signed(number, figure(plain.abs(), plain.scale()));
    }

    /** A percentage. */
    public String percentage(BigDecimal percent) {
        return text(Label.PERCENTAGE, "number", number(percent));
    }

    private static String signed(BigDecimal number, String figure) {
        return number.signum() < 0 ? '\u2212' + figure : figure;
    }

    /** A number that is not negative, with {@code decimals} digits behind the sign. */
    private String figure(BigDecimal number, int decimals) {
        int scale = Math.max(0, decimals);
        String plain = number.setScale(Math.max(scale, number.scale())).toPlainString();
        int point = plain.indexOf('.');
        int whole = point < 0 ? plain.length() : point;
        StringBuilder text = new StringBuilder(plain.length() + 8);
        for (int i = 0; i < whole; i++) {
            if (i > 0 && (whole - i) % 3 == 0) {
                text.append(text(Label.GROUP_SIGN));
            }
            text.append(plain.charAt(i));
        }
        if (scale > 0) {
            text.append(text(Label.DECIMAL_SIGN)).append(plain, point + 1, point + 1 + scale);
        }
        return text.toString();
    }
}
