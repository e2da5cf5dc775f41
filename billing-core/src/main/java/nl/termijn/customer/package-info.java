/**
 * Who is billed: name and addresses, when he is invoiced, what he was promised, and what is held back for now.
 *
 * <p>The entry point is {@link nl.termijn.customer.Customer}. The one law: a sent document keeps the customer's data of its
 * day, so a change here touches only what is still to be made.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.customer;
