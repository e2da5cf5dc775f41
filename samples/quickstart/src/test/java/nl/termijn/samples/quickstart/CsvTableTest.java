package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import nl.termijn.samples.quickstart.CsvTable.Columns;
import nl.termijn.samples.quickstart.CsvTable.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    private static final Columns COLUMNS = new Columns(List.of("a", "b"), List.of("c"));

    @Test
    void readsQuotesDoubledQuotesAndCommas() throws InputException {
        assertThat(table("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n\"\",z\n").rows())
                .containsExactly(new Row(2, List.of("x, y", "he said \"no\"")), new Row(3, List.of("", "z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void aRowHasTheLineOnWhichItStarts(String end) throws InputException {
        String text = String.join(end, "a,b", "1,\"x", "y", "z\"", "", "2,w", "3,v");
        assertThat(table(text).rows())
                .containsExactly(
                        new Row(2, List.of("1", "x" + end + "y" + end + "z")),
                        new Row(6, List.of("2", "w")),
                        new Row(7, List.of("3", "v")));
    }

    @Test
    void theLastLineNeedsNoEnd() throws InputException {
        assertThat(table("b,a\n1,").rows()).containsExactly(new Row(2, List.of("1", "")));
        assertThat(table("b,a").rows()).isEmpty();
        assertThat(table("b,a").header()).containsExactly("b", "a");
    }

    @Test
    void aRowWithTooManyOrTooFewCellsIsRefusedAlone() throws InputException {
        CsvTable table = table("a,b\n1\n2,3,4\n5,6\n");
        assertThat(table.rows()).containsExactly(new Row(4, List.of("5", "6")));
        assertThat(table.refusals())
                .extracting(Refusal::toString)
                .containsExactly(
                        "t.csv:2: the row has 1 cell and the header 2; a comma inside a text needs quotes around the text",
                        "t.csv:3: the row has 3 cells and the header 2; a comma inside a text needs quotes around the text");
    }

    @Test
    void aRowWithAStrayQuoteIsRefusedAlone() throws InputException {
        CsvTable table = table("a,b\n1,x\"y\n2,\"x\"y\n3,z\n");
        assertThat(table.rows()).containsExactly(new Row(4, List.of("3", "z")));
        assertThat(table.refusals())
                .extracting(Refusal::toString)
                .containsExactly(
                        "t.csv:2: b: 'x\"y': has a quote inside; put quotes around the cell and write each quote in it twice",
                        "t.csv:3: b: '\"x\"y': has text behind a closing quote; write a quote inside a cell twice");
    }

    @Test
    void aQuoteThatIsNeverClosedCostsOneRow() throws InputException {
        CsvTable table = table("a,b\n1,\"x\n2,y\n3,z\n");
        assertThat(table.rows()).containsExactly(new Row(3, List.of("2", "y")), new Row(4, List.of("3", "z")));
        assertThat(table.refusals())
                .extracting(Refusal::toString)
                .containsExactly("t.csv:2: b: '\"x': opens a quote that is never closed; close it, or leave it out");
    }

    @Test
    void aQuoteThatIsClosedByALaterOneDoesNotSwallowRowsInSilence() throws InputException {
        CsvTable table = table("a,b\n1,\"x\n2,y\n3,\"z\"\n4,w\n");
        assertThat(table.rows()).extracting(Row::line).containsExactly(3, 4, 5);
        CsvTable tidy = table("a,b\n1,\"x\n2,y\n3,z\",4\n");
        assertThat(tidy.refusals())
                .extracting(Refusal::rule)
                .containsExactly("the row, which runs on to line 4, has 3 cells and the header 2; "
                        + "a comma inside a text needs quotes around the text");
    }

    @Test
    void everyFaultOfTheHeaderIsNamed() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> table("a,A,x,a,\n"))
                .satisfies(e -> assertThat(e.reasons())
                        .extracting(Refusal::toString)
                        .containsExactly(
                                "t.csv:1: A: 'A': the column is unknown; write it as a",
                                "t.csv:1: x: 'x': the column is unknown; leave it out, or use one of a, b, c",
                                "t.csv:1: a: 'a': the column is there twice; leave one out",
                                "t.csv:1: (no name): '': the column is unknown; leave it out, or use one of a, b, c",
                                "t.csv:1: b: 'b': the column is missing; add it to the header"));
    }

    @Test
    void semicolonsAndAnEmptyFileAreExplained() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> table("a;b\n"))
                .withMessage("t.csv:1: 'a;b': columns are parted by semicolons; save it with commas");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> table("\n\n"))
                .withMessage("t.csv: has no header row; begin with: a,b,c");
    }

    private static CsvTable table(String text) throws InputException {
        return CsvTable.parse("t.csv", text, COLUMNS);
    }
}
