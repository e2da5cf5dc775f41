package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.administration.CreditLimit;
import nl.termijn.administration.EffectiveSetting;
import nl.termijn.administration.Setting;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.BillingException;
import nl.termijn.error.Violations;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.CreditAlarm;
import nl.termijn.run.BillingAccount;
import nl.termijn.run.BillingPlanner;
import nl.termijn.store.Catalogue;
import nl.termijn.store.CatalogueKind;

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

        /** Whether it is more than the limit. */
        public boolean isPassed() {
            return left().filter(left -> left.signum() < 0).isPresent();
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

    /**
     * Who has passed his limit and who is within it again since it was last asked.
     *
     * @param passed who is above it now
     * @param kept who no longer is
     * @param failed whose standing cannot be reckoned, with the reason; what was known of them stays
     */
    public record Watch(
            List<CustomerReference> passed, List<CustomerReference> kept, Map<CustomerReference, String> failed) {
        /** Copies the lists. */
        public Watch {
            passed = List.copyOf(passed);
            kept = List.copyOf(kept);
            failed = Map.copyOf(failed);
        }
    }

    /**
     * Looks at every customer who has a limit, and records an event for each who has passed it or is within it again since the
     * last time: {@link BillingEvent.CreditLimitPassed}, {@link BillingEvent.CreditLimitKept}. For each night, and after a run.
     * It works page by page, so that others can go on.
     *
     * @throws nl.termijn.error.ConflictException when another host does the same just now
     */
    public Watch watch() {
        Map<CustomerReference, BigDecimal> drafts = drafts();
        Set<CustomerReference> known =
                alarms().stream().map(CreditAlarm::customer).collect(Collectors.toSet());
        Crossed all = Crossed.none();
        Pages.walk(
                session,
                Optional.<CustomerReference>empty(),
                (work, after) -> TopUpDesk.with(work, work.unit().customers().accounts(after, Pages.SIZE, Set.of())),
                account -> account.customer().reference(),
                (work, accounts) -> {
                    Crossed crossed = Crossed.none();
                    crossed.failed().putAll(work.leftOut());
                    BillingPlanner planner = work.planner();
                    for (BillingAccount account : accounts) {
                        CustomerReference customer = account.customer().reference();
                        boolean over = known.contains(customer);
                        if (over || isLimited(work, account.customer())) {
                            look(work, planner, account, drafts.getOrDefault(customer, BigDecimal.ZERO), over, crossed);
                        }
                    }
                    return crossed;
                },
                all::add);
        return new Watch(all.passed(), all.kept(), all.failed());
    }

    /** What came of a page of customers. */
    private record Crossed(
            List<CustomerReference> passed, List<CustomerReference> kept, Map<CustomerReference, String> failed) {
        static Crossed none() {
            return new Crossed(new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
        }

        void add(Crossed more) {
            passed.addAll(more.passed);
            kept.addAll(more.kept);
            failed.putAll(more.failed);
        }
    }

    private static boolean isLimited(Session.Work work, Customer customer) {
        return work.settings(customer).get(Setting.CREDIT_LIMIT).amount().isPresent();
    }

    private static void look(
            Session.Work work,
            BillingPlanner planner,
            BillingAccount account,
            BigDecimal drafts,
            boolean over,
            Crossed crossed) {
        CustomerReference customer = account.customer().reference();
        try {
            Standing standing = standing(work, planner, account, drafts);
            if (standing.isPassed() != over) {
                note(work, customer, standing);
                (over ? crossed.kept() : crossed.passed()).add(customer);
            }
        } catch (BillingException e) {
            crossed.failed().put(customer, RunService.reason(e));
        }
    }

    /** Keeps on which side of his limit {@code customer} is now. */
    private static void note(Session.Work work, CustomerReference customer, Standing standing) {
        Catalogue<CreditAlarm> alarms = work.unit().catalogue(CatalogueKind.CREDIT_ALARMS);
        if (standing.isPassed()) {
            alarms.save(List.of(new CreditAlarm(customer, work.today())));
            work.happened(new BillingEvent.CreditLimitPassed(
                    customer, standing.used(), standing.limit().value().amount().orElseThrow()));
        } else {
            alarms.remove(List.of(customer.value()));
            work.happened(new BillingEvent.CreditLimitKept(customer));
        }
    }

    /** Who is above his limit, as the last {@link #watch} found, in the order of their references. */
    public List<CreditAlarm> alarms() {
        return session.work(
                work -> work.unit().catalogue(CatalogueKind.CREDIT_ALARMS).startingWith(""));
    }

    /** What the drafts of each customer come to. */
    private Map<CustomerReference, BigDecimal> drafts() {
        Map<CustomerReference, BigDecimal> drafts = new HashMap<>();
        Pages.<Invoice>all(after -> session.work(work -> work.unit().invoices().drafts(after, Pages.SIZE)))
                .forEach(draft -> drafts.merge(draft.customer(), gross(draft), BigDecimal::add));
        return drafts;
    }

    private static Standing standing(Session.Work work, Customer customer) {
        BigDecimal drafts = work.unit().invoices().ofCustomer(customer.reference()).stream()
                .filter(document -> document.status() == InvoiceStatus.AWAITING_APPROVAL)
                .map(CreditService::gross)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BillingAccount account =
                work.unit().customers().account(customer.reference(), Set.of()).orElseThrow();
        return standing(work, work.planner(), TopUpDesk.with(work, account), drafts);
    }

    private static Standing standing(
            Session.Work work, BillingPlanner planner, BillingAccount account, BigDecimal drafts) {
        CurrencyUnit currency = work.administration().currency();
        return new Standing(
                Amounts.of(work.balance(account.customer().reference()), currency),
                Amounts.of(drafts, currency),
                planner.unbilled(account, work.today()),
                work.settings(account.customer()).effective(Setting.CREDIT_LIMIT));
    }

    private static BigDecimal gross(Invoice document) {
        return Amounts.decimal(document.totals().gross());
    }
}
