package nl.termijn.administration;

/**
 * A value, and where it comes from.
 *
 * @param value what counts
 * @param level which level gives it
 * @param of whose it is on that level: the key of the administration, group, customer or subscription
 * @param <T> what the value is
 */
public record EffectiveSetting<T>(T value, SettingLevel level, String of) {}
