package nl.termijn.pdf.html;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import nl.termijn.pdf.ThemeFiles;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.ParseError;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

/** The HTML of a layout: what may be in it, and how it becomes what is laid out. */
final class Markup {
    private static final int DEEPEST = 40;
    private static final int DEEPEST_READ = 200;
    private static final int MOST_IN_TEMPLATE = 20_000;
    private static final int MOST_FAULTS = 50;
    private static final int MOST_SHEETS = 20;

    /** Elements that paper knows. */
    private static final Set<String> KNOWN = Set.of(
            "html",
            "head",
            "title",
            "meta",
            "link",
            "style",
            "body",
            "div",
            "p",
            "span",
            "a",
            "img",
            "br",
            "hr",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "table",
            "caption",
            "colgroup",
            "col",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "th",
            "td",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "strong",
            "b",
            "em",
            "i",
            "u",
            "s",
            "small",
            "sub",
            "sup",
            "pre",
            "code",
            "blockquote",
            "q",
            "cite",
            "abbr",
            "time",
            "address",
            "section",
            "article",
            "header",
            "footer",
            "main",
            "nav",
            "aside",
            "figure",
            "figcaption");

    /** Elements that HTML lets end without being closed. */
    private static final Set<String> ENDS_BY_ITSELF = Set.of(
            "html",
            "head",
            "body",
            "p",
            "li",
            "dt",
            "dd",
            "tr",
            "th",
            "td",
            "thead",
            "tbody",
            "tfoot",
            "colgroup",
            "meta",
            "link",
            "img",
            "br",
            "hr",
            "col");

    private static final Pattern SAFE_LINK = Pattern.compile("(?i)(https?://|mailto:|tel:|#).*|");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private static final Rule SPAN = new Rule("0*([1-9]\\d?|100)", "is no number from 1 to 100");
    private static final Rule SIZE =
            new Rule("\\d{1,4}(\\.\\d{1,3})?(px|pt|pc|mm|cm|in|%)?", "is no size of at most 2 metres");
    private static final Rule WORD = new Rule("[a-zA-Z]{1,20}", "is no word that is known here");
    private static final Rule COLOUR = new Rule("#?[a-zA-Z0-9]{1,30}", "is no colour");
    private static final Rule NUMBER = new Rule("-?\\d{1,4}", "is no number of at most four digits");

    /** Attributes that the engine turns into style, and what they may say. */
    private static final Map<String, Rule> AS_STYLE = Map.ofEntries(
            Map.entry("colspan", SPAN),
            Map.entry("rowspan", SPAN),
            Map.entry("span", SPAN),
            Map.entry("width", SIZE),
            Map.entry("height", SIZE),
            Map.entry("border", SIZE),
            Map.entry("cellpadding", SIZE),
            Map.entry("cellspacing", SIZE),
            Map.entry("align", WORD),
            Map.entry("valign", WORD),
            Map.entry("bgcolor", COLOUR),
            Map.entry("start", NUMBER),
            Map.entry("value", NUMBER));

    private Markup() {}

    /** What an attribute may say. */
    private record Rule(Pattern form, String otherwise) {
        Rule(String form, String otherwise) {
            this(Pattern.compile(form), otherwise);
        }
    }

    /** What is wrong with an attribute that the engine turns into style; nothing for another, or where it is empty. */
    private static Optional<String> wrong(String key, String value) {
        if (key.equals("background")) {
            return Optional.of("names a picture where none is read");
        }
        Rule rule = AS_STYLE.get(key);
        String text = value.strip();
        return rule == null || text.isEmpty() || rule.form().matcher(text).matches()
                ? Optional.empty()
                : Optional.of(rule.otherwise());
    }

    /** A style sheet of a layout: a file, or what stands between {@code <style>} and its end. */
    record Sheet(String name, Place at, String css) {}

    /**
     * Looks at a whole template: what is wrong goes to {@code faults}.
     *
     * @return its style sheets in order
     */
    static List<Sheet> check(String file, String text, ThemeFiles files, Faults faults) {
        String plain = Template.withoutFields(text);
        boolean hasType = plain.stripLeading().regionMatches(true, 0, "<!doctype", 0, 9);
        Parser parser = Parser.htmlParser().setTrackErrors(MOST_FAULTS).setTrackPosition(true);
        String html = hasType ? plain : "<!doctype html>" + plain;
        List<Sheet> sheets = new ArrayList<>();
        try {
            Document document = parsed(parser, html, MOST_IN_TEMPLATE);
            Lines lines = new Lines(file, 1, html);
            for (ParseError error : parser.getErrors()) {
                faults.add(lines.at(error.getPosition()), "", error.getErrorMessage(), "correct the HTML");
            }
            document.traverse((node, depth) -> {
                if (depth > 0 && node instanceof Element element) {
                    new ElementCheck(file, element, depth, files, faults).run(sheets);
                }
            });
        } catch (TooMuch e) {
            faults.check(false, file, "", String.valueOf(e.getMessage()), "use fewer");
        }
        checkFieldsInStyle(file, text, faults);
        return sheets;
    }

