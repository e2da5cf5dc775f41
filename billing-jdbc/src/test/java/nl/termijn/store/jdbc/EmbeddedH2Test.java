package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import nl.termijn.error.InvalidInputException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedH2Test {
    @TempDir
    private Path folder;

    @RepeatedTest(3)
    void what_was_committed_survives_a_process_that_is_killed(RepetitionInfo trial) throws Exception {
        Path file = folder.resolve("store");
        Set<String> committed = new HashSet<>();
        for (int life = 0; life < 2; life++) {
            committed.addAll(killedAfter(file, "life" + life, 100 * trial.getCurrentRepetition() + 37));
        }
        try (JdbcBillingStore store = JdbcBillingStore.file(file)) {
            Set<String> found = new HashSet<>();
            store.inTransaction(Crashing.SELLER, unit -> unit.pendingLines().waiting(Crashing.K))
                    .forEach(line -> found.add(line.reference().value()));
            assertThat(found).containsAll(committed);
            // at most what was committed but not said any more
            assertThat(found.size() - committed.size()).isBetween(0, 2);
        }
    }

    /** Runs the process until it has said so many lines, kills it, and answers all that it said. */
    private static Set<String> killedAfter(Path file, String life, int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Crashing.class.getName(),
                        file.toString(),
                        life)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Set<String> said = new HashSet<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null) {
                said.add(line);
                if (said.size() == lines) {
                    // by its handle, as Process itself would close the stream with what it said last
                    process.toHandle().destroyForcibly();
                }
                line = out.readLine();
            }
        }
        process.waitFor();
        assertThat(said).hasSizeGreaterThanOrEqualTo(lines);
        return said;
    }

    @Test
    void a_file_whose_writes_are_delayed_is_refused() {
        JdbcDataSource delayed = new JdbcDataSource();
        delayed.setURL("jdbc:h2:file:" + folder.resolve("delayed"));
        assertThatThrownBy(() -> JdbcBillingStore.on(delayed))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("WRITE_DELAY")
                .hasMessageContaining("add ;WRITE_DELAY=0 to the URL");
        JdbcDataSource durable = new JdbcDataSource();
        durable.setURL("jdbc:h2:file:" + folder.resolve("durable") + ";WRITE_DELAY=0");
        assertThat(JdbcBillingStore.on(durable).administrations()).isEmpty();
    }
}
