package nl.termijn.run;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import nl.termijn.administration.Policies.EndOfSubscription;
import nl.termijn.invoice.BilledStretch;
import nl.termijn.invoice.Corrections;
import nl.termijn.invoice.CreditNotes;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.invoice.ServiceLines;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;

/**
 * What an early end gives back (rule E4): credit on the invoices that billed the unused days, newest first; drafts that
 * are shortened; waiting lines that are cut.
 *
 * <pre>
 *        |------ billed, sent ------|------ billed, draft ------|  waiting changes
 *                  |end
 *                  |-- credited ----|------- shortened ---------|  cut
 * </pre>
 */
public final class EndPlanner {
    private final EndOfSubscription endPolicy;
    private final Supplier<PendingLineReference> references;

    /** The planner under the seller's policy for last periods; cut lines that need a new key take it from {@code references}. */
    public EndPlanner(EndOfSubscription endPolicy, Supplier<PendingLineReference> references) {
        this.endPolicy = endPolicy;
        this.references = references;
    }

    /**
     * What an early end does.
     *
     * @param subscription ended, and billed through the first day credited
     * @param credits the lines to credit, newest invoice first
     * @param shortened drafts with what is left on them; one without lines is to be deleted
     * @param cut waiting lines with what is left of them
     * @param removed waiting lines of which nothing is left
     */
    public record End(
            Subscription subscription,
            List<Credit> credits,
            List<Invoice> shortened,
            List<PendingLine> cut,
            List<PendingLineReference> removed) {}

    /**
     * Lines to credit on one invoice.
     *
     * @param invoice the invoice
     * @param lines what is credited of it, negative in all
     */
    public record Credit(Invoice invoice, List<InvoiceLine> lines) {
        /** Both credits of one invoice. */
        public Credit and(Credit other) {
            List<InvoiceLine> both = new ArrayList<>(lines);
            both.addAll(other.lines);
            return new Credit(invoice, both);
        }
    }

    /** First day that is given back when {@code subscription} ends on {@code end}. */
    public LocalDate creditedFrom(Subscription subscription, LocalDate end) {
        if (endPolicy == EndOfSubscription.PRORATE) {
            return end;
        }
        ServiceCalendar calendar = ServiceCalendar.of(subscription, endPolicy);
        return calendar.nextPeriodStart(end).equals(end) ? end : calendar.periodEnd(end);
    }

    /**
     * Ends {@code subscription} on {@code end}.
     *
     * @param billed the lines that billed days of it after the end, on documents and waiting
     * @param corrections the correction rules of a sent document
     */
    public End end(
            Subscription subscription,
            LocalDate end,
            List<BilledLine> billed,
            Function<Invoice, Corrections> corrections) {
        LocalDate from = creditedFrom(subscription, end);
        LocalDate through = from.isBefore(subscription.billedThrough()) ? from : subscription.billedThrough();
        Subscription ended =
                subscription.toBuilder().end(end).billedThrough(through).build();
        List<PendingLine> cut = new ArrayList<>();
        List<PendingLineReference> removed = new ArrayList<>();
        Map<InvoiceId, Invoice> drafts = new TreeMap<>();
        Map<InvoiceId, List<BilledLine>> sent = new TreeMap<>();
        for (BilledLine line : billed) {
            if (!line.days().to().isAfter(from)) {
                continue;
            }
            line.waiting().ifPresent(waiting -> cutWaiting(line, waiting, from, cut, removed));
            line.document().ifPresent(document -> {
                if (document.status() == InvoiceStatus.AWAITING_APPROVAL) {
                    drafts.putIfAbsent(document.id(), shorten(document, subscription, from));
                } else {
                    sent.computeIfAbsent(document.id(), id -> new ArrayList<>()).add(line);
                }
            });
        }
        // what lies beyond the day through which it is billed was credited by an end before
        List<Credit> credits = through.isBefore(subscription.billedThrough())
                ? credits(sent, DateRange.of(through, subscription.billedThrough()), corrections)
                : List.of();
        return new End(ended, credits, List.copyOf(drafts.values()), cut, removed);
    }

