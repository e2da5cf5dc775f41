package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.NotFoundException;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.receivable.Allocation;
import nl.termijn.receivable.Balance;
import nl.termijn.receivable.Booking;
import nl.termijn.receivable.ItemId;
import nl.termijn.receivable.Ledger;
import nl.termijn.receivable.OpenItem;
import nl.termijn.receivable.Statement;
import nl.termijn.store.LedgerEntries;

/** Money: payments, set-off, write-offs, refunds, and what a customer owes or is owed at any date (section F). */
public final class PaymentService {
    private final Session session;
    private final LedgerDesk ledger;
    private final SendDesk sending;
    private final RequestService requests;

    PaymentService(Session session, LedgerDesk ledger, SendDesk sending, RequestService requests) {
        this.session = session;
        this.ledger = ledger;
        this.sending = sending;
        this.requests = requests;
    }

    /**
     * Registers money for an invoice. What is more than its open amount, or all of it when the invoice is not open
     * (withdrawn too), becomes the customer's credit.
     *
     * <p>For a draft whose payment was requested: what covers the request, with the credit that the customer has, makes it an
     * invoice, with number and date of today, settles it, and makes the change that it stood for. Less than that becomes his
     * credit, and the request stays.
     *
     * <p>With a key ({@link Booking#keyed}) it may be repeated: the same key and values change nothing and answer the same
     * payment, as it is now, also when it was undone since.
     *
     * @return the payment; its open amount is what was left for the customer's credit
     * @throws ConflictException when the key was entered with other values
     */
    public OpenItem receiveFor(InvoiceId invoice, MonetaryAmount amount, Booking booking) {
        given(invoice, "invoice");
        given(amount, "amount");
        given(booking, "booking");
        return session.work(work -> {
            Invoice document = work.invoice(invoice);
            Entry entry = new Entry(
                    OpenItem.Kind.PAYMENT,
                    document.customer(),
                    Optional.of(amount),
                    Optional.of(ItemId.of(invoice)),
                    booking);
            Optional<OpenItem> before = entered(work, entry);
            if (before.isPresent()) {
                return before.get();
            }
            if (document.request().isPresent()) {
                return receiveForRequest(work, document, amount, booking);
            }
            if (document.status() == InvoiceStatus.AWAITING_APPROVAL) {
                throw new NotAllowedException(
                        Reason.DRAFT,
                        document.name(),
                        "A payment for " + document.name()
                                + " is refused: it was not sent; register it for the customer.");
            }
            positive(amount, work.administration().currency());
            ItemId item = ItemId.of(invoice);
            return act(
                    work,
                    document.customer(),
                    List.of(item),
                    account -> account.pay(amount, Optional.of(item), booking));
        });
    }

    private OpenItem receiveForRequest(Session.Work work, Invoice draft, MonetaryAmount amount, Booking booking) {
        positive(amount, work.administration().currency());
        MonetaryAmount credit = Balance.of(
                        work.unit().ledger().openOf(draft.customer()),
                        work.administration().currency())
                .credit();
        BigDecimal covered = Amounts.decimal(amount).add(Amounts.decimal(credit));
        BigDecimal asked = Amounts.decimal(draft.request().orElseThrow().amount());
        Optional<Invoice> paid = covered.compareTo(asked) < 0 ? Optional.empty() : requests.paid(work, draft);
        if (paid.isEmpty()) {
            return act(
                    work,
                    draft.customer(),
                    List.of(),
                    account -> account.payAhead(amount, ItemId.of(draft.id()), booking));
        }
        Invoice sent = sending.sendPaid(work, paid.get());
        ItemId item = ItemId.of(sent.id());
        return act(work, sent.customer(), List.of(item), account -> account.pay(amount, Optional.of(item), booking));
    }

