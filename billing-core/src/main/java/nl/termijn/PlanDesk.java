package nl.termijn;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.run.BillingAccount;
import nl.termijn.run.InvoicePlan;
import nl.termijn.subscription.Subscription;

/** Turns the plans of one chunk of billing accounts into drafts, and saves all that they take in a few bulk writes. */
final class PlanDesk {
    private final Session session;
    private final Session.Work work;
    private final Optional<YearMonth> runMonth;
    private final List<Invoice> drafts = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<PendingLine> pendingLines = new ArrayList<>();

    /** A desk for the run of {@code runMonth}, or for billing by hand. */
    PlanDesk(Session session, Session.Work work, Optional<YearMonth> runMonth) {
        this.session = session;
        this.work = work;
        this.runMonth = runMonth;
    }

    /** Adds one account's plan; answers its draft, if it makes one. */
    Optional<Invoice> add(BillingAccount account, InvoicePlan plan) {
        if (plan instanceof InvoicePlan.Draft planned) {
            Invoice draft = draft(account, planned);
            drafts.add(draft);
            take(account, planned.taken(), Optional.of(draft.id()));
            return Optional.of(draft);
        }
        if (plan instanceof InvoicePlan.Skip skip && skip.taken().isPresent()) {
            take(account, skip.taken().get(), Optional.empty());
            work.happened(new BillingEvent.BilledWithoutInvoice(
                    skip.customer(),
                    runMonth.orElse(YearMonth.from(work.today())),
                    skip.taken().get().pendingLines(),
                    skip.taken().get().stretches()));
        }
        return Optional.empty();
    }

    private Invoice draft(BillingAccount account, InvoicePlan.Draft planned) {
        return Invoice.builder()
                .id(session.newInvoiceId())
                .madeBy(session.actor())
                .kind(planned.kind())
                .customer(planned.customer())
                .currency(work.administration().currency())
                .runMonth(runMonth)
                .lines(planned.lines())
                .totals(planned.totals())
                .stretches(planned.taken().stretches())
                .refersTo(DraftDesk.invoicesBehind(work, planned.refersTo()))
                .purchaseOrder(account.customer().purchaseOrderOn(work.today()))
                .build();
    }

    private void take(BillingAccount account, InvoicePlan.Taken taken, Optional<InvoiceId> draft) {
        subscriptions.addAll(account.subscriptionsAfter(taken));
        if (taken.pendingLines().isEmpty()) {
            return;
        }
        Set<PendingLineReference> billed = new HashSet<>(taken.pendingLines());
        account.pendingLines().stream()
                .filter(line -> billed.contains(line.reference()))
                .map(line -> line.toBuilder().billed(true).billedOn(draft).build())
                .forEach(pendingLines::add);
    }

    /** Saves everything that was added. */
    List<Invoice> save() {
        runMonth.ifPresent(month -> work.unit()
                .invoices()
                .claimRun(drafts.stream().map(Invoice::customer).toList(), month));
        List<Invoice> saved = work.unit().invoices().save(drafts);
        work.unit().subscriptions().save(subscriptions);
        work.unit().pendingLines().save(pendingLines);
        saved.forEach(draft -> work.happened(DraftDesk.drafted(draft)));
        return saved;
    }
}
