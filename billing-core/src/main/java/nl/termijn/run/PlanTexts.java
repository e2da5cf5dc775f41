package nl.termijn.run;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import nl.termijn.internal.Texts;
import nl.termijn.money.Amounts;
import nl.termijn.price.Tariff;

/** The words of plans; English for languages that have none. */
final class PlanTexts {
    private PlanTexts() {}

    /** {@code text} with what a price of all together is made of: "Mailboxes (10 × 2.00 + 15 × 1.50)". */
    static String withTiers(Locale locale, String text, List<Tariff.Part> parts) {
        DecimalFormat format = new DecimalFormat("#,##0.00########", DecimalFormatSymbols.getInstance(locale));
        DecimalFormat number = new DecimalFormat("#,##0.##########", DecimalFormatSymbols.getInstance(locale));
        return parts.stream()
                .map(part -> number.format(part.quantity()) + " × " + format.format(Amounts.decimal(part.price())))
                .collect(Collectors.joining(" + ", text + " (", ")"));
    }

    /** {@code text} of a use that was first measured as {@code before} and is {@code now}. */
    static String corrected(Locale locale, String text, BigDecimal before, BigDecimal now) {
        DecimalFormat number = new DecimalFormat("#,##0.##########", DecimalFormatSymbols.getInstance(locale));
        return MessageFormat.format(
                of(locale).getString("usage-corrected"), text, number.format(before), number.format(now));
    }

    static ResourceBundle of(Locale locale) {
        return Texts.of("nl.termijn.run.plan-texts", locale);
    }
}
