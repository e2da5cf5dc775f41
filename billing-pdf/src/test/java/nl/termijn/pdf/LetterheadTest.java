package nl.termijn.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import nl.termijn.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** A seller's letterhead, logo and fonts are right for an archived document, or refused with what is wrong; within bounds. */
class LetterheadTest {

    static Stream<Arguments> refused() {
        return Letterheads.refused().entrySet().stream()
                .map(one -> Arguments.of(
                        one.getKey(), one.getValue().getKey(), one.getValue().getValue()));
    }

    private static PdfDocuments on(byte[] letterhead) {
        Theme theme = Theme.letter().toBuilder()
                .letterhead(Theme.Letterhead.builder().file("paper.pdf").build())
                .build();
        return PdfDocuments.of(theme, ThemeFiles.of(Map.of("paper.pdf", letterhead)));
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
    void refused(String letterhead, String why, byte[] bytes) {
        assertThatThrownBy(() -> on(bytes))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refusal -> assertThat(refusal.violations()).anySatisfy(fault -> {
                            assertThat(fault.field()).isEqualTo("letterhead.file");
                            assertThat(fault.rule()).contains(why);
                            assertThat(fault.remedy()).isNotBlank();
                        }));
    }

    @Test
    void aPlainLetterheadLiesUnderAPdfA3() throws Exception {
        byte[] pdf = on(Letterheads.of("/ProcSet [/PDF]", "q 1 0 0 rg 20 100 4 640 re f Q"))
                .render(Samples.invoice(Samples.lines(3)))
                .content();
        assertThat(VeraPdf.faults(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
    }

    /** Only what is drawn comes along. */
    @Test
    void whatALetterheadWouldRunOrFetchStaysBehind() throws Exception {
        byte[] pdf = on(Letterheads.active())
                .render(Samples.invoice(Samples.lines(3)))
                .content();
        assertThat(VeraPdf.faults(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
        assertThat(Pages.readable(pdf)).doesNotContain("JavaScript", "Launch", "a.exe", "OpenAction");
    }

    @ParameterizedTest
    @CsvSource({
        "maxp, 4, 'goes beyond its end', true",
        "cmap, 0, '', false",
        "head, 18, 'no size', false",
        "glyf, 0, '', false",
        "loca, 0, '', false",
        "hhea, 34, '', false"
    })
    void aBrokenFontIsRefused(String table, int at, String why, boolean inDirectory) throws IOException {
        byte[] font = ThemeSamples.files().get("own.ttf").orElseThrow();
        int entry = -1;
        for (int i = 12; i < 12 + 16 * font[5]; i += 16) {
            if (new String(font, i, 4, java.nio.charset.StandardCharsets.ISO_8859_1).equals(table)) {
                entry = i;
            }
        }
        int offset = inDirectory ? entry + 8 + at : four(font, entry + 8) + at;
        Arrays.fill(
                font,
                offset,
                offset + (inDirectory ? 4 : table.equals("glyf") || table.equals("loca") ? 400 : 2),
                inDirectory ? (byte) 0x7f : (byte) (at == 18 ? 0 : 0xff));
        try {
            Typeface face = Typeface.of("own.ttf", font, Typeface.Weight.REGULAR);
            // what its letters look like nobody can tell
            assertThat(face.font()).isNotNull();
            assertThat(why).isEmpty();
        } catch (InvalidInputException refusal) {
            assertThat(refusal).hasMessageContaining("fonts").hasMessageContaining(why);
        }
    }

    private static int four(byte[] bytes, int at) {
        return java.nio.ByteBuffer.wrap(bytes).getInt(at);
    }

    /** Ten thousand groups of all letters there are: each would be put in a table. */
    @Test
    void aFontOfMoreLettersThanThereAreIsRefused() {
        int groups = 10_000;
        java.nio.ByteBuffer font = java.nio.ByteBuffer.allocate(200_000);
        font.putInt(0x00010000).putShort((short) 2).putShort((short) 0).putInt(0);
        font.put("head".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                .putInt(0)
                .putInt(100)
                .putInt(54);
        font.put("cmap".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                .putInt(0)
                .putInt(200)
                .putInt(130_000);
        font.putShort(118, (short) 1000);
        font.position(200);
        font.putShort((short) 0)
                .putShort((short) 1)
                .putShort((short) 3)
                .putShort((short) 10)
                .putInt(12);
        font.putShort((short) 12)
                .putShort((short) 0)
                .putInt(16 + 12 * groups)
                .putInt(0)
                .putInt(groups);
        for (int i = 0; i < groups; i++) {
            font.putInt(0).putInt(0x10ffff).putInt(0);
        }
        assertThatThrownBy(() -> Typeface.of("own.ttf", font.array(), Typeface.Weight.REGULAR))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more than 300000 letters");
    }
}
