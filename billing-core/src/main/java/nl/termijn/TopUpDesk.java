package nl.termijn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nl.termijn.administration.Policies.PrepaidVat;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.UnreadableException;
import nl.termijn.invoice.Corrections;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.OpenTopUp;
import nl.termijn.invoice.TopUp;
import nl.termijn.money.Amounts;
import nl.termijn.run.BillingAccount;
import nl.termijn.store.Catalogue;
import nl.termijn.store.CatalogueKind;

/** Keeps which top-ups of a customer something may be left of, and tells what. */
final class TopUpDesk {
    private TopUpDesk() {}

    /** {@code accounts} with what is left of their customers' top-ups, where VAT is charged with those. */
    static List<BillingAccount> with(Session.Work work, List<BillingAccount> accounts) {
        return work.administration().policies().prepaidVat() == PrepaidVat.AT_USE
                ? accounts
                : accounts.stream()
                        .flatMap(account -> readable(work, account).stream())
                        .toList();
    }

    /** One account with what is left of its customer's top-ups. */
    static BillingAccount with(Session.Work work, BillingAccount account) {
        return work.administration().policies().prepaidVat() == PrepaidVat.AT_USE
                ? account
                : account.withTopUps(open(work, account.customer().reference()));
    }

    private static Optional<BillingAccount> readable(Session.Work work, BillingAccount account) {
        CustomerReference customer = account.customer().reference();
        try {
            return Optional.of(with(work, account));
        } catch (UnreadableException e) {
            work.leaveOut(customer, e);
            return Optional.empty();
        }
    }

    /** What is left of the top-ups of {@code customer}, oldest first; drafts that draw on them count. */
    static List<TopUp> open(Session.Work work, CustomerReference customer) {
        List<TopUp> open = new ArrayList<>();
        work.unit().catalogue(CatalogueKind.OPEN_TOP_UPS).startingWith(OpenTopUp.prefixOf(customer)).stream()
                .filter(each -> each.customer().equals(customer))
                .map(each -> work.invoice(each.invoice()))
                .sorted(Comparator.comparing(
                                (Invoice invoice) -> invoice.issuedOn().orElseThrow())
                        .thenComparing(Invoice::id, Comparator.comparing(InvoiceId::value)))
                .forEach(invoice -> open.addAll(left(invoice, work.corrections(invoice))));
        return open;
    }

    private static List<TopUp> left(Invoice invoice, Corrections corrections) {
        List<TopUp> left = new ArrayList<>();
        for (int number = 1; number <= invoice.lines().size(); number++) {
            BigDecimal amount = Amounts.decimal(corrections.leftOfLine(number));
            if (TopUp.isTopUp(invoice.line(number)) && amount.signum() > 0) {
                left.add(new TopUp(
                        new LineReference(invoice.id(), number),
                        invoice.number().orElseThrow(),
                        invoice.line(number),
                        amount));
            }
        }
        return left;
    }

    /** Keeps a top-up that was sent, and forgets those of which {@code sent} took the last. */
    static void sent(Session.Work work, Invoice sent) {
        Catalogue<OpenTopUp> open = work.unit().catalogue(CatalogueKind.OPEN_TOP_UPS);
        if (sent.lines().stream().anyMatch(TopUp::isTopUp)) {
            open.save(List.of(new OpenTopUp(sent.customer(), sent.id())));
        }
        for (InvoiceId id : corrected(sent)) {
            OpenTopUp entry = new OpenTopUp(sent.customer(), id);
            if (open.find(entry.id()).isPresent() && isUsedUp(work, work.invoice(id))) {
                open.remove(List.of(entry.id()));
            }
        }
    }

    /** Whether sent documents have taken all of it, so that only a withdrawal gives something back. */
    private static boolean isUsedUp(Session.Work work, Invoice invoice) {
        List<Invoice> sent = work.unit().invoices().correcting(invoice.id()).stream()
                .filter(other -> other.status() == InvoiceStatus.SENT)
                .toList();
        return left(invoice, Corrections.of(invoice, sent, List.of())).isEmpty();
    }

    /** What {@code document} drew can be drawn again, and what it topped up cannot any more. */
    static void withdrawn(Session.Work work, Invoice document) {
        Catalogue<OpenTopUp> open = work.unit().catalogue(CatalogueKind.OPEN_TOP_UPS);
        open.remove(List.of(new OpenTopUp(document.customer(), document.id()).id()));
        for (InvoiceId id : corrected(document)) {
            OpenTopUp entry = new OpenTopUp(document.customer(), id);
            // what a change took back may have stood on a draft that is gone
            boolean isTopUp = work.unit()
                    .invoices()
                    .find(id)
                    .filter(invoice -> invoice.lines().stream().anyMatch(TopUp::isTopUp))
                    .isPresent();
            if (isTopUp && open.find(entry.id()).isEmpty()) {
                open.save(List.of(entry));
            }
        }
    }

    private static Set<InvoiceId> corrected(Invoice document) {
        Set<InvoiceId> corrected = new TreeSet<>(Comparator.comparing(InvoiceId::value));
        for (InvoiceLine line : document.lines()) {
            line.origin().corrected().map(LineReference::invoice).ifPresent(corrected::add);
        }
        return corrected;
    }
}
