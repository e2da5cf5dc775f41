package nl.termijn.internal;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Texts in Dutch or, for every other language, English: the same on every machine. */
public final class Texts {
    private static final Locale DUTCH = Locale.forLanguageTag("nl");

    private Texts() {}

    /**
     * The texts of {@code bundle}. Only the two locales that have a file of their own are ever asked for: for any other, the
     * JVM would fall back to its default locale, and the text would depend on the machine.
     */
    public static ResourceBundle of(String bundle, Locale locale) {
        return ResourceBundle.getBundle(bundle, locale.getLanguage().equals(DUTCH.getLanguage()) ? DUTCH : Locale.ROOT);
    }

    /** {@code pattern} with {@code values}, which are texts already. */
    public static String filled(String pattern, String... values) {
        return new MessageFormat(pattern, Locale.ROOT).format(values);
    }
}
