package nl.termijn.mail;

import java.util.Optional;
import nl.termijn.document.Words;
import nl.termijn.internal.Texts;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.Withdrawal;

/** Mail of one sentence, in Dutch or English: for trials. Immutable. */
public final class PlainMail implements MailComposer {

    /** A composer. */
    public PlainMail() {}

    @Override
    public MailContent compose(Occasion occasion) {
        Issuance issuance = occasion.document().issuance().orElseThrow();
        String[] values = {
            issuance.number().text(),
            issuance.seller().name(),
            Words.of(occasion.language()).date(issuance.issuedOn()),
            occasion.document().withdrawal().map(Withdrawal::reason).orElse("")
        };
        return new MailContent(text(occasion, "subject", values), text(occasion, "text", values), Optional.empty());
    }

    private static String text(Occasion occasion, String part, String[] values) {
        String pattern = Texts.of("nl.termijn.mail-texts", occasion.language()).getString(occasion.kind() + "." + part);
        return Texts.filled(pattern, values);
    }
}
