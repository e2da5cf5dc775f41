package nl.termijn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import nl.termijn.Billing;
import nl.termijn.administration.Administration;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Pricing;
import nl.termijn.administration.Setting;
import nl.termijn.administration.SettingLevel;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.RecordedEvent;
import nl.termijn.invoice.Corrections;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.VatRow;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.period.DateRange;
import nl.termijn.receivable.Balance;
import nl.termijn.subscription.Piece;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/**
 * The laws of billing, as checks on whatever is stored: run them on your own store after any history. Each fails with an
 * {@link AssertionError} that names the law and what breaks it.
 */
public final class BillingLaws {
    private static final int PAGE = 500;

    private BillingLaws() {}

    /** Checks every law. */
    public static void check(Billing billing) {
        billedDaysTileTheServedDays(billing);
        atMostTwelveRunInvoicesAYear(billing);
        totalsAddUp(billing);
        creditsNeverExceedTheirInvoice(billing);
        numbersHaveNoGapAndTheChainHolds(billing);
        theLogGivesTheSameBalances(billing);
        accountsBalance(billing);
        paperIsChargedOnceAndNeverAlone(billing);
        addOnsFollowTheirParents(billing);
    }

    /** An add-on is its parent's customer's, and has an end when its parent has: that day, or later where it was paid up. */
    public static void addOnsFollowTheirParents(Billing billing) {
        for (Customer customer : customers(billing)) {
            for (Subscription addOn : billing.subscriptions().ofCustomer(customer.reference())) {
                addOn.parent().ifPresent(reference -> {
                    Subscription parent =
                            billing.subscriptions().find(reference).orElseThrow();
                    assertThat(parent.customer())
                            .as("who pays the parent of %s", addOn.reference())
                            .isEqualTo(addOn.customer());
                    assertThat(addOn.end().isPresent() || parent.end().isEmpty())
                            .as("%s has an end when its parent has", addOn.reference())
                            .isTrue();
                });
            }
        }
    }

    /** An invoice has at most one fee for paper, beside something that is charged; a credit note has none. */
    public static void paperIsChargedOnceAndNeverAlone(Billing billing) {
        for (Customer customer : customers(billing)) {
            for (Invoice document : billing.invoices().ofCustomer(customer.reference())) {
                long fees = document.lines().stream()
                        .filter(line -> line.origin() instanceof LineOrigin.PaperFee)
                        .count();
                assertThat(fees)
                        .as("fees for paper on %s", document.name())
                        .isLessThanOrEqualTo(document.kind() == InvoiceKind.INVOICE ? 1 : 0)
                        .isLessThan(document.lines().size());
            }
        }
    }

    /**
     * The days of a subscription are billed once, and none is left out from where its billing began up to the day through
     * which it is billed (rule B2), but for those that the log says were dropped on purpose or set off to a total of zero.
     */
    public static void billedDaysTileTheServedDays(Billing billing) {
        GivenUp givenUp = GivenUp.of(billing);
        for (Customer customer : customers(billing)) {
            List<Invoice> documents = billing.invoices().ofCustomer(customer.reference());
            List<PendingLine> waiting = billing.pendingLines().waiting(customer.reference());
            for (Subscription subscription : billing.subscriptions().ofCustomer(customer.reference())) {
                List<DateRange> billed = billedDays(subscription, documents, waiting);
                billed.sort(Comparator.comparing(DateRange::from));
                for (int i = 0; i + 1 < billed.size(); i++) {
                    assertThat(billed.get(i).overlaps(billed.get(i + 1)))
                            .as("a day of %s is billed once: %s", subscription.reference(), billed)
                            .isFalse();
                }
                everyServedDayIsBilled(billing, subscription, billed, givenUp);
            }
        }
    }

    /** What the log says of days that no document bills. */
    private static final class GivenUp {
        private final Map<SubscriptionReference, LocalDate> began = new HashMap<>();
        private final Map<SubscriptionReference, List<DateRange>> days = new HashMap<>();

