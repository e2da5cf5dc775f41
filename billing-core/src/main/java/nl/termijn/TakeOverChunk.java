package nl.termijn;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.money.MonetaryAmount;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.Mandate;
import nl.termijn.error.BillingException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.DocumentNumber;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.LedgerExport;
import nl.termijn.invoice.Party;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.ItemId;
import nl.termijn.receivable.OpenItem;
import nl.termijn.store.CatalogueKind;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.VatBuyer;

/** A chunk of rows of one table: looked at, and taken over unless it is a dry run. */
final class TakeOverChunk {
    private final Scope scope;
    private final Session.Work work;
    private final TakeOverValues values;
    private final Consumer<Boolean> counted;
    private final Consumer<TakeOverRow> looked;

    /**
     * What all chunks of a take-over share.
     *
     * @param system which program it was
     * @param saves whether rows are taken over, or only looked at
     * @param sums of what was read so far
     * @param customers of a dry run: they are not stored
     */
    record Scope(
            Session session,
            LedgerDesk ledger,
            String system,
            boolean saves,
            TakeOverSums sums,
            Map<CustomerReference, Customer> customers) {}

    /**
     * A chunk in a unit of work.
     *
     * @param counted is told of each right row whether it was known before
     * @param looked gets each row once it was looked at, with what is wrong with it
     */
    TakeOverChunk(Scope scope, Session.Work work, Consumer<Boolean> counted, Consumer<TakeOverRow> looked) {
        this.scope = scope;
        this.work = work;
        this.values = new TakeOverValues(
                scope.system(), work.administration(), scope.session().vatRules());
        this.counted = counted;
        this.looked = looked;
    }

    void customers(List<TakeOverRow> rows) {
        Map<CustomerReference, Customer> stored = stored(rows, "reference");
        List<Customer> wanted = new ArrayList<>();
        for (TakeOverRow row : rows) {
            Optional<Customer> before = key(row, "reference").map(stored::get);
            Optional<Customer> customer = values.customer(row, before);
            customer.ifPresent(found -> refused(row, () -> CustomerService.check(work, found, before)));
            looked.accept(row);
            if (row.wrong().isEmpty()) {
                counted.accept(before.isPresent());
                wanted.add(customer.orElseThrow());
            }
        }
        if (scope.saves()) {
            CustomerService.put(work, wanted, stored);
        } else {
            wanted.forEach(customer -> scope.customers().put(customer.reference(), customer));
        }
    }

    private static Optional<CustomerReference> key(TakeOverRow row, String column) {
        return row.value(column, CustomerReference::of);
    }

    private Map<CustomerReference, Customer> stored(List<TakeOverRow> rows, String column) {
        Map<CustomerReference, Customer> stored = new HashMap<>();
        work.unit()
                .customers()
                .find(rows.stream()
                        .flatMap(row -> key(row, column).stream())
                        .distinct()
                        .toList())
                .forEach(customer -> stored.put(customer.reference(), customer));
        return stored;
    }

    /** Notes on the row what {@code check} refuses. */
    private static void refused(TakeOverRow row, Runnable check) {
        try {
            check.run();
        } catch (InvalidInputException e) {
            e.violations().forEach(row::refuse);
        } catch (BillingException e) {
            row.refuse(
                    "reference",
                    row.text("reference").orElse(""),
                    String.valueOf(e.getMessage()),
                    "take it out of the file");
        }
    }

    /** Notes on the row when its customer is neither stored nor in the files, or was erased. */
    private void refuseUnknownCustomer(
            TakeOverRow row, CustomerReference reference, Map<CustomerReference, Customer> stored) {
        Optional<Customer> found = Optional.ofNullable(stored.get(reference));
        found.ifPresent(customer -> refused(row, () -> Session.Work.refuseErased(customer)));
        if (found.isEmpty() && !scope.sums().hasCustomer(reference)) {
            row.refuse(
                    "customer",
                    reference.value(),
                    "is no customer, here or in the files",
                    "take the customer over as well");
        }
    }

