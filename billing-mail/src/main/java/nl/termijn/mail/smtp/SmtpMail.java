package nl.termijn.mail.smtp;

import static nl.termijn.error.Violations.given;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.net.SocketFactory;
import nl.termijn.error.ProviderException;
import nl.termijn.error.ProviderException.Retry;
import nl.termijn.mail.Handover;
import nl.termijn.mail.MailMessage;
import nl.termijn.mail.Mailer;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

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
    private final PatientTransport transport;

    private SmtpMail(SmtpServer server, Sender sender, Clock clock) {
        this.server = server;
        this.sender = sender;
        this.clock = clock;
        if (sender.dkim().isPresent()) {
            DkimSigning.require();
        }
        RememberedSocket socket = new RememberedSocket(SocketFactory.getDefault());
        Properties properties = properties(server, sender);
        properties.put("mail.smtp.socketFactory", socket);
        properties.put("mail.smtp.socketFactory.fallback", "false");
        this.session = Session.getInstance(properties);
        this.transport = new PatientTransport(session, server, socket);
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
        // the socket of a connection that is encrypted from the start is out of reach: it is patient with every answer
        Duration answer =
                server.security() == SmtpServer.Security.TLS ? server.acceptanceTimeout() : server.answerTimeout();
        properties.put("mail.smtp.timeout", Long.toString(answer.toMillis()));
        // who is accepted gets it, whoever else is not
        properties.put("mail.smtp.sendpartial", "true");
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
    public void deliver(MailMessage message) {
        Handover handed = handOver(message);
        if (handed.accepted().size() < message.to().size()) {
            boolean later = !handed.later().isEmpty();
            String why = String.join("; ", (later ? handed.later() : handed.refused()).values());
            throw new ProviderException(
                    later ? Retry.LATER : Retry.NEVER,
                    "The mail server did not take it for every recipient: " + why,
                    null);
        }
    }

    @Override
    public synchronized Handover handOver(MailMessage message) {
        try {
            transport.begin();
            MimeMail mail = MimeMail.of(message, sender, clock.instant());
            connect();
            session.getProperties().put("mail.smtp.from", bounceAddress(message.key()));
            transport.sendMessage(signed(mail), mail.recipients());
            return Handover.toAll(message.to());
        } catch (MessagingException e) {
            // a mail that was cut off halfway leaves the connection in no known state
            close();
            return byRecipient(message, e).orElseThrow(() -> refusal(e));
        }
    }

    /** The outcome for each recipient, when the server told them apart and took the mail for the others, if there are any. */
    private Optional<Handover> byRecipient(MailMessage message, MessagingException e) {
        Map<String, SMTPAddressFailedException> failed = new HashMap<>();
        Exception current = e;
        while (current instanceof MessagingException fault) {
            if (fault instanceof SMTPAddressFailedException address) {
                failed.put(address.getAddress().getAddress(), address);
            }
            current = fault.getNextException();
        }
        boolean partly = e instanceof SendFailedException sent
                && sent.getValidSentAddresses() != null
                && sent.getValidSentAddresses().length > 0;
        List<String> accepted = new ArrayList<>();
        Map<String, String> refused = new HashMap<>();
        Map<String, String> later = new HashMap<>();
        for (String to : message.to()) {
            SMTPAddressFailedException fault =
                    failed.get(sender.sandbox().map(MimeMail::ascii).orElse(MimeMail.ascii(to)));
            if (fault == null) {
                accepted.add(to);
            } else {
                // 552 to a recipient is a full mailbox, which passes (RFC 5321, 4.5.3.1.10)
                boolean forGood = fault.getReturnCode() >= 500 && fault.getReturnCode() != 552;
                (forGood ? refused : later).put(to, oneLine(fault.getMessage()));
            }
        }
        return partly || accepted.isEmpty() ? Optional.of(new Handover(accepted, refused, later)) : Optional.empty();
    }

    private static String oneLine(@Nullable String answer) {
        return String.valueOf(answer).strip().replaceAll("\\s+", " ");
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
    private ProviderException refusal(MessagingException e) {
        if (e instanceof AuthenticationFailedException
                && !String.valueOf(e.getMessage()).startsWith("4")) {
            return new ProviderException(
                    Retry.WITH_OTHER_SETTINGS,
                    "The mail server does not accept user and password; correct the settings.",
                    e);
        }
        int code = code(e);
        String answer = answer(e);
        if (code <= 0 && transport.isWhole()) {
            return new ProviderException(
                    Retry.UNKNOWN_OUTCOME, "The mail server had the whole mail and did not say whether it took it.", e);
        }
        if (isOfSender(e) && code >= 500 && code != 552) {
            return new ProviderException(
                    Retry.WITH_OTHER_SETTINGS,
                    "The mail server takes no mail from this sender; correct the settings: " + answer,
                    e);
        }
        if (code >= 500) {
            return new ProviderException(Retry.NEVER, "The mail server refused it for good: " + answer, e);
        }
        return new ProviderException(
                Retry.LATER,
                code > 0 ? "The mail server cannot take it now: " + answer : "The mail server cannot be reached.",
                e);
    }

    private static boolean isOfSender(MessagingException e) {
        Exception current = e;
        while (current instanceof MessagingException fault) {
            if (fault instanceof SMTPSenderFailedException) {
                return true;
            }
            current = fault.getNextException();
        }
        return false;
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
        return oneLine(answer);
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
