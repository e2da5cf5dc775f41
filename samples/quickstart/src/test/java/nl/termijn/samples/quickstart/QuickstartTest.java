package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void administration() throws IOException {
        in("administration.json", "{\"name\": \"Seller\"}");
    }

    @Test
    void endsWellWhenNothingIsRefused() {
        assertThat(run((input, options, progress) -> List.of())).isZero();
        assertThat(err()).isEmpty();
        assertThat(out())
                .startsWith("A dry run: administration.json does not give vatId, kvkNumber, address.street")
                .endsWith("Played 2026-01 to 2026-02. Look in " + folder.resolve("out") + ".\n");
    }

    @Test
    void listsWhatTheFilesAndTheRulesRefuse() throws IOException {
        in("customers.csv", "reference,name,kind,country\nC1,,CONSUMER,\nC2,Bos,CONSUMER,NL\n");
        int status = run((input, options, progress) -> {
            assertThat(input.customers()).hasSize(1);
            assertThat(options.out()).isDirectory();
            return List.of(new Refusal("customers.csv", 3, "country", "NL", "is not served"));
        });
        assertThat(status).isEqualTo(1);
        assertThat(err()).isEqualTo("""
                customers.csv:2: name: '': must be given; fill it in
                customers.csv:2: country: '': must be given; fill it in
                customers.csv:3: country: 'NL': is not served
                """);
        assertThat(out()).contains("2 rows were refused");
    }

    @Test
    void quietPrintsRefusalsOnly() {
        int status = run(
                (input, options, progress) -> {
                    progress.say("hello");
                    return List.of(new Refusal("actions.csv", 3, "", "", "no"));
                },
                "--quiet");
        assertThat(status).isEqualTo(1);
        assertThat(out()).isEmpty();
        assertThat(err()).isEqualTo("actions.csv:3: no\n");
    }

    @Test
    void doesNothingWithoutAFolderAnAdministrationOrARightHeader() throws IOException {
        Play never = (input, options, progress) -> {
            throw new IllegalStateException("must not be played");
        };
        in("customers.csv", "reference,name,kind,country,colour\n");
        assertThat(run(never)).isEqualTo(2);
        assertThat(err()).startsWith("customers.csv:1: colour: 'colour': the column is unknown");
        in("administration.json", "{");
        assertThat(run(never)).isEqualTo(2);
        assertThat(run(never, "--in")).isEqualTo(2);
        assertThat(folder.resolve("out")).doesNotExist();
        String[] args = {"--in", folder.resolve("none").toString(), "--out", "x", "--from", "2026-01", "--to", "2026-01"
        };
        assertThat(new Quickstart(never, false).run(args, stream(out), stream(err)))
                .isEqualTo(2);
        assertThat(err()).contains("none: is not a folder; ");
        assertThat(out()).isEmpty();
    }

    @Test
    void aWrongOptionIsExplainedInOneLineAndTheUsage() {
        assertThat(run((input, options, progress) -> List.of(), "--fast")).isEqualTo(2);
        assertThat(err()).startsWith("'--fast' is not an option; see the options below\nUsage: ");
        assertThat(out()).isEmpty();
    }

    @Test
    void anOutputThatCannotBeWrittenIsExplained() throws IOException {
        Files.writeString(folder.resolve("out"), "a file");
        assertThat(run((input, options, progress) -> List.of())).isEqualTo(2);
        assertThat(err()).startsWith("The output cannot be written: ");
    }

    @Test
    void aFaultOfTheProgramIsNotTakenForARefusal() {
        int status = run((input, options, progress) -> {
            throw new IllegalStateException("bug");
        });
        assertThat(status).isEqualTo(2);
        assertThat(err()).contains("The program failed").contains("IllegalStateException: bug");
    }

    @Test
    void helpIsPrintedWhereItIsAskedFor() {
        assertThat(run((input, options, progress) -> List.of(), "--help")).isZero();
        assertThat(out()).isEqualTo(Options.USAGE);
        assertThat(err()).isEmpty();
    }

    private int run(Play play, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "--in",
                folder.toString(),
                "--out",
                folder.resolve("out").toString(),
                "--from",
                "2026-01",
                "--to",
                "2026-02"));
        args.addAll(List.of(more));
        return new Quickstart(play, false).run(args.toArray(String[]::new), stream(out), stream(err));
    }

    private void in(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String out() {
        return text(out);
    }

    private String err() {
        return text(err);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
