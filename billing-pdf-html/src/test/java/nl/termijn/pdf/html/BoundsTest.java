package nl.termijn.pdf.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.ProviderException;
import nl.termijn.pdf.Pages;
import nl.termijn.pdf.PdfDocuments;
import nl.termijn.pdf.Samples;
import nl.termijn.pdf.Theme;
import nl.termijn.pdf.ThemeFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No layout takes the memory or the time of a host: what is too much is refused, when it is set or when it is drawn. */
class BoundsTest {
    private static final Limits SHORT = new Limits(1000, Duration.ofSeconds(5));

    static Stream<Arguments> refused() {
        return Attacks.refused().entrySet().stream().map(BoundsTest::named);
    }

    static Stream<Arguments> odd() {
        return Attacks.odd().entrySet().stream().map(BoundsTest::named);
    }

    private static Arguments named(Map.Entry<String, ThemeFiles> attack) {
        return Arguments.of(attack.getKey(), attack.getValue());
    }

    @Test
    @EnabledIfSystemProperty(
            named = "bounded.heap",
            matches = "true",
            disabledReason = "run by the build with a small heap")
    void theHeapIsSmall() {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(256L << 20);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String attack, ThemeFiles files) {
        assertThatThrownBy(() -> HtmlLayout.of(files, SHORT))
                .as(attack)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refusal -> assertThat(refusal.violations())
                                .hasSizeLessThanOrEqualTo(101)
                                .allSatisfy(fault -> {
                                    assertThat(fault.field())
                                            .matches("(document\\.html|s\\.css|x\\d*\\.(png|jpg|gif)).*");
                                    assertThat(fault.value()).hasSizeLessThan(100);
                                    assertThat(fault.rule()).isNotBlank();
                                    assertThat(fault.remedy()).isNotBlank();
                                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void odd(String attack, ThemeFiles files) {
        Throwable refusal = catchThrowable(() -> HtmlLayout.of(files, SHORT));
        assertThat(refusal)
                .as(attack)
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        one -> assertThat(one).isInstanceOf(InvalidInputException.class));
    }

    @Test
    void anInvoiceOfTenThousandLinesIsDrawn() throws IOException {
        byte[] pdf = PdfDocuments.of(Theme.letter())
                .drawnBy(HtmlLayout.of(HtmlLayout.example()))
                .render(Samples.invoice(Samples.lines(10_000)))
                .content();
        assertThat(Pages.count(pdf)).isBetween(300, 1000);
    }

    /** What was laid out last stays in memory until the next. */
    @Test
    void whatALargeDocumentTookIsGivenBack() {
        HtmlLayout layout = HtmlLayout.of(HtmlLayout.example());
        PdfDocuments documents = PdfDocuments.of(Theme.letter()).drawnBy(layout);
        assertThat(layout.idle()).isOne();
        documents.render(Samples.invoice(Samples.lines(2_000)));
        assertThat(layout.idle()).isZero();
        documents.render(Samples.invoice(Samples.lines(2)));
        assertThat(layout.idle()).isOne();
    }

    @Test
    void aDocumentOfMorePagesThanTheLimitIsRefusedForGood() {
        HtmlLayout layout = HtmlLayout.of(HtmlLayout.example(), new Limits(10, Duration.ofSeconds(30)));
        PdfDocuments documents = PdfDocuments.of(Theme.letter()).drawnBy(layout);
        assertThatCode(() -> documents.render(Samples.invoice(Samples.lines(40))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> documents.render(Samples.invoice(Samples.lines(1000))))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        refusal -> assertThat(refusal.retry()).isEqualTo(ProviderException.Retry.NEVER))
                .hasMessageContainingAll("2026-000123 cannot be drawn", "more than 10 pages");
        assertThatCode(() -> documents.render(Samples.invoice(Samples.lines(40))))
                .doesNotThrowAnyException();
    }

    /** Every line of it looks through all that follows: four times as many rows take 256 times as long. */
    @Test
    void aDrawingStopsWhenItsTimeIsOver() {
        HtmlLayout layout = HtmlLayout.of(
                Layouts.withBody(
                        "<p>{{#table}}{{#rows}}{{#table}}{{#rows}}a b c d e f g h {{/rows}}{{/table}}{{/rows}}{{/table}}</p>"),
                SHORT);
        assertThatThrownBy(() ->
                        PdfDocuments.of(Theme.letter()).drawnBy(layout).render(Samples.invoice(Samples.lines(330))))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("takes longer than 5 seconds");
    }

    /** What a field prints can stand in an attribute: it is looked at again when it is drawn. */
    @Test
    void whatDataBringsIntoAnAttributeIsBoundedToo() {
        HtmlLayout layout = HtmlLayout.of(
                Layouts.withBody("{{#table}}{{#rows}}<table><tr><td colspan=\"{{-index}}\">x</td></tr></table>"
                        + "{{/rows}}{{/table}}"));
        PdfDocuments documents = PdfDocuments.of(Theme.letter()).drawnBy(layout);
        assertThatCode(() -> documents.render(Samples.invoice(Samples.lines(90))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> documents.render(Samples.invoice(Samples.lines(200))))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("its attribute colspan is no number from 1 to 100");
    }

    /** An attribute that is style for one kind of document and text for another. */
    @Test
    void styleThatIsThereForSomeDocumentsOnlyIsLookedAtWhenItIsDrawn() {
        assertThatThrownBy(() -> HtmlLayout.of(Layouts.withBody(
                        "<p {{#creditNote}}title=\"{{/creditNote}}x {{^creditNote}}style={{/creditNote}}"
                                + "{{#creditNote}}\"{{/creditNote}}'height: 100000in'>x</p>")))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void limitsAreBounded() {
        assertThatThrownBy(() -> new Limits(0, Duration.ofHours(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("pages", "time");
    }
}
