package nl.termijn.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
 * @param lease of the host that works on it, until {@code notBefore}; a result is saved only over the lease it was made under
 * @param triedSince the first attempt that failed in passing, from which the days count after which it is given up
 * @param unsure how many attempts may have arrived although nobody said so
 * @param recipients those of whom is known whether they have it; they are not tried again
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
        Optional<String> problem,
        Optional<String> lease,
        Optional<Instant> triedSince,
        int unsure,
        List<Recipient> recipients) {

    /** Copies the list. */
    public OutboxEntry {
        recipients = List.copyOf(recipients);
    }

    /**
     * An address of which is known whether it has the mail.
     *
     * @param address of the recipient
     * @param refusal why the server refused it for good; empty when it was accepted
     */
    public record Recipient(String address, Optional<String> refusal) {
        /** Has the reason on one line. */
        public Recipient {
            refusal = refusal.map(why -> why.strip().replaceAll("[\\s\\p{Cntrl}]+", " "));
        }

        /** Whether the mail was accepted for it. */
        public boolean accepted() {
            return refusal.isEmpty();
        }

        /** Names nobody, so that it may be logged. */
        @Override
        public String toString() {
            return accepted() ? "Recipient[accepted]" : "Recipient[refused]";
        }
    }

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
        return new OutboxEntry(
                key,
                kind,
                channel,
                subject,
                customer,
                Status.WAITING,
                0,
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                List.of());
    }

    /** The document that it is about, if it is about one. */
    public Optional<InvoiceId> invoice() {
        return subject.invoice();
    }

    /** The entry after a delivery; {@link #problem} names the recipients that were refused, if there were any. */
    public OutboxEntry delivered() {
        return after(Status.DELIVERED, attempts + 1, notBefore, refusals());
    }

    /** The entry after a passing fault at {@code now}, to be tried again at {@code next}. */
    public OutboxEntry postponed(Instant now, Instant next, String why) {
        return new OutboxEntry(
                key,
                kind,
                channel,
                subject,
                customer,
                Status.WAITING,
                attempts + 1,
                next,
                Optional.of(why),
                Optional.empty(),
                Optional.of(triedSince.orElse(now)),
                unsure,
                recipients);
    }

    /** The entry after an attempt at {@code now} that may have arrived although nobody said so. */
    public OutboxEntry unsure(Instant now, Instant next, String why) {
        OutboxEntry after = postponed(now, next, why);
        return new OutboxEntry(
                key,
                kind,
                channel,
                subject,
                customer,
                Status.WAITING,
                after.attempts,
                next,
                after.problem,
                Optional.empty(),
                after.triedSince,
                unsure + 1,
                recipients);
    }

    /** The entry while {@code lease} works on it, until {@code until}. */
    public OutboxEntry leased(String lease, Instant until) {
        return new OutboxEntry(
                key,
                kind,
                channel,
                subject,
                customer,
                status,
                attempts,
                until,
                problem,
                Optional.of(lease),
                triedSince,
                unsure,
                recipients);
    }

    /** The entry that nobody works on, to be tried from {@code at} on. */
    public OutboxEntry givenBack(Instant at) {
        return after(status, attempts, at, problem);
    }

    /** The entry with more recipients of whom is known whether they have it. */
    public OutboxEntry with(List<Recipient> more) {
        List<Recipient> all = new ArrayList<>(recipients);
        all.addAll(more);
        return new OutboxEntry(
                key,
                kind,
                channel,
                subject,
                customer,
                status,
                attempts,
                notBefore,
                problem,
                lease,
                triedSince,
                unsure,
                all);
    }

    /** Whether it is known of {@code address} that the mail was accepted for it or refused for good. */
    public boolean isKnownOf(String address) {
        return recipients.stream().anyMatch(recipient -> recipient.address().equals(address));
    }

    /** Whether somebody has it. */
    public boolean reachedSomebody() {
        return recipients.stream().anyMatch(Recipient::accepted);
    }

    /** The recipients that were refused, each with the reason; empty when none was. */
    public Optional<String> refusals() {
        List<String> refused = new ArrayList<>();
        for (Recipient recipient : recipients) {
            recipient.refusal().ifPresent(why -> refused.add(recipient.address() + ": " + why));
        }
        return refused.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", refused));
    }

    /** Whether it holds addresses, or what was said of its last fault, which may hold one. */
    public boolean hasPersonalData() {
        return problem.isPresent() || !recipients.isEmpty();
    }

    /** The entry without addresses and without what was said of its last fault, which may hold one. */
    public OutboxEntry withoutPersonalData() {
        return new OutboxEntry(
                key,
                kind,
                channel,
                subject,
                customer,
                status,
                attempts,
                notBefore,
                Optional.empty(),
                lease,
                triedSince,
                unsure,
                List.of());
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
        return new OutboxEntry(
                key,
                kind,
                channel,
                subject,
                customer,
                now,
                tried,
                next,
                why,
                Optional.empty(),
                triedSince,
                unsure,
                recipients);
    }
}
