package nl.termijn.pdf.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.pdf.ThemeFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a layout is said when it is set, with file, line and reason; and all of it at once. */
class BrokenLayoutTest {

    private static List<Violation> faults(ThemeFiles files) {
        try {
            HtmlLayout.of(files);
        } catch (InvalidInputException e) {
            return e.violations();
        }
        return List.of();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{titel}}                                | line 5 | titel           | is no name here",
                "{{label}}                                | line 5 | label           | is no name here",
                "{{#info}}⏎{{amount}}{{/info}}            | line 6 | amount          | is no name here",
                "{{#info}}⏎{{label}}                      | line 5 | #info           | is never closed",
                "{{label.x}}                              | line 5 | label.x         | is no name here",
                "⏎⏎{{/info}}                              | line 7 | /info           | closes what is not open",
                "{{#info}}⏎{{#strong}}⏎{{/info}}          | line 7 | /info           | closes another section",
                "{{info}}                                 | line 5 | info            | holds more than a text",
                "{{invoice}}                              | line 5 | invoice         | says yes or no",
                "{{#-first}}x{{/-first}}                  | line 5 | -first          | is not possible here",
                "⏎{{title                                 | line 6 | {{              | is not closed",
                "<div>⏎<p>x</p>                           | line 5 | <div>           | is never closed",
                "⏎</div>                                  | line 6 | ''              | end",
                "⏎<marquee>x</marquee>                    | line 6 | <marquee>       | is no element for paper",
                "⏎<img src=\"logo.png\">                  | line 6 | logo.png        | is not among the files",
                "⏎<p style=\"colour: red\">x</p>          | line 6 | ''              | colour is an unrecognized CSS property",
                "⏎<p style=\"width: {{title}}\">x</p>     | line 6 | {{title}}       | read once",
                "⏎<style>⏎p { display: flex }</style>     | line 7 | ''              | flex",
                "⏎<style>⏎⏎p { color red }⏎</style>       | line 8 | ''              | COLON",
                "⏎<style>⏎p { color: {{title}} }</style>  | line 7 | {{title}}       | read once",
                "⏎<style>⏎p { font-family: Arial }</style> | line 7 | Arial          | is no font that is here",
            })
    void aFaultInTheTemplateIsSaidWithItsLine(String body, String line, String value, String rule) {
        List<Violation> faults = faults(Layouts.withBody(body.replace('⏎', '\n')));
        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.field()).isEqualTo("document.html, " + line);
            assertThat(fault.value()).isEqualTo(value);
            assertThat(fault.rule()).containsIgnoringCase(rule.equals("COLON") ? ":" : rule);
            assertThat(fault.remedy()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p {⏎ colour: red }                       | line 2 | colour",
                "p { color: red }⏎⏎h1 { margin: 1parsec } | line 3 | parsec",
                "/* ⏎ */⏎p { background: url(x.png) }     | line 3 | is not among the files",
                "⏎@import url(other.css);                 | line 2 | is not read",
                "⏎@font-face { font-family: A; src: url(a.ttf) } | line 2 | is no font",
                "p { font-family: Comic Sans }            | line 1 | is no font that is here",
            })
    void aFaultInAStyleSheetIsSaidWithItsLine(String css, String line, String rule) {
        List<Violation> faults = faults(Layouts.withStyle(css.replace('⏎', '\n')));
        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.field()).isEqualTo("s.css, " + line);
            assertThat(fault.rule()).contains(rule);
        });
    }

    @Test
    void allFaultsAreSaidAtOnce() {
        ThemeFiles files = ThemeFiles.of(Map.of(
                HtmlLayout.TEMPLATE,
                Layouts.bytes(Layouts.page(
                        "<link rel=\"stylesheet\" href=\"s.css\">",
                        "{{one}}\n{{two}}\n<blink>x</blink>\n<img src=\"none.png\">")),
                "s.css",
                Layouts.bytes("p { x: y }"),
                "broken.png",
                new byte[] {1, 2, 3}));
        assertThat(faults(files))
                .extracting(Violation::field)
                .contains(
                        "document.html, line 5",
                        "document.html, line 6",
                        "document.html, line 7",
                        "document.html, line 8",
                        "s.css, line 1",
                        "broken.png");
    }

    @Test
    void aFieldWithoutATemplateOrInOtherLettersIsSaid() {
        assertThatThrownBy(() -> HtmlLayout.of(ThemeFiles.none()))
                .hasMessageContaining("document.html")
                .hasMessageContaining("is missing");
        assertThat(faults(ThemeFiles.of(Map.of(HtmlLayout.TEMPLATE, new byte[] {'<', 'p', '>', (byte) 0xe9}))))
                .extracting(Violation::rule)
                .contains("is not UTF-8");
        assertThat(faults(ThemeFiles.of(Map.of(HtmlLayout.TEMPLATE, new byte[300_000]))))
                .extracting(Violation::rule)
                .contains("must be 256 kB or less");
    }

    @Test
    void aPageThatCannotBeLaidOutIsSaid() {
        assertThat(faults(Layouts.withStyle("@page { size: 20mm 20mm; margin: 30mm }")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).contains("cannot be laid out"));
    }
}
