package nl.termijn.mail.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Waits longer for the answer to a whole mail than for that to a command, and knows whether a mail was whole. */
final class PatientTransport extends SMTPTransport {
    private final RememberedSocket socket;
    private final int usual;
    private final int patient;
    private boolean whole;

    PatientTransport(Session session, SmtpServer server, RememberedSocket socket) {
        super(session, new URLName("smtp", server.host(), server.port(), null, null, null));
        this.socket = socket;
        this.usual = Math.toIntExact(server.answerTimeout().toMillis());
        this.patient = Math.toIntExact(server.acceptanceTimeout().toMillis());
    }

    /** Begins another mail. */
    void begin() {
        whole = false;
    }

    /** Whether the server had the whole mail and may have accepted it. */
    boolean isWhole() {
        return whole;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        socket.answersWithin(patient);
        whole = true;
        super.finishData();
        socket.answersWithin(usual);
    }
}
