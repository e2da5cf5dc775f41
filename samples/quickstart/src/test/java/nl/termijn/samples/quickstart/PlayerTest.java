package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job from outside: a folder in, lists, documents and a report out. */
class PlayerTest {
    @TempDir
    Path folder;

    private int exit;
    private String errors = "";

    private Path play(String from, String to, String... more) throws IOException {
        Path in = folder.resolve("in");
        Path out = folder.resolve("out");
        List<String> arguments = new ArrayList<>(
                List.of("--in", in.toString(), "--out", out.toString(), "--from", from, "--to", to, "--quiet"));
        arguments.addAll(Arrays.asList(more));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        exit = new Quickstart(new Player(), false)
                .run(
                        arguments.toArray(String[]::new),
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        errors = err.toString(StandardCharsets.UTF_8);
        return out;
    }

    private PlayerTest file(String name, String... lines) throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(folder.resolve("in").resolve(name), String.join("\n", lines) + "\n");
        return this;
    }

    private PlayerTest seller() throws IOException {
        return file("administration.json", "{\"name\": \"Hosting B.V.\"}")
                .file("customers.csv", "reference,name,kind,country", "K,Klant,BUSINESS,NL");
    }

    private PlayerTest hosting() throws IOException {
        return seller().file(
                        "subscriptions.csv",
                        "reference,customer,description,cycleMonths,start,unitPrice",
                        "S,K,Hosting,1,2026-01-01,10.00");
    }

