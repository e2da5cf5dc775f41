package nl.termijn.pdf.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The text of a style sheet, read once from its beginning to its end before the engine reads it: what is open and never closed,
 * how much stands within what, which files and fonts it names.
 */
final class CssText {
    /** Most compounds of one selector, such as the four of {@code table tr.item td > b}. */
    static final int LONGEST_SELECTOR = 12;
    /** Most selectors of all style sheets together. */
    static final int MOST_SELECTORS = 1000;

    private static final int MOST_CONDITIONS = 8;
    private static final int DEEPEST = 4;
    private static final int LONGEST_NAME = 500;
    private static final String FAMILY = "font-family";
    private static final String IMPORT = "@import";
    private static final String FONT_FACE = "@font-face";
    private static final String WAY_OUT = "make it simpler";

    private final String css;
    private final Lines lines;
    private final Faults faults;
    private final List<Found> files = new ArrayList<>();
    private final List<Found> families = new ArrayList<>();
    private int selectors;
    private int at;
    private int braces;
    private int brackets;
    private int preludeFrom;
    private boolean inFontFace;

    /**
     * Something that a style sheet says.
     *
     * @param text what it says
     * @param place where
     */
    record Found(String text, Place place) {}

    private CssText(Markup.Sheet sheet, Faults faults) {
        css = sheet.css();
        lines = new Lines(sheet.at().file(), sheet.at().line(), css);
        this.faults = faults;
    }

    /** Reads {@code sheet}: what is wrong goes to {@code faults}. */
    static CssText of(Markup.Sheet sheet, Faults faults) {
        CssText read = new CssText(sheet, faults);
        read.run();
        return read;
    }

    /** The files that are named by {@code url()}. */
    List<Found> files() {
        return files;
    }

    /** What stands behind each {@code font-family}, but for those of own fonts. */
    List<Found> families() {
        return families;
    }

    /** How many selectors there are. */
    int selectors() {
        return selectors;
    }

    private void run() {
        while (at < css.length()) {
            char letter = css.charAt(at);
            switch (letter) {
                case '/' -> comment();
                case '"', '\'' -> string(letter);
                case '\\' -> at += 2;
                case '{' -> open();
                case '}' -> close();
                case '(', '[' -> bracket(1);
                case ')', ']' -> bracket(-1);
                case ';' -> {
                    at++;
                    preludeFrom = at;
                }
                default -> word();
            }
        }
        at = Math.min(at, css.length());
        if (braces > 0) {
            fault(css.length(), "{", "is open at the end", "close it with }");
        }
    }

    private void comment() {
        if (!css.startsWith("/*", at)) {
            at++;
            return;
        }
        int end = css.indexOf("*/", at + 2);
        if (end < 0) {
            fault(at, "/*", "is a comment that never ends", "end it with */");
        }
        at = end < 0 ? css.length() : end + 2;
    }

    private void string(char quote) {
        int from = at++;
        while (at < css.length() && css.charAt(at) != quote) {
            if (css.charAt(at) == '\n') {
                fault(from, css.substring(from, at), "is a text that does not end on its line", "end it with " + quote);
                return;
            }
            at += css.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= css.length()) {
            fault(from, css.substring(from), "is a text that never ends", "end it with " + quote);
        }
        at++;
    }

    private void open() {
        String prelude = withoutComments(css.substring(preludeFrom, at));
        String plain = prelude.strip();
        if (plain.toLowerCase(Locale.ROOT).endsWith(FONT_FACE)) {
            inFontFace = true;
        } else if (!plain.startsWith("@")) {
            selector(prelude, preludeFrom);
        }
        braces++;
        if (braces == DEEPEST + 1) {
            fault(at, "{", "stands in more than " + DEEPEST + " others", "nest less");
        }
        at++;
        preludeFrom = at;
    }

    private void close() {
        braces = Math.max(0, braces - 1);
        inFontFace = false;
        at++;
        preludeFrom = at;
    }

    private void bracket(int step) {
        brackets = Math.max(0, brackets + step);
        if (step > 0 && brackets == DEEPEST + 1) {
            fault(at, css.substring(at, at + 1), "stands in more than " + DEEPEST + " others", "nest less");
        }
        at++;
    }

