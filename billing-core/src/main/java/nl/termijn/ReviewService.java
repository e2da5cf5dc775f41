package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.VatSums;
import nl.termijn.review.Remark;
import nl.termijn.review.Reviewer;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/**
 * Approval by exception: which of the drafts that wait a person should look at and why, and approving the others at once.
 */
public final class ReviewService {
    private static final int PAGE = 200;

    private final Session session;
    private final InvoiceService invoices;
    private final DraftReview host;

    ReviewService(Session session, InvoiceService invoices, DraftReview host) {
        this.session = session;
        this.invoices = invoices;
        this.host = host;
    }

    /**
     * A draft and what is odd about it.
     *
     * @param draft the draft
     * @param customer whose
     * @param remarks most telling first; empty when it is as expected
     */
    public record Reviewed(Invoice draft, Customer customer, List<Remark> remarks) {}

    /**
     * All drafts that wait for approval, in short.
     *
     * @param drafts how many
     * @param totals what they come to
     * @param odd those with remarks, in the order of customer and age
     * @param byReason how many have a remark of each reason
     */
    public record Overview(int drafts, Totals totals, List<Odd> odd, Map<Remark.Reason, Integer> byReason) {
        /** Copies the collections. */
        public Overview {
            odd = List.copyOf(odd);
            byReason = Map.copyOf(byReason);
        }
    }

    /**
     * What drafts come to.
     *
     * @param net without VAT
     * @param vat their VAT
     * @param gross with VAT
     */
    public record Totals(
            javax.money.MonetaryAmount net, javax.money.MonetaryAmount vat, javax.money.MonetaryAmount gross) {}

    /**
     * A draft with remarks.
     *
     * @param draft its id
     * @param version the version that was looked at
     * @param customer whose
     * @param remarks why
     */
    public record Odd(InvoiceId draft, long version, CustomerReference customer, List<Remark> remarks) {}

    /** Looks at all drafts that wait for approval; page by page, so that a hundred thousand need little memory. */
    public Overview overview() {
        List<Odd> odd = new ArrayList<>();
        Map<Remark.Reason, Integer> byReason = new EnumMap<>(Remark.Reason.class);
        VatSums sums = new VatSums(session.work(work -> work.administration().currency()));
        int count = 0;
        Optional<Invoice> after = Optional.empty();
        while (true) {
            List<Reviewed> page = page(after);
            if (page.isEmpty()) {
                return new Overview(count, new Totals(sums.net(), sums.vat(), sums.gross()), odd, byReason);
            }
            for (Reviewed reviewed : page) {
                Invoice draft = reviewed.draft();
                after = Optional.of(draft);
                if (draft.approval().isPresent() || draft.request().isPresent()) {
                    continue;
                }
                count++;
                sums.add(draft.totals());
                if (!reviewed.remarks().isEmpty()) {
                    odd.add(new Odd(draft.id(), draft.version(), draft.customer(), reviewed.remarks()));
                    reviewed.remarks().stream()
                            .map(Remark::reason)
                            .distinct()
                            .forEach(reason -> byReason.merge(reason, 1, Integer::sum));
                }
            }
        }
    }

    /** Looks at drafts, in the order of {@code ids}. */
    public List<Reviewed> of(List<InvoiceId> ids) {
        given(ids, "drafts");
        return session.work(work -> review(work, work.invoices(ids)));
    }

    /**
     * Approves all drafts without remark up to the ceiling of {@link
     * nl.termijn.administration.ApprovalRules#approvesItselfUpTo}; none when that is not set.
     *
     * @param by in whose name
     * @return which, and which could not be approved
     */
    public BulkReport<InvoiceId> approveUnremarkable(String by) {
        given(by, "by");
        Reviewer reviewer = session.work(ReviewService::reviewer);
        List<InvoiceId> approved = new ArrayList<>();
        List<BulkReport.Failure<InvoiceId>> failures = new ArrayList<>();
        Optional<Invoice> after = Optional.empty();
        while (true) {
            List<Reviewed> page = page(after);
            if (page.isEmpty()) {
                return new BulkReport<>(approved, failures);
            }
            after = Optional.of(page.get(page.size() - 1).draft());
            List<InvoiceId> plain = page.stream()
                    .filter(reviewed -> reviewed.draft().request().isEmpty())
                    .filter(reviewed ->
                            reviewer.mayApproveItself(reviewed.draft(), reviewed.customer(), reviewed.remarks()))
                    .map(reviewed -> reviewed.draft().id())
                    .toList();
            BulkReport<InvoiceId> report = invoices.approve(plain, by);
            approved.addAll(report.done());
            failures.addAll(report.failures());
        }
    }

    private List<Reviewed> page(Optional<Invoice> after) {
        return session.work(work -> {
            List<Invoice> drafts = work.unit().invoices().drafts(after, PAGE);
            List<Reviewed> reviewed = review(work, drafts);
            while (reviewed.isEmpty() && !drafts.isEmpty()) {
                // no customer of the page can be read
                drafts = work.unit().invoices().drafts(Optional.of(drafts.get(drafts.size() - 1)), PAGE);
                reviewed = review(work, drafts);
            }
            return reviewed;
        });
    }

    private static Reviewer reviewer(Session.Work work) {
        return new Reviewer(work.administration(), work.today());
    }

    /** A page in a fixed number of reads. */
    private List<Reviewed> review(Session.Work work, List<Invoice> drafts) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        Reviewer reviewer = reviewer(work);
        Map<CustomerReference, Customer> customers = work.customersOf(drafts);
        Map<CustomerReference, Invoice> last = new HashMap<>();
        work.unit().invoices().lastOfRuns(customers.keySet()).forEach(sent -> last.put(sent.customer(), sent));
        Set<SubscriptionReference> references = new LinkedHashSet<>();
        drafts.forEach(draft -> draft.lines()
                .forEach(line -> line.origin().subscriptionReference().ifPresent(references::add)));
        Map<SubscriptionReference, Subscription> subscriptions = new HashMap<>();
        work.unit()
                .subscriptions()
                .find(references)
                .forEach(subscription -> subscriptions.put(subscription.reference(), subscription));
        List<Reviewed> reviewed = new ArrayList<>(drafts.size());
        for (Invoice draft : drafts) {
            Customer customer = customers.get(draft.customer());
            if (customer == null) {
                // cannot be read: sending the draft says so
                continue;
            }
            List<Remark> remarks = new ArrayList<>(reviewer.remarks(new Reviewer.Case(
                    draft, customer, Optional.ofNullable(last.get(draft.customer())), subscriptions)));
            host.remarks(draft, customer).forEach(text -> remarks.add(new Remark(Remark.Reason.HOST, List.of(text))));
            reviewed.add(new Reviewed(draft, customer, List.copyOf(remarks)));
        }
        return reviewed;
    }
}
