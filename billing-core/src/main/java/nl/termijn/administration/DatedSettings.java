package nl.termijn.administration;

import java.util.List;

/** What a level has of its own, now and from later days on. */
public interface DatedSettings extends Settings {
    /** What it has of its own from later days on, each day once; it counts before what is given without a day. */
    List<SettingsAhead> ahead();
}
