package nl.termijn.subscription;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import nl.termijn.error.Violations;

/**
 * A discount and how long it runs (rule C4). The count of periods is by the calendar: it begins after the trial, a broken
 * first period counts as one, and a paused or skipped period counts too.
 *
 * @param discount what is taken off
 * @param periods the first so many periods after the trial; empty is no such limit
 * @param before only periods that start before this day; empty is no such limit
 * @param products only while the subscription is for one of these; empty is no such limit
 */
public record TimedDiscount(Discount discount, OptionalInt periods, Optional<LocalDate> before, Set<String> products) {

    /** Checks the limits and copies the products. */
    public TimedDiscount {
        products = Collections.unmodifiableSet(new TreeSet<>(products));
        if (periods.isPresent() && periods.getAsInt() < 1) {
            Violations.of("discount")
                    .check(false, "discountPeriods", periods.getAsInt(), "must be 1 or more", "leave it out for always")
                    .throwIfAny();
        }
    }

    /** A discount on every product. */
    public TimedDiscount(Discount discount, OptionalInt periods, Optional<LocalDate> before) {
        this(discount, periods, before, Set.of());
    }

    /** The same for {@code products} only; for all where that is empty. */
    public TimedDiscount on(Set<String> products) {
        return new TimedDiscount(discount, periods, before, products);
    }

    /** A discount that never ends. */
    public static TimedDiscount always(Discount discount) {
        return new TimedDiscount(discount, OptionalInt.empty(), Optional.empty());
    }

    /** A discount for the first {@code periods} periods after the trial. */
    public static TimedDiscount firstPeriods(Discount discount, int periods) {
        return new TimedDiscount(discount, OptionalInt.of(periods), Optional.empty());
    }

    /** A discount for periods that start before {@code day}. */
    public static TimedDiscount before(Discount discount, LocalDate day) {
        return new TimedDiscount(discount, OptionalInt.empty(), Optional.of(day));
    }

    /** Whether it counts for {@code product}. */
    boolean isFor(Optional<String> product) {
        return products.isEmpty() || product.map(products::contains).orElse(false);
    }

    /** Whether it runs in the period that starts on {@code start} and is number {@code count} (from 0) after the trial. */
    boolean runsIn(int count, LocalDate start) {
        return (periods.isEmpty() || count < periods.getAsInt())
                && before.map(start::isBefore).orElse(true);
    }
}