    /** Reads HTML, whose elements can become many more than its tags. */
    private static Document parsed(Parser parser, String html, int most) {
        try (StreamParser stream = new StreamParser(parser.setMaxDepth(DEEPEST_READ)).parse(html, "")) {
            Iterator<Element> elements = stream.iterator();
            for (int count = 1; elements.hasNext(); count++) {
                elements.next();
                if (count > most) {
                    throw new TooMuch("it has more than " + most + " elements");
                }
            }
            return stream.document();
        }
    }

    /** Style is read once, for all documents: it can hold no fields. */
    private static void checkFieldsInStyle(String file, String text, Faults faults) {
        Lines lines = new Lines(file, 1, text);
        Regions regions = new Regions(text);
        for (Template.Field field : Template.fields(text)) {
            if (regions.holds(field.from())) {
                faults.add(
                        lines.at(field.from()),
                        text.substring(field.from(), field.to()),
                        "is a field where style or a picture is named, which is read once for all documents",
                        "choose between classes: class=\"{{#creditNote}}credit{{/creditNote}}\"");
            }
        }
    }

    /** Where style or a picture is named, from the beginning of a template to its end. */
    private static final class Regions {
        private static final Pattern BEGIN =
                Pattern.compile("<style\\b|\\b(?:style|src)\\s*+=\\s*+([\"'])", Pattern.CASE_INSENSITIVE);

        private static final Pattern CLOSE = Pattern.compile("</style", Pattern.CASE_INSENSITIVE);

        private final String text;
        private final Matcher begin;
        private final Matcher close;
        private int from = -1;
        private int to = -1;

        Regions(String text) {
            this.text = text;
            begin = BEGIN.matcher(text);
            close = CLOSE.matcher(text);
        }

        private int end() {
            String quote = begin.group(1);
            if (quote == null) {
                return close.find(from) ? close.start() : text.length();
            }
            int end = text.indexOf(quote, from);
            return end < 0 ? text.length() : end;
        }

        /** Whether {@code offset} lies in one; asked in rising order. */
        boolean holds(int offset) {
            while (to < offset && to < text.length() && begin.find(Math.max(0, to))) {
                from = begin.end();
                to = end();
            }
            if (to < offset) {
                to = text.length();
                from = to;
            }
            return from <= offset && offset < to;
        }
    }

    /** Looks at one element. */
    private static final class ElementCheck {
        private final String file;
        private final Element element;
        private final int depth;
        private final ThemeFiles files;
        private final Faults faults;
        private final String name;

        ElementCheck(String file, Element element, int depth, ThemeFiles files, Faults faults) {
            this.file = file;
            this.element = element;
            this.depth = depth;
            this.files = files;
            this.faults = faults;
            this.name = element.normalName();
        }

        void run(List<Sheet> sheets) {
            if (!KNOWN.contains(name)) {
                fault("<" + name + ">", "is no element for paper", "leave it out");
            }
            if (element.sourceRange().isTracked()
                    && !element.sourceRange().isImplicit()
                    && element.endSourceRange().isImplicit()
                    && !ENDS_BY_ITSELF.contains(name)) {
                fault("<" + name + ">", "is never closed", "end it with </" + name + ">");
            }
            if (depth == DEEPEST) {
                fault("<" + name + ">", "stands in more than " + DEEPEST + " others", "nest less");
            }
            for (Attribute attribute : element.attributes()) {
                attribute(attribute.getKey().toLowerCase(Locale.ROOT), attribute.getValue());
            }
            switch (name) {
                case "img" -> named("src", element.attr("src"));
                case "link" -> {
                    String name = element.attr("href");
                    if (named("href", name) && mayHold(sheets)) {
                        byte[] css = files.get(name).orElse(new byte[0]);
                        faults.check(
                                css.length <= Styles.LARGEST,
                                name,
                                css.length + " bytes of style",
                                "must be 256 kB or less",
                                "leave out what no element of the template needs");
                        sheets.add(new Sheet(
                                name, new Place(name, 1), css.length > Styles.LARGEST ? "" : Texts.utf8(css)));
                    }
                }
                case "style" -> {
                    if (mayHold(sheets)) {
                        sheets.add(new Sheet(LockedFiles.STYLE + sheets.size(), place(), element.data()));
                    }
                }
                default -> {}
            }
        }

