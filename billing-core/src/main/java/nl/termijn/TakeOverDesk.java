package nl.termijn;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.money.MonetaryAmount;
import nl.termijn.TakeOverReport.BalanceDifference;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.Mandate;
import nl.termijn.error.BillingException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.error.Violations;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.DocumentNumber;
import nl.termijn.invoice.Invoice;
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
import nl.termijn.takeover.ImportTable;
import nl.termijn.vat.VatBuyer;

/** Goes through the files of one take-over, chunk by chunk, and looks at each row, or takes it over as well. */
final class TakeOverDesk {
    private static final int CHUNK = 500;

    private final Session session;
    private final LedgerDesk ledger;
    private final TakeOver takeOver;
    private final boolean saves;

    private final List<TakeOverReport.Count> counts = new ArrayList<>();
    private final List<TakeOverReport.Fault> faults = new ArrayList<>();
    private final TakeOverSums sums = new TakeOverSums();
    private final Map<CustomerReference, VatBuyer> buyers = new HashMap<>();
    private long faultCount;

    /** @param saves whether rows are taken over, or only looked at */
    TakeOverDesk(Session session, LedgerDesk ledger, TakeOver takeOver, boolean saves) {
        this.session = session;
        this.ledger = ledger;
        this.takeOver = takeOver;
        this.saves = saves;
    }

    TakeOverReport work() {
        takeOver.files().forEach(this::file);
        boolean done = saves && faultCount == 0;
        List<BalanceDifference> differences = new ArrayList<>();
        return new TakeOverReport(
                done,
                counts,
                faults,
                faultCount,
                done ? sums.besideOurs(session, differences) : sums.alone(),
                differences);
    }

    /** How many rows of one file came to what. */
    private static final class Tally {
        private final TakeOver.File file;
        private long rows;
        private long added;
        private long known;
        private long skipped;

        private Tally(TakeOver.File file) {
            this.file = file;
        }

        ImportTable table() {
            return file.mapping().table();
        }

        void add(boolean isKnown) {
            known += isKnown ? 1 : 0;
            added += isKnown ? 0 : 1;
        }

        TakeOverReport.Count count() {
            return new TakeOverReport.Count(file.name(), table(), rows, added, known, skipped);
        }
    }

