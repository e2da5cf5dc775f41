package nl.termijn.administration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.termijn.error.Violations;

/**
 * How the numbers of a series are written. {@code {n}} is the running number, {@code {n:5}} the same padded with zeros to
 * 5 digits, {@code {yyyy}} and {@code {yy}} the year of the issue date, the rest stands for itself. A format with a year
 * counts from 1 each year.
 *
 * <pre>
 * {yyyy}-{n:5}    2026-00042
 * C{yyyy}-{n:5}   C2026-00001
 * F{n}            F7
 * </pre>
 *
 * @param pattern the format, with exactly one {@code {n}}
 */
public record DocumentNumberFormat(@JsonValue String pattern) {
    private static final Pattern TOKEN = Pattern.compile("\\{(yyyy|yy|n|n:([1-9]|1[0-2]))}");
    private static final int MAX_LENGTH = 40;

    /** Checks the format. */
    @JsonCreator
    public DocumentNumberFormat {
        String rest = TOKEN.matcher(pattern).replaceAll("");
        Violations.of("number format")
                .check(
                        TOKEN.matcher(pattern)
                                        .results()
                                        .filter(token -> token.group(1).startsWith("n"))
                                        .count()
                                == 1,
                        "numberFormat",
                        pattern,
                        "must hold the running number {n} or {n:5} exactly once",
                        "for example {yyyy}-{n:5}")
                .check(
                        rest.indexOf('{') < 0 && rest.indexOf('}') < 0,
                        "numberFormat",
                        pattern,
                        "knows only {yyyy}, {yy}, {n} and {n:1} to {n:12}",
                        "remove the other braces")
                .check(
                        pattern.length() <= MAX_LENGTH
                                && rest.chars().noneMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c)),
                        "numberFormat",
                        pattern,
                        "must be at most " + MAX_LENGTH + " characters without blanks",
                        "shorten it")
                .throwIfAny();
    }

    /** The format written as {@code pattern}. */
    public static DocumentNumberFormat of(String pattern) {
        return new DocumentNumberFormat(pattern);
    }

    /** Whether the numbers start anew each year. */
    public boolean countsPerYear() {
        return pattern.contains("{yyyy}") || pattern.contains("{yy}");
    }

    /** Number {@code n} of {@code year}, as it stands on the document. */
    public String format(int year, long n) {
        Matcher matcher = TOKEN.matcher(pattern);
        StringBuilder text = new StringBuilder(pattern.length() + 8);
        while (matcher.find()) {
            matcher.appendReplacement(text, token(matcher.group(1), year, n));
        }
        return matcher.appendTail(text).toString();
    }

    /**
     * Which number of {@code year} a document called {@code text} would have in this format.
     *
     * @return nothing when it is not written in it
     */
    public OptionalLong sequenceOf(String text, int year) {
        Matcher matcher = TOKEN.matcher(pattern);
        StringBuilder written = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            written.append(Pattern.quote(pattern.substring(end, matcher.start())));
            written.append(
                    matcher.group(1).startsWith("n")
                            ? "([0-9]{1,18})"
                            : Pattern.quote(token(matcher.group(1), year, 0)));
            end = matcher.end();
        }
        written.append(Pattern.quote(pattern.substring(end)));
        Matcher found = Pattern.compile(written.toString()).matcher(text);
        if (!found.matches()) {
            return OptionalLong.empty();
        }
        long sequence = Long.parseLong(found.group(1));
        return format(year, sequence).equals(text) ? OptionalLong.of(sequence) : OptionalLong.empty();
    }

    private static String token(String token, int year, long n) {
        return switch (token) {
            case "yyyy" -> String.format(Locale.ROOT, "%04d", year);
            case "yy" -> String.format(Locale.ROOT, "%02d", year % 100);
            case "n" -> Long.toString(n);
            default -> String.format(Locale.ROOT, "%0" + token.substring(2) + "d", n);
        };
    }

    @Override
    public String toString() {
        return pattern;
    }
}
