package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import nl.termijn.administration.Administration;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.error.Violations;
import nl.termijn.figures.Aging;
import nl.termijn.figures.Forecast;
import nl.termijn.figures.Margin;
import nl.termijn.figures.RecurringRevenue;
import nl.termijn.figures.RevenueMovement;
import nl.termijn.figures.ServiceRevenue;
import nl.termijn.invoice.Invoice;
import nl.termijn.price.PriceAction;
import nl.termijn.price.PriceList;
import nl.termijn.price.PriceSource;
import nl.termijn.receivable.Statement;
import nl.termijn.run.BillingAccount;
import nl.termijn.run.BillingPlanner;
import nl.termijn.store.NumberSeries;
import nl.termijn.subscription.Piece;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;

/**
 * Figures of the whole administration, of any day. They are made from dated data each time they are asked for, page by page
 * and outside any long transaction; nothing is kept.
 */
public final class FiguresService {
    private static final int PAGE = 500;
    private static final int LONGEST_FORECAST = 60;

    private final Session session;

    FiguresService(Session session) {
        this.session = session;
    }

    /** Monthly recurring revenue at the end of {@code on}, a day past or to come. */
    public RecurringRevenue recurring(LocalDate on) {
        given(on, "on");
        BillingPlanner planner = planner();
        RecurringRevenue.Collector collector =
                new RecurringRevenue.Collector(on, administration().currency());
        subscriptions((customer, subscription) ->
                collector.add(subscription, planner.monthlyRevenue(customer, subscription, on)));
        return collector.revenue();
    }

    /**
     * How monthly recurring revenue moved from the end of {@code from} to the end of {@code to}.
     *
     * @throws nl.termijn.error.InvalidInputException when {@code to} is before {@code from}
     */
    public RevenueMovement movement(LocalDate from, LocalDate to) {
        given(from, "from");
        given(to, "to");
        Violations.of("movement")
                .check(!to.isBefore(from), "to", to, "must not be before " + from, "give the later day last")
                .throwIfAny();
        BillingPlanner planner = planner();
        Administration administration = administration();
        RevenueMovement.Collector collector = new RevenueMovement.Collector(from, to, administration.currency());
        subscriptions((customer, subscription) -> {
            BigDecimal before = planner.monthlyRevenue(customer, subscription, from);
            BigDecimal after = planner.monthlyRevenue(customer, subscription, to);
            boolean known = ServiceCalendar.of(
                            subscription, administration.policies().endOfSubscription())
                    .hasChargedDayBefore(from);
            collector.add(customer.reference(), before, after, known);
        });
        return collector.movement();
    }

    /**
     * What is left of monthly recurring revenue after the seller's own costs, at the end of {@code on}, by the costs in the price
     * list for the period that holds the day, a first one or a renewal; a paused subscription or one in its trial costs as if it were
     * charged.
     */
    public Margin margin(LocalDate on) {
        given(on, "on");
        BillingPlanner planner = planner();
        Administration administration = administration();
        PriceSource prices = session.work(Session.Work::lastingPrices);
        Margin.Collector collector = new Margin.Collector(on, administration.currency());
        subscriptions((customer, subscription) -> {
            if (subscription.firstDay().isAfter(on) || subscription.hasEndedOn(on)) {
                return;
            }
            ServiceCalendar calendar =
                    ServiceCalendar.of(subscription, administration.policies().endOfSubscription());
            // a period costs what it cost on its first day
            Optional<Piece> piece = calendar.pieceOn(on);
            int months = calendar.monthsOn(on);
            LocalDate day = piece.map(each -> each.days().from()).orElse(on);
            PriceAction action = piece.map(subscription::action).orElse(PriceAction.RENEW);
            Optional<String> product = subscription.productOn(day);
            Optional<BigDecimal> cost = product.flatMap(code -> EffectiveSettings.of(administration, customer, day)
                            .prices(prices)
                            .find(subscription.reference().value(), code, action, months, day))
                    .flatMap(PriceList.Found::cost)
                    .map(each -> each.multiply(subscription.quantityOn(day)));
            collector.add(product, planner.monthlyRevenue(customer, subscription, on), cost, months);
        });
        return collector.margin();
    }

