package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvOutputTest {
    @TempDir
    private Path folder;

    @Test
    void theHeaderIsThereWithoutRows() throws IOException {
        Path file = folder.resolve("deeper/vat.csv");
        CsvOutput.write(file, List.of("number", "rate"), rows -> {});
        assertThat(file).hasContent("number,rate\n");
    }

    @Test
    void numbersStayPlainAndFormulasBecomeTexts() throws IOException {
        StringWriter text = new StringWriter();
        CsvOutput.write(text, List.of("a", "b", "c", "d"), rows -> {
            rows.row(new BigDecimal("-12.50"), new BigDecimal("1E+3"), -3, LocalDate.of(2026, 1, 31));
            rows.row("=1+1", "+31 85", "-x", "@me");
            rows.row("\tx", "\rx", "a-b", Optional.empty());
            rows.row("a;=1+1", "-5.00", " =1", "a\n=1");
            rows.row("x,y", "say \"no\"", "x\ny", Optional.of(VatKind.ZERO));
        });
        assertThat(text.toString()).isEqualTo("""
                        a,b,c,d
                        -12.50,1000,-3,2026-01-31
                        "'=1+1","'+31 85","'-x","'@me"
                        "'\tx","'\rx",a-b,
                        a;'=1+1,-5.00, '=1,"a
                        '=1"
                        "x,y","say ""no""\","x
                        y",ZERO
                        """);
    }

    @Test
    void aRowOfAnotherWidthIsAProgrammingFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvOutput.write(new StringWriter(), List.of("a", "b"), rows -> rows.row("x")))
                .withMessageContaining("row of 1 cells: the header has 2");
    }

    @Test
    void aFailureLeavesWhatWasThereAndNoTraces() throws IOException {
        Path file = folder.resolve("vat.csv");
        Files.writeString(file, "before");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> CsvOutput.write(file, List.of("a"), rows -> {
                    rows.row("x");
                    throw new IOException("disk full");
                }));
        assertThat(file).hasContent("before");
        assertThat(folder).isDirectoryContaining("glob:**vat.csv");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }
}
