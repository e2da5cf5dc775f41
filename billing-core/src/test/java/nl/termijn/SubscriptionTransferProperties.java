package nl.termijn;

import static nl.termijn.testing.TestBilling.customer;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.SubscriptionService.Succession;
import nl.termijn.SubscriptionService.SuccessionPreview;
import nl.termijn.SubscriptionService.Transfer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.money.Amounts;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.Subscription;
import nl.termijn.testing.TestBilling;

/** A transfer bills every day to exactly one customer, and both together what one alone would have paid. */
class SubscriptionTransferProperties {
    private static final CustomerReference L = CustomerReference.of("L");
    private static final YearMonth FIRST = YearMonth.of(2024, 1);
    private static final int MONTHS = 30;

    /** What a business comes to: the days on each one's invoices, credited ones taken off, and the money. */
    private static final class Billed {
        private final Map<LocalDate, Integer> days = new HashMap<>();
        private BigDecimal net = BigDecimal.ZERO;

        private Billed(TestBilling seller, CustomerReference customer) {
            for (Invoice document : seller.billing.invoices().ofCustomer(customer)) {
                net = net.add(Amounts.decimal(document.totals().net()));
                for (InvoiceLine line : document.lines()) {
                    int times = line.amount().isNegative() ? -1 : 1;
                    line.days().ifPresent(range -> {
                        for (LocalDate day = range.from(); day.isBefore(range.to()); day = day.plusDays(1)) {
                            days.merge(day, times, Integer::sum);
                        }
                    });
                }
            }
        }

        private int times(LocalDate day) {
            return days.getOrDefault(day, 0);
        }
    }

    private static TestBilling seller(LocalDate start, int cycle, BillingTiming timing, String price) {
        TestBilling seller = TestBilling.open();
        seller.billing.customers().put(customer("L").build());
        return seller.on(FIRST.atDay(1).toString())
                .subscription(
                        start.toString(),
                        price,
                        subscription -> subscription.cycleMonths(cycle).timing(timing));
    }

    @Property(tries = 400, seed = "20261127")
    void every_day_is_billed_to_one_customer_and_both_pay_what_one_would_have(
            @ForAll @IntRange(max = 75) int startAfter,
            @ForAll @IntRange(min = 1, max = 12) int cycle,
            @ForAll BillingTiming timing,
            @ForAll @IntRange(min = 500, max = 20_000) int cents,
            @ForAll @IntRange(max = 14) int runsBefore,
            @ForAll @IntRange(max = 400) int cutAfter,
            @ForAll Ending ending,
            @ForAll boolean sent) {
        LocalDate start = FIRST.atDay(1).plusDays(startAfter);
        String price = BigDecimal.valueOf(cents, 2).toPlainString();
        TestBilling one = seller(start, cycle, timing, price);
        TestBilling two = seller(start, cycle, timing, price);
        Billed moved = null;
        for (int i = 0; i < MONTHS; i++) {
            String month = FIRST.plusMonths(i).toString();
            one.runAndSend(month);
            if (sent) {
                two.runAndSend(month);
            } else {
                two.run(month);
            }
            if (i == runsBefore) {
                moved = transfer(two, start.plusDays(cutAfter), ending);
            }
        }
        assertThat(moved).isNotNull();
        Subscription old = two.subscription();
        Subscription successor = two.billing.subscriptions().find(ref("S-2")).orElseThrow();
        Billed alone = new Billed(one, TestBilling.K);
        Billed first = new Billed(two, TestBilling.K);
        Billed next = new Billed(two, L);
        assertThat(successor.firstDay()).isEqualTo(old.end().orElseThrow());
        LocalDate through = one.subscription().billedThrough();
        assertThat(successor.billedThrough()).isEqualTo(through);
        for (LocalDate day = start; day.isBefore(through); day = day.plusDays(1)) {
            boolean taken = !day.isBefore(successor.firstDay());
            assertThat(first.times(day)).as("%s, first", day).isEqualTo(taken ? 0 : 1);
            assertThat(next.times(day)).as("%s, next", day).isEqualTo(taken ? 1 : 0);
        }
        assertThat(first.net.add(next.net)).isEqualByComparingTo(alone.net);
        Statistics.label("within what was billed")
                .collect(!successor.firstDay().equals(start) && first.days.containsValue(0));
    }

    /** Does it, and holds it against its preview. */
    private static Billed transfer(TestBilling seller, LocalDate day, Ending ending) {
        Transfer transfer = new Transfer(L, ref("S-2"), day, ending);
        SuccessionPreview preview = seller.billing.subscriptions().previewTransfer(ref("S"), transfer);
        Billed before = new Billed(seller, TestBilling.K);
        Succession done = seller.billing.subscriptions().transfer(ref("S"), transfer);
        done.ended().creditNotes().forEach(note -> seller.billing.invoices().send(note.id()));
        Billed after = new Billed(seller, TestBilling.K);
        BigDecimal givenBack = Amounts.decimal(preview.end().credited())
                .add(Amounts.decimal(preview.end().cut()));
        assertThat(before.net.subtract(after.net)).as("given back").isEqualByComparingTo(givenBack);
        assertThat(Amounts.decimal(preview.charged())).as("charged to the next").isEqualByComparingTo(givenBack);
        return after;
    }
}