    /** What was invoiced up to the end of {@code on}, and what of it is earned and deferred. */
    public ServiceRevenue revenue(LocalDate on) {
        given(on, "on");
        ServiceRevenue.Collector collector =
                new ServiceRevenue.Collector(on, administration().currency());
        documents(collector::add);
        return collector.revenue();
    }

    /** What customers owed at the end of {@code on}, by how long it was overdue. */
    public Aging aging(LocalDate on) {
        given(on, "on");
        Administration administration = administration();
        Aging.Collector collector = new Aging.Collector(on, administration.currency());
        documents(collector::add);
        customers(page -> session.work(work -> {
            for (Customer customer : page) {
                collector.add(Statement.of(
                        customer.reference(),
                        on,
                        Statement.Day.VALUE,
                        administration.currency(),
                        work.unit().ledger().ofCustomer(customer.reference()),
                        work.unit().ledger().allocationsOf(customer.reference())));
            }
            return page;
        }));
        return collector.aging();
    }

    /**
     * What the runs of {@code months} months from {@code first} on will make when nothing changes. It is planned by the planner of
     * the runs, so that it is equal to the cent to what they then make.
     *
     * @param months 1 to 60
     */
    public Forecast forecast(YearMonth first, int months) {
        given(first, "first");
        Violations.of("forecast")
                .check(
                        months >= 1 && months <= LONGEST_FORECAST,
                        "months",
                        months,
                        "must be 1 to " + LONGEST_FORECAST,
                        "twelve is usual")
                .throwIfAny();
        record Accounts(List<BillingAccount> accounts, Map<CustomerReference, String> leftOut) {}
        BillingPlanner planner = planner();
        Set<YearMonth> asked = new TreeSet<>();
        for (int i = 0; i < months; i++) {
            asked.add(first.plusMonths(i));
        }
        Forecast.Collector collector =
                new Forecast.Collector(first, months, administration().currency());
        Pages.walk(
                session,
                Optional.<CustomerReference>empty(),
                (work, after) -> TopUpDesk.with(work, work.unit().customers().accounts(after, PAGE, asked)),
                account -> account.customer().reference(),
                (work, accounts) -> new Accounts(accounts, work.leftOut()),
                page -> {
                    page.leftOut().forEach(collector::failed);
                    page.accounts().forEach(account -> {
                        try {
                            collector.add(planner.planRuns(account, first, months));
                        } catch (RuntimeException e) {
                            collector.failed(account.customer().reference(), RunService.reason(e));
                        }
                    });
                });
        return collector.forecast();
    }

    private Administration administration() {
        return session.work(Session.Work::administration);
    }

    private BillingPlanner planner() {
        return session.work(Session.Work::lastingPlanner);
    }

    /** All subscriptions, ended ones too, each with its customer. */
    private void subscriptions(BiConsumer<Customer, Subscription> action) {
        record Page(List<Subscription> subscriptions, Map<CustomerReference, Customer> customers) {}
        Pages.subscriptions(
                session,
                Optional.empty(),
                PAGE,
                (work, page) -> new Page(page, work.customersOf(page, Subscription::customer)),
                page -> page.subscriptions()
                        .forEach(subscription -> Optional.ofNullable(
                                        page.customers().get(subscription.customer()))
                                .ifPresent(customer -> action.accept(customer, subscription))));
    }

    private void customers(Consumer<List<Customer>> action) {
        Pages.walk(
                session,
                Optional.<CustomerReference>empty(),
                (work, after) -> work.unit().customers().page(after, PAGE),
                Customer::reference,
                (work, page) -> page,
                action);
    }

    /** All documents that were sent, those withdrawn since too. */
    private void documents(Consumer<Invoice> action) {
        for (NumberSeries series : session.work(work -> work.unit().invoices().series())) {
            long after = 0;
            while (true) {
                long from = after;
                List<Invoice> page = session.work(work -> work.unit().invoices().ofSeries(series.series(), from, PAGE));
                if (page.isEmpty()) {
                    break;
                }
                page.forEach(action);
                after = page.get(page.size() - 1)
                        .issuance()
                        .orElseThrow()
                        .number()
                        .sequence();
            }
        }
    }
}
