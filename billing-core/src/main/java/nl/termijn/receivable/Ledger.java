package nl.termijn.receivable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Policies.SetOff;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.NotFoundException;
import nl.termijn.error.Violations;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.receivable.OpenItem.Kind;

/**
 * One customer's account during one piece of work (section F): items go in, acts are done, changed items and allocations
 * come out. It asks no clock and saves nothing.
 *
 * <pre>
 * invoice 121.00, payment 60.50, payment 61.50:   open 60.50, then 0.00, and 1.00 is the customer's credit
 * credit 100.00; open 40.00 and 70.00 (older first):  40.00 settled, 60.00 of 70.00 settled, open 10.00, credit 0.00
 * </pre>
 *
 * Not thread-safe: it lives within one call.
 */
public final class Ledger {
    private static final int MOST_YEARS_BACK = 10;
    private static final int MOST_DAYS_AHEAD = 31;

    private final CustomerReference customer;
    private final CurrencyUnit currency;
    private final SetOff setOff;
    private final LocalDate today;
    private final Supplier<ItemId> ids;
    private final Map<ItemId, OpenItem> items = new LinkedHashMap<>();
    private final Map<ItemId, Allocation> allocations = new LinkedHashMap<>();
    private final Set<ItemId> changedItems = new LinkedHashSet<>();
    private final Set<ItemId> changedAllocations = new LinkedHashSet<>();

    private Ledger(
            CustomerReference customer, CurrencyUnit currency, SetOff setOff, LocalDate today, Supplier<ItemId> ids) {
        this.customer = customer;
        this.currency = currency;
        this.setOff = setOff;
        this.today = today;
        this.ids = ids;
    }

    /** The account of {@code customer} on {@code today}; new items and allocations take their keys from {@code ids}. */
    public static Ledger of(
            CustomerReference customer, CurrencyUnit currency, SetOff setOff, LocalDate today, Supplier<ItemId> ids) {
        return new Ledger(customer, currency, setOff, today, ids);
    }

    /** Puts in what is stored: every open item, and what else the work touches with its allocations. */
    public Ledger with(List<OpenItem> stored, List<Allocation> storedAllocations) {
        stored.forEach(item -> items.putIfAbsent(item.id(), item));
        storedAllocations.forEach(allocation -> allocations.putIfAbsent(allocation.id(), allocation));
        return this;
    }

    /** A sent document becomes an item; a credit note settles the invoices it refers to first (rules F1, F2, F4). */
    public void post(OpenItem document, List<ItemId> settlesFirst) {
        put(document);
        if (document.isCredit()) {
            settlesFirst.forEach(invoice -> settle(document.id(), invoice));
        }
        setOffByPolicy();
    }

    /**
     * Money came in. It settles the invoice it names, up to what is open; then takes back what was written off of it; what
     * is left is the customer's credit.
     *
     * @throws nl.termijn.error.InvalidInputException when it is not more than 0, or finer than the currency
     */
    public OpenItem pay(MonetaryAmount amount, Optional<ItemId> invoice, Booking booking) {
        return pay(amount, invoice, invoice, booking);
    }

    /** Money came in that was meant for {@code named}, which has no item yet: it is the customer's credit. */
    public OpenItem payAhead(MonetaryAmount amount, ItemId named, Booking booking) {
        return pay(amount, Optional.empty(), Optional.of(named), booking);
    }

    private OpenItem pay(MonetaryAmount amount, Optional<ItemId> invoice, Optional<ItemId> named, Booking booking) {
        OpenItem payment =
                entered(Kind.PAYMENT, booking, named, positive(amount).negate());
        put(payment);
        invoice.ifPresent(owed -> settle(payment.id(), owed));
        setOffByPolicy();
        return get(payment.id());
    }

