package nl.termijn.samples.benchmarks.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.termijn.Billing;
import nl.termijn.BulkReport;
import nl.termijn.OverviewService;
import nl.termijn.ReviewService;
import nl.termijn.RunReport;
import nl.termijn.TakeOver;
import nl.termijn.TakeOverReport;
import nl.termijn.figures.Forecast;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.samples.benchmarks.Accounts;
import nl.termijn.store.jdbc.JdbcBillingStore;
import nl.termijn.takeover.ColumnMapping;
import nl.termijn.takeover.ImportTable;

/**
 * A large administration, with three subscriptions a customer: the run and its round trips, sending, moving it to another
 * store, and the overview and search among a million invoices. To be started with little memory, as that is part of it.
 *
 * <pre>java -Xmx256m -cp samples/benchmarks/target/benchmarks.jar nl.termijn.samples.benchmarks.store.Scale \
 *     postgresql 100000 1000000</pre>
 */
public final class Scale {
    private static final int TENTH = 10;
    private static final int PAGE = 50;
    private static final int TIMES = 20;

    private final Database database;
    private final StatementCount counted;
    private final JdbcBillingStore store;

    Scale(Database database) {
        this.database = database;
        counted = new StatementCount(database.dataSource());
        store = JdbcBillingStore.on(counted);
    }

