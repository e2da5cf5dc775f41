package nl.termijn.testkit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import javax.money.MonetaryAmount;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import nl.termijn.Billing;
import nl.termijn.CreditNoteBuilder;
import nl.termijn.DraftEdit;
import nl.termijn.ManualInvoice;
import nl.termijn.SubscriptionService;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.CustomerGroup;
import nl.termijn.administration.Hold;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.SettingsAhead;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.invoice.UsageReading;
import nl.termijn.mail.InMemoryMailbox;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.price.PriceRow;
import nl.termijn.price.Tariff;
import nl.termijn.price.UsageTariff;
import nl.termijn.receivable.Allocation;
import nl.termijn.receivable.Booking;
import nl.termijn.receivable.ItemId;
import nl.termijn.receivable.OpenItem;
import nl.termijn.store.BillingStore;
import nl.termijn.subscription.Coupon;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;
import nl.termijn.subscription.TimedDiscount;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatProduct;

/**
 * A seller's life, act by act, on a real {@link Billing}: what a generated list of {@link Step}s does to a store. An act
 * that the rules refuse changes nothing and is counted as refused.
 *
 * <pre>
 * &#64;Property
 * void the_laws_hold_on_my_store(&#64;ForAll("lives") BillingHistory.Life life) { // BillingHistory.lives(40)
 *     BillingHistory history = BillingHistory.on(new MyStore(), life);
 *     life.steps().forEach(step -&gt; {
 *         history.apply(step);
 *         BillingLaws.check(history.billing());
 *     });
 * }
 * </pre>
 *
 * Not thread-safe.
 */
public final class BillingHistory {
    private static final String LISTED = "LISTED";
    private static final String COUPON = "LENTE";

    private final Billing billing;
    private final SettableClock clock;
    private final List<CustomerReference> customers;
    private final Map<Act, Integer> done = new TreeMap<>();
    private final Map<Act, Integer> refused = new TreeMap<>();
    private int pendingLines;
    private int successors;

    /** What a seller does. */
    public enum Act {
        /** Some days go by. */
        WAIT,
        /** The run of the present month, or again of one before. */
        RUN,
        /** Everything due of a customer at once. */
        BILL_NOW,
        /** Something is added to a subscription. */
        ADD_ON,
        /** A line for the next run. */
        PENDING_LINE,
        /** A line that waits is removed. */
        REMOVE_LINE,
        /** An invoice by hand. */
        MANUAL,
        /** Another price or quantity. */
        CHANGE,
        /** The price list has another price from some day on, flat or in tiers. */
        PRICE,
        /** Another cycle. */
        CYCLE,
        /** Whole periods begin on another day. */
        MOVE_RENEWAL,
        /** Service stops for a while. */
        PAUSE,
        /** Service goes on. */
        RESUME,
        /** A subscription ends. */
        END,
        /** An end to come is taken back. */
        UNDO_END,
        /** Another customer pays a subscription on. */
        TRANSFER,
        /** A subscription goes on with a new period at another price. */
        REPLACE,
        /** A customer's schedule changes. */
        SCHEDULE,
        /** A group has another schedule and discount, or none. */
        GROUP,
        /** A hold is placed or released. */
        HOLD,
        /** A draft is edited. */
        EDIT,
        /** A line of a draft waits again. */
        MOVE,
        /** Two drafts become one. */
        MERGE,
        /** A draft becomes two. */
        SPLIT,
        /** A draft is deleted. */
        DELETE,
        /** Payment of a draft is asked before it is sent. */
        REQUEST,
        /** A customer pays ahead, with VAT where the seller charges it then. */
        TOP_UP,
        /** A change of terms waits to be paid. */
        CHANGE_WHEN_PAID,
        /** What was asked is paid, in full or in part. */
        PAY_REQUEST,
        /** What was asked and not paid lapses. */
        LAPSE,
        /** A draft is sent. */
        SEND,
        /** All drafts are sent. */
        SEND_ALL,
        /** Something of an invoice is credited. */
        CREDIT,
        /** Days or whole periods of a line are credited. */
        CREDIT_DAYS,
        /** A customer moves, or has another VAT number. */
        VAT_MOVE,
        /** A subscription begins with a coupon. */
        COUPON,
        /** Use is measured, or an earlier reading corrected. */
        USE,
        /** A document is taken back. */
        WITHDRAW,
        /** A document goes to the books. */
        EXPORT,
        /** Money comes in for an invoice. */
        PAY,
        /** Money comes in of a customer. */
        PAY_CUSTOMER,
        /** A claim is given up. */
        WRITE_OFF,
        /** Credit is paid back. */
        REFUND,
        /** A payment turns out to be none. */
        UNDO_PAYMENT,
        /** An allocation is undone. */
        UNDO_ALLOCATION,
        /** Credit is set off by hand. */
        SET_OFF
    }

