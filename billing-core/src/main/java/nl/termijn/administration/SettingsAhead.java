package nl.termijn.administration;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import org.immutables.value.Value;

/**
 * What a level has of its own from a day on, set ahead. From then on it counts before what the level had. Immutable.
 *
 * <pre>
 * SettingsAhead.builder().since(LocalDate.of(2027, 1, 1)).paymentTerm(PaymentTerm.days(30)).build()
 * </pre>
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = SettingsAhead.Builder.class)
public interface SettingsAhead extends Settings {
    /** First day on which it counts. */
    LocalDate since();

    /** Those of {@code ahead} that count on {@code day}, in the order of their days. */
    static List<SettingsAhead> inForce(List<SettingsAhead> ahead, LocalDate day) {
        return ahead.isEmpty()
                ? ahead
                : ahead.stream()
                        .filter(each -> !each.since().isAfter(day))
                        .sorted(Comparator.comparing(SettingsAhead::since))
                        .toList();
    }

    /** Those of {@code ahead} that are still to come on {@code day}. */
    static List<SettingsAhead> toCome(List<SettingsAhead> ahead, LocalDate day) {
        return ahead.stream().filter(each -> each.since().isAfter(day)).toList();
    }

    /** Adds to {@code violations} what is wrong with {@code ahead}. */
    static void check(Violations violations, List<SettingsAhead> ahead) {
        violations.check(
                ahead.stream().map(SettingsAhead::since).distinct().count() == ahead.size(),
                "ahead",
                ahead.stream().map(SettingsAhead::since).toList(),
                "must have each day once",
                "put what is of one day together");
    }

    /** Checks that it says something, and only what can be set ahead. */
    @Value.Check
    default void check() {
        Violations violations = Violations.of("settings since " + since())
                .check(holds().isEmpty(), "holds", holds(), "cannot be set ahead", "a hold has its own days")
                .check(
                        Setting.ALL.stream()
                                .anyMatch(setting -> setting.in(this).isPresent()),
                        "settings",
                        "none",
                        "must be one at least",
                        "give what changes on that day");
        Settings.check(violations, this);
        violations.throwIfAny();
    }

    /** Starts settings of a day. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds settings of a day. */
    class Builder extends ImmutableSettingsAhead.Builder {}
}