        static GivenUp of(Billing billing) {
            GivenUp givenUp = new GivenUp();
            events(billing, event -> givenUp.read(billing, event));
            return givenUp;
        }

        private void read(Billing billing, BillingEvent event) {
            if (event instanceof BillingEvent.SubscriptionStarted started) {
                began.put(started.subscription(), started.billedThrough());
            } else if (event instanceof BillingEvent.DaysDropped dropped) {
                add(dropped.subscription(), DateRange.of(dropped.from(), dropped.to()));
            } else if (event instanceof BillingEvent.BilledWithoutInvoice zero) {
                zero.stretches()
                        .forEach(stretch ->
                                add(stretch.subscription(), DateRange.of(stretch.from(), stretch.through())));
                zero.pendingLines()
                        .forEach(line -> billing.pendingLines().find(line).ifPresent(this::addDaysOf));
            }
        }

        private void addDaysOf(PendingLine line) {
            line.origin()
                    .dueSubscription()
                    .ifPresent(subscription -> add(subscription, line.days().orElseThrow()));
        }

        private void add(SubscriptionReference subscription, DateRange range) {
            days.computeIfAbsent(subscription, any -> new ArrayList<>()).add(range);
        }

        LocalDate began(Subscription subscription) {
            return began.getOrDefault(subscription.reference(), subscription.start());
        }

        List<DateRange> of(Subscription subscription) {
            return days.getOrDefault(subscription.reference(), List.of());
        }
    }

    private static List<DateRange> billedDays(
            Subscription subscription, List<Invoice> documents, List<PendingLine> waiting) {
        List<DateRange> days = new ArrayList<>();
        for (Invoice document : documents) {
            if (stillBills(document)) {
                document.lines().forEach(line -> addDue(subscription, line.origin(), line.days(), days));
            }
        }
        waiting.forEach(line -> addDue(subscription, line.origin(), line.days(), days));
        return days;
    }

    private static void addDue(
            Subscription subscription, LineOrigin origin, Optional<DateRange> range, List<DateRange> days) {
        if (origin.dueSubscription().equals(Optional.of(subscription.reference()))) {
            days.add(range.orElseThrow());
        }
    }

    private static void everyServedDayIsBilled(
            Billing billing, Subscription subscription, List<DateRange> billed, GivenUp givenUp) {
        LocalDate through = subscription.billedThrough();
        Subscription anew = subscription.toBuilder()
                .billedThrough(givenUp.began(subscription))
                .build();
        List<DateRange> accounted = new ArrayList<>(billed);
        accounted.addAll(givenUp.of(subscription));
        List<Piece> pieces = ServiceCalendar.of(
                        anew, billing.administration().policies().endOfSubscription())
                .due(through.plusYears(11));
        for (Piece piece : pieces) {
            piece.days().upTo(through).ifPresent(days -> {
                for (LocalDate day = days.from(); day.isBefore(days.to()); day = day.plusDays(1)) {
                    LocalDate wanted = day;
                    assertThat(accounted.stream().anyMatch(range -> range.contains(wanted)))
                            .as(
                                    "%s of %s, billed through %s, is billed: %s",
                                    day, subscription.reference(), through, billed)
                            .isTrue();
                }
            });
        }
    }

