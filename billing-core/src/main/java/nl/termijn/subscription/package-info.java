/**
 * What is billed every n months: its terms over time, and the pieces of its service that are still to be billed.
 *
 * <p>The entry points are {@link nl.termijn.subscription.Subscription} and {@link
 * nl.termijn.subscription.ServiceCalendar}. The one law: a subscription is billed through one date, and the billed days
 * tile the served days up to it without gap or overlap.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.subscription;
