/**
 * What happened, once each, in order: the audit trail and the host's feed.
 *
 * <p>The entry point is {@link nl.termijn.event.BillingEvent}. The one law: an event is written in the transaction of the
 * change it tells of, so replaying the log gives the same balances.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.event;