    /**
     * At most one run invoice a customer and month, so at most twelve a year; and for a customer whose schedule of
     * <em>m</em> months never changed at most 12/<em>m</em>, but for those of interim lines alone where policy bills them
     * each month (rule B4).
     */
    public static void atMostTwelveRunInvoicesAYear(Billing billing) {
        Set<CustomerReference> rescheduled = new HashSet<>();
        Set<String> rescheduledAbove = new HashSet<>();
        Set<InvoiceId> edited = new HashSet<>();
        events(billing, event -> {
            if (event instanceof BillingEvent.CustomerSaved saved
                    && saved.changed().stream()
                            .anyMatch(Set.of("schedule", "interimLines", "group", "ahead")::contains)) {
                rescheduled.add(saved.customer());
            } else if (event instanceof BillingEvent.SettingChanged change && change.level() != SettingLevel.CUSTOMER) {
                rescheduledAbove.add(change.setting());
            } else if (event instanceof BillingEvent.DraftEdited edit) {
                edited.add(edit.invoice());
            }
        });
        boolean stable = Collections.disjoint(rescheduledAbove, Set.of("schedule", "interimLines"));
        Administration administration = billing.administration();
        for (Customer customer : customers(billing)) {
            EffectiveSettings settings = EffectiveSettings.of(administration, customer, billing.today());
            InvoiceSchedule schedule = settings.schedule();
            boolean interim = settings.get(Setting.INTERIM_LINES) == Policies.InterimLines.MONTHLY;
            Set<YearMonth> months = new HashSet<>();
            Map<Integer, Integer> perYear = new HashMap<>();
            for (Invoice document : billing.invoices().ofCustomer(customer.reference())) {
                if (document.runMonth().isPresent() && stillBills(document)) {
                    YearMonth month = document.runMonth().get();
                    assertThat(months.add(month))
                            .as("customer %s has one run invoice for %s", customer.reference(), month)
                            .isTrue();
                    boolean between = interim && !schedule.fits(month);
                    perYear.merge(month.getYear(), between ? 0 : 1, Integer::sum);
                    assertThat(between
                                    && stable
                                    && !rescheduled.contains(customer.reference())
                                    && !edited.contains(document.id())
                                    && document.lines().stream().anyMatch(BillingLaws::isPeriod))
                            .as("%s for %s, between the months of %s, has periods", document.name(), month, schedule)
                            .isFalse();
                }
            }
            if (stable && !rescheduled.contains(customer.reference())) {
                perYear.forEach((year, count) -> assertThat(count)
                        .as("run invoices of %s in %s for %s", customer.reference(), year, schedule)
                        .isLessThanOrEqualTo(12 / schedule.months()));
            }
        }
    }

    /** Whether a run took it from a subscription, and not from what waited. */
    private static boolean isPeriod(InvoiceLine line) {
        return line.pendingLine().isEmpty() && line.origin().dueSubscription().isPresent();
    }

    private static boolean stillBills(Invoice document) {
        return document.withdrawal()
                .map(withdrawal -> withdrawal.giveBack() == GiveBack.DROP)
                .orElse(true);
    }

    /**
     * Lines sum to the taxable amount of their VAT category and rate; VAT is that of rules D2 and D3; gross prices stay
     * what was promised.
     */
    public static void totalsAddUp(Billing billing) {
        for (Customer customer : customers(billing)) {
            for (Invoice document : billing.invoices().ofCustomer(customer.reference())) {
                document.totals().rows().forEach(row -> rowAddsUp(document, row));
                assertThat(sum(document.totals().rows().stream()
                                .map(row -> Amounts.decimal(row.taxable()).add(Amounts.decimal(row.vat())))
                                .toList()))
                        .as("rows of %s sum to its total", document.name())
                        .isEqualByComparingTo(Amounts.decimal(document.totals().gross()));
            }
        }
    }

