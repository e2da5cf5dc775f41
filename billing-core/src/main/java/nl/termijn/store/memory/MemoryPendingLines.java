package nl.termijn.store.memory;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.store.PendingLines;
import nl.termijn.subscription.SubscriptionReference;

final class MemoryPendingLines implements PendingLines {
    private final Table<PendingLineReference, PendingLine> lines;
    private final Table<Long, PendingLineReference> byEntry;
    private final Index<CustomerReference, Long> ofCustomer;
    private final Index<CustomerReference, Long> waiting;
    private final Index<SubscriptionReference, Long> ofSubscription;
    private final Index<InvoiceId, Long> correcting;
    private long entries;

    MemoryPendingLines(Journal journal) {
        lines = new Table<>(journal);
        byEntry = new Table<>(journal);
        ofCustomer = new Index<>(journal);
        waiting = new Index<>(journal);
        ofSubscription = new Index<>(journal);
        correcting = new Index<>(journal);
    }

    @Override
    public Optional<PendingLine> find(PendingLineReference reference) {
        return lines.find(reference);
    }

    @Override
    public List<PendingLine> ofCustomer(CustomerReference customer) {
        return ofCustomer.of(customer).map(this::at).toList();
    }

    @Override
    public List<PendingLine> waiting(CustomerReference customer) {
        return waiting.of(customer).map(this::at).toList();
    }

    @Override
    public List<PendingLine> waitingForDays(SubscriptionReference subscription, LocalDate day) {
        return ofSubscription
                .of(subscription)
                .map(this::at)
                .filter(line -> line.days().map(days -> days.to().isAfter(day)).orElse(false))
                .toList();
    }

    @Override
    public List<PendingLine> waitingCorrections(InvoiceId invoice) {
        return correcting.of(invoice).map(this::at).toList();
    }

    private PendingLine at(long entry) {
        return byEntry.find(entry).flatMap(lines::find).orElseThrow();
    }

    @Override
    public void add(Collection<PendingLine> added) {
        for (PendingLine line : added) {
            if (lines.has(line.reference())) {
                throw new ConflictException(
                        "pending line " + line.reference(),
                        "Pending line " + line.reference() + " exists already; give a reference of its own.");
            }
            // a number that a failed unit of work leaves unused does no harm: only the order counts
            entries++;
            put(line.toBuilder().entered(entries).build());
        }
    }

    @Override
    public void save(Collection<PendingLine> changed) {
        for (PendingLine line : changed) {
            unlink(line.reference());
            put(line);
        }
    }

    @Override
    public void remove(Collection<PendingLineReference> removed) {
        for (PendingLineReference reference : removed) {
            unlink(reference);
            lines.remove(reference).ifPresent(line -> byEntry.remove(line.entered()));
        }
    }

    private void put(PendingLine line) {
        lines.put(line.reference(), line);
        byEntry.put(line.entered(), line.reference());
        ofCustomer.add(line.customer(), line.entered());
        if (line.billed()) {
            return;
        }
        waiting.add(line.customer(), line.entered());
        line.origin().subscriptionReference().ifPresent(key -> ofSubscription.add(key, line.entered()));
        line.origin().corrected().map(LineReference::invoice).ifPresent(key -> correcting.add(key, line.entered()));
    }

    private void unlink(PendingLineReference reference) {
        find(reference).ifPresent(line -> {
            ofCustomer.remove(line.customer(), line.entered());
            waiting.remove(line.customer(), line.entered());
            line.origin().subscriptionReference().ifPresent(key -> ofSubscription.remove(key, line.entered()));
            line.origin()
                    .corrected()
                    .map(LineReference::invoice)
                    .ifPresent(key -> correcting.remove(key, line.entered()));
        });
    }
}
