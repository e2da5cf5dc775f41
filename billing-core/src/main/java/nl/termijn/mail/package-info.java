/**
 * Mail to customers as values, and the SPI that takes it out of the house.
 *
 * <p>The entry point is the SPI {@link nl.termijn.mail.Mailer}. The one law: mail is handed over at least once, always
 * with the same key, and never inside a transaction.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.mail;
