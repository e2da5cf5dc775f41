package nl.termijn.store.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.money.CurrencyUnit;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.CustomerReference;
import nl.termijn.store.Subscriptions;
import nl.termijn.subscription.Alignment;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.CycleChange;
import nl.termijn.subscription.Discount;
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
            .column("product_code", Subscription::productCode)
            .column("description", Subscription::description)
            .column("cycle_months", Subscription::cycleMonths)
            .column("timing", Subscription::timing)
            .column("alignment", Subscription::alignment)
            .column("start_on", Subscription::start)
            .column("end_on", Subscription::end)
            .column("quantity", Subscription::quantity)
            .column("unit_price", Subscription::unitPrice)
            .column("currency", subscription -> subscription.unitPrice().getCurrency())
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
            .column("lead_days", Subscription::leadDays)
            .column("billed_through", Subscription::billedThrough)
            .column("set_up_fee_billed", Subscription::setUpFeeBilled)
            .column("version", Subscription::version);

    /** One of the ordered parts of a subscription. */
    private record Part<T>(Subscription of, int ordinal, T value) {
        static <T> Table<Part<T>> table(String name) {
            return Table.<Part<T>>named(name)
                    .key("subscription", part -> part.of().reference().value())
                    .key("ordinal", Part::ordinal);
        }
    }

    private static final Table<Part<TermsChange>> CHANGES = Part.<TermsChange>table("subscription_change")
            .column("effective_from", part -> part.value().effectiveFrom())
            .column("effect", part -> part.value().effect())
            .column("unit_price", part -> part.value().unitPrice())
            .column("quantity", part -> part.value().quantity())
            .column("product_code", part -> part.value().productCode())
            .column("description", part -> part.value().description());
    private static final Table<Part<CycleChange>> CYCLES = Part.<CycleChange>table("subscription_cycle")
            .column("from_on", part -> part.value().from())
            .column("months", part -> part.value().months());
    private static final Table<Part<Pause>> PAUSES = Part.<Pause>table("subscription_pause")
            .column("from_on", part -> part.value().from())
            .column("to_on", part -> part.value().to());

    private static final String FROM = "select s.*, c.touched from {s}.subscription s"
            + " join {s}.customer c on c.administration = s.administration and c.reference = s.customer";
    private static final String SELECT = FROM + " where s.administration = ?";
    private static final String BY_REFERENCE =
            FROM + Sql.KEYS + "s.reference where s.administration = ? order by s.reference";
    private static final String OF_CUSTOMER = SELECT + " and s.customer = ? order by s.reference";
    private static final String UNFINISHED = FROM + Sql.KEYS
            + "s.customer where s.administration = ? and (s.end_on is null or s.billed_through < s.end_on) order by s.reference";
    private static final String PAGE = SELECT + " and s.reference > ? order by s.reference limit ?";

    private final Sql sql;
    private final String administration;
    private final CustomerGuard guard;

    JdbcSubscriptions(Sql sql, String administration, CustomerGuard guard) {
        this.sql = sql;
        this.administration = administration;
        this.guard = guard;
    }

    private static Function<Subscription, @Nullable Object> discount(Function<TimedDiscount, Object> field) {
        return subscription -> subscription.discount().map(field).orElse(null);
    }

    private static Subscription.Builder read(Row row) {
        CurrencyUnit currency = row.currency();
        return Subscription.builder()
                .reference(SubscriptionReference.of(row.text("reference")))
                .customer(CustomerReference.of(row.text("customer")))
                .productCode(row.optionalText("product_code"))
                .description(row.text("description"))
                .cycleMonths(row.number("cycle_months"))
                .timing(row.constant("timing", BillingTiming.class))
                .alignment(row.constant("alignment", Alignment.class))
                .start(row.date("start_on"))
                .end(row.optionalDate("end_on"))
                .quantity(row.decimal("quantity"))
                .unitPrice(row.amount("unit_price", currency))
                .priceBasis(row.constant("price_basis", PriceBasis.class))
                .pricing(row.constant("pricing", Pricing.class))
                .vat(product(row))
                .setUpFee(row.optionalAmount("set_up_fee", currency))
                .trial(new Trial(row.number("trial_periods"), row.optionalDate("trial_until")))
                .discount(discountRule(row)
                        .map(rule -> new TimedDiscount(
                                rule, row.optionalNumber("discount_periods"), row.optionalDate("discount_before"))))
                .leadDays(row.number("lead_days"))
                .billedThrough(row.date("billed_through"))
                .setUpFeeBilled(row.flag("set_up_fee_billed"))
                .version(row.longNumber("version"));
    }

    static VatProduct product(Row row) {
        return new VatProduct(row.constant("supply", SupplyKind.class), row.constant("vat_kind", VatKind.class));
    }

    static Optional<Discount> discountRule(Row row) {
        return row.optionalConstant("discount_kind", Discount.Kind.class)
                .map(kind -> new Discount(kind, row.decimal("discount_value")));
    }

    /** Reads subscriptions with their parts, in a fixed number of statements. */
    private List<Subscription> list(String statement, @Nullable Object... values) {
        record Found(String reference, CurrencyUnit currency, Subscription.Builder builder) {}
        List<Found> found = sql.list(
                statement,
                row -> {
                    guard.seen(row, row.text("customer"));
                    return new Found(row.text("reference"), row.currency(), read(row));
                },
                values);
        if (found.isEmpty()) {
            return List.of();
        }
        String[] references = found.stream().map(Found::reference).toArray(String[]::new);
        Map<String, CurrencyUnit> currencies = new HashMap<>();
        found.forEach(each -> currencies.put(each.reference(), each.currency()));
        Map<String, List<TermsChange>> changes =
                parts("subscription_change", references, row -> change(row, currencies.get(row.text("subscription"))));
        Map<String, List<CycleChange>> cycles = parts(
                "subscription_cycle", references, row -> new CycleChange(row.date("from_on"), row.number("months")));
        Map<String, List<Pause>> pauses = parts(
                "subscription_pause", references, row -> new Pause(row.date("from_on"), row.optionalDate("to_on")));
        return found.stream()
                .map(each -> each.builder()
                        .changes(changes.getOrDefault(each.reference(), List.of()))
                        .cycleChanges(cycles.getOrDefault(each.reference(), List.of()))
                        .pauses(pauses.getOrDefault(each.reference(), List.of()))
                        .build())
                .map(Subscription.class::cast)
                .toList();
    }

    private static TermsChange change(Row row, @Nullable CurrencyUnit currency) {
        return TermsChange.builder()
                .effectiveFrom(row.date("effective_from"))
                .effect(row.constant("effect", TermsChange.Effect.class))
                .unitPrice(row.optionalAmount("unit_price", java.util.Objects.requireNonNull(currency)))
                .quantity(row.optionalDecimal("quantity"))
                .productCode(row.optionalText("product_code"))
                .description(row.optionalText("description"))
                .build();
    }

    private <T> Map<String, List<T>> parts(String table, String[] references, Function<Row, T> reader) {
        Map<String, List<T>> parts = new HashMap<>();
        sql.list(
                Sql.partsOf(table, "subscription") + " order by p.subscription, p.ordinal",
                row -> parts.computeIfAbsent(row.text("subscription"), any -> new ArrayList<>())
                        .add(reader.apply(row)),
                references,
                administration);
        return parts;
    }

    @Override
    public Optional<Subscription> find(SubscriptionReference reference) {
        return of(List.of(reference)).stream().findFirst();
    }

    /** Those with {@code references}, in their order. */
    List<Subscription> of(Collection<SubscriptionReference> references) {
        return references.isEmpty()
                ? List.of()
                : list(
                        BY_REFERENCE,
                        references.stream().map(SubscriptionReference::value).toArray(String[]::new),
                        administration);
    }

    @Override
    public List<Subscription> ofCustomer(CustomerReference customer) {
        guard.look(customer);
        return list(OF_CUSTOMER, administration, customer.value());
    }

    /** Those of {@code customers} that have days left to bill. */
    List<Subscription> unfinished(String[] customers) {
        return list(UNFINISHED, customers, administration);
    }

    @Override
    public List<Subscription> page(Optional<SubscriptionReference> after, int limit) {
        return list(
                PAGE, administration, after.map(SubscriptionReference::value).orElse(""), limit);
    }

    @Override
    public void save(Collection<Subscription> subscriptions) {
        List<Subscription> added = new ArrayList<>();
        List<Subscription> changed = new ArrayList<>();
        for (Subscription subscription : subscriptions) {
            guard.changes(subscription.customer());
            Subscription saved =
                    subscription.toBuilder().version(subscription.version() + 1).build();
            (subscription.version() == 0 ? added : changed).add(saved);
        }
        TABLE.insert(sql, administration, added);
        int[] counts = sql.batch(
                TABLE.updateVersion(),
                changed.stream()
                        .map(saved -> TABLE.updatedVersion(administration, saved, saved.version() - 1))
                        .toList());
        for (int i = 0; i < counts.length; i++) {
            Versions.check(
                    "subscription " + changed.get(i).reference(),
                    counts[i],
                    changed.get(i).version() - 1);
        }
        List<@Nullable Object[]> keys = changed.stream()
                .map(subscription -> new @Nullable Object[] {
                    administration, subscription.reference().value()
                })
                .toList();
        List<Subscription> all = new ArrayList<>(added);
        all.addAll(changed);
        saveParts(CHANGES, "subscription_change", keys, all, Subscription::changes);
        saveParts(CYCLES, "subscription_cycle", keys, all, Subscription::cycleChanges);
        saveParts(PAUSES, "subscription_pause", keys, all, Subscription::pauses);
    }

    private <T> void saveParts(
            Table<Part<T>> table,
            String name,
            List<@Nullable Object[]> changed,
            List<Subscription> all,
            Function<Subscription, List<T>> values) {
        sql.batch("delete from {s}." + name + " where administration = ? and subscription = ?", changed);
        List<Part<T>> parts = new ArrayList<>();
        for (Subscription subscription : all) {
            List<T> of = values.apply(subscription);
            for (int i = 0; i < of.size(); i++) {
                parts.add(new Part<>(subscription, i, of.get(i)));
            }
        }
        table.insert(sql, administration, parts);
    }
}
