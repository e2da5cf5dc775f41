package nl.termijn.store.memory;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.store.OutboxEntries;
import nl.termijn.store.OutboxEntry;

final class MemoryOutbox implements OutboxEntries {
    private final Table<String, OutboxEntry> entries;
    private final Table<String, OutboxEntry> waiting;
    private final Table<String, OutboxEntry> refused;
    private final Index<InvoiceId, String> byDocument;
    private final Index<CustomerReference, String> byCustomer;
    private final Table<InvoiceId, String> archived;

    MemoryOutbox(Journal journal) {
        entries = new Table<>(journal);
        waiting = new Table<>(journal);
        refused = new Table<>(journal);
        byDocument = new Index<>(journal);
        byCustomer = new Index<>(journal);
        archived = new Table<>(journal);
    }

    @Override
    public Optional<OutboxEntry> find(String key) {
        return entries.find(key);
    }

    @Override
    public List<OutboxEntry> due(DeliveryChannel channel, Instant now, int limit) {
        return waiting.all()
                .filter(entry ->
                        entry.channel() == channel && !entry.notBefore().isAfter(now))
                .limit(limit)
                .toList();
    }

    @Override
    public List<OutboxEntry> ofDocument(InvoiceId invoice) {
        return byDocument.of(invoice).flatMap(key -> find(key).stream()).toList();
    }

    @Override
    public List<OutboxEntry> ofCustomer(CustomerReference customer) {
        return byCustomer.of(customer).flatMap(key -> find(key).stream()).toList();
    }

    @Override
    public List<OutboxEntry> refused(DeliveryChannel channel, Optional<String> after, int limit) {
        return refused.after(after)
                .filter(entry -> entry.channel() == channel)
                .limit(limit)
                .toList();
    }

    @Override
    public void add(Collection<OutboxEntry> added) {
        for (OutboxEntry entry : added) {
            if (entries.has(entry.key())) {
                throw new ConflictException(
                        "outbox entry " + entry.key(), "Key " + entry.key() + " is in use by another outbox entry.");
            }
        }
        added.forEach(this::put);
    }

    @Override
    public boolean replace(OutboxEntry read, OutboxEntry changed) {
        boolean unchanged = find(read.key())
                .filter(stored -> stored.status() == read.status()
                        && stored.attempts() == read.attempts()
                        && stored.lease().equals(read.lease()))
                .isPresent();
        if (unchanged) {
            put(changed);
        }
        return unchanged;
    }

    private void put(OutboxEntry entry) {
        entries.put(entry.key(), entry);
        entry.invoice().ifPresent(invoice -> byDocument.add(invoice, entry.key()));
        byCustomer.add(entry.customer(), entry.key());
        waiting.remove(entry.key());
        refused.remove(entry.key());
        switch (entry.status()) {
            case WAITING -> waiting.put(entry.key(), entry);
            case REFUSED -> refused.put(entry.key(), entry);
            case DELIVERED, DROPPED -> {}
        }
    }

    @Override
    public Optional<String> archived(InvoiceId invoice) {
        return archived.find(invoice);
    }

    @Override
    public String archive(InvoiceId invoice, String sha256) {
        Optional<String> first = archived.find(invoice);
        if (first.isEmpty()) {
            archived.put(invoice, sha256);
        }
        return first.orElse(sha256);
    }
}
