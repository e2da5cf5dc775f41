package nl.termijn.internal;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts in Dutch or, for every other language, English: the same on every machine; and filling in what they leave open. */
public final class Texts {
    private static final Locale DUTCH = Locale.forLanguageTag("nl");
    private static final Pattern PLACE = Pattern.compile("\\{([a-zA-Z]+)}");

    private Texts() {}

    /**
     * The texts of {@code bundle}. Only the two locales that have a file of their own are ever asked for: for any other, the
     * JVM would fall back to its default locale, and the text would depend on the machine.
     */
    public static ResourceBundle of(String bundle, Locale locale) {
        return ResourceBundle.getBundle(bundle, locale.getLanguage().equals(DUTCH.getLanguage()) ? DUTCH : Locale.ROOT);
    }

    /** The names of the places in {@code text}, written {@code {name}}. */
    public static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    /** {@code text} with each of its places, written {@code {name}}, filled in; what is filled in is not looked at again. */
    public static String filled(String text, UnaryOperator<String> valueOf) {
        StringBuilder filled = new StringBuilder(text.length() + 40);
        int from = 0;
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            filled.append(text, from, place.start()).append(valueOf.apply(place.group(1)));
            from = place.end();
        }
        return filled.append(text, from, text.length()).toString();
    }

    /** {@code pattern} with {@code values}, which are texts already. */
    public static String filled(String pattern, String... values) {
        return new MessageFormat(pattern, Locale.ROOT).format(values);
    }
}