    /**
     * Gives up what is open of an invoice.
     *
     * @throws NotAllowedException when nothing is open
     */
    public OpenItem writeOff(ItemId invoice, Booking booking) {
        OpenItem owed = get(invoice);
        if (!owed.isOwed()) {
            throw new NotAllowedException(
                    Reason.NOT_OPEN,
                    owed.number().orElse(invoice.value()),
                    owed.number().orElse(invoice.value())
                            + " cannot be written off: nothing of it is open; look at the customer's statement.");
        }
        OpenItem writeOff = entered(
                Kind.WRITE_OFF,
                booking,
                Optional.of(invoice),
                Amounts.decimal(owed.open()).negate());
        put(writeOff);
        allocate(invoice, writeOff.id());
        return get(writeOff.id());
    }

    /**
     * Pays back a customer's credit, oldest first.
     *
     * @throws NotAllowedException when it is more than his credit
     * @throws nl.termijn.error.InvalidInputException when it is not more than 0, or finer than the currency
     */
    public OpenItem refund(MonetaryAmount amount, Booking booking) {
        BigDecimal asked = positive(amount);
        BigDecimal credit = credits().stream()
                .map(item -> Amounts.decimal(item.open()).negate())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (asked.compareTo(credit) > 0) {
            throw new NotAllowedException(
                    Reason.EXCEEDS_WHAT_IS_LEFT,
                    customer.value(),
                    "A refund of " + asked + " to customer " + customer + " is refused: his credit is " + credit
                            + "; refund at most that.");
        }
        OpenItem refund = entered(Kind.REFUND, booking, Optional.empty(), asked);
        put(refund);
        for (OpenItem source : credits()) {
            allocate(refund.id(), source.id());
        }
        return get(refund.id());
    }

    /**
     * A document is withdrawn or a payment undone: what it settled, or what settled it, is free again (rule F3). Again is
     * harmless: an item keeps the day on which it was cancelled first.
     */
    public void cancel(ItemId id) {
        if (get(id).cancelledOn().isPresent()) {
            return;
        }
        for (Allocation allocation : inForce(id)) {
            undo(allocation);
            OpenItem other = get(allocation.owed().equals(id) ? allocation.credit() : allocation.owed());
            if (other.kind() == Kind.WRITE_OFF) {
                put(closed(other));
            }
        }
        put(closed(get(id)));
        setOffByPolicy();
    }

    /** Undoes one allocation: both sides are as they were. */
    public void undoAllocation(ItemId allocation) {
        Allocation found = Optional.ofNullable(allocations.get(allocation))
                .filter(Allocation::isInForce)
                .orElseThrow(() -> new NotFoundException("allocation", allocation.value()));
        undo(found);
        OpenItem credit = get(found.credit());
        if (credit.kind() == Kind.WRITE_OFF) {
            put(closed(credit));
        }
    }

    /** Uses the customer's credit for his open items, oldest due date first, the oldest credit first (rule F2). */
    public void setOff() {
        List<OpenItem> owed =
                new ArrayList<>(items.values().stream().filter(OpenItem::isOwed).toList());
        owed.sort(OpenItem.OLDEST_DUE_FIRST);
        for (OpenItem item : owed) {
            for (OpenItem credit : credits()) {
                allocate(item.id(), credit.id());
            }
        }
    }

    /** Items that were changed or made, in the order in which that happened. */
    public List<OpenItem> changedItems() {
        return changedItems.stream().map(this::get).toList();
    }

    /** Allocations that were made or undone, in the order in which that happened. */
    public List<Allocation> changedAllocations() {
        return changedAllocations.stream().map(allocations::get).toList();
    }

    private void setOffByPolicy() {
        if (setOff == SetOff.AT_ONCE) {
            setOff();
        }
    }

    private BigDecimal positive(MonetaryAmount amount) {
        return Rounding.payable("payment", amount, currency, "money received and money paid back are both positive");
    }

    private List<OpenItem> credits() {
        return items.values().stream()
                .filter(OpenItem::isCredit)
                .sorted(OpenItem.OLDEST_FIRST)
                .toList();
    }

    private void settle(ItemId credit, ItemId invoice) {
        allocate(invoice, credit);
        takeBackWriteOff(invoice, credit);
    }

