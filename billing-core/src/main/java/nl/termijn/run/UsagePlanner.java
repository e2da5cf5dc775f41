package nl.termijn.run;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.money.CurrencyUnit;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.invoice.UsageReading;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.price.Tariff;
import nl.termijn.subscription.Subscription;

/** The line that a reading makes, or a correction of it: what it costs now less what was charged. Pure. */
public final class UsagePlanner {
    private UsagePlanner() {}

    /**
     * What {@code reading} adds to what {@code before} charged.
     *
     * @param before the reading that is corrected, if any
     * @param subscription that it belongs to
     * @param date of the line; the run after it bills it
     * @param language of the text
     * @return a line, negative where too much was charged; nothing where the charge is as it was
     */
    public static Optional<PendingLine> line(
            PendingLineReference reference,
            UsageReading reading,
            Optional<UsageReading> before,
            Subscription subscription,
            LocalDate date,
            Locale language) {
        BigDecimal quantity = reading.tariff().charged(reading.used());
        Tariff tariff = reading.tariff().tariff();
        CurrencyUnit currency = tariff.currency();
        BigDecimal difference =
                cost(reading).subtract(before.map(UsagePlanner::cost).orElse(BigDecimal.ZERO));
        if (difference.signum() == 0) {
            return Optional.empty();
        }
        PendingLine.Builder line = PendingLine.builder()
                .reference(reference)
                .customer(subscription.customer())
                .date(date)
                .productCode(reading.productCode())
                .labels(subscription.labels())
                .days(reading.days())
                .pricing(reading.pricing())
                .product(reading.product());
        List<Tariff.Part> parts = tariff.parts(quantity);
        if (before.isEmpty() && parts.size() == 1) {
            return Optional.of(line.description(reading.description())
                    .quantity(parts.get(0).quantity())
                    .unitPrice(parts.get(0).price())
                    .build());
        }
        String text = before.isEmpty()
                ? PlanTexts.withTiers(language, reading.description(), parts)
                : PlanTexts.corrected(
                        language, reading.description(), before.get().used(), reading.used());
        return Optional.of(line.description(text)
                .unitPrice(Amounts.of(difference, currency))
                .build());
    }

    /** What a reading costs, rounded as its line is. */
    private static BigDecimal cost(UsageReading reading) {
        Tariff tariff = reading.tariff().tariff();
        BigDecimal exact = Amounts.decimal(tariff.cost(reading.tariff().charged(reading.used())));
        return Rounding.of(tariff.currency()).round(exact);
    }
}
