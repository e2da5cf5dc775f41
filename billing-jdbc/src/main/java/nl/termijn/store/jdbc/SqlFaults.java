package nl.termijn.store.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import nl.termijn.error.BillingException;
import nl.termijn.error.ConflictException;
import nl.termijn.error.ProviderException;
import nl.termijn.error.ProviderException.Retry;

/**
 * The meaning of a database's refusal to the caller. Its own text stays out of messages, as it may quote a row; that of a
 * connection that failed is kept.
 */
final class SqlFaults {
    private static final String UNIQUE_VIOLATION = "23505";

    /** Serialization failure and deadlock; H2's are lock timeout and concurrent update. */
    private static final Set<String> SOMEBODY_WAS_FIRST = Set.of("40001", "40P01", "55P03", "HYT00", "90131");

    /** H2 could not write, as on a full disk, and closed itself: what was committed is there when it is opened again. */
    private static final Set<String> CLOSED = Set.of("90028", "90031", "90098", "90100", "90121");

    /** A server that only reads: one that was taken over from, or a disk that is no longer written. */
    private static final String READ_ONLY = "25006";

    private SqlFaults() {}

    static BillingException of(SQLException fault) {
        if (first(fault, sql -> UNIQUE_VIOLATION.equals(sql.getSQLState())).isPresent()) {
            return new ConflictException(
                    "store",
                    "Somebody else saved a row with the same key first; read again and decide anew.",
                    withoutText(fault));
        }
        if (first(fault, sql -> SOMEBODY_WAS_FIRST.contains(String.valueOf(sql.getSQLState())))
                .isPresent()) {
            return new ConflictException(
                    "store", "Somebody else changed the same rows; do it again.", withoutText(fault));
        }
        Optional<SQLException> connection = first(fault, SqlFaults::isOfTheConnection);
        if (connection.isPresent()) {
            // its text is about servers and time-outs, never about a row, and is what an operator needs
            return new ProviderException(
                    Retry.LATER,
                    "The database cannot be reached (" + connection.get().getMessage()
                            + "); nothing of this unit of work was saved. Try again later.",
                    fault);
        }
        boolean passing = first(fault, SqlFaults::isPassing).isPresent();
        return new ProviderException(
                passing ? Retry.LATER : Retry.NEVER,
                "The database refused (SQL state " + fault.getSQLState() + "); nothing of this unit of work was saved."
                        + (passing ? " Try again later." : ""),
                withoutText(fault));
    }

    /** The first that is so of {@code fault}, what caused it, and what the driver reported beside it. */
    private static Optional<SQLException> first(SQLException fault, Predicate<SQLException> is) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(fault));
        while (!open.isEmpty()) {
            Throwable next = open.remove();
            if (!seen.add(next)) {
                continue;
            }
            if (next instanceof SQLException sql) {
                if (is.test(sql)) {
                    return Optional.of(sql);
                }
                Optional.ofNullable(sql.getNextException()).ifPresent(open::add);
            }
            Optional.ofNullable(next.getCause()).ifPresent(open::add);
        }
        return Optional.empty();
    }

    /** No connection, a lost one, a server that starts or stops (class 08, 57P01 to 57P03, a pool's time-out). */
    private static boolean isOfTheConnection(SQLException fault) {
        String state = String.valueOf(fault.getSQLState());
        return state.startsWith("08")
                || state.startsWith("57P0")
                || fault instanceof SQLTransientConnectionException
                || fault instanceof SQLNonTransientConnectionException;
    }

    private static boolean isPassing(SQLException fault) {
        String state = String.valueOf(fault.getSQLState());
        return state.startsWith("57")
                || state.startsWith("53")
                || state.startsWith("58")
                || state.equals(READ_ONLY)
                || CLOSED.contains(state)
                || fault instanceof SQLTransientException
                || fault instanceof SQLRecoverableException;
    }

    private static SQLException withoutText(SQLException fault) {
        SQLException silent = new SQLException("SQL state " + fault.getSQLState(), fault.getSQLState());
        silent.setStackTrace(fault.getStackTrace());
        return silent;
    }
}