    /** On the database given, with the number of customers given, grown to the number of invoices given. */
    public static void main(String[] args) throws IOException, SQLException {
        String which = args.length > 0 ? args[0] : "h2";
        int customers = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        int invoices = args.length > 2 ? Integer.parseInt(args[2]) : 0;
        try (Database database = Database.open(which)) {
            Scale scale = new Scale(database);
            scale.run("warm-up", customers / TENTH);
            double tenth = scale.run("tenth", customers / TENTH);
            double all = scale.run("all", customers);
            say("ten times the customers took %.1f times as long", all / tenth);
            scale.morning("all", customers, all);
            scale.send("all", customers);
            scale.move("tenth");
            if (invoices > customers) {
                scale.grow("all", invoices / customers - 1);
                scale.look("all", invoices);
            }
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private interface Step {
        void run() throws IOException, SQLException;
    }

    /** Seconds that {@code step} took, with what it needed. */
    private double measured(String what, long things, String called, Step step) throws IOException, SQLException {
        System.gc();
        resetPeaks();
        counted.executions();
        long before = System.nanoTime();
        step.run();
        double seconds = (System.nanoTime() - before) / 1e9;
        say(
                "%s: %d %s in %.1f s, %.0f/s, %.2f statements each, peak heap %d MB",
                what, things, called, seconds, things / seconds, (double) counted.executions() / things, peakHeap());
        return seconds;
    }

    private static void resetPeaks() {
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peakHeap() {
        return heapPools().stream()
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                >> 20;
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /** Another program's customers with three subscriptions each and an open invoice of every fifth, as CSV that is made as it is read. */
    void takeOver(String administration, int customers) throws IOException, SQLException {
        Customers.fill(store, administration, 1);
        Billing billing = Customers.billing(store, administration, Customers.FIRST);
        TakeOver files = TakeOver.from("Old")
                .with(
                        "customers.csv",
                        ColumnMapping.same(ImportTable.CUSTOMERS),
                        () -> new RowReader("reference,name,kind,country,email", customers, Scale::customer))
                .with(
                        "subscriptions.csv",
                        ColumnMapping.same(ImportTable.SUBSCRIPTIONS),
                        () -> new RowReader(
                                "reference,customer,description,cycleMonths,start,unitPrice,billedThrough",
                                3 * customers,
                                Scale::subscription))
                .with(
                        "invoices.csv",
                        ColumnMapping.same(ImportTable.OPEN_INVOICES),
                        () -> new RowReader("number,customer,date,dueDate,gross,open", customers / 5, Scale::invoice));
        int rows = 4 * customers + customers / 5;
        measured("dry run of a take-over", rows, "rows", () -> {
            if (billing.takeOver().check(files).faultCount() > 0) {
                throw new IllegalStateException("expected no fault");
            }
        });
        measured("take-over, with its dry run and reconciliation", rows, "rows", () -> {
            TakeOverReport report = billing.takeOver().bring(files);
            if (!report.isReconciled()) {
                throw new IllegalStateException("expected equal sums: " + report.sums());
            }
        });
    }

    private static String customer(int row) {
        return "T" + row + ",Klant " + row + ",BUSINESS,NL,klant" + row + "@example.nl";
    }

    private static String subscription(int row) {
        return "A" + row + ",T" + row / 3 + ",Hosting " + row + "," + (row % 3 == 0 ? 12 : 1)
                + ",2020-01-15,9.95,2026-01-15";
    }

    private static String invoice(int row) {
        return "OLD-" + row + ",T" + 5 * row + ",2025-12-01,2025-12-15,121.00,100.00";
    }

    private double run(String administration, int customers) throws IOException, SQLException {
        Customers.fill(store, administration, customers);
        database.execute("analyze");
        Billing billing = Customers.billing(store, administration, Customers.FIRST);
        return measured("run of " + administration, customers, "customers", () -> {
            RunReport report = billing.runs().run(Customers.FIRST);
            if (report.made() != customers) {
                throw new IllegalStateException("expected " + customers + " drafts, made " + report.made());
            }
        });
    }

    /** What a seller asks in the morning, beside the seconds that the run took. */
    private void morning(String administration, int customers, double run) throws IOException, SQLException {
        Billing billing = Customers.billing(store, administration, Customers.FIRST);
        double queue = measured("approval queue", customers, "drafts", () -> {
            ReviewService.Overview overview = billing.review().overview();
            if (overview.drafts() != customers || overview.odd().size() != customers) {
                throw new IllegalStateException("expected every draft to be a first one: " + overview.byReason());
            }
        });
        double forecast = measured("forecast of twelve months", customers, "customers", () -> {
            Forecast months = billing.figures().forecast(Customers.FIRST.plusMonths(1), 12);
            if (months.months().get(0).documents() != customers) {
                throw new IllegalStateException("expected a draft for each customer in each month");
            }
        });
        say("the queue took %.2f of a run, the forecast %.2f", queue / run, forecast / run);
    }

    private void send(String administration, int customers) throws IOException, SQLException {
        Billing billing = Customers.billing(store, administration, Customers.FIRST);
        measured("approving", customers, "invoices", () -> billing.invoices().approveAll("benchmark"));
        measured("sending", customers, "invoices", () -> {
            BulkReport<InvoiceId> report = billing.invoices().sendApproved();
            if (report.done().size() != customers) {
                throw new IllegalStateException("sent " + report.done().size() + ", failed " + report.failures());
            }
        });
    }

    private void move(String administration) throws IOException, SQLException {
        Path file = Files.createTempFile("termijn-benchmark", ".jsonl");
        try {
            long[] lines = new long[1];
            Billing from = Customers.billing(store, administration, Customers.FIRST);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                lines[0] = from.transfer().exportTo(out);
            }
            measured("export", lines[0], "lines", () -> {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    from.transfer().exportTo(out);
                }
            });
            Billing to = Customers.billing(JdbcBillingStore.on(counted, "moved"), administration, Customers.FIRST);
            measured("import", lines[0], "lines", () -> {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                    to.transfer().importFrom(in);
                }
            });
        } finally {
            Files.delete(file);
        }
    }

    /** Copies the invoices of an administration with their rows, as so many months of the past would have made them. */
    private void grow(String administration, int copies) throws SQLException {
        Map<String, List<String>> tables = Map.of(
                "invoice", List.of("id", "number"),
                "invoice_line", List.of("invoice"),
                "vat_total", List.of("invoice"),
                "billed_stretch", List.of("invoice"),
                "open_item", List.of("id", "number"));
        for (String table : List.of("invoice", "invoice_line", "vat_total", "billed_stretch", "open_item")) {
            List<String> columns = new ArrayList<>();
            List<String> values = new ArrayList<>();
            for (String column : columns(table)) {
                columns.add(column);
                values.add(
                        tables.getOrDefault(table, List.of()).contains(column)
                                ? column + " || '-' || cast(n.x as varchar)"
                                : column);
            }
            for (int copy = 1; copy <= copies; copy++) {
                database.execute("insert into \"termijn\"." + table + " (" + String.join(", ", columns) + ") select "
                        + String.join(", ", values) + " from \"termijn\"." + table + " t, (select " + copy
                        + " as x) n where administration = '" + administration + "' and "
                        + tables.getOrDefault(table, List.of()).get(0) + " not like '%-%-%-%-%-%'");
            }
        }
        database.execute("analyze");
    }

    private List<String> columns(String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from \"termijn\"." + table + " where 1 = 0")) {
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                columns.add(row.getMetaData().getColumnName(i));
            }
        }
        return columns;
    }

    private interface Look {
        List<OverviewService.Row> rows();
    }

    private void look(String administration, int invoices) {
        Billing billing = Customers.billing(store, administration, Customers.FIRST.plusMonths(3));
        OverviewService overviews = billing.overviews();
        say("among %d invoices:", invoices);
        look("open invoices, first page", () -> overviews.open(Optional.empty(), PAGE));
        List<OverviewService.Row> first = overviews.open(Optional.empty(), PAGE);
        Optional<OverviewService.Row> last = Optional.of(first.get(first.size() - 1));
        look("open invoices, second page", () -> overviews.open(last, PAGE));
        String number = first.get(0).invoice().number().orElseThrow();
        look("search for a whole number", () -> overviews.search(number, PAGE));
        look("search for a part of a number", () -> overviews.search(number.substring(3), PAGE));
        look("search for a customer's reference", () -> overviews.search(Accounts.reference(77), PAGE));
        look("search for the end of a reference", () -> overviews.search("0000077", PAGE));
        look("search for what is not there", () -> overviews.search("nobody", PAGE));
        look(
                "all of a customer",
                () -> overviews.ofCustomer(first.get(0).customer().reference()));
    }

    private void look(String what, Look look) {
        int found = look.rows().size();
        counted.executions();
        long before = System.nanoTime();
        for (int i = 0; i < TIMES; i++) {
            look.rows();
        }
        double millis = (System.nanoTime() - before) / 1e6 / TIMES;
        say("  %s: %d rows in %.1f ms, %d statements", what, found, millis, counted.executions() / TIMES);
    }
}
