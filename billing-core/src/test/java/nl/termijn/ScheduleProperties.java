package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.invoice.Invoice;
import nl.termijn.money.Amounts;
import nl.termijn.testing.TestBilling;

class ScheduleProperties {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    /** For prices exact in cents, without percentage discount: merged periods are rounded once (rule C2). */
    @Property(tries = 120, seed = "20260103")
    void what_an_ended_subscription_has_cost_does_not_depend_on_the_schedule(
            @ForAll @IntRange(min = 0, max = 90) int startDay,
            @ForAll @IntRange(min = 0, max = 400) int lifetime,
            @ForAll @IntRange(min = 1, max = 20_000) int cents,
            @ForAll @IntRange(min = 0, max = 3) int cycle) {
        LocalDate start = FIRST.plusDays(startDay);
        LocalDate end = start.plusDays(lifetime);
        int months = new int[] {1, 1, 3, 12}[cycle];
        BigDecimal price = BigDecimal.valueOf(cents, 2);
        BigDecimal monthly = cost(start, end, price, months, 1);
        for (int schedule : new int[] {2, 3, 6, 12}) {
            assertThat(cost(start, end, price, months, schedule))
                    .as("%s at %s from %s to %s on schedule %s", months, price, start, end, schedule)
                    .isEqualByComparingTo(monthly);
        }
        Statistics.label("start").collect(start.getDayOfMonth() > 28 ? "end of month" : "plain");
    }

    private static BigDecimal cost(LocalDate start, LocalDate end, BigDecimal price, int months, int schedule) {
        TestBilling seller = TestBilling.open();
        seller.billing
                .customers()
                .put(TestBilling.customer("K")
                        .schedule(InvoiceSchedule.every(schedule, 1))
                        .build());
        seller.subscription(start.toString(), price.toPlainString(), s -> s.cycleMonths(months));
        YearMonth month = YearMonth.from(FIRST);
        for (; !month.atDay(1).isAfter(end); month = month.plusMonths(1)) {
            seller.runAndSend(month.toString());
        }
        seller.on(end.toString());
        seller.billing
                .subscriptions()
                .end(ref("S"), end, Ending.CREDIT)
                .creditNotes()
                .forEach(note -> seller.billing.invoices().send(note.id()));
        for (int i = 0; i < 12; i++) {
            seller.runAndSend(month.plusMonths(i).toString());
        }
        return seller.billing.invoices().ofCustomer(K).stream()
                .map(Invoice::totals)
                .map(totals -> Amounts.decimal(totals.net()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
