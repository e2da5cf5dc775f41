package nl.termijn.testkit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.money.Monetary;
import javax.money.MonetaryAmount;
import nl.termijn.Billing;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.SubscriptionService.Transfer;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Policies.Cancellation;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.BillingException;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.UsageReading;
import nl.termijn.mail.InMemoryMailbox;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.price.Tariff;
import nl.termijn.price.UsageTariff;
import nl.termijn.receivable.Booking;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.subscription.Alignment;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.Coupon;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;
import nl.termijn.subscription.TermsChange.Effect;
import nl.termijn.subscription.TimedDiscount;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatProduct;

/**
 * A short history in which two acts meet on one line: a subscription whose days of June are on a sent invoice, beside measured
 * use. What differs from history to history follows from a seed.
 */
final class PairedActs {
    private static final CustomerReference PAYER = CustomerReference.of("A");
    private static final CustomerReference OTHER = CustomerReference.of("B");
    private static final SubscriptionReference SUBSCRIPTION = SubscriptionReference.of("S");
    private static final LocalDate MIDDLE = LocalDate.of(2024, 6, 16);
    private static final String USE = "traffic";

    private final Random random;
    private final String currency;
    private final SettableClock clock = new SettableClock(ZoneId.of("Europe/Amsterdam"), LocalDate.of(2024, 5, 1));
    private final InMemoryBillingStore store = new InMemoryBillingStore();
    private final Billing billing;
    private final List<String> told = new ArrayList<>();
    private InvoiceId invoice;
    private int line;
    private int successors;

    /** When the second act comes. */
    enum Order {
        /** Both between the same two runs. */
        TOGETHER,
        /** The next run and its sending lie between them. */
        A_RUN_BETWEEN,
        /** The next run lies between them; what it made is a draft still. */
        A_DRAFT_BETWEEN
    }

    /** What became of one pair. */
    enum Outcome {
        /** Both acts were done. */
        DONE,
        /** The rules refused the first. */
        FIRST_REFUSED,
        /** The rules refused the second after the first. */
        SECOND_REFUSED
    }

