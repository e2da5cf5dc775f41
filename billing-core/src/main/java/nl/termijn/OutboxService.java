package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.customer.CustomerReference;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.ProviderException;
import nl.termijn.error.Violations;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.mail.MailComposer;
import nl.termijn.mail.MailMessage;
import nl.termijn.mail.Mailer;
import nl.termijn.mail.Occasion;
import nl.termijn.mail.PaperMail;
import nl.termijn.mail.Printer;
import nl.termijn.store.OutboxEntry;
import org.jspecify.annotations.Nullable;

/**
 * What is to leave the house, worked off outside any transaction: at least once, with the same key for every attempt, with
 * back-off, and a list of what was refused.
 */
public final class OutboxService {
    private static final int CHUNK = 100;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(4);
    /** Within which a person says that a batch was printed. */
    private static final Duration AT_THE_PRINTER = Duration.ofDays(1);

    private final Session session;
    private final ArchiveDesk archive;
    private final MailComposer composer;
    private final Mailer mailer;

    OutboxService(Session session, ArchiveDesk archive, MailComposer composer, Mailer mailer) {
        this.session = session;
        this.archive = archive;
        this.composer = composer;
        this.mailer = mailer;
    }

    /**
     * What came of working off the outbox.
     *
     * @param delivered handed over
     * @param postponed to be tried again later
     * @param refused refused for good: see {@link #refused}
     * @param dropped not sent, since it was no longer wanted: see {@link #ofDocument}
     */
    public record Delivery(int delivered, int postponed, int refused, int dropped) {
        private Delivery plus(OutboxEntry.Status status) {
            return switch (status) {
                case DELIVERED -> new Delivery(delivered + 1, postponed, refused, dropped);
                case WAITING -> new Delivery(delivered, postponed + 1, refused, dropped);
                case REFUSED -> new Delivery(delivered, postponed, refused + 1, dropped);
                case DROPPED -> new Delivery(delivered, postponed, refused, dropped + 1);
            };
        }
    }

    /** Works off all mail that may be tried now. Several hosts may do so at once. */
    public Delivery deliver() {
        return deliver(Integer.MAX_VALUE, () -> false);
    }

    /**
     * Works off what mail may be tried now, but at most {@code most}, and no further once {@code stop} says so. Called each
     * minute with the mails that a mail server takes in a minute, it keeps to that rate; what is left is done by the next
     * call.
     */
    public Delivery deliver(int most, BooleanSupplier stop) {
        given(stop, "stop");
        Delivery delivery = new Delivery(0, 0, 0, 0);
        int left = most;
        while (left > 0 && !stop.getAsBoolean()) {
            List<OutboxEntry> due = lease(DeliveryChannel.MAIL, LEASE, Math.min(left, CHUNK));
            if (due.isEmpty()) {
                break;
            }
            int done = 0;
            while (done < due.size() && !stop.getAsBoolean()) {
                delivery = delivery.plus(deliver(due.get(done)));
                done++;
            }
            giveBack(due.subList(done, due.size()));
            left -= due.size();
        }
        return delivery;
    }

    /** Entries that were taken and are not tried now, as they were. */
    private void giveBack(List<OutboxEntry> untried) {
        if (!untried.isEmpty()) {
            session.work(work -> {
                work.unit().outbox().save(untried);
                return untried;
            });
        }
    }

    /** Takes entries for a while, so that another host leaves them alone; a host that dies loses them again. */
    private List<OutboxEntry> lease(DeliveryChannel channel, Duration time, int most) {
        Instant now = session.clock().instant();
        return session.work(work -> {
            List<OutboxEntry> due = work.unit().outbox().due(channel, now, most);
            work.unit()
                    .outbox()
                    .save(due.stream()
                            .map(entry -> entry.leased(now.plus(time)))
                            .toList());
            return due;
        });
    }

    private OutboxEntry.Status deliver(OutboxEntry entry) {
        return save(attempted(entry, wanted -> {
            // drawn on the day that it was to leave, whether it does or not
            Optional<RenderedDocument> rendered = wanted.attached().map(archive::rendered);
            List<String> to = wanted.customer().emailsFor(entry.kind());
            if (to.isEmpty()) {
                return entry.refused("the customer has no mail address for " + entry.kind());
            }
            mailer.deliver(message(entry, wanted, to, rendered));
            return entry.delivered();
        }));
    }

