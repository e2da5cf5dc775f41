package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.io.Reader;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nl.termijn.administration.Administration;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.BillingException;
import nl.termijn.error.ConflictException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.NotFoundException;
import nl.termijn.error.UnreadableException;
import nl.termijn.event.BillingEvent;
import nl.termijn.figures.Forecast;
import nl.termijn.invoice.Invoice;
import nl.termijn.review.InvoiceDifference;
import nl.termijn.run.BillingAccount;
import nl.termijn.run.BillingPlanner;
import nl.termijn.run.InvoicePlan;
import nl.termijn.store.Customers;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first-of-the-month job. A run walks the customers in the order of their references, in chunks of one transaction
 * each; repeating it, after a crash or beside another host, makes only what is missing.
 */
public final class RunService {
    private static final Logger LOG = LoggerFactory.getLogger(RunService.class);
    private static final int CHUNK = 100;
    private static final int TRIES = 3;

    private final Session session;

    RunService(Session session) {
        this.session = session;
    }

    /**
     * What came of billing one customer now.
     *
     * @param draft the draft, if something was due
     * @param plan the plan with its reasons
     */
    public record BilledNow(Optional<Invoice> draft, InvoicePlan plan) {}

    /** One customer's plan and what was saved of it. */
    private record Planned(InvoicePlan plan, Optional<Invoice> draft) {}

    /** A customer whose plan could not be made. */
    private record Refused(CustomerReference customer, RuntimeException reason) {}

    /**
     * Billing accounts, and why some customers are not among them.
     *
     * @param readable the accounts
     * @param leftOut customers of whom something cannot be read, with the message for each
     */
    private record Accounts(List<BillingAccount> readable, Map<CustomerReference, String> leftOut) {
        static Accounts read(Session.Work work, Optional<CustomerReference> after, YearMonth month) {
            return of(work, TopUpDesk.with(work, work.unit().customers().accounts(after, CHUNK, Set.of(month))));
        }

        static Accounts of(Session.Work work, List<BillingAccount> readable) {
            return new Accounts(readable, work.leftOut());
        }

