package nl.termijn.store;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.subscription.SubscriptionReference;

/** Pending lines of one administration, waiting and billed. */
public interface PendingLines {
    /** The line with {@code reference}. */
    Optional<PendingLine> find(PendingLineReference reference);

    /** All lines of a customer, billed ones too, in the order of entry. */
    List<PendingLine> ofCustomer(CustomerReference customer);

    /** The lines of a customer that wait, in the order of entry. */
    List<PendingLine> waiting(CustomerReference customer);

    /** The lines that wait for days of a subscription that end after {@code day}. */
    List<PendingLine> waitingForDays(SubscriptionReference subscription, LocalDate day);

    /** The lines that wait and correct a line of {@code invoice}. */
    List<PendingLine> waitingCorrections(InvoiceId invoice);

    /**
     * Adds lines in their order; each gets its order of entry.
     *
     * @throws nl.termijn.error.ConflictException when a reference is in use
     */
    void add(Collection<PendingLine> lines);

    /** Saves changed lines over those with the same references. */
    void save(Collection<PendingLine> lines);

    /** Takes lines away. */
    void remove(Collection<PendingLineReference> lines);
}
