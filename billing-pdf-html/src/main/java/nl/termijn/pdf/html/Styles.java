package nl.termijn.pdf.html;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violations;
import nl.termijn.pdf.ThemeFiles;
import nl.termijn.pdf.Typeface;
import org.xhtmlrenderer.css.constants.CSSName;
import org.xhtmlrenderer.css.constants.IdentValue;
import org.xhtmlrenderer.css.parser.CSSParser;
import org.xhtmlrenderer.css.sheet.FontFaceRule;
import org.xhtmlrenderer.css.sheet.Stylesheet;
import org.xhtmlrenderer.css.sheet.StylesheetInfo.Origin;
import org.xhtmlrenderer.css.style.CalculatedStyle;

/** The CSS of a layout: what is wrong with it, and the fonts that it brings. */
final class Styles {
    private static final Pattern LINE = Pattern.compile(" at line (\\d+)\\.?");
    /** The engine counts lines from 1 in some messages and from 0 in others. */
    private static final Pattern COUNTED_FROM_0 = Pattern.compile("unrecognized CSS property|is not implemented");

    private static final Pattern CONSEQUENCE = Pattern.compile(" (Ignoring|Skipping) [^.]*\\.$");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern URL = Pattern.compile("url\\(\\s*['\"]?([^'\")]*?)['\"]?\\s*\\)");
    private static final Pattern FONT_FACE = Pattern.compile("@font-face\\s*\\{[^}]*}");
    private static final Pattern FAMILIES = Pattern.compile("font-family\\s*:\\s*([^;}]+)");
    private static final int LARGEST_FONT = 5_000_000;

    /** A font that a layout brings. */
    record Font(String family, Typeface face, Typeface.Weight weight, boolean italic) {}

    private Styles() {}

    /** Looks at {@code sheets}: what is wrong goes to {@code faults}. */
    static List<Font> check(List<Markup.Sheet> sheets, ThemeFiles files, Violations faults) {
        List<Font> fonts = new ArrayList<>();
        for (Markup.Sheet sheet : sheets) {
            Stylesheet read = read(sheet, faults);
            for (FontFaceRule rule : read.getFontFaceRules()) {
                font(rule, sheet, files, faults).ifPresent(fonts::add);
            }
            faults.check(
                    read.getImportRules().isEmpty(),
                    place(sheet, sheet.css().indexOf("@import")).toString(),
                    "@import",
                    "is not read",
                    "name the file in a <link rel=\"stylesheet\"> of the template");
            each(
                    URL,
                    sheet,
                    found -> faults.check(
                            files.names().contains(found.group(1)),
                            place(sheet, found.start()).toString(),
                            found.group(1),
                            "is not among the files of the layout",
                            "put it beside the template, and name it without a path"));
        }
        Set<String> families = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        families.addAll(Typeface.families());
        families.addAll(Letters.GENERIC);
        fonts.forEach(font -> families.add(font.family()));
        for (Markup.Sheet sheet : sheets) {
            families(sheet, families, faults);
        }
        return fonts;
    }

    /** A font that is not there would be replaced without a word. */
    private static void families(Markup.Sheet sheet, Set<String> known, Violations faults) {
        Markup.Sheet uses = new Markup.Sheet(sheet.name(), sheet.at(), blanked(FONT_FACE.matcher(sheet.css())));
        each(FAMILIES, uses, found -> {
            boolean one = false;
            for (String family : found.group(1).split(",", -1)) {
                String name = family.strip().replaceAll("^['\"]|['\"]$", "");
                one |= known.contains(name) || name.equals("inherit");
            }
            faults.check(
                    one,
                    place(uses, found.start()).toString(),
                    found.group(1).strip(),
                    "is no font that is here",
                    "use one of " + known + ", or bring one by @font-face");
        });
    }

    private static Stylesheet read(Markup.Sheet sheet, Violations faults) {
        CSSParser parser = new CSSParser((uri, message) -> fault(message, sheet.at(), faults));
        try {
            return parser.parseStylesheet(sheet.name(), Origin.AUTHOR, new StringReader(sheet.css()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks at the declarations of a {@code style} attribute. */
    static void checkDeclarations(String css, Place at, Violations faults) {
        CSSParser parser = new CSSParser((uri, message) -> fault(message, at, faults));
        parser.parseDeclaration(Origin.AUTHOR, css);
        faults.check(!css.contains("url("), at.toString(), css, "names a file", "name files in a style sheet only");
    }

    private static void fault(String message, Place at, Violations faults) {
        Matcher line = LINE.matcher(message);
        int number = line.find() ? Integer.parseInt(line.group(1)) : 1;
        if (COUNTED_FROM_0.matcher(message).find()) {
            number++;
        }
        faults.check(
                false,
                new Place(at.file(), at.line() + number - 1).toString(),
                "",
                LINE.matcher(CONSEQUENCE.matcher(message).replaceAll("")).replaceAll(""),
                "only CSS 2.1 and paged media are drawn: no flex, no grid, no variables");
    }

    private static Optional<Font> font(FontFaceRule rule, Markup.Sheet sheet, ThemeFiles files, Violations faults) {
        CalculatedStyle style = rule.getCalculatedStyle();
        String source = style.valueByName(CSSName.SRC) == IdentValue.NONE
                ? ""
                : style.valueByName(CSSName.SRC).asString();
        String at = place(sheet, Math.max(0, sheet.css().indexOf(source))).toString();
        byte[] bytes = files.get(source).orElse(new byte[0]);
        if (!rule.hasFontFamily() || bytes.length == 0 || bytes.length > LARGEST_FONT) {
            faults.check(
                    false,
                    at,
                    source,
                    "is no font with a family and a file of at most 5 MB",
                    "@font-face { font-family: Name; src: url(name.ttf) }");
            return Optional.empty();
        }
        String family = style.valueByName(CSSName.FONT_FAMILY).asString().replaceAll("^['\"]|['\"]$", "");
        IdentValue weight = rule.hasFontWeight() ? style.getIdent(CSSName.FONT_WEIGHT) : IdentValue.NORMAL;
        boolean italic = rule.hasFontStyle() && style.getIdent(CSSName.FONT_STYLE) != IdentValue.NORMAL;
        Typeface.Weight heavy = Letters.isBold(weight) ? Typeface.Weight.BOLD : Typeface.Weight.REGULAR;
        try {
            return Optional.of(new Font(family, Typeface.of(source, bytes, heavy), heavy, italic));
        } catch (InvalidInputException e) {
            e.violations().forEach(found -> faults.check(false, at, source, found.rule(), found.remedy()));
            return Optional.empty();
        }
    }

    private static void each(Pattern pattern, Markup.Sheet sheet, java.util.function.Consumer<MatchResult> action) {
        pattern.matcher(blanked(COMMENT.matcher(sheet.css()))).results().forEach(action);
    }

    /** The text without what was found, as long as before. */
    private static String blanked(Matcher found) {
        return found.replaceAll(part -> part.group().replaceAll("[^\n]", " ").toLowerCase(Locale.ROOT));
    }

    private static Place place(Markup.Sheet sheet, int offset) {
        return Place.in(sheet.at().file(), sheet.at().line(), sheet.css(), Math.max(0, offset));
    }
}
