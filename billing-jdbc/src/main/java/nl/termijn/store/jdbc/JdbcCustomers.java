package nl.termijn.store.jdbc;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import nl.termijn.administration.ApprovalRules;
import nl.termijn.administration.CreditLimit;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.Hold;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.LineGroup;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.administration.Policies;
import nl.termijn.administration.ProductDiscounts;
import nl.termijn.administration.SettingsAhead;
import nl.termijn.administration.UnpaidRenewal;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.DocumentKind;
import nl.termijn.customer.PurchaseOrder;
import nl.termijn.invoice.PendingLine;
import nl.termijn.run.BillingAccount;
import nl.termijn.store.Customers;
import nl.termijn.store.Unreadable;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatIdEvidence;

final class JdbcCustomers implements Customers {
    private static final TypeReference<Map<DocumentKind, List<String>>> EMAILS = new TypeReference<>() {};
    private static final TypeReference<List<PurchaseOrder>> ORDERS = new TypeReference<>() {};
    private static final TypeReference<List<Hold>> HOLDS = new TypeReference<>() {};

    private static final Table<Customer> TABLE = Table.<Customer>named("customer")
            .key("reference", customer -> customer.reference().value())
            .column("name", Customer::name)
            .column("search_text", JdbcCustomers::searchText)
            .column("kind", Customer::kind)
            .column("street", customer -> customer.address().street())
            .column("postal_code", customer -> customer.address().postalCode())
            .column("city", customer -> customer.address().city())
            .column("country", customer -> customer.address().country())
            .column("emails", customer -> JsonText.write(customer.emails()))
            .column("emails_by_kind", customer -> JsonText.write(customer.emailsByKind()))
            .column("delivery", Customer::delivery)
            .column("language", Customer::language)
            .column("vat_id", customer -> customer.vatId().map(VatId::value))
            .column("vat_id_evidence", customer -> customer.vatIdEvidence().map(JsonText::write))
            .column("exemption_certificate", Customer::exemptionCertificate)
            .column("term_days", customer -> customer.paymentTerm().map(PaymentTerm::days))
            .column("term_from", customer -> customer.paymentTerm().map(PaymentTerm::from))
            .column("schedule_months", customer -> customer.schedule().map(InvoiceSchedule::months))
            .column("schedule_start_month", customer -> customer.schedule().map(InvoiceSchedule::startMonth))
            .column("line_group", Customer::lineGroup)
            .column("brand", Customer::brand)
            .column("unpaid_renewal", Customer::unpaidRenewal)
            .column("discount_percent", Customer::discountPercent)
            .column(
                    "ahead",
                    customer -> customer.ahead().isEmpty()
                            ? Optional.empty()
                            : Optional.of(JsonText.write(customer.ahead())))
            .column("product_discounts", customer -> customer.productDiscounts().map(JsonText::write))
            .column("interim_lines", Customer::interimLines)
            .column("approval", customer -> customer.approval().map(JsonText::write))
            .column("credit_limit", customer -> customer.creditLimit().map(JsonText::write))
            .column("customer_group", Customer::group)
            .column("purchase_orders", customer -> JsonText.write(customer.purchaseOrders()))
            .column("holds", customer -> JsonText.write(customer.holds()))
            .column("erased_on", Customer::erasedOn)
            .version("version", Customer::version);

    private static final Unreadables.Kind KIND = Unreadables.Kind.of(Unreadable.CUSTOMER, "reference", "reference");
    private static final String SELECT = "select c.* from {s}.customer c where c.administration = ?";
    private static final String BY_REFERENCE = SELECT + " and c.reference = ?";
    private static final String BY_REFERENCES =
            Sql.byKeys("c.*", "customer c", "c.reference") + " where c.reference is not null order by c.reference";
    private static final String PAGE = SELECT + " and c.reference > ? order by c.administration, c.reference limit ?";
    // 'offset 0' so that PostgreSQL looks for the text first, and does not walk all customers in their order instead
    private static final String SEARCH = "select c.* from (select * from {s}.customer where administration = ?"
            + " and search_text like ? offset 0 rows) c order by c.reference limit ?";
    private static final String REFERENCES = "select c.reference from {s}.customer c"
            + " where c.administration = ? and c.reference > ? order by c.administration, c.reference limit ?";
    private static final String CLAIM =
            SELECT + " and c.reference >= ? and c.reference <= ? order by c.reference for update skip locked";
    private static final String COUNT = "select count(*) as n from {s}.customer where administration = ?";
    private static final String CLAIMS = "select customer, run_month from {s}.run_claim where administration = ?"
            + " and customer >= ? and customer <= ? and run_month = any(?)";

    private final Sql sql;
    private final String administration;
    private final CustomerGuard guard;
    private final Unreadables unreadables;
    private final JdbcSubscriptions subscriptions;
    private final JdbcPendingLines pendingLines;

