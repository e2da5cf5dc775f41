package nl.termijn.subscription;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.Bounds;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import nl.termijn.money.Amounts;
import nl.termijn.period.Cycle;
import nl.termijn.price.CustomerPrices;
import nl.termijn.price.PriceAction;
import nl.termijn.price.PriceList;
import nl.termijn.price.Tariff;
import nl.termijn.vat.VatProduct;
import org.immutables.value.Value;

/**
 * Something that is billed every n months. Immutable; changed by the subscription service, which keeps the billed days
 * whole.
 *
 * <pre>
 * Subscription.builder()
 *         .reference(SubscriptionReference.of("S-1")).customer(CustomerReference.of("K-1"))
 *         .description("Hosting Basic").cycleMonths(1).start(LocalDate.of(2026, 1, 1))
 *         .unitPrice(Amounts.of("10.00", "EUR"))
 *         .build();
 * </pre>
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = Subscription.Builder.class)
public interface Subscription {
    /** Most digits behind the point of a unit price. */
    int MAX_PRICE_DECIMALS = 10;

    /** The host's key. */
    SubscriptionReference reference();

    /** Who pays. */
    CustomerReference customer();

    /** What it is an add-on of: it ends, pauses and changes hands with that. */
    Optional<SubscriptionReference> parent();

    /** Code of the product, for the books. */
    Optional<String> productCode();

    /** Text on the invoice. */
    @Value.Redacted
    String description();

    /** What it is for, so that it stands together with others of the same. */
    @Value.Default
    @Value.Redacted
    default LineLabels labels() {
        return LineLabels.NONE;
    }

    /** Length of a period in months, 1 to 120. */
    int cycleMonths();

    /** Billed before or after service; before unless given. */
    @Value.Default
    default BillingTiming timing() {
        return BillingTiming.ADVANCE;
    }

    /** Where periods begin; on the start's day of the month unless given. */
    @Value.Default
    default Alignment alignment() {
        return Alignment.ANNIVERSARY;
    }

    /** First day served. */
    LocalDate start();

    /** First day no longer served. */
    Optional<LocalDate> end();

    /** First day that this customer pays, where he took it over; periods, trial and terms still count from the start. */
    Optional<LocalDate> takenOver();

    /** As what it goes on from its end, for another customer or on another plan. */
    Optional<SubscriptionReference> successor();

    /** First day that this customer pays: the start, unless it was taken over. */
    @JsonIgnore
    @Value.Lazy
    default LocalDate firstDay() {
        return takenOver().orElse(start());
    }

    /** How many at the start; 1 unless given. */
    @Value.Default
    default BigDecimal quantity() {
        return BigDecimal.ONE;
    }

    /**
     * Price of one that was agreed at the start, 0 or more; may be finer than the currency. Without it each period takes what
     * the price list has for the product on its first day.
     */
    Optional<MonetaryAmount> unitPrice();

    /** The agreed price as an exact decimal, computed once: reading it from an amount costs as much as a line. */
    @JsonIgnore
    @Value.Lazy
    default Optional<BigDecimal> exactUnitPrice() {
        return unitPrice().map(Amounts::decimal);
    }

    /** What the price list has for the first period; a registration unless given, further periods are renewals. */
    @Value.Default
    default PriceAction firstPeriod() {
        return PriceAction.REGISTER;
    }

    /** What an agreed price is for; one period unless given. */
    @Value.Default
    default PriceBasis priceBasis() {
        return PriceBasis.PER_CYCLE;
    }

    /** Whether prices are without or with VAT; without unless given. */
    @Value.Default
    default Pricing pricing() {
        return Pricing.NET;
    }

    /** What it is to the VAT; an electronic service at the standard rate unless given. */
    @Value.Default
    default VatProduct vat() {
        return VatProduct.STANDARD;
    }

    /** Charged once with the first charged period (rule C5), in the same pricing. */
    Optional<MonetaryAmount> setUpFee();

    /** Free periods at the start. */
    @Value.Default
    default Trial trial() {
        return Trial.NONE;
    }

    /** Discount of this subscription; while it runs it replaces the customer's general discount. */
    Optional<TimedDiscount> discount();

    /** The coupon that gave the discount. */
    Optional<String> coupon();

    /** Days by which a period is due earlier than its schedule asks, so that a domain is paid before it is renewed. */
    @Value.Default
    default int leadDays() {
        return 0;
    }

    /**
     * Days before a period begins by which the registry of a domain must know whether it is renewed; only what has them is in
     * the list of renewals to decide.
     */
    OptionalInt registryDays();

    /** For how long it was agreed; it may end any day unless given. */
    Optional<ContractTerm> contract();

    /** Later terms, in the order in which they were entered. */
    List<TermsChange> changes();

    /** Later cycles, in the order of their days. */
    List<CycleChange> cycleChanges();

    /** Days not served, in their order. */
    List<Pause> pauses();

    /** The first day not yet billed; the first that this customer pays while nothing is billed. */
    @Value.Default
    default LocalDate billedThrough() {
        return firstDay();
    }

    /** Whether the set-up fee was charged, here or by the system before. */
    @Value.Default
    default boolean setUpFeeBilled() {
        return false;
    }

    /** Version for optimistic locking; given by the store. */
    @Value.Default
    default long version() {
        return 0;
    }

    /**
     * The terms of {@code piece} (rule C1): those in force on its first day, at the price agreed or else that of the list.
     *
     * @throws NotAllowedException when no price was agreed and {@code prices} has none
     */
    default Terms terms(Piece piece, CustomerPrices prices) {
        return termsOn(piece.days().from(), piece.cycle().months(), action(piece), prices);
    }

    /** What {@code piece} is to the price list: its first charged period, or a renewal. */
    default PriceAction action(Piece piece) {
        return piece.count() == 0 ? firstPeriod() : PriceAction.RENEW;
    }

    /**
     * The terms of a piece that starts on {@code day} in a cycle of {@code months}.
     *
     * @param action what the list's price is of, where none was agreed
     * @throws NotAllowedException when no price was agreed and {@code prices} has none
     */
    default Terms termsOn(LocalDate day, int months, PriceAction action, CustomerPrices prices) {
        BigDecimal quantity = quantityOn(day);
        String description = descriptionOn(day);
        Optional<String> product = productOn(day);
        Optional<MonetaryAmount> agreed = agreedPriceOn(day);
        if (agreed.isEmpty()) {
            Tariff tariff = listed(prices, product.orElse(""), action, months, day);
            return Terms.of(tariff, quantity, product, description);
        }
        MonetaryAmount price = agreed.get();
        MonetaryAmount periodPrice = priceBasis() == PriceBasis.PER_CYCLE
                ? price
                : Amounts.of(Amounts.decimal(price).multiply(BigDecimal.valueOf(months)), price.getCurrency());
        return new Terms(periodPrice, quantity, product, description);
    }

    /** How many on {@code day}. */
    default BigDecimal quantityOn(LocalDate day) {
        return changes().isEmpty()
                ? quantity()
                : latest(day, TermsChange::quantity).orElseGet(this::quantity);
    }

    /** Its text on invoices on {@code day}. */
    default String descriptionOn(LocalDate day) {
        return changes().isEmpty()
                ? description()
                : latest(day, TermsChange::description).orElseGet(this::description);
    }

    /** The product on {@code day}. */
    default Optional<String> productOn(LocalDate day) {
        return changes().isEmpty()
                ? productCode()
                : latest(day, TermsChange::productCode).or(this::productCode);
    }

    /** The price agreed for a piece that starts on {@code day}; without one the list's counts. */
    default Optional<MonetaryAmount> agreedPriceOn(LocalDate day) {
        return changes().isEmpty()
                ? unitPrice()
                : latest(day, TermsChange::agreement).orElseGet(this::unitPrice);
    }

    private Tariff listed(CustomerPrices prices, String product, PriceAction action, int months, LocalDate day) {
        return prices.find(reference().value(), product, action, months, day)
                .map(PriceList.Found::tariff)
                .orElseThrow(() -> new NotAllowedException(
                        NotAllowedException.Reason.NO_PRICE,
                        reference().value(),
                        "Subscription " + reference()
                                + " has no agreed price, and the price list has none for product '"
                                + product + "' (" + action + ", " + months + " months, "
                                + prices.currency().getCurrencyCode() + ") on " + day
                                + ": add a row to the list, or agree a price."));
    }

    /** Currency of its amounts, where it has any of its own. */
    @JsonIgnore
    @Value.Lazy
    default Optional<CurrencyUnit> currency() {
        return unitPrice()
                .or(this::setUpFee)
                .or(() -> changes().stream()
                        .flatMap(change -> change.unitPrice().stream())
                        .findFirst())
                .map(MonetaryAmount::getCurrency);
    }

    private <T> Optional<T> latest(LocalDate day, Function<TermsChange, Optional<T>> field) {
        return latest(changesThatCount(), day, field);
    }

    private static <T> Optional<T> latest(
            List<TermsChange> counting, LocalDate day, Function<TermsChange, Optional<T>> field) {
        Optional<T> found = Optional.empty();
        LocalDate foundFrom = LocalDate.MIN;
        for (TermsChange change : counting) {
            if (!change.effectiveFrom().isAfter(day)
                    && !change.effectiveFrom().isBefore(foundFrom)
                    && field.apply(change).isPresent()) {
                found = field.apply(change);
                foundFrom = change.effectiveFrom();
            }
        }
        return found;
    }

    /**
     * The changes that count, in the order in which they were entered (rule C1). A dated price belongs to the product it was set
     * for: of those that lie after a change of product and were entered before it, only the quantity is left.
     *
     * <pre>
     * entered 10.60 from 1 August, then product pro at 25.00 from 16 June: 25.00 on 1 August too
     * </pre>
     */
    @JsonIgnore
    @Value.Lazy
    default List<TermsChange> changesThatCount() {
        List<TermsChange> counting = new ArrayList<>(changes().size());
        for (TermsChange change : changes()) {
            LocalDate day = change.effectiveFrom();
            Optional<String> product =
                    latest(counting, day, TermsChange::productCode).or(this::productCode);
            if (change.productCode().isPresent() && !change.productCode().equals(product)) {
                counting.replaceAll(
                        earlier -> earlier.effectiveFrom().isAfter(day) ? earlier.ofQuantityAlone() : earlier);
            }
            counting.add(change);
        }
        return List.copyOf(counting);
    }

    /** The changes that count whose price, agreed or the list's, comes after {@code day}. */
    default List<TermsChange> pricesAfter(LocalDate day) {
        return changesThatCount().stream()
                .filter(change -> change.effectiveFrom().isAfter(day)
                        && change.agreement().isPresent())
                .sorted(Comparator.comparing(TermsChange::effectiveFrom))
                .toList();
    }

    /** Whether terms change on {@code day} by a change at once; one to what already counts is none and cuts no period. */
    default boolean isCutOn(LocalDate day) {
        LocalDate before = day.minusDays(1);
        Optional<BigDecimal> price = agreedPriceOn(day).map(Amounts::decimal);
        Optional<BigDecimal> priceBefore = agreedPriceOn(before).map(Amounts::decimal);
        boolean samePrice = price.isEmpty()
                ? priceBefore.isEmpty()
                : priceBefore
                        .filter(amount -> amount.compareTo(price.get()) == 0)
                        .isPresent();
        return !(samePrice
                && quantityOn(day).compareTo(quantityOn(before)) == 0
                && productOn(day).equals(productOn(before))
                && descriptionOn(day).equals(descriptionOn(before)));
    }

    /**
     * This subscription as another program goes on with it: where that billed it through a day inside of a period, a whole period
     * begins on that day, which is the anchor of those that follow.
     *
     * <pre>
     * started 15 March, monthly, billed elsewhere through 1 May: [05-01, 06-01), not [05-01, 05-15)
     * </pre>
     */
    default Subscription anchoredWhereBilled() {
        LocalDate next = billedThrough();
        ServiceCalendar calendar = ServiceCalendar.of(this, Policies.EndOfSubscription.PRORATE);
        if (!next.isAfter(firstDay())
                || hasEndedOn(next)
                || calendar.nextPeriodStart(next).equals(next)) {
            return this;
        }
        List<CycleChange> cycles = new ArrayList<>(cycleChanges());
        cycles.add(new CycleChange(next, calendar.monthsOn(next)));
        cycles.sort(Comparator.comparing(CycleChange::from));
        return toBuilder().cycleChanges(cycles).build();
    }

    /** The pause that has no end yet. */
    default Optional<Pause> openPause() {
        return pauses().stream().filter(Pause::isOpen).findFirst();
    }

    /** Whether service has ended on {@code day}. */
    default boolean hasEndedOn(LocalDate day) {
        return end().map(end -> !day.isBefore(end)).orElse(false);
    }

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        checkBounds();
        Violations violations = Violations.of("subscription")
                .check(
                        cycleMonths() >= 1 && cycleMonths() <= Cycle.MAX_MONTHS,
                        "cycleMonths",
                        cycleMonths(),
                        "must be 1 to " + Cycle.MAX_MONTHS,
                        "give the months of one period")
                .check(
                        !description().isBlank(),
                        "description",
                        description(),
                        "must be given",
                        "it stands on the invoice")
                .check(
                        !firstDay().isBefore(start()),
                        "takenOver",
                        firstDay(),
                        "must not be before the start " + start(),
                        "give the first day that this customer pays")
                .check(
                        end().map(end -> !end.isBefore(firstDay())).orElse(true),
                        "end",
                        end().map(Object::toString).orElse(""),
                        "must not be before the first day " + firstDay(),
                        "give the first day that is no longer served")
                .check(
                        successor().isEmpty() || end().isPresent(),
                        "successor",
                        successor().map(Object::toString).orElse(""),
                        "must not be given without an end",
                        "give the day from which it goes on")
                .check(
                        leadDays() >= 0 && leadDays() <= 366,
                        "leadDays",
                        leadDays(),
                        "must be 0 to 366",
                        "give the days between invoice and period")
                .check(
                        registryDays().orElse(0) >= 0 && registryDays().orElse(0) <= 366,
                        "registryDays",
                        registryDays(),
                        "must be 0 to 366",
                        "give the days between the decision and the period")
                .check(
                        !billedThrough().isBefore(firstDay()),
                        "billedThrough",
                        billedThrough(),
                        "must not be before the first day " + firstDay(),
                        "give the first day that is not billed yet")
                .check(
                        setUpFee().map(fee -> fee.signum() >= 0).orElse(true),
                        "setUpFee",
                        setUpFee().map(Object::toString).orElse(""),
                        "must be 0 or more",
                        "give what is charged once");
        violations
                .check(
                        firstPeriod() != PriceAction.RESTORE,
                        "firstPeriod",
                        firstPeriod(),
                        "must not be a restore",
                        "charge a restore once, by a pending line")
                .check(
                        unitPrice().isPresent()
                                || productCode().map(code -> !code.isBlank()).orElse(false),
                        "productCode",
                        productCode().orElse(""),
                        "must be given where no price is agreed",
                        "give the product in the price list, or agree a unit price");
        checkTerms(violations, quantity(), unitPrice());
        for (TermsChange change : changes()) {
            checkTerms(violations, change.quantity().orElse(BigDecimal.ONE), change.unitPrice());
        }
        setUpFee().ifPresent(fee -> checkCurrency(violations, "setUpFee", fee));
        checkPauses(violations);
        checkCycleChanges(violations);
        violations.throwIfAny();
    }

    /** First of all, as no calendar and no arithmetic can be trusted with what is beyond the bounds. */
    private void checkBounds() {
        Violations violations = Violations.of("subscription");
        Bounds.check(violations, "start", start());
        Bounds.check(violations, "end", end());
        Bounds.check(violations, "takenOver", takenOver());
        Bounds.check(violations, "billedThrough", billedThrough());
        Bounds.check(violations, "quantity", quantity());
        Bounds.check(violations, "unitPrice", unitPrice());
        Bounds.check(violations, "setUpFee", setUpFee());
        Bounds.check(violations, "description", description());
        changes().forEach(change -> {
            Bounds.check(violations, "effectiveFrom", change.effectiveFrom());
            Bounds.check(violations, "quantity", change.quantity());
            Bounds.check(violations, "unitPrice", change.unitPrice());
        });
        violations.throwIfAny();
    }

    private void checkCurrency(Violations violations, String field, MonetaryAmount amount) {
        String currency = currency().orElseThrow().getCurrencyCode();
        violations.check(
                amount.getCurrency().getCurrencyCode().equals(currency),
                field,
                amount,
                "must be in " + currency + " like its other amounts",
                "amounts are never converted silently: give it in " + currency);
    }

    private void checkTerms(Violations violations, BigDecimal quantity, Optional<MonetaryAmount> agreed) {
        violations.check(quantity.signum() > 0, "quantity", quantity, "must be more than 0", "end or pause it instead");
        agreed.ifPresent(price -> checkPrice(violations, price));
    }

    private void checkPrice(Violations violations, MonetaryAmount price) {
        checkCurrency(violations, "unitPrice", price);
        BigDecimal number = Amounts.decimal(price);
        violations
                .check(
                        number.signum() >= 0,
                        "unitPrice",
                        number,
                        "must be 0 or more",
                        "use a discount or a pending line")
                .check(
                        number.scale() <= MAX_PRICE_DECIMALS,
                        "unitPrice",
                        number,
                        "must have at most " + MAX_PRICE_DECIMALS + " decimals",
                        "round it");
    }

    private void checkPauses(Violations violations) {
        for (int i = 0; i + 1 < pauses().size(); i++) {
            Pause pause = pauses().get(i);
            Pause next = pauses().get(i + 1);
            violations.check(
                    pause.to().map(to -> !next.from().isBefore(to)).orElse(false),
                    "pauses",
                    pause + ", " + next,
                    "must not overlap and come in order",
                    "resume before pausing again");
        }
    }

    private void checkCycleChanges(Violations violations) {
        LocalDate before = start();
        for (CycleChange change : cycleChanges()) {
            violations.check(
                    !change.from().isBefore(before),
                    "cycleChanges",
                    change.from(),
                    "must come in order and not before " + before,
                    "add the new cycle at the end of what is billed");
            before = change.from();
        }
    }

    /** Starts a subscription. */
    static Builder builder() {
        return new Builder();
    }

    /** Starts from this subscription. */
    default Builder toBuilder() {
        return new Builder().from(this);
    }

    /** Builds a subscription. */
    class Builder extends ImmutableSubscription.Builder {}
}
