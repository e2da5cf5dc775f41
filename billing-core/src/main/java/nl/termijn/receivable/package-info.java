/**
 * What customers owe and what they are owed: open items, payments, set-off, write-offs, refunds, statements of account.
 *
 * <p>The entry point is {@link nl.termijn.receivable.Ledger}. The one law: what a customer was charged, less what he paid,
 * was credited and was forgiven, is always what is open less his credit.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.receivable;
