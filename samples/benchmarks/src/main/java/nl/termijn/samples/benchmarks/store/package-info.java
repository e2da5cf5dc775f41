/**
 * Measurements of the durable store, each a main program: beside a hand-written JDBC program ({@link
 * nl.termijn.samples.benchmarks.store.Baseline}), at size ({@link nl.termijn.samples.benchmarks.store.Scale}), and with
 * several hosts ({@link nl.termijn.samples.benchmarks.store.Hosts}).
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.samples.benchmarks.store;
