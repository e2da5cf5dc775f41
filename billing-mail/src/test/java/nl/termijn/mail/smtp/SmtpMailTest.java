package nl.termijn.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.ProviderException;
import nl.termijn.error.ProviderException.Retry;
import nl.termijn.mail.Handover;
import nl.termijn.mail.MailContent;
import nl.termijn.mail.MailMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.subethamail.smtp.RejectException;

/** Real conversations with a real server, and with servers that misbehave. */
@Timeout(60)
class SmtpMailTest {
    @TempDir
    Path folder;

    private static Retry retryOf(Throwable fault) {
        return ((ProviderException) fault).retry();
    }

    @Test
    void mailArrivesEncryptedFromTheSellerAndWithItsDocument() throws Exception {
        try (TestServer server = new TestServer(folder, "localhost");
                SmtpMail mail = SmtpMail.of(server.settings().build(), Messages.SENDER)) {
            mail.deliver(Messages.message("01a2-7c", "bakker@example.nl", "boekhouder@bücher.example"));
            TestServer.Arrived arrived = server.arrived().get(0);
            assertThat(arrived.greeting()).isEqualTo("voorbeeldhosting.nl");
            assertThat(arrived.from()).isEqualTo("bounce+01a2-7c@voorbeeldhosting.nl");
            assertThat(arrived.to()).containsExactly("bakker@example.nl", "boekhouder@xn--bcher-kva.example");
            MimeMessage read = read(arrived.content());
            assertThat(read.getMessageID()).isEqualTo("<01a2-7c@voorbeeldhosting.nl>");
            assertThat(read.getSubject()).isEqualTo("Factuur 2026-000123, € 121,00");
            assertThat(read.getFrom()[0]).hasToString("\"Voorbeeld Hosting B.V.\" <facturen@voorbeeldhosting.nl>");
            assertThat(read.getReplyTo()[0]).hasToString("boekhouding@voorbeeldhosting.nl");
            assertThat(read.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(arrived.content()).contains("2026-000123.pdf", "text/html", "text/plain");
        }
    }

    @Test
    void aPictureTravelsWithTheHtmlThatShowsIt() throws Exception {
        try (TestServer server = new TestServer(folder, "localhost");
                SmtpMail mail = SmtpMail.of(server.settings().build(), Messages.SENDER)) {
            MailMessage plain = Messages.message("01a2-7c", "bakker@example.nl");
            byte[] png = MailTemplatesTest.png();
            mail.deliver(new MailMessage(
                    plain.key(),
                    plain.kind(),
                    plain.fromName(),
                    plain.brand(),
                    plain.to(),
                    new MailContent(
                            "x",
                            "x",
                            Optional.of("<img src=\"cid:logo\" alt=\"x\">"),
                            List.of(new MailContent.Picture("logo", "image/png", png))),
                    plain.language(),
                    plain.answers(),
                    plain.attachments()));
            MimeMultipart mixed =
                    (MimeMultipart) read(server.arrived().get(0).content()).getContent();
            MimeMultipart related = (MimeMultipart) mixed.getBodyPart(0).getContent();
            MimeMultipart alternative = (MimeMultipart) related.getBodyPart(0).getContent();
            assertThat(alternative.getCount()).isEqualTo(2);
            assertThat(related.getContentType()).startsWith("multipart/related");
            MimeBodyPart picture = (MimeBodyPart) related.getBodyPart(1);
            assertThat(picture.getContentID()).isEqualTo("<logo>");
            assertThat(picture.getDisposition()).isEqualTo("inline");
            assertThat(picture.getInputStream().readAllBytes()).isEqualTo(png);
        }
    }

    @Test
    @SuppressWarnings("try") // closing in the middle is what is tested
    void oneConnectionServesManyMailsAndAnotherIsOpenedWhenItBroke() throws Exception {
        try (TestServer server = new TestServer(folder, "localhost");
                SmtpMail mail = SmtpMail.of(server.settings().build(), Messages.SENDER)) {
            for (int i = 0; i < 5; i++) {
                mail.deliver(Messages.message("key-" + i, "bakker@example.nl"));
            }
            assertThat(server.sessions()).isEqualTo(1);
            mail.close();
            mail.deliver(Messages.message("key-6", "bakker@example.nl"));
            assertThat(server.sessions()).isEqualTo(2);
            assertThat(server.arrived()).hasSize(6);
        }
    }

    @ParameterizedTest
    @CsvSource({"451, LATER", "421, LATER", "550, NEVER", "553, NEVER"})
    void whatTheServerSaysOfARecipientDecidesWhetherToTryAgain(int code, Retry retry) throws Exception {
        try (TestServer server = new TestServer(folder, "localhost");
                SmtpMail mail = SmtpMail.of(server.settings().build(), Messages.SENDER)) {
            server.porter(recipient -> {
                throw new RejectException(code, "not you");
            });
            assertThatThrownBy(() -> mail.deliver(Messages.message("k", "bakker@example.nl")))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            fault -> assertThat(fault.retry()).isEqualTo(retry))
                    .hasMessageContaining("not you");
            server.porter(recipient -> {});
            mail.deliver(Messages.message("k", "bakker@example.nl"));
            assertThat(server.arrived()).hasSize(1);
        }
    }