    /** What meets on the line. */
    enum Act {
        CREDIT_WHOLE(PairedActs::creditWhole),
        CREDIT_LINE(acts -> acts.billing
                .invoices()
                .credit(acts.invoice)
                .line(acts.line)
                .whole()
                .send()),
        CREDIT_QUANTITY(acts -> acts.billing
                .invoices()
                .credit(acts.invoice)
                .line(acts.line)
                .quantity(acts.some(3))
                .send()),
        CREDIT_PERIODS(acts -> acts.billing
                .invoices()
                .credit(acts.invoice)
                .line(acts.line)
                .periods(1)
                .send()),
        CREDIT_DAYS(PairedActs::creditDays),
        CREDIT_AMOUNT(acts -> acts.billing
                .invoices()
                .credit(acts.invoice)
                .line(acts.line)
                .amount(acts.partOfLine())
                .send()),
        CREDIT_AMOUNT_OF_INVOICE(acts -> acts.billing
                .invoices()
                .credit(acts.invoice)
                .amount(acts.euro(1 + acts.random.nextInt(2_000)))
                .send()),
        CREDIT_DRAFTED(acts -> acts.billing
                .invoices()
                .credit(acts.invoice)
                .line(acts.line)
                .amount(acts.partOfLine())
                .draft()),
        PRICE_AT_ONCE(acts -> acts.change(Effect.AT_ONCE, change -> change.unitPrice(acts.price()))),
        PRICE_NEXT(acts -> acts.change(Effect.NEXT_PERIOD, change -> change.unitPrice(acts.price()))),
        PRICE_PLANNED(acts -> acts.billing
                .subscriptions()
                .changePrice(acts.current(), acts.price(), LocalDate.of(2024, 8, 1), Effect.NEXT_PERIOD)),
        QUANTITY_AT_ONCE(acts -> acts.change(Effect.AT_ONCE, change -> change.quantity(acts.some(15)))),
        QUANTITY_NEXT(acts -> acts.change(Effect.NEXT_PERIOD, change -> change.quantity(acts.some(15)))),
        PRODUCT_AT_ONCE(acts ->
                acts.change(Effect.AT_ONCE, change -> acts.otherProduct(change).unitPrice(acts.price()))),
        PRODUCT_NEXT(acts -> acts.change(
                Effect.NEXT_PERIOD, change -> acts.otherProduct(change).unitPrice(acts.price()))),
        PRODUCT_WHEN_PAID(PairedActs::changeWhenPaid),
        END_WITH_NOTE(acts -> acts.end(Ending.CREDIT, Cancellation.CREDIT_NOTE)),
        END_WITH_LINE(acts -> acts.end(Ending.CREDIT, Cancellation.PENDING_LINE)),
        END_PAID_UP(acts -> acts.end(Ending.PAID_UP, Cancellation.CREDIT_NOTE)),
        TRANSFER_WITH_CREDIT(acts -> acts.transfer(Ending.CREDIT)),
        TRANSFER_PAID_UP(acts -> acts.transfer(Ending.PAID_UP)),
        REPLACE(PairedActs::replace),
        WITHDRAW_GIVING_BACK(acts -> acts.billing.invoices().withdraw(acts.invoice, "mistake", GiveBack.GIVE_BACK)),
        WITHDRAW_DROPPING(acts -> acts.billing.invoices().withdraw(acts.invoice, "mistake", GiveBack.DROP)),
        PAUSE(acts -> acts.billing.subscriptions().pause(acts.current(), acts.day())),
        PAUSE_AND_RESUME(PairedActs::pauseAndResume),
        CYCLE(PairedActs::changeCycle),
        RENEWAL_MOVED(acts -> acts.billing
                .subscriptions()
                .moveRenewal(acts.current(), acts.subscription().billedThrough().plusDays(5))),
        COUPON(PairedActs::goOnWithCoupon),
        VAT_MOVE(PairedActs::moveForVat),
        TOP_UP(acts -> acts.billing.prepaid().topUp(PAYER, acts.euro(2_000), VatProduct.STANDARD)),
        USE_CORRECTED(acts -> acts.use(10 + acts.random.nextInt(80)));

        @SuppressWarnings("ImmutableEnumChecker") // the acts hold no state
        private final Consumer<PairedActs> act;

        Act(Consumer<PairedActs> act) {
            this.act = act;
        }
    }

    private PairedActs(long seed) {
        random = new Random(seed);
        currency = random.nextInt(4) == 0 ? "USD" : "EUR";
        long[] last = new long[1];
        billing = Billing.builder()
                .store(store)
                .administration("seller")
                .clock(clock)
                .ids(() -> String.format(Locale.ROOT, "seller-%08d", ++last[0]))
                .mail(new InMemoryMailbox())
                .exchangeRates((from, day) ->
                        Optional.of(new BigDecimal("1.04").add(BigDecimal.valueOf(day.getDayOfYear(), 3))))
                .build();
        billing.open(seller());
        billing.customers().put(customer(PAYER));
        billing.customers().put(customer(OTHER));
        billing.coupons()
                .put(Coupon.builder()
                        .code("LENTE")
                        .discount(TimedDiscount.firstPeriods(Discount.percent(BigDecimal.valueOf(50)), 2))
                        .build());
        billing.subscriptions().start(started());
        use(90);
        LocalDate day = LocalDate.of(2024, 5, 1);
        while (invoice == null) {
            clock.goTo(day);
            runAndSend();
            findLine();
            day = day.plusMonths(1);
        }
        if (clock.today().isBefore(LocalDate.of(2024, 6, 28))) {
            clock.goTo(LocalDate.of(2024, 6, 28));
        }
    }