    private static void rowAddsUp(Invoice document, VatRow row) {
        Rounding rounding = Rounding.of(document.currency());
        BigDecimal nets = BigDecimal.ZERO;
        BigDecimal netPriced = BigDecimal.ZERO;
        BigDecimal grossPriced = BigDecimal.ZERO;
        for (int i = 0; i < document.lines().size(); i++) {
            InvoiceLine line = document.lines().get(i);
            if (line.vat().category() == row.category() && line.vat().rate().compareTo(row.rate()) == 0) {
                nets = nets.add(Amounts.decimal(document.totals().lineNets().get(i)));
                BigDecimal amount = Amounts.decimal(line.amount());
                netPriced = line.pricing() == Pricing.NET ? netPriced.add(amount) : netPriced;
                grossPriced = line.pricing() == Pricing.GROSS ? grossPriced.add(amount) : grossPriced;
            }
        }
        assertThat(nets)
                .as("lines of %s at %s %s sum to the taxable amount", document.name(), row.category(), row.rate())
                .isEqualByComparingTo(Amounts.decimal(row.taxable()));
        BigDecimal hundred = BigDecimal.valueOf(100);
        BigDecimal vat = rounding.divide(netPriced.multiply(row.rate()), hundred)
                .add(rounding.divide(grossPriced.multiply(row.rate()), hundred.add(row.rate())));
        boolean follows = document.kind() == InvoiceKind.INVOICE;
        assertThat(Amounts.decimal(row.vat()).compareTo(vat) == 0 || !follows)
                .as("VAT of %s at %s %s is %s, found %s", document.name(), row.category(), row.rate(), vat, row.vat())
                .isTrue();
    }

    /**
     * Credits never exceed any line of their invoice, and an invoice that was credited wholly by credit notes sums to zero
     * with them in every VAT row (rules E1 to E3).
     */
    public static void creditsNeverExceedTheirInvoice(Billing billing) {
        for (Customer customer : customers(billing)) {
            List<Invoice> documents = billing.invoices().ofCustomer(customer.reference());
            List<PendingLine> waiting = billing.pendingLines().waiting(customer.reference());
            for (Invoice document : documents) {
                if (document.kind() == InvoiceKind.INVOICE && document.status() == InvoiceStatus.SENT) {
                    boolean nothingLeft = linesKeepTheirSign(billing, document);
                    List<Invoice> notes = notesOf(document, documents);
                    boolean creditWaits = waiting.stream().anyMatch(line -> credits(line.origin(), document));
                    if (nothingLeft && !notes.isEmpty() && !creditWaits) {
                        everyRowIsZero(document, notes, documents);
                    }
                }
            }
        }
    }

    private static boolean linesKeepTheirSign(Billing billing, Invoice document) {
        Corrections corrections = billing.invoices().corrections(document.id());
        boolean nothingLeft = true;
        for (int number = 1; number <= document.lines().size(); number++) {
            BigDecimal amount = Amounts.decimal(document.line(number).amount());
            BigDecimal left = Amounts.decimal(corrections.leftOfLine(number));
            assertThat(left.signum() == 0 || left.signum() == amount.signum())
                    .as(
                            "line %s of %s (%s) is not credited beyond itself: %s left",
                            number, document.name(), amount, left)
                    .isTrue();
            assertThat(left.abs())
                    .as("line %s of %s is never credited upwards", number, document.name())
                    .isLessThanOrEqualTo(amount.abs());
            nothingLeft &= left.signum() == 0;
        }
        return nothingLeft;
    }

    private static List<Invoice> notesOf(Invoice document, List<Invoice> documents) {
        return documents.stream()
                .filter(other -> other.status() == InvoiceStatus.SENT
                        && other.kind() == InvoiceKind.CREDIT_NOTE
                        && other.lines().stream().allMatch(line -> credits(line.origin(), document)))
                .toList();
    }

    private static boolean credits(LineOrigin origin, Invoice document) {
        return origin instanceof LineOrigin.Credit credit
                && credit.line().invoice().equals(document.id());
    }

