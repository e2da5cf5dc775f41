package nl.termijn.run;

import java.util.Locale;
import java.util.ResourceBundle;
import nl.termijn.internal.Texts;

/** The words of plans; English for languages that have none. */
final class PlanTexts {
    private PlanTexts() {}

    static ResourceBundle of(Locale locale) {
        return Texts.of("nl.termijn.run.plan-texts", locale);
    }
}
