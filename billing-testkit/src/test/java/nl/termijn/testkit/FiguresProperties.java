package nl.termijn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.money.MonetaryAmount;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import nl.termijn.Billing;
import nl.termijn.RunReport;
import nl.termijn.customer.Customer;
import nl.termijn.figures.Aging;
import nl.termijn.figures.Forecast;
import nl.termijn.figures.RevenueMovement;
import nl.termijn.figures.ServiceRevenue;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.TopUp;
import nl.termijn.invoice.VatRow;
import nl.termijn.money.Amounts;
import nl.termijn.store.memory.InMemoryBillingStore;

/** The laws of figures, on businesses with any history. The seeds are fixed, as those of the other laws. */
class FiguresProperties {

    @Provide
    Arbitrary<BillingHistory.Life> lives() {
        return BillingHistory.lives(25);
    }

    private static BillingHistory lived(BillingHistory.Life life) {
        BillingHistory history = BillingHistory.on(new InMemoryBillingStore(), life);
        life.steps().forEach(history::apply);
        return history;
    }

    private static BigDecimal sum(Iterable<MonetaryAmount> amounts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (MonetaryAmount amount : amounts) {
            sum = sum.add(Amounts.decimal(amount));
        }
        return sum;
    }

    @Property(tries = 400, seed = "20261127")
    void what_was_forecast_is_what_the_runs_make_when_nothing_changes(
            @ForAll("lives") BillingHistory.Life life, @ForAll @IntRange(min = 1, max = 14) int months) {
        BillingHistory history = lived(life);
        Billing billing = history.billing();
        YearMonth first = YearMonth.from(billing.today()).plusMonths(1);
        Forecast forecast = billing.figures().forecast(first, months);
        boolean any = false;
        for (Forecast.Month month : forecast.months()) {
            history.clock().goTo(month.month().atDay(1));
            RunReport made = billing.runs().run(month.month());
            assertThat(made.made()).as("drafts of %s", month.month()).isEqualTo(month.documents());
            assertThat(made.net()).isEqualTo(month.net());
            assertThat(made.vat()).isEqualTo(month.vat());
            assertThat(made.gross()).isEqualTo(month.gross());
            assertThat(rows(made.vatRows())).isEqualTo(rows(month.vatRows()));
            assertThat(netByProduct(billing, made)).isEqualTo(decimals(month.netByProduct()));
            any |= made.made() > 0;
        }
        Statistics.label("something to make")
                .collect(any)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
    }

    private static Map<String, String> rows(Iterable<VatRow> rows) {
        Map<String, String> texts = new HashMap<>();
        rows.forEach(
                row -> texts.put(row.category() + " " + row.rate().toPlainString(), row.taxable() + " " + row.vat()));
        return texts;
    }

    private static Map<String, BigDecimal> decimals(Map<String, MonetaryAmount> amounts) {
        Map<String, BigDecimal> decimals = new HashMap<>();
        amounts.forEach((product, amount) -> decimals.put(product, Amounts.decimal(amount)));
        return decimals;
    }

    private static Map<String, BigDecimal> netByProduct(Billing billing, RunReport made) {
        Map<String, BigDecimal> sums = new HashMap<>();
        for (InvoiceId id : made.drafts()) {
            Invoice draft = billing.invoices().find(id).orElseThrow();
            for (int i = 0; i < draft.lines().size(); i++) {
                sums.merge(
                        draft.lines().get(i).productCode().orElse(""),
                        Amounts.decimal(draft.totals().lineNets().get(i)),
                        BigDecimal::add);
            }
        }
        return sums;
    }

