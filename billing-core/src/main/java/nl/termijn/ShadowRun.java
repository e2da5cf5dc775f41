package nl.termijn;

import java.io.Reader;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.money.CurrencyUnit;
import nl.termijn.ShadowReport.Difference;
import nl.termijn.ShadowReport.Figure;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.Violations;
import nl.termijn.internal.Texts;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.LineExplanation;
import nl.termijn.money.Amounts;
import nl.termijn.run.InvoicePlan;
import nl.termijn.run.SkipReason;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/** Compares the plans of a preview with another program's figures, customer by customer. */
final class ShadowRun implements RunListener {
    private static final List<String> REQUIRED = List.of("customer", "net");
    private static final List<String> OPTIONAL = List.of("subscription", "vat", "gross");

    /** What is of no subscription. */
    private static final String LOOSE = "";

    private final CurrencyUnit currency;
    private final Locale locale;
    private final Function<SubscriptionReference, Optional<Subscription>> subscriptions;
    private final boolean bySubscription;
    private final Map<String, Theirs> theirs = new TreeMap<>();
    private final Set<String> seen = new TreeSet<>();
    private final List<Difference> differences = new ArrayList<>();
    private BigDecimal ours = BigDecimal.ZERO;

    /** One customer's figures of the other program. */
    private static final class Theirs {
        final Map<Figure, BigDecimal> totals = new EnumMap<>(Figure.class);
        final Map<String, BigDecimal> nets = new TreeMap<>();
    }

    ShadowRun(
            Reader csv,
            CurrencyUnit currency,
            Locale locale,
            Function<SubscriptionReference, Optional<Subscription>> subscriptions) {
        this.currency = currency;
        this.locale = locale;
        this.subscriptions = subscriptions;
        Csv file = Csv.open(csv, "figures to compare", REQUIRED, OPTIONAL);
        bySubscription = file.has("subscription");
        Violations found = Violations.of("figures to compare");
        file.forEachRemaining(row -> {
            if (file.isWhole(row, found)) {
                add(file, row, found);
            }
        });
        found.throwIfAny();
    }

    private void add(Csv file, Csv.Row row, Violations found) {
        String customer = file.field(row, "customer");
        found.check(!customer.isEmpty(), row.where() + ", customer", "", "must be given", "give the host's reference");
        Theirs his = theirs.computeIfAbsent(customer, any -> new Theirs());
        for (Figure figure : Figure.values()) {
            String column = figure.name().toLowerCase(Locale.ROOT);
            if (file.has(column)) {
                BigDecimal amount = amount(file, row, column, found);
                his.totals.merge(figure, amount, BigDecimal::add);
                if (figure == Figure.NET) {
                    String part = bySubscription ? file.field(row, "subscription") : LOOSE;
                    his.nets.merge(part, amount, BigDecimal::add);
                }
            }
        }
    }

    private static BigDecimal amount(Csv file, Csv.Row row, String column, Violations found) {
        String given = file.field(row, column);
        // a program that writes semicolons writes 1234,50
        String plain = file.separator() == ';' ? given.replace(',', '.') : given;
        try {
            return new BigDecimal(plain);
        } catch (NumberFormatException e) {
            found.check(
                    false,
                    row.where() + ", " + column,
                    given,
                    "must be an amount",
                    "write 1234.50, without blanks or signs of thousands");
            return BigDecimal.ZERO;
        }
    }

    @Override
    public void planned(InvoicePlan plan) {
        String customer = plan.customer().value();
        Optional<Theirs> other = Optional.ofNullable(theirs.get(customer));
        Optional<InvoicePlan.Draft> draft =
                plan instanceof InvoicePlan.Draft planned ? Optional.of(planned) : Optional.empty();
        if (other.isEmpty() && draft.isEmpty()) {
            return;
        }
        seen.add(customer);
        draft.ifPresent(
                planned -> ours = ours.add(Amounts.decimal(planned.totals().net())));
        compare(plan.customer(), draft, other, skipped(plan));
    }

    /** Why there is nothing of ours; where nothing is due, each subscription says it better. */
    private String skipped(InvoicePlan plan) {
        return plan instanceof InvoicePlan.Skip skip && !(bySubscription && skip.reason() == SkipReason.NOTHING_DUE)
                ? skip.reason().explain(locale)
                : "";
    }

