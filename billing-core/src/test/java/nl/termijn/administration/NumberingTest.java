package nl.termijn.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberingTest {

    @ParameterizedTest
    @CsvSource({
        "{yyyy}-{n:5},   2026, 42,      2026-00042",
        "C{yyyy}-{n:5},  2026, 1,       C2026-00001",
        "F{n},           2026, 7,       F7",
        "{yy}/{n:3},     2005, 1234,    05/1234",
        "{n:12},         2026, 1,       000000000001",
        "{n:1}{yyyy},    2026, 10,      102026",
        "A$1-{n},        2026, 3,       A$1-3",
        "A\\B{n},        2026, 3,       A\\B3",
    })
    void a_number_is_written_by_its_format(String pattern, int year, long n, String text) {
        assertThat(DocumentNumberFormat.of(pattern).format(year, n)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "{yyyy}",
                "{n}{n:5}",
                "{n:0}",
                "{n:13}",
                "{n}{",
                "}{n}",
                "{month}{n}",
                "{n} 1",
                "{n}\t"
            })
    void a_format_needs_one_running_number_and_nothing_unknown(String pattern) {
        assertThatThrownBy(() -> DocumentNumberFormat.of(pattern))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("numberFormat: '" + pattern + "'");
    }

    @Test
    void a_format_has_at_most_40_characters() {
        assertThat(DocumentNumberFormat.of("x".repeat(37) + "{n}").format(2026, 1))
                .hasSize(38);
        assertThatThrownBy(() -> DocumentNumberFormat.of("x".repeat(38) + "{n}"))
                .hasMessageContaining("at most 40 characters");
    }

    @Test
    void all_faults_of_a_format_are_told() {
        InvalidInputException refused = catchThrowableOfType(
                InvalidInputException.class, () -> DocumentNumberFormat.of("{m} " + "x".repeat(40)));
        assertThat(refused.violations()).hasSize(3);
    }

    @Test
    void only_a_format_with_a_year_starts_anew_each_year() {
        assertThat(DocumentNumberFormat.of("{yyyy}-{n}").countsPerYear()).isTrue();
        assertThat(DocumentNumberFormat.of("{yy}-{n}").countsPerYear()).isTrue();
        assertThat(DocumentNumberFormat.of("F{n}").countsPerYear()).isFalse();
    }

    @Test
    void a_start_number_in_a_yearly_series_says_for_which_year() {
        assertThatThrownBy(() -> Numbering.builder().firstInvoice(115).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("firstYear");
        assertThatThrownBy(() -> Numbering.builder().firstCreditNote(2).build()).hasMessageContaining("firstYear");
        assertThat(Numbering.builder().firstInvoice(115).firstYear(2025).build().firstInvoice())
                .isEqualTo(115);
        assertThat(Numbering.builder()
                        .invoices(DocumentNumberFormat.of("F{n}"))
                        .creditNotes(DocumentNumberFormat.of("C{n}"))
                        .firstInvoice(2)
                        .firstCreditNote(2)
                        .build()
                        .firstYear())
                .isEmpty();
    }

    @Test
    void numbers_start_at_1_or_more() {
        InvalidInputException refused = catchThrowableOfType(
                InvalidInputException.class,
                () -> Numbering.builder().firstInvoice(0).firstCreditNote(-1).build());
        assertThat(refused.violations())
                .extracting(Violation::field)
                .containsExactly("firstInvoice", "firstCreditNote");
    }

    @Test
    void one_series_has_one_start_number() {
        DocumentNumberFormat both = DocumentNumberFormat.of("{n}");
        Numbering.Builder shared =
                Numbering.builder().invoices(both).creditNotes(both).firstInvoice(9);
        assertThat(shared.build().firstCreditNote()).isEqualTo(1);
        assertThat(shared.firstCreditNote(9).build().firstCreditNote()).isEqualTo(9);
        assertThatThrownBy(() -> shared.firstCreditNote(8).build()).hasMessageContaining("share one series");
    }
}