    JdbcCustomers(
            Sql sql,
            String administration,
            CustomerGuard guard,
            Unreadables unreadables,
            JdbcSubscriptions subscriptions,
            JdbcPendingLines pendingLines) {
        this.sql = sql;
        this.administration = administration;
        this.guard = guard;
        this.unreadables = unreadables;
        this.subscriptions = subscriptions;
        this.pendingLines = pendingLines;
    }

    private static String searchText(Customer customer) {
        return (customer.reference().value() + '\n' + customer.name()).toLowerCase(Locale.ROOT);
    }

    private Customer read(Row row) {
        guard.seen(row, row.text("reference"));
        return Customer.builder()
                .reference(CustomerReference.of(row.text("reference")))
                .name(row.text("name"))
                .kind(row.constant("kind", BuyerKind.class))
                .address(JdbcUnitOfWork.address(row))
                .emails(row.json("emails", JdbcUnitOfWork.TEXTS))
                .emailsByKind(row.json("emails_by_kind", EMAILS))
                .delivery(row.optionalConstant("delivery", DeliveryChannel.class))
                .language(row.optionalText("language").map(Locale::forLanguageTag))
                .vatId(row.optionalText("vat_id").map(VatId::of))
                .vatIdEvidence(
                        row.optionalText("vat_id_evidence").map(text -> JsonText.read(text, VatIdEvidence.class)))
                .exemptionCertificate(row.optionalText("exemption_certificate"))
                .paymentTerm(JdbcUnitOfWork.paymentTerm(row))
                .schedule(schedule(row))
                .brand(row.optionalText("brand"))
                .unpaidRenewal(row.optionalConstant("unpaid_renewal", UnpaidRenewal.class))
                .lineGroup(row.optionalConstant("line_group", LineGroup.class))
                .discountPercent(row.optionalDecimal("discount_percent"))
                .ahead(row.optionalText("ahead")
                        .map(text -> List.of(JsonText.read(text, SettingsAhead[].class)))
                        .orElse(List.of()))
                .productDiscounts(
                        row.optionalText("product_discounts").map(text -> JsonText.read(text, ProductDiscounts.class)))
                .interimLines(row.optionalConstant("interim_lines", Policies.InterimLines.class))
                .approval(row.optionalText("approval").map(text -> JsonText.read(text, ApprovalRules.class)))
                .creditLimit(row.optionalText("credit_limit").map(text -> JsonText.read(text, CreditLimit.class)))
                .group(row.optionalText("customer_group"))
                .purchaseOrders(row.json("purchase_orders", ORDERS))
                .holds(row.json("holds", HOLDS))
                .erasedOn(row.optionalDate("erased_on"))
                .version(row.longNumber("version"))
                .build();
    }

    private static Optional<InvoiceSchedule> schedule(Row row) {
        OptionalInt months = row.optionalNumber("schedule_months");
        return months.isPresent()
                ? Optional.of(new InvoiceSchedule(months.getAsInt(), row.number("schedule_start_month")))
                : Optional.empty();
    }

    @Override
    public Optional<Customer> find(CustomerReference reference) {
        return Unreadables.first(sql, KIND, this::read, BY_REFERENCE, administration, reference.value());
    }

    @Override
    public Optional<Long> version(CustomerReference reference) {
        return sql.first(
                BY_REFERENCE,
                row -> {
                    guard.seen(row, row.text("reference"));
                    if (row.optionalDate("erased_on").isPresent()) {
                        throw KIND.unreadable(row, new IllegalStateException("the customer was erased"))
                                .exception();
                    }
                    return row.longNumber("version");
                },
                administration,
                reference.value());
    }

    @Override
    public List<Customer> find(Collection<CustomerReference> references) {
        return Unreadables.list(
                sql,
                KIND,
                this::read,
                unreadables::leaveOut,
                BY_REFERENCES,
                references.stream().map(CustomerReference::value).toArray(String[]::new),
                administration);
    }

    @Override
    public Customer save(Customer customer) {
        return save(List.of(customer)).get(0);
    }

    @Override
    public List<Customer> save(Collection<Customer> customers) {
        List<Customer> saved = customers.stream()
                .map(customer ->
                        customer.toBuilder().version(customer.version() + 1).build())
                .toList();
        TABLE.saveVersions(sql, administration, saved, changed -> "customer " + changed.reference());
        saved.forEach(customer -> guard.changes(customer.reference()));
        return saved;
    }

    @Override
    public List<Customer> page(Optional<CustomerReference> after, int limit) {
        return unreadables.page(
                limit,
                (rows, faults) -> Unreadables.list(
                        sql,
                        KIND,
                        this::read,
                        faults,
                        PAGE,
                        administration,
                        after.map(CustomerReference::value).orElse(""),
                        rows));
    }

    @Override
    public long count() {
        return sql.first(COUNT, row -> row.longNumber("n"), administration).orElse(0L);
    }

    @Override
    public List<Customer> search(String text, int limit) {
        return Unreadables.list(
                sql, KIND, this::read, unreadables::leaveOut, SEARCH, administration, containing(text), limit);
    }

