package nl.termijn.event;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.text.MessageFormat;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import javax.money.MonetaryAmount;
import nl.termijn.invoice.BilledStretch;
import nl.termijn.money.Amounts;
import nl.termijn.subscription.TermsChange;

/**
 * Events in words, one line each, in Dutch or, for any other language, English.
 *
 * <pre>
 * EventTexts.describe(sent, ENGLISH)   Invoice 00000042 of customer K-1 was sent as 2026-00007: EUR 12.10.
 * </pre>
 */
public final class EventTexts {
    private static final ResourceBundle.Control NO_DEFAULT_LOCALE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private EventTexts() {}

    /** {@code event} as one sentence in the language of {@code locale}. */
    public static String describe(BillingEvent event, Locale locale) {
        ResourceBundle texts = ResourceBundle.getBundle("nl.termijn.event.event-texts", locale, NO_DEFAULT_LOCALE);
        RecordComponent[] components = event.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = text(valueOf(event, components[i]));
        }
        String pattern = texts.getString(event.getClass().getSimpleName());
        return new MessageFormat(pattern, Locale.ROOT).format(values);
    }

    private static Object valueOf(BillingEvent event, RecordComponent component) {
        try {
            return component.getAccessor().invoke(event);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("every part of an event can be read: " + component, e);
        }
    }

    private static String text(Object value) {
        if (value instanceof MonetaryAmount amount) {
            return amount.getCurrency().getCurrencyCode() + " "
                    + Amounts.decimal(amount).toPlainString();
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(EventTexts::text).orElse("-");
        }
        if (value instanceof Collection<?> several) {
            return several.isEmpty()
                    ? "-"
                    : several.stream().map(EventTexts::text).collect(Collectors.joining(", "));
        }
        if (value instanceof BilledStretch stretch) {
            return stretch.subscription() + " " + stretch.from() + " " + stretch.through();
        }
        if (value instanceof TermsChange change) {
            return text(change.unitPrice()) + " × " + text(change.quantity()) + " " + change.effectiveFrom() + " "
                    + change.effect();
        }
        return value.toString();
    }
}
