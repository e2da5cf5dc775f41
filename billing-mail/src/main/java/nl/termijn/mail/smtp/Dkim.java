package nl.termijn.mail.smtp;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import nl.termijn.error.Violations;

/**
 * With what mail is signed (RFC 6376), so that a reader's server sees whose it is. Most mail relays sign themselves: this is
 * for a seller whose relay does not. It needs {@code org.simplejavamail:utils-mail-dkim} on the class path.
 *
 * @param domain that signs: the domain of the sender's address, or one above it, as DMARC wants
 * @param selector under which the public key stands in the domain's DNS, {@code selector._domainkey.domain}
 * @param key an RSA key of 1024 bits or more; 2048 is usual
 */
public record Dkim(String domain, String selector, RSAPrivateKey key) {
    private static final int SHORTEST_KEY = 1024;
    private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?";

    /** Checks the names and the length of the key. */
    public Dkim {
        Violations.of("dkim")
                .check(domain.matches(NAME), "domain", domain, "must be a domain", "such as voorbeeld.nl")
                .check(selector.matches(NAME), "selector", selector, "must be a name in DNS", "such as invoices-2026")
                .check(
                        key.getModulus().bitLength() >= SHORTEST_KEY,
                        "key",
                        key.getModulus().bitLength() + " bits",
                        "must have 1024 bits or more",
                        "make one of 2048 bits")
                .throwIfAny();
    }

    /**
     * With a key in the form of {@code openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048}.
     *
     * @throws nl.termijn.error.InvalidInputException when it is not a private RSA key in PKCS #8
     */
    public static Dkim of(String domain, String selector, String pem) {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s+", "");
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return new Dkim(domain, selector, (RSAPrivateKey)
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            Violations.of("dkim")
                    .check(
                            false,
                            "key",
                            "a text of " + pem.length() + " characters",
                            "must be a private RSA key in PKCS #8, PEM",
                            "write it with: openssl pkcs8 -topk8 -nocrypt")
                    .throwIfAny();
            throw new IllegalStateException(e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Dkim[" + selector + "._domainkey." + domain + "]";
    }
}
