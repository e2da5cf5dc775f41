package nl.termijn.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import nl.termijn.document.BrandedDocuments;
import nl.termijn.error.ProviderException;
import nl.termijn.invoice.Invoice;
import org.junit.jupiter.api.Test;

/** What cannot be drawn is known before a document has a number, whatever part of it the letter stands in. */
class UndrawableTest {
    private static final String ARABIC = "\u0645\u0631\u062d\u0628\u0627";
    private final PdfDocuments documents = PdfDocuments.of(Theme.letter());

    private static Invoice said(String description) {
        return Samples.invoice(List.of(Samples.line(description, "1", "1.00", Samples.HIGH)));
    }

    @Test
    void signsAndControlsAreDrawn() throws Exception {
        Invoice invoice = said("A\u2192B \u2265 5 \u2713 \u26a0\tend");
        documents.check(invoice);
        assertThat(Pages.text(documents.render(invoice).content())).contains("A\u2192B \u2265 5 \u2713 \u26a0 end");
    }

    @Test
    void aLetterThatNoFontHasIsRefusedByTheCheckAsByTheDrawing() {
        for (String text : List.of(ARABIC, "\u8acb\u6c42\u66f8", "\ud83d\ude00")) {
            for (Invoice invoice : List.of(
                    said(text),
                    Samples.invoice(Samples.lines(1)).toBuilder().text(text).build(),
                    Samples.invoice(Samples.lines(1)).toBuilder()
                            .purchaseOrder(text)
                            .build())) {
                assertThatThrownBy(() -> documents.check(invoice))
                        .isInstanceOf(ProviderException.class)
                        .hasMessageContaining(String.format("U+%04X", text.codePointAt(0)))
                        .hasMessageContaining("missingLetter");
                assertThatThrownBy(() -> documents.render(invoice)).isInstanceOf(ProviderException.class);
            }
        }
    }

    @Test
    void theFootOfTheThemeIsLookedAtToo() {
        PdfDocuments foot = PdfDocuments.of(Theme.builder()
                .from(Theme.letter())
                .putFoot("nl", List.of("Bank " + ARABIC))
                .build());
        assertThatThrownBy(() -> foot.check(said("Hosting"))).hasMessageContaining("foot");
    }

    @Test
    void whoChoseReplacementIsNotRefused() {
        PdfDocuments replacing = PdfDocuments.of(Theme.builder()
                .from(Theme.letter())
                .missingLetter(Theme.MissingLetter.REPLACE)
                .build());
        assertThatCode(() -> replacing.check(said(ARABIC))).doesNotThrowAnyException();
    }

    @Test
    void aBrandsDocumentIsLookedAtByItsBrand() {
        BrandedDocuments branded = new BrandedDocuments(documents, Map.of());
        assertThatThrownBy(() -> branded.check(said(ARABIC))).isInstanceOf(ProviderException.class);
    }
}
