package nl.termijn.mail.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server on this machine, with STARTTLS, a password, and answers that a test may change. */
final class TestServer implements AutoCloseable {
    /** What it says to a recipient; nothing is a welcome. */
    @FunctionalInterface
    interface Porter {
        void meet(String recipient) throws RejectException;
    }

    /** A mail that arrived. */
    record Arrived(String greeting, String from, List<String> to, String content) {}

    private static final int LARGEST = 60_000;

    private final List<Arrived> arrived = Collections.synchronizedList(new ArrayList<>());
    private final List<String> opened = Collections.synchronizedList(new ArrayList<>());
    private final SMTPServer server;
    private final SSLSocketFactory trust;
    private volatile Porter porter = recipient -> {};

    /** A server whose certificate is of {@code host}. */
    TestServer(Path folder, String host) throws Exception {
        Path keys = folder.resolve(host + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "mail",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret",
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("no certificate could be made");
        }
        SSLContext context = context(keys);
        trust = context.getSocketFactory();
        server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .startTlsSocketFactory(context)
                .requireTLS()
                .maxMessageSize(LARGEST)
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, session) -> {
                    if (!user.equals("seller") || !password.equals("geheim")) {
                        throw new LoginFailedException();
                    }
                }))
                .requireAuth()
                .messageHandlerFactory(this::handler)
                .build();
        server.start();
    }

    private static SSLContext context(Path keys) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(keys)) {
            store.load(stream, "secret".toCharArray());
        }
        KeyManagerFactory mine = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        mine.init(store, "secret".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("mail", store.getCertificate("mail"));
        TrustManagerFactory theirs = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        theirs.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(mine.getKeyManagers(), theirs.getTrustManagers(), null);
        return context;
    }

    private MessageHandler handler(MessageContext context) {
        opened.add(context.getSessionId());
        return new MessageHandler() {
            private String from = "";
            private final List<String> to = new ArrayList<>();

            @Override
            public void from(String address) {
                from = address;
            }

            @Override
            public void recipient(String address) throws RejectException {
                porter.meet(address);
                to.add(address);
            }

            @Override
            public @org.jspecify.annotations.Nullable String data(InputStream data)
                    throws RejectException, IOException {
                String content = new String(data.readAllBytes(), StandardCharsets.UTF_8);
                if (content.length() > LARGEST) {
                    throw new RejectException(552, "message too large");
                }
                arrived.add(new Arrived(context.getHelo().orElse(""), from, List.copyOf(to), content));
                return null;
            }

            @Override
            public void done() {}
        };
    }

    void porter(Porter value) {
        porter = value;
    }

    List<Arrived> arrived() {
        return List.copyOf(arrived);
    }

    long sessions() {
        return opened.stream().distinct().count();
    }

    SmtpServer.Builder settings() {
        return SmtpServer.builder()
                .host("localhost")
                .port(server.getPortAllocated())
                .user("seller")
                .password("geheim")
                .trust(trust);
    }

    @Override
    public void close() {
        server.stop();
    }
}
