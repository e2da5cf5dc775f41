package nl.termijn.samples.benchmarks.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.termijn.RunReport;
import nl.termijn.store.jdbc.JdbcBillingStore;

/**
 * One, two and four hosts, each a process of its own, that run the same month on one PostgreSQL: customers a second of all,
 * relative to one host. The hosts have done a small month before, so that none starts cold.
 *
 * <pre>java -cp samples/benchmarks/target/benchmarks.jar nl.termijn.samples.benchmarks.store.Hosts 20000</pre>
 */
public final class Hosts {
    private static final int WARM_UP = 3_000;

    private Hosts() {}

    /** With the number of customers given; with a URL, an administration and the start before it, one of the hosts. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 2) {
            host(args[0], args[1]);
            return;
        }
        int customers = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        try (Database database = Database.open("postgresql")) {
            JdbcBillingStore store = JdbcBillingStore.on(database.dataSource());
            double one = 0;
            for (int hosts : new int[] {1, 2, 4}) {
                String name = "hosts" + hosts;
                for (int i = 0; i < hosts; i++) {
                    Customers.fill(store, name + "-warm-up" + i, WARM_UP);
                }
                Customers.fill(store, name, customers);
                double rate = customers / together(database.url(), name, hosts);
                one = hosts == 1 ? rate : one;
                System.out.printf(
                        Locale.ROOT, "%d hosts: %.0f customers/s, %.2f times one host%n", hosts, rate, rate / one);
            }
        }
    }

    /** Starts the hosts, lets them begin at once when all are warm, and answers the seconds until the last one is done. */
    private static double together(String url, String administration, int hosts)
            throws IOException, InterruptedException {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            all.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Hosts.class.getName(),
                            url,
                            administration + "-warm-up" + i)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }
        for (Process host : all) {
            host.getInputStream().read(); // says that it is warm
        }
        long before = System.nanoTime();
        for (Process host : all) {
            host.getOutputStream().write('\n');
            host.getOutputStream().flush();
        }
        for (Process host : all) {
            if (host.waitFor() != 0) {
                throw new IllegalStateException("a host failed");
            }
        }
        return (System.nanoTime() - before) / 1e9;
    }

    private static void host(String url, String warmUp) throws IOException {
        try (Database database = Database.open(url)) {
            JdbcBillingStore store = JdbcBillingStore.on(database.dataSource());
            Customers.billing(store, warmUp, Customers.FIRST).runs().run(Customers.FIRST);
            System.out.print('w');
            System.out.flush();
            System.in.read();
            String administration = warmUp.substring(0, warmUp.indexOf('-'));
            RunReport report = Customers.billing(store, administration, Customers.FIRST)
                    .runs()
                    .run(Customers.FIRST);
            if (!report.failures().isEmpty()) {
                throw new IllegalStateException(report.failures().toString());
            }
        }
    }
}