        private boolean mayHold(List<Sheet> sheets) {
            if (sheets.size() == MOST_SHEETS) {
                fault("<" + name + ">", "is one of more than " + MOST_SHEETS + " style sheets", "put them into one");
            }
            return sheets.size() < MOST_SHEETS;
        }

        private void attribute(String key, String value) {
            if (key.startsWith("on")) {
                fault(key, "is a script, which paper does not run", "leave it out");
            } else if (key.equals("style") && !value.isBlank()) {
                Styles.checkDeclarations(value, place(), faults);
            } else if (key.equals("href")
                    && name.equals("a")
                    && !SAFE_LINK.matcher(value).matches()) {
                fault(value, "is no link that a document may hold", "begin it with https://, mailto:, tel: or #");
            }
            wrong(key, value)
                    .ifPresent(rule -> fault(key + "=" + value, rule, "correct it, or say it in a style sheet"));
        }

        private boolean named(String attribute, String file) {
            boolean there = files.names().contains(file) || (attribute.equals("src") && file.equals(LockedFiles.CODE));
            if (!there) {
                fault(
                        file,
                        "is not among the files of the layout",
                        "put it beside the template, and name it without a path");
            }
            return there;
        }

        private Place place() {
            int line = element.sourceRange().isTracked()
                    ? element.sourceRange().start().lineNumber()
                    : 1;
            return new Place(file, Math.max(1, line));
        }

        private void fault(String value, String rule, String remedy) {
            faults.add(place(), value, rule, remedy);
        }
    }

    /**
     * What is laid out of {@code html}: known elements, without scripts, in the style of {@code sheets}.
     *
     * @param sheets names of style sheets, in order
     * @param styles what may stand in a style attribute
     * @throws TooMuch when it is more than {@code budget} has, or says what a layout may not say
     */
    static Laid document(String html, List<String> sheets, Predicate<String> styles, Budget budget) {
        Document parsed = parsed(Parser.htmlParser(), html, Budget.MOST_ELEMENTS);
        org.w3c.dom.Document document = empty();
        org.w3c.dom.Element root = document.createElement("html");
        document.appendChild(root);
        org.w3c.dom.Element head = document.createElement("head");
        root.appendChild(head);
        for (String sheet : sheets) {
            org.w3c.dom.Element link = document.createElement("link");
            link.setAttribute("rel", "stylesheet");
            link.setAttribute("href", sheet);
            head.appendChild(link);
        }
        return new Copy(document, styles, budget).of(parsed, root);
    }

    /**
     * What is laid out.
     *
     * @param document with its style sheets
     * @param elements how many it has
     */
    record Laid(org.w3c.dom.Document document, int elements) {}

    private static org.w3c.dom.Document empty() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies what may be laid out. */
    private static final class Copy {
        private final org.w3c.dom.Document document;
        private final Predicate<String> styles;
        private final Budget budget;
        private int elements;

        Copy(org.w3c.dom.Document document, Predicate<String> styles, Budget budget) {
            this.document = document;
            this.styles = styles;
            this.budget = budget;
        }

        Laid of(Document parsed, org.w3c.dom.Element root) {
            org.w3c.dom.Element body = document.createElement("body");
            attributes(parsed.body(), body);
            root.appendChild(body);
            children(parsed.body(), body, 0);
            return new Laid(document, elements);
        }

        private void children(Element from, org.w3c.dom.Element to, int depth) {
            budget.check(depth <= 2 * DEEPEST, "its elements stand in more than " + 2 * DEEPEST + " others");
            for (Node child = from.firstChild(); child != null; child = child.nextSibling()) {
                budget.step();
                if (child instanceof TextNode text) {
                    text.getWholeText().chars().filter(letter -> letter == '\n').forEach(end -> budget.line());
                    to.appendChild(document.createTextNode(text.getWholeText()));
                } else if (child instanceof Element element && KNOWN.contains(element.normalName())) {
                    org.w3c.dom.Element made = document.createElement(element.normalName());
                    elements++;
                    attributes(element, made);
                    to.appendChild(made);
                    children(element, made, depth + 1);
                }
            }
        }

        private void attributes(Element from, org.w3c.dom.Element to) {
            for (Attribute attribute : from.attributes()) {
                String key = attribute.getKey().toLowerCase(Locale.ROOT);
                String value = attribute.getValue();
                boolean unsafe = key.startsWith("on")
                        || (key.equals("href") && !SAFE_LINK.matcher(value).matches())
                        || !NAME.matcher(key).matches();
                if (unsafe) {
                    continue;
                }
                // without what it says: data may stand in it
                wrong(key, value).ifPresent(rule -> budget.check(false, "its attribute " + key + " " + rule));
                budget.check(
                        !key.equals("style") || value.isBlank() || styles.test(value),
                        "a style attribute of it is not as the layout was checked");
                to.setAttribute(key, value);
            }
        }
    }
}
