/**
 * Where everything is kept: the smallest set of reads and writes that the services need.
 *
 * <p>The entry point is the SPI {@link nl.termijn.store.BillingStore}; its specification is the contract test in
 * billing-testkit. The one law: a unit of work is saved whole or not at all, and sees one administration only.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.store;
