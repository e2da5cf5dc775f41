package nl.termijn;

import java.util.Optional;
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

/** Draws a document once and keeps it by its hash: who sees it later sees the same bytes. */
final class ArchiveDesk {
    private final Session session;
    private final DocumentRenderer renderer;
    private final DocumentArchive archive;

    ArchiveDesk(Session session, DocumentRenderer renderer, DocumentArchive archive) {
        this.session = session;
        this.renderer = renderer;
        this.archive = archive;
    }

    /** The bytes of a sent document. */
    RenderedDocument rendered(Invoice document) {
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
}
