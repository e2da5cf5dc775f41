package nl.termijn.invoice;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import nl.termijn.money.Rounding;
import nl.termijn.period.DateRange;
import nl.termijn.period.DaySet;

/**
 * A billed line spread evenly over its periods and, within a period, over its days (rule E4): what of it is for some of
 * its days. Cumulative, so that any cut sums to the line.
 *
 * <pre>
 * 239.90 for [2025-08-18, 2026-08-18)   upTo(2025-09-17) = 239.90 * 30/365 = 19.72
 * 30.00 for 3 months from 1 January     upTo(2026-02-15) = 30.00 * (1 + 14/28) / 3 = 15.00
 * 30.00 for June                        without([06-20, 06-25)) = 30.00 * 25/30 = 25.00
 * </pre>
 */
final class LineSpread {
    private final LineOrigin.Service service;
    private final DateRange days;
    private final BigDecimal amount;
    private final Rounding rounding;

    private LineSpread(LineOrigin.Service service, DateRange days, BigDecimal amount, Rounding rounding) {
        this.service = service;
        this.days = days;
        this.amount = amount;
        this.rounding = rounding;
    }

    /** The spread of {@code amount} over the days of {@code line}, which bills days of a subscription. */
    static LineSpread of(InvoiceLine line, LineOrigin.Service service, BigDecimal amount) {
        return new LineSpread(
                service,
                line.days().orElseThrow(),
                amount,
                Rounding.of(line.amount().getCurrency()));
    }

    /** What of the amount is for {@code part} of the days: of adjoining parts the sum is that of both together. */
    BigDecimal of(DateRange part) {
        return upTo(part.to()).subtract(upTo(part.from()));
    }

    private BigDecimal upTo(LocalDate day) {
        if (!day.isAfter(days.from())) {
            return rounding.zero();
        }
        return day.isBefore(days.to()) ? stays(DaySet.of(DateRange.of(days.from(), day))) : amount;
    }

    /** What of the amount is for the days that are not in {@code gone}. */
    BigDecimal without(DaySet gone) {
        return gone.isEmpty() ? amount : stays(DaySet.of(days).without(gone));
    }

    /** {@code amount * (sum of days kept / days of their period) / periods}, exact until it is rounded once. */
    private BigDecimal stays(DaySet kept) {
        BigInteger numerator = BigInteger.ZERO;
        BigInteger denominator = BigInteger.ONE;
        for (int i = 0; i < service.periods(); i++) {
            DateRange period = period(i);
            BigInteger all = BigInteger.valueOf(ChronoUnit.DAYS.between(period.from(), period.to()));
            BigInteger own = BigInteger.valueOf(kept.within(period).days());
            numerator = numerator.multiply(all).add(own.multiply(denominator));
            denominator = denominator.multiply(all);
            BigInteger common = numerator.gcd(denominator);
            numerator = numerator.divide(common);
            denominator = denominator.divide(common);
        }
        return rounding.divide(
                amount.multiply(new BigDecimal(numerator)),
                new BigDecimal(denominator.multiply(BigInteger.valueOf(service.periods()))));
    }

    /** Period number {@code i} of the line; a part of a period counts as one of its own days (rule E4). */
    private DateRange period(int i) {
        return service.periods() == 1 ? days : service.period(i);
    }
}
