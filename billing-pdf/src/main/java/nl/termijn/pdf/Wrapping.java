package nl.termijn.pdf;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks a text into lines: at blanks; within a word that is too long after a dot, hyphen, slash, at-sign or underscore,
 * as in a domain name; and anywhere where that does not help. Amounts and dates hold no blank that breaks. A line that was broken at a
 * blank keeps it at its end: drawn at the left it is not seen, and who reads the tagged text needs it between the words.
 */
final class Wrapping {
    private static final String BREAK_AFTER = ".-/@_,;:&=?";

    private Wrapping() {}

    static List<String> lines(String text, Typeface typeface, float size, float width) {
        if (text.indexOf('\n') < 0 && typeface.width(text, size) <= width) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            if (!lines.isEmpty()) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1).stripTrailing() + ' ');
            }
            wrap(paragraph.strip(), typeface, size, width, lines);
        }
        return lines;
    }

    private static void wrap(String text, Typeface typeface, float size, float width, List<String> lines) {
        int start = 0;
        while (start < text.length()) {
            int end = fitting(text, start, typeface, size, width);
            String line = text.substring(start, end).stripTrailing();
            start = end;
            while (start < text.length() && text.charAt(start) == ' ') {
                start++;
            }
            lines.add(start < text.length() && text.charAt(start - 1) == ' ' ? line + ' ' : line);
        }
        if (text.isEmpty()) {
            lines.add("");
        }
    }

    /** The end of the longest line from {@code start} that fits: at least one letter. */
    private static int fitting(String text, int start, Typeface typeface, float size, float width) {
        int fits = start;
        float used = 0;
        while (fits < text.length()) {
            used += typeface.width(text, fits, fits + 1, size);
            if (used > width && text.charAt(fits) != ' ') {
                break;
            }
            fits++;
        }
        if (fits == text.length()) {
            return fits;
        }
        int blank = text.lastIndexOf(' ', fits);
        if (blank > start) {
            return blank;
        }
        for (int i = fits - 1; i > start; i--) {
            if (BREAK_AFTER.indexOf(text.charAt(i)) >= 0) {
                return i + 1;
            }
        }
        int end = Math.max(fits, start + 1);
        // not between the two halves of one letter
        return end < text.length() && Character.isLowSurrogate(text.charAt(end)) && end - 1 > start ? end - 1 : end;
    }
}
