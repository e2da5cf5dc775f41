package nl.termijn.vat;

import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import nl.termijn.internal.Texts;

/** The texts, Dutch and English. */
final class VatTexts {
    private static final String BUNDLE = "nl.termijn.vat.vat-texts";

    private VatTexts() {}

    static Optional<String> find(String key, Locale locale) {
        ResourceBundle texts = Texts.of(BUNDLE, locale);
        return texts.containsKey(key) ? Optional.of(texts.getString(key)) : Optional.empty();
    }
}
