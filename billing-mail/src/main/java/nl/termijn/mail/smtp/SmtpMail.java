package nl.termijn.mail.smtp;

import static nl.termijn.error.Violations.given;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.Properties;
import nl.termijn.error.ProviderException;
import nl.termijn.error.ProviderException.Retry;
import nl.termijn.mail.MailMessage;
import nl.termijn.mail.Mailer;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Hands mail to an SMTP server. One connection serves mail after mail until {@link #close}, or until it breaks. What the
 * server refuses for good (5xx) is refused; everything else may be tried again. Safe for many threads, which wait for each
 * other: for more at once, make more.
 */
public final class SmtpMail implements Mailer, AutoCloseable {
    private final SmtpServer server;
    private final Sender sender;
    private final Clock clock;
    private final Session session;
    private final Transport transport;

    private SmtpMail(SmtpServer server, Sender sender, Clock clock) {
        this.server = server;
        this.sender = sender;
        this.clock = clock;
        if (sender.dkim().isPresent()) {
            DkimSigning.require();
        }
        this.session = Session.getInstance(properties(server, sender));
        try {
            this.transport = session.getTransport("smtp");
        } catch (MessagingException e) {
            throw new IllegalStateException("the SMTP provider is missing from the class path", e);
        }
    }

    /** Mail of {@code sender} through {@code server}. */
    public static SmtpMail of(SmtpServer server, Sender sender) {
        return new SmtpMail(given(server, "server"), given(sender, "sender"), Clock.systemUTC());
    }

    private static Properties properties(SmtpServer server, Sender sender) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", server.host());
        properties.put("mail.smtp.port", Integer.toString(server.port()));
        properties.put("mail.smtp.auth", Boolean.toString(server.user().isPresent()));
        String domain = sender.address().substring(sender.address().lastIndexOf('@') + 1);
        properties.put(
                "mail.smtp.localhost",
                server.greeting().orElse(MimeMail.ascii("x@" + domain).substring(2)));
        properties.put(
                "mail.smtp.connectiontimeout",
                Long.toString(server.connectTimeout().toMillis()));
        properties.put("mail.smtp.timeout", Long.toString(server.answerTimeout().toMillis()));
        properties.put(
                "mail.smtp.writetimeout", Long.toString(server.answerTimeout().toMillis()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
        // the connection is asked before each mail whether it still stands
        properties.put("mail.smtp.userset", "true");
        switch (server.security()) {
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case NONE -> properties.put("mail.smtp.starttls.enable", "false");
        }
        server.trust().ifPresent(trust -> properties.put("mail.smtp.ssl.socketFactory", trust));
        return properties;
    }

    @Override
    public synchronized void deliver(MailMessage message) {
        try {
            MimeMail mail = MimeMail.of(message, sender, clock.instant());
            connect();
            session.getProperties().put("mail.smtp.from", bounceAddress(message.key()));
            transport.sendMessage(signed(mail), mail.recipients());
        } catch (MessagingException e) {
            // a mail that was cut off halfway leaves the connection in no known state
            close();
            throw refusal(e);
        }
    }

    private MimeMessage signed(MimeMail mail) throws MessagingException {
        if (sender.dkim().isEmpty()) {
            return mail;
        }
        mail.saveChanges();
        return DkimSigning.signed(mail, sender.dkim().get());
    }

    private String bounceAddress(String key) {
        return MimeMail.ascii(sender.bounce().orElse(sender.address()).replace("{key}", key));
    }

    private void connect() throws MessagingException {
        if (!transport.isConnected()) {
            transport.connect(
                    server.host(),
                    server.port(),
                    server.user().orElse(null),
                    server.password().orElse(null));
        }
    }

    /** What a fault means; the server's answer may hold an address, which the outbox keeps and no log shows. */
    private static ProviderException refusal(MessagingException e) {
        if (e instanceof AuthenticationFailedException) {
            return new ProviderException(
                    Retry.LATER, "The mail server does not accept user and password; correct the settings.", e);
        }
        int code = code(e);
        String answer = answer(e);
        if (code >= 500) {
            return new ProviderException(Retry.NEVER, "The mail server refused it for good: " + answer, e);
        }
        return new ProviderException(
                Retry.LATER,
                code > 0 ? "The mail server cannot take it now: " + answer : "The mail server cannot be reached.",
                e);
    }

    /** The first code of the server in a chain of faults; 0 when it said nothing. */
    private static int code(MessagingException e) {
        int code = 0;
        Exception current = e;
        while (current instanceof MessagingException fault) {
            int here = 0;
            if (fault instanceof SMTPAddressFailedException address) {
                here = address.getReturnCode();
            } else if (fault instanceof SMTPSenderFailedException from) {
                here = from.getReturnCode();
            } else if (fault instanceof SMTPSendFailedException send) {
                here = send.getReturnCode();
            }
            // one recipient who is busy keeps the mail for all: it is tried again
            if (here > 0 && (code == 0 || (here < 500 && here >= 400))) {
                code = here;
            }
            current = fault.getNextException();
        }
        return code;
    }

    private static String answer(MessagingException e) {
        Exception current = e;
        String answer = String.valueOf(e.getMessage());
        while (current instanceof MessagingException fault) {
            if (fault instanceof SendFailedException && fault.getMessage() != null) {
                answer = fault.getMessage();
            }
            current = fault.getNextException();
        }
        return answer.strip().replaceAll("\\s+", " ");
    }

    /** Ends the connection, if there is one; the next mail opens another. */
    @Override
    public synchronized void close() {
        try {
            transport.close();
        } catch (MessagingException e) {
            // it is gone anyway
        }
    }
}
