package nl.termijn.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.InvoiceId;

/** What is to leave the house, of one administration. */
public interface OutboxEntries {
    /** The entry with {@code key}. */
    Optional<OutboxEntry> find(String key);

    /**
     * Up to {@code limit} waiting entries of {@code channel} that may be tried at {@code now}, in the order of their keys,
     * locked against others until the end of the transaction.
     */
    List<OutboxEntry> due(DeliveryChannel channel, Instant now, int limit);

    /** The entries about a document, in the order of their keys. */
    List<OutboxEntry> ofDocument(InvoiceId invoice);

    /** All entries for a customer, in the order of their keys. */
    List<OutboxEntry> ofCustomer(CustomerReference customer);

    /** Up to {@code limit} refused entries of {@code channel} after {@code after}, in the order of their keys. */
    List<OutboxEntry> refused(DeliveryChannel channel, Optional<String> after, int limit);

    /**
     * Adds new entries.
     *
     * @throws nl.termijn.error.ConflictException when a key is in use
     */
    void add(Collection<OutboxEntry> entries);

    /**
     * Saves {@code changed} if the stored entry still has the status, the attempts and the lease of {@code read}, and else
     * changes nothing: somebody else was there in the meantime.
     *
     * @return whether it was saved
     */
    boolean replace(OutboxEntry read, OutboxEntry changed);

    /** The SHA-256 under which the document's bytes are archived, once it was drawn. */
    Optional<String> archived(InvoiceId invoice);

    /** Remembers that SHA-256; the first one stands, and is answered. */
    String archive(InvoiceId invoice, String sha256);
}