    /** @param odd is told of the new subscriptions of which something is odd */
    void subscriptions(List<TakeOverRow> rows, BiConsumer<TakeOverRow, NextBills.Odd> odd) {
        Map<CustomerReference, Customer> customers = stored(rows, "customer");
        Map<SubscriptionReference, Subscription> known = new HashMap<>();
        List<Subscription> wanted = new ArrayList<>();
        List<TakeOverRow> right = new ArrayList<>();
        for (TakeOverRow row : rows) {
            Optional<Subscription> subscription = values.subscription(row);
            subscription.ifPresent(found -> refuseUnknownCustomer(row, found.customer(), customers));
            if (row.wrong().isEmpty()) {
                wanted.add(subscription.orElseThrow());
                right.add(row);
            }
        }
        work.unit()
                .subscriptions()
                .find(wanted.stream().map(Subscription::reference).toList())
                .forEach(stored -> known.put(stored.reference(), stored));
        List<Subscription> fresh = new ArrayList<>();
        NextBills next = new NextBills(work);
        for (int i = 0; i < wanted.size(); i++) {
            Subscription subscription = wanted.get(i);
            TakeOverRow row = right.get(i);
            Optional<Subscription> stored = Optional.ofNullable(known.get(subscription.reference()));
            stored.ifPresent(before -> refused(row, () -> SubscriptionService.sameOrConflict(before, subscription)));
            if (row.wrong().isEmpty()) {
                counted.accept(stored.isPresent());
                scope.sums().add(subscription);
                if (stored.isEmpty()) {
                    fresh.add(subscription);
                    customer(subscription.customer(), customers)
                            .flatMap(customer -> next.odd(customer, subscription))
                            .ifPresent(found -> odd.accept(row, found));
                }
            }
        }
        rows.forEach(row -> looked.accept(row));
        if (scope.saves() && !fresh.isEmpty()) {
            SubscriptionService.begin(work, fresh);
        }
    }

    void invoices(List<List<TakeOverRow>> records) {
        Map<CustomerReference, Customer> customers =
                stored(records.stream().map(rows -> rows.get(0)).toList(), "customer");
        Set<InvoiceId> known = known(records);
        for (List<TakeOverRow> rows : records) {
            TakeOverRow first = rows.get(0);
            Optional<TakeOverValues.Claim> claim = values.claim(rows);
            claim.ifPresent(found -> {
                refuseUnknownCustomer(first, found.customer(), customers);
                refuseOurNumber(first, found);
            });
            List<InvoiceLine> lines = claim.flatMap(
                            found -> buyer(found.customer(), customers).map(buyer -> values.lines(found, buyer)))
                    .orElse(List.of());
            rows.forEach(row -> looked.accept(row));
            if (rows.stream().allMatch(row -> row.wrong().isEmpty())) {
                TakeOverValues.Claim found = claim.orElseThrow();
                scope.sums().owed(found.customer(), found.open());
                boolean isKnown = known.contains(found.id());
                counted.accept(isKnown);
                if (scope.saves() && !isKnown) {
                    save(found, Objects.requireNonNull(customers.get(found.customer())), lines);
                }
            }
        }
    }

    /** Which of the invoices in {@code records} were taken over before. */
    private Set<InvoiceId> known(List<List<TakeOverRow>> records) {
        return work
                .unit()
                .invoices()
                .find(records.stream()
                        .flatMap(rows -> rows.get(0).value("number", TakeOverValues.Claim::idOf).stream())
                        .toList())
                .stream()
                .map(Invoice::id)
                .collect(Collectors.toSet());
    }

    /** What VAT needs to know of a customer, who in a dry run may be in a file only. */
    private Optional<VatBuyer> buyer(CustomerReference reference, Map<CustomerReference, Customer> stored) {
        return customer(reference, stored).map(Customer::vatBuyer);
    }

    private Optional<Customer> customer(CustomerReference reference, Map<CustomerReference, Customer> stored) {
        return Optional.ofNullable(scope.customers().get(reference))
                .or(() -> Optional.ofNullable(stored.get(reference)));
    }

    /** A number that stands on a document of ours, or that our series gives later, would be there twice. */
    private void refuseOurNumber(TakeOverRow row, TakeOverValues.Claim claim) {
        Optional<Invoice> other = work.unit().invoices().findByNumber(claim.number());
        if (other.filter(document -> !document.id().equals(claim.id())).isPresent()) {
            row.refuse(
                    "number",
                    claim.number(),
                    "is the number of a document that was made here",
                    "take it out of the file");
        } else if (SendDesk.willBeGiven(work, claim.number())) {
            row.refuse(
                    "number",
                    claim.number(),
                    "will be given again by the number series of the administration",
                    "let the numbering begin above the last number there (Numbering.firstInvoice)");
        }
    }

