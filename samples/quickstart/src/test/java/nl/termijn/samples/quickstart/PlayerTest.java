package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The main job from outside: a folder in, lists, documents and a report out. */
class PlayerTest extends PlayTest {
    private PlayFolder hosting() {
        return play.subscription("start=2026-01-01", "unitPrice=10.00");
    }

    private static String header(PlayFolder.Played played, String file) {
        return played.text(file).lines().findFirst().orElseThrow();
    }

    @Test
    void documentsAreDrawnInTheSellersThemeAndMailIsLeftAsFiles() throws IOException {
        Path theme = Files.createDirectories(folder.resolve("theme"));
        Files.writeString(
                theme.resolve("theme.json"), "{ \"name\": \"Ours\", \"colours\": { \"accent\": \"#803000\" } }");
        PlayFolder.Played played = play.customer("email=klant@example.nl")
                .actions("2026-01-07,INVOICE,K,50.00,Work")
                .play("2026-01", "2026-01", "--theme", theme.toString());
        assertThat(played.exit()).isZero();
        assertThat(played.text("documents/2026-00001.pdf")).startsWith("%PDF-1.7");
        try (var mails = Files.list(played.out().resolve("mail"))) {
            assertThat(mails)
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.getFileName().toString()).endsWith(".eml"));
        }
        Files.writeString(theme.resolve("theme.json"), "{ \"name\": \"Ours\", \"colours\": { \"accent\": \"red\" } }");
        PlayFolder.Played refused = play.play("2026-01", "2026-01", "--theme", theme.toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors()).contains("theme.json", "colours.accent", "#rrggbb");
        assertThat(play.play("2026-01", "2026-01", "--theme", "nowhere").exit()).isEqualTo(2);
    }

    @Test
    void the_lists_have_the_columns_of_the_contract() {
        PlayFolder.Played played = hosting().play("2026-01", "2026-01");
        assertThat(played.exit()).isZero();
        assertThat(header(played, "invoices.csv"))
                .isEqualTo(
                        "number,kind,status,customer,runMonth,issueDate,dueDate,currency,net,vat,gross,open,refersTo");
        assertThat(header(played, "invoice-lines.csv"))
                .isEqualTo(
                        "number,line,subscription,pendingLine,description,from,to,quantity,periods,unitPrice,discount,"
                                + "net,vatCategory,vatRate");
        assertThat(header(played, "vat.csv")).isEqualTo("number,category,rate,taxable,vat");
        assertThat(header(played, "customers-balance.csv"))
                .isEqualTo("customer,invoiced,credited,paid,writtenOff,open,credit");
        assertThat(header(played, "subscriptions-state.csv")).isEqualTo("reference,billedThrough");
        assertThat(played.text("invoices.csv").lines().skip(1))
                .containsExactly("2026-00001,INVOICE,SENT,K,2026-01,2026-01-01,2026-01-15,EUR,10.00,2.10,12.10,12.10,");
        assertThat(played.text("invoice-lines.csv").lines().skip(1))
                .containsExactly("2026-00001,1,S,,Hosting,2026-01-01,2026-02-01,1,1,10.00,0.00,10.00,S,21");
        assertThat(played.out().resolve("documents/2026-00001.pdf")).exists();
        assertThat(played.text("log.txt")).contains("was sent as 2026-00001: EUR 12.10.");
        assertThat(played.text("report.json"))
                .contains("\"mrr\"", "\"deferred\"", "\"forecast\"")
                .contains("\"runDate\" : \"2026-01-01\"")
                .contains("\"refused\"");
    }

    @Test
    void what_the_rules_forbid_is_refused_by_line_and_changes_nothing() {
        hosting()
                .actions(
                        "2026-01-02,RESUME,S,,",
                        "2026-01-02,PAUSE,S,,",
                        "2026-01-03,PAUSE,S,,",
                        "2026-01-03,PAY,2026-00001,0,",
                        "2026-01-03,PAY,2026-00001,1.001,",
                        "2026-01-03,PAY,nobody,1.00,",
                        "2026-01-03,INVOICE,K,-1.00,below zero",
                        "2026-01-03,RUN,ALL,,2026-02",
                        "2026-01-03,CREDIT,2026-00009,,",
                        "2026-01-03,SCHEDULE,K,5,",
                        "2026-01-03,DELETE,K,,DROP",
                        "2026-01-04,EXPORT,2026-00001,,",
                        "2026-01-05,WITHDRAW,2026-00001,,wrong",
                        "2026-01-05,CREDIT,2026-00001,10.01,1",
                        "2026-01-06,END,S,,CREDIT",
                        "2026-01-07,PRICE,S,5.00,NOW",
                        "2026-01-07,END,S,,CREDIT");
        PlayFolder.Played played = play.play("2026-01", "2026-01");
        assertThat(played.exit()).isEqualTo(1);
        assertThat(played.errors().lines().map(line -> line.replaceAll("^actions.csv:([0-9]+):.*$", "$1")))
                .containsExactly("2", "4", "5", "6", "7", "8", "9", "10", "11", "12", "14", "15", "17", "18");
        assertThat(played.invoices("number")).hasSize(2);
    }

    @Test
    void a_wrong_row_is_refused_with_column_value_and_rule_and_the_rest_is_done() {
        PlayFolder.Played played = play.customer()
                .customer("reference=L", "vatId=NL123456789B01")
                .subscription("start=2026-01-01", "unitPrice=10.00")
                .subscription("reference=T", "customer=L", "start=2026-01-01", "unitPrice=10.00")
                .subscription("reference=U", "start=2026-02-01", "end=2026-01-01", "unitPrice=10.00")
                .play("2026-01", "2026-01");
        assertThat(played.exit()).isEqualTo(1);
        assertThat(played.errors())
                .contains("customers.csv:3: vatId: 'NL123456789B01'")
                .contains("subscriptions.csv:3: customer: 'L'")
                .contains("subscriptions.csv:4: end: '2026-01-01'");
        assertThat(played.invoices("customer")).containsExactly("K");
    }

    @Test
    void money_for_a_withdrawn_invoice_is_the_customers_credit() {
        PlayFolder.Played played = hosting()
                .actions("2026-01-02,WITHDRAW,2026-00001,,DROP wrong", "2026-01-03,PAY,2026-00001,12.10,")
                .play("2026-01", "2026-01");
        assertThat(played.exit()).isZero();
        assertThat(played.invoices("status", "open")).containsExactly("WITHDRAWN 0.00");
        assertThat(played.balances("invoiced", "credit")).containsExactly("0.00 12.10");
    }

    @Test
    void without_sending_drafts_stay_and_may_be_deleted() {
        PlayFolder.Played played =
                hosting().actions("2026-01-02,DELETE,K,,GIVE_BACK").play("2026-01", "2026-02", "--no-send");
        assertThat(played.exit()).isZero();
        assertThat(played.invoices("number", "status", "net")).containsExactly(" AWAITING_APPROVAL 20.00");
    }

    @Test
    void a_seller_that_cannot_be_is_nothing_done() {
        PlayFolder.Played played = play.seller("\"vatId\": \"NL1\"").play("2026-01", "2026-01");
        assertThat(played.exit()).isEqualTo(2);
        assertThat(played.errors()).contains("vatId");
    }

    @Test
    void the_shipped_sample_plays_without_a_refusal_obeys_the_laws_and_gives_the_same_bytes_twice() throws IOException {
        PlayFolder.Played first = PlayFolder.sample(folder.resolve("first"));
        assertThat(first.exit()).as(first.errors()).isZero();
        assertThat(PlayFolder.sample(folder.resolve("second")).content()).isEqualTo(first.content());
        daysAreBilledOnce(first);
        numbersHaveNoGap(first);
        totalsAddUp(first);
        accountsBalance(first);
    }

    private static void daysAreBilledOnce(PlayFolder.Played played) {
        Map<String, String> kinds = new HashMap<>();
        played.rows("invoices.csv").forEach(row -> kinds.put(row.get("number"), row.get("kind") + row.get("status")));
        Map<String, List<LocalDate[]>> days = new TreeMap<>();
        for (SampleYear.OutRow row : played.rows("invoice-lines.csv")) {
            boolean due = row.get("pendingLine").isEmpty() && !row.get("from").isEmpty();
            if (due && "INVOICESENT".equals(kinds.get(row.get("number")))) {
                days.computeIfAbsent(row.get("subscription"), any -> new ArrayList<>())
                        .add(new LocalDate[] {LocalDate.parse(row.get("from")), LocalDate.parse(row.get("to"))});
            }
        }
        days.forEach((subscription, ranges) -> {
            ranges.sort(Comparator.comparing(range -> range[0]));
            for (int i = 0; i + 1 < ranges.size(); i++) {
                assertThat(ranges.get(i)[1]).as(subscription).isBeforeOrEqualTo(ranges.get(i + 1)[0]);
            }
        });
    }

    private static void numbersHaveNoGap(PlayFolder.Played played) {
        for (String prefix : List.of("2026-", "C2026-")) {
            List<String> numbers = played.rows("invoices.csv").stream()
                    .map(row -> row.get("number"))
                    .filter(number -> number.startsWith(prefix))
                    .toList();
            for (int i = 0; i < numbers.size(); i++) {
                assertThat(numbers.get(i)).isEqualTo(String.format("%s%05d", prefix, i + 1));
            }
        }
    }

    private static void totalsAddUp(PlayFolder.Played played) {
        Map<String, BigDecimal> nets = new HashMap<>();
        played.rows("invoice-lines.csv")
                .forEach(row -> nets.merge(row.get("number"), new BigDecimal(row.get("net")), BigDecimal::add));
        for (SampleYear.OutRow row : played.rows("invoices.csv")) {
            assertThat(nets.get(row.get("number"))).as(row.get("number")).isEqualByComparingTo(row.get("net"));
            assertThat(new BigDecimal(row.get("net")).add(new BigDecimal(row.get("vat"))))
                    .isEqualByComparingTo(row.get("gross"));
        }
    }

    private static void accountsBalance(PlayFolder.Played played) {
        for (SampleYear.OutRow row : played.rows("customers-balance.csv")) {
            BigDecimal charged = new BigDecimal(row.get("invoiced"))
                    .subtract(new BigDecimal(row.get("credited")))
                    .subtract(new BigDecimal(row.get("paid")))
                    .subtract(new BigDecimal(row.get("writtenOff")));
            assertThat(charged)
                    .as(row.get("customer"))
                    .isEqualByComparingTo(new BigDecimal(row.get("open")).subtract(new BigDecimal(row.get("credit"))));
        }
    }
}
