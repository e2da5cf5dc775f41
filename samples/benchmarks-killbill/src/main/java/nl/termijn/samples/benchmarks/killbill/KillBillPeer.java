package nl.termijn.samples.benchmarks.killbill;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.jspecify.annotations.Nullable;
import org.killbill.billing.account.api.ImmutableAccountData;
import org.killbill.billing.callcontext.InternalCallContext;
import org.killbill.billing.catalog.api.BillingPeriod;
import org.killbill.billing.catalog.api.Currency;
import org.killbill.billing.entity.EntityBase;
import org.killbill.billing.invoice.api.Invoice;
import org.killbill.billing.invoice.api.InvoiceApiException;
import org.killbill.billing.invoice.api.InvoiceItem;
import org.killbill.billing.invoice.generator.DefaultInvoiceGenerator;
import org.killbill.billing.invoice.generator.FixedAndRecurringInvoiceItemGenerator;
import org.killbill.billing.invoice.generator.InvoiceGenerator;
import org.killbill.billing.invoice.generator.UsageInvoiceItemGenerator;
import org.killbill.billing.invoice.optimizer.InvoiceOptimizerBase.AccountInvoices;
import org.killbill.billing.invoice.usage.RawUsageOptimizer;
import org.killbill.billing.junction.BillingEventSet;
import org.killbill.billing.junction.plumbing.billing.DefaultBillingEvent;
import org.killbill.billing.junction.plumbing.billing.DefaultBillingEventSet;
import org.killbill.billing.subscription.api.SubscriptionBaseTransitionType;
import org.killbill.billing.util.callcontext.CallOrigin;
import org.killbill.billing.util.callcontext.UserType;
import org.killbill.billing.util.config.definition.InvoiceConfig;
import org.killbill.billing.util.config.definition.InvoiceConfig.AccountTzOffset;
import org.killbill.billing.util.config.definition.InvoiceConfig.InArrearMode;
import org.killbill.billing.util.config.definition.InvoiceConfig.UsageDetailMode;

/**
 * One customer of Kill Bill, whose invoices come from Kill Bill's own generator, without its database and server.
 *
 * <p>All subscriptions start on one day and are billed in advance from it, 10.00 EUR a month or 12.00 EUR a year. An
 * invoice is generated from the billing events and all invoices before it, which is how the generator works by default.
 *
 * <pre>
 * new KillBillPeer(1, 1, 2026-01-15)   invoice(2026-01): 10.00 and 12.00
 *                                      invoice(2026-02): 10.00
 * </pre>
 *
 * <p>Not for several threads.
 */
public final class KillBillPeer {
    static final BigDecimal MONTHLY_PRICE = new BigDecimal("10.00");
    static final BigDecimal YEARLY_PRICE = new BigDecimal("12.00");

    /**
     * The defaults of {@link InvoiceConfig} for all that the generator asks. The server looks each of them up per tenant,
     * so that this is on the generous side.
     */
    private static final Map<String, Object> DEFAULTS = Map.of(
            "getNumberOfMonthsInFuture",
            36,
            "isSanitySafetyBoundEnabled",
            true,
            "getMaxDailyNumberOfItemsSafetyBound",
            15,
            "getProrationFixedDays",
            0,
            "getInArrearMode",
            InArrearMode.DEFAULT,
            "isUsageZeroAmountDisabled",
            false,
            "getItemResultBehaviorMode",
            UsageDetailMode.AGGREGATE,
            "getMaxRawUsagePreviousPeriod",
            2,
            "getAccountTzOffsetMode",
            AccountTzOffset.FIXED);

    private final LocalDate start;
    private final PeerClock clock;
    private final ImmutableAccountData account;
    private final InvoiceGenerator generator;
    private final BillingEventSet events;
    private final List<Invoice> history = new ArrayList<>();