    private void save(TakeOverValues.Claim claim, Customer customer, List<InvoiceLine> lines) {
        Invoice document = FrozenContent.seal(Invoice.builder()
                .id(claim.id())
                .madeBy(scope.session().actor())
                .customer(claim.customer())
                .currency(work.administration().currency())
                .lines(lines)
                .totals(InvoiceTotals.of(lines, work.administration().currency()))
                .issuance(issuance(claim, customer))
                .export(new LedgerExport(scope.system(), claim.date()))
                .build());
        work.unit().invoices().save(List.of(document));
        work.happened(new BillingEvent.InvoiceTakenOver(
                document.id(),
                document.customer(),
                claim.number(),
                document.totals().gross()));
        scope.ledger().post(work, document, document.issuance().orElseThrow());
        BigDecimal paid = claim.gross().subtract(claim.open());
        if (paid.signum() > 0) {
            ItemId id = ItemId.of(document.id().value() + "-paid");
            credit(
                    new TakeOverValues.Credit(id, claim.customer(), paid),
                    claim.date(),
                    List.of(ItemId.of(document.id())));
        }
    }

    private Issuance issuance(TakeOverValues.Claim claim, Customer customer) {
        return Issuance.builder()
                .number(new DocumentNumber(claim.number(), "taken over from " + scope.system(), 0))
                .issuedOn(claim.date())
                .dueOn(claim.dueOn())
                .seller(Party.seller(work.administration()))
                .customer(Party.customer(customer))
                .language(work.settings(customer).language())
                .salt(scope.session().ids().next())
                .personalHash("")
                .previousHash("")
                .hash("")
                .build();
    }

    private void credit(TakeOverValues.Credit credit, LocalDate day, List<ItemId> settles) {
        MonetaryAmount amount =
                Amounts.of(credit.amount().negate(), work.administration().currency());
        OpenItem item = OpenItem.builder()
                .id(credit.id())
                .kind(OpenItem.Kind.PAYMENT)
                .customer(credit.customer())
                .number(scope.system())
                .date(day)
                .dueOn(day)
                .amount(amount)
                .open(amount)
                .build();
        scope.ledger().act(work, credit.customer(), settles, account -> account.post(item, settles));
    }

    void credits(List<TakeOverRow> rows) {
        Map<CustomerReference, Customer> customers = stored(rows, "customer");
        for (TakeOverRow row : rows) {
            Optional<TakeOverValues.Credit> credit = values.credit(row);
            credit.ifPresent(found -> refuseUnknownCustomer(row, found.customer(), customers));
            looked.accept(row);
            if (row.wrong().isEmpty()) {
                TakeOverValues.Credit found = credit.orElseThrow();
                boolean isKnown = work.unit().ledger().find(found.id()).isPresent();
                counted.accept(isKnown);
                scope.sums().owed(found.customer(), found.amount().negate());
                if (scope.saves() && !isKnown) {
                    credit(found, work.today(), List.of());
                }
            }
        }
    }

    void mandates(List<TakeOverRow> rows) {
        Map<CustomerReference, Customer> customers = stored(rows, "customer");
        List<Mandate> changed = new ArrayList<>();
        for (TakeOverRow row : rows) {
            Optional<Mandate> read = values.mandate(row);
            Optional<Mandate> before = read.flatMap(found -> work.unit()
                    .catalogue(CatalogueKind.MANDATES)
                    .find(found.reference().value()));
            Optional<Mandate> mandate = read.map(
                    found -> before.map(stored -> asItIs(stored, found)).orElse(found));
            mandate.ifPresent(found -> {
                refuseUnknownCustomer(row, found.customer(), customers);
                before.ifPresent(stored -> refused(row, () -> MandateService.refuse(stored, found)));
            });
            looked.accept(row);
            if (row.wrong().isEmpty()) {
                counted.accept(before.isPresent());
                scope.sums().add(mandate.orElseThrow());
                if (!before.equals(mandate)) {
                    changed.add(mandate.get());
                }
            }
        }
        if (scope.saves()) {
            MandateService.save(work, changed);
        }
    }

    /** What the file says of a mandate, with what was done with it here since it was taken over. */
    private static Mandate asItIs(Mandate stored, Mandate read) {
        if (stored.cancelledOn().isPresent() && stored.customer().equals(read.customer())) {
            return stored;
        }
        Optional<LocalDate> last = Stream.of(stored, read)
                .flatMap(mandate -> mandate.lastCollectedOn().stream())
                .max(LocalDate::compareTo);
        return read.toBuilder().lastCollectedOn(last).build();
    }
}
