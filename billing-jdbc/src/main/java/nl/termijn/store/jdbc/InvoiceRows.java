package nl.termijn.store.jdbc;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.administration.LineGroup;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.Approval;
import nl.termijn.invoice.BilledStretch;
import nl.termijn.invoice.DocumentNumber;
import nl.termijn.invoice.EuroVat;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.LedgerExport;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.Party;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.invoice.Referred;
import nl.termijn.invoice.RequestForPayment;
import nl.termijn.invoice.VatRow;
import nl.termijn.invoice.Withdrawal;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatReason;
import nl.termijn.vat.VatTreatment;

/** The tables of a document, and how its values are read back from them. */
final class InvoiceRows {
    private static final TypeReference<List<YearMonth>> MONTHS = new TypeReference<>() {};
    private static final TypeReference<List<Referred>> REFERRED = new TypeReference<>() {};

    static final Table<Invoice> INVOICES = Table.<Invoice>named("invoice")
            .key("id", invoice -> invoice.id().value())
            .column("kind", Invoice::kind)
            .column("status", Invoice::status)
            .column("customer", invoice -> invoice.customer().value())
            .column("currency", Invoice::currency)
            .column("run_month", Invoice::runMonth)
            .column("merged_run_months", invoice -> JsonText.write(invoice.mergedRunMonths(), MONTHS))
            .column("net", invoice -> invoice.totals().net())
            .column("vat", invoice -> invoice.totals().vat())
            .column("gross", invoice -> invoice.totals().gross())
            .column("text", Invoice::text)
            .column("purchase_order", Invoice::purchaseOrder)
            .column("term_days", invoice -> invoice.paymentTerm().map(PaymentTerm::days))
            .column("term_from", invoice -> invoice.paymentTerm().map(PaymentTerm::from))
            .column("made_by", Invoice::madeBy)
            .column("approved_by", invoice -> invoice.approval().map(Approval::by))
            .column("approved_at", invoice -> invoice.approval().map(Approval::at))
            .column("request", invoice -> invoice.request().map(JsonText::write))
            .column("number", Invoice::number)
            .column("series", sent(issuance -> issuance.number().series()))
            .column("sequence", sent(issuance -> issuance.number().sequence()))
            .column("issued_on", Invoice::issuedOn)
            .column("due_on", sent(Issuance::dueOn))
            .column("seller", sent(issuance -> JsonText.write(issuance.seller())))
            .column("buyer", sent(issuance -> JsonText.write(issuance.customer())))
            .column("language", sent(Issuance::language))
            .column("line_group", sent(Issuance::lineGroup))
            .column("brand", invoice -> invoice.issuance().flatMap(Issuance::brand))
            .column("referred", sent(issuance -> JsonText.write(issuance.referred(), REFERRED)))
            .column(
                    "euro_vat",
                    invoice -> invoice.issuance().flatMap(Issuance::euroVat).map(JsonText::write))
            .column("salt", sent(Issuance::salt))
            .column("personal_hash", sent(Issuance::personalHash))
            .column("previous_hash", sent(Issuance::previousHash))
            .column("hash", sent(Issuance::hash))
            .column("withdrawn_on", invoice -> invoice.withdrawal().map(Withdrawal::withdrawnOn))
            .column("withdrawal_reason", invoice -> invoice.withdrawal().map(Withdrawal::reason))
            .column("give_back", invoice -> invoice.withdrawal().map(Withdrawal::giveBack))
            .column("export_system", invoice -> invoice.export().map(LedgerExport::system))
            .column("exported_on", invoice -> invoice.export().map(LedgerExport::exportedOn))
            .version("version", Invoice::version);

