package nl.termijn;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.RunComparison.Exceeded;
import nl.termijn.RunComparison.Limit;
import nl.termijn.RunComparison.Sum;
import nl.termijn.administration.RunLimits;
import nl.termijn.customer.CustomerReference;
import nl.termijn.figures.Forecast;
import nl.termijn.invoice.Invoice;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.review.InvoiceDifference;
import nl.termijn.review.InvoiceDifference.Content;
import nl.termijn.review.InvoiceDifference.Reason;
import nl.termijn.run.BillingAccount;
import nl.termijn.run.InvoicePlan;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/** Compares a run with the month before, customer by customer. */
final class RunCheck {
    private static final int LARGEST = 100;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Comparator<InvoiceDifference> SMALLEST_FIRST = Comparator.comparing(
            difference -> Amounts.decimal(difference.amount()).abs());

    private final YearMonth month;
    private final CurrencyUnit currency;
    private final RunLimits limits;
    private final Map<Reason, BigDecimal> byReason = new EnumMap<>(Reason.class);
    private final PriorityQueue<InvoiceDifference> largest = new PriorityQueue<>(SMALLEST_FIRST);
    private final Map<CustomerReference, String> failures = new LinkedHashMap<>();
    private final Tally now;
    private final Tally before;

    /** Documents and their sum. */
    private static final class Tally {
        private int documents;
        private BigDecimal net;

        Tally(CurrencyUnit currency) {
            net = Rounding.of(currency).zero();
        }

        void add(Content content) {
            documents++;
            net = net.add(Amounts.decimal(content.totals().net()));
        }
    }

    RunCheck(YearMonth month, CurrencyUnit currency, RunLimits limits) {
        this.month = month;
        this.currency = currency;
        this.limits = limits;
        this.now = new Tally(currency);
        this.before = new Tally(currency);
    }

    /** The months whose invoices it compares: this one, as far as it was run before, and the one before it. */
    Set<YearMonth> months() {
        return Set.of(month, month.minusMonths(1));
    }

    /** Whether {@code document} is of the month before; one of merged months is of the last of them. */
    boolean isOfMonthBefore(Invoice document) {
        return isOf(month.minusMonths(1), document);
    }

    private static boolean isOf(YearMonth month, Invoice document) {
        return document.allRunMonths().stream()
                .max(Comparator.naturalOrder())
                .filter(month::equals)
                .isPresent();
    }

    /**
     * Compares one customer's plan with the document of the month before; the difference, if there is one.
     *
     * @param documents the customer's invoices of {@link #months}
     * @param billed subscriptions on documents of the month before, which may have ended since
     */
    Optional<InvoiceDifference> add(
            BillingAccount account,
            InvoicePlan plan,
            List<Invoice> documents,
            Map<SubscriptionReference, Subscription> billed) {
        Optional<Content> is = plan instanceof InvoicePlan.Draft draft
                ? Optional.of(new Content(draft.lines(), draft.totals()))
                : documents.stream()
                        .filter(made -> isOf(month, made))
                        .findFirst()
                        .map(RunCheck::content);
        Optional<Content> was =
                documents.stream().filter(this::isOfMonthBefore).findFirst().map(RunCheck::content);
        is.ifPresent(now::add);
        was.ifPresent(before::add);
        if (is.isEmpty() && was.isEmpty()) {
            return Optional.empty();
        }
        Map<SubscriptionReference, Subscription> subscriptions = new HashMap<>(billed);
        account.subscriptions().forEach(found -> subscriptions.put(found.reference(), found));
        LocalDate since = month.minusMonths(1).atDay(1);
        InvoiceDifference difference = InvoiceDifference.of(
                account.customer().reference(),
                was.orElseGet(() -> Content.none(currency)),
                is.orElseGet(() -> Content.none(currency)),
                subscriptions,
                since);
        if (difference.causes().isEmpty()) {
            return Optional.empty();
        }
        difference
                .causes()
                .forEach(cause -> byReason.merge(cause.reason(), Amounts.decimal(cause.amount()), BigDecimal::add));
        largest.add(difference);
        if (largest.size() > LARGEST) {
            largest.poll();
        }
        return Optional.of(difference);
    }

    /** Goes on without {@code customer}, whose invoice cannot be planned or whose data cannot be read. */
    void failure(CustomerReference customer, String reason) {
        failures.putIfAbsent(customer, reason);
    }

    private static Content content(Invoice document) {
        return new Content(document.lines(), document.totals());
    }

    RunComparison comparison(Optional<Forecast.Month> forecast) {
        List<InvoiceDifference> most = new ArrayList<>(largest);
        most.sort(SMALLEST_FIRST.reversed());
        Map<Reason, MonetaryAmount> reasons = new EnumMap<>(Reason.class);
        byReason.forEach((reason, amount) -> reasons.put(reason, Amounts.of(amount, currency)));
        Optional<Sum> expected = forecast.map(given -> new Sum(given.documents(), given.net()));
        List<Exceeded> exceeded = new ArrayList<>();
        if (before.documents > 0) {
            compare(sum(before), Limit.DOCUMENTS, Limit.SUM, exceeded);
        } else if (now.documents > 0 && expected.isEmpty() && limits.stopsWithoutComparison()) {
            exceeded.add(
                    new Exceeded(Limit.NOTHING_TO_COMPARE, now.net.toPlainString(), "a month before or a forecast"));
        }
        limits.customerAmount()
                .filter(limit -> !most.isEmpty() && exceeds(most.get(0).amount(), limit))
                .ifPresent(limit -> exceeded.add(new Exceeded(
                        Limit.CUSTOMER,
                        plain(most.get(0).now()) + " of " + most.get(0).customer(),
                        plain(most.get(0).before()))));
        expected.ifPresent(wanted -> compare(wanted, Limit.DOCUMENTS_OF_FORECAST, Limit.SUM_OF_FORECAST, exceeded));
        return new RunComparison(
                month,
                sum(now),
                sum(before),
                expected,
                reasons,
                most,
                exceeded,
                failures.entrySet().stream()
                        .map(failed -> new RunReport.Failure(failed.getKey(), failed.getValue()))
                        .toList());
    }

    private void compare(Sum wanted, Limit documents, Limit sum, List<Exceeded> exceeded) {
        limits.documentsPercent()
                .filter(percent ->
                        isFar(BigDecimal.valueOf(now.documents), BigDecimal.valueOf(wanted.documents()), percent))
                .ifPresent(percent -> exceeded.add(new Exceeded(
                        documents, Integer.toString(now.documents), Integer.toString(wanted.documents()))));
        limits.sumPercent()
                .filter(percent -> isFar(now.net, Amounts.decimal(wanted.net()), percent))
                .ifPresent(percent -> exceeded.add(new Exceeded(sum, now.net.toPlainString(), plain(wanted.net()))));
    }

    private static boolean isFar(BigDecimal is, BigDecimal wanted, BigDecimal percent) {
        return is.subtract(wanted)
                        .abs()
                        .multiply(HUNDRED)
                        .compareTo(wanted.abs().multiply(percent))
                > 0;
    }

    private static boolean exceeds(MonetaryAmount amount, MonetaryAmount limit) {
        return Amounts.decimal(amount).abs().compareTo(Amounts.decimal(limit)) > 0;
    }

    private Sum sum(Tally tally) {
        return new Sum(tally.documents, Amounts.of(tally.net, currency));
    }

    private static String plain(MonetaryAmount amount) {
        return Amounts.decimal(amount).toPlainString();
    }
}
