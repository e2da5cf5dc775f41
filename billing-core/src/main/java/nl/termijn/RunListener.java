package nl.termijn;

import javax.money.MonetaryAmount;
import nl.termijn.run.InvoicePlan;

/** Follows a run and may stop it. All methods do nothing unless overridden; they are called by the run's own thread. */
public interface RunListener {
    /** Follows nothing. */
    RunListener NONE = new RunListener() {};

    /** A chunk was saved. */
    default void progress(Progress progress) {}

    /** One customer's plan was saved, or would be in a preview: for lists that a report does not keep. */
    default void planned(InvoicePlan plan) {}

    /** Asked between chunks: {@code true} stops the run, which leaves what was saved. */
    default boolean isCancelled() {
        return false;
    }

    /**
     * How far a run is.
     *
     * @param done customers looked at
     * @param total customers in all, as counted at the start
     * @param amount sum of the drafts so far, with VAT
     */
    record Progress(long done, long total, MonetaryAmount amount) {}
}
