package nl.termijn.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.period.DateRange;

/**
 * A billed line spread evenly over its periods and, within a period, over its days (rule E4): what of it was for the days
 * before a day. Cumulative, so that any cut sums to the line.
 *
 * <pre>
 * 239.90 for [2025-08-18, 2026-08-18)   upTo(2025-09-17) = 239.90 * 30/365 = 19.72
 * 30.00 for 3 months from 1 January     upTo(2026-02-15) = 30.00 * (1 + 14/28) / 3 = 15.00
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

    /** The spread of a line that bills days of a subscription. */
    static LineSpread of(InvoiceLine line, LineOrigin.Service service) {
        return new LineSpread(
                service,
                line.days().orElseThrow(),
                Amounts.decimal(line.amount()),
                Rounding.of(line.amount().getCurrency()));
    }

    /** What of the line's amount is for its days before {@code day}. */
    BigDecimal upTo(LocalDate day) {
        if (!day.isAfter(days.from())) {
            return rounding.zero();
        }
        if (!day.isBefore(days.to())) {
            return amount;
        }
        if (service.periods() == 1) {
            return share(0, ChronoUnit.DAYS.between(days.from(), day), days.days());
        }
        int whole = service.cycle().indexOf(day) - service.index();
        DateRange period = service.period(whole);
        return share(whole, ChronoUnit.DAYS.between(period.from(), day), period.days());
    }

    /** {@code amount * (whole + u/d) / periods}, rounded once. */
    private BigDecimal share(int whole, long u, long d) {
        BigDecimal numerator = BigDecimal.valueOf(whole * d + u);
        return rounding.divide(amount.multiply(numerator), BigDecimal.valueOf(d * service.periods()));
    }
}
