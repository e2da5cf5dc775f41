package nl.termijn;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nl.termijn.error.Violations;

/**
 * A CSV file with a header row whose columns may stand in any order: RFC 4180 quotes; a comma between fields, or a semicolon
 * where the header has one.
 *
 * @param separator what stands between fields
 * @param order where each column stands
 * @param rows all records after the header but blank lines
 */
record Csv(char separator, Map<String, Integer> order, List<Csv.Row> rows) {

    /** One record of the file and the line on which it begins. */
    record Row(int line, List<String> fields) {
        String where() {
            return "line " + line;
        }
    }

    /**
     * Reads a file whose header names all of {@code required}, and of {@code optional} what it likes.
     *
     * @param subject what it is called in messages
     * @throws nl.termijn.error.InvalidInputException when it does not
     * @throws UncheckedIOException when the reader fails
     */
    static Csv read(Reader csv, String subject, List<String> required, List<String> optional) {
        Violations found = Violations.of(subject);
        String text = text(csv, subject);
        int headerEnd = text.indexOf('\n');
        char separator =
                text.substring(0, headerEnd < 0 ? text.length() : headerEnd).indexOf(';') >= 0 ? ';' : ',';
        List<Row> rows = split(text, separator, found);
        if (rows.isEmpty()) {
            found.check(false, "line 1", "", "must name the columns", "begin with " + String.join(",", required));
            found.throwIfAny();
        }
        Map<String, Integer> order = order(rows.get(0), required, optional, found);
        List<Row> records = rows.subList(1, rows.size());
        found.throwIfAny();
        return new Csv(separator, order, List.copyOf(records));
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

    private static String text(Reader csv, String subject) {
        StringWriter text = new StringWriter();
        try {
            csv.transferTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException("The " + subject + " could not be read: " + e.getMessage(), e);
        }
        String all = text.toString();
        return all.startsWith("\uFEFF") ? all.substring(1) : all;
    }

    private static Map<String, Integer> order(
            Row header, List<String> required, List<String> optional, Violations found) {
        List<String> known = new ArrayList<>(required);
        known.addAll(optional);
        Map<String, Integer> order = new HashMap<>();
        String where = header.where() + ", header";
        for (int i = 0; i < header.fields().size(); i++) {
            String name = header.fields().get(i).strip();
            found.check(known.contains(name), where, name, "unknown column", "use " + String.join(", ", known));
            found.check(order.put(name, i) == null, where, name, "column given twice", "keep one");
        }
        for (String column : required) {
            found.check(order.containsKey(column), where, column, "column is missing", "add it");
        }
        found.throwIfAny();
        return Map.copyOf(order);
    }

    private static List<Row> split(String text, char separator, Violations found) {
        List<Row> rows = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        int line = 1;
        int start = 1;
        int opened = 1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            boolean end = i == text.length();
            if (c == '\n') {
                line++;
            }
            if (quoted && !end) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
                opened = line;
            } else if (c == separator) {
                fields.add(take(field));
            } else if (c == '\n') {
                fields.add(take(field));
                if (fields.size() > 1 || !fields.get(0).isBlank()) {
                    rows.add(new Row(start, List.copyOf(fields)));
                }
                fields.clear();
                start = line;
            } else if (c != '\r') {
                field.append(c);
            }
        }
        found.check(
                !quoted, "line " + opened, "\"", "a quote is not closed", "close it, or write \"\" for a quote inside");
        return rows;
    }

    private static String take(StringBuilder field) {
        String text = field.toString();
        field.setLength(0);
        return text;
    }
}
