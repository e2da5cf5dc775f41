package nl.termijn.mail;

import java.util.Optional;

/**
 * What mail says.
 *
 * @param subject on one line
 * @param text complete: whoever reads only this misses nothing
 * @param html the same as HTML, if there is one
 */
public record MailContent(String subject, String text, Optional<String> html) {}
