package nl.termijn;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells a fault of a host's own part with its causes, without what is personal or secret in their texts. */
final class FaultText {
    private static final int LONGEST = 600;
    private static final int CAUSES = 8;
    private static final String HIDDEN = "…";
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>()\"',;:]+@[^\\s<>()\"',;]+");
    private static final Pattern SECRET = Pattern.compile(
            "(?i)\\b([\\w.-]*(?:password|passwd|passphrase|pwd|wachtwoord|secret|token|api[-_ ]?key|authorization|credential)[\\w.-]*)"
                    + "(\\s*[=:]\\s*|\\s+(?:is\\s+)?)(?:(?:bearer|basic)\\s+)?[\"']?[^\\s\"',;)]+");
    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w+/=.~-]{8,}");
    private static final Pattern USER_OF_URL = Pattern.compile("://[^/\\s@]+@");
    private static final Pattern ACCOUNT = Pattern.compile("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\\b");
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{7,}");
    private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private FaultText() {}

    /** {@code fault} and its causes; {@code personal} are texts that must not be seen. */
    static String of(Throwable fault, Collection<String> personal) {
        StringBuilder text = new StringBuilder();
        Set<Throwable> seen = new LinkedHashSet<>();
        @Nullable Throwable current = fault;
        while (current != null && seen.size() < CAUSES && seen.add(current)) {
            text.append(text.length() == 0 ? "" : ", caused by ")
                    .append(current.getClass().getName());
            String said = current.getMessage();
            // a fault that was made from its cause alone repeats it
            if (said != null && (current.getCause() == null || !said.equals(String.valueOf(current.getCause())))) {
                text.append(": ").append(masked(said, personal));
            }
            current = current.getCause();
        }
        return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + HIDDEN;
    }

    private static String masked(String text, Collection<String> personal) {
        String masked = text;
        for (String word : personal) {
            if (word.strip().length() > 1) {
                masked = Pattern.compile(Pattern.quote(word.strip()), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                        .matcher(masked)
                        .replaceAll(HIDDEN);
            }
        }
        masked = USER_OF_URL.matcher(masked).replaceAll("://" + HIDDEN + "@");
        masked = ADDRESS.matcher(masked).replaceAll(HIDDEN);
        masked = SECRET.matcher(masked).replaceAll("$1$2" + HIDDEN);
        masked = BEARER.matcher(masked).replaceAll("$1 " + HIDDEN);
        masked = ACCOUNT.matcher(masked).replaceAll(HIDDEN);
        masked = LONG_NUMBER.matcher(masked).replaceAll(HIDDEN);
        return BREAKS.matcher(masked).replaceAll(" ").strip();
    }
}
