package nl.termijn.run;

import java.util.Locale;
import java.util.ResourceBundle;

/** The words of plans; English for languages that have none. */
final class PlanTexts {
    private static final ResourceBundle.Control NO_DEFAULT_LOCALE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private PlanTexts() {}

    static ResourceBundle of(Locale locale) {
        return ResourceBundle.getBundle("nl.termijn.run.plan-texts", locale, NO_DEFAULT_LOCALE);
    }
}
