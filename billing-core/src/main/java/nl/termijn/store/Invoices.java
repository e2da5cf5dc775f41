package nl.termijn.store;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.subscription.SubscriptionReference;

/** Invoices and credit notes of one administration, in every status. */
public interface Invoices {
    /** The document with {@code id}. */
    Optional<Invoice> find(InvoiceId id);

    /** Those documents of {@code ids} that there are, in the order of their ids. */
    List<Invoice> find(Collection<InvoiceId> ids);

    /** The sent or withdrawn document with {@code number}. */
    Optional<Invoice> findByNumber(String number);

    /** Saves new ({@code version} 0) and changed documents, all or none; answers them with their new versions. */
    List<Invoice> save(Collection<Invoice> invoices);

    /**
     * Takes a draft away.
     *
     * @throws nl.termijn.error.ConflictException when it was changed since it was read
     */
    void delete(Invoice draft);

    /** Up to {@code limit} drafts after {@code after}, or from the first, in the order of customer and id. */
    List<Invoice> drafts(Optional<Invoice> after, int limit);

    /** All documents of a customer, in the order of their ids. */
    List<Invoice> ofCustomer(CustomerReference customer);

    /** The newest sent invoice that a run made of each of {@code customers}; of those who have none, nothing. */
    List<Invoice> lastOfRuns(Collection<CustomerReference> customers);

    /**
     * Invoices of {@code customers}, drafts too, that are not withdrawn and that runs of {@code months} made, or with which such
     * were merged, in the order of their ids.
     */
    List<Invoice> ofRuns(Collection<CustomerReference> customers, Set<YearMonth> months);

    /** Up to {@code limit} documents of any status whose number contains {@code text}, newest first. */
    List<Invoice> search(String text, int limit);

    /** Documents, drafts too, with a line that corrects a line of {@code invoice}, and credit notes that refer to it. */
    List<Invoice> correcting(InvoiceId invoice);

    /** Documents, drafts too, that are not withdrawn and bill days of {@code subscription} that end after {@code day}. */
    List<Invoice> billingDays(SubscriptionReference subscription, LocalDate day);

    /** Up to {@code limit} sent or withdrawn documents of a series after sequence {@code after}. */
    List<Invoice> ofSeries(String series, long after, int limit);

    /** Up to {@code limit} sent documents that are neither exported nor withdrawn, after {@code after} by id. */
    List<Invoice> unexported(Optional<InvoiceId> after, int limit);

    /** Every series that was used, with its last number. */
    List<NumberSeries> series();

    /** The state of {@code series}, locked against others until the end of the transaction. */
    Optional<NumberSeries> lockSeries(String series);

    /** Saves the state of a series. */
    void save(NumberSeries series);

    /**
     * Marks that the run invoices of customers and a month exist (rule B4), all or none.
     *
     * @throws nl.termijn.error.ConflictException when one of them was marked already
     */
    void claimRun(Collection<CustomerReference> customers, YearMonth month);

    /** The months that are so marked, in their order. */
    List<YearMonth> claimedRuns(CustomerReference customer);

    /** Takes that mark away, so that the run makes the month's invoice anew. */
    void releaseRun(CustomerReference customer, YearMonth month);
}
