package nl.termijn.store.jdbc;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.money.CurrencyUnit;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.period.DateRange;
import nl.termijn.store.PendingLines;
import nl.termijn.store.Unreadable;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.VatTreatment;
import org.jspecify.annotations.Nullable;

final class JdbcPendingLines implements PendingLines {
    private static final Table<PendingLine> TABLE = Table.<PendingLine>named("pending_line")
            .key("reference", line -> line.reference().value())
            .column("customer", line -> line.customer().value())
            .column("dated", PendingLine::date)
            .column("description", PendingLine::description)
            .column("product_code", PendingLine::productCode)
            .column("labels", line -> JdbcSubscriptions.labels(line.labels()))
            .column("days_from", line -> line.days().map(DateRange::from))
            .column("days_to", line -> line.days().map(DateRange::to))
            .column("quantity", PendingLine::quantity)
            .column("periods", PendingLine::periods)
            .column("unit_price", PendingLine::unitPrice)
            .column("currency", line -> line.unitPrice().getCurrency())
            .column("discount_kind", line -> line.discountRule().map(Discount::kind))
            .column("discount_value", line -> line.discountRule().map(Discount::value))
            .column("discount", PendingLine::discount)
            .column("amount", PendingLine::amount)
            .column("pricing", PendingLine::pricing)
            .column("supply", line -> line.product().supply())
            .column("vat_kind", line -> line.product().kind())
            .column("supplied_on", PendingLine::suppliedOn)
            .column("fixed_vat", line -> line.fixedVat().map(JsonText::write))
            .column("corrects", line -> line.corrects().map(InvoiceId::value))
            .column("origin", line -> JsonText.write(line.origin()))
            .column(
                    "subscription",
                    line -> line.origin().subscriptionReference().map(SubscriptionReference::value))
            .column("bills_days", line -> billsDays(line.origin()))
            .column(
                    "corrected_invoice",
                    line -> line.origin()
                            .corrected()
                            .map(corrected -> corrected.invoice().value()))
            .column("corrected_line", line -> line.origin().corrected().map(LineReference::line))
            .column("billed", PendingLine::billed)
            .column("billed_on", line -> line.billedOn().map(InvoiceId::value));

    private static final String COLUMNS = "p.*, c.touched";
    private static final String CUSTOMER = CustomerGuard.join("p");
    private static final String SELECT =
            "select " + COLUMNS + " from {s}.pending_line p" + CUSTOMER + " where p.administration = ?";
    private static final String BY_REFERENCE = SELECT + " and p.reference = ?";
    private static final String OF_CUSTOMER = SELECT + " and p.customer = ? order by p.entered";
    private static final String WAITING = Sql.byKeys(COLUMNS, "pending_line p", "p.customer") + CUSTOMER
            + " where p.billed = false order by p.entered";
    private static final String FOR_DAYS =
            SELECT + " and p.subscription = ? and p.billed = false and p.days_to > ? order by p.entered";
    private static final String CORRECTIONS =
            SELECT + " and p.corrected_invoice = ? and p.billed = false order by p.entered";
    private static final String CUSTOMERS =
            Sql.byKeys("distinct p.customer", "pending_line p", "p.reference") + " where p.customer is not null";
    private static final String REMOVE = "delete from {s}.pending_line where administration = ? and reference = ?";

    private final Sql sql;
    private final String administration;
    private final CustomerGuard guard;
    private static final Unreadables.Kind KIND = Unreadables.Kind.of("pending line", "reference", "customer");

    JdbcPendingLines(Sql sql, String administration, CustomerGuard guard) {
        this.sql = sql;
        this.administration = administration;
        this.guard = guard;
    }

    static boolean billsDays(LineOrigin origin) {
        return origin instanceof LineOrigin.Service;
    }

    private PendingLine read(Row row) {
        guard.seen(row, row.text("customer"));
        CurrencyUnit currency = row.currency();
        return PendingLine.builder()
                .reference(PendingLineReference.of(row.text("reference")))
                .customer(CustomerReference.of(row.text("customer")))
                .date(row.date("dated"))
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
                .fixedVat(row.optionalText("fixed_vat").map(text -> JsonText.read(text, VatTreatment.class)))
                .corrects(row.optionalText("corrects").map(InvoiceId::of))
                .origin(row.json("origin", LineOrigin.class))
                .billed(row.flag("billed"))
                .billedOn(row.optionalText("billed_on").map(InvoiceId::of))
                .entered(row.longNumber("entered"))
                .build();
    }

    @Override
    public Optional<PendingLine> find(PendingLineReference reference) {
        return Unreadables.first(sql, KIND, this::read, BY_REFERENCE, administration, reference.value());
    }

    @Override
    public List<PendingLine> ofCustomer(CustomerReference customer) {
        guard.look(customer);
        return Unreadables.all(sql, KIND, this::read, OF_CUSTOMER, administration, customer.value());
    }

    @Override
    public List<PendingLine> waiting(CustomerReference customer) {
        guard.look(customer);
        return waiting(new String[] {customer.value()}, Unreadables.REFUSE);
    }

    /** The lines of {@code customers} that wait, in the order of entry. */
    List<PendingLine> waiting(String[] customers, Consumer<Unreadable> faults) {
        return Unreadables.list(sql, KIND, this::read, faults, WAITING, customers, administration);
    }

    @Override
    public List<PendingLine> waitingForDays(SubscriptionReference subscription, LocalDate day) {
        return Unreadables.all(sql, KIND, this::read, FOR_DAYS, administration, subscription.value(), day);
    }

    @Override
    public List<PendingLine> waitingCorrections(InvoiceId invoice) {
        return Unreadables.all(sql, KIND, this::read, CORRECTIONS, administration, invoice.value());
    }

    @Override
    public void add(Collection<PendingLine> lines) {
        lines.forEach(line -> guard.changes(line.customer()));
        TABLE.insert(sql, administration, lines);
    }

    @Override
    public void save(Collection<PendingLine> lines) {
        lines.forEach(line -> guard.changes(line.customer()));
        TABLE.update(sql, administration, lines);
    }

    @Override
    public void remove(Collection<PendingLineReference> lines) {
        String[] references = lines.stream().map(PendingLineReference::value).toArray(String[]::new);
        sql.list(CUSTOMERS, row -> CustomerReference.of(row.text("customer")), references, administration)
                .forEach(guard::changes);
        sql.batch(
                REMOVE,
                lines.stream()
                        .map(line -> new @Nullable Object[] {administration, line.value()})
                        .toList());
    }
}
