package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void elsewhereALineTellsEachStage() {
        play(Progress.of(out, false, false));
        assertThat(printed()).isEqualTo("2026-01\n2026-02\nhalfway\n");
    }

    @Test
    void onATerminalABarIsDrawnInPlace() {
        play(Progress.of(out, true, false));
        assertThat(printed())
                .isEqualTo("\r[" + " ".repeat(30) + "]   0 %  2026-01"
                        + "\r[" + "#".repeat(15) + " ".repeat(15) + "]  50 %  2026-02"
                        + "\r" + " ".repeat(47) + "\rhalfway\n"
                        + "[" + "#".repeat(15) + " ".repeat(15) + "]  50 %  2026-02\n");
    }

    @Test
    void whenQuietNothingIsPrinted() {
        play(Progress.of(out, true, true));
        assertThat(printed()).isEmpty();
    }

    @Test
    void withoutAConsoleThereIsNoTerminal() {
        assertThat(Progress.isTerminal(null)).isFalse();
    }

    private static void play(Progress progress) {
        progress.at(0, 1000, "2026-01");
        progress.at(1, 1000, "2026-01");
        progress.at(500, 1000, "2026-02");
        progress.say("halfway");
        progress.end();
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
