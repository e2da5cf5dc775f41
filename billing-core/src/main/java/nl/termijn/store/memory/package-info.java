/**
 * A store in memory, for tests, trials and one-off calculations. The entry point is {@link
 * nl.termijn.store.memory.InMemoryBillingStore}. It keeps the same contract as a database, and is gone with the process.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.store.memory;