    /**
     * One act; what it is done to follows from the numbers and what is there.
     *
     * @param act what
     * @param pick chooses among what is there
     * @param choice chooses how
     * @param days 0 to 40
     * @param money an amount
     */
    public record Step(Act act, int pick, int choice, int days, MonetaryAmount money) {}

    private BillingHistory(Billing billing, SettableClock clock, List<CustomerReference> customers) {
        this.billing = billing;
        this.clock = clock;
        this.customers = customers;
    }

    /** Single steps, runs and sending often. */
    public static Arbitrary<Step> steps() {
        List<net.jqwik.api.Tuple.Tuple2<Integer, Act>> weights = new ArrayList<>();
        for (Act act : Act.values()) {
            int weight = switch (act) {
                case WAIT, RUN -> 8;
                case SEND_ALL -> 4;
                case CHANGE, CREDIT, PAY, PENDING_LINE -> 3;
                case UNDO_ALLOCATION, DELETE, EDIT -> 1;
                default -> 2;
            };
            weights.add(net.jqwik.api.Tuple.of(weight, act));
        }
        return Combinators.combine(
                        Arbitraries.frequency(weights),
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.integers().between(0, 40),
                        BillingArbitraries.cents())
                .as(Step::new);
    }

    /**
     * A seller with two customers and one to three subscriptions, and what he does.
     *
     * @param seller the administration
     * @param customers A and B
     * @param subscriptions S0, S1 … of theirs
     * @param steps his acts
     */
    public record Life(
            Administration seller, List<Customer> customers, List<Subscription> subscriptions, List<Step> steps) {}

    /** Lives of {@code steps} to twice as many steps. */
    public static Arbitrary<Life> lives(int steps) {
        return Combinators.combine(
                        BillingArbitraries.administrations("seller"),
                        BillingArbitraries.customers("A"),
                        BillingArbitraries.customers("B"),
                        someSubscriptions(),
                        steps().list().ofMinSize(steps).ofMaxSize(2 * steps))
                .as((seller, a, b, subscriptions, acts) -> new Life(seller, List.of(a, b), subscriptions, acts));
    }

