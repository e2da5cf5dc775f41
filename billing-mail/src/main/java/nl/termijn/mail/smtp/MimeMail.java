package nl.termijn.mail.smtp;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.Violations;
import nl.termijn.internal.MailAddress;
import nl.termijn.internal.Sha256;
import nl.termijn.mail.MailContent;
import nl.termijn.mail.MailMessage;

/**
 * A message as MIME: text, HTML and documents, and headers that follow from the delivery alone.
 *
 * <pre>
 * multipart/mixed
 *   multipart/alternative   text/plain, text/html; within multipart/related where there are pictures
 *   application/pdf         2026-00012.pdf
 * </pre>
 */
final class MimeMail extends MimeMessage {
    private static final String ID = "Message-ID";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private final String messageId;
    private final List<InternetAddress> recipients;

    private MimeMail(String messageId, List<InternetAddress> recipients) {
        super(Session.getInstance(new Properties()));
        this.messageId = messageId;
        this.recipients = recipients;
    }

    static MimeMail of(MailMessage message, Sender sender, Instant on) throws MessagingException {
        List<InternetAddress> to = addresses(message.to());
        List<InternetAddress> all = new ArrayList<>(to);
        all.addAll(addresses(sender.bcc()));
        Optional<String> sandbox = sender.sandbox();
        if (sandbox.isPresent()) {
            to = addresses(List.of(sandbox.get()));
            all = to;
        }
        MimeMail mail = new MimeMail(messageId(message.key(), sender), all);
        try {
            mail.setFrom(new InternetAddress(ascii(sender.address()), oneLine(message.fromName()), "UTF-8"));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java platform has UTF-8", e);
        }
        mail.setRecipients(Message.RecipientType.TO, to.toArray(new InternetAddress[0]));
        if (sender.replyTo().isPresent()) {
            mail.setReplyTo(addresses(List.of(sender.replyTo().get())).toArray(new InternetAddress[0]));
        }
        mail.setSubject((sandbox.isPresent() ? "[test] " : "") + oneLine(message.subject()), "UTF-8");
        // not in the zone of the machine
        mail.setHeader("Date", DATE.format(on.atOffset(ZoneOffset.UTC)));
        mail.setHeader("Content-Language", message.language().toLanguageTag());
        // a machine wrote it, so no machine should answer (RFC 3834)
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Auto-Response-Suppress", "All");
        if (message.answers().isPresent()) {
            String first = messageId(message.answers().get(), sender);
            mail.setHeader("In-Reply-To", first);
            mail.setHeader("References", first);
        }
        mail.content(message);
        mail.saveChanges();
        return mail;
    }

    /** Whom it goes to, seen and unseen. */
    InternetAddress[] recipients() {
        return recipients.toArray(new InternetAddress[0]);
    }

    private void content(MailMessage message) throws MessagingException {
        MimeMultipart alternative = new Boundaries("alternative", message.key() + "/a");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(message.text(), "UTF-8", "plain");
        alternative.addBodyPart(text);
        if (message.html().isPresent()) {
            MimeBodyPart html = new MimeBodyPart();
            html.setText(message.html().get(), "UTF-8", "html");
            alternative.addBodyPart(html);
        }
        MimeMultipart mixed = new Boundaries("mixed", message.key() + "/m");
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(alternative);
        mixed.addBodyPart(withPictures(body, message));
        for (RenderedDocument document : message.attachments()) {
            MimeBodyPart part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(document.content(), document.mediaType())));
            part.setFileName(oneLine(document.fileName()));
            part.setDisposition("attachment");
            mixed.addBodyPart(part);
        }
        setContent(mixed);
    }

    /** {@code body} with the pictures that it shows. */
    private static MimeBodyPart withPictures(MimeBodyPart body, MailMessage message) throws MessagingException {
        if (message.content().pictures().isEmpty()) {
            return body;
        }
        MimeMultipart related = new Boundaries("related", message.key() + "/r");
        related.addBodyPart(body);
        for (MailContent.Picture picture : message.content().pictures()) {
            MimeBodyPart part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(picture.content(), picture.mediaType())));
            part.setContentID("<" + picture.id() + ">");
            part.setDisposition("inline");
            related.addBodyPart(part);
        }
        MimeBodyPart whole = new MimeBodyPart();
        whole.setContent(related);
        return whole;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader(ID, messageId);
    }

    /** The same for every attempt at one delivery; its right side is the sender's domain. */
    static String messageId(String key, Sender sender) {
        String domain = ascii(sender.address()).substring(sender.address().lastIndexOf('@') + 1);
        return "<" + key.replaceAll("[^A-Za-z0-9.-]", "-") + "@" + domain + ">";
    }

    static List<InternetAddress> addresses(List<String> texts) throws MessagingException {
        List<InternetAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            Violations.of("mail")
                    .check(
                            MailAddress.isAddress(text),
                            "to",
                            text.length() + " characters",
                            "must be one mail address",
                            "write it as name@domain")
                    .throwIfAny();
            addresses.add(new InternetAddress(ascii(text)));
        }
        return addresses;
    }

    /** The domain in the letters that every server reads. */
    static String ascii(String address) {
        return MailAddress.ascii(address).orElse(address);
    }

    /** A line break in a name or subject would begin another header. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    /** Parts between lines that follow from the delivery; the default ones name the library and the moment. */
    private static final class Boundaries extends MimeMultipart {
        Boundaries(String subtype, String seed) {
            super(subtype);
            jakarta.mail.internet.ContentType type = new jakarta.mail.internet.ContentType("multipart", subtype, null);
            type.setParameter("boundary", "=_" + hash(seed));
            contentType = type.toString();
        }

        private static String hash(String seed) {
            byte[] digest = Sha256.digest().digest(seed.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 12));
        }
    }
}
