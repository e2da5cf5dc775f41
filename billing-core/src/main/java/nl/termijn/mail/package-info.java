/**
 * What goes to customers as values, and the SPIs that take it out of the house.
 *
 * <p>The entry points are the SPIs {@link nl.termijn.mail.Mailer} and {@link nl.termijn.mail.Printer}. The one law: mail is
 * handed over at least once, always with the same key, and never inside a transaction.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.mail;
