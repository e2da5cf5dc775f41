package nl.termijn.mail;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.termijn.document.Words;
import nl.termijn.internal.Texts;
import nl.termijn.invoice.RequestForPayment;
import nl.termijn.invoice.Withdrawal;

/** Mail of one sentence, in Dutch or English: for trials. Immutable. */
public final class PlainMail implements MailComposer {

    /** A composer. */
    public PlainMail() {}

    @Override
    public MailContent compose(Occasion occasion) {
        Words words = Words.of(occasion.language());
        String[] values = {
            occasion.matter().reference(),
            occasion.seller().name(),
            words.date(date(occasion)),
            detail(words, occasion.matter())
        };
        return new MailContent(text(occasion, "subject", values), text(occasion, "text", values), Optional.empty());
    }

    private static LocalDate date(Occasion occasion) {
        return occasion.matter() instanceof Matter.Sent sent
                ? sent.document().issuedOn().orElseThrow()
                : occasion.on();
    }

    private static String detail(Words words, Matter matter) {
        if (matter instanceof Matter.Asked asked) {
            RequestForPayment request = asked.draft().request().orElseThrow();
            return words.money(request.amount());
        }
        if (matter instanceof Matter.Prices prices) {
            return prices.prices().stream()
                    .map(price -> price.description() + " " + words.price(price.before()) + " > "
                            + words.price(price.after()) + " (" + words.date(price.effectiveFrom()) + ")")
                    .collect(Collectors.joining("; "));
        }
        return ((Matter.Sent) matter)
                .document()
                .withdrawal()
                .map(Withdrawal::reason)
                .orElse("");
    }

    private static String text(Occasion occasion, String part, String[] values) {
        String pattern = Texts.of("nl.termijn.mail-texts", occasion.language()).getString(occasion.kind() + "." + part);
        return Texts.filled(pattern, values);
    }
}
