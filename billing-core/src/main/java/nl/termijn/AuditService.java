package nl.termijn;

import java.util.ArrayList;
import java.util.List;
import nl.termijn.event.RecordedEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.Issuance;
import nl.termijn.store.NumberSeries;

/** Proof that nothing was changed since it was sent, and the log of everything that happened. */
public final class AuditService {
    private static final int PAGE = 500;

    private final Session session;

    AuditService(Session session) {
        this.session = session;
    }

    /**
     * Checks every number series: numbers without gap, each document's content against its hash, each hash against the one
     * before it, also of those of which personal data was erased (article 35b(2) Wet OB: integrity from issue to the end of retention).
     */
    public AuditReport verify() {
        List<AuditReport.Problem> problems = new ArrayList<>();
        long checked = 0;
        for (NumberSeries series : session.work(work -> work.unit().invoices().series())) {
            checked += verify(series, problems);
        }
        return new AuditReport(checked, List.copyOf(problems));
    }

    private long verify(NumberSeries series, List<AuditReport.Problem> problems) {
        long checked = 0;
        long last = -1;
        String lastHash = "";
        List<Invoice> page;
        long after = Long.MIN_VALUE;
        do {
            long from = after;
            page = session.work(work -> work.unit().invoices().ofSeries(series.series(), from, PAGE));
            for (Invoice document : page) {
                Issuance issuance = document.issuance().orElseThrow();
                long sequence = issuance.number().sequence();
                checkPlace(series, last, sequence, problems);
                if (!issuance.previousHash().equals(lastHash)) {
                    problems.add(problem(series, sequence, AuditReport.Kind.BROKEN_CHAIN));
                }
                if (!FrozenContent.isUnchanged(document)) {
                    problems.add(problem(series, sequence, AuditReport.Kind.CHANGED));
                }
                last = sequence;
                lastHash = issuance.hash();
                after = sequence;
                checked++;
            }
        } while (!page.isEmpty());
        if (series.last() != last || !series.lastHash().equals(lastHash)) {
            problems.add(problem(series, series.last(), AuditReport.Kind.WRONG_END));
        }
        return checked;
    }

    private static void checkPlace(NumberSeries series, long last, long sequence, List<AuditReport.Problem> problems) {
        if (last == sequence) {
            problems.add(problem(series, sequence, AuditReport.Kind.DOUBLE));
        } else if (last >= 0 && sequence != last + 1) {
            problems.add(problem(series, last + 1, AuditReport.Kind.MISSING));
        }
    }

    private static AuditReport.Problem problem(NumberSeries series, long sequence, AuditReport.Kind kind) {
        return new AuditReport.Problem(series.series(), sequence, kind);
    }

    /** Up to {@code limit} events after sequence {@code after}, in their order: the host's feed and the audit trail. */
    public List<RecordedEvent> events(long after, int limit) {
        return session.work(work -> work.unit().events().read(after, limit));
    }
}
