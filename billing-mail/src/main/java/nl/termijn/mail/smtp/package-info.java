/**
 * Mail that leaves the house: by SMTP, or into a folder of {@code .eml} files, in a seller's own name and words.
 *
 * <p>The entry points are {@link nl.termijn.mail.smtp.SmtpMail} and {@link nl.termijn.mail.smtp.MailTemplates}. The one law:
 * every attempt at one delivery has the same Message-ID, so that a repetition shows.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.mail.smtp;
