package nl.termijn.pdf.html;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.termijn.pdf.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * A seller's text with fields, in the Mustache language without what reaches out of it: no raw output, no partials, no other
 * delimiters. It sees {@link SheetNames} and nothing else. Safe for many threads.
 */
final class Template {
    private static final int DEEPEST = 20;
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final Pattern CONTENT =
            Pattern.compile("([#^/]?)\\s*([A-Za-z][A-Za-z.]*|\\.|-first|-last|-index)\\s*");

    private final com.samskivert.mustache.Template compiled;

    private Template(com.samskivert.mustache.Template compiled) {
        this.compiled = compiled;
    }

    /** {@code text}, if nothing is wrong with its fields; what is wrong goes to {@code faults}. */
    static Optional<Template> of(String file, String text, Faults faults) {
        int before = faults.count();
        new Check(file, text, faults).run();
        if (faults.count() > before) {
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
        StringBuilder plain = new StringBuilder(text.length());
        int end = 0;
        for (Field field : fields(text)) {
            plain.append(text, end, field.from());
            field.content().chars().filter(letter -> letter == '\n').forEach(plain::appendCodePoint);
            end = field.to();
        }
        return plain.append(text, end, text.length()).toString();
    }

    /**
     * A field of a text.
     *
     * @param from where its first brace stands
     * @param to where its last brace has stood
     * @param content what stands between
     */
    record Field(int from, int to, String content) {}

    /** The fields of {@code text} in order; what begins and never ends is none. */
    static List<Field> fields(String text) {
        List<Field> fields = new ArrayList<>();
        int from = text.indexOf(OPEN);
        while (from >= 0) {
            int close = text.indexOf(CLOSE, from + OPEN.length());
            if (close < 0) {
                break;
            }
            int to = close + CLOSE.length();
            fields.add(new Field(from, to, text.substring(from + OPEN.length(), close)));
            from = text.indexOf(OPEN, to);
        }
        return fields;
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
     * @throws TooMuch when it wants more than {@code budget} has
     */
    String filled(Sheet sheet, Budget budget) {
        Capped out = new Capped(budget);
        Values.BUDGET.set(budget);
        try {
            compiled.execute(SheetNames.SHEET.of(sheet), out);
        } finally {
            Values.BUDGET.remove();
        }
        return out.toString();
    }

    /** Gives a template lists and names, and nothing of Java. */
    private static final class Values extends BasicCollector {
        private static final ThreadLocal<Budget> BUDGET = new ThreadLocal<>();

        private static final Mustache.VariableFetcher NAME = (scope, name) -> {
            BUDGET.get().step();
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
                BUDGET.get().turn();
                return items.next();
            }
        }
    }

    /** Takes text up to {@link Budget#LONGEST}. */
    private static final class Capped extends Writer {
        private final StringBuilder text = new StringBuilder(1 << 14);
        private final Budget budget;

        Capped(Budget budget) {
            this.budget = budget;
        }

        @Override
        public void write(char[] letters, int offset, int length) {
            check(length);
            text.append(letters, offset, length);
        }

        @Override
        public void write(String letters, int offset, int length) {
            check(length);
            text.append(letters, offset, offset + length);
        }

        private void check(int more) {
            budget.check(
                    text.length() + more <= Budget.LONGEST, "it comes to more than " + Budget.LONGEST + " characters");
            budget.step();
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
        private final Lines lines;
        private final String text;
        private final Faults faults;
        private final Deque<Section> open = new ArrayDeque<>();

        Check(String file, String text, Faults faults) {
            this.lines = new Lines(file, 1, text);
            this.text = text;
            this.faults = faults;
        }

        /** A section that is open, with the names that it brings; none where it only asks. */
        private record Section(
                String name, Place at, @Nullable Names<?> names, boolean texts, boolean list) {}

        void run() {
            int end = 0;
            for (Field field : fields(text)) {
                field(field.content(), lines.at(field.from()));
                end = field.to();
            }
            int loose = text.indexOf(OPEN, end);
            faults.check(
                    loose < 0,
                    lines.at(loose).toString(),
                    OPEN,
                    "is not closed by }} on the way to the end",
                    "close it");
            open.forEach(section -> fault(
                    section.at(), "#" + section.name(), "is never closed", "end it with {{/" + section.name() + "}}"));
        }

        private void field(String content, Place at) {
            if (content.startsWith("!")) {
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
            push(new Section(
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
                push(new Section(name, at, null, false, false));
            }
        }

        private void push(Section section) {
            open.push(section);
            if (open.size() == DEEPEST + 1) {
                fault(
                        section.at(),
                        "#" + section.name(),
                        "stands in more than " + DEEPEST + " other sections",
                        "nest less: every name can be reached from the outermost");
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
            faults.add(at, value, rule, remedy);
        }
    }
}
