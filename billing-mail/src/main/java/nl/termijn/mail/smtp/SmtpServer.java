package nl.termijn.mail.smtp;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import org.immutables.value.Value;

/** The server that takes an administration's mail. Its password is in no text of it. Immutable. */
@Value.Immutable
@ValueStyle
public interface SmtpServer {
    /** Name of the host, which its certificate must bear. */
    String host();

    /** Port; 587 unless given. */
    @Value.Default
    default int port() {
        return 587;
    }

    /** How the connection is kept from others. */
    @Value.Default
    default Security security() {
        return Security.STARTTLS;
    }

    /** Who we are to the server, if it wants to know. */
    Optional<String> user();

    /** The user's password. */
    @Value.Redacted
    Optional<String> password();

    /** What we call ourselves in the greeting; the domain of the sender unless given. */
    Optional<String> greeting();

    /** How long connecting may take. */
    @Value.Default
    default Duration connectTimeout() {
        return Duration.ofSeconds(15);
    }

    /** How long an answer, or taking what we write, may take. */
    @Value.Default
    default Duration answerTimeout() {
        return Duration.ofSeconds(60);
    }

    /** How long the answer to a whole mail may take; ten minutes unless given (RFC 5321, 4.5.3.2.6): asking again too early sends it twice. */
    @Value.Default
    default Duration acceptanceTimeout() {
        return Duration.ofMinutes(10);
    }

    /** Whom to trust; the JDK's authorities unless given. */
    Optional<SSLSocketFactory> trust();

    /** How a connection is kept from others. */
    enum Security {
        /** Encrypted after the greeting; no mail leaves without. */
        STARTTLS,
        /** Encrypted from the start. */
        TLS,
        /** Not at all: only for a server on the same machine. */
        NONE
    }

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        Violations.of("smtp server")
                .check(!host().isBlank(), "host", host(), "must be given", "the name of the mail server")
                .check(
                        port() > 0 && port() < 65536,
                        "port",
                        port(),
                        "must be 1 to 65535",
                        "587 with STARTTLS, 465 with TLS")
                .check(
                        user().isPresent() == password().isPresent(),
                        "user",
                        user().orElse(""),
                        "must be given together with a password",
                        "give both, or neither")
                .check(
                        security() != Security.NONE || user().isEmpty(),
                        "security",
                        security(),
                        "must not be NONE where a password is sent",
                        "use STARTTLS or TLS")
                .throwIfAny();
    }

    /** Starts a server. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a server. */
    class Builder extends ImmutableSmtpServer.Builder {}
}