    /** The entry after an attempt, unless what it is about is no longer wanted. */
    private OutboxEntry attempted(OutboxEntry entry, Function<Outgoing.Wanted, OutboxEntry> attempt) {
        try {
            Outgoing outgoing = session.work(work -> Outgoing.of(work, entry));
            if (outgoing instanceof Outgoing.Unwanted unwanted) {
                return entry.dropped(unwanted.why());
            }
            return attempt.apply((Outgoing.Wanted) outgoing);
        } catch (ProviderException e) {
            return e.retry() == ProviderException.Retry.NEVER
                    ? entry.refused(String.valueOf(e.getMessage()))
                    : entry.postponed(nextTry(entry), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // a fault of a host's own part must not stop the others; its text may hold personal data
            return entry.postponed(nextTry(entry), e.getClass().getName());
        }
    }

    private OutboxEntry.Status save(OutboxEntry entry) {
        session.work(work -> {
            work.unit().outbox().save(List.of(entry));
            switch (entry.status()) {
                case DELIVERED ->
                    work.happened(
                            entry.channel() == DeliveryChannel.MAIL
                                    ? new BillingEvent.MailDelivered(entry.customer(), entry.invoice(), entry.key())
                                    : new BillingEvent.DocumentPrinted(entry.customer(), entry.invoice(), entry.key()));
                case REFUSED ->
                    work.happened(new BillingEvent.DeliveryRefused(entry.customer(), entry.invoice(), entry.key()));
                case DROPPED ->
                    work.happened(new BillingEvent.DeliveryDropped(entry.customer(), entry.invoice(), entry.key()));
                case WAITING -> {}
            }
            return entry;
        });
        return entry.status();
    }

    /**
     * Letters that a printer has.
     *
     * @param keys of those that it took, in their order
     * @param refused how many cannot be printed: see {@link #refused}
     */
    public record PrintBatch(List<String> keys, int refused) {
        /** Copies the list. */
        public PrintBatch {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Takes what goes by paper to {@code printer}, at most {@code most} letters at once, oldest first. They count as sent
     * when {@link #printed} says so; those of which nobody says so within a day go to the printer again.
     *
     * @throws ProviderException when the printer takes none of it; all of it waits again
     */
    public PrintBatch print(Printer printer, int most) {
        given(printer, "printer");
        Violations.of("print")
                .check(most >= 1, "most", most, "must be 1 or more", "as many as the printer has paper for")
                .throwIfAny();
        PaperBatch batch = new PaperBatch(lease(DeliveryChannel.PAPER, AT_THE_PRINTER, most));
        try {
            printer.print(batch);
        } catch (RuntimeException e) {
            giveBack(batch.taken);
            giveBack(batch.untried());
            throw e;
        }
        giveBack(batch.untried());
        return new PrintBatch(batch.taken.stream().map(OutboxEntry::key).toList(), batch.refused);
    }

    /** Letters for a printer, each made when it is asked for; what cannot be made is left out. */
    private final class PaperBatch implements Iterator<PaperMail> {
        private final List<OutboxEntry> entries;
        private final List<OutboxEntry> taken = new ArrayList<>();
        private int tried;
        private int refused;
        private @Nullable PaperMail next;

        PaperBatch(List<OutboxEntry> entries) {
            this.entries = entries;
        }

        /** What the printer did not ask for. */
        List<OutboxEntry> untried() {
            List<OutboxEntry> left = new ArrayList<>(entries.subList(tried, entries.size()));
            if (next != null) {
                left.add(0, entries.get(tried - 1));
            }
            return left;
        }

        @Override
        public boolean hasNext() {
            while (next == null && tried < entries.size()) {
                OutboxEntry entry = entries.get(tried);
                tried++;
                OutboxEntry after = attempted(entry, wanted -> {
                    next = letter(entry, wanted);
                    return entry;
                });
                if (next == null) {
                    refused += save(after) == OutboxEntry.Status.REFUSED ? 1 : 0;
                }
            }
            return next != null;
        }

        @Override
        public PaperMail next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no letter is left");
            }
            PaperMail letter = Objects.requireNonNull(next);
            next = null;
            taken.add(entries.get(tried - 1));
            return letter;
        }
    }

    private PaperMail letter(OutboxEntry entry, Outgoing.Wanted wanted) {
        return new PaperMail(
                entry.key(),
                wanted.occasion(),
                composer.compose(wanted.occasion()),
                wanted.attached().map(archive::rendered));
    }

    /**
     * Says that letters were printed and posted. Saying it again changes nothing.
     *
     * @param keys as {@link #print} gave them
     */
    public void printed(Collection<String> keys) {
        given(keys, "keys");
        for (String key : keys) {
            atThePrinter(key).map(OutboxEntry::delivered).ifPresent(this::save);
        }
    }

    /**
     * Says that letters were not printed: the paper jammed, the file was lost. They go with the next batch.
     *
     * @param keys as {@link #print} gave them
     */
    public void notPrinted(Collection<String> keys) {
        given(keys, "keys");
        Instant now = session.clock().instant();
        for (String key : keys) {
            atThePrinter(key).map(entry -> entry.leased(now)).ifPresent(this::save);
        }
    }

    private Optional<OutboxEntry> atThePrinter(String key) {
        return session.work(work -> work.unit().outbox().find(key))
                .filter(entry ->
                        entry.channel() == DeliveryChannel.PAPER && entry.status() == OutboxEntry.Status.WAITING);
    }

    private Instant nextTry(OutboxEntry entry) {
        Duration wait = Duration.ofMinutes(1L << Math.min(entry.attempts(), 10));
        return session.clock().instant().plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }

    private MailMessage message(
            OutboxEntry entry, Outgoing.Wanted wanted, List<String> to, Optional<RenderedDocument> rendered) {
        Occasion occasion = wanted.occasion();
        return new MailMessage(
                entry.key(),
                entry.kind(),
                occasion.seller().name(),
                occasion.brand(),
                to,
                composer.compose(occasion),
                occasion.language(),
                wanted.first(),
                rendered.stream().toList());
    }

    /** The bytes of a sent document: drawn and archived the first time it is asked for, the same ever after. */
    public RenderedDocument document(InvoiceId invoice) {
        given(invoice, "invoice");
        Invoice found = session.work(work -> work.invoice(invoice));
        return archive.rendered(found);
    }

    /**
     * Notes that mail which had been handed over came back, for the list of what was refused and for the customer's
     * history. Saying it again changes nothing; of an unknown delivery nothing is noted, since anybody can send a bounce.
     *
     * @param key of the delivery, as the bounce names it
     * @param why what the other side said
     * @return whether it was noted now
     */
    public boolean bounced(String key, String why) {
        given(key, "key");
        given(why, "why");
        return session.work(work -> work.unit()
                .outbox()
                .find(key)
                .filter(entry -> entry.status() == OutboxEntry.Status.DELIVERED)
                .map(entry -> {
                    work.unit().outbox().save(List.of(entry.refused(why)));
                    work.happened(new BillingEvent.MailBounced(entry.customer(), entry.invoice(), entry.key()));
                    return true;
                })
                .orElse(false));
    }

    /** Everything about a document that was to leave, and what became of it. */
    public List<OutboxEntry> ofDocument(InvoiceId invoice) {
        given(invoice, "invoice");
        return session.work(work -> work.unit().outbox().ofDocument(invoice));
    }

    /** Everything for a customer that was to leave, and what became of it. */
    public List<OutboxEntry> ofCustomer(CustomerReference customer) {
        given(customer, "customer");
        return session.work(work -> work.unit().outbox().ofCustomer(customer));
    }

    /** Up to {@code limit} entries of {@code channel} that were refused for good, after {@code after}, or from the first. */
    public List<OutboxEntry> refused(DeliveryChannel channel, Optional<String> after, int limit) {
        given(channel, "channel");
        given(after, "after");
        return session.work(work -> work.unit().outbox().refused(channel, after, limit));
    }
}
