package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.termijn.administration.Setting;
import nl.termijn.administration.UnpaidRenewal;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.Corrections;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.receivable.ItemId;
import nl.termijn.receivable.OpenItem;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/**
 * Which domains are to be renewed, while their registry can still be told. A host reads the list each day, and tells the registrar;
 * nothing is changed here.
 *
 * <pre>
 * example.nl, registry wants to know 10 days before 2026-09-10:   decide by 2026-08-31
 *     its invoice is paid:                                        RENEW
 *     it is not, and the seller waits:                            WAIT until 08-31, then LET_EXPIRE
 *     it was written off:                                         as not paid
 *     something of it was credited:                               ASK
 * </pre>
 */
public final class RenewalService {
    private final Session session;

    RenewalService(Session session) {
        this.session = session;
    }

    /** What to tell the registry. */
    public enum Advice {
        /** Renew it. */
        RENEW,
        /** Nothing yet. */
        WAIT,
        /** Do not renew it. */
        LET_EXPIRE,
        /** A person decides. */
        ASK
    }

    /** Why. */
    public enum Cause {
        /** It is paid with money, the customer's earlier credit included, or there is nothing to pay. */
        PAID,
        /** It is invoiced and not paid; what was written off is not paid either. */
        UNPAID,
        /** Something of its renewal was credited: whether it is still wanted, the books do not say. */
        CREDITED,
        /** It is not invoiced yet: its lead days are too few, or its draft was not sent. */
        NOT_INVOICED,
        /** It ends by then. */
        ENDS
    }

    /**
     * A renewal to decide.
     *
     * @param subscription of the domain
     * @param customer who pays
     * @param renewal first day of the next period
     * @param decideBy last day on which the registry can be told
     * @param advice what to tell it today
     * @param cause why
     * @param invoice that bills the period, draft or sent
     */
    public record Decision(
            SubscriptionReference subscription,
            CustomerReference customer,
            LocalDate renewal,
            LocalDate decideBy,
            Advice advice,
            Cause cause,
            Optional<InvoiceId> invoice) {}

    /**
     * The renewals to come that are to be decided by {@code upTo}, the most urgent first: of all subscriptions with {@link
     * Subscription#registryDays()} that run today.
     */
    public List<Decision> decisions(LocalDate upTo) {
        given(upTo, "upTo");
        List<Decision> decisions = new ArrayList<>();
        Pages.subscriptions(
                session,
                Optional.empty(),
                Pages.SIZE,
                (work, page) -> {
                    List<Subscription> domains = page.stream()
                            .filter(each -> each.registryDays().isPresent() && !each.hasEndedOn(work.today()))
                            .toList();
                    Map<CustomerReference, Customer> customers = work.customersOf(domains, Subscription::customer);
                    return domains.stream()
                            .flatMap(domain -> Optional.ofNullable(customers.get(domain.customer()))
                                    .flatMap(customer -> decision(work, customer, domain, upTo))
                                    .stream())
                            .toList();
                },
                decisions::addAll);
        decisions.sort(Comparator.comparing(Decision::decideBy).thenComparing(Decision::subscription));
        return decisions;
    }

    private static Optional<Decision> decision(
            Session.Work work, Customer customer, Subscription domain, LocalDate upTo) {
        LocalDate today = work.today();
        LocalDate renewal = ServiceCalendar.of(
                        domain, work.administration().policies().endOfSubscription())
                .nextPeriodStart(today.plusDays(1));
        LocalDate decideBy = renewal.minusDays(domain.registryDays().orElseThrow());
        if (decideBy.isAfter(upTo) || !renewal.isAfter(domain.start())) {
            return Optional.empty();
        }
        Optional<Invoice> invoice = work.unit().invoices().billingDays(domain.reference(), renewal).stream()
                .filter(document -> document.status() != InvoiceStatus.WITHDRAWN)
                .findFirst();
        Cause cause = domain.hasEndedOn(renewal) ? Cause.ENDS : cause(work, domain, renewal, invoice);
        return Optional.of(new Decision(
                domain.reference(),
                customer.reference(),
                renewal,
                decideBy,
                advice(cause, work.settings(customer).get(Setting.UNPAID_RENEWAL), today, decideBy),
                cause,
                invoice.map(Invoice::id)));
    }

    private static Cause cause(Session.Work work, Subscription domain, LocalDate renewal, Optional<Invoice> invoice) {
        if (invoice.isEmpty()) {
            // billed to a total of zero, or by the program before
            return domain.billedThrough().isAfter(renewal) ? Cause.PAID : Cause.NOT_INVOICED;
        }
        if (invoice.get().status() != InvoiceStatus.SENT) {
            return Cause.NOT_INVOICED;
        }
        if (isCredited(work, domain, renewal, invoice.get())) {
            return Cause.CREDITED;
        }
        ItemId item = ItemId.of(invoice.get().id());
        boolean open = work.unit()
                .ledger()
                .find(item)
                .map(found -> found.open().signum() > 0)
                .orElse(false);
        return open || isWrittenOff(work, item) ? Cause.UNPAID : Cause.PAID;
    }

    private static boolean isCredited(Session.Work work, Subscription domain, LocalDate renewal, Invoice invoice) {
        Corrections corrections = work.corrections(invoice);
        for (int number = 1; number <= invoice.lines().size(); number++) {
            InvoiceLine line = invoice.line(number);
            boolean bills = line.origin().dueSubscription().equals(Optional.of(domain.reference()))
                    && line.days().map(days -> days.contains(renewal)).orElse(false);
            if (bills && corrections.balanceOf(number).isCredited()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWrittenOff(Session.Work work, ItemId item) {
        return work.unit().ledger().allocationsOf(item).stream()
                .flatMap(allocation -> work.unit().ledger().find(allocation.credit()).stream())
                .anyMatch(credit -> credit.kind() == OpenItem.Kind.WRITE_OFF);
    }

    private static Advice advice(Cause cause, UnpaidRenewal unpaid, LocalDate today, LocalDate decideBy) {
        if (cause == Cause.ENDS) {
            return Advice.LET_EXPIRE;
        }
        if (cause == Cause.PAID) {
            return Advice.RENEW;
        }
        if (cause == Cause.CREDITED) {
            return Advice.ASK;
        }
        return switch (unpaid) {
            case RENEW -> Advice.RENEW;
            case WAIT -> today.isBefore(decideBy) ? Advice.WAIT : Advice.LET_EXPIRE;
            case LET_EXPIRE -> Advice.LET_EXPIRE;
        };
    }
}
