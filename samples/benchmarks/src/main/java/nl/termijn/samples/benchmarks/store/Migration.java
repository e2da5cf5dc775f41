package nl.termijn.samples.benchmarks.store;

import java.io.IOException;
import java.sql.SQLException;

/**
 * Another program's customers, with three subscriptions each and an open invoice of every fifth, taken over from CSV.
 *
 * <pre>java -Xmx256m -cp samples/benchmarks/target/benchmarks.jar nl.termijn.samples.benchmarks.store.Migration postgresql 100000</pre>
 */
public final class Migration {
    private Migration() {}

    /** To the database given, with the number of customers given. */
    public static void main(String[] args) throws IOException, SQLException {
        try (Database database = Database.open(args.length > 0 ? args[0] : "h2")) {
            new Scale(database).takeOver("taken-over", args.length > 1 ? Integer.parseInt(args[1]) : 100_000);
        }
    }
}
