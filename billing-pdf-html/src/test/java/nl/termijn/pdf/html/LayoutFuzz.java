package nl.termijn.pdf.html;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import nl.termijn.pdf.ThemeFiles;
import org.xhtmlrenderer.css.constants.CSSName;

/** Makes layouts that no seller would: half of them grown by a grammar, half of them the example with something changed. */
final class LayoutFuzz {
    private static final List<String> BLOCKS = List.of(
            "div", "div", "div", "section", "table", "table", "ul", "ol", "p", "h1", "pre", "img", "hr", "blockquote");
    private static final List<String> PHRASES = List.of("span", "b", "i", "sup", "q", "img", "br", "small");
    private static final List<String> ALL = List.of("tr", "td", "li", "p", "col", "caption", "marquee", "thead", "dt");
    private static final Map<String, List<String>> WITHIN = Map.of(
            "table", List.of("tr", "tr", "tbody"),
            "tbody", List.of("tr"),
            "tr", List.of("td", "td", "th"),
            "ul", List.of("li"),
            "ol", List.of("li"),
            "p", List.of("a", "span", "b", "i", "img", "br"));
    private static final List<String> HOLD_PHRASES = List.of("h1", "pre", "a", "span", "b", "i", "sup", "q", "small");
    private static final List<String> EMPTY = List.of("img", "br", "hr", "col");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "3",
            "10",
            "99",
            "100",
            "101",
            "1000",
            "32767",
            "65536",
            "100000000",
            "2147483647",
            "-2147483648",
            "4294967296",
            "9999999999999",
            "0.0001",
            "-0.5",
            "1e9",
            "NaN",
            "Infinity");
    private static final List<String> UNITS = List.of("", "px", "pt", "mm", "cm", "in", "pc", "em", "ex", "%", "mm");
    private static final List<String> WORDS = List.of(
            "auto",
            "none",
            "inherit",
            "left",
            "right",
            "both",
            "block",
            "inline",
            "inline-block",
            "table",
            "table-cell",
            "table-row",
            "table-header-group",
            "list-item",
            "run-in",
            "absolute",
            "relative",
            "fixed",
            "static",
            "running(head)",
            "always",
            "avoid",
            "hidden",
            "visible",
            "nowrap",
            "pre",
            "pre-wrap",
            "break-word",
            "break-all",
            "justify",
            "center",
            "repeat",
            "repeat-x",
            "no-repeat",
            "cover",
            "contain",
            "upper-roman",
            "lower-greek",
            "outside",
            "inside",
            "bold",
            "italic",
            "small-caps",
            "uppercase",
            "underline",
            "solid",
            "dotted",
            "dashed",
            "double",
            "red",
            "#123",
            "rgb(1,2,3)",
            "collapse",
            "separate",
            "top",
            "bottom",
            "middle",
            "super",
            "url(x.png)",
            "counter(x)",
            "counters(x, '.')",
            "counter(x, upper-roman)",
            "counter(page)",
            "element(head)",
            "attr(class)",
            "open-quote",
            "'x y z'",
            "\"\\201C\"",
            "sans",
            "serif",
            "paginate",
            "start",
            "landscape",
            "x 5",
            "-fs-initial-value",
            "transparent");
    private static final List<String> SELECTORS = List.of(
            "*",
            "p",
            "div",
            "div .a > .b1",
            "* b",
            "table *",
            ".a",
            ".b1",
            "#c",
            "p > b",
            "div div",
            "p:first-child",
            "li:nth-child(2n+1)",
            "p:before",
            "p:after",
            "p:first-line",
            "p:first-letter",
            "a[href]",
            "a[href^=x]",
            "tr:even",
            ":lang(nl)",
            "@page",
            "@page :first",
            "table td > b i",
            "body",
            "html");
    private static final List<String> FIELDS = List.of(
            "{{title}}",
            "{{date}}",
            "{{sender}}",
            "{{#info}}{{label}} {{value}}{{/info}}",
            "{{#notes}}{{.}}{{/notes}}",
            "{{#payment}}{{text}}{{/payment}}",
            "{{! x }}",
            "{{^invoice}}x{{/invoice}}",
            "{{words.total}}");
    private static final List<String> LOOSE = List.of(
            "{{",
            "}}",
            "{{{x}}}",
            "{{>x}}",
            "{{#table}}",
            "{{/table}}",
            "{{/rows}}",
            "{{-index}}",
            "{{#-last}}",
            "<",
            "&",
            "</p>");
    private static final List<String> ATTRIBUTES = List.of(
            "colspan",
            "rowspan",
            "span",
            "width",
            "height",
            "border",
            "cellpadding",
            "cellspacing",
            "align",
            "valign",
            "bgcolor",
            "start",
            "value",
            "class",
            "id",
            "style",
            "href",
            "lang",
            "title",
            "name");
    private static final List<String> PROPERTIES = properties();

    private final Random random;
    private final StringBuilder html = new StringBuilder();
    private int lists;

    private LayoutFuzz(long seed) {
        random = new Random(seed);
    }

    private static List<String> properties() {
        Set<String> names = new TreeSet<>();
        CSSName.allCSS2PropertyNames().forEachRemaining(names::add);
        names.addAll(List.of(
                "width",
                "height",
                "-fs-table-cell-colspan",
                "-fs-page-sequence",
                "size",
                "content",
                "background-size",
                "border-radius",
                "word-wrap",
                "-fs-table-paginate",
                "-fs-keep-with-inline",
                "-fs-border-rendering",
                "transform"));
        return List.copyOf(names);
    }

    /** The layout of {@code seed}: always the same. */
    static ThemeFiles layout(long seed) {
        LayoutFuzz fuzz = new LayoutFuzz(seed);
        Map<String, byte[]> files = new HashMap<>();
        files.put(
                "x.png",
                fuzz.random.nextInt(4) == 0
                        ? fuzz.changed(Attacks.png(30, 20))
                        : Attacks.png(1 + fuzz.random.nextInt(40), 3));
        if (fuzz.random.nextBoolean()) {
            files.put(HtmlLayout.TEMPLATE, bytes(fuzz.grown()));
        } else {
            ThemeFiles example = HtmlLayout.example();
            String page = text(example, HtmlLayout.TEMPLATE);
            String css = text(example, "style.css");
            boolean inPage = fuzz.random.nextInt(3) == 0;
            files.put(HtmlLayout.TEMPLATE, bytes(inPage ? fuzz.changed(page) : page));
            files.put("style.css", bytes(inPage ? css : fuzz.changed(css)));
        }
        return ThemeFiles.of(files);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ThemeFiles files, String name) {
        return new String(files.get(name).orElseThrow(), StandardCharsets.UTF_8);
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String grown() {
        html.append("<!doctype html><html><head><style>\n");
        int rules = 1 + random.nextInt(12);
        for (int i = 0; i < rules; i++) {
            String selector = one(SELECTORS);
            html.append(selector);
            if (!selector.startsWith("@") && random.nextBoolean()) {
                html.append(", .a, p");
            }
            html.append(" { ").append(declarations()).append(" }\n");
        }
        html.append("</style></head><body>");
        for (int i = random.nextInt(6) + 1; i > 0; i--) {
            element(0, "body");
        }
        return html.append("</body></html>").toString();
    }

    private String declarations() {
        StringBuilder style = new StringBuilder();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            style.append(declaration());
        }
        return style.toString();
    }

    /** Mostly one that the engine knows. */
    private String declaration() {
        String made = "";
        for (int i = 0; i < 30; i++) {
            StringBuilder style = new StringBuilder(one(PROPERTIES) + ": " + value());
            for (int more = random.nextInt(8) - 4; more > 0; more--) {
                style.append(' ').append(value());
            }
            made = style.append("; ").toString();
            Faults faults = new Faults();
            if (!made.contains("url")) {
                Styles.checkDeclarations(made, new Place("x", 1), faults);
            }
            if (faults.count() == 0 || random.nextInt(20_000) == 0) {
                break;
            }
            made = "";
        }
        return made;
    }

    private String value() {
        int kind = random.nextInt(10);
        if (kind < 4) {
            return random.nextInt(60) + one(UNITS);
        }
        return kind == 4 ? one(NUMBERS) + one(UNITS) : one(WORDS);
    }

    private void element(int depth, String parent) {
        int kind = random.nextInt(12);
        boolean holdsText = !List.of("table", "tbody", "tr", "ul", "ol").contains(parent);
        if (depth > 14 || html.length() > 40_000 || (kind == 0 && holdsText)) {
            html.append(random.nextInt(3) > 0 || !holdsText ? "" : random.nextInt(200) == 0 ? one(LOOSE) : one(FIELDS));
            html.append(holdsText ? "words of a text ".repeat(random.nextInt(6)) : "");
            return;
        }
        if (kind == 1 && (lists < 2 || random.nextInt(20) == 0)) {
            lists++;
            html.append("{{#table}}{{#rows}}");
            element(depth + 1, parent);
            html.append("{{/rows}}{{/table}}");
            lists--;
            return;
        }
        String name = random.nextInt(500) == 0
                ? one(ALL)
                : one(WITHIN.getOrDefault(parent, HOLD_PHRASES.contains(parent) ? PHRASES : BLOCKS));
        html.append('<').append(name);
        Set<String> set = new TreeSet<>();
        if (name.equals("img")) {
            set.add("src");
            html.append(" src=\"").append(attribute("src")).append('"');
        }
        for (int i = random.nextInt(8) - 4; i > 0; i--) {
            String attribute = one(ATTRIBUTES);
            if (set.add(attribute)) {
                html.append(' ')
                        .append(attribute)
                        .append("=\"")
                        .append(attribute(attribute))
                        .append('"');
            }
        }
        html.append('>');
        if (EMPTY.contains(name)) {
            return;
        }
        int times = random.nextInt(60) == 0 ? 1 + random.nextInt(300) : 1;
        int from = html.length();
        for (int i = random.nextInt(4) + (depth < 4 ? 1 : 0); i > 0; i--) {
            element(depth + 1, name);
        }
        String inner = html.substring(from);
        for (int i = 1; i < times && html.length() < 100_000; i++) {
            html.append(inner);
        }
        html.append("</").append(name).append('>');
    }

    private String attribute(String name) {
        if (random.nextInt(500) == 0) {
            return one(NUMBERS);
        }
        return switch (name) {
            case "style" -> declarations().replace('"', '\'').replaceAll("url\\([^)]*\\)", "none");
            case "src" -> one(List.of("x.png", "payment-code"));
            case "href" -> one(List.of("#c", "https://x.example", "mailto:x@x.example"));
            case "colspan", "rowspan", "span" ->
                lists > 0 && random.nextInt(9) == 0 ? "{{-index}}" : String.valueOf(1 + random.nextInt(100));
            case "width", "height", "border", "cellpadding", "cellspacing" ->
                random.nextInt(120) + one(List.of("", "px", "%", "mm"));
            case "start", "value" -> String.valueOf(random.nextInt(9999));
            case "align", "valign" -> one(List.of("left", "center", "top", "middle"));
            case "bgcolor" -> "#eeeeee";
            default -> one(List.of("a", "b1", "c", "{{title}}", "a b1"));
        };
    }

    private byte[] changed(byte[] bytes) {
        byte[] changed = bytes.clone();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private String changed(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            int from = random.nextInt(changed.length());
            int to = Math.min(changed.length(), from + 1 + random.nextInt(1 << random.nextInt(9)));
            String part = changed.substring(from, to);
            switch (random.nextInt(14)) {
                case 0 -> changed.delete(from, to);
                case 1 -> changed.insert(from, part.repeat(1 << random.nextInt(14)));
                case 2 -> changed.insert(from, one(FIELDS));
                case 3 -> changed.insert(from, value());
                case 4 -> changed.insert(from, declarations());
                case 5 ->
                    changed.setCharAt(from, "{}<>\"'();:/*\\&#@%= \n\u0000\u20ac\ud83d".charAt(random.nextInt(23)));
                default -> number(changed, changed.indexOf(":", from));
            }
            if (changed.length() > 1_000_000) {
                changed.setLength(1_000_000);
            }
        }
        return changed.toString();
    }

    /** Puts another number in the place of the next one. */
    private void number(StringBuilder text, int from) {
        int at = Math.max(0, from);
        while (at < text.length() && !Character.isDigit(text.charAt(at))) {
            at++;
        }
        int end = at;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        text.replace(at, end, random.nextInt(4) == 0 ? one(NUMBERS) : String.valueOf(random.nextInt(300)));
    }
}
