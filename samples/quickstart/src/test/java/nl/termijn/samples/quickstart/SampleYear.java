package nl.termijn.samples.quickstart;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import nl.termijn.samples.quickstart.ActionRow.Action;

/**
 * The sample with a whole year of the seller's life: the actions of {@link SampleData}, and those that name documents. Their
 * numbers are learned by playing the sample first; none of the added actions changes the number of a document named later.
 */
final class SampleYear {
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 12, 31);

    private final Random random = new Random(20_261_231);
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> quietCustomers = new HashSet<>();

    /** One row of actions.csv. */
    private record Row(LocalDate date, Action action, String subject, String amount, String argument) {}

    /** One sent invoice of the first play. */
    private record Sent(
            String number, String customer, LocalDate issued, LocalDate due, BigDecimal net, BigDecimal gross) {}

    /** A row of an output file; a column that is not there is a fault of the test. */
    record OutRow(Map<String, String> cells) {
        String get(String column) {
            return Objects.requireNonNull(cells.get(column), column);
        }
    }

    private SampleYear() {}

    /** The files by name. */
    static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>(SampleData.files());
        try {
            files.put(ActionRow.FILE, new SampleYear().actions(files));
        } catch (IOException | InputException e) {
            throw new IllegalStateException("the sample cannot be played", e);
        }
        return files;
    }

    static Input read(Map<String, String> files) throws InputException {
        return Input.read(
                name -> Optional.ofNullable(files.get(name)).map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    private String actions(Map<String, String> files) throws IOException, InputException {
        Input base = read(files);
        base.customers().forEach(customer -> quietCustomers.add(customer.reference()));
        base.actions().forEach(row -> quietCustomers.remove(row.subject()));
        base.subscriptions().stream()
                .filter(subscription ->
                        base.actions().stream().anyMatch(row -> row.subject().equals(subscription.reference())))
                .forEach(subscription -> quietCustomers.remove(subscription.customer()));
        for (ActionRow row : base.actions()) {
            rows.add(new Row(
                    row.date(),
                    row.action(),
                    row.subject(),
                    row.amount().map(BigDecimal::toPlainString).orElse(""),
                    row.argument().orElse("")));
        }
        List<Sent> sent = play(base);
        sent.forEach(this::live);
        monthEnds();
        withdrawals(sent);
        rows.add(new Row(LocalDate.of(2026, 3, 16), Action.RUN, "ALL", "", "2026-03"));
        rows.removeIf(row -> row.date().isAfter(LAST_DAY));
        rows.sort(Comparator.comparing(Row::date));
        dropWhatIsForbidden(files);
        return csv();
    }

    /** A debtor may have paid by himself what would be written off here: such a row makes no sense, and goes. */
    private void dropWhatIsForbidden(Map<String, String> files) throws IOException, InputException {
        Set<Integer> refused = new HashSet<>();
        do {
            List<Row> kept = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                if (!refused.contains(i + 2)) {
                    kept.add(rows.get(i));
                }
            }
            rows.clear();
            rows.addAll(kept);
            Map<String, String> all = new LinkedHashMap<>(files);
            all.put(ActionRow.FILE, csv());
            Path out = Files.createTempDirectory("sample");
            refused.clear();
            playTo(read(all), out).forEach(refusal -> refused.add(refusal.line()));
            deleteAll(out);
        } while (!refused.isEmpty());
    }

    private static List<Refusal> playTo(Input input, Path out) throws IOException, InputException {
        Options options = new Options(
                Optional.empty(),
                out,
                YearMonth.of(2026, 1),
                YearMonth.of(2026, 12),
                true,
                Optional.of(out.resolve("play")),
                Optional.empty(),
                true);
        return new Player().play(input, options, new Progress.Quiet());
    }

    /** What happens to one invoice: most are paid in time, some late, some in part, a few never. */
    private void live(Sent invoice) {
        int fate = random.nextInt(100);
        if (invoice.gross().signum() <= 0) {
            return;
        }
        String gross = invoice.gross().toPlainString();
        LocalDate inTime = invoice.due().minusDays(random.nextInt(10));
        if (fate < 80) {
            pay(inTime, invoice, gross, "Overboeking " + invoice.number());
        } else if (fate < 90) {
            pay(invoice.due().plusDays(1 + random.nextInt(25)), invoice, gross, "Te laat betaald");
        } else if (fate < 92) {
            pay(
                    inTime,
                    invoice,
                    invoice.gross()
                            .divide(BigDecimal.valueOf(2), java.math.RoundingMode.DOWN)
                            .toPlainString(),
                    "Deelbetaling");
        } else if (fate < 93) {
            pay(inTime, invoice, invoice.gross().add(BigDecimal.TEN).toPlainString(), "Te veel betaald");
        } else if (fate < 94 && invoice.issued().isBefore(LocalDate.of(2026, 6, 1))) {
            LocalDate day = invoice.due().plusDays(6);
            rows.add(new Row(day, Action.WRITE_OFF, invoice.number(), "", "Faillissement"));
            if (random.nextBoolean()) {
                pay(day.plusDays(90), invoice, "5.00", "Slotuitdeling curator");
            }
        } else if (fate < 96 && quietCustomers.contains(invoice.customer())) {
            credit(invoice);
        } else if (fate < 97) {
            rows.add(new Row(invoice.issued().plusDays(3), Action.RESEND, invoice.number(), "", ""));
        }
    }

    private void pay(LocalDate day, Sent invoice, String amount, String reference) {
        // a day's actions come before its run
        LocalDate date = day.isAfter(invoice.issued()) ? day : invoice.issued().plusDays(1);
        rows.add(new Row(date, Action.PAY, invoice.number(), amount, reference));
    }

    private void credit(Sent invoice) {
        LocalDate day = invoice.issued().plusDays(4);
        switch (random.nextInt(3)) {
            case 0 -> rows.add(new Row(day, Action.CREDIT, invoice.number(), "", ""));
            case 1 -> rows.add(new Row(day, Action.CREDIT, invoice.number(), "", "1"));
            default -> rows.add(new Row(day, Action.CREDIT, invoice.number(), "0.50", ""));
        }
    }

    private void monthEnds() {
        for (int month = 1; month <= 12; month++) {
            rows.add(new Row(YearMonth.of(2026, month).atEndOfMonth(), Action.EXPORT, "ALL", "", ""));
        }
    }

    /** Two invoices that should not have been sent, and one that is made anew by the month's run. */
    private void withdrawals(List<Sent> sent) {
        withdraw(sent, LocalDate.of(2026, 4, 1), "DROP verkeerde klant");
        withdraw(sent, LocalDate.of(2026, 9, 1), "DROP dubbel besteld");
        withdraw(sent, LocalDate.of(2026, 12, 1), "GIVE_BACK adres klopt niet");
        rows.add(new Row(LocalDate.of(2026, 12, 4), Action.RUN, "ALL", "", "2026-12"));
    }

    private void withdraw(List<Sent> sent, LocalDate issued, String argument) {
        Sent chosen = sent.stream()
                .filter(invoice -> invoice.issued().equals(issued)
                        && quietCustomers.contains(invoice.customer())
                        && invoice.net().signum() > 0)
                .skip(17)
                .findFirst()
                .orElseThrow();
        rows.removeIf(row -> row.subject().equals(chosen.number()) && row.action() != Action.PAY);
        rows.add(new Row(issued.plusDays(2), Action.WITHDRAW, chosen.number(), "", argument));
    }

    private static List<Sent> play(Input input) throws IOException, InputException {
        Path out = Files.createTempDirectory("sample");
        try {
            playTo(input, out);
            List<Sent> sent = new ArrayList<>();
            for (OutRow row : rows(Files.readString(out.resolve("invoices.csv")))) {
                if (row.get("kind").equals("INVOICE")) {
                    sent.add(new Sent(
                            row.get("number"),
                            row.get("customer"),
                            LocalDate.parse(row.get("issueDate")),
                            LocalDate.parse(row.get("dueDate")),
                            new BigDecimal(row.get("net")),
                            new BigDecimal(row.get("gross"))));
                }
            }
            return sent;
        } finally {
            deleteAll(out);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Rows of an output file, quotes and all; no cell of ours has a line feed. */
    static List<OutRow> rows(String csv) {
        List<String> lines = csv.lines().toList();
        String[] header = lines.get(0).split(",", -1);
        List<OutRow> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            // a comma with an even number of quotes after it stands between cells
            String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.length; i++) {
                row.put(header[i], cells[i]);
            }
            rows.add(new OutRow(row));
        }
        return rows;
    }

    private String csv() throws IOException {
        StringWriter text = new StringWriter();
        CsvOutput.write(text, List.of("date", "action", "subject", "amount", "argument"), out -> {
            for (Row row : rows) {
                out.row(row.date(), row.action(), row.subject(), row.amount(), row.argument());
            }
        });
        return text.toString();
    }
}