    @Test
    void recipientsAreServedOneByOne() throws Exception {
        try (TestServer server = new TestServer(folder, "localhost");
                SmtpMail mail = SmtpMail.of(server.settings().build(), Messages.SENDER)) {
            server.porter(recipient -> {
                if (recipient.startsWith("busy")) {
                    throw new RejectException(451, "later");
                }
                if (recipient.startsWith("gone")) {
                    throw new RejectException(550, "no such user");
                }
            });
            Handover handed =
                    mail.handOver(Messages.message("k", "gone@example.nl", "bakker@example.nl", "busy@example.nl"));
            assertThat(server.arrived())
                    .singleElement()
                    .satisfies(arrived -> assertThat(arrived.to()).containsExactly("bakker@example.nl"));
            assertThat(handed.accepted()).containsExactly("bakker@example.nl");
            assertThat(handed.refused()).containsOnlyKeys("gone@example.nl");
            assertThat(handed.refused().get("gone@example.nl")).contains("550 no such user");
            assertThat(handed.later()).containsOnlyKeys("busy@example.nl");
            Handover nobody = mail.handOver(Messages.message("k2", "gone@example.nl", "busy@example.nl"));
            assertThat(nobody.accepted()).isEmpty();
            assertThat(nobody.later()).containsOnlyKeys("busy@example.nl");
            assertThat(server.arrived()).hasSize(1);
        }
    }

