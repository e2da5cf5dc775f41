package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.customer.CustomerReference;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.ProviderException;
import nl.termijn.error.Violations;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.Party;
import nl.termijn.mail.Handover;
import nl.termijn.mail.MailComposer;
import nl.termijn.mail.MailMessage;
import nl.termijn.mail.Mailer;
import nl.termijn.mail.Occasion;
import nl.termijn.mail.PaperMail;
import nl.termijn.mail.Printer;
import nl.termijn.store.OutboxEntries;
import nl.termijn.store.OutboxEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to leave the house, worked off outside any transaction: at least once, with the same key for every attempt, with
 * back-off, and a list of what was refused.
 */
public final class OutboxService {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxService.class);
    private static final int CHUNK = 100;
    /** Longer than a mailer may take for one message, ten minutes after the last dot among it (RFC 5321, 4.5.3.2.6). */
    private static final Duration LEASE = Duration.ofMinutes(30);

    private static final Duration LONGEST_WAIT = Duration.ofHours(4);
    /** Before an attempt that may have arrived is made again; a server that is slow has answered elsewhere by then. */
    private static final Duration WAIT_WHEN_UNSURE = Duration.ofHours(4);
    /** More than so many copies may not arrive. */
    private static final int MOST_UNSURE = 3;
    /** Within which a person says that a batch was printed. */
    private static final Duration AT_THE_PRINTER = Duration.ofDays(1);

    private final Session session;
    private final ArchiveDesk archive;
    private final MailComposer composer;
    private final Mailer mailer;
    private final Leases mail;
    private final Leases paper;

    OutboxService(Session session, ArchiveDesk archive, MailComposer composer, Mailer mailer) {
        this.session = session;
        this.archive = archive;
        this.composer = composer;
        this.mailer = mailer;
        this.mail = new Leases(session, DeliveryChannel.MAIL, LEASE);
        this.paper = new Leases(session, DeliveryChannel.PAPER, AT_THE_PRINTER);
    }

    /**
     * What came of working off the outbox.
     *
     * @param delivered handed over
     * @param postponed to be tried again later
     * @param refused refused for good, or given up: see {@link #refused}
     * @param dropped not sent, since it was no longer wanted: see {@link #ofDocument}
     * @param stopped why nothing more was tried, such as a wrong password: a person must correct the settings; what was not
     *     tried waits
     */
    public record Delivery(int delivered, int postponed, int refused, int dropped, Optional<String> stopped) {

        /** A delivery that was not stopped. */
        public Delivery(int delivered, int postponed, int refused, int dropped) {
            this(delivered, postponed, refused, dropped, Optional.empty());
        }

        private Delivery plus(OutboxEntry.Status status) {
            return switch (status) {
                case DELIVERED -> new Delivery(delivered + 1, postponed, refused, dropped, stopped);
                case WAITING -> new Delivery(delivered, postponed + 1, refused, dropped, stopped);
                case REFUSED -> new Delivery(delivered, postponed, refused + 1, dropped, stopped);
                case DROPPED -> new Delivery(delivered, postponed, refused, dropped + 1, stopped);
            };
        }

        private Delivery stoppedBy(String why) {
            return new Delivery(delivered, postponed, refused, dropped, Optional.of(why));
        }
    }

    /**
     * Works off all mail that may be tried now. Several hosts may do so at once: each entry is held by one of them.
     *
     * @throws nl.termijn.error.NotAllowedException inside a transaction of somebody else, which may still be rolled back
     */
    public Delivery deliver() {
        return deliver(Integer.MAX_VALUE, () -> false);
    }

    /**
     * Works off what mail may be tried now, but at most {@code most}, and no further once {@code stop} says so. Called each
     * minute with the mails that a mail server takes in a minute, it keeps to that rate; what is left is done by the next
     * call.
     *
     * @throws nl.termijn.error.NotAllowedException inside a transaction of somebody else, which may still be rolled back
     */
    public Delivery deliver(int most, BooleanSupplier stop) {
        given(stop, "stop");
        outsideTransactions("deliver");
        Delivery delivery = new Delivery(0, 0, 0, 0);
        Set<String> logged = new HashSet<>();
        int left = most;
        while (left > 0 && delivery.stopped().isEmpty() && !stop.getAsBoolean()) {
            List<Leases.Held> due = mail.take(Math.min(left, CHUNK));
            if (due.isEmpty()) {
                break;
            }
            int done = 0;
            try {
                while (done < due.size() && delivery.stopped().isEmpty() && !stop.getAsBoolean()) {
                    // one whose outcome cannot be saved stays leased: it may have left
                    done++;
                    delivery = delivered(delivery, due.get(done - 1), logged);
                }
                done -= delivery.stopped().isPresent() ? 1 : 0;
            } finally {
                mail.giveBack(due.subList(done, due.size()));
            }
            left -= due.size();
        }
        return delivery;
    }

    private Delivery delivered(Delivery before, Leases.Held held, Set<String> logged) {
        OutboxEntry entry = held.leased();
        try {
            Optional<OutboxEntry> after = attempted(mail, held, logged, wanted -> delivered(held, entry, wanted));
            return after.filter(each -> Leases.save(session, entry, each))
                    .map(each -> before.plus(each.status()))
                    .orElse(before);
        } catch (Stopped e) {
            LOG.error("No mail leaves before the settings are corrected: {}", e.why);
            return before.stoppedBy(e.why);
        }
    }

    /** The settings are wrong: nothing more is tried. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String why;

        Stopped(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }

    /** What leaves cannot be taken back, so nothing leaves for what somebody may still roll back. */
    private void outsideTransactions(String act) {
        if (session.store().isInTransaction()) {
            throw new NotAllowedException(
                    NotAllowedException.Reason.IN_TRANSACTION,
                    act,
                    "outbox()." + act
                            + " was called inside a transaction that may still be rolled back, and what has left "
                            + "cannot be taken back; call it after the commit, such as from a timer of its own.");
        }
    }

    /** The entry after it was handed over; empty when another host holds it by now. */
    private Optional<OutboxEntry> delivered(Leases.Held held, OutboxEntry entry, Outgoing.Wanted wanted) {
        // drawn on the day that it was to leave, whether it does or not
        Optional<RenderedDocument> rendered = wanted.attached().map(archive::rendered);
        List<String> addresses = wanted.customer().emailsFor(entry.kind());
        if (addresses.isEmpty()) {
            return Optional.of(entry.refused("the customer has no mail address for " + entry.kind()));
        }
        List<String> to = addresses.stream()
                .distinct()
                .filter(address -> !entry.isKnownOf(address))
                .toList();
        if (to.isEmpty()) {
            return Optional.of(settled(entry));
        }
        MailMessage message = message(entry, wanted, to, rendered);
        if (!mail.renew(held)) {
            return Optional.empty();
        }
        return Optional.of(after(entry, to, mailer.handOver(message)));
    }

    /** The entry after {@code handed} came of handing it over to {@code to}: who is not named as refused has it. */
    private OutboxEntry after(OutboxEntry entry, List<String> to, Handover handed) {
        List<OutboxEntry.Recipient> known = new ArrayList<>();
        for (String address : to) {
            if (!handed.later().containsKey(address)) {
                known.add(new OutboxEntry.Recipient(
                        address, Optional.ofNullable(handed.refused().get(address))));
            }
        }
        OutboxEntry after = entry.with(known);
        return handed.later().isEmpty()
                ? settled(after)
                : later(
                        after,
                        to.stream()
                                .filter(handed.later()::containsKey)
                                .map(address -> address + ": " + handed.later().get(address))
                                .collect(Collectors.joining("; ")));
    }

    private static OutboxEntry settled(OutboxEntry entry) {
        return entry.reachedSomebody()
                ? entry.delivered()
                : entry.refused(entry.refusals().orElse("no recipient is left"));
    }

    /** The entry after an attempt, unless what it is about is no longer wanted; empty when another host holds it. */
    private Optional<OutboxEntry> attempted(
            Leases leases,
            Leases.Held held,
            Set<String> logged,
            Function<Outgoing.Wanted, Optional<OutboxEntry>> attempt) {
        OutboxEntry entry = held.leased();
        Optional<Outgoing.Wanted> wanted = Optional.empty();
        try {
            Optional<Outgoing> outgoing = session.work(
                    work -> leases.renew(work, held) ? Optional.of(Outgoing.of(work, entry)) : Optional.empty());
            if (outgoing.isPresent() && outgoing.get() instanceof Outgoing.Unwanted unwanted) {
                return Optional.of(entry.dropped(unwanted.why()));
            }
            wanted = outgoing.map(Outgoing.Wanted.class::cast);
            return wanted.flatMap(attempt);
        } catch (ProviderException e) {
            return Optional.of(failed(entry, e));
        } catch (RuntimeException | LinkageError e) {
            // a fault of a host's own part must not stop the others
            String why = FaultText.of(e, wanted.map(OutboxService::personal).orElse(List.of()));
            if (logged.add(why)) {
                LOG.warn("Delivery {} failed in a part of the host: {}", entry.key(), why);
            }
            return Optional.of(later(entry, why));
        }
    }

    private static List<String> personal(Outgoing.Wanted wanted) {
        Party reader = wanted.occasion().reader();
        List<String> texts =
                new ArrayList<>(wanted.customer().emailsFor(wanted.occasion().kind()));
        texts.add(reader.name());
        texts.add(wanted.customer().name());
        return texts;
    }

    private OutboxEntry failed(OutboxEntry entry, ProviderException e) {
        String why = String.valueOf(e.getMessage());
        return switch (e.retry()) {
            case NEVER -> entry.refused(why);
            case LATER -> later(entry, why);
            case WITH_OTHER_SETTINGS -> throw new Stopped(why);
            case UNKNOWN_OUTCOME -> unsure(entry, why);
        };
    }

    /** The entry after a passing fault: to be tried again, or given up when it failed for the days that the seller sets. */
    private OutboxEntry later(OutboxEntry entry, String why) {
        Instant now = session.clock().instant();
        int days = session.work(
                work -> work.administration().asOf(work.today()).policies().deliveryDays());
        boolean givenUp = entry.triedSince()
                .filter(since -> !now.isBefore(since.plus(Duration.ofDays(days))))
                .isPresent();
        return givenUp
                ? entry.refused("Given up after " + days + (days == 1 ? " day: " : " days: ") + why)
                : entry.postponed(now, nextTry(entry), why);
    }

    /** The entry after an attempt that may have arrived: each further one may bring the same mail again, so they are few. */
    private OutboxEntry unsure(OutboxEntry entry, String why) {
        int times = entry.unsure() + 1;
        Instant now = session.clock().instant();
        OutboxEntry unsure = entry.unsure(now, now.plus(WAIT_WHEN_UNSURE.multipliedBy(times)), why);
        return times < MOST_UNSURE
                ? unsure
                : unsure.refused("It may have arrived: " + times
                        + " attempts had no answer. Ask the customer before it is sent again. " + why);
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
     * @throws NotAllowedException inside a transaction of somebody else, which may still be rolled back
     */
    public PrintBatch print(Printer printer, int most) {
        given(printer, "printer");
        Violations.of("print")
                .check(most >= 1, "most", most, "must be 1 or more", "as many as the printer has paper for")
                .throwIfAny();
        outsideTransactions("print");
        PaperBatch batch = new PaperBatch(paper.take(most));
        try {
            printer.print(batch);
        } catch (Stopped e) {
            batch.giveBackAll();
            LOG.error("No letter leaves before the settings are corrected: {}", e.why);
            throw new ProviderException(ProviderException.Retry.WITH_OTHER_SETTINGS, e.why, null);
        } catch (RuntimeException | Error e) {
            batch.giveBackAll();
            throw e;
        }
        paper.giveBack(batch.untried());
        return new PrintBatch(
                batch.taken.stream().map(held -> held.leased().key()).toList(), batch.refused);
    }

    /** Letters for a printer, each made when it is asked for; what cannot be made is left out. */
    private final class PaperBatch implements Iterator<PaperMail> {
        private final List<Leases.Held> entries;
        private final List<Leases.Held> taken = new ArrayList<>();
        private final Set<String> logged = new HashSet<>();
        private int tried;
        private int refused;
        private @Nullable PaperMail next;

        PaperBatch(List<Leases.Held> entries) {
            this.entries = entries;
        }

        /** What the printer did not ask for. */
        List<Leases.Held> untried() {
            List<Leases.Held> left = new ArrayList<>(entries.subList(tried, entries.size()));
            if (next != null) {
                left.add(0, entries.get(tried - 1));
            }
            return left;
        }

        void giveBackAll() {
            // an entry whose outcome was saved is no longer as it was leased, and stays as it is
            paper.giveBack(entries);
        }

        @Override
        public boolean hasNext() {
            while (next == null && tried < entries.size()) {
                Leases.Held held = entries.get(tried);
                tried++;
                Optional<OutboxEntry> after = attempted(paper, held, logged, wanted -> {
                    PaperMail letter = letter(held.leased(), wanted);
                    if (paper.renew(held)) {
                        next = letter;
                    }
                    return Optional.empty();
                });
                if (after.isPresent()
                        && Leases.save(session, held.leased(), after.get())
                        && after.get().status() == OutboxEntry.Status.REFUSED) {
                    refused++;
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
     * @return which it could not be saved of, with the reason: say it again of those
     */
    public BulkReport<String> printed(Collection<String> keys) {
        given(keys, "keys");
        return eachAtThePrinter(keys, OutboxEntry::delivered);
    }

    private BulkReport<String> eachAtThePrinter(Collection<String> keys, UnaryOperator<OutboxEntry> change) {
        return BulkReport.of(
                keys,
                1,
                one -> atThePrinter(one.get(0)).ifPresent(entry -> Leases.save(session, entry, change.apply(entry))));
    }

    /**
     * Says that letters were not printed: the paper jammed, the file was lost. They go with the next batch.
     *
     * @param keys as {@link #print} gave them
     * @return which it could not be saved of, with the reason: say it again of those
     */
    public BulkReport<String> notPrinted(Collection<String> keys) {
        given(keys, "keys");
        Instant now = session.clock().instant();
        return eachAtThePrinter(keys, entry -> entry.givenBack(now));
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
        return session.work(work -> {
            OutboxEntries outbox = work.unit().outbox();
            return outbox.find(key)
                    .filter(entry -> entry.status() == OutboxEntry.Status.DELIVERED)
                    .filter(entry -> outbox.replace(entry, entry.refused(why)))
                    .map(entry -> {
                        work.happened(new BillingEvent.MailBounced(entry.customer(), entry.invoice(), entry.key()));
                        return true;
                    })
                    .orElse(false);
        });
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
