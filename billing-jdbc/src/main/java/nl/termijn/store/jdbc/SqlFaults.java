package nl.termijn.store.jdbc;

import java.sql.SQLException;
import java.util.Set;
import nl.termijn.error.BillingException;
import nl.termijn.error.ConflictException;
import nl.termijn.error.ProviderException;
import nl.termijn.error.ProviderException.Retry;

/** What a database's refusal means to the caller. Its own text stays out of messages: it may quote a row. */
final class SqlFaults {
    private static final String UNIQUE_VIOLATION = "23505";

    /** Serialization failure and deadlock; H2's are lock timeout and concurrent update. */
    private static final Set<String> SOMEBODY_WAS_FIRST = Set.of("40001", "40P01", "55P03", "HYT00", "90131");

    /** H2 could not write, as on a full disk, and closed itself: what was committed is there when it is opened again. */
    private static final Set<String> CLOSED = Set.of("90028", "90031", "90098", "90100", "90121");

    private SqlFaults() {}

    static BillingException of(SQLException fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = String.valueOf(sql.getSQLState());
                if (state.equals(UNIQUE_VIOLATION)) {
                    return new ConflictException(
                            "store",
                            "Somebody else saved a row with the same key first; read again and decide anew.",
                            withoutText(fault));
                }
                if (SOMEBODY_WAS_FIRST.contains(state)) {
                    return new ConflictException(
                            "store", "Somebody else changed the same rows; do it again.", withoutText(fault));
                }
            }
        }
        String state = String.valueOf(fault.getSQLState());
        boolean passing =
                state.startsWith("08") || state.startsWith("57") || state.startsWith("53") || CLOSED.contains(state);
        return new ProviderException(
                passing ? Retry.LATER : Retry.NEVER,
                "The database refused (SQL state " + state + "); nothing of this unit of work was saved.",
                withoutText(fault));
    }

    private static SQLException withoutText(SQLException fault) {
        SQLException silent = new SQLException("SQL state " + fault.getSQLState(), fault.getSQLState());
        silent.setStackTrace(fault.getStackTrace());
        return silent;
    }
}
