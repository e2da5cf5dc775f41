package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.money.Amounts;

/** Lines that wait for the next run: added at any time, one or a hundred thousand at once, removable until billed. */
public final class PendingLineService {
    private static final int CHUNK = 1_000;

    private final Session session;

    PendingLineService(Session session) {
        this.session = session;
    }

    /**
     * Adds one line. Adding an equal line again changes nothing.
     *
     * @throws nl.termijn.error.ConflictException when the reference is in use for another line
     */
    public void add(PendingLine line) {
        given(line, "pendingLine");
        session.work(work -> add(work, List.of(line)));
    }

    /**
     * Adds lines in their order, in transactions of at most 1,000. A line that cannot be added, as when its reference is in use for
     * another or its customer is not there, does not stop the others; again with the same lines adds only what is missing.
     */
    public BulkReport<PendingLineReference> addAll(Collection<PendingLine> lines) {
        given(lines, "pendingLines");
        BulkReport<PendingLine> report = BulkReport.of(lines, CHUNK, chunk -> session.work(work -> add(work, chunk)));
        return new BulkReport<>(
                report.done().stream().map(PendingLine::reference).toList(),
                report.failures().stream()
                        .map(failure ->
                                new BulkReport.Failure<>(failure.subject().reference(), failure.reason()))
                        .toList());
    }

    private static int add(Session.Work work, List<PendingLine> lines) {
        List<PendingLine> added =
                lines.stream().filter(line -> isNew(work, line)).toList();
        work.unit().pendingLines().add(added);
        added.forEach(line ->
                work.happened(new BillingEvent.PendingLineAdded(line.reference(), line.customer(), line.amount())));
        return added.size();
    }

    private static boolean isNew(Session.Work work, PendingLine line) {
        work.activeCustomer(line.customer());
        Amounts.requireCurrency(line.unitPrice(), work.administration().currency(), "unitPrice");
        Optional<PendingLine> stored = work.unit().pendingLines().find(line.reference());
        return stored.map(before -> !before.toBuilder()
                        .entered(line.entered())
                        .billed(false)
                        .billedOn(Optional.empty())
                        .build()
                        .equals(line))
                .orElse(true);
    }

    /** The lines of a customer that wait, in the order of entry. */
    public List<PendingLine> waiting(CustomerReference customer) {
        given(customer, "customer");
        return session.work(work -> work.unit().pendingLines().waiting(customer));
    }

    /** The line with {@code reference}, waiting or billed. */
    public Optional<PendingLine> find(PendingLineReference reference) {
        given(reference, "pendingLine");
        return session.work(work -> work.unit().pendingLines().find(reference));
    }

    /**
     * Takes a waiting line away. One that is not there, as after a call whose answer was lost, stays away.
     *
     * @throws NotAllowedException when it was billed, or is the one by which a change at once takes back days that it charges anew:
     *     without it they would be charged twice
     */
    public void remove(PendingLineReference reference) {
        given(reference, "pendingLine");
        session.work(work -> {
            Optional<PendingLine> stored = work.unit().pendingLines().find(reference);
            if (stored.isEmpty()) {
                return stored;
            }
            PendingLine line = stored.get();
            if (line.billed()) {
                throw new NotAllowedException(
                        Reason.BILLED,
                        reference.value(),
                        "Pending line " + reference + " cannot be removed: it was billed"
                                + line.billedOn()
                                        .map(invoice -> " on invoice " + invoice)
                                        .orElse("")
                                + "; edit that draft, or credit that invoice.");
            }
            if (line.origin() instanceof LineOrigin.Service service && service.takesBack()) {
                throw new NotAllowedException(
                        Reason.LATER_WORK_RESTS_ON_IT,
                        reference.value(),
                        "Pending line " + reference
                                + " cannot be removed: a change at once takes days back by it, and charges"
                                + " them anew by another, so they would be charged twice; change the terms back instead.");
            }
            work.unit().pendingLines().remove(List.of(reference));
            work.happened(new BillingEvent.PendingLineRemoved(reference));
            DraftDesk.daysDropped(line.origin(), line.days()).ifPresent(work::happened);
            return stored;
        });
    }
}