        /** All of them, in their order. */
        List<CustomerReference> customers() {
            return Stream.concat(references(readable).stream(), leftOut.keySet().stream())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private record Chunk(List<CustomerReference> customers, List<Planned> planned, List<Refused> refused) {}

    /** What the run of {@code month} would make now; saves nothing, and may be asked for months to come. */
    public RunReport preview(YearMonth month) {
        return preview(month, RunListener.NONE);
    }

    /** As {@link #preview(YearMonth)}, followed by {@code listener}. */
    public RunReport preview(YearMonth month, RunListener listener) {
        given(month, "month");
        given(listener, "listener");
        Administration administration = session.work(Session.Work::administration);
        BillingPlanner planner = session.work(Session.Work::lastingPlanner);
        RunTally tally = new RunTally(month, administration.currency());
        boolean complete = walk(tally, listener, after -> {
            Accounts accounts = session.work(work -> Accounts.read(work, after, month));
            accounts.leftOut().forEach(tally::failure);
            accounts.readable().forEach(account -> planOrRefuse(planner, account, month, tally, listener));
            return accounts.customers();
        });
        return tally.report(complete);
    }

    /**
     * Compares what the run of {@code month} would make now with another program's figures, to see before a take-over that
     * both bill the same; saves nothing.
     *
     * <p>The figures are CSV with a header row: {@code customer} (the host's reference) and {@code net}; where known
     * {@code vat}, {@code gross} and {@code subscription}. Rows of one customer, and of one subscription, are added up. With
     * semicolons between the fields a comma may stand for the decimal point.
     *
     * <pre>
     * customer,subscription,net
     * K1001,HOSTING-1,9.95
     * </pre>
     *
     * @param figures the other program's; the caller closes it
     * @param language of the explanations: Dutch, or for any other English
     * @throws nl.termijn.error.InvalidInputException with every wrong field, each named by line and column
     */
    public ShadowReport compare(YearMonth month, Reader figures, Locale language) {
        given(figures, "figures");
        given(language, "language");
        ShadowRun shadow = new ShadowRun(
                figures,
                session.work(work -> work.administration().currency()),
                language,
                subscription -> session.work(work -> work.unit().subscriptions().find(subscription)));
        return shadow.report(month, preview(month, shadow));
    }

    /**
     * What the run of {@code month} would make now beside what was made of the month before, with the causes of the difference,
     * and whether it is within the seller's {@link nl.termijn.administration.RunLimits}; saves nothing.
     *
     * @param forecast what was forecast of the month, to compare with that too
     */
    public RunComparison comparison(YearMonth month, Optional<Forecast.Month> forecast) {
        return comparison(month, forecast, difference -> {});
    }

    /** As {@link #comparison(YearMonth, Optional)}, with every customer's difference, in their order, to {@code each}. */
    public RunComparison comparison(
            YearMonth month, Optional<Forecast.Month> forecast, Consumer<InvoiceDifference> each) {
        given(month, "month");
        given(forecast, "forecast");
        given(each, "each");
        Administration administration = session.work(Session.Work::administration);
        BillingPlanner planner = session.work(Session.Work::lastingPlanner);
        RunCheck check = new RunCheck(
                month, administration.currency(), administration.policies().runLimits());
        RunTally tally = new RunTally(month, administration.currency());
        walk(tally, RunListener.NONE, after -> compareChunk(after, month, planner, check, each));
        return check.comparison(forecast);
    }

    private List<CustomerReference> compareChunk(
            Optional<CustomerReference> after,
            YearMonth month,
            BillingPlanner planner,
            RunCheck check,
            Consumer<InvoiceDifference> each) {
        Map<CustomerReference, List<Invoice>> documents = new HashMap<>();
        Map<SubscriptionReference, Subscription> billed = new HashMap<>();
        Accounts accounts = session.work(work -> {
            List<BillingAccount> chunk =
                    TopUpDesk.with(work, work.unit().customers().accounts(after, CHUNK, Set.of(month)));
            List<Invoice> made = work.unit().invoices().ofRuns(references(chunk), check.months());
            made.forEach(invoice -> documents
                    .computeIfAbsent(invoice.customer(), any -> new ArrayList<>())
                    .add(invoice));
            billedBefore(work, check, made).forEach(subscription -> billed.put(subscription.reference(), subscription));
            return Accounts.of(work, chunk);
        });
        accounts.leftOut().forEach(check::failure);
        for (BillingAccount account : accounts.readable()) {
            if (accounts.leftOut().containsKey(account.customer().reference())) {
                // of what was billed before something cannot be read
                continue;
            }
            CustomerReference customer = account.customer().reference();
            try {
                InvoicePlan plan = planner.planRun(account, month);
                check.add(account, plan, documents.getOrDefault(customer, List.of()), billed)
                        .ifPresent(each);
            } catch (RuntimeException e) {
                check.failure(customer, reason(e));
            }
        }
        return accounts.customers();
    }

    private static List<CustomerReference> references(List<BillingAccount> accounts) {
        return accounts.stream().map(account -> account.customer().reference()).toList();
    }

    /** The subscriptions of the month before, which may have ended since and be billed to their end. */
    private static List<Subscription> billedBefore(Session.Work work, RunCheck check, List<Invoice> made) {
        Set<SubscriptionReference> references = new TreeSet<>();
        made.stream()
                .filter(check::isOfMonthBefore)
                .flatMap(sent -> sent.lines().stream())
                .forEach(line -> line.origin().dueSubscription().ifPresent(references::add));
        return work.unit().subscriptions().find(references);
    }

    /** Does chunk after chunk until there is none, or the listener cancels; answers whether all were done. */
    private boolean walk(
            RunTally tally,
            RunListener listener,
            Function<Optional<CustomerReference>, List<CustomerReference>> doChunkAfter) {
        long total = session.work(work -> work.unit().customers().count());
        Optional<CustomerReference> after = Optional.empty();
        while (!listener.isCancelled()) {
            List<CustomerReference> done = doChunkAfter.apply(after);
            if (done.isEmpty()) {
                return true;
            }
            after = Optional.of(done.get(done.size() - 1));
            listener.progress(new RunListener.Progress(tally.done(), total, tally.gross()));
        }
        return false;
    }

    private static void planOrRefuse(
            BillingPlanner planner, BillingAccount account, YearMonth month, RunTally tally, RunListener listener) {
        InvoicePlan plan;
        try {
            plan = planner.planRun(account, month);
        } catch (RuntimeException e) {
            tally.failure(account.customer().reference(), reason(e));
            return;
        }
        tally.plan(plan);
        listener.planned(plan);
    }

    /** Runs {@code month} to its end. */
    public RunReport run(YearMonth month) {
        return run(month, RunListener.NONE);
    }

    /**
     * Runs {@code month} if it is within the seller's limits beside the month before, or if {@code guard} says to go on all the
     * same. It is planned twice for that: once to compare, before anything is saved.
     *
     * @throws NotAllowedException when {@code guard} does not let it go on: nothing was saved
     */
    public RunReport run(YearMonth month, RunListener listener, RunGuard guard) {
        given(guard, "guard");
        RunComparison comparison = comparison(month, Optional.empty());
        if (!comparison.exceeded().isEmpty() && !guard.proceed(comparison)) {
            RunComparison.Exceeded first = comparison.exceeded().get(0);
            throw new NotAllowedException(
                    Reason.UNEXPECTED,
                    month.toString(),
                    "The run of " + month + " is not as expected (" + first.limit() + ": " + first.now()
                            + ", and not about "
                            + first.expected()
                            + "); nothing was saved. Look at the comparison, and run it with a guard that goes on.");
        }
        return run(month, listener);
    }

    /** Runs the month in which today falls, in the administration's zone. */
    public RunReport runDue(RunListener listener) {
        return run(session.work(work -> YearMonth.from(work.today())), listener);
    }

    /**
     * Runs {@code month}: a draft for each customer who has something due, unless the month's exists.
     *
     * <p>One customer's bad data never stops the others: he is in the report's failures, and nothing of his is saved.
     *
     * @throws NotAllowedException when the month has not begun
     */
    public RunReport run(YearMonth month, RunListener listener) {
        given(month, "month");
        given(listener, "listener");
        LocalDate today = session.work(Session.Work::today);
        if (today.isBefore(month.atDay(1))) {
            throw new NotAllowedException(
                    Reason.MONTH_TO_COME,
                    month.toString(),
                    "The run of " + month + " is refused: today is " + today
                            + "; run it on its first day, or use preview.");
        }
        RunTally tally = session.work(work -> {
            work.happened(new BillingEvent.RunStarted(month));
            return new RunTally(month, work.administration().currency());
        });
        List<Held> held = new ArrayList<>();
        boolean complete = walk(tally, listener, after -> runChunk(after, month, tally, listener, held))
                && runHeld(held, month, tally, listener);
        RunReport report = tally.report(complete);
        int failed = report.failures().size();
        session.work(work -> {
            work.happened(
                    complete
                            ? new BillingEvent.RunFinished(month, report.made(), report.skippedCount(), failed)
                            : new BillingEvent.RunCancelled(month, report.made(), report.skippedCount(), failed));
            return report;
        });
        LOG.info(
                "run {} of {}: {} drafts, {} skipped, {} failed{}",
                month,
                session.administrationId(),
                report.made(),
                report.skippedCount(),
                failed,
                complete ? "" : ", cancelled");
        return report;
    }

    /**
     * When the last complete run was and what it did, and which run began since and came to no end. A host asks it after
     * the hour at which its run should be done.
     */
    public RunHeartbeat heartbeat() {
        return session.work(work -> RunHeartbeat.of(work.unit().events()));
    }

    /** Customers of the chunk after {@code after} whom another unit of work held, mostly another host's run. */
    private record Held(Optional<CustomerReference> after, Set<CustomerReference> customers) {}

    private List<CustomerReference> runChunk(
            Optional<CustomerReference> after, YearMonth month, RunTally tally, RunListener listener, List<Held> held) {
        List<CustomerReference> elsewhere = new ArrayList<>();
        List<CustomerReference> all = runChunk(
                month,
                tally,
                listener,
                work -> {
                    Customers.Claim claim = work.unit().customers().claim(after, CHUNK, Set.of(month));
                    elsewhere.clear();
                    elsewhere.addAll(claim.held());
                    return claim.accounts();
                },
                () -> customersAfter(after));
        elsewhere.removeAll(all);
        if (elsewhere.isEmpty()) {
            return all;
        }
        held.add(new Held(after, Set.copyOf(elsewhere)));
        return Stream.concat(all.stream(), elsewhere.stream()).sorted().toList();
    }

    private List<CustomerReference> customersAfter(Optional<CustomerReference> after) {
        return session.work(work -> {
            List<CustomerReference> readable = work.unit().customers().page(after, CHUNK).stream()
                    .map(Customer::reference)
                    .toList();
            return Stream.concat(readable.stream(), work.leftOut().keySet().stream())
                    .distinct()
                    .sorted()
                    .toList();
        });
    }

    /**
     * Those whom others held: done by another host's run meanwhile, which their accounts then say, or left to this one. Answers
     * whether all were done.
     */
    private boolean runHeld(List<Held> held, YearMonth month, RunTally tally, RunListener listener) {
        for (Held each : held) {
            if (listener.isCancelled()) {
                return false;
            }
            runChunk(
                    month,
                    tally,
                    listener,
                    work -> work.unit().customers().accounts(each.after(), CHUNK, Set.of(month)).stream()
                            .filter(account ->
                                    each.customers().contains(account.customer().reference()))
                            .toList(),
                    () -> List.copyOf(each.customers()));
        }
        return true;
    }

    /** One transaction for all {@code accounts}; where that fails, one for each of {@code customers}. */
    private List<CustomerReference> runChunk(
            YearMonth month,
            RunTally tally,
            RunListener listener,
            Function<Session.Work, List<BillingAccount>> accounts,
            Supplier<List<CustomerReference>> customers) {
        Chunk chunk;
        try {
            chunk = saved(accounts, month);
        } catch (RuntimeException e) {
            LOG.warn(
                    "run {}: a chunk is done again customer by customer: {}",
                    month,
                    e.getClass().getSimpleName());
            return runOneByOne(customers.get(), month, tally, listener);
        }
        count(chunk, tally, listener);
        return chunk.customers();
    }

    /** Plans and saves {@code accounts} in one transaction; again, where somebody else was first with one of them. */
    private Chunk saved(Function<Session.Work, List<BillingAccount>> accounts, YearMonth month) {
        for (int attempt = 1; ; attempt++) {
            try {
                return session.work(work -> save(work, TopUpDesk.with(work, accounts.apply(work)), month));
            } catch (ConflictException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Chunk save(Session.Work work, List<BillingAccount> accounts, YearMonth month) {
        BillingPlanner planner = work.planner();
        PlanDesk desk = new PlanDesk(session, work, Optional.of(month));
        List<CustomerReference> customers = new ArrayList<>(accounts.size());
        List<Planned> planned = new ArrayList<>(accounts.size());
        List<Refused> refused = new ArrayList<>();
        for (BillingAccount account : accounts) {
            customers.add(account.customer().reference());
            try {
                InvoicePlan plan = planner.planRun(account, month);
                planned.add(new Planned(plan, desk.add(account, plan)));
            } catch (RuntimeException e) {
                refused.add(new Refused(account.customer().reference(), e));
            }
        }
        desk.save();
        work.leftOut().forEach((customer, message) -> {
            customers.add(customer);
            refused.add(new Refused(customer, new UnreadableException("customer " + customer, message)));
        });
        return new Chunk(customers.stream().distinct().sorted().toList(), planned, refused);
    }

    private static void count(Chunk chunk, RunTally tally, RunListener listener) {
        for (Planned planned : chunk.planned()) {
            tally.plan(planned.plan());
            planned.draft().ifPresent(draft -> tally.draft(draft.id()));
            listener.planned(planned.plan());
        }
        for (Refused refused : chunk.refused()) {
            tally.failure(refused.customer(), reason(refused.reason()));
        }
    }

    /** The chunk again, each customer in a transaction of his own, so that a fault costs only its customer. */
    private List<CustomerReference> runOneByOne(
            List<CustomerReference> customers, YearMonth month, RunTally tally, RunListener listener) {
        for (CustomerReference customer : customers) {
            try {
                Chunk chunk = saved(
                        work -> work.unit().customers().account(customer, Set.of(month)).stream()
                                .toList(),
                        month);
                count(chunk, tally, listener);
            } catch (RuntimeException e) {
                tally.failure(customer, reason(e));
            }
        }
        return customers;
    }

    /** A billing exception says what is wrong; of others only the kind, since their text may hold personal data. */
    static String reason(RuntimeException e) {
        return e instanceof BillingException
                ? String.valueOf(e.getMessage())
                : e.getClass().getName();
    }

    /**
     * Bills one customer now (rule B6): everything due as if his schedule fitted today. The draft is a manual invoice and
     * does not use up the month's run invoice.
     *
     * @throws NotAllowedException when the customer is on hold
     */
    public BilledNow billNow(CustomerReference customer) {
        given(customer, "customer");
        return session.work(work -> {
            BillingAccount stored = work.unit()
                    .customers()
                    .account(customer, Set.of())
                    .orElseThrow(() -> new NotFoundException("customer", customer.value()));
            BillingAccount account = TopUpDesk.with(work, stored);
            InvoicePlan plan = work.planner().planNow(account, work.today());
            PlanDesk desk = new PlanDesk(session, work, Optional.empty());
            desk.add(account, plan);
            return new BilledNow(desk.save().stream().findFirst(), plan);
        });
    }
}
