package nl.termijn.mail.smtp;

import static nl.termijn.error.Violations.given;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.DocumentKind;
import nl.termijn.document.Label;
import nl.termijn.document.TransferDetails;
import nl.termijn.document.Words;
import nl.termijn.error.Violations;
import nl.termijn.internal.Texts;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.invoice.RequestForPayment;
import nl.termijn.invoice.Withdrawal;
import nl.termijn.mail.MailComposer;
import nl.termijn.mail.MailContent;
import nl.termijn.mail.Matter;
import nl.termijn.mail.NewPrice;
import nl.termijn.mail.Occasion;
import nl.termijn.money.Amounts;

/**
 * Mail in a seller's words and colours, as text and as HTML that loads nothing from anywhere and reads well in the dark.
 * Dutch, English, German and French are built in; a seller may say each sentence otherwise. Immutable.
 *
 * <pre>
 * MailTemplates.standard()
 *         .accent("#0b6e69")
 *         .saying(Locale.forLanguageTag("nl"), Map.of("INVOICE.text", "Hier is uw factuur {number}!"))
 * </pre>
 *
 * <p>The keys are those of the built-in files: for each kind of document {@code subject}, {@code preheader} and {@code text},
 * and {@code greeting} and {@code signature} for all. Filled in are {@code brand customer number date due amount reason}
 * and, where it is collected, {@code collected}; of new prices {@code from}, and in the line of each price {@code before
 * after months vat from}.
 */
public final class MailTemplates implements MailComposer {
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final int LARGEST_LOGO = 100_000;
    private static final String LOGO = "logo";
    private static final Set<String> PLACES = Set.of(
            "brand",
            "customer",
            "number",
            "date",
            "due",
            "amount",
            "reason",
            "collected",
            "from",
            "before",
            "after",
            "months",
            "vat");
    private static final List<String> LANGUAGES = List.of("nl", "en", "de", "fr");
    private static final Map<String, Map<String, String>> BUILT_IN = builtIn();

    private final String accent;
    private final Optional<Logo> logo;
    private final Map<String, Map<String, String>> own;

    private MailTemplates(String accent, Optional<Logo> logo, Map<String, Map<String, String>> own) {
        this.accent = accent;
        this.logo = logo;
        this.own = own;
    }

    /** A picture in place of the seller's name. */
    private record Logo(MailContent.Picture picture, int width) {}

    /** The built-in words, and a dark blue. */
    public static MailTemplates standard() {
        return new MailTemplates("#1f4e79", Optional.empty(), Map.of());
    }

    /**
     * These with a colour of the button and the line at the top.
     *
     * @param colour {@code #rrggbb}
     */
    public MailTemplates accent(String colour) {
        Violations.of("mail templates")
                .check(
                        COLOUR.matcher(given(colour, "colour")).matches(),
                        "accent",
                        colour,
                        "must be a colour as #rrggbb",
                        "such as #1f4e79")
                .throwIfAny();
        return new MailTemplates(colour, logo, own);
    }

    /**
     * These with a picture at the top in place of the seller's name. It is carried in each mail, so that nothing is loaded
     * from anywhere; who shows no pictures reads the name.
     *
     * @param picture PNG, JPEG or GIF of at most 100 kB
     * @param width how wide it is shown, 20 to 560 pixels
     */
    public MailTemplates logo(byte[] picture, int width) {
        String mediaType = mediaType(given(picture, "picture"));
        Violations.of("mail templates")
                .check(
                        !mediaType.isEmpty() && picture.length <= LARGEST_LOGO,
                        "logo",
                        picture.length + " bytes",
                        "must be PNG, JPEG or GIF of at most 100 kB",
                        "it goes into every mail: make it smaller")
                .check(
                        width >= 20 && width <= 560,
                        "width",
                        width,
                        "must be 20 to 560 pixels",
                        "a mail is 600 pixels wide")
                .throwIfAny();
        MailContent.Picture carried = new MailContent.Picture(LOGO, mediaType, picture.clone());
        return new MailTemplates(accent, Optional.of(new Logo(carried, width)), own);
    }

