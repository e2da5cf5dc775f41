package nl.termijn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VatRateFileTest {
    private static final VatRate CUT = new VatRate(
            "DE",
            VatKind.STANDARD,
            new BigDecimal("16"),
            LocalDate.of(2020, 7, 1),
            Optional.of(LocalDate.of(2021, 1, 1)),
            "law, \"cut\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "country,kind,rate,from,to,source\nDE,STANDARD,16,2020-07-01,2021-01-01,\"law, \"\"cut\"\"\"\n",
                "\uFEFFcountry,kind,rate,from,to,source\r\nDE,STANDARD,16,2020-07-01,2021-01-01,\"law, \"\"cut\"\"\"",
                "source,to, from ,rate,kind,country\n\n\"law, \"\"cut\"\"\",2021-01-01,2020-07-01,16.0,STANDARD, DE \n\n"
            })
    void columns_may_stand_in_any_order(String csv) {
        assertThat(read(csv)).containsExactly(CUT);
    }

    @Test
    void an_empty_end_is_no_end_and_a_header_alone_is_no_rates() {
        assertThat(read("country,kind,rate,from,to,source\nFI,STANDARD,25.5,2024-09-01,,"))
                .containsExactly(
                        VatRate.of("FI", VatKind.STANDARD, new BigDecimal("25.5"), LocalDate.of(2024, 9, 1), ""));
        assertThat(read("country,kind,rate,from,to,source")).isEmpty();
    }

    @Test
    void every_wrong_field_is_named_by_line_and_column() {
        assertThat(violations("""
                        country,kind,rate,from,to,source
                        DE,STANDARD,16,2020-07-01,2021-01-01,"two
                        lines"
                        DE,Standard,16%,yesterday,soon,x
                        EL,STANDARD,24,2016-06-01,,x
                        NL,STANDARD,21,2012-10-01,x
                        NL,STANDARD,21,2012-10-01,2012-10-01,x
                        """))
                .extracting(Violation::field)
                .containsExactly(
                        "line 4, kind",
                        "line 4, rate",
                        "line 4, from",
                        "line 4, to",
                        "line 5, country",
                        "line 6",
                        "line 7, to");
    }

    @Test
    void the_header_must_name_each_column_once_and_no_other() {
        assertThat(violations("country,kind,rate,from,from,valid\n"))
                .extracting(v -> v.value() + ": " + v.rule())
                .containsExactly(
                        "from: column given twice",
                        "valid: unknown column",
                        "to: column is missing",
                        "source: column is missing");
        assertThat(violations("")).extracting(Violation::rule).containsExactly("must name the columns");
    }

    @Test
    void a_quote_must_be_closed() {
        assertThat(violations("country,kind,rate,from,to,source\n\nFI,STANDARD,25.5,2024-09-01,,\"open\nNL,"))
                .extracting(Violation::toString)
                .anyMatch(text -> text.startsWith("line 3: ") && text.contains("a quote is not closed"));
    }

    @Test
    void a_failing_reader_is_reported_as_such() {
        Reader broken = new Reader() {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("gone");
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> VatRateFile.read(broken))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void the_built_in_rates_are_read_once() {
        assertThat(VatRateFile.builtIn()).isSameAs(VatRateFile.builtIn());
        assertThat(VatRateFile.builtIn().rows()).hasSizeGreaterThan(100);
    }

    private static List<VatRate> read(String csv) {
        return VatRateFile.read(new StringReader(csv));
    }

    private static List<Violation> violations(String csv) {
        try {
            read(csv);
            return List.of();
        } catch (InvalidInputException e) {
            return e.violations();
        }
    }
}
