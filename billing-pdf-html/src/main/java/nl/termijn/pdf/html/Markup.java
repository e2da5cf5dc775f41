package nl.termijn.pdf.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import nl.termijn.error.Violations;
import nl.termijn.pdf.ThemeFiles;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.ParseError;
import org.jsoup.parser.Parser;

/** The HTML of a layout: what may be in it, and how it becomes what is laid out. */
final class Markup {
    private static final int DEEPEST = 40;
    private static final int MOST_FAULTS = 50;

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

    private Markup() {}

    /** A style sheet of a layout: a file, or what stands between {@code <style>} and its end. */
    record Sheet(String name, Place at, String css) {}

    /**
     * Looks at a whole template: what is wrong goes to {@code faults}.
     *
     * @return its style sheets in order
     */
    static List<Sheet> check(String file, String text, ThemeFiles files, Violations faults) {
        String plain = Template.withoutFields(text);
        boolean hasType = plain.stripLeading().regionMatches(true, 0, "<!doctype", 0, 9);
        Parser parser = Parser.htmlParser().setTrackErrors(MOST_FAULTS).setTrackPosition(true);
        String html = hasType ? plain : "<!doctype html>" + plain;
        Document document = parser.parseInput(html, "");
        for (ParseError error : parser.getErrors()) {
            fault(
                    faults,
                    Place.in(file, 1, html, Math.min(error.getPosition(), html.length())),
                    "",
                    error.getErrorMessage(),
                    "correct the HTML");
        }
        List<Sheet> sheets = new ArrayList<>();
        // the first is the document itself
        document.getAllElements().stream()
                .skip(1)
                .forEach(element -> new ElementCheck(file, element, files, faults).run(sheets));
        checkFieldsInStyle(file, text, faults);
        return sheets;
    }

    /** Style is read once, for all documents: it can hold no fields. */
    private static void checkFieldsInStyle(String file, String text, Violations faults) {
        Pattern style = Pattern.compile(
                "<style[^>]*>.*?</style>|style\\s*=\\s*\"[^\"]*\"|style\\s*=\\s*'[^']*'|"
                        + "(src|href)\\s*=\\s*[\"'][^\"']*\\{\\{[^\"']*[\"']",
                Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
        style.matcher(text).results().forEach(found -> {
            int field = found.group().indexOf("{{");
            boolean link = found.group().toLowerCase(Locale.ROOT).startsWith("href");
            if (field >= 0 && !link) {
                fault(
                        faults,
                        Place.in(file, 1, text, found.start() + field),
                        found.group().substring(field, found.group().indexOf("}}", field) + 2),
                        "is a field where style or a picture is named, which is read once for all documents",
                        "choose between classes: class=\"{{#creditNote}}credit{{/creditNote}}\"");
            }
        });
    }

    private static void fault(Violations faults, Place at, String value, String rule, String remedy) {
        faults.check(false, at.toString(), value, rule, remedy);
    }

    /** Looks at one element. */
    private static final class ElementCheck {
        private final String file;
        private final Element element;
        private final ThemeFiles files;
        private final Violations faults;
        private final String name;

        ElementCheck(String file, Element element, ThemeFiles files, Violations faults) {
            this.file = file;
            this.element = element;
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
            if (element.parents().size() == DEEPEST) {
                fault("<" + name + ">", "stands in more than " + DEEPEST + " others", "nest less");
            }
            for (Attribute attribute : element.attributes()) {
                attribute(attribute.getKey().toLowerCase(Locale.ROOT), attribute.getValue());
            }
            switch (name) {
                case "img" -> named("src", element.attr("src"));
                case "link" -> {
                    if (named("href", element.attr("href"))) {
                        String css =
                                files.get(element.attr("href")).map(Texts::utf8).orElse("");
                        sheets.add(new Sheet(element.attr("href"), new Place(element.attr("href"), 1), css));
                    }
                }
                case "style" -> sheets.add(new Sheet(LockedFiles.STYLE + sheets.size(), place(), element.data()));
                default -> {}
            }
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
            Markup.fault(faults, place(), value, rule, remedy);
        }
    }

    /**
     * What is laid out of {@code html}: known elements, without scripts, in the style of {@code sheets}.
     *
     * @param sheets names of style sheets, in order
     */
    static org.w3c.dom.Document document(String html, List<String> sheets) {
        Document parsed = Parser.htmlParser().parseInput(html, "");
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
        org.w3c.dom.Element body = document.createElement("body");
        attributes(parsed.body(), body);
        root.appendChild(body);
        children(parsed.body(), body, 0);
        return document;
    }

    private static org.w3c.dom.Document empty() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void children(Element from, org.w3c.dom.Element to, int depth) {
        org.w3c.dom.Document document = to.getOwnerDocument();
        for (Node child = from.firstChild(); child != null; child = child.nextSibling()) {
            if (child instanceof TextNode text) {
                to.appendChild(document.createTextNode(text.getWholeText()));
            } else if (child instanceof Element element
                    && KNOWN.contains(element.normalName())
                    && depth < 2 * DEEPEST) {
                org.w3c.dom.Element made = document.createElement(element.normalName());
                attributes(element, made);
                to.appendChild(made);
                children(element, made, depth + 1);
            }
        }
    }

    private static void attributes(Element from, org.w3c.dom.Element to) {
        for (Attribute attribute : from.attributes()) {
            String key = attribute.getKey().toLowerCase(Locale.ROOT);
            boolean unsafe = key.startsWith("on")
                    || (key.equals("href")
                            && !SAFE_LINK.matcher(attribute.getValue()).matches())
                    || !key.matches("[a-z][a-z0-9-]*");
            if (!unsafe) {
                to.setAttribute(key, attribute.getValue());
            }
        }
    }
}
