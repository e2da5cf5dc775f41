package nl.termijn.vat;

import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** The texts, Dutch and English. */
final class VatTexts {
    private static final String BUNDLE = "nl.termijn.vat.vat-texts";
    private static final Locale DUTCH = Locale.forLanguageTag("nl");

    private VatTexts() {}

    /**
     * Only the two locales that have a file of their own are ever asked for: for any other, the JVM would fall back to
     * its default locale, and the text on an invoice would depend on the machine.
     */
    static Optional<String> find(String key, Locale locale) {
        Locale known = locale.getLanguage().equals(DUTCH.getLanguage()) ? DUTCH : Locale.ROOT;
        ResourceBundle texts = ResourceBundle.getBundle(BUNDLE, known);
        return texts.containsKey(key) ? Optional.of(texts.getString(key)) : Optional.empty();
    }
}
