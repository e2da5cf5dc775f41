package nl.termijn.store.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import org.jspecify.annotations.Nullable;

/**
 * Lets units of work of one customer behave as if they ran one after another. Every change of anything of a customer
 * raises his {@code touched}; who changes something of him must find it at the end as it was at his first look.
 *
 * <p>Every business rule looks at one customer, so this is enough, and two hosts that work for different customers never
 * wait for each other.
 */
final class CustomerGuard {
    private static final String TOUCHED = "select touched from {s}.customer where administration = ? and reference = ?";
    private static final String TOUCH =
            "update {s}.customer set touched = touched + 1 where administration = ? and reference = ?";

    /** A customer with his next {@code touched}. */
    private record Touch(String customer, long touched) {}

    private static final Table<Touch> TOUCHES =
            Table.<Touch>named("customer").key("reference", Touch::customer).version("touched", Touch::touched);

    /** Joins the customer {@code c} of the rows of {@code alias}, so that {@link #seen} finds {@code c.touched}. */
    static String join(String alias) {
        return " join {s}.customer c on c.administration = " + alias + ".administration and c.reference = " + alias
                + ".customer";
    }

    private final Sql sql;
    private final String administration;
    private final Map<String, Long> seen = new HashMap<>();
    private final TreeSet<String> changed = new TreeSet<>();

    CustomerGuard(Sql sql, String administration) {
        this.sql = sql;
        this.administration = administration;
    }

    /** A row of the customer was read, together with his {@code touched}. */
    void seen(Row row, String customer) {
        seen.putIfAbsent(customer, row.longNumber("touched"));
    }

    /** Rows of the customer are about to be read. */
    void look(CustomerReference customer) {
        if (!seen.containsKey(customer.value())) {
            sql.first(TOUCHED, row -> row.longNumber("touched"), administration, customer.value())
                    .ifPresent(touched -> seen.put(customer.value(), touched));
        }
    }

    /** Something of the customer is changed by this unit of work. */
    void changes(CustomerReference customer) {
        changed.add(customer.value());
    }

    /** At the end: nobody else may have changed what was looked at. */
    void settle() {
        List<Touch> looked = new ArrayList<>();
        List<@Nullable Object[]> others = new ArrayList<>();
        for (String customer : changed) {
            Long before = seen.get(customer);
            if (before == null) {
                others.add(new @Nullable Object[] {administration, customer});
            } else {
                looked.add(new Touch(customer, before + 1));
            }
        }
        sql.batch(TOUCH, others);
        TOUCHES.overwrite(sql, administration, looked).stream().findFirst().ifPresent(stale -> {
            throw new ConflictException(
                    "customer " + stale.customer(),
                    "Something of customer " + stale.customer()
                            + " was changed by somebody else meanwhile; read again and decide anew.");
        });
        changed.clear();
        seen.clear();
    }
}
