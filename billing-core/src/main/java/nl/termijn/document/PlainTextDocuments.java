package nl.termijn.document;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Address;
import nl.termijn.internal.Texts;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.Party;
import nl.termijn.invoice.VatRow;
import nl.termijn.money.Amounts;

/**
 * Documents as plain text, with all that the law wants on an invoice (article 35a Wet OB): for trials and as a readable
 * copy. Dutch and English. Immutable.
 */
public final class PlainTextDocuments implements DocumentRenderer {
    private static final int WIDTH = 96;

    /** A renderer. */
    public PlainTextDocuments() {}

    @Override
    public RenderedDocument render(Invoice document) {
        Issuance issuance = document.issuance().orElseThrow();
        Page page = new Page(Texts.of("nl.termijn.document.plain-text", issuance.language()));
        head(page, document, issuance);
        lines(page, document);
        totals(page, document, issuance);
        foot(page, document, issuance);
        return new RenderedDocument(fileName(issuance.number().text()), "text/plain; charset=utf-8", page.bytes());
    }

    private static String fileName(String number) {
        return number.replaceAll("[^A-Za-z0-9._-]", "_") + ".txt";
    }

    private static void head(Page page, Invoice document, Issuance issuance) {
        party(page, issuance.seller());
        page.optional("kvk", issuance.seller().kvkNumber().orElse(""));
        page.optional("vat-id", issuance.seller().vatId().map(Object::toString).orElse(""));
        page.blank();
        party(page, issuance.customer());
        page.optional(
                "customer-vat-id",
                issuance.customer().vatId().map(Object::toString).orElse(""));
        page.blank();
        boolean credit = document.kind() == InvoiceKind.CREDIT_NOTE;
        page.add(page.label(credit ? "credit-note" : "invoice") + " "
                + issuance.number().text());
        page.rule('=');
        page.field("issued", issuance.issuedOn().toString());
        if (!credit) {
            page.field("due", issuance.dueOn().toString());
        }
        page.field("customer", document.customer().value());
        page.optional("purchase-order", document.purchaseOrder().orElse(""));
        page.optional("refers-to", String.join(", ", issuance.refersToNumbers()));
        document.text().ifPresent(text -> {
            page.blank();
            page.add(text);
        });
        page.blank();
    }

    private static void party(Page page, Party party) {
        page.add(party.name());
        Address address = party.address();
        address.street().ifPresent(page::add);
        String town = (address.postalCode().orElse("") + " " + address.city().orElse("")).strip();
        page.add((town + " " + address.country()).strip());
    }

    private static void lines(Page page, Invoice document) {
        page.row(page.label("description"), page.label("quantity"), page.label("price"), page.label("amount"));
        page.rule('-');
        for (InvoiceLine line : document.lines()) {
            String quantity = plain(line.quantity()) + (line.periods() > 1 ? " x " + line.periods() : "");
            page.row(line.description(), quantity, price(line.unitPrice()), money(line.amount()));
            line.days().ifPresent(days -> page.add("  " + days.from() + " " + page.label("to") + " " + days.last()));
            if (Amounts.decimal(line.discount()).signum() != 0) {
                page.add("  " + page.label("discount") + " " + money(line.discount()));
            }
        }
        page.rule('-');
    }

    private static void totals(Page page, Invoice document, Issuance issuance) {
        String currency = document.currency().getCurrencyCode();
        page.row(page.label("net"), "", currency, money(document.totals().net()));
        for (VatRow row : document.totals().rows()) {
            String label =
                    page.label("vat") + " " + row.category() + " " + plain(row.rate()) + " % / " + money(row.taxable());
            page.row(label, "", currency, money(row.vat()));
        }
        page.row(page.label("gross"), "", currency, money(document.totals().gross()));
        issuance.euroVat().ifPresent(euro -> page.row(page.label("vat"), "", "EUR", money(euro.vat())));
        page.blank();
    }

    private static void foot(Page page, Invoice document, Issuance issuance) {
        List<String> notes = new ArrayList<>();
        for (VatRow row : document.totals().rows()) {
            row.treatment()
                    .reason()
                    .note(issuance.language())
                    .filter(note -> !notes.contains(note))
                    .ifPresent(notes::add);
        }
        notes.forEach(page::add);
        boolean toPay = Amounts.decimal(document.totals().gross()).signum() > 0;
        if (toPay) {
            page.optional("iban", issuance.seller().iban().orElse(""));
        }
    }

    private static String money(MonetaryAmount amount) {
        return Amounts.decimal(amount).toPlainString();
    }

    /** A price may be finer than the currency. */
    private static String price(MonetaryAmount amount) {
        return Amounts.decimal(amount).toPlainString();
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Lines of text with the labels of one language. */
    private static final class Page {
        private final ResourceBundle labels;
        private final StringBuilder text = new StringBuilder(1024);

        Page(ResourceBundle labels) {
            this.labels = labels;
        }

        String label(String key) {
            return labels.getString(key);
        }

        void add(String line) {
            // a line of a name or description may not fake another field
            text.append(line.replaceAll("\\p{Cntrl}+", " ")).append('\n');
        }

        void blank() {
            text.append('\n');
        }

        void rule(char of) {
            text.append(String.valueOf(of).repeat(WIDTH)).append('\n');
        }

        void field(String key, String value) {
            add(String.format(Locale.ROOT, "%-22s %s", label(key), value));
        }

        void optional(String key, String value) {
            if (!value.isEmpty()) {
                field(key, value);
            }
        }

        void row(String description, String quantity, String price, String amount) {
            add(String.format(Locale.ROOT, "%-50s %12s %16s %15s", description, quantity, price, amount));
        }

        byte[] bytes() {
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
