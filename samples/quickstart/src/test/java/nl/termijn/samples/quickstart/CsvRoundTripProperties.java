package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import nl.termijn.samples.quickstart.CsvTable.Columns;
import nl.termijn.samples.quickstart.CsvTable.Row;

class CsvRoundTripProperties {

    @Property
    void whatIsWrittenIsReadBack(@ForAll("tables") List<List<String>> table) throws IOException, InputException {
        StringWriter text = new StringWriter();
        List<String> header = List.of("a", "b", "c");
        CsvOutput.write(text, header, rows -> {
            for (List<String> row : table) {
                rows.row(row.toArray());
            }
        });
        CsvTable read = CsvTable.parse("t.csv", text.toString(), new Columns(header, List.of()));
        List<List<String>> harmless = table.stream()
                .map(row -> row.stream().map(CsvOutput::harmless).toList())
                .toList();
        assertThat(read.rows()).extracting(Row::cells).isEqualTo(harmless);
        assertThat(harmless)
                .allSatisfy(row -> assertThat(row)
                        .noneMatch(cell -> cell.matches("(?s)[=+\\-@\\t\\r].*") && !cell.matches("-?\\d+(\\.\\d+)?")));
        assertThat(read.refusals()).isEmpty();
        Statistics.label("a line break in a cell")
                .collect(table.stream().anyMatch(row -> row.stream().anyMatch(cell -> cell.contains("\n"))));
    }

    @Property
    void aRowStartsOnTheLineBehindAllLineBreaksBefore(@ForAll("tables") List<List<String>> table)
            throws IOException, InputException {
        StringWriter text = new StringWriter();
        List<String> header = List.of("a", "b", "c");
        CsvOutput.write(text, header, rows -> {
            for (List<String> row : table) {
                rows.row(row.stream().map(cell -> cell.replace('\r', 'r')).toArray());
            }
        });
        int line = 2;
        for (Row row : CsvTable.parse("t.csv", text.toString(), new Columns(header, List.of()))
                .rows()) {
            assertThat(row.line()).isEqualTo(line);
            line += 1
                    + (int) String.join("", row.cells())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
        }
    }

    /** Nothing that a file may hold stops the reader: each row is read or refused. */
    @Property
    void anyTextBehindAHeaderIsReadOrRefused(@ForAll("texts") String text) throws InputException {
        CsvTable read = CsvTable.parse("t.csv", "a,b,c\n" + text, new Columns(List.of("a", "b", "c"), List.of()));
        if (!text.isBlank()) {
            assertThat(read.rows().size() + read.refusals().size()).isPositive();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.of('"', ',', '\n', '\r', '=', '-', ' ', 'x')),
                        Tuple.of(1, Arbitraries.chars().filter(c -> !Character.isSurrogate(c))))
                .list()
                .ofMaxSize(12)
                .map(chars -> chars.stream().map(String::valueOf).reduce("", String::concat));
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        return texts().list().ofSize(3).list().ofMaxSize(6);
    }
}
