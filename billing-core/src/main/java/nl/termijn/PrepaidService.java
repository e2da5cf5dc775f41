package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Policies.PrepaidVat;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.NotFoundException;
import nl.termijn.error.Violations;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.TopUp;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.run.BillingAccount;
import nl.termijn.run.BillingPlanner;
import nl.termijn.run.InvoicePlan;
import nl.termijn.vat.VatProduct;

/**
 * Balances that were paid ahead. When VAT is charged on them is the seller's policy ({@code Policies.prepaidVat}).
 *
 * <p>At their use, unless he says otherwise: a top-up is a payment without an invoice ({@code payments().receive}); it is the
 * customer's credit, and each invoice draws on it when it is sent (rule F2).
 *
 * <p>Or with the top-up: that is an invoice ({@link #topUp}), and runs draw on it with a negative line for what they bill at the
 * same VAT, until nothing is left. What is left can be credited like any other line. After a change of the VAT rate it pays for
 * nothing more at the new one: credit it then, and top up anew.
 *
 * <pre>
 * Invoice topUp = billing.prepaid().topUp(customer, money("100.00"), VatProduct.STANDARD);    // 121.00
 * billing.requests().request(topUp.id(), 14, "shop");                                        // paid first, or sent as it is
 * </pre>
 */
public final class PrepaidService {
    private static final int LONGEST = 24;

    private final Session session;
    private final DraftDesk drafts;

    PrepaidService(Session session, DraftDesk drafts) {
        this.session = session;
        this.drafts = drafts;
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
     * @param toppedUp what is left of top-ups with VAT, in the order in which it is drawn on
     * @param months to come, as the runs will make them when nothing changes
     */
    public record Standing(MonetaryAmount available, List<TopUp> toppedUp, List<Drawn> months) {
        /** Copies the months. */
        public Standing {
            toppedUp = List.copyOf(toppedUp);
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
     * Makes a draft that charges {@code amount} ahead, with its VAT; once it is sent, runs draw on it. In the pricing (without or with
     * VAT) that the seller's policies have.
     *
     * @param product what it can be used for, to the VAT: only lines at that VAT draw on it
     * @throws NotAllowedException when the seller charges VAT with the use
     * @throws nl.termijn.error.InvalidInputException when it is not above 0, in another currency, or finer than the minor unit
     */
    public Invoice topUp(CustomerReference customer, MonetaryAmount amount, VatProduct product) {
        return topUp(customer, amount, product, Optional.empty());
    }

    /**
     * The same under the host's key, unique in the administration, that does not name a person: the same top-up is made once, however
     * often it is asked for.
     *
     * @throws nl.termijn.error.ConflictException when the key was used for another document, or for a draft that was deleted
     */
    public Invoice topUp(CustomerReference customer, MonetaryAmount amount, VatProduct product, String key) {
        given(key, "key");
        return topUp(customer, amount, product, Optional.of(key));
    }

    private Invoice topUp(CustomerReference customer, MonetaryAmount amount, VatProduct product, Optional<String> key) {
        given(customer, "customer");
        given(amount, "amount");
        given(product, "product");
        String asked = "top-up " + customer + " " + amount.getCurrency() + " "
                + Amounts.decimal(amount).toPlainString() + " " + product;
        return session.work(work -> DraftDesk.once(work, key, asked, () -> topUp(work, customer, amount, product)));
    }

    private Invoice topUp(Session.Work work, CustomerReference customer, MonetaryAmount amount, VatProduct product) {
        Policies policies = work.administration().policies();
        if (policies.prepaidVat() == PrepaidVat.AT_USE) {
            throw new NotAllowedException(
                    Reason.FIXED,
                    customer.value(),
                    "No top-up with VAT is made for customer " + customer
                            + ": the seller charges VAT with the use (Policies.prepaidVat); register a payment instead.");
        }
        Rounding.payable("top-up", amount, work.administration().currency(), "give what is paid ahead");
        Customer payer = work.activeCustomer(customer);
        ManualInvoice.Line line = ManualInvoice.Line.builder()
                .description(BillingPlanner.topUpText(work.settings(payer).language()))
                .unitPrice(amount)
                .pricing(policies.pricing())
                .product(product)
                .build();
        InvoiceLine topUp = new DraftEditor(work)
                .manualLine(payer, line).toBuilder()
                        .origin(new LineOrigin.TopUp())
                        .build();
        return drafts.add(work, DraftDesk.manual(work, payer, List.of(topUp)).build());
    }

    /**
     * The balance of a customer and what the runs of the next {@code months} months, the present one included where it is still to
     * be made, will draw on it. Drafts that wait count in the month of their run, others in the first month.
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
            BillingAccount stored = work.unit()
                    .customers()
                    .account(customer, asked)
                    .orElseThrow(() -> new NotFoundException("customer", customer.value()));
            BillingAccount account = TopUpDesk.with(work, stored);
            BigDecimal left = work.balance(customer).negate();
            MonetaryAmount available = Amounts.of(left, currency);
            List<Drawn> drawn = new ArrayList<>();
            Map<YearMonth, BigDecimal> waiting = waiting(work, customer, first);
            for (InvoicePlan plan : work.planner().planRuns(account, first, months)) {
                BigDecimal due = plan instanceof InvoicePlan.Draft draft
                        ? Amounts.decimal(draft.totals().gross())
                        : BigDecimal.ZERO;
                due = due.add(waiting.getOrDefault(first.plusMonths(drawn.size()), BigDecimal.ZERO));
                left = left.subtract(due);
                drawn.add(new Drawn(
                        first.plusMonths(drawn.size()), Amounts.of(due, currency), Amounts.of(left, currency)));
            }
            return new Standing(available, account.topUps(), drawn);
        });
    }

    /** What drafts will draw when they are sent, by the month of their run; others, and those of months before, in the first. */
    private static Map<YearMonth, BigDecimal> waiting(Session.Work work, CustomerReference customer, YearMonth first) {
        Map<YearMonth, BigDecimal> waiting = new HashMap<>();
        for (Invoice document : work.unit().invoices().ofCustomer(customer)) {
            // what is asked to be paid by itself does not draw on the balance
            if (document.status() == InvoiceStatus.AWAITING_APPROVAL
                    && document.request().isEmpty()) {
                YearMonth month = document.runMonth().filter(first::isBefore).orElse(first);
                waiting.merge(month, Amounts.decimal(document.totals().gross()), BigDecimal::add);
            }
        }
        return waiting;
    }
}
