package nl.termijn.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.termijn.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A theme is right, or refused when it is set, with all that is wrong and by name. */
class ThemeTest {

    private static ThemeFiles json(String text) throws IOException {
        return ThemeFiles.of(Map.of(
                ThemeFiles.THEME, text.getBytes(StandardCharsets.UTF_8), "logo.png", ThemeSamples.logo(300, 100)));
    }

    @Test
    void aFolderOfFilesIsATheme(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("theme.json"), """
                { "name": "Ours", "version": 3, "address": "NL_WINDOW_LEFT", "top": "BAND", "headline": true,
                  "colours": { "accent": "#0b6e69" },
                  "logo": { "file": "logo.png", "width": 40 },
                  "columns": [ "DESCRIPTION", "AMOUNT" ],
                  "words": { "nl": { "invoice": "Rekening" } },
                  "foot": { "nl": [ "Voorbeeld\\nHosting", "KvK 1" ] },
                  "closing": { "nl": "Vragen over {number}? Bel ons." } }
                """);
        Files.write(folder.resolve("logo.png"), ThemeSamples.logo(900, 300));
        PdfDocuments documents = PdfDocuments.in(folder);
        assertThat(documents.theme().version()).isEqualTo(3);
        assertThat(Pages.text(
                        documents.render(Samples.invoice(Samples.lines(2))).content()))
                .contains("Rekening 2026-000123", "Vragen over 2026-000123? Bel ons.", "KvK 1")
                .doesNotContain("Aantal", "Prijs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{ \"name\": \"x\", \"colour\": 1 } ; line 1",
                "{ \"name\": \"x\",~~ \"address\": \"UP\" } ; line 3",
                "{ \"name\": \"x\" ; line 1",
                "{ } ; name"
            })
    void aFaultOfFormIsShownByLineOrName(String text, String where) {
        assertThatThrownBy(() -> PdfDocuments.of(json(text.replace('~', '\n')).theme()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(where);
    }

    @Test
    void aThemeWithoutItsFileIsRefused() {
        assertThatThrownBy(() -> ThemeFiles.none().theme())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("theme.json");
    }

    @ParameterizedTest
    @CsvSource({"broken.png, cannot be read", "letterhead.pdf, neither PNG nor JPEG", "nowhere.png, not among the files"
    })
    void aLogoThatCannotBeShownIsNamed(String file, String why) {
        Theme theme = Theme.letter().toBuilder()
                .logo(Theme.Logo.builder().file(file).build())
                .build();
        assertThatThrownBy(() -> PdfDocuments.of(theme, ThemeSamples.files()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("logo.file")
                .hasMessageContaining(why);
    }

    @Test
    void aLogoOfFarTooManyPixelsIsNotEvenRead() throws IOException {
        byte[] small = ThemeSamples.logo(10, 10);
        // the width in the header of the file
        small[16] = 0;
        small[17] = 1;
        small[20] = 0;
        small[21] = 1;
        Theme theme = Theme.letter().toBuilder()
                .logo(Theme.Logo.builder().file("huge.png").build())
                .build();
        assertThatThrownBy(() -> PdfDocuments.of(theme, ThemeFiles.of(Map.of("huge.png", small))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("10 million");
        ThemeFiles heavy = ThemeFiles.of(Map.of("huge.png", new byte[6_000_000]));
        assertThatThrownBy(() -> PdfDocuments.of(theme, heavy))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("larger than 5 MB");
    }

    @ParameterizedTest
    @CsvSource({
        "letter-size.pdf, size of the paper",
        "bare-font.pdf, without embedding it",
        "logo.png, cannot be read",
        "nowhere.pdf, not among the files"
    })
    void aLetterheadThatDoesNotFitIsNamed(String file, String why) {
        Theme theme = Theme.letter().toBuilder()
                .letterhead(Theme.Letterhead.builder().file(file).build())
                .build();
        assertThatThrownBy(() -> PdfDocuments.of(theme, ThemeSamples.files()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("letterhead.file")
                .hasMessageContaining(why);
    }

    @Test
    void theFontsOfTheSellerAreUsed() throws IOException {
        Theme theme = Theme.letter().toBuilder()
                .fonts(Theme.Fonts.builder()
                        .regularFile("own.ttf")
                        .boldFile("own-bold.ttf")
                        .build())
                .build();
        byte[] pdf = PdfDocuments.of(theme, ThemeSamples.files())
                .render(Samples.invoice(Samples.lines(1)))
                .content();
        assertThat(new String(pdf, StandardCharsets.ISO_8859_1))
                .contains("+Roboto-")
                .doesNotContain("+NotoSerif");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Theme theme = Theme.builder()
                .name("Wrong")
                .colours(Theme.Colours.builder().accent("red").muted("#cccccc").build())
                .paper(Theme.Paper.builder().left(2).width(90).build())
                .fonts(Theme.Fonts.builder()
                        .regularFile("not-a-font.ttf")
                        .boldFile("own-bold.ttf")
                        .size(20)
                        .build())
                .addColumns(Theme.Column.VAT)
                .fileName("invoice")
                .putWord("nl", Map.of("invoise", "Factuur"))
                .build();
        assertThatThrownBy(() -> PdfDocuments.of(theme, ThemeSamples.files()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("colours.accent")
                .hasMessageContaining("colours.muted")
                .hasMessageContaining("contrast of 1.6")
                .hasMessageContaining("paper")
                .hasMessageContaining("not-a-font.ttf")
                .hasMessageContaining("fonts.size")
                .hasMessageContaining("columns")
                .hasMessageContaining("{number}")
                .hasMessageContaining("words.nl.invoise");
    }

    @Test
    void aFamilyThatIsNotBuiltInIsRefused() {
        Theme theme = Theme.letter().toBuilder()
                .fonts(Theme.Fonts.builder().family("comic").build())
                .build();
        assertThatThrownBy(() -> PdfDocuments.of(theme))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("comic")
                .hasMessageContaining("grotesk, sans, serif");
    }

    private static Theme.Paper.Builder paper() {
        return Theme.Paper.builder();
    }

    private static Theme.Colours.Builder colours() {
        return Theme.Colours.builder();
    }

    private static Theme.Logo.Builder aLogo() {
        return Theme.Logo.builder().file("logo.png");
    }

    static Stream<Arguments> themesWithoutRoom() {
        Theme.Builder bare = Theme.builder().name("x");
        String lines = "Een regel\n".repeat(9) + "Een regel";
        return Stream.of(
                // dark letters on a dark tint: rows, boxes and how to pay
                Arguments.of(
                        bare.build().toBuilder()
                                .colours(colours().tint("#8a8f96").build()),
                        "the tint"),
                Arguments.of(
                        bare.build().toBuilder()
                                .colours(colours().tint("#1b1f24").build()),
                        "colours.text"),
                Arguments.of(
                        bare.build().toBuilder()
                                .paper(paper().width(148).height(210).build()),
                        "outside the paper"),
                Arguments.of(
                        bare.build().toBuilder()
                                .address(AddressPosition.NL_WINDOW_LEFT)
                                .paper(paper().width(105)
                                        .height(297)
                                        .left(0)
                                        .right(0)
                                        .build()),
                        "outside the paper"),
                Arguments.of(bare.build().toBuilder().paper(paper().left(60).build()), "paper.left"),
                Arguments.of(
                        bare.build().toBuilder()
                                .address(AddressPosition.DE_FORM_B)
                                .paper(paper().right(50).build()),
                        "paper.right"),
                Arguments.of(bare.build().toBuilder().paper(paper().bottom(150).build()), "below address and title"),
                Arguments.of(bare.build().toBuilder().paper(paper().height(190).build()), "below address and title"),
                Arguments.of(bare.build().toBuilder().paper(paper().top(180).build()), "on further pages"),
                Arguments.of(bare.build().toBuilder().paper(paper().bottom(15).build()), "paper.bottom"),
                Arguments.of(bare.build().toBuilder().putFoot("nl", List.of(lines)), "foot.nl"),
                Arguments.of(bare.build().toBuilder().putFoot("nl", List.of(lines, "b", "c")), "column 1"),
                Arguments.of(bare.build().toBuilder().putFoot("en", List.of("a", "b", "c", "d")), "4 columns"),
                Arguments.of(
                        bare.build().toBuilder()
                                .putFoot("nl", List.of("Een lange zin die breekt. ".repeat(12), "", "")),
                        "foot.nl"),
                Arguments.of(bare.build().toBuilder().logo(aLogo().width(300).build()), "logo.width"),
                Arguments.of(bare.build().toBuilder().logo(aLogo().width(-5).build()), "logo.width"),
                Arguments.of(bare.build().toBuilder().logo(aLogo().height(60).build()), "logo.height"),
                Arguments.of(
                        bare.build().toBuilder().logo(aLogo().height(Double.NaN).build()), "logo.height"),
                Arguments.of(
                        bare.build().toBuilder()
                                .top(Theme.Top.BAND)
                                .logo(aLogo().height(28).build()),
                        "within a band"),
                Arguments.of(
                        bare.build().toBuilder()
                                .address(AddressPosition.DE_FORM_A)
                                .logo(aLogo().height(24).build()),
                        "above the address"),
                Arguments.of(
                        bare.build().toBuilder()
                                .paper(paper().left(40).right(60).build())
                                .address(AddressPosition.NL_WINDOW_RIGHT)
                                .fonts(Theme.Fonts.builder().size(12).build()),
                        "for the description"));
    }

    @ParameterizedTest
    @MethodSource("themesWithoutRoom")
    void aThemeWithoutRoomForItsTextIsRefusedWithWhatToMend(Theme.Builder theme, String why) throws IOException {
        ThemeFiles files = ThemeSamples.files();
        assertThatThrownBy(() -> PdfDocuments.of(theme.build(), files))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @EnumSource(AddressPosition.class)
    void theBuiltInThemesHaveRoomWithEveryWindow(AddressPosition position) throws IOException {
        for (Theme theme : List.of(Theme.letter(), Theme.clear(), Theme.ledger())) {
            Theme with =
                    theme.toBuilder().address(position).logo(aLogo().build()).build();
            assertThat(PdfDocuments.of(with, ThemeSamples.files()).theme()).isEqualTo(with);
        }
    }
}
