/**
 * What a seller's business comes to: recurring revenue and how it moves, revenue earned and deferred, what is open how long,
 * and the invoices to come.
 *
 * <p>The entry points are the records, each made by a collector that takes one customer, subscription or document after another. The
 * one law: every figure follows from dated data alone, so that it can be made again for a past day.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.figures;