    @Test
    void anAnswerThatDoesNotComeAfterTheLastDotLeavesTheOutcomeUnknown() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SmtpMail mail = SmtpMail.of(plain(socket.getLocalPort()), Messages.SENDER)) {
            Thread server = new Thread(() -> dropAfterData(socket));
            server.setDaemon(true);
            server.start();
            assertThatThrownBy(() -> mail.deliver(Messages.message("k", "bakker@example.nl")))
                    .satisfies(fault -> assertThat(retryOf(fault)).isEqualTo(Retry.UNKNOWN_OUTCOME));
        }
        assertThat(SmtpServer.builder().host("h").build().acceptanceTimeout()).isEqualTo(Duration.ofMinutes(10));
    }

    private static void dropAfterData(ServerSocket socket) {
        try (Socket client = socket.accept()) {
            var in = new java.io.BufferedReader(
                    new java.io.InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            converse(client, in);
            String line = in.readLine();
            while (line != null && !line.equals(".")) {
                line = in.readLine();
            }
        } catch (java.io.IOException e) {
            // the test sees what the client sees
        }
    }

    private static void converse(Socket client, java.io.BufferedReader in) throws java.io.IOException {
        var out = client.getOutputStream();
        out.write("220 hello\r\n".getBytes(StandardCharsets.US_ASCII));
        String line = in.readLine();
        while (line != null && !line.equals("DATA")) {
            out.write("250 fine\r\n".getBytes(StandardCharsets.US_ASCII));
            line = in.readLine();
        }
        out.write("354 go on\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aMailThatIsTooLargeIsRefusedForGood() throws Exception {
        try (TestServer server = new TestServer(folder, "localhost");
                SmtpMail mail = SmtpMail.of(server.settings().build(), Messages.SENDER)) {
            MailMessage small = Messages.message("k", "bakker@example.nl");
            MailMessage large = new MailMessage(
                    small.key(),
                    small.kind(),
                    small.fromName(),
                    small.brand(),
                    small.to(),
                    small.content(),
                    small.language(),
                    small.answers(),
                    List.of(new RenderedDocument("x.pdf", "application/pdf", new byte[200_000])));
            assertThatThrownBy(() -> mail.deliver(large))
                    .satisfies(fault -> assertThat(retryOf(fault)).isEqualTo(Retry.NEVER));
            mail.deliver(small);
            assertThat(server.arrived()).hasSize(1);
        }
    }

    @Test
    void aServerWithTheCertificateOfAnotherGetsNothing() throws Exception {
        try (TestServer server = new TestServer(folder, "other.example");
                SmtpMail mail = SmtpMail.of(server.settings().build(), Messages.SENDER)) {
            assertThatThrownBy(() -> mail.deliver(Messages.message("k", "bakker@example.nl")))
                    .satisfies(fault -> assertThat(retryOf(fault)).isEqualTo(Retry.LATER));
            assertThat(server.arrived()).isEmpty();
        }
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() throws Exception {
        try (TestServer server = new TestServer(folder, "localhost");
                SmtpMail mail =
                        SmtpMail.of(server.settings().password("sesam-open-u").build(), Messages.SENDER)) {
            assertThatThrownBy(() -> mail.deliver(Messages.message("k", "bakker@example.nl")))
                    .hasMessageContaining("user and password")
                    .hasMessageNotContaining("sesam")
                    .satisfies(fault -> assertThat(retryOf(fault)).isEqualTo(Retry.WITH_OTHER_SETTINGS));
        }
        assertThat(SmtpServer.builder()
                        .host("h")
                        .user("u")
                        .password("sesam")
                        .build()
                        .toString())
                .doesNotContain("sesam");
    }

    @Test
    void aServerThatSaysNothingIsGivenUpAfterAWhile() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SmtpMail mail = SmtpMail.of(plain(silent.getLocalPort()), Messages.SENDER)) {
            assertThatThrownBy(() -> mail.deliver(Messages.message("k", "bakker@example.nl")))
                    .satisfies(fault -> assertThat(retryOf(fault)).isEqualTo(Retry.LATER));
        }
    }

    @Test
    void aConnectionThatIsDroppedAfterTheMailWasWrittenMayHaveTakenIt() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SmtpMail mail = SmtpMail.of(plain(socket.getLocalPort()), Messages.SENDER)) {
            Thread server = new Thread(() -> dropDuringData(socket));
            server.setDaemon(true);
            server.start();
            assertThatThrownBy(() -> mail.deliver(Messages.message("k", "bakker@example.nl")))
                    .hasMessageContaining("did not say whether it took it")
                    .satisfies(fault -> assertThat(retryOf(fault)).isEqualTo(Retry.UNKNOWN_OUTCOME));
        }
    }

    private static void dropDuringData(ServerSocket socket) {
        try (Socket client = socket.accept()) {
            var in = new java.io.BufferedReader(
                    new java.io.InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            converse(client, in);
            in.readLine();
        } catch (java.io.IOException e) {
            // the test sees what the client sees
        }
    }

    private static SmtpServer plain(int port) {
        return SmtpServer.builder()
                .host("localhost")
                .port(port)
                .security(SmtpServer.Security.NONE)
                .connectTimeout(Duration.ofSeconds(1))
                .answerTimeout(Duration.ofSeconds(1))
                .build();
    }

    @Test
    void aSandboxLetsNothingOutButToOneAddress() throws Exception {
        Sender sandbox = Sender.builder()
                .address("facturen@voorbeeldhosting.nl")
                .addBcc("archief@voorbeeldhosting.nl")
                .sandbox("test@voorbeeldhosting.nl")
                .build();
        try (TestServer server = new TestServer(folder, "localhost");
                SmtpMail mail = SmtpMail.of(server.settings().build(), sandbox)) {
            mail.deliver(Messages.message("k", "bakker@example.nl", "ook@example.nl"));
            TestServer.Arrived arrived = server.arrived().get(0);
            assertThat(arrived.to()).containsExactly("test@voorbeeldhosting.nl");
            assertThat(arrived.content()).doesNotContain("bakker@", "archief@");
            assertThat(read(arrived.content()).getSubject()).startsWith("[test] ");
        }
    }

    @Test
    void aCopyGoesToTheArchiveUnseen() throws Exception {
        Sender sender = Sender.builder()
                .address("facturen@voorbeeldhosting.nl")
                .addBcc("archief@voorbeeldhosting.nl")
                .build();
        try (TestServer server = new TestServer(folder, "localhost");
                SmtpMail mail = SmtpMail.of(server.settings().build(), sender)) {
            mail.deliver(Messages.message("k", "bakker@example.nl"));
            assertThat(server.arrived().get(0).to())
                    .containsExactly("bakker@example.nl", "archief@voorbeeldhosting.nl");
            assertThat(server.arrived().get(0).content()).doesNotContain("archief@");
        }
    }

    @ParameterizedTest
    @CsvSource({"Factuur\\r\\nBcc: kwaad@example.nl", "Factuur\\nX-Evil: 1", "\\u2028Bcc: kwaad@example.nl"})
    void noHeaderCanBeSmuggledInThroughAText(String subject) throws Exception {
        String evil = subject.replace("\\r", "\r").replace("\\n", "\n").replace("\\u2028", "\u2028");
        MailMessage message = Messages.about("k", evil, "bakker@example.nl");
        MimeMail mail = MimeMail.of(message, Messages.SENDER, Instant.EPOCH);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        mail.writeTo(out);
        MimeMessage read = read(out.toString(StandardCharsets.UTF_8));
        assertThat(read.getHeader("Bcc")).isNull();
        assertThat(read.getHeader("X-Evil")).isNull();
        assertThat(read.getAllRecipients()).hasSize(1);
    }

    @Test
    void anAddressWithMoreInItIsRefused() {
        assertThatThrownBy(() -> MimeMail.of(
                        Messages.message("k", "bakker@example.nl\r\nBcc: kwaad@example.nl"),
                        Messages.SENDER,
                        Instant.EPOCH))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("kwaad");
        assertThatThrownBy(() ->
                        Sender.builder().address("a b@c").bounce("bounce@c").build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("address")
                .hasMessageContaining("{key}");
        assertThatThrownBy(
                        () -> SmtpServer.builder().host(" ").port(0).user("u").build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("host")
                .hasMessageContaining("port")
                .hasMessageContaining("password");
    }

    @Test
    void allAttemptsAtOneDeliveryAreTheSameBytesAndLaterOnesJoinTheThread() throws Exception {
        MailMessage first = Messages.message("01a2", "bakker@example.nl");
        assertThat(bytes(first)).isEqualTo(bytes(first));
        MailMessage later = new MailMessage(
                "01b9",
                first.kind(),
                first.fromName(),
                first.brand(),
                first.to(),
                first.content(),
                first.language(),
                Optional.of("01a2"),
                first.attachments());
        MimeMessage read = read(bytes(later));
        assertThat(read.getHeader("In-Reply-To")).containsExactly("<01a2@voorbeeldhosting.nl>");
        assertThat(read.getHeader("References")).containsExactly("<01a2@voorbeeldhosting.nl>");
    }

    @Test
    void nobodysNameIsInTheMailButTheSellers() throws Exception {
        assertThat(bytes(Messages.message("01a2", "bakker@example.nl")).toLowerCase(Locale.ROOT))
                .doesNotContain("jakarta", "angus", "javamail", "termijn", "x-mailer", "part_");
    }

    private static String bytes(MailMessage message) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MimeMail.of(message, Messages.SENDER, Instant.EPOCH).writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static MimeMessage read(String content) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }
}
