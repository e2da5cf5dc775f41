package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.administration.CreditLimit;
import nl.termijn.administration.EffectiveSetting;
import nl.termijn.administration.Setting;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.Violations;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.money.Amounts;

/**
 * How far a customer is from his credit limit. The host asks before it takes an order.
 *
 * <pre>
 * billing.credit().mayOrder(customer, money("240.00"))
 *     open 121.00 + drafts 60.50 + unbilled 12.10 + order 240.00 = 433.60, limit 400.00 by his group: PAY_FIRST
 * </pre>
 */
public final class CreditService {
    private final Session session;

    CreditService(Session session) {
        this.session = session;
    }

    /**
     * What a customer has of his limit, all with VAT.
     *
     * @param open what he owes less what he is owed
     * @param drafts what waits for approval
     * @param unbilled what is due by today and on no document: periods that have begun, or in arrears ended, and lines that wait
     * @param limit how much it may be, and on which level that is given
     */
    public record Standing(
            MonetaryAmount open, MonetaryAmount drafts, MonetaryAmount unbilled, EffectiveSetting<CreditLimit> limit) {
        /** All that counts. */
        public MonetaryAmount used() {
            return Amounts.plus(Amounts.plus(open, drafts), unbilled);
        }

        /** What is left of the limit, below zero where it is passed; nothing when there is no limit. */
        public Optional<MonetaryAmount> left() {
            return limit.value().amount().map(most -> Amounts.minus(most, used()));
        }
    }

    /**
     * Whether an order fits.
     *
     * @param standing before it
     * @param order with VAT
     */
    public record Answer(Standing standing, MonetaryAmount order) {
        /** What becomes of it; nothing when it fits. */
        public Optional<CreditLimit.Excess> excess() {
            return standing.left()
                    .filter(left -> Amounts.decimal(left).compareTo(Amounts.decimal(order)) < 0)
                    .map(any -> standing.limit().value().excess());
        }
    }

    /** What {@code customer} has of his limit today. */
    public Standing standing(CustomerReference customer) {
        given(customer, "customer");
        return session.work(work -> standing(work, work.customer(customer)));
    }

    /**
     * Whether {@code customer} may order for {@code amount}, with VAT, beside what counts already.
     *
     * @throws nl.termijn.error.InvalidInputException when it is below 0 or in another currency
     */
    public Answer mayOrder(CustomerReference customer, MonetaryAmount amount) {
        given(customer, "customer");
        given(amount, "amount");
        return session.work(work -> {
            Amounts.requireCurrency(amount, work.administration().currency(), "amount");
            Violations.of("order")
                    .check(amount.signum() >= 0, "amount", amount, "must be 0 or more", "give what it costs with VAT")
                    .throwIfAny();
            return new Answer(standing(work, work.activeCustomer(customer)), amount);
        });
    }

    private static Standing standing(Session.Work work, Customer customer) {
        CurrencyUnit currency = work.administration().currency();
        BigDecimal drafts = work.unit().invoices().ofCustomer(customer.reference()).stream()
                .filter(document -> document.status() == InvoiceStatus.AWAITING_APPROVAL)
                .map(CreditService::gross)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        MonetaryAmount unbilled = work.unit()
                .customers()
                .account(customer.reference(), Set.of())
                .map(account -> work.planner().unbilled(account, work.today()))
                .orElseGet(() -> Amounts.zero(currency));
        return new Standing(
                Amounts.of(work.balance(customer.reference()), currency),
                Amounts.of(drafts, currency),
                unbilled,
                work.settings(customer).effective(Setting.CREDIT_LIMIT));
    }

    private static BigDecimal gross(Invoice document) {
        return Amounts.decimal(document.totals().gross());
    }
}
