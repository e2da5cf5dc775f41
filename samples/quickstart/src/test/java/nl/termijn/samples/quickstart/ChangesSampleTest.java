package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The second sample: a take-over from another program, changes of plan, and a price campaign. */
class ChangesSampleTest extends PlayTest {

    private PlayFolder.Played sample() {
        return PlayFolder.folder(Path.of("data-changes"), folder.resolve("out"), "2026-01", "2026-12");
    }

    @Test
    void what_was_taken_over_agrees_with_what_the_program_before_had() {
        PlayFolder.Played played = sample();
        assertThat(played.errors()).isEmpty();
        assertThat(played.exit()).isZero();
        assertThat(played.text("take-over.csv").lines().skip(1))
                .containsExactly(
                        "CUSTOMERS,4,4,true",
                        "SUBSCRIPTIONS,6,6,true",
                        "PRICE_OF_PERIODS,166.30,166.30,true",
                        "OPEN,17.10,17.10,true",
                        "MANDATES,2,2,true");
        assertThat(played.invoices("number", "open"))
                .as("one old invoice was paid here, of the other nothing more came in")
                .contains("OUD-2025-0412 0.00", "OUD-2025-0413 20.00");
    }

    @Test
    void a_plan_changes_at_once_to_the_cent_or_with_the_next_period() {
        PlayFolder.Played played = sample();
        assertThat(played.text("invoice-lines.csv").lines().filter(line -> line.startsWith("2026-00010,")))
                .as("11 March: 21 of 31 days of 4.95 back, of 9.95 charged; April; the domain")
                .extracting(
                        line -> line.split(",", -1)[2] + " " + line.split(",", -1)[5] + " " + line.split(",", -1)[11])
                .containsExactlyInAnyOrder(
                        "A2 2026-04-12 9.95", "A1 2026-04-01 9.95", "A1 2026-03-11 -3.35", "A1 2026-03-11 6.74");
        assertThat(played.text("invoice-lines.csv").lines().filter(line -> line.startsWith("2026-00016,")))
                .singleElement()
                .asString()
                .contains("Webhosting Plus nieuw-begin.example", "2026-05-10", "9.95");
    }

    @Test
    void the_campaign_tells_who_pays_what_from_when_and_who_left() {
        assertThat(sample().text("price-changes.csv").lines().skip(1))
                .containsExactly(
                        "PRIJS-2026,D1001,A1,2026-07-01,9.95,10.55,false",
                        "PRIJS-2026,D1003,A5,2026-07-15,4.95,5.25,true",
                        "PRIJS-2026,D1004,A6,2026-09-01,99.00,104.95,false",
                        "PRIJS-2026,N2001,B1,2026-07-10,9.95,10.55,false");
    }

    @Test
    void each_customer_of_the_campaign_got_one_mail_of_it() throws IOException {
        List<String> notices = new ArrayList<>();
        try (DirectoryStream<Path> mails =
                Files.newDirectoryStream(sample().out().resolve("mail"))) {
            for (Path mail : mails) {
                String text = Files.readString(mail, StandardCharsets.ISO_8859_1);
                if (text.contains(":_nieuwe_prijzen_vanaf_") || text.contains(":_neue_Preise_ab_")) {
                    notices.add(text);
                }
            }
        }
        assertThat(notices).hasSize(4);
    }

    @Test
    void arguments_that_are_not_understood_are_refused_by_line() {
        PlayFolder.Played played = play.subscription("start=2026-01-01", "unitPrice=10.00")
                .actions(
                        "2026-01-05,PLAN,S,12.00,SOON X Plus",
                        "2026-01-06,PLAN,S,12.00,NOW X",
                        "2026-01-07,CAMPAIGN,P,6,next month",
                        "2026-01-08,CAMPAIGN,P,6,2026-01-08 0")
                .play("2026-01", "2026-01");
        assertThat(played.exit()).isEqualTo(1);
        assertThat(played.errors())
                .contains("must be NOW or NEXT_PERIOD, a product code and a description")
                .contains("must be a day, days of notice and the product codes it is about")
                .contains("must be after today");
        assertThat(Files.exists(played.out().resolve("price-changes.csv"))).isTrue();
        assertThat(played.text("price-changes.csv").lines()).hasSize(1);
    }

    @Test
    void a_take_over_with_a_fault_is_refused_whole_and_the_rest_is_played() throws IOException {
        Path files = Files.createDirectories(folder.resolve("in/take-over"));
        Files.writeString(
                files.resolve("customers.csv"),
                "reference,name,kind,country\nD1,Jansen,BUSINESS,NL\nD2,,BUSINESS,NL\n");
        PlayFolder.Played played =
                play.subscription("start=2026-01-01", "unitPrice=10.00").play("2026-01", "2026-01");
        assertThat(played.exit()).isEqualTo(1);
        assertThat(played.errors()).contains("take-over/customers.csv", "name");
        assertThat(played.invoices("customer")).isEqualTo(List.of("K"));
        assertThat(played.text("customers-balance.csv")).doesNotContain("D1");
    }
}