    @Property(tries = 400, seed = "20261128")
    void recurring_revenue_moves_by_its_parts_between_any_days(
            @ForAll("lives") BillingHistory.Life life,
            @ForAll @IntRange(max = 1500) int start,
            @ForAll @IntRange(max = 500) int first,
            @ForAll @IntRange(max = 500) int second) {
        Billing billing = lived(life).billing();
        LocalDate a = LocalDate.of(2023, 6, 1).plusDays(start);
        LocalDate b = a.plusDays(first);
        LocalDate c = b.plusDays(second);
        RevenueMovement before = billing.figures().movement(a, b);
        RevenueMovement after = billing.figures().movement(b, c);
        RevenueMovement whole = billing.figures().movement(a, c);
        for (RevenueMovement moved : new RevenueMovement[] {before, after, whole}) {
            assertThat(Amounts.decimal(moved.opening())
                            .add(Amounts.decimal(moved.gained()))
                            .add(Amounts.decimal(moved.reactivated()))
                            .add(Amounts.decimal(moved.expansion()))
                            .subtract(Amounts.decimal(moved.contraction()))
                            .subtract(Amounts.decimal(moved.churn())))
                    .isEqualByComparingTo(Amounts.decimal(moved.closing()));
            for (MonetaryAmount part : new MonetaryAmount[] {
                moved.gained(), moved.reactivated(), moved.expansion(), moved.contraction(), moved.churn()
            }) {
                assertThat(Amounts.decimal(part).signum()).isNotNegative();
            }
        }
        assertThat(before.closing()).isEqualTo(after.opening());
        assertThat(whole.opening()).isEqualTo(before.opening());
        assertThat(whole.closing()).isEqualTo(after.closing());
        assertThat(Amounts.decimal(billing.figures().recurring(c).monthly()))
                .isEqualByComparingTo(Amounts.decimal(whole.closing()));
        assertThat(sum(billing.figures().recurring(c).byProduct().values()))
                .isEqualByComparingTo(Amounts.decimal(whole.closing()));
        Statistics.label("moves")
                .collect(Amounts.decimal(whole.closing()).compareTo(Amounts.decimal(whole.opening())) != 0)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 20));
    }

    @Property(tries = 400, seed = "20261129")
    void earned_and_deferred_are_what_was_invoiced_and_in_the_end_all_is_earned(
            @ForAll("lives") BillingHistory.Life life, @ForAll @IntRange(max = 1500) int day) {
        Billing billing = lived(life).billing();
        LocalDate on = LocalDate.of(2023, 12, 1).plusDays(day);
        ServiceRevenue revenue = billing.figures().revenue(on);
        BigDecimal invoiced = BigDecimal.ZERO;
        for (Customer customer : billing.customers().page(Optional.empty(), 10)) {
            for (Invoice document : billing.invoices().ofCustomer(customer.reference())) {
                boolean sent = document.issuance().isPresent()
                        && !document.issuance().get().issuedOn().isAfter(on)
                        && document.withdrawal()
                                .map(withdrawal -> withdrawal.withdrawnOn().isAfter(on))
                                .orElse(true);
                invoiced = sent ? invoiced.add(Amounts.decimal(document.totals().net())) : invoiced;
            }
        }
        assertThat(Amounts.decimal(revenue.total().invoiced())).isEqualByComparingTo(invoiced);
        assertThat(Amounts.decimal(revenue.total().earned())
                        .add(Amounts.decimal(revenue.total().deferred())))
                .isEqualByComparingTo(invoiced);
        assertThat(sum(revenue.byProduct().values().stream()
                        .map(ServiceRevenue.Part::earned)
                        .toList()))
                .isEqualByComparingTo(Amounts.decimal(revenue.total().earned()));
        ServiceRevenue end = billing.figures().revenue(LocalDate.of(2060, 1, 1));
        assertThat(Amounts.decimal(end.total().deferred()))
                .as("all but what was paid ahead and is not used yet")
                .isEqualByComparingTo(unused(billing));
    }

    /** Without VAT, what sent top-ups have left after what sent documents took of them. */
    private static BigDecimal unused(Billing billing) {
        BigDecimal unused = BigDecimal.ZERO;
        Set<LineReference> topUps = new HashSet<>();
        List<Invoice> sent = billing.customers().page(Optional.empty(), 10).stream()
                .flatMap(customer -> billing.invoices().ofCustomer(customer.reference()).stream())
                .filter(document -> document.status() == InvoiceStatus.SENT)
                .toList();
        for (Invoice document : sent) {
            for (int i = 0; i < document.lines().size(); i++) {
                if (TopUp.isTopUp(document.lines().get(i))) {
                    topUps.add(new LineReference(document.id(), i + 1));
                    unused = unused.add(
                            Amounts.decimal(document.totals().lineNets().get(i)));
                }
            }
        }
        for (Invoice document : sent) {
            for (int i = 0; i < document.lines().size(); i++) {
                if (document.lines()
                        .get(i)
                        .origin()
                        .corrected()
                        .filter(topUps::contains)
                        .isPresent()) {
                    unused = unused.add(
                            Amounts.decimal(document.totals().lineNets().get(i)));
                }
            }
        }
        return unused;
    }

    @Property(tries = 300, seed = "20261130")
    void what_is_owed_by_age_less_credit_is_what_the_statements_say(
            @ForAll("lives") BillingHistory.Life life, @ForAll @IntRange(max = 1500) int day) {
        Billing billing = lived(life).billing();
        LocalDate on = LocalDate.of(2023, 12, 1).plusDays(day);
        Aging aging = billing.figures().aging(on);
        BigDecimal balance = BigDecimal.ZERO;
        for (Customer customer : billing.customers().page(Optional.empty(), 10)) {
            balance = balance.add(Amounts.decimal(
                    billing.payments().statement(customer.reference(), on).balance()));
        }
        assertThat(Amounts.decimal(aging.totalOwed()).subtract(Amounts.decimal(aging.credit())))
                .isEqualByComparingTo(balance);
        assertThat(sum(aging.owed().values())).isEqualByComparingTo(Amounts.decimal(aging.totalOwed()));
    }
}
