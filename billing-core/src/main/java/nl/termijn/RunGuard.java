package nl.termijn;

/** Is asked before anything is saved when a run is further from what was expected than the seller's limits allow. */
@FunctionalInterface
public interface RunGuard {

    /** Whether to go on all the same. */
    boolean proceed(RunComparison comparison);

    /** Never goes on: a job at night stops, and a person looks in the morning. */
    static RunGuard stop() {
        return comparison -> false;
    }
}
