package nl.termijn.samples.quickstart;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a CSV file as RFC 4180 says, in UTF-8 with line feeds, its header always there.
 *
 * <p>People open these files in spreadsheets, which take a text that begins with {@code = + - @}, a tab or a return for a formula,
 * in quotes too. Such a text gets an apostrophe in front, also where it begins behind a semicolon, tab or line break, at which a
 * spreadsheet of another language parts cells. Numbers are written plainly, so a negative amount stays a number.
 *
 * <pre>
 * CsvOutput.write(folder.resolve("vat.csv"), List.of("number", "rate"), rows -&gt; rows.row("2026-00001", new BigDecimal("21")));
 * </pre>
 */
final class CsvOutput {

    /** Gives the rows of a file, one after another. */
    @FunctionalInterface
    interface Content {
        void writeTo(CsvOutput rows) throws IOException;
    }

    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    /** Where a cell begins for some spreadsheet, before a sign by which it takes what follows for a formula. */
    private static final Pattern FORMULA =
            Pattern.compile("(^|[;\\t\\r\\n]\\s*+\"?|^\\s++)(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20\\t\\r])");

    private final Writer writer;
    private final int columns;

    private CsvOutput(Writer writer, int columns) {
        this.writer = writer;
        this.columns = columns;
    }

    /**
     * Writes {@code header} and the rows of {@code content} to {@code file}, which appears only when complete.
     *
     * @throws IOException when that fails
     */
    static void write(Path file, List<String> header, Content content) throws IOException {
        OutputFile.write(file, writer -> write(writer, header, content));
    }

    /** Writes {@code header} and the rows of {@code content} to {@code writer}, which stays open. */
    static void write(Writer writer, List<String> header, Content content) throws IOException {
        CsvOutput rows = new CsvOutput(writer, header.size());
        rows.row(header.toArray());
        content.writeTo(rows);
    }

    /**
     * Writes one row: texts, numbers, dates, enums, or an {@link Optional} of these, empty being an empty cell.
     *
     * @throws IllegalArgumentException when there are not as many cells as the header has
     */
    void row(Object... cells) throws IOException {
        if (cells.length != columns) {
            throw new IllegalArgumentException(
                    "row of " + cells.length + " cells: the header has " + columns + "; give a cell for each column");
        }
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                writer.write(',');
            }
            String cell = cell(cells[i]);
            // a lone empty cell would be an empty line, which readers pass over
            writer.write(cell.isEmpty() && columns == 1 ? "\"\"" : cell);
        }
        writer.write('\n');
    }

    private static String cell(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(CsvOutput::cell).orElse("");
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        String text = value instanceof Number ? value.toString() : harmless(value.toString());
        return needsQuotes(text) ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** {@code text} with an apostrophe wherever a spreadsheet would begin a formula. */
    static String harmless(String text) {
        return PLAIN_NUMBER.matcher(text).matches()
                ? text
                : FORMULA.matcher(text).replaceAll("$1'");
    }

    private static boolean needsQuotes(String text) {
        if (text.isEmpty()) {
            return false;
        }
        return text.charAt(0) == '\''
                || text.charAt(0) == '\uFEFF'
                || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    }
}
