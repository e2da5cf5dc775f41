package nl.termijn.receivable;

import static nl.termijn.testing.Fixtures.EUR;
import static nl.termijn.testing.Fixtures.K1;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.money.MonetaryAmount;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import nl.termijn.administration.Policies.SetOff;
import nl.termijn.error.NotAllowedException;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.OpenItem.Kind;

/** The laws of an account, checked after every act of a random history. */
class LedgerProperties {

    enum Kinds {
        INVOICE,
        CREDIT_NOTE,
        PAY,
        PAY_NAMED,
        WRITE_OFF,
        REFUND,
        CANCEL,
        UNDO,
        SET_OFF
    }

    record Act(Kinds kind, int cents, int pick) {}

    @Property
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void an_account_always_adds_up(@ForAll("histories") List<Act> history, @ForAll SetOff policy) {
        Account account = new Account(policy);
        boolean undone = false;
        for (int i = 0; i < history.size(); i++) {
            Act act = history.get(i);
            account.on(String.format(Locale.ROOT, "2026-%02d-%02d", 1 + i / 28, 1 + i % 28));
            boolean done = perform(account, act, i);
            Statistics.label("done").collect(done ? act.kind() : "refused");
            // an undone allocation stays undone until the next act that sets off
            undone = act.kind() == Kinds.UNDO ? undone || done : undone && !(done && setsOff(act.kind()));
            checkIdentity(account);
            checkItems(account);
            checkStatement(account);
            if (policy == SetOff.AT_ONCE && !undone) {
                Balance balance = Balance.of(account.items, EUR);
                assertThat(balance.open().isPositive() && balance.credit().isPositive())
                        .as("open %s and credit %s after %s", balance.open(), balance.credit(), act)
                        .isFalse();
            }
        }
        Statistics.label("done").coverage(check -> {
            for (Kinds kind : Kinds.values()) {
                check.check(kind).count(count -> count > 0);
            }
        });
    }

    private static boolean setsOff(Kinds kind) {
        return kind != Kinds.WRITE_OFF && kind != Kinds.REFUND && kind != Kinds.UNDO;
    }

    private static void checkIdentity(Account account) {
        Balance balance = Balance.of(account.items, EUR);
        BigDecimal booked = number(balance.invoiced())
                .subtract(number(balance.credited()))
                .subtract(number(balance.paid()))
                .subtract(number(balance.writtenOff()))
                .add(number(balance.refunded()));
        assertThat(booked).isEqualByComparingTo(number(balance.open()).subtract(number(balance.credit())));
        assertThat(balance.open().isNegative()).isFalse();
        assertThat(balance.credit().isNegative()).isFalse();
    }

    private static void checkItems(Account account) {
        for (OpenItem item : account.items) {
            BigDecimal settled = BigDecimal.ZERO;
            for (Allocation allocation : account.allocations) {
                assertThat(allocation.amount().isPositive()).isTrue();
                if (allocation.isInForce() && allocation.owed().equals(item.id())) {
                    settled = settled.add(number(allocation.amount()));
                }
                if (allocation.isInForce() && allocation.credit().equals(item.id())) {
                    settled = settled.subtract(number(allocation.amount()));
                }
            }
            BigDecimal amount = item.cancelledOn().isPresent() ? BigDecimal.ZERO : number(item.amount());
            assertThat(number(item.open())).as("%s", item).isEqualByComparingTo(amount.subtract(settled));
            assertThat(number(item.open()).signum() * number(item.amount()).signum())
                    .as("%s is open with the sign of its amount", item)
                    .isNotNegative();
        }
    }

    /** The statement of today says what the items say. */
    private static void checkStatement(Account account) {
        Statement statement = Statement.of(K1, account.today(), EUR, account.items, account.allocations);
        Balance balance = Balance.of(account.items, EUR);
        assertThat(number(statement.balance()))
                .isEqualByComparingTo(number(balance.open()).subtract(number(balance.credit())));
        statement
                .lines()
                .forEach(line -> assertThat(number(line.open()))
                        .isEqualByComparingTo(number(line.item().open())));
    }

    private static boolean perform(Account account, Act act, int i) {
        String amount = BigDecimal.valueOf(act.cents(), 2).toPlainString();
        List<ItemId> documents = ids(account, Kind.INVOICE);
        try {
            switch (act.kind()) {
                case INVOICE -> account.invoice("I-" + i, amount, "2026-01-" + (10 + act.pick() % 20));
                case CREDIT_NOTE ->
                    account.creditNote(
                            "C-" + i,
                            "-" + amount,
                            pick(documents, act).stream().toArray(ItemId[]::new));
                case PAY -> account.pay(amount);
                case PAY_NAMED -> account.pay(amount, pick(documents, act).orElseThrow(LedgerProperties::nothing));
                case WRITE_OFF -> account.writeOff(pick(documents, act).orElseThrow(LedgerProperties::nothing));
                case REFUND -> account.refund(amount);
                case CANCEL -> {
                    ItemId item = pick(account.items.stream().map(OpenItem::id).toList(), act)
                            .orElseThrow(LedgerProperties::nothing);
                    boolean again = account.item(item).cancelledOn().isPresent();
                    account.cancel(item);
                    return !again;
                }
                case UNDO -> {
                    List<ItemId> inForce = account.allocations.stream()
                            .filter(Allocation::isInForce)
                            .map(Allocation::id)
                            .toList();
                    ItemId allocation = pick(inForce, act).orElseThrow(LedgerProperties::nothing);
                    account.act(ledger -> ledger.undoAllocation(allocation));
                }
                case SET_OFF -> account.act(Ledger::setOff);
                default -> throw new IllegalStateException();
            }
            return true;
        } catch (NotAllowedException refused) {
            return false;
        }
    }

    private static NotAllowedException nothing() {
        return new NotAllowedException(NotAllowedException.Reason.NOT_OPEN, "", "nothing to act on");
    }

    private static List<ItemId> ids(Account account, Kind kind) {
        return new ArrayList<>(account.items.stream()
                .filter(item -> item.kind() == kind)
                .map(OpenItem::id)
                .toList());
    }

    private static Optional<ItemId> pick(List<ItemId> ids, Act act) {
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(act.pick() % ids.size()));
    }

    private static BigDecimal number(MonetaryAmount amount) {
        return Amounts.decimal(amount);
    }

    @Provide
    Arbitrary<List<Act>> histories() {
        return Combinators.combine(
                        Arbitraries.of(Kinds.class),
                        Arbitraries.integers().between(1, 20_000),
                        Arbitraries.integers().between(0, 30))
                .as(Act::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }
}