    /**
     * Registers money of a customer who did not say what for: it becomes their credit, and is set off by policy. With a key it may
     * be repeated.
     *
     * @throws ConflictException when the key was entered with other values
     */
    public OpenItem receive(CustomerReference customer, MonetaryAmount amount, Booking booking) {
        given(customer, "customer");
        given(amount, "amount");
        given(booking, "booking");
        return session.work(work -> {
            Entry entry = new Entry(OpenItem.Kind.PAYMENT, customer, Optional.of(amount), Optional.empty(), booking);
            Optional<OpenItem> before = entered(work, entry);
            if (before.isPresent()) {
                return before.get();
            }
            work.activeCustomer(customer);
            positive(amount, work.administration().currency());
            return act(work, customer, List.of(), account -> account.pay(amount, Optional.empty(), booking));
        });
    }

    /** Undoes a payment that bounced or was a mistake: what it settled is open again. Undoing it again changes nothing. */
    public void undo(ItemId payment) {
        given(payment, "payment");
        session.work(work -> {
            OpenItem item = item(work, payment);
            if (item.kind() == OpenItem.Kind.PAYMENT && item.cancelledOn().isPresent()) {
                return item;
            }
            if (item.kind() != OpenItem.Kind.PAYMENT) {
                throw new NotAllowedException(
                        Reason.NOT_OPEN,
                        payment.value(),
                        "Item " + payment + " cannot be undone: it is not a payment; withdraw or credit documents.");
            }
            ledger.act(work, item.customer(), List.of(payment), account -> account.cancel(payment));
            return item;
        });
    }

    /** Undoes one allocation: both sides are open again as they were. Undoing it again changes nothing. */
    public void undoAllocation(ItemId allocation) {
        given(allocation, "allocation");
        session.work(work -> {
            Allocation found = work.unit()
                    .ledger()
                    .findAllocation(allocation)
                    .orElseThrow(() -> new NotFoundException("allocation", allocation.value()));
            if (!found.isInForce()) {
                return found;
            }
            ledger.act(
                    work,
                    found.customer(),
                    List.of(found.owed(), found.credit()),
                    account -> account.undoAllocation(allocation));
            return found;
        });
    }

    /**
     * Gives up what is open of an invoice. With a key it may be repeated; without one it is refused then, as nothing is open.
     *
     * @throws NotAllowedException when nothing of it is open
     */
    public OpenItem writeOff(InvoiceId invoice, Booking booking) {
        given(invoice, "invoice");
        given(booking, "booking");
        return session.work(work -> {
            Invoice document = work.invoice(invoice);
            Entry entry = new Entry(
                    OpenItem.Kind.WRITE_OFF,
                    document.customer(),
                    Optional.empty(),
                    Optional.of(ItemId.of(invoice)),
                    booking);
            Optional<OpenItem> before = entered(work, entry);
            if (before.isPresent()) {
                return before.get();
            }
            if (document.status() != InvoiceStatus.SENT) {
                throw new NotAllowedException(
                        Reason.NOT_OPEN,
                        document.name(),
                        document.name() + " cannot be written off: nothing of it is open.");
            }
            ItemId item = ItemId.of(invoice);
            return act(work, document.customer(), List.of(item), account -> account.writeOff(item, booking));
        });
    }

    /**
     * Registers that a customer's credit was paid back. With a key it may be repeated.
     *
     * @throws NotAllowedException when it is more than his credit
     */
    public OpenItem refund(CustomerReference customer, MonetaryAmount amount, Booking booking) {
        given(customer, "customer");
        given(amount, "amount");
        given(booking, "booking");
        return session.work(work -> {
            Entry entry = new Entry(OpenItem.Kind.REFUND, customer, Optional.of(amount), Optional.empty(), booking);
            Optional<OpenItem> before = entered(work, entry);
            if (before.isPresent()) {
                return before.get();
            }
            work.activeCustomer(customer);
            positive(amount, work.administration().currency());
            return act(work, customer, List.of(), account -> account.refund(amount, booking));
        });
    }

    /** Uses a customer's credit for their open invoices (repeated, it finds nothing left to do), where the policy leaves that to the seller. */
    public void setOff(CustomerReference customer) {
        given(customer, "customer");
        session.work(work -> {
            work.customer(customer);
            ledger.act(work, customer, List.of(), Ledger::setOff);
            return customer;
        });
    }