    /** Allocates what both have open. */
    private void allocate(ItemId owedId, ItemId creditId) {
        BigDecimal owed = Amounts.decimal(get(owedId).open());
        BigDecimal credit = Amounts.decimal(get(creditId).open()).negate();
        BigDecimal amount = owed.min(credit);
        if (amount.signum() <= 0) {
            return;
        }
        open(owedId, owed.subtract(amount));
        open(creditId, amount.subtract(credit));
        Allocation allocation = new Allocation(
                ids.get(), customer, owedId, creditId, Amounts.of(amount, currency), today, Optional.empty());
        allocations.put(allocation.id(), allocation);
        changedAllocations.add(allocation.id());
    }

    /** A later payment or credit on a claim that was given up takes the giving up back, as far as it reaches (rule F1). */
    private void takeBackWriteOff(ItemId invoice, ItemId credit) {
        for (Allocation allocation : inForce(invoice)) {
            OpenItem writeOff = get(allocation.credit());
            BigDecimal reach = Amounts.decimal(get(credit).open()).negate();
            if (writeOff.kind() != Kind.WRITE_OFF || reach.signum() <= 0) {
                continue;
            }
            undo(allocation);
            put(closed(writeOff));
            allocate(invoice, credit);
            BigDecimal stillOpen = Amounts.decimal(get(invoice).open());
            if (stillOpen.signum() > 0) {
                OpenItem rest = item(Kind.WRITE_OFF, writeOff.number(), stillOpen.negate());
                put(rest);
                allocate(invoice, rest.id());
            }
        }
    }

    private List<Allocation> inForce(ItemId id) {
        return allocations.values().stream()
                .filter(allocation -> allocation.isInForce()
                        && (allocation.owed().equals(id) || allocation.credit().equals(id)))
                .sorted(Comparator.comparing(Allocation::id))
                .toList();
    }

    private void undo(Allocation allocation) {
        BigDecimal amount = Amounts.decimal(allocation.amount());
        open(allocation.owed(), Amounts.decimal(get(allocation.owed()).open()).add(amount));
        open(
                allocation.credit(),
                Amounts.decimal(get(allocation.credit()).open()).subtract(amount));
        allocations.put(allocation.id(), allocation.undone(today));
        changedAllocations.add(allocation.id());
    }

    private OpenItem closed(OpenItem item) {
        return item.toBuilder().open(Amounts.zero(currency)).cancelledOn(today).build();
    }

    private OpenItem item(Kind kind, Optional<String> number, BigDecimal amount) {
        MonetaryAmount money = Amounts.of(amount, currency);
        return OpenItem.builder()
                .id(ids.get())
                .kind(kind)
                .customer(customer)
                .number(number)
                .date(today)
                .dueOn(today)
                .amount(money)
                .open(money)
                .build();
    }

    private OpenItem entered(Kind kind, Booking booking, Optional<ItemId> named, BigDecimal amount) {
        LocalDate valueOn = booking.valueOn().orElse(today);
        Violations.of("booking")
                .check(
                        !valueOn.isBefore(today.minusYears(MOST_YEARS_BACK))
                                && !valueOn.isAfter(today.plusDays(MOST_DAYS_AHEAD)),
                        "valueOn",
                        valueOn,
                        "must be within " + MOST_YEARS_BACK + " years before and " + MOST_DAYS_AHEAD + " days after "
                                + today,
                        "give the value date of the bank's statement")
                .throwIfAny();
        return item(kind, booking.reference(), amount).toBuilder()
                .key(booking.key())
                .namedItem(named)
                .valueOn(valueOn)
                .build();
    }

    private void open(ItemId id, BigDecimal open) {
        put(get(id).toBuilder().open(Amounts.of(open, currency)).build());
    }

    private void put(OpenItem item) {
        items.put(item.id(), item);
        changedItems.add(item.id());
    }

    private OpenItem get(ItemId id) {
        return Optional.ofNullable(items.get(id)).orElseThrow(() -> new NotFoundException("open item", id.value()));
    }
}
