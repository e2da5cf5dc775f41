package nl.termijn.store.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.money.CurrencyUnit;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.CustomerReference;
import nl.termijn.price.PriceAction;
import nl.termijn.store.Subscriptions;
import nl.termijn.store.Unreadable;
import nl.termijn.subscription.Alignment;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.ContractTerm;
import nl.termijn.subscription.CycleChange;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.LineLabels;
import nl.termijn.subscription.Pause;
import nl.termijn.subscription.PriceBasis;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;
import nl.termijn.subscription.TimedDiscount;
import nl.termijn.subscription.Trial;
import nl.termijn.vat.SupplyKind;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatProduct;
import org.jspecify.annotations.Nullable;

final class JdbcSubscriptions implements Subscriptions {
    private static final Table<Subscription> TABLE = Table.<Subscription>named("subscription")
            .key("reference", subscription -> subscription.reference().value())
            .column("customer", subscription -> subscription.customer().value())
            .column("parent", subscription -> subscription.parent().map(SubscriptionReference::value))
            .column("product_code", Subscription::productCode)
            .column("description", Subscription::description)
            .column("labels", subscription -> labels(subscription.labels()))
            .column("cycle_months", Subscription::cycleMonths)
            .column("timing", Subscription::timing)
            .column("alignment", Subscription::alignment)
            .column("start_on", Subscription::start)
            .column("end_on", Subscription::end)
            .column("quantity", Subscription::quantity)
            .column("unit_price", Subscription::unitPrice)
            .column("currency", Subscription::currency)
            .column("first_period", Subscription::firstPeriod)
            .column("price_basis", Subscription::priceBasis)
            .column("pricing", Subscription::pricing)
            .column("supply", subscription -> subscription.vat().supply())
            .column("vat_kind", subscription -> subscription.vat().kind())
            .column("set_up_fee", Subscription::setUpFee)
            .column("trial_periods", subscription -> subscription.trial().periods())
            .column("trial_until", subscription -> subscription.trial().until())
            .column("discount_kind", discount(timed -> timed.discount().kind()))
            .column("discount_value", discount(timed -> timed.discount().value()))
            .column("discount_periods", discount(TimedDiscount::periods))
            .column("discount_before", discount(TimedDiscount::before))
            .column("discount_products", discount(timed -> products(timed.products())))
            .column("coupon", Subscription::coupon)
            .column("registry_days", Subscription::registryDays)
            .column("lead_days", Subscription::leadDays)
            .column("contract", subscription -> subscription.contract().map(JsonText::write))
            .column("taken_over", Subscription::takenOver)
            .column("successor", subscription -> subscription.successor().map(SubscriptionReference::value))
            .column("billed_through", Subscription::billedThrough)
            .column("set_up_fee_billed", Subscription::setUpFeeBilled)
            .version("version", Subscription::version);

    private static final Parts<Subscription, TermsChange> CHANGES = parts("subscription_change", Subscription::changes)
            .column("effective_from", TermsChange::effectiveFrom)
            .column("effect", TermsChange::effect)
            .column("unit_price", TermsChange::unitPrice)
            .column("list_price", TermsChange::listPrice)
            .column("quantity", TermsChange::quantity)
            .column("product_code", TermsChange::productCode)
            .column("description", TermsChange::description);
    private static final Parts<Subscription, CycleChange> CYCLES = parts(
                    "subscription_cycle", Subscription::cycleChanges)
            .column("from_on", CycleChange::from)
            .column("months", CycleChange::months);
    private static final Parts<Subscription, Pause> PAUSES = parts("subscription_pause", Subscription::pauses)
            .column("from_on", Pause::from)
            .column("to_on", Pause::to);
    private static final List<Parts<Subscription, ?>> PARTS = List.of(CHANGES, CYCLES, PAUSES);

    private static final Unreadables.Kind KIND = Unreadables.Kind.of("subscription", "reference", "customer");
    private static final String COLUMNS = "s.*, c.touched";
    private static final String CUSTOMER = CustomerGuard.join("s");
    private static final String SELECT =
            "select " + COLUMNS + " from {s}.subscription s" + CUSTOMER + " where s.administration = ?";
    private static final String BY_REFERENCE =
            Sql.byKeys(COLUMNS, "subscription s", "s.reference") + CUSTOMER + " order by s.reference";
    private static final String OF_CUSTOMER = SELECT + " and s.customer = ? order by s.reference";
    private static final String UNFINISHED = Sql.byKeys(COLUMNS, "subscription s", "s.customer") + CUSTOMER
            + " where (s.end_on is null or s.billed_through < s.end_on) order by s.reference";
    private static final String PAGE = SELECT + " and s.reference > ? order by s.administration, s.reference limit ?";

