package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import nl.termijn.customer.Customer;
import nl.termijn.customer.DocumentKind;
import nl.termijn.document.DocumentArchive;
import nl.termijn.document.DocumentRenderer;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.NotFoundException;
import nl.termijn.error.ProviderException;
import nl.termijn.event.BillingEvent;
import nl.termijn.internal.Sha256;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.mail.MailComposer;
import nl.termijn.mail.MailContent;
import nl.termijn.mail.MailMessage;
import nl.termijn.mail.Mailer;
import nl.termijn.store.OutboxEntry;

/**
 * What is to leave the house, worked off outside any transaction: at least once, with the same key for every attempt, with
 * back-off, and a list of what was refused.
 */
public final class OutboxService {
    private static final int CHUNK = 100;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(4);

    private final Session session;
    private final DocumentRenderer renderer;
    private final DocumentArchive archive;
    private final MailComposer composer;
    private final Mailer mailer;

    OutboxService(
            Session session, DocumentRenderer renderer, DocumentArchive archive, MailComposer composer, Mailer mailer) {
        this.session = session;
        this.renderer = renderer;
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
     */
    public record Delivery(int delivered, int postponed, int refused) {
        private Delivery plus(OutboxEntry.Status status) {
            return switch (status) {
                case DELIVERED -> new Delivery(delivered + 1, postponed, refused);
                case WAITING -> new Delivery(delivered, postponed + 1, refused);
                case REFUSED -> new Delivery(delivered, postponed, refused + 1);
            };
        }
    }

    /** Works off everything that may be tried now. Several hosts may do so at once. */
    public Delivery deliver() {
        return deliver(Integer.MAX_VALUE, () -> false);
    }

    /**
     * Works off what may be tried now, but at most {@code most}, and no further once {@code stop} says so. Called each
     * minute with the mails that a mail server takes in a minute, it keeps to that rate; what is left is done by the next
     * call.
     */
    public Delivery deliver(int most, BooleanSupplier stop) {
        given(stop, "stop");
        Delivery delivery = new Delivery(0, 0, 0);
        int left = most;
        while (left > 0 && !stop.getAsBoolean()) {
            List<OutboxEntry> due = lease(Math.min(left, CHUNK));
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
    private List<OutboxEntry> lease(int most) {
        Instant now = session.clock().instant();
        return session.work(work -> {
            List<OutboxEntry> due = work.unit().outbox().due(now, most);
            work.unit()
                    .outbox()
                    .save(due.stream().map(entry -> leased(entry, now)).toList());
            return due;
        });
    }

    private static OutboxEntry leased(OutboxEntry entry, Instant now) {
        return new OutboxEntry(
                entry.key(),
                entry.kind(),
                entry.invoice(),
                entry.customer(),
                entry.status(),
                entry.attempts(),
                now.plus(LEASE),
                entry.problem());
    }

    private OutboxEntry.Status deliver(OutboxEntry entry) {
        OutboxEntry after;
        try {
            after = attempt(entry);
        } catch (ProviderException e) {
            after = e.retry() == ProviderException.Retry.NEVER
                    ? entry.refused(String.valueOf(e.getMessage()))
                    : entry.postponed(nextTry(entry), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // a fault of a host's own part must not stop the others; its text may hold personal data
            after = entry.postponed(nextTry(entry), e.getClass().getName());
        }
        OutboxEntry saved = after;
        session.work(work -> {
            work.unit().outbox().save(List.of(saved));
            switch (saved.status()) {
                case DELIVERED -> work.happened(new BillingEvent.MailDelivered(saved.invoice(), saved.key()));
                case REFUSED -> work.happened(new BillingEvent.MailRefused(saved.invoice(), saved.key()));
                case WAITING -> {}
            }
            return saved;
        });
        return saved.status();
    }

    private OutboxEntry attempt(OutboxEntry entry) {
        Subject subject = session.work(work ->
                new Subject(work.invoice(entry.invoice()), work.customer(entry.customer()), first(work, entry)));
        Invoice document = subject.document();
        Customer customer = subject.customer();
        if (entry.kind() != DocumentKind.WITHDRAWAL_NOTICE && document.status() == InvoiceStatus.WITHDRAWN) {
            return entry.refused("the document was withdrawn before this mail left");
        }
        RenderedDocument attachment = rendered(document);
        List<String> to = customer.emailsFor(entry.kind());
        if (to.isEmpty()) {
            return entry.refused("the customer has no mail address for " + entry.kind());
        }
        mailer.deliver(message(entry, subject, to, attachment));
        return entry.delivered();
    }

    private Instant nextTry(OutboxEntry entry) {
        Duration wait = Duration.ofMinutes(1L << Math.min(entry.attempts(), 10));
        return session.clock().instant().plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }

    /** What an entry is about, read at once; with the key of the first delivery about the document, when it is a later one. */
    private record Subject(Invoice document, Customer customer, Optional<String> first) {}

    private MailMessage message(OutboxEntry entry, Subject subject, List<String> to, RenderedDocument rendered) {
        Invoice document = subject.document();
        Customer customer = subject.customer();
        MailContent content = composer.compose(new MailComposer.Occasion(entry.kind(), document, customer.language()));
        return new MailMessage(
                entry.key(),
                entry.kind(),
                document.issuance().orElseThrow().seller().name(),
                to,
                content.subject(),
                content.text(),
                content.html(),
                customer.language(),
                subject.first(),
                List.of(rendered));
    }

    /** The key of the first delivery about a document, when {@code entry} is a later one. */
    private static Optional<String> first(Session.Work work, OutboxEntry entry) {
        return work.unit().outbox().ofDocument(entry.invoice()).stream()
                .map(OutboxEntry::key)
                .min(String::compareTo)
                .filter(key -> key.compareTo(entry.key()) < 0);
    }

    /** The bytes of a sent document: drawn and archived the first time it is asked for, the same ever after. */
    public RenderedDocument document(InvoiceId invoice) {
        given(invoice, "invoice");
        Invoice found = session.work(work -> work.invoice(invoice));
        return rendered(found);
    }

    private RenderedDocument rendered(Invoice document) {
        if (document.issuance().isEmpty()) {
            throw new NotAllowedException(
                    Reason.DRAFT,
                    document.name(),
                    document.name() + " has no document yet: it was not sent; send it first.");
        }
        if (document.isErased()) {
            throw new NotAllowedException(
                    Reason.ERASED,
                    document.name(),
                    "The document of " + document.name() + " was erased after the legal retention; its hash is kept.");
        }
        Optional<String> known = session.work(work -> work.unit().outbox().archived(document.id()));
        if (known.isPresent()) {
            return fromArchive(known.get());
        }
        RenderedDocument drawn = renderer.render(document);
        String sha256 = Sha256.hex(drawn.content());
        archive.put(sha256, drawn);
        String first = session.work(work -> {
            String kept = work.unit().outbox().archive(document.id(), sha256);
            if (kept.equals(sha256)) {
                work.happened(new BillingEvent.DocumentArchived(document.id(), sha256));
            }
            return kept;
        });
        return first.equals(sha256) ? drawn : fromArchive(first);
    }

    private RenderedDocument fromArchive(String sha256) {
        RenderedDocument kept = archive.get(sha256).orElseThrow(() -> new NotFoundException("document", sha256));
        if (!Sha256.hex(kept.content()).equals(sha256)) {
            throw new ProviderException(
                    ProviderException.Retry.NEVER,
                    "The archived document " + sha256 + " is not what was archived; restore it from a copy.",
                    null);
        }
        return kept;
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
                    work.happened(new BillingEvent.MailBounced(entry.invoice(), entry.key()));
                    return true;
                })
                .orElse(false));
    }

    /** Everything about a document that was to leave, and what became of it. */
    public List<OutboxEntry> ofDocument(InvoiceId invoice) {
        given(invoice, "invoice");
        return session.work(work -> work.unit().outbox().ofDocument(invoice));
    }

    /** Up to {@code limit} entries that were refused for good, after {@code after}, or from the first. */
    public List<OutboxEntry> refused(Optional<String> after, int limit) {
        given(after, "after");
        return session.work(work -> work.unit().outbox().refused(after, limit));
    }
}
