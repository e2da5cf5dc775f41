package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a play keeps, and how it goes on from there. */
class StoreTest extends PlayTest {

    private PlayFolder hosting() {
        return play.subscription("start=2026-01-01", "unitPrice=10.00")
                .actions(
                        "2026-01-05,PAY,2026-00001,12.10,bank",
                        "2026-01-06,PAY,2026-00001,0,nothing",
                        "2026-02-10,LINE,K,5.00,Work",
                        "2026-03-15,END,S,,CREDIT");
    }

    private String store(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void a_second_month_goes_on_where_the_first_ended() throws IOException {
        Map<String, String> atOnce = hosting().play("2026-01", "2026-04").content();
        String kept = store("kept");
        for (String month : List.of("2026-01", "2026-02", "2026-03")) {
            play.play(month, month, "--store", kept);
        }
        PlayFolder.Played last = play.play("2026-04", "2026-04", "--store", kept);
        assertThat(last.exit()).as("what was refused in January is told still").isEqualTo(1);
        assertThat(last.content()).isEqualTo(atOnce);
    }

    @Test
    void the_same_again_does_nothing_twice() throws IOException {
        Map<String, String> once = hosting().play("2026-01", "2026-04").content();
        PlayFolder.Played again = play.play("2026-01", "2026-04");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.content()).isEqualTo(once);
        assertThat(folder.resolve("out.store.mv.db")).exists();
    }

    @Test
    void rows_that_came_since_are_taken_by_the_next_month() {
        String kept = store("kept");
        play.subscription("start=2026-01-01", "unitPrice=10.00").play("2026-01", "2026-01", "--store", kept);
        PlayFolder.Played next = play.customer("reference=L")
                .subscription("reference=T", "customer=L", "start=2026-02-01", "unitPrice=7.00")
                .actions("2026-02-03,PRICE,S,20.00,NEXT_PERIOD")
                .play("2026-02", "2026-03", "--store", kept);
        assertThat(next.exit()).isZero();
        assertThat(next.invoices("number", "customer", "net"))
                .containsExactly(
                        "2026-00001 K 10.00",
                        "2026-00002 K 10.00",
                        "2026-00003 L 7.00",
                        "2026-00004 K 20.00",
                        "2026-00005 L 7.00");
    }

    @Test
    void a_store_that_was_asked_for_is_left_alone_when_the_input_is_another() {
        String kept = store("kept");
        hosting().play("2026-01", "2026-02", "--store", kept);
        assertThat(play.play("2026-04", "2026-04", "--store", kept).errors())
                .contains("it was played through 2026-02-28, so --from must be 2026-03");
        assertThat(play.play("2026-01", "2026-01", "--store", kept).errors())
                .contains("it was played through 2026-02-28 already");
        PlayFolder.Played late =
                play.actions("2026-02-11,LINE,K,6.00,Late").play("2026-03", "2026-03", "--store", kept);
        assertThat(late.exit()).isEqualTo(2);
        assertThat(late.errors()).contains("actions up to 2026-02-28 differ from those that were played");
        PlayFolder.Played other = play.seller("\"currency\": \"USD\"").play("2026-01", "2026-02", "--store", kept);
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.errors()).contains("another administration.json");
    }

    @Test
    void one_that_was_not_asked_for_begins_anew() {
        hosting().play("2026-01", "2026-02");
        PlayFolder.Played other =
                play.actions("2026-01-07,INVOICE,K,50.00,Forgotten").play("2026-01", "2026-02");
        assertThat(other.invoices("number", "net"))
                .containsExactly("2026-00001 10.00", "2026-00002 50.00", "2026-00003 10.00");
    }

    @Test
    void a_play_that_is_killed_ends_as_one_that_was_not_when_it_is_started_again() throws Exception {
        PlayFolder.Played undisturbed = PlayFolder.sample(folder.resolve("undisturbed"));
        Path out = folder.resolve("killed");
        Random random = new Random(20261125);
        int killed = 0;
        for (int i = 0; i < 6; i++) {
            killed += isKilledAfter(1_000 + random.nextInt(6_000), out) ? 1 : 0;
        }
        assertThat(killed).as("plays that were killed before their end").isPositive();
        PlayFolder.Played last = PlayFolder.sample(out);
        assertThat(last.exit()).isZero();
        assertThat(last.content()).isEqualTo(undisturbed.content());
    }

    /** Plays the sample in a process of its own; answers whether it was killed before it ended. */
    private static boolean isKilledAfter(int millis, Path out) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Quickstart.class.getName(),
                "--out",
                out.toString(),
                "--quiet"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        process.waitFor();
        return !ended;
    }
}