    private void cutWaiting(
            BilledLine line,
            PendingLine waiting,
            LocalDate from,
            List<PendingLine> cut,
            List<PendingLineReference> removed) {
        List<InvoiceLine> kept = ServiceLines.cutAt(line.line(), line.service(), from);
        if (kept.isEmpty()) {
            removed.add(waiting.reference());
        }
        for (int i = 0; i < kept.size(); i++) {
            PendingLineReference reference = i == 0 ? waiting.reference() : references.get();
            cut.add(PendingLine.of(reference, waiting.customer(), waiting.date(), kept.get(i)).toBuilder()
                    .fixedVat(waiting.fixedVat())
                    .entered(i == 0 ? waiting.entered() : 0)
                    .build());
        }
    }

    private static Invoice shorten(Invoice draft, Subscription subscription, LocalDate from) {
        List<InvoiceLine> lines = new ArrayList<>();
        for (InvoiceLine line : draft.lines()) {
            boolean own = line.origin()
                    .subscriptionReference()
                    .map(subscription.reference()::equals)
                    .orElse(false);
            if (own && line.origin() instanceof LineOrigin.Service service) {
                lines.addAll(ServiceLines.cutAt(line, service, from));
            } else {
                lines.add(line);
            }
        }
        List<BilledStretch> stretches = draft.stretches().stream()
                .filter(stretch -> !stretch.subscription().equals(subscription.reference())
                        || stretch.from().isBefore(from))
                .map(stretch -> stretch.subscription().equals(subscription.reference())
                                && stretch.through().isAfter(from)
                        ? new BilledStretch(stretch.subscription(), stretch.from(), from)
                        : stretch)
                .toList();
        return draft.withLines(lines).toBuilder().stretches(stretches).build();
    }

    private static List<Credit> credits(
            Map<InvoiceId, List<BilledLine>> sent, DateRange days, Function<Invoice, Corrections> correctionsOf) {
        List<List<BilledLine>> newestFirst = new ArrayList<>(sent.values());
        newestFirst.sort(Comparator.comparing(EndPlanner::issuance, NEWEST_FIRST));
        List<Credit> credits = new ArrayList<>();
        BigDecimal inSellersFavour = BigDecimal.ZERO;
        for (List<BilledLine> lines : newestFirst) {
            Invoice invoice = lines.get(0).document().orElseThrow();
            Corrections corrections = correctionsOf.apply(invoice);
            List<InvoiceLine> credited = new ArrayList<>();
            for (BilledLine line : lines) {
                CreditNotes.unusedDays(corrections, line.number(), days).ifPresent(credited::add);
            }
            inSellersFavour = addReduced(credits, new Credit(invoice, credited), inSellersFavour);
        }
        return inSellersFavour.signum() == 0 ? credits : reducedFromTheOldest(credits, inSellersFavour);
    }

    /** Adds what {@code inSellersFavour} leaves of a credit, if anything; gives what the credit leaves of that. */
    private static BigDecimal addReduced(List<Credit> credits, Credit credit, BigDecimal inSellersFavour) {
        BigDecimal owed = sum(credit.lines()).add(inSellersFavour);
        if (owed.signum() < 0) {
            credits.add(new Credit(credit.invoice(), CreditNotes.reducedTo(credit.lines(), owed)));
        }
        return owed.max(BigDecimal.ZERO);
    }

    /** Where invoices were not sent in the order of their days, a change may stand on an older one than the days it changed. */
    private static List<Credit> reducedFromTheOldest(List<Credit> newestFirst, BigDecimal inSellersFavour) {
        List<Credit> reduced = new ArrayList<>(newestFirst.size());
        BigDecimal left = inSellersFavour;
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            left = addReduced(reduced, newestFirst.get(i), left);
        }
        Collections.reverse(reduced);
        return reduced;
    }

    private static final Comparator<Issuance> NEWEST_FIRST = Comparator.comparing(Issuance::issuedOn)
            .thenComparing(issuance -> issuance.number().sequence())
            .reversed();

    private static Issuance issuance(List<BilledLine> lines) {
        return lines.get(0).document().flatMap(Invoice::issuance).orElseThrow();
    }

    private static BigDecimal sum(List<InvoiceLine> lines) {
        return lines.stream().map(line -> Amounts.decimal(line.amount())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The credit lines of an early end as negative lines that wait for the next run, where the seller's policy says so. */
    public List<PendingLine> asPendingLines(Credit credit, LocalDate date) {
        return credit.lines().stream()
                .map(line -> PendingLine.of(references.get(), credit.invoice().customer(), date, line))
                .toList();
    }
}