    private final Sql sql;
    private final String administration;
    private final CustomerGuard guard;
    private final Unreadables unreadables;
    /** Subscriptions as this unit of work read them, so that saving one writes its parts only where they changed. */
    private final Map<SubscriptionReference, Subscription> read = new HashMap<>();

    JdbcSubscriptions(Sql sql, String administration, CustomerGuard guard, Unreadables unreadables) {
        this.sql = sql;
        this.administration = administration;
        this.guard = guard;
        this.unreadables = unreadables;
    }

    private static <T> Parts<Subscription, T> parts(String table, Function<Subscription, List<T>> values) {
        return new Parts<>(
                table, "subscription", subscription -> subscription.reference().value(), "ordinal", 0, values);
    }

    private static Function<Subscription, @Nullable Object> discount(Function<TimedDiscount, Object> field) {
        return subscription -> subscription.discount().map(field).orElse(null);
    }

    private static Subscription.Builder read(Row row) {
        Optional<CurrencyUnit> currency = row.optionalCurrency();
        return Subscription.builder()
                .reference(SubscriptionReference.of(row.text("reference")))
                .customer(CustomerReference.of(row.text("customer")))
                .parent(row.optionalText("parent").map(SubscriptionReference::of))
                .productCode(row.optionalText("product_code"))
                .description(row.text("description"))
                .labels(labels(row))
                .cycleMonths(row.number("cycle_months"))
                .timing(row.constant("timing", BillingTiming.class))
                .alignment(row.constant("alignment", Alignment.class))
                .start(row.date("start_on"))
                .end(row.optionalDate("end_on"))
                .quantity(row.decimal("quantity"))
                .unitPrice(currency.flatMap(unit -> row.optionalAmount("unit_price", unit)))
                .firstPeriod(row.constant("first_period", PriceAction.class))
                .priceBasis(row.constant("price_basis", PriceBasis.class))
                .pricing(row.constant("pricing", Pricing.class))
                .vat(product(row))
                .setUpFee(currency.flatMap(unit -> row.optionalAmount("set_up_fee", unit)))
                .trial(new Trial(row.number("trial_periods"), row.optionalDate("trial_until")))
                .discount(discountRule(row)
                        .map(rule -> new TimedDiscount(
                                rule,
                                row.optionalNumber("discount_periods"),
                                row.optionalDate("discount_before"),
                                products(row))))
                .coupon(row.optionalText("coupon"))
                .registryDays(row.optionalNumber("registry_days"))
                .leadDays(row.number("lead_days"))
                .contract(contract(row))
                .takenOver(row.optionalDate("taken_over"))
                .successor(row.optionalText("successor").map(SubscriptionReference::of))
                .billedThrough(row.date("billed_through"))
                .setUpFeeBilled(row.flag("set_up_fee_billed"))
                .version(row.longNumber("version"));
    }

    private static Optional<String> products(Set<String> codes) {
        return codes.isEmpty() ? Optional.empty() : Optional.of(JsonText.write(codes));
    }

    private static Set<String> products(Row row) {
        return row.optionalText("discount_products")
                .map(text -> Set.of(JsonText.read(text, String[].class)))
                .orElse(Set.of());
    }

    private static Optional<ContractTerm> contract(Row row) {
        return row.optionalText("contract").map(text -> JsonText.read(text, ContractTerm.class));
    }

    static Optional<String> labels(LineLabels labels) {
        return labels.isEmpty() ? Optional.empty() : Optional.of(JsonText.write(labels));
    }

    static LineLabels labels(Row row) {
        return row.optionalText("labels")
                .map(text -> JsonText.read(text, LineLabels.class))
                .orElse(LineLabels.NONE);
    }

    static VatProduct product(Row row) {
        return new VatProduct(row.constant("supply", SupplyKind.class), row.constant("vat_kind", VatKind.class));
    }

    static Optional<Discount> discountRule(Row row) {
        return row.optionalConstant("discount_kind", Discount.Kind.class)
                .map(kind -> new Discount(kind, row.decimal("discount_value")));
    }