    /** Makes a customer with {@code monthly} and {@code yearly} subscriptions from {@code start} on, never billed yet. */
    public KillBillPeer(int monthly, int yearly, LocalDate start) {
        this.start = start;
        DateTime startTime = utc(start);
        this.clock = new PeerClock(startTime);
        this.account = account(startTime);
        InvoiceConfig config = Answers.of(InvoiceConfig.class, DEFAULTS);
        // no usage is sold here, so neither the invoice store nor the usage service is ever asked
        RawUsageOptimizer usage = new RawUsageOptimizer(config, null, null, clock);
        this.generator = new DefaultInvoiceGenerator(
                clock,
                config,
                new FixedAndRecurringInvoiceItemGenerator(config, clock),
                new UsageInvoiceItemGenerator(usage, config));
        this.events = new DefaultBillingEventSet(false, false, false);
        subscribe(monthly, new PeerPlan("monthly", BillingPeriod.MONTHLY, MONTHLY_PRICE, startTime));
        subscribe(yearly, new PeerPlan("yearly", BillingPeriod.ANNUAL, YEARLY_PRICE, startTime));
    }

    /** Makes the same customer, already invoiced for the first {@code months} months, month by month. */
    public static KillBillPeer peerWithHistory(int monthly, int yearly, LocalDate start, int months) {
        KillBillPeer peer = new KillBillPeer(monthly, yearly, start);
        YearMonth first = YearMonth.from(start);
        for (int k = 0; k < months; k++) {
            peer.invoice(first.plusMonths(k));
        }
        return peer;
    }

    /** Makes the invoice of {@code month}, adds it to the history, and answers how many items it has. */
    public int invoice(YearMonth month) {
        Invoice invoice = generate(month);
        if (invoice == null) {
            return 0;
        }
        // The store would fill these in. Left empty, all items count as made today, and the generator's guard against
        // more than 15 items of a subscription on one day stops the sixteenth month.
        DateTime created = utc(billingDay(month));
        for (InvoiceItem item : invoice.getInvoiceItems()) {
            ((EntityBase) item).setCreatedDate(created);
        }
        history.add(invoice);
        return invoice.getInvoiceItems().size();
    }

    /** Makes the items of {@code month} and forgets them, so that the same month can be measured again and again. */
    public List<InvoiceItem> preview(YearMonth month) {
        Invoice invoice = generate(month);
        return invoice == null ? List.of() : invoice.getInvoiceItems();
    }

    private @Nullable Invoice generate(YearMonth month) {
        LocalDate day = billingDay(month);
        DateTime now = utc(day);
        clock.set(now);
        try {
            return generator
                    .generateInvoice(
                            account,
                            events,
                            new AccountInvoices(null, null, history),
                            null,
                            now.toLocalDate(),
                            Currency.EUR,
                            null,
                            List.of(),
                            context(now))
                    .getInvoice();
        } catch (InvoiceApiException e) {
            throw new IllegalStateException("Kill Bill gave no invoice for " + month, e);
        }
    }

    /** The day in {@code month} on which the next monthly period starts. */
    private LocalDate billingDay(YearMonth month) {
        return start.plusMonths(ChronoUnit.MONTHS.between(YearMonth.from(start), month));
    }

    private void subscribe(int count, PeerPlan plan) {
        for (int i = 0; i < count; i++) {
            events.add(new DefaultBillingEvent(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    utc(start),
                    plan,
                    plan,
                    null,
                    plan.price(),
                    List.of(),
                    Currency.EUR,
                    plan.getRecurringBillingPeriod(),
                    start.getDayOfMonth(),
                    1,
                    "start",
                    events.size(),
                    SubscriptionBaseTransitionType.CREATE));
        }
    }

    private InternalCallContext context(DateTime now) {
        return new InternalCallContext(
                1L,
                1L,
                DateTimeZone.UTC,
                DateTimeZone.UTC,
                account.getReferenceTime(),
                account.getId(),
                "benchmark",
                CallOrigin.INTERNAL,
                UserType.SYSTEM,
                null,
                null,
                now,
                now);
    }

    private static ImmutableAccountData account(DateTime since) {
        return Answers.of(
                ImmutableAccountData.class,
                Map.of(
                        "getId", UUID.randomUUID(),
                        "getCurrency", Currency.EUR,
                        "getTimeZone", DateTimeZone.UTC,
                        "getFixedOffsetTimeZone", DateTimeZone.UTC,
                        "getReferenceTime", since));
    }

    private static DateTime utc(LocalDate day) {
        return new DateTime(day.getYear(), day.getMonthValue(), day.getDayOfMonth(), 0, 0, DateTimeZone.UTC);
    }
}
