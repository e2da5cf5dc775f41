package nl.termijn.invoice;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import javax.money.MonetaryAmount;
import nl.termijn.money.Amounts;

/** Words, dates and numbers of line explanations, Dutch and English: the same on every machine. */
final class LineTexts {
    private static final String BUNDLE = "nl.termijn.invoice.line-texts";
    private static final Locale DUTCH = Locale.forLanguageTag("nl");

    private final ResourceBundle texts;
    private final DateTimeFormatter dates;
    private final DecimalFormatSymbols symbols;

    private LineTexts(ResourceBundle texts) {
        this.texts = texts;
        this.dates = DateTimeFormatter.ofPattern(texts.getString("date"), Locale.ROOT);
        this.symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setDecimalSeparator(texts.getString("decimal").charAt(0));
        symbols.setGroupingSeparator(texts.getString("grouping").charAt(0));
    }

    /**
     * Only the two locales that have a file of their own are ever asked for: for any other, the JVM would fall back to
     * its default locale, and the text would depend on the machine.
     */
    static LineTexts of(Locale locale) {
        Locale known = locale.getLanguage().equals(DUTCH.getLanguage()) ? DUTCH : Locale.ROOT;
        return new LineTexts(ResourceBundle.getBundle(BUNDLE, known));
    }

    String text(String key, String... parts) {
        return new MessageFormat(texts.getString(key), Locale.ROOT).format(parts);
    }

    String date(LocalDate day) {
        return dates.format(day);
    }

    String amount(MonetaryAmount amount) {
        return number(Amounts.decimal(amount));
    }

    /** All the decimals that it has. */
    String number(BigDecimal number) {
        DecimalFormat format = new DecimalFormat("#,##0", symbols);
        format.setMinimumFractionDigits(Math.max(0, number.scale()));
        format.setMaximumFractionDigits(Math.max(0, number.scale()));
        return format.format(number);
    }

    /** A quantity or a percentage: no zeros behind. */
    String plain(BigDecimal number) {
        return number(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
    }
}
