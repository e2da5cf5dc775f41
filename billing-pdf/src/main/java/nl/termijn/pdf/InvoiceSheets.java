package nl.termijn.pdf;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.money.MonetaryAmount;
import nl.termijn.administration.LineGroup;
import nl.termijn.administration.Pricing;
import nl.termijn.document.Label;
import nl.termijn.document.PostalAddress;
import nl.termijn.document.Words;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.invoice.VatRow;
import nl.termijn.money.Amounts;
import nl.termijn.vat.VatCategory;

/** What stands on an invoice or credit note (article 35a Wet OB), from the frozen document and nothing else. */
final class InvoiceSheets {
    private final Look look;
    private final LineGrouping grouping;
    private final Invoice document;
    private final Issuance issuance;
    private final Words words;
    private final boolean credit;

    private InvoiceSheets(Look look, LineGrouping grouping, Invoice document) {
        this.look = look;
        this.grouping = grouping;
        this.document = document;
        this.issuance = document.issuance().orElseThrow();
        this.words = look.words(issuance.language());
        this.credit = document.kind() == InvoiceKind.CREDIT_NOTE;
    }

    static Sheet of(Look look, LineGrouping grouping, List<Sheet.Table> annexes, Invoice document) {
        return new InvoiceSheets(look, grouping, document).sheet(annexes);
    }

    private Sheet sheet(List<Sheet.Table> annexes) {
        String number = issuance.number().text();
        MonetaryAmount gross = document.totals().gross();
        return new Sheet(
                credit ? Sheet.Kind.CREDIT_NOTE : Sheet.Kind.INVOICE,
                words,
                Parties.fileName(look, credit ? Label.CREDIT_NOTE : Label.INVOICE, number, words),
                words.text(credit ? Label.CREDIT_NOTE : Label.INVOICE) + " " + number,
                Parties.sender(issuance.seller()),
                PostalAddress.lines(issuance.customer(), issuance.seller()),
                info(),
                document.text().map(this::said).map(List::of).orElse(List.of()),
                Optional.of(headline(gross)),
                table(),
                totals(),
                notes(),
                Optional.of(payment(gross)),
                Look.inLanguage(look.theme.closing(), words.language())
                        .map(text -> List.of(text.replace("{number}", number)))
                        .orElse(List.of()),
                annexes,
                Parties.identity(issuance.seller(), issuance.customer(), words),
                issuance.hash(),
                issuance.issuedOn());
    }

    /** The text of the document; on a credit note it is why that is given. */
    private String said(String text) {
        return credit ? words.text(Label.REASON) + ": " + text : text;
    }

    private List<Sheet.Field> info() {
        List<Sheet.Field> info = new ArrayList<>();
        info.add(Sheet.Field.of(
                words.text(credit ? Label.CREDIT_NOTE_NUMBER : Label.INVOICE_NUMBER),
                issuance.number().text()));
        info.add(Sheet.Field.of(words.text(credit ? Label.DATE : Label.INVOICE_DATE), words.date(issuance.issuedOn())));
        if (isOwed() && issuance.payment().way() instanceof PaymentAdvice.Transfer) {
            info.add(new Sheet.Field(words.text(Label.DUE_DATE), words.date(issuance.dueOn()), true));
        }
        info.add(Sheet.Field.of(
                words.text(Label.CUSTOMER_NUMBER), document.customer().value()));
        document.purchaseOrder().ifPresent(order -> info.add(Sheet.Field.of(words.text(Label.YOUR_REFERENCE), order)));
        issuance.customer()
                .vatId()
                .ifPresent(id -> info.add(Sheet.Field.of(words.text(Label.YOUR_VAT_ID), id.value())));
        if (credit && !issuance.referred().isEmpty()) {
            String invoices = issuance.referred().stream()
                    .map(invoice -> words.text(
                            Label.INVOICE_OF,
                            "number",
                            invoice.number().replace(' ', '\u00a0'),
                            "date",
                            words.date(invoice.issuedOn())))
                    .collect(Collectors.joining(", "));
            info.add(new Sheet.Field(words.text(Label.INVOICE), invoices, true));
        }
        return info;
    }

    private boolean isOwed() {
        return !credit && Amounts.decimal(document.totals().gross()).signum() > 0;
    }

    private Sheet.Headline headline(MonetaryAmount gross) {
        String detail = isOwed() ? howPaid() : "";
        return new Sheet.Headline(
                words.text(Amounts.decimal(gross).signum() < 0 ? Label.TO_RECEIVE : Label.TO_PAY),
                words.money(toPay(gross)),
                detail);
    }

