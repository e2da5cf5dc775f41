package nl.termijn.samples.quickstart;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A CSV file with a header row, as RFC 4180 writes it: commas, quotes doubled inside quotes, line breaks inside quotes.
 *
 * <p>Rows end with LF, CRLF or CR; wholly empty lines are passed over. A row that is not well formed is refused and the
 * next one is read; a header that is not right makes the whole file unusable. Immutable.
 *
 * <p>The scanner is our own because a refusal must name the <em>physical</em> line on which its row starts, and one
 * bad row must not cost the others. jackson-dataformat-csv 2.22 was tried: it counts records, not lines, once a quoted
 * cell holds a line break, stops the file at text behind a closing quote, and lets a lone quote inside a cell pass.
 */
final class CsvTable {

    /**
     * The columns that a file may have; all of {@code required} must be in its header and given in each row.
     *
     * @param required names of the columns that must be there
     * @param optional names of the columns that may be there
     */
    record Columns(List<String> required, List<String> optional) {
        /** Whether a file may have a column of this name. */
        boolean has(String name) {
            return required.contains(name) || optional.contains(name);
        }

        /** All names, the required ones first. */
        List<String> all() {
            List<String> all = new ArrayList<>(required);
            all.addAll(optional);
            return all;
        }
    }

    /**
     * One well-formed row.
     *
     * @param line the physical line on which it starts, the header being 1
     * @param cells as many as the header has, in its order; empty when not given
     */
    record Row(int line, List<String> cells) {}

    private final List<String> header;
    private final List<Row> rows;
    private final List<Refusal> refusals;

    private CsvTable(List<String> header, List<Row> rows, List<Refusal> refusals) {
        this.header = List.copyOf(header);
        this.rows = List.copyOf(rows);
        this.refusals = List.copyOf(refusals);
    }

    /**
     * Reads {@code text}, the content of {@code file} without a byte order mark.
     *
     * @throws InputException when there is no header, or it lacks a required column, or has an unknown one or one twice
     */
    static CsvTable parse(String file, String text, Columns columns) throws InputException {
        Scanner scanner = new Scanner(text);
        if (!scanner.nextRow()) {
            throw new InputException(file, "has no header row; begin with: " + String.join(",", columns.all()));
        }
        List<String> header = scanner.cells.stream().map(String::strip).toList();
        List<Refusal> faults = headerFaults(file, scanner, header, columns);
        if (!faults.isEmpty()) {
            throw new InputException(faults);
        }
        List<Row> rows = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        while (scanner.nextRow()) {
            int found = scanner.cells.size();
            if (!scanner.fault.isEmpty()) {
                String column = found <= header.size() ? header.get(Math.max(found, 1) - 1) : "";
                refusals.add(new Refusal(file, scanner.line, column, scanner.faultyCell, scanner.fault));
            } else if (found != header.size()) {
                refusals.add(new Refusal(
                        file,
                        scanner.line,
                        "",
                        "",
                        (scanner.lastLine > scanner.line
                                        ? "the row, which runs on to line " + scanner.lastLine + ", has "
                                        : "the row has ")
                                + found + (found == 1 ? " cell" : " cells") + " and the header "
                                + header.size() + "; a comma inside a text needs quotes around the text"));
            } else {
                rows.add(new Row(scanner.line, List.copyOf(scanner.cells)));
            }
        }
        return new CsvTable(header, rows, refusals);
    }

