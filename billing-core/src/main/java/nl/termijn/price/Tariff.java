package nl.termijn.price;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.error.Violations;
import nl.termijn.money.Amounts;

/**
 * What a number of one product costs: one price for each, or tiers.
 *
 * <pre>
 * 25 pieces, 1 to 10 at 2.00 and from there at 1.50
 *     graduated   10 × 2.00 + 15 × 1.50 = 42.50      each tier at its own price
 *     volume      25 × 1.50             = 37.50      all at the price of the tier that is reached
 * packages of 10 at 15.00
 *     package      3 × 15.00            = 45.00      per package begun
 * </pre>
 *
 * The cost of more is never less under graduated and package tariffs, and graduated ones make no jump. A volume tariff may
 * drop where a tier begins. Immutable; amounts are exact, nothing is rounded here.
 */
public final class Tariff {
    /** Most decimals of a price. */
    private static final int MAX_DECIMALS = 10;

    private static final String TIERS = "tiers";

    private final Kind kind;
    private final List<Tier> tiers;
    private final Optional<BigDecimal> packageSize;

    /** How tiers count. */
    public enum Kind {
        /** Each tier at its own price. */
        GRADUATED,
        /** All at the price of the tier that is reached. */
        VOLUME,
        /** Per package begun. */
        PACKAGE
    }

    /**
     * Prices from a number on.
     *
     * @param above the number above which this price counts; 0 for the first tier
     * @param price of one, or of one package
     */
    public record Tier(BigDecimal above, MonetaryAmount price) {
        /** Checks that both are given; what must hold between tiers is the tariff's. */
        public Tier {
            Violations.given(above, "above");
            Violations.given(price, "price");
            above = plain(above);
        }

        /** A tier above a whole number. */
        public static Tier above(long above, MonetaryAmount price) {
            return new Tier(BigDecimal.valueOf(above), price);
        }
    }

    /**
     * A number at one price.
     *
     * @param quantity how many, or how many packages
     * @param price of one
     */
    public record Part(BigDecimal quantity, MonetaryAmount price) {
        BigDecimal amount() {
            return quantity.multiply(Amounts.decimal(price));
        }
    }

    @JsonCreator
    private Tariff(
            @JsonProperty("kind") Kind kind,
            @JsonProperty(TIERS) List<Tier> tiers,
            @JsonProperty("packageSize") Optional<BigDecimal> packageSize) {
        this.kind = Violations.given(kind, "kind");
        this.tiers = List.copyOf(Violations.given(tiers, TIERS));
        this.packageSize = packageSize.map(Tariff::plain);
        check();
    }

    /** One way to write a number: 10, never 10.0 or 1E+1. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** One price for each. */
    public static Tariff flat(MonetaryAmount price) {
        Violations.given(price, "price");
        return new Tariff(Kind.GRADUATED, List.of(Tier.above(0, price)), Optional.empty());
    }

    /** Each tier at its own price. */
    public static Tariff graduated(List<Tier> tiers) {
        return new Tariff(Kind.GRADUATED, tiers, Optional.empty());
    }

    /** All at the price of the tier that is reached. */
    public static Tariff volume(List<Tier> tiers) {
        return new Tariff(Kind.VOLUME, tiers, Optional.empty());
    }

    /** {@code price} for each {@code size} begun. */
    public static Tariff packages(BigDecimal size, MonetaryAmount price) {
        Violations.given(size, "packageSize");
        Violations.given(price, "price");
        return new Tariff(Kind.PACKAGE, List.of(Tier.above(0, price)), Optional.of(size));
    }

    /** How tiers count. */
    @JsonProperty("kind")
    public Kind kind() {
        return kind;
    }

    /** The tiers, lowest first. */
    @JsonProperty(TIERS)
    public List<Tier> tiers() {
        return tiers;
    }

    /** How many are in a package, for packages only. */
    @JsonProperty("packageSize")
    public Optional<BigDecimal> packageSize() {
        return packageSize;
    }

    /** Currency of all prices. */
    public CurrencyUnit currency() {
        return tiers.get(0).price().getCurrency();
    }

    /** The numbers and prices that make up {@code quantity}; each at least 0, none empty but for a quantity of 0. */
    public List<Part> parts(BigDecimal quantity) {
        if (quantity.signum() < 0) {
            Violations.of("tariff")
                    .check(false, "quantity", quantity, "must be 0 or more", "give back with a credit instead")
                    .throwIfAny();
        }
        if (packageSize.isPresent()) {
            BigDecimal packages = quantity.divide(packageSize.get(), 0, RoundingMode.CEILING);
            return List.of(new Part(packages, tiers.get(0).price()));
        }
        return kind == Kind.VOLUME ? List.of(volumePart(quantity)) : graduatedParts(quantity);
    }

    private Part volumePart(BigDecimal quantity) {
        Tier reached = tiers.get(0);
        for (Tier tier : tiers) {
            if (quantity.compareTo(tier.above()) > 0) {
                reached = tier;
            }
        }
        return new Part(quantity, reached.price());
    }

    private List<Part> graduatedParts(BigDecimal quantity) {
        List<Part> parts = new ArrayList<>(tiers.size());
        for (int i = 0; i < tiers.size(); i++) {
            Tier tier = tiers.get(i);
            BigDecimal top = i + 1 < tiers.size() ? tiers.get(i + 1).above().min(quantity) : quantity;
            if (i == 0 || top.compareTo(tier.above()) > 0) {
                parts.add(new Part(top.subtract(tier.above()), tier.price()));
            }
        }
        return List.copyOf(parts);
    }

