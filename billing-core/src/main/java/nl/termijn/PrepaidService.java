package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.NotFoundException;
import nl.termijn.error.Violations;
import nl.termijn.money.Amounts;
import nl.termijn.run.BillingAccount;
import nl.termijn.run.InvoicePlan;

/**
 * Balances that were paid ahead. A top-up is a payment without an invoice ({@code payments().receive}); it is the customer's
 * credit, and each invoice draws on it when it is sent (rule F2). What it will be used for is not known when it is paid, so VAT
 * is charged with the invoices that use it, not with the top-up (article 65 of directive 2006/112/EC as the court reads it in
 * C-419/02).
 */
public final class PrepaidService {
    private static final int LONGEST = 24;

    private final Session session;

    PrepaidService(Session session) {
        this.session = session;
    }

    /**
     * What a month asks of a balance.
     *
     * @param month of the run
     * @param due what its invoice will be, with VAT
     * @param left of the balance after it; below 0 when it does not reach
     */
    public record Drawn(YearMonth month, MonetaryAmount due, MonetaryAmount left) {}

    /**
     * A balance and what draws on it.
     *
     * @param available the customer's credit less what he owes; below 0 when he owes more
     * @param months to come, as the runs will make them when nothing changes
     */
    public record Standing(MonetaryAmount available, List<Drawn> months) {
        /** Copies the months. */
        public Standing {
            months = List.copyOf(months);
        }

        /** The first month that the balance does not reach; nothing when it reaches for all. */
        public Optional<YearMonth> shortIn() {
            return months.stream()
                    .filter(drawn -> drawn.left().signum() < 0)
                    .map(Drawn::month)
                    .findFirst();
        }

        /** What must be topped up for all of the months; 0 when nothing. */
        public MonetaryAmount topUp() {
            CurrencyUnit currency = available.getCurrency();
            return months.isEmpty() || months.get(months.size() - 1).left().signum() >= 0
                    ? Amounts.zero(currency)
                    : Amounts.negate(months.get(months.size() - 1).left());
        }
    }

    /**
     * The balance of a customer and what the runs of the next {@code months} months, the present one included where it is still to
     * be made, will draw on it.
     *
     * @param months 1 to 24
     */
    public Standing standing(CustomerReference customer, int months) {
        given(customer, "customer");
        Violations.of("prepaid")
                .check(months >= 1 && months <= LONGEST, "months", months, "must be 1 to " + LONGEST, "three are usual")
                .throwIfAny();
        return session.work(work -> {
            CurrencyUnit currency = work.administration().currency();
            YearMonth first = YearMonth.from(work.today());
            Set<YearMonth> asked = new TreeSet<>();
            for (int i = 0; i < months; i++) {
                asked.add(first.plusMonths(i));
            }
            BillingAccount account = work.unit()
                    .customers()
                    .account(customer, asked)
                    .orElseThrow(() -> new NotFoundException("customer", customer.value()));
            BigDecimal left = work.balance(customer).negate();
            MonetaryAmount available = Amounts.of(left, currency);
            List<Drawn> drawn = new ArrayList<>();
            for (InvoicePlan plan : work.planner().planRuns(account, first, months)) {
                BigDecimal due = plan instanceof InvoicePlan.Draft draft
                        ? Amounts.decimal(draft.totals().gross())
                        : BigDecimal.ZERO;
                left = left.subtract(due);
                drawn.add(new Drawn(
                        first.plusMonths(drawn.size()), Amounts.of(due, currency), Amounts.of(left, currency)));
            }
            return new Standing(available, drawn);
        });
    }
}
