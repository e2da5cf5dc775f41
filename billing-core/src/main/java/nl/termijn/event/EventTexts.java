package nl.termijn.event;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.money.MonetaryAmount;
import nl.termijn.internal.Texts;
import nl.termijn.invoice.BilledStretch;
import nl.termijn.money.Amounts;
import nl.termijn.price.PriceRow;
import nl.termijn.subscription.TermsChange;

/**
 * Events in words, one line each, in Dutch or, for any other language, English.
 *
 * <pre>
 * EventTexts.describe(sent, ENGLISH)   Invoice 00000042 of customer K-1 was sent as 2026-00007: EUR 12.10.
 * </pre>
 */
public final class EventTexts {
    private EventTexts() {}

    /** {@code event} as one sentence in the language of {@code locale}. */
    public static String describe(BillingEvent event, Locale locale) {
        RecordComponent[] components = event.getClass().getRecordComponents();
        String[] values = new String[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = text(valueOf(event, components[i]));
        }
        return Texts.filled(Texts.of("nl.termijn.event.event-texts", locale).getString(key(event)), values);
    }

    private static String key(BillingEvent event) {
        boolean ahead = event instanceof BillingEvent.SettingChanged change
                && change.from().isPresent();
        return event.getClass().getSimpleName() + (ahead ? ".ahead" : "");
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
        if (value instanceof PriceRow row) {
            return row.id().replace('|', ' ') + ": " + row.tariff();
        }
        if (value instanceof TermsChange change) {
            String price = change.listPrice() ? "list price" : text(change.unitPrice());
            return price + " × " + text(change.quantity()) + " " + change.effectiveFrom() + " " + change.effect();
        }
        return value.toString();
    }
}
