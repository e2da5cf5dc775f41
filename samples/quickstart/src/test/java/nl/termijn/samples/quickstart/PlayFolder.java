package nl.termijn.samples.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of input for the main job, written as a test reads best: a row names only what matters to its case
 * ({@code subscription("start=2026-01-31", "unitPrice=15.00")}), what it leaves out is a seller "Hosting B.V." with one
 * business customer K and monthly subscriptions. {@link #play} runs the main job on it, as its command line does.
 */
final class PlayFolder {
    private static final List<String> ACTION = List.of("date", "action", "subject", "amount", "argument");

    private final Path folder;
    private final Map<String, List<Map<String, String>>> tables = new LinkedHashMap<>();
    private String seller = "{\"name\": \"Hosting B.V.\"}";

    PlayFolder(Path folder) {
        this.folder = folder;
    }

    /** The seller, by what differs from an administration that has a name only: JSON members without the braces. */
    PlayFolder seller(String members) {
        seller = "{\"name\": \"Hosting B.V.\", " + members + "}";
        return this;
    }

    /** The seller's policies alone: JSON members without the braces. */
    PlayFolder policies(String members) {
        return seller("\"policies\": {" + members + "}");
    }

    /** One customer, {@code column=value} each; without any, the only one is the business K. */
    PlayFolder customer(String... cells) {
        return row("customers.csv", List.of("reference=K", "name=Klant", "kind=BUSINESS", "country=NL"), cells);
    }

    /** One subscription, {@code column=value} each: S of customer K, each month, unless it says otherwise. */
    PlayFolder subscription(String... cells) {
        return row(
                "subscriptions.csv",
                List.of("reference=S", "customer=K", "description=Hosting", "cycleMonths=1"),
                cells);
    }

    /** One pending line, {@code column=value} each: for customer K, unless it says otherwise. */
    PlayFolder pendingLine(String... cells) {
        String reference =
                "L" + (tables.getOrDefault("pending-lines.csv", List.of()).size() + 1);
        return row("pending-lines.csv", List.of("reference=" + reference, "customer=K", "description=Work"), cells);
    }

    /** Rows of {@code actions.csv} as they are written there: date, action, subject, amount, argument. */
    PlayFolder actions(String... rows) {
        for (String row : rows) {
            Map<String, String> cells = new LinkedHashMap<>();
            String[] given = row.split(",", ACTION.size());
            for (int i = 0; i < ACTION.size(); i++) {
                cells.put(ACTION.get(i), i < given.length ? given[i] : "");
            }
            tables.computeIfAbsent("actions.csv", any -> new ArrayList<>()).add(cells);
        }
        return this;
    }

    private PlayFolder row(String file, List<String> defaults, String... cells) {
        Map<String, String> row = new LinkedHashMap<>();
        defaults.forEach(cell -> put(row, cell));
        Arrays.stream(cells).forEach(cell -> put(row, cell));
        tables.computeIfAbsent(file, any -> new ArrayList<>()).add(row);
        return this;
    }

    private static void put(Map<String, String> row, String cell) {
        int equals = cell.indexOf('=');
        row.put(cell.substring(0, equals), cell.substring(equals + 1));
    }

    /** Plays the months from one to another, both with it. */
    Played play(String from, String to, String... options) {
        try {
            Path in = Files.createDirectories(folder.resolve("in"));
            Files.writeString(in.resolve("administration.json"), seller);
            if (!tables.containsKey("customers.csv")) {
                customer();
            }
            for (Map.Entry<String, List<Map<String, String>>> table : tables.entrySet()) {
                Files.writeString(in.resolve(table.getKey()), csv(table.getValue()));
            }
            List<String> arguments = new ArrayList<>(List.of("--in", in.toString(), "--from", from, "--to", to));
            arguments.addAll(Arrays.asList(options));
            return command(folder.resolve("out"), arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Plays the sample that is shipped: the command without a folder. */
    static Played sample(Path out) {
        return command(out, List.of());
    }

    /** Plays the months from one to another of the input in {@code in}. */
    static Played folder(Path in, Path out, String from, String to) {
        return command(out, List.of("--in", in.toString(), "--from", from, "--to", to));
    }

    private static Played command(Path out, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("--out", out.toString(), "--quiet"));
        arguments.addAll(options);
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int exit = new Quickstart(new Player(), false)
                .run(
                        arguments.toArray(String[]::new),
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        new PrintStream(errors, true, StandardCharsets.UTF_8));
        return new Played(exit, errors.toString(StandardCharsets.UTF_8), out);
    }

    private static String csv(List<Map<String, String>> rows) throws IOException {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        StringWriter text = new StringWriter();
        CsvOutput.write(text, List.copyOf(columns), out -> {
            for (Map<String, String> row : rows) {
                out.row(columns.stream()
                        .map(column -> row.getOrDefault(column, ""))
                        .toArray());
            }
        });
        return text.toString();
    }

    /**
     * What came out.
     *
     * @param exit the exit status
     * @param errors what was refused, a row a line
     * @param out the folder
     */
    record Played(int exit, String errors, Path out) {
        /** The chosen columns of {@code invoices.csv}, a blank between them. */
        List<String> invoices(String... columns) {
            return cells("invoices.csv", columns);
        }

        /** The chosen columns of {@code invoice-lines.csv}. */
        List<String> lines(String... columns) {
            return cells("invoice-lines.csv", columns);
        }

        /** The chosen columns of {@code vat.csv}. */
        List<String> vat(String... columns) {
            return cells("vat.csv", columns);
        }

        /** The chosen columns of {@code customers-balance.csv}. */
        List<String> balances(String... columns) {
            return cells("customers-balance.csv", columns);
        }

        /** Through which day each subscription is billed: reference and date. */
        List<String> billedThrough() {
            return cells("subscriptions-state.csv", "reference", "billedThrough");
        }

        /** The whole text of a file; of a document its bytes, a letter each. */
        String text(String file) {
            try {
                boolean bytes = file.endsWith(".pdf");
                return Files.readString(
                        out.resolve(file), bytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Every file of the folder by its name. */
        Map<String, String> content() {
            Map<String, String> content = new TreeMap<>();
            try (Stream<Path> files = Files.walk(out)) {
                files.filter(Files::isRegularFile)
                        .map(file -> out.relativize(file).toString())
                        .forEach(name -> content.put(name, text(name)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return content;
        }

        List<SampleYear.OutRow> rows(String file) {
            return SampleYear.rows(text(file));
        }

        private List<String> cells(String file, String... columns) {
            return rows(file).stream()
                    .map(row -> Arrays.stream(columns)
                            .map(row::get)
                            .map(Objects::requireNonNull)
                            .collect(Collectors.joining(" ")))
                    .toList();
        }
    }
}
