/**
 * The billing run and everything that decides what is on an invoice: pure functions from one billing account's values to a
 * plan with its reasons.
 *
 * <p>The entry point is {@link nl.termijn.run.BillingPlanner}; {@link nl.termijn.run.ChangePlanner} and {@link
 * nl.termijn.run.EndPlanner} say what a change or an end does to what was billed. The one law: the same values give the
 * same plan, whenever and wherever it is asked.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.run;
