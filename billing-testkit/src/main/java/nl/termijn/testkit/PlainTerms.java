package nl.termijn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.PriceBasis;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.TermsChange;

/** The terms of a subscription by rule C1, computed from its changes alone. */
final class PlainTerms {
    private final Subscription subscription;
    private final List<Dated> dated = new ArrayList<>();

    /** What counts from a day on; a price is agreed, or the list's where it is empty. */
    private record Dated(
            LocalDate from,
            boolean atOnce,
            Optional<Optional<BigDecimal>> price,
            Optional<BigDecimal> quantity,
            Optional<String> product) {
        Dated quantityOnly() {
            return new Dated(from, atOnce, Optional.empty(), quantity, Optional.empty());
        }
    }

    private PlainTerms(Subscription subscription) {
        this.subscription = subscription;
    }

    static PlainTerms of(Subscription subscription) {
        PlainTerms terms = new PlainTerms(subscription);
        subscription.changes().forEach(terms::enter);
        return terms;
    }

    private void enter(TermsChange change) {
        LocalDate from = change.effectiveFrom();
        boolean otherProduct =
                change.productCode().isPresent() && !change.productCode().equals(product(from, from));
        if (otherProduct) {
            dated.replaceAll(each -> each.from().isAfter(from) ? each.quantityOnly() : each);
        }
        dated.add(new Dated(
                from,
                change.effect() == TermsChange.Effect.AT_ONCE,
                change.unitPrice().isPresent() || change.listPrice()
                        ? Optional.of(change.unitPrice().map(Amounts::decimal))
                        : Optional.empty(),
                change.quantity(),
                change.productCode()));
    }

    /** The days in {@code stretch} on which terms may be other than on the day before. */
    NavigableSet<LocalDate> daysToLookAt(DateRange stretch, PlainCalendar calendar) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        days.add(stretch.from());
        dated.stream().map(Dated::from).filter(stretch::contains).forEach(days::add);
        LocalDate day = stretch.from();
        while (day.isBefore(stretch.to())) {
            days.add(day);
            day = calendar.at(day).orElseThrow().to();
        }
        return days;
    }

    /** Checks that {@code line} charges {@code day} at the terms in force. */
    void check(DayLedger.Line line, LocalDate day, PlainCalendar calendar) {
        LocalDate period = calendar.at(day).orElseThrow().from();
        LocalDate piece = period.isBefore(line.days().from()) ? line.days().from() : period;
        Optional<BigDecimal> agreed = agreed(piece, day);
        assertThat(line.data().productCode())
                .as("product of %s of %s on %s", line, subscription.reference(), day)
                .isEqualTo(product(piece, day));
        // of a price of the list, and of tiers, the list decides how it is written
        agreed.ifPresent(price -> {
            BigDecimal months = subscription.priceBasis() == PriceBasis.PER_CYCLE
                    ? BigDecimal.ONE
                    : BigDecimal.valueOf(line.service().orElseThrow().cycle().months());
            assertThat(Amounts.decimal(line.data().unitPrice()))
                    .as("price of %s of %s on %s", line, subscription.reference(), day)
                    .isEqualByComparingTo(price.multiply(months));
            assertThat(line.data().quantity())
                    .as("quantity of %s of %s on %s", line, subscription.reference(), day)
                    .isEqualByComparingTo(quantity(piece, day));
        });
    }

    private Optional<BigDecimal> agreed(LocalDate piece, LocalDate day) {
        Optional<BigDecimal> agreed = subscription.unitPrice().map(Amounts::decimal);
        for (Dated each : counting(piece, day)) {
            agreed = each.price().orElse(agreed);
        }
        return agreed;
    }

    private BigDecimal quantity(LocalDate piece, LocalDate day) {
        BigDecimal quantity = subscription.quantity();
        for (Dated each : counting(piece, day)) {
            quantity = each.quantity().orElse(quantity);
        }
        return quantity;
    }

    private Optional<String> product(LocalDate piece, LocalDate day) {
        Optional<String> product = subscription.productCode();
        for (Dated each : counting(piece, day)) {
            product = each.product().isPresent() ? each.product() : product;
        }
        return product;
    }

    /** Those that count on {@code day} of a piece that begins on {@code piece}, in the order of their days. */
    private List<Dated> counting(LocalDate piece, LocalDate day) {
        return dated.stream()
                .filter(each -> !each.from().isAfter(each.atOnce() ? day : piece))
                .sorted(Comparator.comparing(Dated::from))
                .toList();
    }
}
