package nl.termijn.store;

import java.time.Instant;
import java.util.Optional;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.DocumentKind;
import nl.termijn.invoice.InvoiceId;

/**
 * Something that is to leave the house, by mail or on paper.
 *
 * @param key the same for all attempts; unique in its administration, and later entries sort later
 * @param kind what it is
 * @param channel how it leaves
 * @param subject what it is about
 * @param customer whom it is for
 * @param status where it is
 * @param attempts how often it was tried
 * @param notBefore it is not tried before this moment
 * @param problem what went wrong last
 */
public record OutboxEntry(
        String key,
        DocumentKind kind,
        DeliveryChannel channel,
        OutboxSubject subject,
        CustomerReference customer,
        Status status,
        int attempts,
        Instant notBefore,
        Optional<String> problem) {

    /** Where an entry is. */
    public enum Status {
        /** To be tried, perhaps again. */
        WAITING,
        /** Handed over. */
        DELIVERED,
        /** Refused for good: a person must look. */
        REFUSED,
        /** Not sent, since it was no longer wanted when its turn came. */
        DROPPED
    }

    /** A new entry, to be tried from {@code at} on. */
    public static OutboxEntry waiting(
            String key,
            DocumentKind kind,
            DeliveryChannel channel,
            OutboxSubject subject,
            CustomerReference customer,
            Instant at) {
        return new OutboxEntry(key, kind, channel, subject, customer, Status.WAITING, 0, at, Optional.empty());
    }

    /** The document that it is about, if it is about one. */
    public Optional<InvoiceId> invoice() {
        return subject.invoice();
    }

    /** The entry after a delivery. */
    public OutboxEntry delivered() {
        return after(Status.DELIVERED, attempts + 1, notBefore, Optional.empty());
    }

    /** The entry after a passing fault, to be tried again at {@code at}. */
    public OutboxEntry postponed(Instant at, String why) {
        return after(Status.WAITING, attempts + 1, at, Optional.of(why));
    }

    /** The entry while somebody works on it, until {@code until}. */
    public OutboxEntry leased(Instant until) {
        return after(status, attempts, until, problem);
    }

    /** The entry without what was said of its last fault, which may hold an address. */
    public OutboxEntry withoutProblem() {
        return after(status, attempts, notBefore, Optional.empty());
    }

    /** The entry after a refusal. */
    public OutboxEntry refused(String why) {
        return after(Status.REFUSED, attempts + 1, notBefore, Optional.of(why));
    }

    /** The entry when nobody wants it any more. */
    public OutboxEntry dropped(String why) {
        return after(Status.DROPPED, attempts, notBefore, Optional.of(why));
    }

    private OutboxEntry after(Status now, int tried, Instant next, Optional<String> why) {
        return new OutboxEntry(key, kind, channel, subject, customer, now, tried, next, why);
    }
}