    /** What is entered, as far as the caller says it; the amount is positive. */
    private record Entry(
            OpenItem.Kind kind,
            CustomerReference customer,
            Optional<MonetaryAmount> amount,
            Optional<ItemId> named,
            Booking booking) {
        /** How {@code item} differs from it, in words; empty where it does not. */
        List<String> differences(OpenItem item) {
            List<String> differences = new ArrayList<>();
            differ(differences, "kind", item.kind(), kind);
            differ(differences, "customer", item.customer(), customer);
            differ(
                    differences,
                    "item",
                    item.namedItem().map(ItemId::value).orElse("none"),
                    named.map(ItemId::value).orElse("none"));
            booking.valueOn().ifPresent(day -> differ(differences, "value date", item.valueOn(), day));
            amount.ifPresent(money -> {
                BigDecimal stored = Amounts.decimal(item.amount()).abs();
                boolean same = stored.compareTo(Amounts.decimal(money)) == 0
                        && item.amount().getCurrency().equals(money.getCurrency());
                if (!same) {
                    differences.add("amount " + item.amount().getCurrency() + " " + stored + ", now " + money);
                }
            });
            return differences;
        }

        private static void differ(List<String> differences, String name, Object stored, Object said) {
            if (!stored.equals(said)) {
                differences.add(name + " " + stored + ", now " + said);
            }
        }
    }

    /** The item that was entered with the key before: whoever is told twice answers the same. */
    private static Optional<OpenItem> entered(Session.Work work, Entry entry) {
        Optional<String> key = entry.booking().key();
        Optional<OpenItem> before = key.flatMap(work.unit().ledger()::findByKey);
        List<String> differences = before.map(entry::differences).orElse(List.of());
        if (!differences.isEmpty()) {
            throw new ConflictException(
                    "entry " + key.orElseThrow(),
                    "Key " + key.orElseThrow() + " was entered before with other values ("
                            + String.join("; ", differences)
                            + "), so nothing is done: give each payment, refund and write-off a key of its own.");
        }
        return before;
    }

    private OpenItem act(
            Session.Work work,
            CustomerReference customer,
            List<ItemId> touched,
            java.util.function.Function<Ledger, OpenItem> act) {
        ItemId[] made = new ItemId[1];
        ledger.act(
                work, customer, touched, account -> made[0] = act.apply(account).id());
        return item(work, made[0]);
    }

    private static OpenItem item(Session.Work work, ItemId id) {
        return work.unit().ledger().find(id).orElseThrow(() -> new NotFoundException("item", id.value()));
    }

    private static void positive(MonetaryAmount amount, CurrencyUnit currency) {
        Rounding.payable("amount", amount, currency, "undo a payment instead");
    }

    /** The item of a document: what of it is open. Empty while it is a draft. */
    public Optional<OpenItem> itemOf(InvoiceId invoice) {
        given(invoice, "invoice");
        return session.work(work -> work.unit().ledger().find(ItemId.of(invoice)));
    }

    /** What settles an item, or what it settles. */
    public List<Allocation> allocationsOf(ItemId item) {
        given(item, "item");
        return session.work(work -> work.unit().ledger().allocationsOf(item));
    }

    /** A customer's account in one line. */
    public Balance balance(CustomerReference customer) {
        given(customer, "customer");
        return session.work(work -> {
            work.customer(customer);
            return Balance.of(
                    work.unit().ledger().ofCustomer(customer),
                    work.administration().currency());
        });
    }

    /** A customer's statement of account at the end of {@code day}, past or present. */
    public Statement statement(CustomerReference customer, LocalDate day) {
        given(customer, "customer");
        given(day, "day");
        return session.work(work -> {
            work.customer(customer);
            LedgerEntries entries = work.unit().ledger();
            return Statement.of(
                    customer,
                    day,
                    work.administration().currency(),
                    entries.ofCustomer(customer),
                    entries.allocationsOf(customer));
        });
    }
}
