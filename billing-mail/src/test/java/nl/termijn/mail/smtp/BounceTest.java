package nl.termijn.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail servers send back, and what else comes to the same address. */
class BounceTest {
    private static final String REPORT = """
            From: MAILER-DAEMON@mx.example.nl
            To: bounce+01a2-7c@voorbeeldhosting.nl
            Subject: Undelivered Mail Returned to Sender
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

            --b1
            Content-Type: text/plain

            I'm sorry to have to inform you that your message could not be delivered.

            --b1
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.nl
            Arrival-Date: Sun, 1 Mar 2026 08:00:00 +0000

            Final-Recipient: rfc822; bakker@example.nl
            Action: %s
            Status: %s
            Diagnostic-Code: smtp; 550 5.1.1 <bakker@example.nl>:
                user unknown

            --b1
            Content-Type: %s

            Message-ID: <01a2-7c@voorbeeldhosting.nl>
            Subject: Factuur 2026-000123

            --b1--
            """;

    private static byte[] report(String action, String status, String returned) {
        return REPORT.formatted(action, status, returned).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(strings = {"message/rfc822", "text/rfc822-headers"})
    void aMailboxThatDoesNotExistIsPermanent(String returned) {
        assertThat(Bounce.read(report("failed", "5.1.1", returned)))
                .contains(new Bounce("01a2-7c", true, "5.1.1", "smtp; 550 5.1.1 <bakker@example.nl>: user unknown"));
    }

    @Test
    void aDelayIsNot() {
        assertThat(Bounce.read(report("delayed", "4.4.1", "message/rfc822"))
                        .orElseThrow()
                        .permanent())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no mail at all",
                "Subject: Afwezig\r\nContent-Type: text/plain\r\n\r\nIk ben er niet.",
                "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\n--b--\r\n",
                "Content-Type: multipart/report; boundary=\r\n\r\n\u0000\u0001"
            })
    void whatIsNoBounceIsNone(String message) {
        assertThat(Bounce.read(message.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void anEndlessMessageIsNotRead() {
        assertThat(Bounce.read(new byte[20_000_000])).isEmpty();
    }
}