    private void word() {
        int from = at;
        while (at < css.length() && isPartOfWord(css.charAt(at))) {
            at++;
        }
        if (at == from) {
            at++;
            return;
        }
        if (at - from == IMPORT.length() && css.regionMatches(true, from, IMPORT, 0, IMPORT.length())) {
            fault(from, IMPORT, "is not read", "name the file in a <link rel=\"stylesheet\"> of the template");
        } else if (css.startsWith("(", at) && at - from == 3 && css.regionMatches(true, from, "url", 0, 3)) {
            file(from);
        } else if (braces > 0
                && at - from == FAMILY.length()
                && css.regionMatches(true, from, FAMILY, 0, FAMILY.length())) {
            family(from);
        }
    }

    private static boolean isPartOfWord(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '-' || letter == '_' || letter == '@';
    }

    private void file(int from) {
        int start = at + 1;
        int limit = Math.min(css.length(), start + LONGEST_NAME);
        int end = start;
        while (end < limit && css.charAt(end) != ')') {
            end++;
        }
        if (end == limit) {
            fault(
                    from,
                    css.substring(from, Math.min(css.length(), from + 40)),
                    "is no name of a file",
                    "write url(name.png)");
            at = start;
            return;
        }
        String name = css.substring(start, end).strip();
        if (name.length() > 1 && (name.charAt(0) == '"' || name.charAt(0) == '\'')) {
            name = name.substring(1, name.endsWith(name.substring(0, 1)) ? name.length() - 1 : name.length());
        }
        files.add(new Found(name, lines.at(from)));
        at = end + 1;
    }

    private void family(int from) {
        int colon = at;
        while (colon < css.length() && Character.isWhitespace(css.charAt(colon))) {
            colon++;
        }
        if (!css.startsWith(":", colon)) {
            return;
        }
        int end = colon + 1;
        int limit = Math.min(css.length(), end + LONGEST_NAME);
        while (end < limit && ";}".indexOf(css.charAt(end)) < 0) {
            end++;
        }
        if (!inFontFace) {
            families.add(
                    new Found(withoutComments(css.substring(colon + 1, end)).strip(), lines.at(from)));
        }
        // the strings in it are still read
        at = colon + 1;
    }

    /** {@code text} with blanks for comments, as long as before. */
    private static String withoutComments(String text) {
        StringBuilder plain = new StringBuilder(text);
        int from = text.indexOf("/*");
        while (from >= 0) {
            int to = text.indexOf("*/", from + 2);
            int end = to < 0 ? text.length() : to + 2;
            for (int i = from; i < end; i++) {
                plain.setCharAt(i, ' ');
            }
            from = text.indexOf("/*", end);
        }
        return plain.toString();
    }

    private void selector(String prelude, int offset) {
        int compounds = 0;
        int conditions = 0;
        boolean inCompound = false;
        boolean inString = false;
        boolean refused = false;
        selectors++;
        for (int i = 0; i < prelude.length(); i++) {
            char letter = prelude.charAt(i);
            inString ^= letter == '"' || letter == '\'';
            if (inString) {
                continue;
            }
            if (letter == ',') {
                selectors++;
                compounds = 0;
                inCompound = false;
            } else if (Character.isWhitespace(letter) || letter == '>' || letter == '+' || letter == '~') {
                inCompound = false;
            } else {
                if (!inCompound) {
                    compounds++;
                    conditions = 0;
                    inCompound = true;
                }
                conditions += ".#[:".indexOf(letter) >= 0 ? 1 : 0;
            }
            if (!refused && (compounds > LONGEST_SELECTOR || conditions > MOST_CONDITIONS)) {
                refused = true;
                fault(
                        offset + i,
                        prelude.strip(),
                        "is a selector of more than " + LONGEST_SELECTOR + " parts, or a part of more than "
                                + MOST_CONDITIONS + " conditions",
                        WAY_OUT);
            }
        }
    }

    private void fault(int offset, String value, String rule, String remedy) {
        faults.add(lines.at(offset), value, rule, remedy);
    }
}
