package nl.termijn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.termijn.customer.Customer;
import nl.termijn.error.BillingException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.AwaitedChange;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.RequestForPayment;
import nl.termijn.run.ChangePlanner;
import nl.termijn.subscription.Subscription;

/**
 * Changes that are paid first. Until then the draft only tells what the change costs, so it bills no days; with the payment it
 * gets the lines of the change itself, and the subscription its terms.
 */
final class AwaitedChangeDesk {
    private final SubscriptionDesk desk;

    AwaitedChangeDesk(SubscriptionDesk desk) {
        this.desk = desk;
    }

    /** A draft of what {@code awaited} costs on the days that are billed by now. */
    Invoice draft(Session.Work work, AwaitedChange awaited) {
        Customer customer =
                work.activeCustomer(work.subscription(awaited.subscription()).customer());
        waiting(work, awaited).ifPresent(other -> {
            throw new NotAllowedException(
                    Reason.REQUESTED,
                    other.name(),
                    "A change of subscription " + awaited.subscription() + " waits already for the payment of "
                            + other.name() + "; take that request back first.");
        });
        List<InvoiceLine> lines = plannedLines(work, awaited).stream()
                .map(AwaitedChangeDesk::asTold)
                .toList();
        return DraftDesk.manual(work, customer, lines).build();
    }

    /** The draft whose payment a change of the same subscription waits for. */
    Optional<Invoice> waiting(Session.Work work, AwaitedChange awaited) {
        Subscription subscription = work.subscription(awaited.subscription());
        return work.unit().invoices().ofCustomer(subscription.customer()).stream()
                .filter(draft -> draft.request()
                        .flatMap(RequestForPayment::change)
                        .filter(other -> other.subscription().equals(awaited.subscription()))
                        .isPresent())
                .findFirst();
    }

    private List<PendingLine> plannedLines(Session.Work work, AwaitedChange awaited) {
        return desk.plannedChange(work, awaited.subscription(), awaited.change())
                .pendingLines();
    }

    /** The line as the draft has it until it is paid. */
    private static InvoiceLine asTold(PendingLine line) {
        return asBilled(line).toBuilder()
                .origin(new LineOrigin.Entered())
                .pendingLine(Optional.empty())
                .build();
    }

    private static InvoiceLine asBilled(PendingLine line) {
        // a change is charged at the VAT of the line that it takes back
        return line.toInvoiceLine(line.fixedVat().orElseThrow());
    }

    /**
     * Makes the change that {@code draft} was asked for. What it costs for days that were billed since waits for the next run.
     *
     * @return the draft with the lines of the change; nothing when these are others by now, and then nothing is changed
     */
    Optional<Invoice> make(Session.Work work, Invoice draft, AwaitedChange awaited) {
        Optional<ChangePlanner.Change> fits = planned(work, awaited);
        if (fits.isEmpty()) {
            return Optional.empty();
        }
        List<PendingLine> left = new ArrayList<>(fits.get().pendingLines());
        List<PendingLine> billed = new ArrayList<>();
        for (InvoiceLine told : draft.lines()) {
            Optional<PendingLine> same =
                    left.stream().filter(line -> asTold(line).equals(told)).findFirst();
            if (same.isEmpty()) {
                return Optional.empty();
            }
            left.remove(same.get());
            billed.add(same.get());
        }
        work.unit().subscriptions().save(List.of(fits.get().subscription()));
        work.happened(
                new BillingEvent.TermsChanged(awaited.subscription(), fits.get().dated()));
        SubscriptionDesk.addPending(
                work,
                billed.stream()
                        .map(line -> line.toBuilder()
                                .billed(true)
                                .billedOn(draft.id())
                                .build())
                        .toList());
        SubscriptionDesk.addPending(work, left);
        return Optional.of(
                draft.withLines(billed.stream().map(AwaitedChangeDesk::asBilled).toList()));
    }

    /** The change as it would be made now; nothing when it cannot be made any more. */
    private Optional<ChangePlanner.Change> planned(Session.Work work, AwaitedChange awaited) {
        try {
            return Optional.of(desk.plannedChange(work, awaited.subscription(), awaited.change()));
        } catch (BillingException refused) {
            return Optional.empty();
        }
    }
}
