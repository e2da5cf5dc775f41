package nl.termijn.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.ProviderException;
import org.junit.jupiter.api.Test;

/**
 * Whatever letterhead, logo and fonts a seller brings, a document comes of them, or a refusal that says why. Other seeds than the
 * build's: {@code mvn -pl billing-pdf -am test -Dtest=ThemeFuzzTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfuzz.from=1000000 -Dfuzz.count=100000}.
 */
class ThemeFuzzTest {
    private static final List<String> WORDS = List.of(
            "0",
            "-1",
            "1",
            "9999999999",
            "2147483647",
            "500001",
            "[",
            "]",
            "<<",
            ">>",
            "(",
            ")",
            "<",
            ">",
            "/",
            "%",
            "null",
            "true",
            "3 0 R",
            "4 0 R",
            "99 0 R",
            "0 0 R",
            "stream\n",
            "endstream",
            "endobj",
            "obj",
            "xref",
            "trailer",
            "startxref",
            "%%EOF",
            "/DeviceCMYK",
            "/FlateDecode",
            "/LZWDecode",
            "/Length",
            "/Kids",
            "/Count",
            "/Prev 9",
            "/Size",
            "/Encrypt",
            "/Filter",
            "/DecodeParms",
            "/Columns 99999999",
            "/Type /ObjStm",
            "/Type /XRef",
            "/W [1 2 1]",
            "/Index [0 99]",
            "/Subtype /Form",
            "k",
            "q",
            "Do",
            "BI",
            "ID",
            "\u0000",
            "\r\n");

    @Test
    void aThemeIsDrawnOrRefused() throws IOException {
        long from = Long.getLong("fuzz.from", 1);
        long count = Long.getLong("fuzz.count", 400);
        List<byte[]> letterheads = new ArrayList<>(Letterheads.right());
        Letterheads.refused().values().forEach(refused -> {
            if (refused.getValue().length < 20_000) {
                letterheads.add(refused.getValue());
            }
        });
        int drawn = 0;
        int refused = 0;
        for (long seed = from; seed < from + count; seed++) {
            if (isDrawn(seed, letterheads)) {
                drawn++;
            } else {
                refused++;
            }
        }
        // both ends are reached
        assertThat(drawn).as("drawn").isGreaterThan((int) (count / 20));
        assertThat(refused).as("refused").isGreaterThan((int) (count / 20));
    }

    private static boolean isDrawn(long seed, List<byte[]> letterheads) throws IOException {
        Random random = new Random(seed);
        Theme.Builder theme = Theme.letter().toBuilder();
        Map<String, byte[]> files = new HashMap<>();
        switch (random.nextInt(5)) {
            case 0 -> {
                theme.logo(Theme.Logo.builder().file("logo.png").build());
                files.put("logo.png", changed(ThemeSamples.logo(60, 20), random));
            }
            case 1 -> {
                theme.fonts(Theme.Fonts.builder()
                        .regularFile("own.ttf")
                        .boldFile("own-bold.ttf")
                        .build());
                byte[] font = ThemeSamples.files().get("own.ttf").orElseThrow();
                files.put("own.ttf", font);
                files.put("own-bold.ttf", changed(font, random));
            }
            default -> {
                theme.letterhead(Theme.Letterhead.builder().file("paper.pdf").build());
                boolean right = random.nextBoolean();
                int which = random.nextInt(right ? Letterheads.right().size() : letterheads.size());
                files.put("paper.pdf", rewritten(letterheads.get(which), random));
            }
        }
        try {
            byte[] pdf = PdfDocuments.of(theme.build(), ThemeFiles.of(files))
                    .render(Samples.invoice(Samples.lines(2)))
                    .content();
            assertThat(pdf).as("seed %d", seed).isNotEmpty();
            return true;
        } catch (InvalidInputException refusal) {
            assertThat(refusal.violations()).as("seed %d", seed).isNotEmpty();
            return false;
        } catch (ProviderException refusal) {
            assertThat(refusal.retry()).as("seed %d", seed).isEqualTo(ProviderException.Retry.NEVER);
            return false;
        } catch (RuntimeException | Error e) {
            return fail("seed " + seed + ": " + e, e);
        }
    }

    private static byte[] changed(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(6); i > 0; i--) {
            // the beginning says how large all else is
            int at = random.nextInt(random.nextBoolean() ? Math.min(400, changed.length) : changed.length);
            changed[at] = (byte) (random.nextInt(3) == 0 ? 0xff : random.nextInt(256));
        }
        return random.nextInt(20) == 0 ? java.util.Arrays.copyOf(changed, random.nextInt(changed.length)) : changed;
    }

    /** With words of PDF put in, left out, doubled or moved. */
    private static byte[] rewritten(byte[] bytes, Random random) {
        StringBuilder text = new StringBuilder(new String(bytes, StandardCharsets.ISO_8859_1));
        for (int i = random.nextInt(5); i > 0 && !text.isEmpty(); i--) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + 1 + random.nextInt(1 << random.nextInt(9)));
            String part = text.substring(from, to);
            String word = WORDS.get(random.nextInt(WORDS.size()));
            switch (random.nextInt(6)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, part.repeat(1 << random.nextInt(10)));
                case 2 -> text.insert(from, " " + word + " ");
                case 3 -> number(text, from, random);
                case 4 -> text.setCharAt(from, (char) random.nextInt(256));
                default -> text.replace(from, Math.min(to, from + word.length()), word);
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void number(StringBuilder text, int from, Random random) {
        int at = from;
        while (at < text.length() && !Character.isDigit(text.charAt(at))) {
            at++;
        }
        int end = at;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        text.replace(
                at, end, random.nextBoolean() ? String.valueOf(random.nextInt(900)) : WORDS.get(random.nextInt(6)));
    }
}
