package nl.termijn.invoice;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import javax.money.MonetaryAmount;
import nl.termijn.internal.Texts;
import nl.termijn.money.Amounts;

/** Words, dates and numbers of line explanations, Dutch and English: the same on every machine. */
final class LineTexts {
    private static final String BUNDLE = "nl.termijn.invoice.line-texts";

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

    static LineTexts of(Locale locale) {
        return new LineTexts(Texts.of(BUNDLE, locale));
    }

    String text(String key, String... parts) {
        return Texts.filled(texts.getString(key), parts);
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
