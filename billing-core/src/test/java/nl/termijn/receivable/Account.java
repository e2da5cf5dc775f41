package nl.termijn.receivable;

import static nl.termijn.testing.Fixtures.EUR;
import static nl.termijn.testing.Fixtures.K1;
import static nl.termijn.testing.Fixtures.day;
import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.Fixtures.plain;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.termijn.administration.Policies.SetOff;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.OpenItem.Kind;

/** A customer's stored account: each act is a ledger of its own, as a service would do it. */
final class Account {
    final List<OpenItem> items = new ArrayList<>();
    final List<Allocation> allocations = new ArrayList<>();
    private final SetOff setOff;
    private LocalDate today = day("2026-01-01");
    private int ids;

    Account() {
        this(SetOff.AT_ONCE);
    }

    Account(SetOff setOff) {
        this.setOff = setOff;
    }

    Account on(String day) {
        today = day(day);
        return this;
    }

    LocalDate today() {
        return today;
    }

    Ledger ledger() {
        return Ledger.of(K1, EUR, setOff, today, () -> ItemId.of(String.format(Locale.ROOT, "X-%05d", ++ids)))
                .with(items, allocations);
    }

    void act(Consumer<Ledger> act) {
        of(ledger -> {
            act.accept(ledger);
            return true;
        });
    }

    private <T> T of(Function<Ledger, T> act) {
        Ledger ledger = ledger();
        T result = act.apply(ledger);
        ledger.changedItems().forEach(this::save);
        ledger.changedAllocations().forEach(this::save);
        return result;
    }

    private void save(OpenItem item) {
        items.removeIf(old -> old.id().equals(item.id()));
        items.add(item);
    }

    private void save(Allocation allocation) {
        int at = allocations.stream().map(Allocation::id).toList().indexOf(allocation.id());
        if (at < 0) {
            allocations.add(allocation);
        } else {
            allocations.set(at, allocation);
        }
    }

    ItemId invoice(String number, String amount, String dueOn) {
        return post(Kind.INVOICE, number, amount, dueOn, List.of());
    }

    ItemId creditNote(String number, String amount, ItemId... settlesFirst) {
        return post(Kind.CREDIT_NOTE, number, amount, today.toString(), Arrays.asList(settlesFirst));
    }

    private ItemId post(Kind kind, String number, String amount, String dueOn, List<ItemId> settlesFirst) {
        OpenItem document = OpenItem.builder()
                .id(ItemId.of(InvoiceId.of(number)))
                .kind(kind)
                .customer(K1)
                .number(number)
                .date(today)
                .dueOn(day(dueOn))
                .amount(eur(amount))
                .open(eur(amount))
                .build();
        act(ledger -> ledger.post(document, settlesFirst));
        return document.id();
    }

    ItemId pay(String amount) {
        return of(ledger -> ledger.pay(eur(amount), Optional.empty(), Booking.BY_HAND))
                .id();
    }

    ItemId pay(String amount, ItemId invoice) {
        return of(ledger -> ledger.pay(eur(amount), Optional.of(invoice), Booking.BY_HAND))
                .id();
    }

    ItemId writeOff(ItemId invoice) {
        return of(ledger -> ledger.writeOff(invoice, Booking.BY_HAND.reference("bankrupt")))
                .id();
    }

    ItemId refund(String amount) {
        return of(ledger -> ledger.refund(eur(amount), Booking.BY_HAND)).id();
    }

    void cancel(ItemId item) {
        act(ledger -> ledger.cancel(item));
    }

    OpenItem item(ItemId id) {
        return items.stream().filter(item -> item.id().equals(id)).findFirst().orElseThrow();
    }

    String open(ItemId id) {
        return plain(item(id).open());
    }

    String credit() {
        return plain(Balance.of(items, EUR).credit());
    }

    /** Sum of what counts of a kind. */
    String sumOf(Kind kind) {
        BigDecimal sum = items.stream()
                .filter(item -> item.kind() == kind && item.cancelledOn().isEmpty())
                .map(item -> Amounts.decimal(item.amount()))
                .reduce(new BigDecimal("0.00"), BigDecimal::add);
        return sum.toPlainString();
    }

    String statement(String day) {
        Statement statement = Statement.of(K1, day(day), EUR, items, allocations);
        return statement.lines().stream()
                .map(line -> " "
                        + line.item()
                                .number()
                                .filter(n -> line.item().kind() == Kind.INVOICE)
                                .orElse(line.item().kind().name())
                        + " " + plain(line.open()) + " " + plain(line.balance()))
                .collect(Collectors.joining(",", plain(statement.balance()) + ":", ""));
    }
}
