package nl.termijn.document;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.money.MonetaryAmount;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.invoice.VatRow;
import nl.termijn.money.Amounts;

/**
 * Documents as plain text, with all that the law wants on an invoice (article 35a Wet OB): for trials and as a readable
 * copy. Immutable.
 */
public final class PlainTextDocuments implements DocumentRenderer {
    private static final int WIDTH = 96;

    /** A renderer. */
    public PlainTextDocuments() {}

    @Override
    public RenderedDocument render(Invoice document) {
        Issuance issuance = document.issuance().orElseThrow();
        Page page = new Page(Words.of(issuance.language()));
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
        PostalAddress.lines(issuance.seller(), issuance.customer()).forEach(page::add);
        page.optional(Label.TRADE_REGISTER, issuance.seller().kvkNumber().orElse(""));
        page.optional(
                Label.VAT_ID, issuance.seller().vatId().map(Object::toString).orElse(""));
        page.blank();
        PostalAddress.lines(issuance.customer(), issuance.seller()).forEach(page::add);
        page.optional(
                Label.YOUR_VAT_ID,
                issuance.customer().vatId().map(Object::toString).orElse(""));
        page.blank();
        boolean credit = document.kind() == InvoiceKind.CREDIT_NOTE;
        page.add(page.label(credit ? Label.CREDIT_NOTE : Label.INVOICE) + " "
                + issuance.number().text());
        page.rule('=');
        page.field(credit ? Label.DATE : Label.INVOICE_DATE, issuance.issuedOn().toString());
        if (!credit) {
            page.field(Label.DUE_DATE, issuance.dueOn().toString());
        }
        page.field(Label.CUSTOMER_NUMBER, document.customer().value());
        page.optional(Label.YOUR_REFERENCE, document.purchaseOrder().orElse(""));
        if (!issuance.referred().isEmpty()) {
            String invoices = issuance.referred().stream()
                    .map(each -> page.words.text(
                            Label.INVOICE_OF,
                            "number",
                            each.number(),
                            "date",
                            each.issuedOn().toString()))
                    .collect(Collectors.joining(", "));
            page.add(page.words.text(Label.REFERS_TO, "number", invoices));
        }
        document.text().ifPresent(text -> {
            page.blank();
            page.add(credit ? page.label(Label.REASON) + ": " + text : text);
        });
        page.blank();
    }

    private static void lines(Page page, Invoice document) {
        page.row(
                page.label(Label.DESCRIPTION),
                page.label(Label.QUANTITY),
                page.label(Label.UNIT_PRICE),
                page.label(Label.AMOUNT));
        page.rule('-');
        for (InvoiceLine line : document.lines()) {
            String quantity = plain(line.quantity()) + (line.periods() > 1 ? " x " + line.periods() : "");
            page.row(line.description(), quantity, price(line.unitPrice()), money(line.amount()));
            line.days().ifPresent(days -> page.add("  " + page.words.period(days, PeriodStyle.INCLUSIVE)));
            if (Amounts.decimal(line.discount()).signum() != 0) {
                page.add("  " + page.label(Label.DISCOUNT) + " " + money(line.discount()));
            }
        }
        page.rule('-');
    }

    private static void totals(Page page, Invoice document, Issuance issuance) {
        String currency = document.currency().getCurrencyCode();
        page.row(
                page.label(Label.TOTAL_EXCL),
                "",
                currency,
                money(document.totals().net()));
        for (VatRow row : document.totals().rows()) {
            page.row(page.words.vatOver(row).replace('\u00a0', ' '), "", currency, money(row.vat()));
        }
        page.row(page.label(Label.TOTAL), "", currency, money(document.totals().gross()));
        issuance.euroVat().ifPresent(euro -> page.row(page.label(Label.VAT), "", "EUR", money(euro.vat())));
        page.blank();
    }

    private static void foot(Page page, Invoice document, Issuance issuance) {
        List<String> notes = new ArrayList<>();
        for (VatRow row : document.totals().rows()) {
            page.words
                    .note(row.treatment().reason())
                    .filter(note -> !notes.contains(note))
                    .ifPresent(notes::add);
        }
        notes.forEach(page::add);
        boolean toPay = Amounts.decimal(document.totals().gross()).signum() > 0;
        if (toPay && issuance.payment().way() instanceof PaymentAdvice.Transfer) {
            TransferDetails.of(issuance.seller(), issuance.number().text())
                    .forEach((label, value) -> page.field(label, value.replace('\u00a0', ' ')));
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

    /** Lines of text in one language. */
    private static final class Page {
        private final Words words;
        private final StringBuilder text = new StringBuilder(1024);

        Page(Words words) {
            this.words = words;
        }

        String label(Label label) {
            return words.text(label);
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

        void field(Label label, String value) {
            add(String.format(Locale.ROOT, "%-22s %s", label(label), value));
        }

        void optional(Label label, String value) {
            if (!value.isEmpty()) {
                field(label, value);
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