    /** By its first bytes; empty for what is no picture. */
    private static String mediaType(byte[] picture) {
        String head = new String(picture, 0, Math.min(4, picture.length), StandardCharsets.ISO_8859_1);
        if (head.equals("\u0089PNG")) {
            return "image/png";
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        return head.equals("GIF8") ? "image/gif" : "";
    }

    /**
     * These with other sentences in {@code language}; of a language that is not built in all must be given.
     *
     * @throws nl.termijn.error.InvalidInputException with every key that is unknown or missing, and every unknown place
     */
    public MailTemplates saying(Locale language, Map<String, String> texts) {
        String code = given(language, "language").getLanguage();
        Map<String, String> english = Objects.requireNonNull(BUILT_IN.get("en"));
        Violations violations = Violations.of("mail templates of " + code);
        texts.forEach((key, text) -> {
            violations.check(english.containsKey(key), key, text, "is not a text of mail", "see " + english.keySet());
            Texts.places(text)
                    .forEach(place -> violations.check(
                            PLACES.contains(place),
                            key,
                            text,
                            "has the unknown place {" + place + "}",
                            "use one of " + PLACES));
        });
        Map<String, String> complete = new TreeMap<>(BUILT_IN.getOrDefault(code, Map.of()));
        complete.putAll(texts);
        english.keySet()
                .forEach(key -> violations.check(
                        complete.containsKey(key), key, "", "must be given", "say it in this language"));
        violations.throwIfAny();
        Map<String, Map<String, String>> all = new HashMap<>(own);
        all.put(code, Map.copyOf(complete));
        return new MailTemplates(accent, logo, Map.copyOf(all));
    }

    private static Map<String, Map<String, String>> builtIn() {
        Map<String, Map<String, String>> all = new HashMap<>();
        for (String language : LANGUAGES) {
            Properties file = new Properties();
            String name = "mail_" + language + ".properties";
            try (InputStream stream = Objects.requireNonNull(MailTemplates.class.getResourceAsStream(name), name);
                    Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                file.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("the built-in mail texts cannot be read", e);
            }
            Map<String, String> texts = new TreeMap<>();
            file.stringPropertyNames().forEach(key -> texts.put(key, file.getProperty(key)));
            all.put(language, Map.copyOf(texts));
        }
        return Map.copyOf(all);
    }

    private Map<String, String> texts(Locale language) {
        Map<String, String> texts = own.get(language.getLanguage());
        if (texts == null) {
            texts = BUILT_IN.get(language.getLanguage());
        }
        return texts == null ? Objects.requireNonNull(BUILT_IN.get("en")) : texts;
    }

    @Override
    public MailContent compose(Occasion occasion) {
        Letter letter = new Letter(occasion);
        return new MailContent(
                letter.text(occasion.kind() + ".subject"),
                letter.plain(),
                Optional.of(letter.html()),
                logo.map(Logo::picture).stream().toList());
    }

    /** One mail, put together. */
    private final class Letter {
        private final Occasion occasion;
        private final Map<String, String> texts;
        private final Map<String, String> values = new HashMap<>();
        private final List<Fact> facts = new ArrayList<>();
        private final Words words;

        /** A line of a table: what, and how much or when. */
        private record Fact(String label, String value) {}

        Letter(Occasion occasion) {
            this.occasion = occasion;
            this.texts = texts(occasion.language());
            this.words = Words.of(occasion.language());
            values.put("brand", occasion.seller().name());
            values.put("customer", occasion.reader().name());
            values.put("number", occasion.matter().reference());
            values.put("date", words.longDate(occasion.on()));
            if (occasion.matter() instanceof Matter.Sent sent) {
                say(sent.document());
            } else if (occasion.matter() instanceof Matter.Asked asked) {
                say(asked.draft().request().orElseThrow());
            } else if (occasion.matter() instanceof Matter.Prices prices) {
                say(prices.prices());
            }
        }

        private void say(Invoice document) {
            Issuance issuance = document.issuance().orElseThrow();
            values.put("date", words.longDate(issuance.issuedOn()));
            values.put("due", words.longDate(issuance.dueOn()));
            values.put("amount", words.money(document.totals().gross()));
            values.put("reason", document.withdrawal().map(Withdrawal::reason).orElse(""));
            if (issuance.payment().way() instanceof PaymentAdvice.DirectDebit debit) {
                values.put("collected", words.longDate(debit.collectedOn()));
            }
            boolean isInvoice = occasion.kind() == DocumentKind.INVOICE || occasion.kind() == DocumentKind.REMINDER;
            if (asksForMoney()) {
                values.put("asked", words.money(open()));
                howToPay(Label.DUE_DATE);
            } else if (isInvoice && isSettled()) {
                facts.add(new Fact(words.text(Label.TO_PAY), words.text(Label.NOTHING_TO_PAY)));
            } else if (isInvoice && issuance.payment().way() instanceof PaymentAdvice.DirectDebit debit) {
                collected(debit);
            }
        }

        /** What the law wants the customer to know before the money is collected: amount, day, mandate, creditor id. */
        private void collected(PaymentAdvice.DirectDebit debit) {
            facts.add(new Fact(
                    words.text(Label.HOW_TO_PAY),
                    words.text(
                            Label.DIRECT_DEBIT_TEXT,
                            "amount",
                            words.money(open()),
                            "date",
                            words.longDate(debit.collectedOn()),
                            "iban",
                            debit.maskedIban())));
            facts.add(new Fact(words.text(Label.MANDATE), debit.mandate()));
            facts.add(new Fact(words.text(Label.CREDITOR_ID), debit.creditorId()));
        }

        private MonetaryAmount open() {
            return ((Matter.Sent) occasion.matter()).open();
        }

        /** Whether nothing is left to pay of what there was. */
        private boolean isSettled() {
            return occasion.matter() instanceof Matter.Sent sent
                    && Amounts.decimal(sent.open()).signum() <= 0
                    && Amounts.decimal(sent.document().totals().gross()).signum() > 0;
        }

        private void say(RequestForPayment request) {
            values.put("date", words.longDate(request.requestedOn()));
            values.put("due", words.longDate(request.lapsesOn().minusDays(1)));
            values.put("amount", words.money(request.amount()));
            for (InvoiceLine line : ((Matter.Asked) occasion.matter()).draft().lines()) {
                facts.add(new Fact(
                        line.description(), words.money(line.amount()) + " " + words.text(vat(line.pricing()))));
            }
            howToPay(Label.VALID_UNTIL);
        }

        private void say(List<NewPrice> prices) {
            values.put(
                    "from",
                    words.longDate(prices.stream()
                            .map(NewPrice::effectiveFrom)
                            .min(LocalDate::compareTo)
                            .orElseThrow()));
            values.put(
                    "due",
                    words.longDate(prices.stream()
                            .map(NewPrice::lastDayToLeave)
                            .min(LocalDate::compareTo)
                            .orElseThrow()));
            for (NewPrice price : prices) {
                Map<String, String> said = Map.of(
                        "before", price(price.before()),
                        "after", price(price.after()),
                        "vat", words.text(vat(price.pricing())),
                        "from", words.longDate(price.effectiveFrom()));
                String key = price.months() == 1 ? "PRICE_CHANGE.perMonth" : "PRICE_CHANGE.perPeriod";
                facts.add(new Fact(
                        price.description(),
                        Texts.filled(
                                pattern(key), place -> said.getOrDefault(place, Integer.toString(price.months())))));
            }
        }

        /** A price with its currency, finer than that where it is. */
        private String price(MonetaryAmount price) {
            BigDecimal plain = Amounts.decimal(price).stripTrailingZeros();
            int digits = Math.max(plain.scale(), price.getCurrency().getDefaultFractionDigits());
            return words.money(Amounts.of(plain.setScale(digits), price.getCurrency()));
        }

        private static Label vat(Pricing pricing) {
            return pricing == Pricing.NET ? Label.EXCL_VAT : Label.INCL_VAT;
        }

        private void howToPay(Label lastDay) {
            facts.add(new Fact(words.text(Label.TO_PAY), values.getOrDefault("asked", value("amount"))));
            facts.add(new Fact(words.text(lastDay), value("due")));
            TransferDetails.of(occasion.seller(), occasion.matter().reference())
                    .forEach((label, value) -> facts.add(new Fact(words.text(label), value)));
        }

        private String value(String place) {
            return values.getOrDefault(place, "");
        }

        private boolean asksForMoney() {
            if (!(occasion.matter() instanceof Matter.Sent sent)) {
                return occasion.matter() instanceof Matter.Asked;
            }
            boolean kind = switch (occasion.kind()) {
                case INVOICE, REMINDER -> true;
                case CREDIT_NOTE, WITHDRAWAL_NOTICE, STATEMENT, PAYMENT_REQUEST, PRICE_CHANGE -> false;
            };
            return kind
                    && way().filter(PaymentAdvice.Transfer.class::isInstance).isPresent()
                    && Amounts.decimal(sent.open()).signum() > 0;
        }

        private Optional<PaymentAdvice.Way> way() {
            return occasion.matter() instanceof Matter.Sent sent
                    ? sent.document()
                            .issuance()
                            .map(issuance -> issuance.payment().way())
                    : Optional.empty();
        }

        private Optional<String> payLink() {
            if (!asksForMoney()) {
                return Optional.empty();
            }
            Optional<URI> link = occasion.matter() instanceof Matter.Sent sent
                    ? sent.document()
                            .issuance()
                            .flatMap(issuance -> issuance.payment().payLink())
                    : ((Matter.Asked) occasion.matter()).payLink();
            return link.map(URI::toString);
        }

        /** What the mail says, in the seller's own words where he has them for this occasion. */
        private String body() {
            return occasion.matter() instanceof Matter.Prices prices
                    ? prices.words().orElseGet(() -> text(occasion.kind() + ".text"))
                    : text(occasion.kind() + ".text");
        }

        private String pattern(String key) {
            return Objects.requireNonNull(texts.get(key), key);
        }

        String text(String key) {
            return Texts.filled(pattern(key), this::value);
        }

        private String preheader() {
            boolean invoice = occasion.kind() == DocumentKind.INVOICE;
            if (invoice
                    && (isSettled()
                            || way().filter(PaymentAdvice.Paid.class::isInstance)
                                    .isPresent())) {
                return text("INVOICE.preheaderPaid");
            }
            if (invoice
                    && way().filter(PaymentAdvice.DirectDebit.class::isInstance).isPresent()) {
                return text("INVOICE.preheaderDirectDebit");
            }
            return text(occasion.kind() + ".preheader");
        }

        /** Complete: whoever reads only this misses nothing. */
        String plain() {
            StringBuilder plain = new StringBuilder();
            plain.append(text("greeting")).append("\n\n").append(body()).append("\n\n");
            facts.forEach(fact ->
                    // blanks that a bank's form takes when they are pasted
                    plain.append(fact.label())
                            .append(": ")
                            .append(fact.value().replace('\u00a0', ' '))
                            .append('\n'));
            if (!facts.isEmpty()) {
                plain.append('\n');
            }
            payLink()
                    .ifPresent(link -> plain.append(words.text(Label.PAY_ONLINE))
                            .append(": ")
                            .append(link)
                            .append("\n\n"));
            plain.append(text("signature"))
                    .append('\n')
                    .append(occasion.seller().name())
                    .append('\n');
            occasion.seller().email().ifPresent(email -> plain.append(email).append('\n'));
            return plain.toString();
        }

        private String brand() {
            String name = escaped(occasion.seller().name());
            return logo.map(shown -> "<img src=\"cid:" + LOGO + "\" width=\"" + shown.width() + "\" alt=\"" + name
                            + "\" style=\"display:block;border:0;max-width:100%;height:auto\">")
                    .orElse(name);
        }

        String html() {
            StringBuilder rows = new StringBuilder();
            facts.forEach(fact -> rows.append(
                            "<tr><td class=\"m\" style=\"padding:3px 20px 3px 0;vertical-align:top;color:#57606a\">")
                    .append(escaped(fact.label()))
                    .append("</td><td style=\"padding:3px 0;font-weight:600\">")
                    .append(escaped(fact.value()))
                    .append("</td></tr>"));
            String table = rows.isEmpty()
                    ? ""
                    : "<table role=\"presentation\" style=\"border-collapse:collapse;margin:0 0 24px\">" + rows
                            + "</table>";
            String button = payLink()
                    .map(link -> "<p style=\"margin:0 0 24px\"><a href=\"" + escaped(link)
                            + "\" style=\"display:inline-block;background:" + accent
                            + ";color:#ffffff;text-decoration:none;font-weight:600;padding:12px 28px;border-radius:6px\">"
                            + escaped(words.text(Label.PAY_ONLINE)) + "</a></p>")
                    .orElse("");
            String signature = escaped(text("signature")) + "<br>"
                    + escaped(occasion.seller().name())
                    + occasion.seller()
                            .email()
                            .map(email -> "<br><a href=\"mailto:" + escaped(email) + "\" style=\"color:inherit\">"
                                    + escaped(email) + "</a>")
                            .orElse("");
            Map<String, String> parts = Map.of(
                    "lang", occasion.language().toLanguageTag(),
                    "title", escaped(text(occasion.kind() + ".subject")),
                    "preheader", escaped(preheader()),
                    "accent", accent,
                    "brand", brand(),
                    "greeting", escaped(text("greeting")),
                    "text", escaped(body()).replace("\n", "<br>"),
                    "table", table,
                    "button", button,
                    "signature", signature);
            return Texts.filled(FRAME, place -> Objects.requireNonNull(parts.get(place)));
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** One column of 600 pixels; borders and no blocks of colour, so that it turns well in the dark. */
    private static final String FRAME = """
            <!DOCTYPE html>
            <html lang="{lang}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>{title}</title>
            <style>
            :root { color-scheme: light dark; }
            @media (prefers-color-scheme: dark) { .t { color: #e8eaed !important; } .m { color: #a8b0b8 !important; } }
            </style>
            </head>
            <body style="margin:0;padding:0">
            <div style="display:none;max-height:0;overflow:hidden;opacity:0">{preheader}</div>
            <table role="presentation" width="100%" style="border-collapse:collapse"><tr><td align="center" style="padding:24px 12px">
            <table role="presentation" class="t" style="border-collapse:collapse;width:100%;max-width:600px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#1b1f24;text-align:left">
            <tr><td style="border-top:4px solid {accent};padding:24px 0 16px;font-size:20px;font-weight:700">{brand}</td></tr>
            <tr><td style="padding:8px 0 0"><p style="margin:0 0 16px">{greeting}</p><p style="margin:0 0 24px">{text}</p>{table}{button}<p style="margin:0 0 16px">{signature}</p></td></tr>
            </table>
            </td></tr></table>
            </body>
            </html>
            """;
}
