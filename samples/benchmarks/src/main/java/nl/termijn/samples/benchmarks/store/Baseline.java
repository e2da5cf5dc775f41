package nl.termijn.samples.benchmarks.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.termijn.Billing;
import nl.termijn.RunReport;
import nl.termijn.store.jdbc.JdbcBillingStore;

/**
 * The whole monthly run (read, plan, save) beside a hand-written program that only inserts the same rows. Prints rows a
 * second of both and their ratio, round by round in one process.
 *
 * <pre>java -cp samples/benchmarks/target/benchmarks.jar nl.termijn.samples.benchmarks.store.Baseline postgresql 20000</pre>
 */
public final class Baseline {
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 5;

    private Baseline() {}

    /** On the database given ({@code h2}, {@code postgresql} or a URL), with the number of customers given. */
    public static void main(String[] args) throws IOException, SQLException {
        String which = args.length > 0 ? args[0] : "h2";
        int customers = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
        try (Database database = Database.open(which)) {
            JdbcBillingStore store = JdbcBillingStore.on(database.dataSource());
            JdbcBillingStore.on(database.dataSource(), "baseline");
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                double ratio = round(database, store, round, customers);
                if (round >= WARM_UP) {
                    ratios.add(ratio);
                }
            }
            ratios.sort(null);
            System.out.printf(
                    Locale.ROOT,
                    "ours / hand-written: %.2f (%.2f to %.2f)%n",
                    ratios.get(ROUNDS / 2),
                    ratios.get(0),
                    ratios.get(ROUNDS - 1));
        }
    }

    private static double round(Database database, JdbcBillingStore store, int round, int customers)
            throws IOException, SQLException {
        String administration = "round" + round;
        Customers.fill(store, administration, customers);
        for (String table : List.of("administration", "customer")) {
            String key = table.equals("customer") ? "administration" : "id";
            database.execute("insert into \"baseline\"." + table + " select * from \"termijn\"." + table + " where "
                    + key + " = '" + administration + "'");
        }
        // as a database that has been at work for a while: its planner knows how large the tables are
        if (round > 0) {
            database.execute("analyze");
        }
        Billing billing = Customers.billing(store, administration, Customers.FIRST);
        System.gc();
        long before = System.nanoTime();
        RunReport run = billing.runs().run(Customers.FIRST);
        long ours = System.nanoTime() - before;
        if (run.made() != customers) {
            throw new IllegalStateException("expected " + customers + " drafts, made " + run.made());
        }
        System.gc();
        HandWritten.Written plain = new HandWritten(database.dataSource(), "baseline").write(administration, customers);
        double ratio = (double) plain.nanos() / ours;
        System.out.printf(
                Locale.ROOT,
                "%s: %d rows; ours %.0f rows/s (%.0f customers/s), hand-written %.0f rows/s, ratio %.2f%n",
                administration,
                plain.rows(),
                plain.rows() * 1e9 / ours,
                customers * 1e9 / ours,
                plain.rows() * 1e9 / plain.nanos(),
                ratio);
        return ratio;
    }
}
