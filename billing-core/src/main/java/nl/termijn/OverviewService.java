package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.Violations;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.receivable.ItemId;
import nl.termijn.receivable.OpenItem;

/** The three overviews: what is open; all of one customer; search by name or number, whatever the status. */
public final class OverviewService {
    private final Session session;

    OverviewService(Session session) {
        this.session = session;
    }

    /**
     * One document in an overview.
     *
     * @param invoice the document, in any status
     * @param customer the customer as he is now
     * @param item what of it is open; empty while it is a draft
     */
    public record Row(Invoice invoice, Customer customer, Optional<OpenItem> item) {}

    /** Up to {@code limit} documents that customers owe on, after {@code after}, oldest due date first. */
    public List<Row> open(Optional<Row> after, int limit) {
        given(after, "after");
        checkLimit(limit);
        return session.work(work -> work.unit().ledger().owed(after.flatMap(Row::item), limit).stream()
                .filter(item -> item.kind() == OpenItem.Kind.INVOICE)
                .map(item -> row(work, work.invoice(InvoiceId.of(item.id().value()))))
                .toList());
    }

    /** Every document of a customer, drafts and withdrawn ones too, in the order in which they were made. */
    public List<Row> ofCustomer(CustomerReference customer) {
        given(customer, "customer");
        return session.work(work -> {
            work.customer(customer);
            return work.unit().invoices().ofCustomer(customer).stream()
                    .map(invoice -> row(work, invoice))
                    .toList();
        });
    }

    /**
     * Up to {@code limit} documents in any status whose number contains {@code text}, or whose customer's name or reference
     * does, whatever the case.
     */
    public List<Row> search(String text, int limit) {
        given(text, "text");
        checkLimit(limit);
        Violations.of("search")
                .check(!text.isBlank(), "text", text, "must be given", "type a part of a name or number")
                .throwIfAny();
        return session.work(work -> {
            Map<InvoiceId, Invoice> found = new LinkedHashMap<>();
            work.unit().invoices().search(text.strip(), limit).forEach(invoice -> found.put(invoice.id(), invoice));
            for (Customer customer : work.unit().customers().search(text.strip(), limit)) {
                if (found.size() >= limit) {
                    break;
                }
                work.unit()
                        .invoices()
                        .ofCustomer(customer.reference())
                        .forEach(invoice -> found.putIfAbsent(invoice.id(), invoice));
            }
            List<Row> rows = new ArrayList<>();
            found.values().stream().limit(limit).forEach(invoice -> rows.add(row(work, invoice)));
            return rows;
        });
    }

    private static void checkLimit(int limit) {
        Violations.of("overview")
                .check(limit >= 1, "limit", limit, "must be 1 or more", "ask for a page")
                .throwIfAny();
    }

    private static Row row(Session.Work work, Invoice invoice) {
        return new Row(
                invoice, work.customer(invoice.customer()), work.unit().ledger().find(ItemId.of(invoice.id())));
    }
}