    /** What {@code quantity} costs, exact. */
    public MonetaryAmount cost(BigDecimal quantity) {
        BigDecimal sum = parts(quantity).stream().map(Part::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Amounts.of(sum, currency());
    }

    /** This tariff with every price times {@code times}: that of more periods at once. */
    public Tariff times(int times) {
        return times == 1
                ? this
                : map(price ->
                        Amounts.of(Amounts.decimal(price).multiply(BigDecimal.valueOf(times)), price.getCurrency()));
    }

    /**
     * This tariff and {@code other} on the same quantity together, or none where no tariff says that: of two kinds of tiers, or of
     * packages of two sizes. One price for each goes with every kind of tiers.
     */
    public Optional<Tariff> plus(Tariff other) {
        boolean alike = kind == other.kind || (isFlat() && !other.isPackage()) || (other.isFlat() && !isPackage());
        if (!alike || !packageSize.equals(other.packageSize) || !currency().equals(other.currency())) {
            return Optional.empty();
        }
        TreeSet<BigDecimal> steps = new TreeSet<>();
        tiers.forEach(tier -> steps.add(tier.above()));
        other.tiers.forEach(tier -> steps.add(tier.above()));
        List<Tier> sum = steps.stream()
                .map(above -> new Tier(above, Amounts.of(priceAbove(above).add(other.priceAbove(above)), currency())))
                .toList();
        return Optional.of(new Tariff(isFlat() ? other.kind : kind, sum, packageSize));
    }

    private boolean isFlat() {
        return tiers.size() == 1 && !isPackage();
    }

    private boolean isPackage() {
        return kind == Kind.PACKAGE;
    }

    private BigDecimal priceAbove(BigDecimal above) {
        BigDecimal price = Amounts.decimal(tiers.get(0).price());
        for (Tier tier : tiers) {
            price = tier.above().compareTo(above) <= 0 ? Amounts.decimal(tier.price()) : price;
        }
        return price;
    }

    /** This volume tariff for who has {@code others} already: its tiers are reached so much sooner. Of others nothing changes. */
    Tariff beside(BigDecimal others) {
        if (kind != Kind.VOLUME || others.signum() == 0) {
            return this;
        }
        List<Tier> left = new ArrayList<>(tiers.size());
        for (Tier tier : tiers) {
            BigDecimal above = tier.above().subtract(others);
            if (above.signum() <= 0) {
                left.clear();
            }
            left.add(new Tier(above.max(BigDecimal.ZERO), tier.price()));
        }
        return new Tariff(kind, left, packageSize);
    }

    /** This tariff with another price in every tier. */
    public Tariff map(UnaryOperator<MonetaryAmount> price) {
        List<Tier> mapped = tiers.stream()
                .map(tier -> new Tier(tier.above(), price.apply(tier.price())))
                .toList();
        return new Tariff(kind, mapped, packageSize);
    }

    private void check() {
        Violations violations = Violations.of("tariff")
                .check(!tiers.isEmpty(), TIERS, tiers, "must have one tier at least", "give the price of the first")
                .check(
                        (kind == Kind.PACKAGE) == packageSize.isPresent(),
                        "packageSize",
                        packageSize.map(Object::toString).orElse(""),
                        "must be given for packages, and for nothing else",
                        "say how many are in a package")
                .check(
                        packageSize.map(size -> size.signum() > 0).orElse(true),
                        "packageSize",
                        packageSize.map(Object::toString).orElse(""),
                        "must be more than 0",
                        "say how many are in a package")
                .check(
                        kind != Kind.PACKAGE || tiers.size() <= 1,
                        TIERS,
                        tiers.size(),
                        "must be one for packages",
                        "use a volume tariff for more prices");
        for (int i = 0; i < tiers.size(); i++) {
            Tier tier = tiers.get(i);
            BigDecimal price = Amounts.decimal(tier.price());
            boolean inOrder = i == 0
                    ? tier.above().signum() == 0
                    : tier.above().compareTo(tiers.get(i - 1).above()) > 0;
            violations
                    .check(
                            inOrder,
                            TIERS,
                            tier.above(),
                            "must begin at 0 and rise",
                            "give each tier the number above which it counts")
                    .check(price.signum() >= 0, TIERS, price, "must be 0 or more", "use a discount instead")
                    .check(
                            price.scale() <= MAX_DECIMALS,
                            TIERS,
                            price,
                            "must have at most " + MAX_DECIMALS + " decimals",
                            "round it")
                    .check(
                            tier.price().getCurrency().equals(currency()),
                            TIERS,
                            tier.price(),
                            "must be in one currency",
                            "give all in " + currency());
        }
        violations.throwIfAny();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tariff tariff
                && tariff.kind == kind
                && tariff.tiers.equals(tiers)
                && tariff.packageSize.equals(packageSize);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, tiers, packageSize);
    }

    @Override
    public String toString() {
        if (kind != Kind.PACKAGE && tiers.size() == 1) {
            return tiers.get(0).price().toString();
        }
        String prices = tiers.stream()
                .map(tier -> (tier.above().signum() > 0 ? ">" + tier.above() + " " : "") + tier.price())
                .collect(Collectors.joining(", "));
        return kind + " " + prices + packageSize.map(size -> " per " + size).orElse("");
    }
}