    private MonetaryAmount toPay(MonetaryAmount gross) {
        boolean paid = issuance.payment().way() instanceof PaymentAdvice.Paid;
        if (isOwed() && paid) {
            return Amounts.zero(document.currency());
        }
        return Amounts.decimal(gross).signum() < 0 ? Amounts.negate(gross) : gross;
    }

    private String howPaid() {
        PaymentAdvice.Way way = issuance.payment().way();
        if (way instanceof PaymentAdvice.DirectDebit debit) {
            return words.text(Label.COLLECTION_DATE) + ": " + words.longDate(debit.collectedOn());
        }
        if (way instanceof PaymentAdvice.Paid paid) {
            return words.text(Label.PAID_TEXT, "date", words.longDate(paid.on()));
        }
        return words.text(Label.TO_PAY_BY, "date", words.longDate(issuance.dueOn()));
    }

    private Sheet.Table table() {
        List<Theme.Column> columns = look.theme.columns().stream()
                .filter(column -> column != Theme.Column.DISCOUNT || hasDiscount())
                .toList();
        List<Sheet.Column> heads = columns.stream().map(this::head).toList();
        return new Sheet.Table("", heads, rows(columns), words.text(Label.CARRIED_FORWARD));
    }

    private boolean hasDiscount() {
        return document.lines().stream()
                .anyMatch(line -> Amounts.decimal(line.discount()).signum() != 0);
    }

    private boolean isGross() {
        return document.lines().stream().anyMatch(line -> line.pricing() == Pricing.GROSS);
    }

    private Sheet.Column head(Theme.Column column) {
        String pricing = words.text(isGross() ? Label.INCL_VAT : Label.EXCL_VAT);
        Label label = switch (column) {
            case DESCRIPTION -> Label.DESCRIPTION;
            case QUANTITY -> Label.QUANTITY;
            case PRICE -> Label.UNIT_PRICE;
            case DISCOUNT -> Label.DISCOUNT;
            case VAT -> Label.VAT_RATE;
            case AMOUNT -> Label.AMOUNT;
        };
        String text = words.text(label) + (column == Theme.Column.AMOUNT ? " " + pricing : "");
        return new Sheet.Column(column.name().toLowerCase(Locale.ROOT), text, column != Theme.Column.DESCRIPTION);
    }

    private List<Sheet.Row> rows(List<Theme.Column> columns) {
        List<Sheet.Row> rows = new ArrayList<>();
        BigDecimal carried = BigDecimal.ZERO;
        Map<String, List<InvoiceLine>> groups = groups();
        boolean grouped = groups.size() > 1 || !groups.containsKey("");
        for (Map.Entry<String, List<InvoiceLine>> group : groups.entrySet()) {
            if (grouped) {
                rows.add(special(Sheet.Row.Style.GROUP, group.getKey(), "", columns, carried));
            }
            BigDecimal subtotal = BigDecimal.ZERO;
            for (InvoiceLine line : group.getValue()) {
                subtotal = subtotal.add(Amounts.decimal(line.amount()));
                rows.add(row(line, columns, carried.add(subtotal)));
            }
            carried = carried.add(subtotal);
            if (grouped) {
                rows.add(special(
                        Sheet.Row.Style.SUBTOTAL,
                        words.text(Label.SUBTOTAL_OF, "group", group.getKey()),
                        amount(subtotal),
                        columns,
                        carried));
            }
        }
        return rows;
    }

    private String ofTheme(InvoiceLine line) {
        return switch (look.theme.grouping()) {
            case NONE -> "";
            case PRODUCT -> line.under(LineGroup.PRODUCT);
            case HOST -> grouping.groupOf(document, line);
        };
    }

    private Map<String, List<InvoiceLine>> groups() {
        // what the customer wants counts before what the seller's theme says
        LineGroup wanted = issuance.lineGroup();
        Map<String, List<InvoiceLine>> groups = new LinkedHashMap<>();
        for (InvoiceLine line : document.lines()) {
            String group = wanted == LineGroup.BY_THEME ? ofTheme(line) : line.under(wanted);
            groups.computeIfAbsent(group, key -> new ArrayList<>()).add(line);
        }
        return groups;
    }

    private String amount(BigDecimal amount) {
        return words.amount(Amounts.of(amount, document.currency()));
    }