    private static Arbitrary<List<Subscription>> someSubscriptions() {
        return Arbitraries.integers().between(1, 3).flatMap(count -> {
            List<Arbitrary<Subscription>> each = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                each.add(BillingArbitraries.subscriptions("S" + i, CustomerReference.of(i % 2 == 0 ? "A" : "B")));
            }
            return Combinators.combine(each).as(list -> list);
        });
    }

    /** A history that begins on 1 January 2024 with the seller, customers and subscriptions of {@code life}. */
    public static BillingHistory on(BillingStore store, Life life) {
        SettableClock clock = new SettableClock(ZoneId.of("Europe/Amsterdam"), LocalDate.of(2024, 1, 1));
        long[] last = new long[1];
        Billing billing = Billing.builder()
                .store(store)
                .administration(life.seller().id().value())
                .clock(clock)
                .ids(() -> String.format(Locale.ROOT, "%s-%08d", life.seller().id(), ++last[0]))
                .mail(new InMemoryMailbox())
                .build();
        billing.open(life.seller());
        life.customers().forEach(billing.customers()::put);
        life.subscriptions().forEach(billing.subscriptions()::start);
        return new BillingHistory(
                billing,
                clock,
                life.customers().stream().map(Customer::reference).toList());
    }

    /** The billing that the history works on. */
    public Billing billing() {
        return billing;
    }

    /** Its clock. */
    public SettableClock clock() {
        return clock;
    }

    /** How often each act was done. */
    public Map<Act, Integer> done() {
        return done;
    }

    /** How often each act was refused by the rules. */
    public Map<Act, Integer> refused() {
        return refused;
    }

    /** Does one step. */
    public void apply(Step step) {
        try {
            act(step);
            done.merge(step.act(), 1, Integer::sum);
        } catch (NotAllowedException | InvalidInputException | NothingThere e) {
            refused.merge(step.act(), 1, Integer::sum);
        }
    }

    /** There is nothing that the act could be done to. */
    private static final class NothingThere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NothingThere() {
            super("nothing there", null, false, false);
        }
    }

    private static <T> T pick(List<T> from, int number) {
        if (from.isEmpty()) {
            throw new NothingThere();
        }
        return from.get(number % from.size());
    }

    private CustomerReference customer(Step step) {
        return pick(customers, step.pick());
    }

    private Subscription subscription(Step step) {
        List<Subscription> all = new ArrayList<>();
        customers.forEach(customer -> all.addAll(billing.subscriptions().ofCustomer(customer)));
        return pick(all, step.pick());
    }

    private Invoice document(Step step, InvoiceStatus status) {
        List<Invoice> all = new ArrayList<>();
        customers.forEach(customer -> billing.invoices().ofCustomer(customer).stream()
                .filter(document -> document.status() == status)
                .forEach(all::add));
        return pick(all, step.pick());
    }

    private Invoice draft(Step step) {
        return document(step, InvoiceStatus.AWAITING_APPROVAL);
    }

    private void act(Step step) {
        boolean even = step.choice() % 2 == 0;
        GiveBack giveBack = step.choice() % 4 == 0 ? GiveBack.DROP : GiveBack.GIVE_BACK;
        switch (step.act()) {
            case WAIT -> clock.goTo(clock.today().plusDays(step.days()));
            case RUN -> run(step);
            case BILL_NOW -> billing.runs().billNow(customer(step));
            case PENDING_LINE -> pendingLine(step);
            case REMOVE_LINE ->
                billing.pendingLines()
                        .remove(pick(billing.pendingLines().waiting(customer(step)), step.choice())
                                .reference());
            case MANUAL ->
                billing.invoices()
                        .draft(ManualInvoice.builder()
                                .customer(customer(step))
                                .addLine(line(step.money()))
                                .build());
            case CHANGE -> change(step);
            case PRICE -> price(step, even);
            case CYCLE ->
                billing.subscriptions()
                        .changeCycle(
                                subscription(step).reference(),
                                List.of(1, 3, 12).get(step.choice() % 3),
                                step.money());
            case MOVE_RENEWAL -> {
                Subscription subscription = subscription(step);
                billing.subscriptions()
                        .moveRenewal(
                                subscription.reference(),
                                subscription.billedThrough().plusDays(step.days()));
            }
            case PAUSE ->
                billing.subscriptions()
                        .pause(subscription(step).reference(), clock.today().plusDays(step.days() % 10));
            case RESUME -> billing.subscriptions().resume(subscription(step).reference(), clock.today());
            case END ->
                billing.subscriptions()
                        .end(subscription(step).reference(), clock.today(), even ? Ending.CREDIT : Ending.PAID_UP);
            case ADD_ON -> addOn(step);
            case UNDO_END -> billing.subscriptions().undoEnd(subscription(step).reference());
            case TRANSFER -> transfer(step, even ? Ending.CREDIT : Ending.PAID_UP);
            case REPLACE -> replace(step);
            case SCHEDULE -> schedule(step);
            case GROUP ->
                billing.settings()
                        .put(CustomerGroup.builder()
                                .code("G")
                                .name("Group")
                                .schedule(even ? Optional.of(anySchedule(step)) : Optional.empty())
                                .discountPercent(even ? Optional.of(BigDecimal.TEN) : Optional.empty())
                                .ahead(ahead(step))
                                .build());
            case HOLD -> hold(step, even);
            case EDIT -> edit(step);
            case MOVE -> move(step);
            case MERGE -> merge(step);
            case SPLIT -> {
                Invoice draft = draft(step);
                billing.invoices()
                        .split(
                                draft.id(),
                                draft.version(),
                                Set.of(1 + step.choice() % draft.lines().size()));
            }
            case DELETE -> billing.invoices().delete(draft(step).id(), giveBack);
            case REQUEST -> billing.requests().request(draft(step).id(), 1 + step.days() % 9, "somebody");
            case TOP_UP -> billing.prepaid().topUp(customer(step), step.money(), VatProduct.STANDARD);
            case CHANGE_WHEN_PAID -> changeWhenPaid(step);
            case PAY_REQUEST -> {
                Invoice asked = pick(billing.requests().open().toList(), step.pick());
                billing.payments()
                        .receiveFor(
                                asked.id(),
                                even ? asked.request().orElseThrow().amount() : step.money(),
                                Booking.BY_HAND);
            }
            case LAPSE -> billing.requests().lapse(giveBack);
            case SEND -> billing.invoices().send(draft(step).id());
            case SEND_ALL ->
                billing.invoices()
                        .send(billing.invoices().awaitingApproval().stream()
                                .map(Invoice::id)
                                .toList());
            case CREDIT -> credit(step, even);
            case CREDIT_DAYS -> creditDays(step, even);
            case VAT_MOVE -> moveForVat(step);
            case COUPON -> coupon(step);
            case USE -> use(step);
            case WITHDRAW ->
                billing.invoices().withdraw(document(step, InvoiceStatus.SENT).id(), "by mistake", giveBack);
            case EXPORT ->
                billing.invoices()
                        .markExported(List.of(document(step, InvoiceStatus.SENT).id()), "the books");
            case PAY -> pay(step);
            case PAY_CUSTOMER -> billing.payments().receive(customer(step), step.money(), Booking.BY_HAND);
            case WRITE_OFF ->
                billing.payments().writeOff(document(step, InvoiceStatus.SENT).id(), Booking.BY_HAND);
            case REFUND -> {
                MonetaryAmount credit =
                        billing.payments().balance(customer(step)).credit();
                billing.payments().refund(customer(step), even ? credit : step.money(), Booking.BY_HAND);
            }
            case UNDO_PAYMENT -> billing.payments().undo(payment(step));
            case UNDO_ALLOCATION -> billing.payments().undoAllocation(allocation(step));
            case SET_OFF -> billing.payments().setOff(customer(step));
        }
    }

    private void run(Step step) {
        YearMonth month = YearMonth.from(clock.today()).minusMonths(step.choice() % 5 == 0 ? step.choice() % 3 : 0);
        var report = billing.runs().run(month);
        if (!report.failures().isEmpty()) {
            throw new AssertionError("the run of " + month + " failed for " + report.failures());
        }
    }

    private void pendingLine(Step step) {
        pendingLines++;
        BigDecimal sign = BigDecimal.valueOf(step.choice() % 3 == 0 ? -1 : 1);
        billing.pendingLines()
                .add(PendingLine.builder()
                        .reference(PendingLineReference.of("history-" + pendingLines))
                        .customer(customer(step))
                        .date(clock.today().minusDays(step.days() % 5))
                        .description("Interim")
                        .unitPrice(step.money())
                        .quantity(sign)
                        .build());
    }

    private static ManualInvoice.Line line(MonetaryAmount price) {
        return ManualInvoice.Line.builder()
                .description("By hand")
                .unitPrice(price)
                .build();
    }

    private void change(Step step) {
        TermsChange.Effect effect =
                step.choice() % 3 == 0 ? TermsChange.Effect.NEXT_PERIOD : TermsChange.Effect.AT_ONCE;
        LocalDate day = clock.today().minusDays(step.choice() % 7 == 0 ? step.days() : 0);
        if (step.choice() % 5 == 0) {
            billing.subscriptions()
                    .change(
                            subscription(step).reference(),
                            TermsChange.builder()
                                    .effectiveFrom(day)
                                    .effect(effect)
                                    .listPrice(true)
                                    .productCode(LISTED)
                                    .build());
        } else if (step.choice() % 2 == 0) {
            billing.subscriptions().changePrice(subscription(step).reference(), step.money(), day, effect);
        } else {
            billing.subscriptions()
                    .changeQuantity(
                            subscription(step).reference(), BigDecimal.valueOf(1 + step.choice() % 4), day, effect);
        }
    }

    /** A discount from some day on, or nothing. */
    private List<SettingsAhead> ahead(Step step) {
        return step.pick() % 2 == 0
                ? List.of()
                : List.of(SettingsAhead.builder()
                        .since(clock.today().plusDays(1L + step.days()))
                        .discountPercent(BigDecimal.valueOf(step.choice() % 100))
                        .build());
    }

    private void changeWhenPaid(Step step) {
        billing.requests()
                .change(
                        subscription(step).reference(),
                        TermsChange.builder()
                                .effectiveFrom(clock.today())
                                .effect(TermsChange.Effect.AT_ONCE)
                                .quantity(BigDecimal.valueOf(1 + step.choice() % 4))
                                .build(),
                        1 + step.days() % 9,
                        "somebody");
    }

    private void price(Step step, boolean even) {
        List<Tariff.Tier> tiers = even
                ? List.of(Tariff.Tier.above(0, step.money()))
                : List.of(
                        Tariff.Tier.above(0, step.money()),
                        Tariff.Tier.above(
                                2,
                                Amounts.of("1.005", step.money().getCurrency().getCurrencyCode())));
        billing.prices()
                .put(List.of(PriceRow.builder()
                        .product(LISTED)
                        .months(step.pick() % 3 == 0 ? 3 : 1)
                        .validFrom(clock.today().minusMonths(1).plusDays(step.days()))
                        .tariff(step.choice() % 3 == 0 ? Tariff.volume(tiers) : Tariff.graduated(tiers))
                        .acrossCustomer(step.choice() % 6 == 0)
                        .build()));
    }

    private void addOn(Step step) {
        successors++;
        Subscription parent = subscription(step);
        billing.subscriptions()
                .start(Subscription.builder()
                        .reference(SubscriptionReference.of("added-" + successors))
                        .customer(parent.customer())
                        .parent(parent.reference())
                        .description("Add-on")
                        .cycleMonths(1 + step.choice() % 3)
                        .start(clock.today())
                        .unitPrice(step.money())
                        .build());
    }

    private void transfer(Step step, Ending ending) {
        Subscription subscription = subscription(step);
        Map<SubscriptionReference, SubscriptionReference> addOns = new HashMap<>();
        billing.subscriptions().ofCustomer(subscription.customer()).stream()
                .filter(each -> each.parent().equals(Optional.of(subscription.reference())))
                .forEach(each -> addOns.put(each.reference(), nextTransferred()));
        billing.subscriptions()
                .transfer(
                        subscription.reference(),
                        new SubscriptionService.Transfer(
                                pick(customers, step.choice()),
                                nextTransferred(),
                                clock.today().plusDays(step.days() % 15),
                                ending,
                                addOns));
    }

    private SubscriptionReference nextTransferred() {
        successors++;
        return SubscriptionReference.of("transferred-" + successors);
    }

    private void replace(Step step) {
        successors++;
        Subscription subscription = subscription(step);
        LocalDate today = clock.today();
        billing.subscriptions()
                .replace(
                        subscription.reference(),
                        Subscription.builder()
                                .reference(SubscriptionReference.of("replacing-" + successors))
                                .customer(subscription.customer())
                                .description("Another plan")
                                .cycleMonths(List.of(1, 3, 12).get(step.choice() % 3))
                                .timing(subscription.timing())
                                .start(today.plusDays(step.days() % 5))
                                .unitPrice(step.money())
                                .build());
    }

    private void schedule(Step step) {
        Customer customer = billing.customers().find(customer(step)).orElseThrow();
        billing.customers().put(customer.toBuilder().schedule(anySchedule(step)).build());
    }

    private static InvoiceSchedule anySchedule(Step step) {
        int months = List.of(1, 2, 3, 6, 12).get(step.choice() % 5);
        return InvoiceSchedule.every(months, 1 + step.choice() % 12);
    }

    private void hold(Step step, boolean on) {
        if (on) {
            billing.customers()
                    .hold(
                            customer(step),
                            Hold.until(
                                    Hold.Kind.INVOICING,
                                    "history",
                                    clock.today().plusDays(step.days())));
        } else {
            billing.customers().release(customer(step), Hold.Kind.INVOICING);
        }
    }

    private void edit(Step step) {
        Invoice draft = draft(step);
        int number = 1 + step.choice() % draft.lines().size();
        DraftEdit.Builder edit = DraftEdit.builder().text("Edited");
        switch (step.choice() % 3) {
            case 0 -> edit.addAddedLine(line(step.money()));
            case 1 ->
                edit.putChangedLine(
                        number,
                        DraftEdit.LineEdit.builder().unitPrice(step.money()).build());
            default -> edit.addDroppedLine(number);
        }
        billing.invoices().edit(draft.id(), draft.version(), edit.build());
    }

    private void move(Step step) {
        Invoice draft = draft(step);
        billing.invoices()
                .moveToPending(
                        draft.id(),
                        draft.version(),
                        1 + step.choice() % draft.lines().size());
    }

    private void merge(Step step) {
        Invoice left = draft(step);
        Invoice right = pick(billing.invoices().awaitingApproval(), step.choice());
        billing.invoices().merge(left.id(), left.version(), right.id(), right.version());
    }

    private void credit(Step step, boolean send) {
        Invoice invoice = document(step, InvoiceStatus.SENT);
        CreditNoteBuilder note = billing.invoices().credit(invoice.id());
        int number = 1 + step.choice() % invoice.lines().size();
        note = switch (step.choice() % 5) {
            case 0 -> note;
            case 1 -> note.amount(step.money());
            case 2 -> note.line(number).whole();
            case 3 -> note.line(number).amount(step.money());
            default -> note.line(number).quantity(BigDecimal.ONE);
        };
        if (send) {
            note.send();
        } else {
            note.draft();
        }
    }

    private void creditDays(Step step, boolean send) {
        Invoice invoice = document(step, InvoiceStatus.SENT);
        int number = 1 + step.choice() % invoice.lines().size();
        DateRange days = invoice.line(number).days().orElseThrow(NothingThere::new);
        CreditNoteBuilder.Line line = billing.invoices().credit(invoice.id()).line(number);
        LocalDate from = days.from().plusDays(step.days() % days.days());
        LocalDate to = from.plusDays(1L + step.choice() % 9);
        CreditNoteBuilder note = step.choice() % 3 == 0
                ? line.periods(1 + step.choice() % 2)
                : line.days(DateRange.of(from, to.isAfter(days.to()) ? days.to() : to));
        if (send) {
            note.send();
        } else {
            note.draft();
        }
    }

    private void moveForVat(Step step) {
        Customer customer = billing.customers().find(customer(step)).orElseThrow();
        String country = List.of("NL", "BE", "DE", "US").get(step.choice() % 4);
        boolean business = step.days() % 2 == 0;
        billing.customers()
                .put(customer.toBuilder()
                        .kind(business ? BuyerKind.BUSINESS : BuyerKind.CONSUMER)
                        .address(Address.builder()
                                .from(customer.address())
                                .country(country)
                                .build())
                        .vatId(business ? BillingArbitraries.vatId(country) : Optional.empty())
                        .build());
    }

    private void coupon(Step step) {
        billing.coupons()
                .put(Coupon.builder()
                        .code(COUPON)
                        .discount(TimedDiscount.firstPeriods(
                                Discount.percent(BigDecimal.valueOf(step.days())), 1 + step.choice() % 3))
                        .maxUses(OptionalInt.of(5))
                        .build());
        successors++;
        billing.coupons()
                .start(
                        Subscription.builder()
                                .reference(SubscriptionReference.of("with-coupon-" + successors))
                                .customer(customer(step))
                                .description("With a coupon")
                                .cycleMonths(1 + step.choice() % 3)
                                .start(clock.today())
                                .unitPrice(step.money())
                                .build(),
                        COUPON);
    }

    private void use(Step step) {
        Subscription subscription = subscription(step);
        LocalDate first = clock.today().withDayOfMonth(1);
        billing.usage()
                .record(UsageReading.builder()
                        .reference("use-" + first)
                        .subscription(subscription.reference())
                        .days(DateRange.of(first, first.plusMonths(1)))
                        .description("Use")
                        .used(BigDecimal.valueOf(step.choice() % 50))
                        .tariff(UsageTariff.of(Tariff.flat(
                                Amounts.of("0.35", step.money().getCurrency().getCurrencyCode()))))
                        .build());
    }

    private void pay(Step step) {
        Invoice invoice = document(step, InvoiceStatus.SENT);
        MonetaryAmount amount =
                step.choice() % 3 == 0 ? step.money() : invoice.totals().gross();
        billing.payments().receiveFor(invoice.id(), amount, Booking.BY_HAND.reference("history"));
    }

    private ItemId payment(Step step) {
        List<ItemId> payments = billing.payments().statement(customer(step), clock.today()).lines().stream()
                .filter(line -> line.item().kind() == OpenItem.Kind.PAYMENT)
                .map(line -> line.item().id())
                .toList();
        return pick(payments, step.choice());
    }

    private ItemId allocation(Step step) {
        List<Allocation> allocations = new ArrayList<>();
        billing.payments()
                .statement(customer(step), clock.today())
                .lines()
                .forEach(line -> allocations.addAll(
                        billing.payments().allocationsOf(line.item().id())));
        return pick(allocations, step.choice()).id();
    }

    /** What was done and refused, for a failing test. */
    @Override
    public String toString() {
        return "BillingHistory[done " + done + ", refused " + refused + "]";
    }
}
