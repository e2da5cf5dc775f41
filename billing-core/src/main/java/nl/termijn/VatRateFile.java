package nl.termijn;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.error.Violations;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatRate;
import nl.termijn.vat.VatRates;

/**
 * Reads VAT rates from CSV: UTF-8, comma, RFC 4180 quotes, a header row whose columns may stand in any order.
 *
 * <pre>
 * country,kind,rate,from,to,source
 * NL,STANDARD,19,2001-01-01,2012-10-01,Commission booklet 2021-06
 * NL,STANDARD,21,2012-10-01,,TEDB 2026-09-23
 * </pre>
 *
 * {@code from} is the first day, {@code to} the first day no longer; {@code to} and {@code source} may be empty.
 */
public final class VatRateFile {
    private static final String BUILT_IN = "/nl/termijn/vat/vat-rates.csv";
    private static final List<String> COLUMNS = List.of("country", "kind", "rate", "from", "to", "source");

    private VatRateFile() {}

    /**
     * The rates of the 27 member states that come with the library: standard rates with their history since about 2010,
     * reduced rates as of 2026 with the changes that are known. Each row names its source.
     */
    public static VatRates builtIn() {
        return BuiltIn.RATES;
    }

    /**
     * Reads all rows; the caller closes the reader.
     *
     * @throws InvalidInputException with every wrong field, each named by line and column ({@code line 3, rate})
     * @throws UncheckedIOException when the reader fails
     */
    public static List<VatRate> read(Reader csv) {
        Violations found = Violations.of("VAT rate file");
        List<Row> rows = Row.all(text(csv), found);
        List<VatRate> rates = new ArrayList<>();
        if (rows.isEmpty()) {
            found.check(false, "line 1", "", "must name the columns", "begin with " + String.join(",", COLUMNS));
            found.throwIfAny();
        }
        Map<String, Integer> order = order(rows.get(0), found);
        found.throwIfAny();
        for (Row row : rows.subList(1, rows.size())) {
            rate(row, order, found).ifPresent(rates::add);
        }
        found.throwIfAny();
        return List.copyOf(rates);
    }

    private static String text(Reader csv) {
        StringWriter text = new StringWriter();
        try {
            csv.transferTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException("The VAT rate file could not be read: " + e.getMessage(), e);
        }
        String all = text.toString();
        return all.startsWith("\uFEFF") ? all.substring(1) : all;
    }

    /** Where each column stands. */
    private static Map<String, Integer> order(Row header, Violations found) {
        Map<String, Integer> order = new HashMap<>();
        String where = header.where() + ", header";
        for (int i = 0; i < header.fields().size(); i++) {
            String name = header.fields().get(i).strip();
            found.check(COLUMNS.contains(name), where, name, "unknown column", "use " + String.join(", ", COLUMNS));
            found.check(order.put(name, i) == null, where, name, "column given twice", "keep one");
        }
        for (String column : COLUMNS) {
            found.check(order.containsKey(column), where, column, "column is missing", "add it");
        }
        return order;
    }

    private static Optional<VatRate> rate(Row row, Map<String, Integer> order, Violations found) {
        if (row.fields().size() != COLUMNS.size()) {
            found.check(
                    false,
                    row.where(),
                    String.join(",", row.fields()),
                    "must have " + COLUMNS.size() + " fields, has "
                            + row.fields().size(),
                    "quote a field that holds a comma");
            return Optional.empty();
        }
        Optional<VatKind> kind = kind(row, order, found);
        Optional<BigDecimal> rate = decimal(row, order, found);
        Optional<LocalDate> from = date(row, order, "from", found);
        boolean open = row.field(order, "to").isEmpty();
        Optional<LocalDate> to = open ? Optional.empty() : date(row, order, "to", found);
        if (kind.isEmpty() || rate.isEmpty() || from.isEmpty() || (!open && to.isEmpty())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new VatRate(
                    row.field(order, "country"), kind.get(), rate.get(), from.get(), to, row.field(order, "source")));
        } catch (InvalidInputException wrong) {
            found.addAll(wrong.violations().stream()
                    .map(v -> new Violation(row.where() + ", " + v.field(), v.value(), v.rule(), v.remedy()))
                    .toList());
            return Optional.empty();
        }
    }

    private static Optional<VatKind> kind(Row row, Map<String, Integer> order, Violations found) {
        String given = row.field(order, "kind");
        Optional<VatKind> kind = Arrays.stream(VatKind.values())
                .filter(value -> value.name().equals(given))
                .findFirst();
        found.check(
                kind.isPresent(),
                row.where() + ", kind",
                given,
                "unknown kind",
                "use STANDARD, REDUCED, SECOND_REDUCED or SUPER_REDUCED");
        return kind;
    }

    private static Optional<BigDecimal> decimal(Row row, Map<String, Integer> order, Violations found) {
        String given = row.field(order, "rate");
        try {
            return Optional.of(new BigDecimal(given));
        } catch (NumberFormatException e) {
            found.check(false, row.where() + ", rate", given, "must be a number", "write 25.5, with a point");
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> date(Row row, Map<String, Integer> order, String column, Violations found) {
        String given = row.field(order, column);
        try {
            return Optional.of(LocalDate.parse(given));
        } catch (DateTimeParseException e) {
            found.check(false, row.where() + ", " + column, given, "must be a date", "write 2026-01-31");
            return Optional.empty();
        }
    }

    /** One record of the file and the line on which it begins. */
    private record Row(int line, List<String> fields) {

        String where() {
            return "line " + line;
        }

        String field(Map<String, Integer> order, String column) {
            return fields.get(Objects.requireNonNull(order.get(column))).strip();
        }

        /** All records but blank lines. */
        static List<Row> all(String text, Violations found) {
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
                } else if (c == ',') {
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
                    !quoted,
                    "line " + opened,
                    "\"",
                    "a quote is not closed",
                    "close it, or write \"\" for a quote inside");
            return rows;
        }

        private static String take(StringBuilder field) {
            String text = field.toString();
            field.setLength(0);
            return text;
        }
    }

    /** Read once, when first asked for. */
    private static final class BuiltIn {
        static final VatRates RATES = load();

        private static VatRates load() {
            try (InputStream file = VatRateFile.class.getResourceAsStream(BUILT_IN);
                    Reader reader =
                            new InputStreamReader(Objects.requireNonNull(file, BUILT_IN), StandardCharsets.UTF_8)) {
                return VatRates.of(read(reader));
            } catch (IOException e) {
                throw new UncheckedIOException("The built-in VAT rates could not be read", e);
            }
        }
    }
}
