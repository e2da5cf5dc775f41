package nl.termijn;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with a header row whose columns may stand in any order: RFC 4180 quotes; a comma between fields, or a semicolon
 * where the header has one. Its records, without blank lines, are read as they are asked for.
 */
final class Csv implements Iterator<Csv.Row> {
    private static final int END = -1;
    /** Nobody writes a longer field, and more columns or a longer header are no table. */
    private static final int LONGEST_FIELD = 100_000;

    private static final int MOST_FIELDS = 1_000;

    private final Reader reader;
    private final String subject;
    private char separator = ',';
    private Map<String, Integer> order = Map.of();
    private String ahead = "";
    private int position;
    private int line = 1;
    private @Nullable Row next;

    /** One record of the file and the line on which it begins. */
    record Row(int line, List<String> fields) {
        String where() {
            return "line " + line;
        }
    }

    private Csv(Reader reader, String subject) {
        this.reader = new BufferedReader(reader);
        this.subject = subject;
    }

    private void readHeader(Violations found) {
        ahead = firstLine();
        separator = ahead.indexOf(';') >= 0 ? ';' : ',';
        Row header = read();
        if (header == null) {
            throw refused("line 1", "", "must name the columns", "begin with a header row");
        }
        order = order(header, found);
        next = read();
    }

    /**
     * Opens a file whose header names all of {@code required}, and of {@code optional} what it likes.
     *
     * @param subject what it is called in messages
     * @throws nl.termijn.error.InvalidInputException when it does not
     * @throws UncheckedIOException when the reader fails
     */
    static Csv open(Reader csv, String subject, List<String> required, List<String> optional) {
        Csv opened = new Csv(csv, subject);
        Violations found = Violations.of(subject);
        opened.readHeader(found);
        List<String> known = new ArrayList<>(required);
        known.addAll(optional);
        for (String name : opened.order.keySet()) {
            found.check(
                    known.contains(name), "line 1, header", name, "unknown column", "use " + String.join(", ", known));
        }
        for (String column : required) {
            found.check(opened.has(column), "line 1, header", column, "column is missing", "add it");
        }
        found.throwIfAny();
        return opened;
    }

    /** Opens a file with whatever columns. */
    static Csv open(Reader csv, String subject) {
        Csv opened = new Csv(csv, subject);
        Violations found = Violations.of(subject);
        opened.readHeader(found);
        found.throwIfAny();
        return opened;
    }

    char separator() {
        return separator;
    }

    /** Whether a row has as many fields as the header; otherwise {@code found} is told. */
    boolean isWhole(Row row, Violations found) {
        found.check(
                row.fields().size() == order.size(),
                row.where(),
                String.join(String.valueOf(separator), row.fields()),
                "must have " + order.size() + " fields, has " + row.fields().size(),
                "quote a field that holds a " + (separator == ',' ? "comma" : "semicolon"));
        return row.fields().size() == order.size();
    }

    boolean has(String column) {
        return order.containsKey(column);
    }

    /** What stands in a column of a row, without blanks around it. */
    String field(Row row, String column) {
        return row.fields().get(Objects.requireNonNull(order.get(column))).strip();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Row next() {
        if (next == null) {
            throw new NoSuchElementException("no record is left");
        }
        Row row = next;
        next = read();
        return row;
    }

    private static Map<String, Integer> order(Row header, Violations found) {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < header.fields().size(); i++) {
            String name = header.fields().get(i).strip();
            found.check(columns.put(name, i) == null, "line 1, header", name, "column given twice", "keep one");
        }
        return Map.copyOf(columns);
    }

    private RuntimeException refused(String where, String value, String rule, String remedy) {
        Violations found = Violations.of(subject).check(false, where, value, rule, remedy);
        return new InvalidInputException(subject, found.found());
    }

    /** The next record that is not blank; nothing at the end. */
    private @Nullable Row read() {
        while (true) {
            int start = line;
            List<String> fields = new ArrayList<>();
            boolean more = fill(fields);
            if (fields.size() > 1 || !fields.get(0).isBlank()) {
                return new Row(start, List.copyOf(fields));
            }
            if (!more) {
                return null;
            }
        }
    }

    /** Reads the fields of one record; answers whether there may be another. */
    private boolean fill(List<String> fields) {
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        int opened = line;
        while (true) {
            int c = take();
            if (field.length() > LONGEST_FIELD || fields.size() > MOST_FIELDS) {
                throw refused(
                        "line " + opened,
                        "",
                        "must have at most " + MOST_FIELDS + " fields of at most " + LONGEST_FIELD + " characters",
                        "look for a quote that is not closed");
            }
            if (c == END) {
                if (quoted) {
                    throw refused(
                            "line " + opened,
                            "\"",
                            "a quote is not closed",
                            "close it, or write \"\" for a quote inside");
                }
                fields.add(field.toString());
                return false;
            }
            if (c == '\n') {
                line++;
            }
            if (quoted) {
                if (c != '"') {
                    field.append((char) c);
                } else if (peek() == '"') {
                    field.append((char) take());
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
                opened = line;
            } else if (c == separator || c == '\n') {
                fields.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    return true;
                }
            } else if (c != '\r') {
                field.append((char) c);
            }
        }
    }

    private String firstLine() {
        StringBuilder text = new StringBuilder();
        int c;
        do {
            c = fromReader();
            if (c != END && (text.length() > 0 || c != '\uFEFF')) {
                text.append((char) c);
            }
            if (text.length() > LONGEST_FIELD) {
                throw refused(
                        "line 1", "", "must have at most " + LONGEST_FIELD + " characters", "begin with a header row");
            }
        } while (c != END && c != '\n');
        return text.toString();
    }

    private int peek() {
        if (position == ahead.length()) {
            int c = fromReader();
            ahead = c == END ? "" : String.valueOf((char) c);
            position = 0;
        }
        return position < ahead.length() ? ahead.charAt(position) : END;
    }

    private int take() {
        if (position < ahead.length()) {
            return ahead.charAt(position++);
        }
        return fromReader();
    }

    private int fromReader() {
        try {
            return reader.read();
        } catch (IOException e) {
            throw new UncheckedIOException("The " + subject + " could not be read: " + e.getMessage(), e);
        }
    }
}