    /** Does {@code first} and {@code second}, checking every law after each step. */
    static Outcome run(Act first, Act second, Order order, long seed) {
        PairedActs acts = new PairedActs(seed);
        acts.told.add(first + ", " + second + ", " + order + ", seed " + seed);
        acts.told.add(acts.billing.administration().policies() + ", " + acts.subscription());
        acts.told.add(acts.charged() + " on " + acts.invoice);
        acts.check();
        if (!acts.isDone(first)) {
            return Outcome.FIRST_REFUSED;
        }
        switch (order) {
            case TOGETHER -> {
                // nothing between them
            }
            case A_RUN_BETWEEN -> acts.nextMonth(true);
            case A_DRAFT_BETWEEN -> acts.nextMonth(false);
        }
        boolean done = acts.isDone(second);
        acts.nextMonth(true);
        acts.nextMonth(true);
        acts.nextMonth(true);
        return done ? Outcome.DONE : Outcome.SECOND_REFUSED;
    }

    private boolean isDone(Act act) {
        boolean done = isAllowed(act);
        check();
        return done;
    }

    private boolean isAllowed(Act act) {
        told.add(clock.today() + " " + act);
        try {
            act.act.accept(this);
            return true;
        } catch (BillingException refused) {
            told.add("  refused: " + refused.getMessage());
            return false;
        }
    }

    private void check() {
        try {
            BillingLaws.check(billing);
        } catch (AssertionError e) {
            AssertionError found = new AssertionError(e.getMessage() + "\n" + String.join("\n", told), e);
            found.setStackTrace(e.getStackTrace());
            throw found;
        }
    }

    private void nextMonth(boolean send) {
        clock.goTo(YearMonth.from(clock.today()).plusMonths(1).atDay(1));
        told.add(clock.today() + (send ? " run and sent" : " run"));
        run();
        check();
        if (send) {
            sendAll();
            check();
        }
    }

    private void runAndSend() {
        run();
        sendAll();
    }

    private void run() {
        var report = billing.runs().run(YearMonth.from(clock.today()));
        if (!report.failures().isEmpty()) {
            throw new AssertionError("the run failed for " + report.failures());
        }
    }

    private void sendAll() {
        billing.invoices()
                .send(billing.invoices().awaitingApproval().stream()
                        .map(Invoice::id)
                        .toList());
    }

    private void findLine() {
        for (Invoice document : billing.invoices().ofCustomer(PAYER)) {
            for (int number = 1; number <= document.lines().size(); number++) {
                InvoiceLine each = document.line(number);
                if (document.kind() == InvoiceKind.INVOICE
                        && document.status() == InvoiceStatus.SENT
                        && each.origin() instanceof LineOrigin.Service
                        && each.days().orElseThrow().contains(MIDDLE)) {
                    invoice = document.id();
                    line = number;
                }
            }
        }
    }

    private static Address address(String country) {
        return Address.builder()
                .street("Voorbeeldstraat 1")
                .postalCode("1234 AB")
                .city("Stad")
                .country(country)
                .build();
    }

    private Administration seller() {
        return Administration.builder()
                .id(AdministrationId.of("seller"))
                .name("Verkoper B.V.")
                .address(address("NL"))
                .currency(Monetary.getCurrency(currency))
                .vatId(VatId.of("NL661712813B01"))
                .kvkNumber("01234567")
                .iban("NL91ABNA0417164300")
                .policies(Policies.builder()
                        .negativeTotal(one(Policies.NegativeTotal.values()))
                        .endOfSubscription(one(Policies.EndOfSubscription.values()))
                        .setOff(one(Policies.SetOff.values()))
                        .interimLines(one(Policies.InterimLines.values()))
                        .prepaidVat(Policies.PrepaidVat.AT_TOP_UP)
                        .build())
                .build();
    }