    static final Parts<Invoice, InvoiceLine> LINES = parts("invoice_line", "line", 1, Invoice::lines)
            .column("pending_line", line -> line.pendingLine().map(PendingLineReference::value))
            .column("description", InvoiceLine::description)
            .column("product_code", InvoiceLine::productCode)
            .column("labels", line -> JdbcSubscriptions.labels(line.labels()))
            .column("days_from", line -> line.days().map(DateRange::from))
            .column("days_to", line -> line.days().map(DateRange::to))
            .column("quantity", InvoiceLine::quantity)
            .column("periods", InvoiceLine::periods)
            .column("unit_price", InvoiceLine::unitPrice)
            .column("discount_kind", line -> line.discountRule().map(Discount::kind))
            .column("discount_value", line -> line.discountRule().map(Discount::value))
            .column("discount", InvoiceLine::discount)
            .column("amount", InvoiceLine::amount)
            .columnOfPart("net", part -> part.of().totals().lineNets().get(part.ordinal()))
            .column("pricing", InvoiceLine::pricing)
            .column("supply", line -> line.product().supply())
            .column("vat_kind", line -> line.product().kind())
            .column("supplied_on", InvoiceLine::suppliedOn)
            .column("vat_category", line -> line.vat().category())
            .column("vat_rate", line -> line.vat().rate())
            .column("vat_country", line -> line.vat().country())
            .column("vat_reason", line -> line.vat().reason())
            .column("origin", line -> JsonText.write(line.origin()))
            .column(
                    "subscription",
                    line -> line.origin().subscriptionReference().map(SubscriptionReference::value))
            .column("bills_days", line -> JdbcPendingLines.billsDays(line.origin()))
            .column(
                    "corrected_invoice",
                    line -> line.origin()
                            .corrected()
                            .map(corrected -> corrected.invoice().value()))
            .column("corrected_line", line -> line.origin().corrected().map(LineReference::line));

    static final Parts<Invoice, VatRow> VAT = parts(
                    "vat_total",
                    "ordinal",
                    0,
                    (Invoice invoice) -> invoice.totals().rows())
            .column("vat_category", VatRow::category)
            .column("vat_rate", VatRow::rate)
            .column("vat_country", row -> row.treatment().country())
            .column("vat_reason", row -> row.treatment().reason())
            .column("taxable", VatRow::taxable)
            .column("vat", VatRow::vat);

    static final Parts<Invoice, BilledStretch> STRETCHES = parts("billed_stretch", "ordinal", 0, Invoice::stretches)
            .column("subscription", stretch -> stretch.subscription().value())
            .column("billed_before", BilledStretch::from)
            .column("billed_through", BilledStretch::through);

    static final Parts<Invoice, InvoiceId> REFERENCES =
            parts("invoice_reference", "ordinal", 0, Invoice::refersTo).column("refers_to", InvoiceId::value);

    static final List<Parts<Invoice, ?>> PARTS = List.of(LINES, VAT, STRETCHES, REFERENCES);

    private InvoiceRows() {}

    private static Function<Invoice, Object> sent(Function<Issuance, Object> field) {
        return invoice -> invoice.issuance().map(field);
    }

    private static <T> Parts<Invoice, T> parts(
            String table, String ordinal, int first, Function<Invoice, List<T>> values) {
        return new Parts<>(table, "invoice", invoice -> invoice.id().value(), ordinal, first, values);
    }

    /** The status is asked for in queries only; a document whose status was changed by hand would answer some of them. */
    private static void requireStatus(Row row) {
        InvoiceStatus stored = row.constant("status", InvoiceStatus.class);
        InvoiceStatus known = row.optionalText("number").isEmpty()
                ? InvoiceStatus.AWAITING_APPROVAL
                : row.optionalDate("withdrawn_on").isPresent() ? InvoiceStatus.WITHDRAWN : InvoiceStatus.SENT;
        if (stored != known) {
            throw new IllegalStateException("The stored document " + row.text("id") + " has the status " + stored
                    + ", and by its number and withdrawal it is " + known + ".");
        }
    }