    private PlayerTest actions(String... rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("date,action,subject,amount,argument"));
        lines.addAll(Arrays.asList(rows));
        return file("actions.csv", lines.toArray(String[]::new));
    }

    private static List<SampleYear.OutRow> read(Path out, String file) throws IOException {
        return SampleYear.rows(Files.readString(out.resolve(file)));
    }

    private static String header(Path out, String file) throws IOException {
        return Files.readString(out.resolve(file)).lines().findFirst().orElseThrow();
    }

    @Test
    void the_lists_have_the_columns_of_the_contract() throws IOException {
        Path out = hosting().play("2026-01", "2026-01");
        assertThat(exit).isZero();
        assertThat(header(out, "invoices.csv"))
                .isEqualTo(
                        "number,kind,status,customer,runMonth,issueDate,dueDate,currency,net,vat,gross,open,refersTo");
        assertThat(header(out, "invoice-lines.csv"))
                .isEqualTo(
                        "number,line,subscription,pendingLine,description,from,to,quantity,periods,unitPrice,discount,"
                                + "net,vatCategory,vatRate");
        assertThat(header(out, "vat.csv")).isEqualTo("number,category,rate,taxable,vat");
        assertThat(header(out, "customers-balance.csv"))
                .isEqualTo("customer,invoiced,credited,paid,writtenOff,open,credit");
        assertThat(header(out, "subscriptions-state.csv")).isEqualTo("reference,billedThrough");
        assertThat(Files.readString(out.resolve("invoices.csv")).lines().skip(1))
                .containsExactly("2026-00001,INVOICE,SENT,K,2026-01,2026-01-01,2026-01-15,EUR,10.00,2.10,12.10,12.10,");
        assertThat(Files.readString(out.resolve("invoice-lines.csv")).lines().skip(1))
                .containsExactly("2026-00001,1,S,,Hosting,2026-01-01,2026-02-01,1,1,10.00,0.00,10.00,S,21");
        assertThat(out.resolve("documents/2026-00001.txt")).exists();
        assertThat(out.resolve("log.txt")).content().contains("was sent as 2026-00001: EUR 12.10.");
        assertThat(out.resolve("report.json"))
                .content()
                .contains("\"runDate\" : \"2026-01-01\"")
                .contains("\"refused\"");
    }

    @Test
    void what_the_rules_forbid_is_refused_by_line_and_changes_nothing() throws IOException {
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
        Path out = play("2026-01", "2026-01");
        assertThat(exit).isEqualTo(1);
        assertThat(errors.lines().map(line -> line.replaceAll("^actions.csv:([0-9]+):.*$", "$1")))
                .containsExactly("2", "4", "5", "6", "7", "8", "9", "10", "11", "12", "14", "15", "17", "18");
        assertThat(read(out, "invoices.csv")).hasSize(2);
    }

    @Test
    void a_wrong_row_is_refused_with_column_value_and_rule_and_the_rest_is_done() throws IOException {
        seller().file(
                        "customers.csv",
                        "reference,name,kind,country,vatId",
                        "K,Klant,BUSINESS,NL,",
                        "L,Klant,BUSINESS,NL,NL123456789B01")
                .file(
                        "subscriptions.csv",
                        "reference,customer,description,cycleMonths,start,end,unitPrice",
                        "S,K,Hosting,1,2026-01-01,,10.00",
                        "T,L,Hosting,1,2026-01-01,,10.00",
                        "U,K,Hosting,1,2026-02-01,2026-01-01,10.00");
        Path out = play("2026-01", "2026-01");
        assertThat(exit).isEqualTo(1);
        assertThat(errors)
                .contains("customers.csv:3: vatId: 'NL123456789B01'")
                .contains("subscriptions.csv:3: customer: 'L'")
                .contains("subscriptions.csv:4: end: '2026-01-01'");
        assertThat(read(out, "invoices.csv")).hasSize(1);
    }

    @Test
    void money_for_a_withdrawn_invoice_is_the_customers_credit() throws IOException {
        Path out = hosting()
                .actions("2026-01-02,WITHDRAW,2026-00001,,DROP wrong", "2026-01-03,PAY,2026-00001,12.10,")
                .play("2026-01", "2026-01");
        assertThat(exit).isZero();
        assertThat(read(out, "invoices.csv").get(0).cells())
                .containsEntry("status", "WITHDRAWN")
                .containsEntry("open", "0.00");
        assertThat(read(out, "customers-balance.csv").get(0).cells())
                .containsEntry("invoiced", "0.00")
                .containsEntry("credit", "12.10");
    }

    @Test
    void without_sending_drafts_stay_and_may_be_deleted() throws IOException {
        Path out = hosting().actions("2026-01-02,DELETE,K,,GIVE_BACK").play("2026-01", "2026-02", "--no-send");
        assertThat(exit).isZero();
        assertThat(read(out, "invoices.csv"))
                .singleElement()
                .satisfies(row -> assertThat(row.cells())
                        .containsEntry("number", "")
                        .containsEntry("status", "AWAITING_APPROVAL")
                        .containsEntry("net", "20.00"));
    }

    @Test
    void a_seller_that_cannot_be_is_nothing_done() throws IOException {
        file("administration.json", "{\"name\": \"X\", \"vatId\": \"NL1\"}");
        play("2026-01", "2026-01");
        assertThat(exit).isEqualTo(2);
        assertThat(errors).contains("vatId");
    }

    @Test
    void the_shipped_sample_plays_without_a_refusal_obeys_the_laws_and_gives_the_same_bytes_twice() throws Exception {
        Path first = sample("first");
        assertThat(exit).as(errors).isZero();
        assertThat(digest(sample("second"))).isEqualTo(digest(first));
        daysAreBilledOnce(first);
        numbersHaveNoGap(first);
        totalsAddUp(first);
        accountsBalance(first);
    }

    private Path sample(String name) {
        Path out = folder.resolve(name);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        exit = new Quickstart(new Player(), false)
                .run(
                        new String[] {"--out", out.toString(), "--quiet"},
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        errors = err.toString(StandardCharsets.UTF_8);
        return out;
    }

    private static Map<String, String> digest(Path out) throws IOException {
        Map<String, String> digest = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                digest.put(out.relativize(file).toString(), Files.readString(file));
            }
        }
        return digest;
    }

    private static void daysAreBilledOnce(Path out) throws IOException {
        Map<String, String> kinds = new HashMap<>();
        read(out, "invoices.csv").forEach(row -> kinds.put(row.get("number"), row.get("kind") + row.get("status")));
        Map<String, List<LocalDate[]>> days = new TreeMap<>();
        for (SampleYear.OutRow row : read(out, "invoice-lines.csv")) {
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

    private static void numbersHaveNoGap(Path out) throws IOException {
        for (String prefix : List.of("2026-", "C2026-")) {
            List<String> numbers = read(out, "invoices.csv").stream()
                    .map(row -> row.get("number"))
                    .filter(number -> number.startsWith(prefix))
                    .toList();
            for (int i = 0; i < numbers.size(); i++) {
                assertThat(numbers.get(i)).isEqualTo(String.format("%s%05d", prefix, i + 1));
            }
        }
    }

    private static void totalsAddUp(Path out) throws IOException {
        Map<String, BigDecimal> nets = new HashMap<>();
        read(out, "invoice-lines.csv")
                .forEach(row -> nets.merge(row.get("number"), new BigDecimal(row.get("net")), BigDecimal::add));
        for (SampleYear.OutRow row : read(out, "invoices.csv")) {
            assertThat(nets.get(row.get("number"))).as(row.get("number")).isEqualByComparingTo(row.get("net"));
            assertThat(new BigDecimal(row.get("net")).add(new BigDecimal(row.get("vat"))))
                    .isEqualByComparingTo(row.get("gross"));
        }
    }

    private static void accountsBalance(Path out) throws IOException {
        for (SampleYear.OutRow row : read(out, "customers-balance.csv")) {
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