    private static void everyRowIsZero(Invoice document, List<Invoice> notes, List<Invoice> documents) {
        boolean creditedElsewhere = documents.stream()
                .anyMatch(other -> !notes.contains(other)
                        && other.lines().stream().anyMatch(line -> credits(line.origin(), document)));
        if (creditedElsewhere) {
            return;
        }
        Map<String, BigDecimal> left = new TreeMap<>();
        List<Invoice> all = new ArrayList<>(notes);
        all.add(document);
        for (Invoice each : all) {
            for (VatRow row : each.totals().rows()) {
                String key =
                        row.category() + " " + row.rate().stripTrailingZeros().toPlainString();
                left.merge(key + " taxable", Amounts.decimal(row.taxable()), BigDecimal::add);
                left.merge(key + " VAT", Amounts.decimal(row.vat()), BigDecimal::add);
            }
        }
        boolean lineLeft = document.lines().stream()
                .anyMatch(line -> Amounts.decimal(line.amount()).signum() != 0);
        left.forEach((row, amount) -> assertThat(lineLeft ? amount : BigDecimal.ZERO)
                .as("%s and its credit notes are zero in row %s", document.name(), row)
                .isEqualByComparingTo(BigDecimal.ZERO));
    }

    /** Numbers of a series have no gap, every document is what was sent, and the chain of hashes holds. */
    public static void numbersHaveNoGapAndTheChainHolds(Billing billing) {
        assertThat(billing.audit().verify().problems())
                .as("number series and hash chain")
                .isEmpty();
    }

    /** The event log alone, replayed, gives every customer's balance. */
    public static void theLogGivesTheSameBalances(Billing billing) {
        BalanceReplay replay = BalanceReplay.of(billing);
        for (Customer customer : customers(billing)) {
            CustomerReference reference = customer.reference();
            Balance balance = billing.payments().balance(reference);
            assertThat(replay.owed(reference))
                    .as("what %s owes, by the log", reference)
                    .isEqualByComparingTo(Amounts.decimal(balance.open()));
            assertThat(replay.credit(reference))
                    .as("what %s is owed, by the log", reference)
                    .isEqualByComparingTo(Amounts.decimal(balance.credit()));
        }
    }

    /**
     * What a customer was charged, less what he paid, was credited and forgiven, is what is open less his credit; and where
     * credit is set off at once he never has both, unless an allocation was undone by hand.
     */
    public static void accountsBalance(Billing billing) {
        boolean byHand = happened(billing, event -> event instanceof BillingEvent.AllocationUndone);
        boolean atOnce = billing.administration().policies().setOff() == Policies.SetOff.AT_ONCE;
        for (Customer customer : customers(billing)) {
            Balance balance = billing.payments().balance(customer.reference());
            BigDecimal charged = Amounts.decimal(balance.invoiced())
                    .subtract(Amounts.decimal(balance.credited()))
                    .subtract(Amounts.decimal(balance.paid()))
                    .subtract(Amounts.decimal(balance.writtenOff()))
                    .add(Amounts.decimal(balance.refunded()));
            BigDecimal open = Amounts.decimal(balance.open());
            BigDecimal credit = Amounts.decimal(balance.credit());
            assertThat(charged)
                    .as("the account of %s balances: %s", customer.reference(), balance)
                    .isEqualByComparingTo(open.subtract(credit));
            assertThat(byHand || !atOnce || open.signum() == 0 || credit.signum() == 0)
                    .as("%s has no open items and credit at once: %s", customer.reference(), balance)
                    .isTrue();
        }
    }

    private static boolean happened(Billing billing, Predicate<BillingEvent> wanted) {
        boolean[] found = new boolean[1];
        events(billing, event -> found[0] |= wanted.test(event));
        return found[0];
    }

    private static void events(Billing billing, Consumer<BillingEvent> reader) {
        long after = 0;
        List<RecordedEvent> events = billing.audit().events(after, PAGE);
        while (!events.isEmpty()) {
            for (RecordedEvent event : events) {
                reader.accept(event.event());
                after = event.sequence();
            }
            events = billing.audit().events(after, PAGE);
        }
    }

    private static List<Customer> customers(Billing billing) {
        List<Customer> all = new ArrayList<>();
        List<Customer> page = billing.customers().page(Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = billing.customers()
                    .page(Optional.of(page.get(page.size() - 1).reference()), PAGE);
        }
        return all;
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