    private Sheet.Row special(
            Sheet.Row.Style style, String text, String amount, List<Theme.Column> columns, BigDecimal carried) {
        List<String> cells = new ArrayList<>();
        for (Theme.Column column : columns) {
            cells.add(
                    switch (column) {
                        case DESCRIPTION -> text;
                        case AMOUNT -> amount;
                        default -> "";
                    });
        }
        return new Sheet.Row(style, cells, List.of(), amount(carried));
    }

    private Sheet.Row row(InvoiceLine line, List<Theme.Column> columns, BigDecimal carried) {
        List<String> cells = new ArrayList<>();
        for (Theme.Column column : columns) {
            cells.add(cell(line, column));
        }
        List<String> details = new ArrayList<>();
        line.days().ifPresent(days -> details.add(words.period(days, look.theme.periods())));
        return new Sheet.Row(Sheet.Row.Style.ITEM, cells, details, amount(carried));
    }

    private String cell(InvoiceLine line, Theme.Column column) {
        return switch (column) {
            case DESCRIPTION -> line.description();
            case QUANTITY -> words.number(line.quantity()) + (line.periods() > 1 ? " × " + line.periods() : "");
            case PRICE -> words.price(line.unitPrice());
            case DISCOUNT ->
                Amounts.decimal(line.discount()).signum() == 0 ? "" : words.amount(Amounts.negate(line.discount()));
            case VAT ->
                line.vat().category().needsNote()
                        ? "–"
                        : words.percentage(line.vat().rate());
            case AMOUNT -> words.amount(line.amount());
        };
    }

    private List<Sheet.Total> totals() {
        List<Sheet.Total> totals = new ArrayList<>();
        totals.add(plain(words.text(Label.TOTAL_EXCL), document.totals().net()));
        for (VatRow row : document.totals().rows()) {
            totals.add(plain(words.vatOver(row), row.vat()));
        }
        totals.add(new Sheet.Total(
                words.text(Label.TOTAL), words.money(document.totals().gross()), Sheet.Total.Weight.TOTAL));
        issuance.euroVat()
                .ifPresent(euro -> totals.add(plain(
                        words.text(
                                Label.VAT_IN_EURO,
                                "rate",
                                words.number(euro.rate()),
                                "date",
                                words.date(euro.rateOn())),
                        euro.vat())));
        return totals;
    }

    private Sheet.Total plain(String label, MonetaryAmount amount) {
        return new Sheet.Total(label, words.money(amount), Sheet.Total.Weight.PLAIN);
    }

    /** One note for each reason; a reverse charge names the id of who owes the VAT. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (VatRow row : document.totals().rows()) {
            Optional<String> note = words.note(row.treatment().reason()).map(text -> {
                boolean reverse = row.category() == VatCategory.AE || row.category() == VatCategory.K;
                return reverse
                        ? issuance.customer()
                                .vatId()
                                .map(id -> text + " (" + words.text(Label.YOUR_VAT_ID) + ": " + id.value() + ")")
                                .orElse(text)
                        : text;
            });
            note.filter(text -> !notes.contains(text)).ifPresent(notes::add);
        }
        return notes;
    }

    private Sheet.Payment payment(MonetaryAmount gross) {
        String title = words.text(Label.HOW_TO_PAY);
        int sign = Amounts.decimal(gross).signum();
        if (sign < 0) {
            String text = words.text(Label.CREDIT_TEXT, "amount", words.money(Amounts.negate(gross)));
            return Sheet.Payment.said(words.text(Label.TO_RECEIVE), text);
        }
        if (sign == 0 || credit) {
            return Sheet.Payment.said(title, words.text(Label.NOTHING_TO_PAY));
        }
        PaymentAdvice.Way way = issuance.payment().way();
        if (way instanceof PaymentAdvice.Paid) {
            return Sheet.Payment.said(title, howPaid());
        }
        if (way instanceof PaymentAdvice.DirectDebit debit) {
            return Sheet.Payment.said(
                    title,
                    words.text(
                            Label.DIRECT_DEBIT_TEXT,
                            "amount",
                            words.money(gross),
                            "date",
                            words.longDate(debit.collectedOn()),
                            "iban",
                            debit.maskedIban()),
                    Sheet.Field.of(words.text(Label.MANDATE), debit.mandate()),
                    Sheet.Field.of(words.text(Label.CREDITOR_ID), debit.creditorId()));
        }
        return Parties.transfer(
                look,
                words,
                issuance.seller(),
                gross,
                words.longDate(issuance.dueOn()),
                issuance.number().text(),
                issuance.payment().payLink());
    }
}