    /** Reads subscriptions with their parts, in a fixed number of statements. */
    private List<Subscription> list(Consumer<Unreadable> faults, String statement, @Nullable Object... values) {
        record Found(
                String reference, String customer, Optional<CurrencyUnit> currency, Subscription.Builder builder) {}
        List<Found> found = Unreadables.list(
                sql,
                KIND,
                row -> {
                    guard.seen(row, row.text("customer"));
                    return new Found(row.text("reference"), row.text("customer"), row.optionalCurrency(), read(row));
                },
                faults,
                statement,
                values);
        if (found.isEmpty()) {
            return List.of();
        }
        String[] references = found.stream().map(Found::reference).toArray(String[]::new);
        Map<String, CurrencyUnit> currencies = new HashMap<>();
        found.forEach(each -> each.currency().ifPresent(currency -> currencies.put(each.reference(), currency)));
        Parts.Read<TermsChange> changes = CHANGES.read(
                sql, administration, references, row -> change(row, currencies.get(row.text("subscription"))));
        Parts.Read<CycleChange> cycles = CYCLES.read(
                sql, administration, references, row -> new CycleChange(row.date("from_on"), row.number("months")));
        Parts.Read<Pause> pauses = PAUSES.read(
                sql, administration, references, row -> new Pause(row.date("from_on"), row.optionalDate("to_on")));
        List<Subscription> subscriptions = new ArrayList<>(found.size());
        for (Found each : found) {
            Unreadables.read(
                            () -> each.builder()
                                    .changes(changes.of(each.reference()))
                                    .cycleChanges(cycles.of(each.reference()))
                                    .pauses(pauses.of(each.reference()))
                                    .build(),
                            fault -> KIND.unreadable(each.reference(), Optional.of(each.customer()), fault),
                            faults)
                    .ifPresent(subscription -> {
                        read.put(subscription.reference(), subscription);
                        subscriptions.add(subscription);
                    });
        }
        return subscriptions;
    }

    private static TermsChange change(Row row, @Nullable CurrencyUnit currency) {
        return TermsChange.builder()
                .effectiveFrom(row.date("effective_from"))
                .effect(row.constant("effect", TermsChange.Effect.class))
                .unitPrice(Optional.ofNullable(currency).flatMap(unit -> row.optionalAmount("unit_price", unit)))
                .listPrice(row.flag("list_price"))
                .quantity(row.optionalDecimal("quantity"))
                .productCode(row.optionalText("product_code"))
                .description(row.optionalText("description"))
                .build();
    }

    @Override
    public Optional<Subscription> find(SubscriptionReference reference) {
        return of(List.of(reference), Unreadables.REFUSE).stream().findFirst();
    }

    /** Those with {@code references}, in their order. */
    List<Subscription> of(Collection<SubscriptionReference> references, Consumer<Unreadable> faults) {
        return references.isEmpty()
                ? List.of()
                : list(
                        faults,
                        BY_REFERENCE,
                        references.stream().map(SubscriptionReference::value).toArray(String[]::new),
                        administration);
    }

    @Override
    public List<Subscription> find(Collection<SubscriptionReference> references) {
        return of(references, unreadables::leaveOut);
    }

    @Override
    public List<Subscription> ofCustomer(CustomerReference customer) {
        guard.look(customer);
        return list(Unreadables.REFUSE, OF_CUSTOMER, administration, customer.value());
    }

    /** Those of {@code customers} that have days left to bill. */
    List<Subscription> unfinished(String[] customers, Consumer<Unreadable> faults) {
        return list(faults, UNFINISHED, customers, administration);
    }

    @Override
    public List<Subscription> page(Optional<SubscriptionReference> after, int limit) {
        return unreadables.page(
                limit,
                (rows, faults) -> list(
                        faults,
                        PAGE,
                        administration,
                        after.map(SubscriptionReference::value).orElse(""),
                        rows));
    }

    @Override
    public void save(Collection<Subscription> subscriptions) {
        subscriptions.forEach(subscription -> guard.changes(subscription.customer()));
        List<Subscription> saved = subscriptions.stream()
                .<Subscription>map(subscription -> subscription.toBuilder()
                        .version(subscription.version() + 1)
                        .build())
                .toList();
        TABLE.saveVersions(
                sql,
                administration,
                saved,
                subscription -> "subscription " + subscription.reference(),
                subscription -> read.get(subscription.reference()));
        for (Parts<Subscription, ?> parts : PARTS) {
            List<Subscription> written = saved.stream()
                    .filter(subscription -> {
                        Subscription before = read.get(subscription.reference());
                        return before == null || !parts.same(before, subscription);
                    })
                    .toList();
            parts.rewrite(sql, administration, written, JdbcSubscriptions::wasStored);
        }
        saved.stream()
                .filter(JdbcSubscriptions::wasStored)
                .forEach(subscription -> read.put(subscription.reference(), subscription));
    }

    private static boolean wasStored(Subscription saved) {
        return saved.version() > 1;
    }
}
