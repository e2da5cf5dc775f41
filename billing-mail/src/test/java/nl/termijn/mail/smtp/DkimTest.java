package nl.termijn.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.termijn.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed mail, checked as a reader's server checks it (RFC 6376), with nothing of the library that signed it. */
class DkimTest {
    @TempDir
    Path folder;

    private static KeyPair keys(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private String sent(KeyPair keys) throws Exception {
        Sender sender = Sender.builder()
                .from(Messages.SENDER)
                .dkim(Dkim.of("voorbeeldhosting.nl", "facturen-2026", pem(keys)))
                .build();
        try (TestServer server = new TestServer(folder, "localhost");
                SmtpMail mail = SmtpMail.of(server.settings().build(), sender)) {
            mail.deliver(Messages.message("01a2-7c", "bakker@example.nl"));
            return server.arrived().get(0).content();
        }
    }

    @Test
    void aReadersServerFindsTheSignatureRight() throws Exception {
        KeyPair keys = keys(2048);
        String mail = sent(keys);
        assertThat(isSigned(mail, keys)).isTrue();
        assertThat(tags(mail))
                .containsEntry("d", "voorbeeldhosting.nl")
                .containsEntry("s", "facturen-2026")
                .containsEntry("a", "rsa-sha256")
                .doesNotContainKeys("l", "z");
        assertThat(tags(mail).getOrDefault("h", "").toLowerCase(Locale.ROOT))
                .contains("from", "to", "subject", "message-id", "date");
        assertThat(mail).contains("Message-ID: <01a2-7c@voorbeeldhosting.nl>");
        assertThat(mail.toLowerCase(Locale.ROOT)).doesNotContain("simplejavamail", "jakarta", "angus");
    }

    @Test
    void whatWasChangedOnTheWayIsFound() throws Exception {
        KeyPair keys = keys(2048);
        String mail = sent(keys);
        assertThat(isSigned(mail.replace("Subject: ", "Subject: x"), keys)).isFalse();
        assertThat(isSigned(mail + "x\r\n", keys)).isFalse();
        assertThat(isSigned(mail, keys(2048))).isFalse();
    }

    @Test
    void aWrongKeyOrTheDomainOfAnotherIsRefusedWhenItIsSet() throws Exception {
        assertThatThrownBy(() -> Dkim.of("voorbeeld.nl", "s", "-----BEGIN PRIVATE KEY-----\nAAAA\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("PKCS #8")
                .message()
                .doesNotContain("AAAA");
        KeyPair small = keys(512);
        assertThatThrownBy(() -> Dkim.of("voorbeeld.nl", "s", pem(small)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("512 bits");
        Dkim foreign = new Dkim("ander.nl", "s", (RSAPrivateKey) keys(2048).getPrivate());
        assertThatThrownBy(() ->
                        Sender.builder().from(Messages.SENDER).dkim(foreign).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ander.nl")
                .hasMessageContaining("DMARC");
        assertThat(foreign.toString()).isEqualTo("Dkim[s._domainkey.ander.nl]");
    }

    private static boolean isSigned(String mail, KeyPair keys) throws Exception {
        int end = mail.indexOf("\r\n\r\n");
        Map<String, String> tags = tags(mail);
        String body = mail.substring(end + 4).replaceAll("[ \\t]+(?=\r\n)", "").replaceAll("[ \\t]+", " ");
        body = body.replaceAll("(\r\n)+$", "") + "\r\n";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.ISO_8859_1));
        if (!Base64.getEncoder().encodeToString(hash).equals(tags.get("bh"))) {
            return false;
        }
        List<String> headers = headers(mail);
        StringBuilder signed = new StringBuilder();
        for (String name : tags.getOrDefault("h", "").split(":", -1)) {
            headers.stream()
                    .filter(header -> header.regionMatches(
                            true, 0, name.strip() + ":", 0, name.strip().length() + 1))
                    .findFirst()
                    .ifPresent(header -> signed.append(relaxed(header)).append("\r\n"));
        }
        signed.append(relaxed(signature(mail)).replaceAll("(?<=[; ]b=)[^;]*", ""));
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(keys.getPublic());
        check.update(signed.toString().getBytes(StandardCharsets.ISO_8859_1));
        return check.verify(Base64.getDecoder().decode(tags.getOrDefault("b", "")));
    }

    private static List<String> headers(String mail) {
        String[] lines = mail.substring(0, mail.indexOf("\r\n\r\n")).split("\r\n", -1);
        List<String> headers = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                headers.set(headers.size() - 1, headers.get(headers.size() - 1) + "\r\n" + line);
            } else {
                headers.add(line);
            }
        }
        return headers;
    }

    private static String signature(String mail) {
        return headers(mail).stream()
                .filter(header -> header.startsWith("DKIM-Signature:"))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> tags(String mail) {
        Map<String, String> tags = new HashMap<>();
        String value = signature(mail).substring("DKIM-Signature:".length());
        for (String tag : value.split(";", -1)) {
            int sign = tag.indexOf('=');
            if (sign > 0) {
                tags.put(tag.substring(0, sign).strip(), tag.substring(sign + 1).replaceAll("\\s", ""));
            }
        }
        return tags;
    }

    private static String relaxed(String header) {
        int colon = header.indexOf(':');
        return header.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":"
                + header.substring(colon + 1)
                        .replaceAll("\r\n", "")
                        .replaceAll("[ \\t]+", " ")
                        .strip();
    }
}