    private Customer customer(CustomerReference reference) {
        boolean quarterly = random.nextInt(3) == 0;
        return Customer.builder()
                .reference(reference)
                .name("Klant " + reference)
                .kind(BuyerKind.BUSINESS)
                .address(address("NL"))
                .emails(List.of("klant@voorbeeld.example"))
                .schedule(quarterly ? InvoiceSchedule.every(3, 6) : InvoiceSchedule.every(1, 1))
                .build();
    }

    private Subscription started() {
        Subscription.Builder started = Subscription.builder()
                .reference(SUBSCRIPTION)
                .customer(PAYER)
                .description("Hosting basic")
                .productCode("basic")
                .cycleMonths(one(new Integer[] {1, 1, 1, 2, 3, 12}))
                .start(one(new LocalDate[] {
                    LocalDate.of(2024, 5, 1),
                    LocalDate.of(2024, 6, 1),
                    LocalDate.of(2024, 5, 10),
                    LocalDate.of(2024, 5, 31)
                }))
                .alignment(one(Alignment.values()))
                .quantity(BigDecimal.TEN)
                .unitPrice(price())
                .pricing(random.nextInt(3) == 0 ? Pricing.GROSS : Pricing.NET)
                .timing(random.nextInt(4) == 0 ? BillingTiming.ARREARS : BillingTiming.ADVANCE);
        if (random.nextInt(4) == 0) {
            started.discount(TimedDiscount.always(
                    random.nextBoolean()
                            ? Discount.percent(BigDecimal.valueOf(15))
                            : Discount.amountPerPeriod(new BigDecimal("7.77"))));
        }
        return started.build();
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private MonetaryAmount euro(long cents) {
        return Amounts.of(BigDecimal.valueOf(cents, 2), Monetary.getCurrency(currency));
    }

    private MonetaryAmount price() {
        return euro(500 + random.nextInt(9_500));
    }

    private BigDecimal some(int most) {
        return BigDecimal.valueOf(1 + random.nextInt(most));
    }

    /** A day in June on which the line charges something. */
    private LocalDate day() {
        DateRange days = charged().days().orElseThrow();
        LocalDate from = later(days.from().plusDays(1), LocalDate.of(2024, 6, 2));
        LocalDate to = days.to().isBefore(LocalDate.of(2024, 7, 1)) ? days.to() : LocalDate.of(2024, 7, 1);
        int span = Math.max(1, (int) (to.toEpochDay() - from.toEpochDay()));
        LocalDate day = from.plusDays(random.nextInt(span));
        told.add("  on " + day);
        return day;
    }

    private static LocalDate later(LocalDate one, LocalDate two) {
        return one.isAfter(two) ? one : two;
    }

    private InvoiceLine charged() {
        return billing.invoices().find(invoice).orElseThrow().line(line);
    }

    private MonetaryAmount partOfLine() {
        long cents = Amounts.decimal(charged().amount()).movePointRight(2).longValueExact();
        return euro(Math.max(1, cents / (2 + random.nextInt(4))));
    }

    /** The subscription, or the one that it goes on as. */
    private Subscription subscription() {
        Subscription subscription = billing.subscriptions().find(SUBSCRIPTION).orElseThrow();
        while (subscription.successor().isPresent()) {
            subscription =
                    billing.subscriptions().find(subscription.successor().get()).orElseThrow();
        }
        return subscription;
    }

    private SubscriptionReference current() {
        return subscription().reference();
    }

    private void creditWhole() {
        billing.invoices().credit(invoice).send();
    }

    private void creditDays() {
        LocalDate from = day();
        LocalDate to = from.plusDays(1 + random.nextInt(6));
        LocalDate last = charged().days().orElseThrow().to();
        billing.invoices()
                .credit(invoice)
                .line(line)
                .days(DateRange.of(from, to.isAfter(last) ? last : to))
                .send();
    }

    private void change(Effect effect, UnaryOperator<TermsChange.Builder> what) {
        billing.subscriptions()
                .change(
                        current(),
                        what.apply(TermsChange.builder().effectiveFrom(day()).effect(effect))
                                .build());
    }

    private TermsChange.Builder otherProduct(TermsChange.Builder change) {
        String product = one(new String[] {"pro", "max"});
        return change.productCode(product).description("Hosting " + product);
    }

    private void changeWhenPaid() {
        Invoice asked = billing.requests()
                .change(
                        current(),
                        otherProduct(TermsChange.builder()
                                        .effectiveFrom(day())
                                        .effect(Effect.AT_ONCE)
                                        .unitPrice(euro(20_000 + 1_000L * told.size())))
                                .build(),
                        8,
                        "somebody");
        pay(asked);
    }

    private void pay(Invoice asked) {
        billing.payments().receiveFor(asked.id(), asked.request().orElseThrow().amount(), Booking.BY_HAND);
    }

    private void end(Ending ending, Cancellation cancellation) {
        cancelBy(cancellation);
        billing.subscriptions().end(current(), day(), ending);
    }

    private void cancelBy(Cancellation cancellation) {
        Administration seller = billing.administration();
        billing.open(Administration.builder()
                .from(seller)
                .policies(Policies.builder()
                        .from(seller.policies())
                        .cancellation(cancellation)
                        .build())
                .build());
    }

    private SubscriptionReference next() {
        successors++;
        return SubscriptionReference.of("next-" + successors);
    }

    private void transfer(Ending ending) {
        cancelBy(one(Cancellation.values()));
        billing.subscriptions()
                .transfer(
                        current(),
                        new Transfer(subscription().customer().equals(PAYER) ? OTHER : PAYER, next(), day(), ending));
    }

    private Subscription.Builder replacement() {
        return Subscription.builder()
                .reference(next())
                .customer(subscription().customer())
                .description("Another plan")
                .productCode("plan")
                .cycleMonths(one(new Integer[] {1, 3, 12}))
                .unitPrice(price())
                .pricing(charged().pricing())
                .timing(subscription().timing());
    }

    private LocalDate firstDayToReplace() {
        boolean whole = billing.administration().policies().endOfSubscription() == Policies.EndOfSubscription.WHOLE;
        return whole ? charged().days().orElseThrow().to() : day();
    }

    private void replace() {
        cancelBy(one(Cancellation.values()));
        billing.subscriptions()
                .replace(current(), replacement().start(firstDayToReplace()).build());
    }

    private void goOnWithCoupon() {
        cancelBy(one(Cancellation.values()));
        Optional<LocalDate> ended = subscription().end();
        LocalDate day = ended.orElseGet(this::firstDayToReplace);
        if (ended.isEmpty()) {
            billing.subscriptions().end(current(), day, Ending.CREDIT);
        }
        billing.coupons().start(replacement().start(day).build(), "LENTE");
    }

    private void pauseAndResume() {
        LocalDate day = day();
        billing.subscriptions().pause(current(), day);
        billing.subscriptions().resume(current(), day.plusDays(1 + random.nextInt(20)));
    }

    private void changeCycle() {
        billing.subscriptions().changeCycle(current(), one(new Integer[] {1, 3, 6}), price());
    }

    private void moveForVat() {
        Customer payer = billing.customers().find(PAYER).orElseThrow();
        billing.customers()
                .put(payer.toBuilder()
                        .address(address("BE"))
                        .vatId(VatId.of("BE0246770968"))
                        .build());
    }

    private void use(int amount) {
        billing.usage()
                .record(UsageReading.builder()
                        .reference(USE)
                        .subscription(SUBSCRIPTION)
                        .days(DateRange.of(LocalDate.of(2024, 4, 1), LocalDate.of(2024, 5, 1)))
                        .description("Traffic")
                        .used(BigDecimal.valueOf(amount))
                        .tariff(UsageTariff.of(Tariff.flat(euro(35))))
                        .build());
    }
}