    /** The pattern of {@code like} for what contains {@code text}. */
    static String containing(String text) {
        return '%'
                + text.toLowerCase(Locale.ROOT)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_")
                + '%';
    }

    @Override
    public Optional<BillingAccount> account(CustomerReference reference, Set<YearMonth> months) {
        return find(reference)
                .map(customer ->
                        accounts(List.of(customer), months, Unreadables.REFUSE).get(0));
    }

    @Override
    public List<BillingAccount> accounts(Optional<CustomerReference> after, int limit, Set<YearMonth> months) {
        Optional<CustomerReference> from = after;
        while (true) {
            List<Customer> page = page(from, limit);
            List<BillingAccount> accounts = accounts(page, months, unreadables::leaveOut);
            if (!accounts.isEmpty() || page.isEmpty()) {
                return accounts;
            }
            // an empty list is the end: a chunk of which nothing can be read is followed by the next
            from = Optional.of(page.get(page.size() - 1).reference());
        }
    }

    @Override
    public Claim claim(Optional<CustomerReference> after, int limit, Set<YearMonth> months) {
        String[] references = sql.list(
                        REFERENCES,
                        row -> row.text("reference"),
                        administration,
                        after.map(CustomerReference::value).orElse(""),
                        limit)
                .toArray(String[]::new);
        if (references.length == 0) {
            return new Claim(List.of(), List.of());
        }
        // the bounds say which rows; those in between that are missing are held by others
        Set<String> free = new HashSet<>();
        List<Customer> mine = Unreadables.list(
                sql,
                KIND,
                this::read,
                unreadable -> {
                    free.add(unreadable.reference());
                    unreadables.leaveOut(unreadable);
                },
                CLAIM,
                administration,
                references[0],
                references[references.length - 1]);
        mine.forEach(customer -> free.add(customer.reference().value()));
        return new Claim(
                accounts(mine, months, unreadables::leaveOut),
                Arrays.stream(references)
                        .filter(reference -> !free.contains(reference))
                        .map(CustomerReference::of)
                        .toList());
    }

    /** Billing accounts in a fixed number of statements, however many customers; not of those of whom a part cannot be read. */
    private List<BillingAccount> accounts(
            List<Customer> customers, Set<YearMonth> months, Consumer<Unreadable> faults) {
        if (customers.isEmpty()) {
            return List.of();
        }
        String[] references =
                customers.stream().map(customer -> customer.reference().value()).toArray(String[]::new);
        Map<CustomerReference, List<Subscription>> unfinished = new HashMap<>();
        Set<CustomerReference> incomplete = new HashSet<>();
        Consumer<Unreadable> part = unreadable -> {
            unreadable.customer().ifPresent(incomplete::add);
            faults.accept(unreadable);
        };
        Set<SubscriptionReference> found = new HashSet<>();
        for (Subscription subscription : subscriptions.unfinished(references, part)) {
            found.add(subscription.reference());
            unfinished
                    .computeIfAbsent(subscription.customer(), any -> new ArrayList<>())
                    .add(subscription);
        }
        Map<CustomerReference, List<PendingLine>> waiting = new HashMap<>();
        Map<SubscriptionReference, CustomerReference> named = new HashMap<>();
        for (PendingLine line : pendingLines.waiting(references, part)) {
            waiting.computeIfAbsent(line.customer(), any -> new ArrayList<>()).add(line);
            line.origin()
                    .subscriptionReference()
                    .filter(reference -> !found.contains(reference))
                    .ifPresent(reference -> named.put(reference, line.customer()));
        }
        for (Subscription subscription : subscriptions.of(new TreeSet<>(named.keySet()), part)) {
            CustomerReference customer = named.get(subscription.reference());
            unfinished.computeIfAbsent(customer, any -> new ArrayList<>()).add(subscription);
        }
        Map<String, Set<YearMonth>> claimed = claims(references[0], references[references.length - 1], months);
        return customers.stream()
                .filter(customer -> !incomplete.contains(customer.reference()))
                .map(customer -> new BillingAccount(
                        customer,
                        unfinished.getOrDefault(customer.reference(), List.of()),
                        waiting.getOrDefault(customer.reference(), List.of()),
                        claimed.getOrDefault(customer.reference().value(), Set.of())))
                .toList();
    }

    /** Of all customers from the first to the last, in the order of their references. */
    private Map<String, Set<YearMonth>> claims(String first, String last, Set<YearMonth> months) {
        Map<String, Set<YearMonth>> claimed = new HashMap<>();
        String[] texts = months.stream().map(YearMonth::toString).toArray(String[]::new);
        sql.list(
                CLAIMS,
                row -> claimed.computeIfAbsent(row.text("customer"), any -> new HashSet<>())
                        .add(YearMonth.parse(row.text("run_month"))),
                administration,
                first,
                last,
                texts);
        return claimed;
    }
}
