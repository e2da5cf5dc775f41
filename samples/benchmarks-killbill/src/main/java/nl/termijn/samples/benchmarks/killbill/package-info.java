/**
 * Invoices per second of Termijn and of Kill Bill's invoice generator, on the same {@linkplain
 * nl.termijn.samples.benchmarks.killbill.Scenario scenarios}, in one run of one machine.
 *
 * <p>{@link nl.termijn.samples.benchmarks.killbill.KillBillPeer} is the way in to the peer. Both sides work in memory,
 * without database, events or PDF, and a side counts only when a test shows that its invoices are right.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.samples.benchmarks.killbill;
