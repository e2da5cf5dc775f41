package nl.termijn.mail.smtp;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mail server says of mail that it could not deliver (a delivery status notification, RFC 3464), read from the bytes
 * of the message that came back.
 *
 * @param key of the delivery, from the Message-ID of the mail that is enclosed
 * @param permanent whether it failed for good ({@code Action: failed})
 * @param status such as {@code 5.1.1}: no such mailbox
 * @param diagnostic what the server said
 */
public record Bounce(String key, boolean permanent, String status, String diagnostic) {
    private static final Pattern MESSAGE_ID = Pattern.compile("<([A-Za-z0-9.-]+)@[^>]+>");
    private static final int LARGEST = 10_000_000;

    /**
     * The bounce in {@code message}, or empty when it is another kind of mail, such as an answer of a person or a notice of
     * absence. Broken messages are empty too: they come from anybody.
     */
    public static Optional<Bounce> read(byte[] message) {
        if (message.length > LARGEST) {
            return Optional.empty();
        }
        try {
            MimeMessage mail =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message));
            if (!mail.isMimeType("multipart/report") || !(mail.getContent() instanceof MimeMultipart parts)) {
                return Optional.empty();
            }
            return read(parts);
        } catch (MessagingException | IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Bounce> read(MimeMultipart parts) throws MessagingException, IOException {
        Optional<InternetHeaders> status = Optional.empty();
        Optional<String> key = Optional.empty();
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType("message/delivery-status")) {
                status = Optional.of(ofRecipient(part.getInputStream()));
            } else if (part.isMimeType("message/rfc822") || part.isMimeType("text/rfc822-headers")) {
                key = key(new InternetHeaders(part.getInputStream()));
            }
        }
        if (status.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        InternetHeaders headers = status.get();
        return Optional.of(new Bounce(
                key.get(),
                header(headers, "Action").equalsIgnoreCase("failed"),
                header(headers, "Status"),
                header(headers, "Diagnostic-Code")));
    }

    /** The first group is about the message, the second about its first recipient. */
    private static InternetHeaders ofRecipient(InputStream stream) throws MessagingException {
        new InternetHeaders(stream);
        return new InternetHeaders(stream);
    }

    private static Optional<String> key(InternetHeaders headers) {
        Matcher matcher = MESSAGE_ID.matcher(header(headers, "Message-ID"));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String header(InternetHeaders headers, String name) {
        String value = headers.getHeader(name, null);
        return value == null ? "" : value.strip().replaceAll("\\s+", " ");
    }
}