    /** The document without its parts and totals. */
    static Invoice.Builder read(Row row) {
        requireStatus(row);
        Invoice.Builder builder = Invoice.builder();
        builder.id(InvoiceId.of(row.text("id")))
                .kind(row.constant("kind", InvoiceKind.class))
                .customer(CustomerReference.of(row.text("customer")))
                .currency(row.currency())
                .runMonth(row.optionalText("run_month").map(YearMonth::parse))
                .mergedRunMonths(row.json("merged_run_months", MONTHS))
                .text(row.optionalText("text"))
                .purchaseOrder(row.optionalText("purchase_order"))
                .paymentTerm(JdbcUnitOfWork.paymentTerm(row))
                .madeBy(row.optionalText("made_by"))
                .request(row.optionalText("request").map(text -> JsonText.read(text, RequestForPayment.class)))
                .approval(row.optionalText("approved_by").map(by -> new Approval(by, row.instant("approved_at"))))
                .issuance(row.optionalText("number").map(number -> issuance(row, number)))
                .withdrawal(row.optionalDate("withdrawn_on")
                        .map(day -> new Withdrawal(
                                day, row.text("withdrawal_reason"), row.constant("give_back", GiveBack.class))))
                .export(row.optionalDate("exported_on").map(day -> new LedgerExport(row.text("export_system"), day)))
                .version(row.longNumber("version"));
        return builder;
    }

    private static Issuance issuance(Row row, String number) {
        return Issuance.builder()
                .number(new DocumentNumber(number, row.text("series"), row.longNumber("sequence")))
                .issuedOn(row.date("issued_on"))
                .dueOn(row.date("due_on"))
                .seller(row.json("seller", Party.class))
                .customer(row.json("buyer", Party.class))
                .language(Locale.forLanguageTag(row.text("language")))
                .lineGroup(row.constant("line_group", LineGroup.class))
                .brand(row.optionalText("brand"))
                .referred(row.json("referred", REFERRED))
                .euroVat(row.optionalText("euro_vat").map(text -> JsonText.read(text, EuroVat.class)))
                .salt(row.optionalText("salt"))
                .personalHash(row.text("personal_hash"))
                .previousHash(row.text("previous_hash"))
                .hash(row.text("hash"))
                .build();
    }

    /** A line and its amount without VAT. */
    record LineAndNet(InvoiceLine line, MonetaryAmount net) {}

    static LineAndNet readLine(Row row, CurrencyUnit currency) {
        InvoiceLine line = InvoiceLine.builder()
                .origin(row.json("origin", LineOrigin.class))
                .pendingLine(row.optionalText("pending_line").map(PendingLineReference::of))
                .description(row.text("description"))
                .productCode(row.optionalText("product_code"))
                .labels(JdbcSubscriptions.labels(row))
                .days(row.optionalDays())
                .quantity(row.decimal("quantity"))
                .periods(row.number("periods"))
                .unitPrice(row.amount("unit_price", currency))
                .discountRule(JdbcSubscriptions.discountRule(row))
                .discount(row.amount("discount", currency))
                .amount(row.amount("amount", currency))
                .pricing(row.constant("pricing", Pricing.class))
                .product(JdbcSubscriptions.product(row))
                .suppliedOn(row.date("supplied_on"))
                .vat(treatment(row))
                .build();
        return new LineAndNet(line, row.amount("net", currency));
    }

    static VatRow readVat(Row row, CurrencyUnit currency) {
        return new VatRow(treatment(row), row.amount("taxable", currency), row.amount("vat", currency));
    }

    private static VatTreatment treatment(Row row) {
        return new VatTreatment(
                row.constant("vat_category", VatCategory.class),
                row.decimal("vat_rate"),
                row.text("vat_country"),
                row.constant("vat_reason", VatReason.class));
    }

    static BilledStretch readStretch(Row row) {
        return new BilledStretch(
                SubscriptionReference.of(row.text("subscription")),
                row.date("billed_before"),
                row.date("billed_through"));
    }

    /** Whether what stands in the parts' tables is the same for both. */
    static boolean haveEqualParts(Optional<Invoice> stored, Invoice saved) {
        return stored.filter(before -> before.lines().equals(saved.lines())
                        && before.totals().equals(saved.totals())
                        && before.stretches().equals(saved.stretches())
                        && before.refersTo().equals(saved.refersTo()))
                .isPresent();
    }
}
