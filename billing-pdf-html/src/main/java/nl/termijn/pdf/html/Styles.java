package nl.termijn.pdf.html;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.termijn.error.InvalidInputException;
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
    /** Of all style sheets together. */
    static final int LARGEST = 256_000;

    private static final int LARGEST_FONT = 5_000_000;
    private static final int MOST_FONTS = 16;
    private static final int LARGEST_FONTS = 10_000_000;
    private static final int LARGEST_ATTRIBUTE = 2_000;

    /** A font that a layout brings. */
    record Font(String file, int size, String family, Typeface face, Typeface.Weight weight, boolean italic) {}

    private Styles() {}

    /**
     * What the style sheets of a layout come to.
     *
     * @param fonts that they bring
     * @param pictures that they name
     * @param selectors how many there are
     */
    record Read(List<Font> fonts, Set<String> pictures, int selectors) {}

    /** Looks at {@code sheets}: what is wrong goes to {@code faults}. */
    static Read check(List<Markup.Sheet> sheets, ThemeFiles files, Faults faults) {
        List<Font> fonts = new ArrayList<>();
        Set<String> named = new TreeSet<>();
        List<CssText> texts = new ArrayList<>();
        int selectors = 0;
        long size = sheets.stream().mapToLong(sheet -> sheet.css().length()).sum();
        faults.check(
                size <= LARGEST,
                sheets.isEmpty()
                        ? HtmlLayout.TEMPLATE
                        : sheets.get(sheets.size() - 1).name(),
                size + " characters of style",
                "must be 256 kB or less together",
                "leave out what no element of the template needs");
        if (size > LARGEST) {
            return new Read(fonts, named, 0);
        }
        for (Markup.Sheet sheet : sheets) {
            int before = faults.count();
            CssText text = CssText.of(sheet, faults);
            boolean readable = faults.count() == before;
            texts.add(text);
            selectors += text.selectors();
            for (CssText.Found file : text.files()) {
                named.add(file.text());
                faults.check(
                        files.names().contains(file.text()),
                        file.place().toString(),
                        file.text(),
                        "is not among the files of the layout",
                        "put it beside the template, and name it without a path");
            }
            if (readable) {
                read(sheet, files, fonts, faults);
            }
        }
        faults.check(
                selectors <= CssText.MOST_SELECTORS,
                HtmlLayout.TEMPLATE,
                selectors + " selectors",
                "are more than " + CssText.MOST_SELECTORS,
                "leave out what no element of the template needs");
        Set<String> families = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        families.addAll(Typeface.families());
        families.addAll(Letters.GENERIC);
        fonts.forEach(font -> families.add(font.family()));
        texts.forEach(text -> families(text, families, faults));
        fonts.forEach(font -> named.remove(font.file()));
        return new Read(fonts, named, selectors);
    }

    private static void read(Markup.Sheet sheet, ThemeFiles files, List<Font> fonts, Faults faults) {
        Stylesheet read = read(sheet, faults);
        Lines lines = new Lines(sheet.at().file(), sheet.at().line(), sheet.css());
        for (FontFaceRule rule : read.getFontFaceRules()) {
            long bytes = fonts.stream().mapToLong(Font::size).sum();
            faults.check(
                    fonts.size() < MOST_FONTS && bytes <= LARGEST_FONTS,
                    sheet.name(),
                    fonts.size() + " fonts of " + bytes + " bytes",
                    "must be " + MOST_FONTS + " fonts of 10 MB together, or less",
                    "leave out cuts that the template does not use");
            if (fonts.size() == MOST_FONTS || bytes > LARGEST_FONTS) {
                break;
            }
            font(rule, sheet, lines, files, faults).ifPresent(fonts::add);
        }
        if (!read.getImportRules().isEmpty()) {
            faults.add(
                    lines.at(sheet.css().indexOf("@import")),
                    "@import",
                    "is not read",
                    "name the file in a <link rel=\"stylesheet\"> of the template");
        }
        StyleValues values = new StyleValues(text -> lines.at(sheet.css().indexOf(text)), faults);
        values.check(read);
    }

    /** A font that is not there would be replaced without a word. */
    private static void families(CssText text, Set<String> known, Faults faults) {
        for (CssText.Found found : text.families()) {
            boolean one = false;
            for (String family : found.text().split(",", -1)) {
                String name = family.strip().replaceAll("^['\"]|['\"]$", "");
                one |= known.contains(name) || name.equals("inherit");
            }
            faults.check(
                    one,
                    found.place().toString(),
                    found.text(),
                    "is no font that is here",
                    "use one of " + known + ", or bring one by @font-face");
        }
    }

    private static Stylesheet read(Markup.Sheet sheet, Faults faults) {
        CSSParser parser = new CSSParser((uri, message) -> fault(message, sheet.at(), faults));
        try {
            return parser.parseStylesheet(sheet.name(), Origin.AUTHOR, new StringReader(sheet.css()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks at the declarations of a {@code style} attribute. */
    static void checkDeclarations(String css, Place at, Faults faults) {
        int before = faults.count();
        faults.check(
                css.length() <= LARGEST_ATTRIBUTE,
                at.toString(),
                css,
                "is longer than " + LARGEST_ATTRIBUTE + " characters",
                "say it in a style sheet");
        CssText text = CssText.of(new Markup.Sheet("style", at, css), faults);
        faults.check(text.files().isEmpty(), at.toString(), css, "names a file", "name files in a style sheet only")
                .check(text.selectors() == 0, at.toString(), css, "holds a selector", "say it in a style sheet");
        if (faults.count() == before) {
            CSSParser parser = new CSSParser((uri, message) -> fault(message, at, faults));
            new StyleValues(value -> at, faults)
                    .check(parser.parseDeclaration(Origin.AUTHOR, css).getPropertyDeclarations());
        }
    }

    private static void fault(String message, Place at, Faults faults) {
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

    private static Optional<Font> font(
            FontFaceRule rule, Markup.Sheet sheet, Lines lines, ThemeFiles files, Faults faults) {
        CalculatedStyle style = rule.getCalculatedStyle();
        String source = style.valueByName(CSSName.SRC) == IdentValue.NONE
                ? ""
                : style.valueByName(CSSName.SRC).asString();
        String at = lines.at(sheet.css().indexOf(source)).toString();
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
            return Optional.of(
                    new Font(source, bytes.length, family, Typeface.of(source, bytes, heavy), heavy, italic));
        } catch (InvalidInputException e) {
            e.violations().forEach(found -> faults.check(false, at, source, found.rule(), found.remedy()));
            return Optional.empty();
        }
    }
}