    private static List<Refusal> headerFaults(String file, Scanner scanner, List<String> header, Columns columns) {
        List<Refusal> faults = new ArrayList<>();
        if (!scanner.fault.isEmpty()) {
            faults.add(new Refusal(file, scanner.line, "", scanner.faultyCell, scanner.fault));
            return faults;
        }
        if (header.size() == 1 && header.get(0).contains(";")) {
            faults.add(new Refusal(
                    file, scanner.line, "", header.get(0), "columns are parted by semicolons; save it with commas"));
            return faults;
        }
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (!columns.has(name)) {
                faults.add(new Refusal(file, scanner.line, name, "", unknown(name, columns)));
            } else if (!seen.add(name)) {
                faults.add(new Refusal(file, scanner.line, name, "", "the column is there twice; leave one out"));
            }
        }
        for (String name : columns.required()) {
            if (!header.contains(name)) {
                faults.add(new Refusal(file, scanner.line, name, "", "the column is missing; add it to the header"));
            }
        }
        // the column is the thing refused, so it is the value as well
        return faults.stream()
                .map(f -> new Refusal(
                        f.file(), f.line(), f.column().isEmpty() ? "(no name)" : f.column(), f.column(), f.rule()))
                .toList();
    }

    private static String unknown(String name, Columns columns) {
        return columns.all().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(known -> "the column is unknown; write it as " + known)
                .orElse("the column is unknown; leave it out, or use one of " + String.join(", ", columns.all()));
    }

    /** The names of the columns, in the file's order. */
    List<String> header() {
        return header;
    }

    /** The well-formed rows, in the file's order. */
    List<Row> rows() {
        return rows;
    }

    /** The rows that were not well formed, in the file's order. */
    List<Refusal> refusals() {
        return refusals;
    }

    /** Walks over the text row by row; its fields hold the row last read. */
    private static final class Scanner {
        private final String text;
        private int at = 0;
        private int lineNow = 1;

        private int line = 0;
        private int lastLine = 0;
        private List<String> cells = new ArrayList<>();
        private String fault = "";
        private String faultyCell = "";

        Scanner(String text) {
            this.text = text;
        }

        boolean nextRow() {
            while (at < text.length() && atLineEnd()) {
                passLineEnd();
            }
            if (at >= text.length()) {
                return false;
            }
            line = lineNow;
            cells = new ArrayList<>();
            fault = "";
            faultyCell = "";
            cells.add(cell());
            while (at < text.length() && text.charAt(at) == ',' && fault.isEmpty()) {
                at++;
                cells.add(cell());
            }
            if (!fault.isEmpty()) {
                while (at < text.length() && !atLineEnd()) {
                    at++;
                }
            }
            lastLine = lineNow;
            if (at < text.length()) {
                passLineEnd();
            }
            return true;
        }

        private String cell() {
            if (at < text.length() && text.charAt(at) == '"') {
                return quotedCell();
            }
            int from = at;
            while (at < text.length() && text.charAt(at) != ',' && !atLineEnd()) {
                at++;
            }
            String cell = text.substring(from, at);
            if (cell.indexOf('"') >= 0) {
                return faulty(cell, "has a quote inside; put quotes around the cell and write each quote in it twice");
            }
            return cell;
        }

        private String quotedCell() {
            int opening = at;
            int lineOfOpening = lineNow;
            StringBuilder cell = new StringBuilder();
            at++;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    cell.append('"');
                    at += 2;
                } else if (c == '"') {
                    at++;
                    if (at == text.length() || text.charAt(at) == ',' || atLineEnd()) {
                        return cell.toString();
                    }
                    return faultyFrom(
                            opening,
                            lineOfOpening,
                            "has text behind a closing quote; write a quote inside a cell twice");
                } else if (atLineEnd()) {
                    int from = at;
                    passLineEnd();
                    cell.append(text, from, at);
                } else {
                    cell.append(c);
                    at++;
                }
            }
            return faultyFrom(opening, lineOfOpening, "opens a quote that is never closed; close it, or leave it out");
        }

        /** Goes back to the line of the quote: the lines that it swallowed are rows of their own, or are refused as such. */
        private String faultyFrom(int opening, int lineOfOpening, String why) {
            at = opening;
            lineNow = lineOfOpening;
            int end = opening;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            return faulty(text.substring(opening, end), why);
        }

        private String faulty(String cell, String why) {
            fault = why;
            faultyCell = cell;
            return cell;
        }

        private boolean atLineEnd() {
            char c = text.charAt(at);
            return c == '\n' || c == '\r';
        }

        private void passLineEnd() {
            at += text.startsWith("\r\n", at) ? 2 : 1;
            lineNow++;
        }
    }
}
