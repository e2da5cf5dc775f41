package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.util.List;
import nl.termijn.document.DocumentArchive;
import nl.termijn.event.RecordedEvent;

/** Proof that nothing was changed since it was sent, and the log of everything that happened. */
public final class AuditService {
    private final Session session;
    private final DocumentArchive archive;

    AuditService(Session session, DocumentArchive archive) {
        this.session = session;
        this.archive = archive;
    }

    /** The audit without anchors from before. */
    public AuditReport verify() {
        return verify(List.of());
    }

    /**
     * Holds what is stored against itself: every number series (numbers without gap, each document's content against its hash, each
     * hash against the one before it, also of those of which personal data was erased), the documents against the log of what was
     * sent and withdrawn, the ledger against both, archived files against their hashes, and the series against {@code anchors} kept
     * outside (article 35b(2) Wet OB: integrity from issue to the end of retention). Nothing that was tampered with makes it
     * throw; {@code docs/audit.md} says what it can prove and what not.
     *
     * <p>It reads everything, page by page, and holds some 300 bytes for each document, payment and allocation.
     *
     * @throws nl.termijn.error.ProviderException when the store cannot be reached
     */
    public AuditReport verify(List<AuditReport.Anchor> anchors) {
        given(anchors, "anchors");
        return new Audit(session, archive).run(anchors);
    }

    /** Up to {@code limit} events after sequence {@code after}, in their order: the host's feed and the audit trail. */
    public List<RecordedEvent> events(long after, int limit) {
        return session.work(work -> work.unit().events().read(after, limit));
    }
}
