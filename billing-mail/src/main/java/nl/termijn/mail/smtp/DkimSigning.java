package nl.termijn.mail.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import nl.termijn.error.Violations;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;
import org.simplejavamail.utils.mail.dkim.SigningAlgorithm;

/** Signs mail; the only class that knows the library for it, which a host without DKIM leaves out. */
final class DkimSigning {
    private static final String LIBRARY = "org.simplejavamail.utils.mail.dkim.DkimSigner";

    private DkimSigning() {}

    /** Says at once, and not with the first mail, that the library is missing. */
    static void require() {
        boolean there;
        try {
            Class.forName(LIBRARY, false, DkimSigning.class.getClassLoader());
            there = true;
        } catch (ClassNotFoundException e) {
            there = false;
        }
        Violations.of("sender")
                .check(
                        there,
                        "dkim",
                        "given",
                        "needs a library that is not on the class path",
                        "add org.simplejavamail:utils-mail-dkim, or let the mail relay sign")
                .throwIfAny();
    }

    /** {@code mail}, signed whole: all of its body, and the headers that readers see. */
    static MimeMessage signed(MimeMessage mail, Dkim dkim) throws MessagingException {
        try {
            DkimSigner signer = new DkimSigner(dkim.domain(), dkim.selector(), dkim.key());
            signer.setSigningAlgorithm(SigningAlgorithm.SHA256_WITH_RSA);
            signer.setHeaderCanonicalization(Canonicalization.RELAXED);
            signer.setBodyCanonicalization(Canonicalization.RELAXED);
            signer.setLengthParam(false);
            signer.setCopyHeaderFields(false);
            // it would ask the DNS for each mail
            signer.setCheckDomainKey(false);
            return new DkimMessage(mail, signer);
        } catch (org.simplejavamail.utils.mail.dkim.DkimException e) {
            throw new MessagingException("the mail cannot be signed", e);
        }
    }
}