    private void compare(
            CustomerReference customer, Optional<InvoicePlan.Draft> draft, Optional<Theirs> other, String skipped) {
        int before = differences.size();
        Map<String, BigDecimal> nets = draft.map(this::nets).orElse(Map.of());
        Map<String, BigDecimal> otherNets = other.map(each -> each.nets).orElse(Map.of());
        Set<String> parts = new TreeSet<>(nets.keySet());
        parts.addAll(otherNets.keySet());
        for (String part : parts) {
            differ(
                    customer,
                    part,
                    Figure.NET,
                    nets.getOrDefault(part, BigDecimal.ZERO),
                    otherNets.getOrDefault(part, BigDecimal.ZERO),
                    () -> explain(draft, part, skipped));
        }
        if (differences.size() > before) {
            return; // VAT and total follow from these
        }
        for (Figure figure : List.of(Figure.VAT, Figure.GROSS)) {
            Optional<BigDecimal> given = other.flatMap(each -> Optional.ofNullable(each.totals.get(figure)));
            given.ifPresent(amount -> differ(
                    customer,
                    LOOSE,
                    figure,
                    draft.map(planned -> total(planned, figure)).orElse(BigDecimal.ZERO),
                    amount,
                    () -> explain(draft, skipped)));
        }
    }

    private static BigDecimal total(InvoicePlan.Draft draft, Figure figure) {
        return Amounts.decimal(
                figure == Figure.VAT ? draft.totals().vat() : draft.totals().gross());
    }

    private Map<String, BigDecimal> nets(InvoicePlan.Draft draft) {
        Map<String, BigDecimal> nets = new TreeMap<>();
        for (int i = 0; i < draft.lines().size(); i++) {
            nets.merge(
                    part(draft.lines().get(i)),
                    Amounts.decimal(draft.totals().lineNets().get(i)),
                    BigDecimal::add);
        }
        return nets;
    }

    private String part(InvoiceLine line) {
        return bySubscription
                ? line.origin()
                        .subscriptionReference()
                        .map(SubscriptionReference::value)
                        .orElse(LOOSE)
                : LOOSE;
    }

    private void differ(
            CustomerReference customer,
            String part,
            Figure figure,
            BigDecimal mine,
            BigDecimal other,
            Supplier<String> explanation) {
        if (mine.compareTo(other) == 0) {
            return;
        }
        differences.add(new Difference(
                customer,
                Optional.of(part).filter(name -> !name.equals(LOOSE)).map(SubscriptionReference::of),
                figure,
                Amounts.of(mine, currency),
                Amounts.of(other, currency),
                explanation.get()));
    }

    private String explain(Optional<InvoicePlan.Draft> draft, String skipped) {
        return draft.map(planned -> explain(planned.lines())).orElse(skipped);
    }

    private String explain(Optional<InvoicePlan.Draft> draft, String part, String skipped) {
        List<InvoiceLine> lines = draft.stream()
                .flatMap(planned -> planned.lines().stream())
                .filter(line -> part(line).equals(part))
                .toList();
        if (!lines.isEmpty()) {
            return explain(lines);
        }
        if (!skipped.isEmpty()) {
            return skipped;
        }
        return part.equals(LOOSE) ? text("nothing-loose") : notDue(part);
    }

    private String notDue(String subscription) {
        return subscriptions
                .apply(SubscriptionReference.of(subscription))
                .map(found -> found.end()
                        .map(end -> text("not-due-ends", subscription, found.billedThrough(), end))
                        .orElseGet(() -> text("not-due", subscription, found.billedThrough())))
                .orElseGet(() -> text("no-subscription", subscription));
    }

    /** In the language asked for, English where there is none; days as ISO 8601. */
    private String text(String key, Object... values) {
        return Texts.filled(
                Texts.of("nl.termijn.shadow-texts", locale).getString(key),
                Arrays.stream(values).map(String::valueOf).toArray(String[]::new));
    }

    private String explain(List<InvoiceLine> lines) {
        return lines.stream()
                .map(line -> line.description() + ", "
                        + Amounts.decimal(line.amount()).toPlainString() + ": " + LineExplanation.explain(line, locale))
                .collect(Collectors.joining("\n"));
    }

    /** What came of it, after a preview that told this listener its plans. */
    ShadowReport report(YearMonth month, RunReport preview) {
        for (RunReport.Failure failure : preview.failures()) {
            absent(failure.customer().value(), text("cannot-be-billed", failure.reason()));
        }
        List.copyOf(theirs.keySet()).forEach(customer -> absent(customer, text("no-customer", customer)));
        differences.sort(Comparator.comparing(Difference::customer)); // stable: a customer's stay in their order
        BigDecimal other = theirs.values().stream()
                .map(each -> Objects.requireNonNull(each.totals.get(Figure.NET)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        int differing =
                (int) differences.stream().map(Difference::customer).distinct().count();
        return new ShadowReport(
                month,
                seen.size(),
                seen.size() - differing,
                Amounts.of(ours, currency),
                Amounts.of(other, currency),
                List.copyOf(differences));
    }

    private void absent(String customer, String why) {
        if (theirs.containsKey(customer) && seen.add(customer)) {
            compare(CustomerReference.of(customer), Optional.empty(), Optional.of(theirs.get(customer)), why);
        }
    }
}
