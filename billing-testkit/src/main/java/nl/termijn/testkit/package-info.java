/**
 * For hosts and adapter authors: what a store must do as a contract test, generators of every billing value, and the laws
 * of billing as checks to run on one's own store.
 *
 * <p>The entry points are {@link nl.termijn.testkit.BillingStoreContract}, {@link nl.termijn.testkit.BillingArbitraries},
 * {@link nl.termijn.testkit.BillingHistory} and {@link nl.termijn.testkit.BillingLaws}. The one law: a law is checked after
 * every step of a history, not only at its end.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.testkit;
