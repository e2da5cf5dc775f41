package nl.termijn;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.event.BillingEvent;
import nl.termijn.store.OutboxEntries;
import nl.termijn.store.OutboxEntry;

/**
 * Leases on entries of the outbox: each is held or lost. Nothing is handed over under a lease that was not looked at just
 * before, and no result is saved over anything but the entry as it was leased.
 */
final class Leases {
    private final Session session;
    private final DeliveryChannel channel;
    private final Duration time;

    /**
     * Leases for {@code time}, which is longer than an attempt may take. A host that dies holds its entries for so long, and
     * then loses them.
     */
    Leases(Session session, DeliveryChannel channel, Duration time) {
        this.session = session;
        this.channel = channel;
        this.time = time;
    }

    /**
     * An entry that was leased.
     *
     * @param before as it was
     * @param leased as it is stored while it is held
     */
    record Held(OutboxEntry before, OutboxEntry leased) {}

    /** Takes up to {@code most} entries that may be tried now. */
    List<Held> take(int most) {
        Instant now = session.clock().instant();
        String lease = UUID.randomUUID().toString();
        return session.work(work -> {
            OutboxEntries outbox = work.unit().outbox();
            List<Held> held = new ArrayList<>();
            for (OutboxEntry entry : outbox.due(channel, now, most)) {
                OutboxEntry leased = entry.leased(lease, now.plus(time));
                if (outbox.replace(entry, leased)) {
                    held.add(new Held(entry, leased));
                }
            }
            return held;
        });
    }

    /** Looks whether {@code held} is held still, and holds it for a whole time again if so. */
    boolean renew(Session.Work work, Held held) {
        Instant until = session.clock().instant().plus(time);
        return work.unit()
                .outbox()
                .replace(
                        held.leased(),
                        held.leased().leased(held.leased().lease().orElseThrow(), until));
    }

    /** As {@link #renew(Session.Work, Held)}, in a unit of work of its own. */
    boolean renew(Held held) {
        return session.work(work -> renew(work, held));
    }

    /** Gives entries back that were not tried, as they were. Those that were lost are left alone. */
    void giveBack(Collection<Held> untried) {
        if (!untried.isEmpty()) {
            session.work(work -> {
                for (Held held : untried) {
                    work.unit()
                            .outbox()
                            .replace(
                                    held.leased(),
                                    held.leased().givenBack(held.before().notBefore()));
                }
                return untried;
            });
        }
    }

    /**
     * Saves the outcome of an attempt over {@code read}, with its events.
     *
     * @return whether it was saved; not when the lease was lost
     */
    static boolean save(Session session, OutboxEntry read, OutboxEntry after) {
        return session.work(work -> {
            boolean saved = work.unit().outbox().replace(read, after);
            if (saved) {
                happened(work, after);
            }
            return saved;
        });
    }

    private static void happened(Session.Work work, OutboxEntry entry) {
        switch (entry.status()) {
            case DELIVERED -> {
                work.happened(
                        entry.channel() == DeliveryChannel.MAIL
                                ? new BillingEvent.MailDelivered(entry.customer(), entry.invoice(), entry.key())
                                : new BillingEvent.DocumentPrinted(entry.customer(), entry.invoice(), entry.key()));
                if (entry.refusals().isPresent()) {
                    work.happened(new BillingEvent.RecipientsRefused(entry.customer(), entry.invoice(), entry.key()));
                }
            }
            case REFUSED ->
                work.happened(new BillingEvent.DeliveryRefused(entry.customer(), entry.invoice(), entry.key()));
            case DROPPED ->
                work.happened(new BillingEvent.DeliveryDropped(entry.customer(), entry.invoice(), entry.key()));
            case WAITING -> {}
        }
    }
}
