package nl.termijn.pdf.html;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.termijn.error.Violations;
import nl.termijn.pdf.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * A seller's text with fields, in the Mustache language without what reaches out of it: no raw output, no partials, no other
 * delimiters. It sees {@link SheetNames} and nothing else. Safe for many threads.
 */
final class Template {
    /** Longest result, in characters: an invoice of a thousand lines has a tenth. */
    static final int LONGEST = 8_000_000;
    /** Most turns of all lists together. */
    static final int MOST_TURNS = 500_000;

    private static final Pattern TAG = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern CONTENT =
            Pattern.compile("([#^/]?)\\s*([A-Za-z][A-Za-z.]*|\\.|-first|-last|-index)\\s*");
    private static final Pattern COMMENT = Pattern.compile("!.*", Pattern.DOTALL);

    private final com.samskivert.mustache.Template compiled;

    private Template(com.samskivert.mustache.Template compiled) {
        this.compiled = compiled;
    }

    /** {@code text}, if nothing is wrong with its fields; what is wrong goes to {@code faults}. */
    static Optional<Template> of(String file, String text, Violations faults) {
        int before = faults.found().size();
        new Check(file, text, faults).run();
        if (faults.found().size() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Template(compiler().compile(text)));
        } catch (MustacheException e) {
            faults.check(false, file, "", String.valueOf(e.getMessage()), "mend it there");
            return Optional.empty();
        }
    }

    /** {@code text} with its fields taken out, line for line: what is left is plain HTML. */
    static String withoutFields(String text) {
        return TAG.matcher(text).replaceAll(field -> field.group().replaceAll("[^\n]", ""));
    }

    private static Mustache.Compiler compiler() {
        return Mustache.compiler()
                .escapeHTML(true)
                .defaultValue("")
                .emptyStringIsFalse(true)
                .withCollector(new Values())
                .withFormatter(Template::printed)
                .withLoader(name -> {
                    throw new IllegalStateException("no template includes another");
                });
    }

    /** Also decides what is empty: a part that is there is not. It is never printed, since no check lets that pass. */
    private static String printed(Object value) {
        return value instanceof String || value instanceof Number
                ? value.toString()
                : value instanceof Names.Scope ? "…" : "";
    }

    /**
     * The text with the fields of {@code sheet} filled in.
     *
     * @throws TooLarge when it becomes longer than {@link #LONGEST}, or its lists turn more than {@link #MOST_TURNS} times
     */
    String filled(Sheet sheet) {
        Capped out = new Capped();
        Values.TURNS.set(new int[1]);
        try {
            compiled.execute(SheetNames.SHEET.of(sheet), out);
        } finally {
            Values.TURNS.remove();
        }
        return out.toString();
    }

    /** A template that makes too much of too little. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge(String message) {
            super(message);
        }
    }

    /** Gives a template lists and names, and nothing of Java. */
    private static final class Values extends BasicCollector {
        private static final ThreadLocal<int[]> TURNS = new ThreadLocal<>();

        private static final Mustache.VariableFetcher NAME = (scope, name) -> {
            Object value = ((Names.Scope) scope).get(name);
            return value == null ? com.samskivert.mustache.Template.NO_FETCHER_FOUND : value;
        };
        private static final Mustache.VariableFetcher NOTHING =
                (scope, name) -> com.samskivert.mustache.Template.NO_FETCHER_FOUND;

        @Override
        public @Nullable Iterator<?> toIterator(Object value) {
            return value instanceof List<?> list ? new Counted(list.iterator()) : null;
        }

        @Override
        public Mustache.VariableFetcher createFetcher(Object context, String name) {
            return context instanceof Names.Scope ? NAME : NOTHING;
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }

        /** Lists within lists multiply, also where they print nothing. */
        private record Counted(Iterator<?> items) implements Iterator<Object> {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public Object next() {
                if (++TURNS.get()[0] > MOST_TURNS) {
                    throw new TooLarge("its lists turn more than " + MOST_TURNS + " times");
                }
                return items.next();
            }
        }
    }

    /** Takes text up to {@link #LONGEST}. */
    private static final class Capped extends Writer {
        private final StringBuilder text = new StringBuilder(1 << 14);

        @Override
        public void write(char[] letters, int offset, int length) {
            text.append(letters, offset, length);
            check();
        }

        @Override
        public void write(String letters, int offset, int length) {
            text.append(letters, offset, offset + length);
            check();
        }

        private void check() {
            if (text.length() > LONGEST) {
                throw new TooLarge("it comes to more than " + LONGEST + " characters");
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return text.toString();
        }
    }

    /** Looks at every field of a text: its form, its name where it stands, and what closes what. */
    private static final class Check {
        private final String file;
        private final String text;
        private final Violations faults;
        private final Deque<Section> open = new ArrayDeque<>();

        Check(String file, String text, Violations faults) {
            this.file = file;
            this.text = text;
            this.faults = faults;
        }

        /** A section that is open, with the names that it brings; none where it only asks. */
        private record Section(
                String name, Place at, @Nullable Names<?> names, boolean texts, boolean list) {}

        void run() {
            Matcher tag = TAG.matcher(text);
            int end = 0;
            while (tag.find()) {
                field(tag.group(1), Place.in(file, 1, text, tag.start()));
                end = tag.end();
            }
            int loose = text.indexOf("{{", end);
            faults.check(
                    loose < 0,
                    Place.in(file, 1, text, Math.max(loose, 0)).toString(),
                    "{{",
                    "is not closed by }} on the way to the end",
                    "close it");
            open.forEach(section -> fault(
                    section.at(), "#" + section.name(), "is never closed", "end it with {{/" + section.name() + "}}"));
        }

        private void field(String content, Place at) {
            if (COMMENT.matcher(content).matches()) {
                return;
            }
            Matcher parts = CONTENT.matcher(content.strip());
            if (!parts.matches()) {
                fault(
                        at,
                        content,
                        reason(content),
                        "use {{name}}, {{#name}} … {{/name}}, {{^name}} … {{/name}} or {{! comment}}");
                return;
            }
            String sign = parts.group(1);
            String name = parts.group(2);
            if (sign.equals("/")) {
                close(name, at);
                return;
            }
            if (name.startsWith("-")) {
                loop(sign, name, at);
                return;
            }
            Found found = find(name);
            if (found == null) {
                fault(at, name, "is no name here", "look it up in the list of names");
                return;
            }
            if (sign.isEmpty()) {
                boolean printed = found.kind() == Names.Kind.TEXT;
                if (!printed) {
                    fault(
                            at,
                            name,
                            found.kind() == Names.Kind.FLAG ? "says yes or no" : "holds more than a text",
                            "open it with {{#" + name + "}} and close it with {{/" + name + "}}");
                }
                return;
            }
            boolean inside = sign.equals("#");
            boolean repeated = found.kind() == Names.Kind.EACH || found.kind() == Names.Kind.TEXTS;
            open.push(new Section(
                    name,
                    at,
                    inside ? found.inner() : null,
                    inside && (found.kind() == Names.Kind.TEXTS || found.kind() == Names.Kind.TEXT),
                    inside && repeated));
        }

        private static String reason(String content) {
            return switch (content.isEmpty() ? ' ' : content.charAt(0)) {
                case '{', '&' -> "prints what it holds as HTML, which is not allowed";
                case '>' -> "includes another template, which is not allowed";
                case '=' -> "changes the delimiters, which is not allowed";
                default -> "is no field";
            };
        }

        private void close(String name, Place at) {
            if (open.isEmpty() || !open.peek().name().equals(name)) {
                fault(
                        at,
                        "/" + name,
                        open.isEmpty()
                                ? "closes what is not open"
                                : "closes another section than the last opened, "
                                        + open.peek().name() + " of line "
                                        + open.peek().at().line(),
                        "close sections in the opposite order");
            }
            if (!open.isEmpty()) {
                open.pop();
            }
        }

        private void loop(String sign, String name, Place at) {
            boolean inList = open.stream().anyMatch(Section::list);
            if (!inList || sign.isEmpty() != name.equals("-index")) {
                fault(at, name, "is not possible here", "use {{#-first}}, {{#-last}} and {{-index}} within a list");
                return;
            }
            if (!sign.isEmpty()) {
                open.push(new Section(name, at, null, false, false));
            }
        }

        /** What a name stands for where it is used. */
        private record Found(Names.Kind kind, @Nullable Names<?> inner) {}

        /** From the innermost section outwards, as they are filled in. */
        private @Nullable Found find(String name) {
            if (name.equals(".")) {
                return open.stream()
                                .filter(section -> section.names() != null || section.texts())
                                .findFirst()
                                .map(Section::texts)
                                .orElse(false)
                        ? new Found(Names.Kind.TEXT, null)
                        : null;
            }
            String[] steps = name.split("\\.", -1);
            Names.Entry<?> entry = null;
            for (Section section : open) {
                entry = section.names() == null ? null : section.names().get(steps[0]);
                if (entry != null) {
                    break;
                }
            }
            if (entry == null) {
                entry = SheetNames.SHEET.get(steps[0]);
            }
            for (int i = 1; i < steps.length && entry != null; i++) {
                entry = entry.kind() == Names.Kind.PART
                        ? entry.inner().orElseThrow().get(steps[i])
                        : null;
            }
            return entry == null ? null : new Found(entry.kind(), entry.inner().orElse(null));
        }

        private void fault(Place at, String value, String rule, String remedy) {
            faults.check(false, at.toString(), value, rule, remedy);
        }
    }
}