    private void file(TakeOver.File file) {
        Tally tally = new Tally(file);
        int faultsBefore = faults.size();
        try (Reader content = file.content().get()) {
            Csv csv = Csv.open(content, file.name());
            refuseMissingColumns(file, csv);
            records(csv, tally);
        } catch (InvalidInputException e) {
            e.violations().forEach(violation -> fault(file, 1, violation));
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file.name() + " could not be closed", e);
        }
        counts.add(tally.count());
        faults.subList(faultsBefore, faults.size()).sort(Comparator.comparingInt(TakeOverReport.Fault::line));
    }

    private static void refuseMissingColumns(TakeOver.File file, Csv csv) {
        List<Violation> missing = new ArrayList<>();
        for (String column : file.mapping().table().required()) {
            boolean there = Optional.ofNullable(file.mapping().columns().get(column))
                    .filter(source -> source.columns().stream()
                            .anyMatch(group -> group.stream().anyMatch(csv::has)))
                    .isPresent();
            if (!there) {
                missing.add(new Violation(column, "", "column is missing", "map it to a column that the file has"));
            }
        }
        if (!missing.isEmpty()) {
            throw new InvalidInputException(file.name(), missing);
        }
    }

    /** Reads the records and has them done in chunks, the rows of one invoice together. */
    private void records(Csv csv, Tally tally) {
        String key = tally.table().required().get(0);
        Map<String, List<TakeOverRow>> chunk = new LinkedHashMap<>();
        String last = "";
        while (csv.hasNext()) {
            Optional<TakeOverRow> read = row(csv, tally);
            if (read.isEmpty()) {
                continue;
            }
            TakeOverRow row = read.get();
            String value = row.text(key).orElse("");
            boolean goesOn = tally.table() == ImportTable.OPEN_INVOICES && value.equals(last) && !value.isEmpty();
            if (!goesOn) {
                if (chunk.size() == CHUNK) {
                    done(tally, chunk);
                }
                if (!value.isEmpty() && !sums.isNew(tally.table(), value)) {
                    row.refuse(
                            key,
                            value,
                            "stands in more than one row",
                            "keep one, and the rows of one invoice together");
                    faults(tally.file, row);
                    continue;
                }
            }
            last = value;
            // what has no key is refused, each row for itself
            chunk.computeIfAbsent(value.isEmpty() ? "\0" + row.line() : value, any -> new ArrayList<>())
                    .add(row);
        }
        done(tally, chunk);
    }

    private Optional<TakeOverRow> row(Csv csv, Tally tally) {
        Csv.Row next = csv.next();
        tally.rows++;
        Violations found = Violations.of(tally.file.name());
        if (!csv.isWhole(next, found)) {
            found.found().forEach(violation -> fault(tally.file, next.line(), violation));
            return Optional.empty();
        }
        TakeOverRow row = new TakeOverRow(csv, next, tally.file.mapping());
        if (row.isSkipped()) {
            tally.skipped++;
            return Optional.empty();
        }
        return Optional.of(row);
    }

    private void done(Tally tally, Map<String, List<TakeOverRow>> chunk) {
        if (!chunk.isEmpty()) {
            List<List<TakeOverRow>> records = List.copyOf(chunk.values());
            session.work(work -> {
                TakeOverValues values =
                        new TakeOverValues(takeOver.system(), work.administration(), session.vatRules());
                switch (tally.table()) {
                    case CUSTOMERS -> customers(work, values, first(records), tally);
                    case SUBSCRIPTIONS -> subscriptions(work, values, first(records), tally);
                    case OPEN_INVOICES -> invoices(work, values, records, tally);
                    case CREDITS -> credits(work, values, first(records), tally);
                    case MANDATES -> mandates(work, values, first(records), tally);
                }
                return tally;
            });
            chunk.clear();
        }
    }

    private static List<TakeOverRow> first(List<List<TakeOverRow>> records) {
        return records.stream().map(rows -> rows.get(0)).toList();
    }

    private void faults(TakeOver.File file, TakeOverRow row) {
        row.wrong().forEach(violation -> fault(file, row.line(), violation));
    }

    private void fault(TakeOver.File file, int line, Violation violation) {
        faultCount++;
        if (faults.size() < TakeOverReport.MOST) {
            faults.add(new TakeOverReport.Fault(
                    file.name(), line, violation.field(), violation.value(), violation.rule(), violation.remedy()));
        }
    }

    private void customers(Session.Work work, TakeOverValues values, List<TakeOverRow> rows, Tally tally) {
        Map<CustomerReference, Customer> stored = stored(work, rows, "reference");
        List<Customer> wanted = new ArrayList<>();
        for (TakeOverRow row : rows) {
            Optional<Customer> before = key(row, "reference").map(stored::get);
            Optional<Customer> customer = values.customer(row, before);
            customer.ifPresent(found -> refused(row, () -> CustomerService.check(work, found, before)));
            faults(tally.file, row);
            if (row.wrong().isEmpty()) {
                tally.add(before.isPresent());
                wanted.add(customer.orElseThrow());
            }
        }
        if (saves) {
            CustomerService.put(work, wanted, stored);
        } else {
            wanted.forEach(customer -> buyers.put(customer.reference(), customer.vatBuyer()));
        }
    }

    private static Optional<CustomerReference> key(TakeOverRow row, String column) {
        return row.value(column, CustomerReference::of);
    }

    private static Map<CustomerReference, Customer> stored(Session.Work work, List<TakeOverRow> rows, String column) {
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
        if (found.isEmpty() && !sums.hasCustomer(reference)) {
            row.refuse(
                    "customer",
                    reference.value(),
                    "is no customer, here or in the files",
                    "take the customer over as well");
        }
    }

    private void subscriptions(Session.Work work, TakeOverValues values, List<TakeOverRow> rows, Tally tally) {
        Map<CustomerReference, Customer> customers = stored(work, rows, "customer");
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
        for (int i = 0; i < wanted.size(); i++) {
            Subscription subscription = wanted.get(i);
            TakeOverRow row = right.get(i);
            Optional<Subscription> stored = Optional.ofNullable(known.get(subscription.reference()));
            stored.ifPresent(before -> refused(row, () -> SubscriptionService.sameOrConflict(before, subscription)));
            if (row.wrong().isEmpty()) {
                tally.add(stored.isPresent());
                sums.add(subscription);
                if (stored.isEmpty()) {
                    fresh.add(subscription);
                }
            }
        }
        rows.forEach(row -> faults(tally.file, row));
        if (saves && !fresh.isEmpty()) {
            SubscriptionService.begin(work, fresh);
        }
    }

    private void invoices(Session.Work work, TakeOverValues values, List<List<TakeOverRow>> records, Tally tally) {
        Map<CustomerReference, Customer> customers = stored(work, first(records), "customer");
        for (List<TakeOverRow> rows : records) {
            TakeOverRow first = rows.get(0);
            Optional<TakeOverValues.Claim> claim = values.claim(rows);
            claim.ifPresent(found -> {
                refuseUnknownCustomer(first, found.customer(), customers);
                refuseOurNumber(work, first, found);
            });
            List<InvoiceLine> lines = claim.flatMap(
                            found -> buyer(found.customer(), customers).map(buyer -> values.lines(found, buyer)))
                    .orElse(List.of());
            rows.forEach(row -> faults(tally.file, row));
            if (rows.stream().allMatch(row -> row.wrong().isEmpty())) {
                TakeOverValues.Claim found = claim.orElseThrow();
                sums.owed(found.customer(), found.open());
                boolean isKnown = work.unit().invoices().find(found.id()).isPresent();
                tally.add(isKnown);
                if (saves && !isKnown) {
                    save(work, found, Objects.requireNonNull(customers.get(found.customer())), lines);
                }
            }
        }
    }

    /** What VAT needs to know of a customer, who in a dry run may be in a file only. */
    private Optional<VatBuyer> buyer(CustomerReference reference, Map<CustomerReference, Customer> stored) {
        return Optional.ofNullable(stored.get(reference))
                .map(Customer::vatBuyer)
                .or(() -> Optional.ofNullable(buyers.get(reference)));
    }

    /** A number that stands on a document of ours, or that our series gives later, would be there twice. */
    private void refuseOurNumber(Session.Work work, TakeOverRow row, TakeOverValues.Claim claim) {
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

    private void save(Session.Work work, TakeOverValues.Claim claim, Customer customer, List<InvoiceLine> lines) {
        Invoice document = FrozenContent.seal(Invoice.builder()
                .id(claim.id())
                .madeBy(session.actor())
                .customer(claim.customer())
                .currency(work.administration().currency())
                .lines(lines)
                .totals(InvoiceTotals.of(lines, work.administration().currency()))
                .issuance(issuance(work, claim, customer))
                .export(new LedgerExport(takeOver.system(), claim.date()))
                .build());
        work.unit().invoices().save(List.of(document));
        work.happened(new BillingEvent.InvoiceTakenOver(
                document.id(),
                document.customer(),
                claim.number(),
                document.totals().gross()));
        ledger.post(work, document, document.issuance().orElseThrow());
        BigDecimal paid = claim.gross().subtract(claim.open());
        if (paid.signum() > 0) {
            ItemId id = ItemId.of(document.id().value() + "-paid");
            credit(
                    work,
                    new TakeOverValues.Credit(id, claim.customer(), paid),
                    claim.date(),
                    List.of(ItemId.of(document.id())));
        }
    }

    private Issuance issuance(Session.Work work, TakeOverValues.Claim claim, Customer customer) {
        return Issuance.builder()
                .number(new DocumentNumber(claim.number(), "taken over from " + takeOver.system(), 0))
                .issuedOn(claim.date())
                .dueOn(claim.dueOn())
                .seller(Party.seller(work.administration()))
                .customer(Party.customer(customer))
                .language(work.settings(customer).language())
                .salt(session.ids().next())
                .personalHash("")
                .previousHash("")
                .hash("")
                .build();
    }

    private void credit(Session.Work work, TakeOverValues.Credit credit, LocalDate day, List<ItemId> settles) {
        MonetaryAmount amount =
                Amounts.of(credit.amount().negate(), work.administration().currency());
        OpenItem item = OpenItem.builder()
                .id(credit.id())
                .kind(OpenItem.Kind.PAYMENT)
                .customer(credit.customer())
                .number(takeOver.system())
                .date(day)
                .dueOn(day)
                .amount(amount)
                .open(amount)
                .build();
        ledger.act(work, credit.customer(), settles, account -> account.post(item, settles));
    }

    private void credits(Session.Work work, TakeOverValues values, List<TakeOverRow> rows, Tally tally) {
        Map<CustomerReference, Customer> customers = stored(work, rows, "customer");
        for (TakeOverRow row : rows) {
            Optional<TakeOverValues.Credit> credit = values.credit(row);
            credit.ifPresent(found -> refuseUnknownCustomer(row, found.customer(), customers));
            faults(tally.file, row);
            if (row.wrong().isEmpty()) {
                TakeOverValues.Credit found = credit.orElseThrow();
                boolean isKnown = work.unit().ledger().find(found.id()).isPresent();
                tally.add(isKnown);
                sums.owed(found.customer(), found.amount().negate());
                if (saves && !isKnown) {
                    credit(work, found, work.today(), List.of());
                }
            }
        }
    }

    private void mandates(Session.Work work, TakeOverValues values, List<TakeOverRow> rows, Tally tally) {
        Map<CustomerReference, Customer> customers = stored(work, rows, "customer");
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
            faults(tally.file, row);
            if (row.wrong().isEmpty()) {
                tally.add(before.isPresent());
                sums.add(mandate.orElseThrow());
                if (!before.equals(mandate)) {
                    changed.add(mandate.get());
                }
            }
        }
        if (saves) {
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
