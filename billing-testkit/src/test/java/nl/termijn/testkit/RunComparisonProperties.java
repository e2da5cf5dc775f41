package nl.termijn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import nl.termijn.Billing;
import nl.termijn.RunComparison;
import nl.termijn.RunReport;
import nl.termijn.customer.Customer;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.money.Amounts;
import nl.termijn.review.InvoiceDifference;
import nl.termijn.store.memory.InMemoryBillingStore;

/** A run beside the month before, on businesses with any history: every cent of the difference has a cause. */
class RunComparisonProperties {

    @Provide
    Arbitrary<BillingHistory.Life> lives() {
        return BillingHistory.lives(30);
    }

    @Property(tries = 500, seed = "20261201")
    void the_causes_sum_to_the_difference_and_the_figures_are_those_of_the_run(
            @ForAll("lives") BillingHistory.Life life) {
        BillingHistory history = BillingHistory.on(new InMemoryBillingStore(), life);
        life.steps().forEach(history::apply);
        Billing billing = history.billing();
        YearMonth month = YearMonth.from(billing.today()).plusMonths(1);
        billing.runs().run(month.minusMonths(1));
        billing.invoices().approveAll("all");
        billing.invoices().sendApproved();
        history.clock().goTo(month.atDay(1));
        List<InvoiceDifference> all = new ArrayList<>();
        RunComparison comparison = billing.runs().comparison(month, Optional.empty(), all::add);
        BigDecimal difference = BigDecimal.ZERO;
        for (InvoiceDifference each : all) {
            BigDecimal causes = BigDecimal.ZERO;
            for (InvoiceDifference.Cause cause : each.causes()) {
                assertThat(Amounts.decimal(cause.amount()).signum()).isNotZero();
                causes = causes.add(Amounts.decimal(cause.amount()));
            }
            assertThat(causes).isEqualByComparingTo(Amounts.decimal(each.amount()));
            difference = difference.add(causes);
        }
        assertThat(Amounts.decimal(comparison.now().net())
                        .subtract(Amounts.decimal(comparison.before().net())))
                .isEqualByComparingTo(difference);
        assertThat(comparison.byReason().values().stream()
                        .map(Amounts::decimal)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(difference);
        assertThat(Amounts.decimal(comparison.before().net()))
                .isEqualByComparingTo(madeOf(billing, month.minusMonths(1)));
        RunReport run = billing.runs().run(month);
        assertThat(run.made()).isEqualTo(comparison.now().documents());
        assertThat(run.net()).isEqualTo(comparison.now().net());
        Statistics.label("something differs")
                .collect(!all.isEmpty())
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
        all.forEach(
                each -> each.causes().forEach(cause -> Statistics.label("cause").collect(cause.reason())));
    }

    private static BigDecimal madeOf(Billing billing, YearMonth month) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Customer customer : billing.customers().page(Optional.empty(), 10)) {
            for (Invoice document : billing.invoices().ofCustomer(customer.reference())) {
                boolean counts = document.status() != InvoiceStatus.WITHDRAWN
                        && document.kind() == InvoiceKind.INVOICE
                        && document.allRunMonths().stream()
                                .max(Comparator.naturalOrder())
                                .equals(Optional.of(month));
                sum = counts ? sum.add(Amounts.decimal(document.totals().net())) : sum;
            }
        }
        return sum;
    }
}
