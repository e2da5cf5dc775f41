package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
        return session.work(work -> {
            List<OpenItem> owed = new ArrayList<>();
            Optional<OpenItem> last = after.flatMap(Row::item);
            List<OpenItem> page;
            do { // a page may hold refunds, which are owed but are no documents
                page = work.unit().ledger().owed(last, limit);
                page.stream()
                        .filter(item -> item.kind() == OpenItem.Kind.INVOICE)
                        .forEach(owed::add);
                last = page.stream().reduce((first, second) -> second);
            } while (page.size() == limit && owed.size() < limit);
            return rows(
                    work,
                    work.invoices(owed.stream()
                            .limit(limit)
                            .map(item -> InvoiceId.of(item.id().value()))
                            .toList()));
        });
    }

    /** All documents that customers owe on, oldest due date first, read a page at a time as the stream is consumed. */
    public Stream<Row> allOpen() {
        return Pages.all(after -> open(after, Pages.SIZE));
    }

    /** Every document of a customer, drafts and withdrawn ones too, in the order in which they were made. */
    public List<Row> ofCustomer(CustomerReference customer) {
        given(customer, "customer");
        return session.work(work -> {
            work.customer(customer);
            return rows(work, work.unit().invoices().ofCustomer(customer));
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
            return rows(work, found.values().stream().limit(limit).toList());
        });
    }

    private static void checkLimit(int limit) {
        Violations.of("overview")
                .check(limit >= 1, "limit", limit, "must be 1 or more", "ask for a page")
                .throwIfAny();
    }

    /** Documents with their customers and items, however many in two reads. */
    private static List<Row> rows(Session.Work work, List<Invoice> documents) {
        Map<CustomerReference, Customer> customers = work.customersOf(documents);
        Map<ItemId, OpenItem> items = new HashMap<>();
        work.unit()
                .ledger()
                .find(documents.stream()
                        .map(document -> ItemId.of(document.id()))
                        .toList())
                .forEach(item -> items.put(item.id(), item));
        return documents.stream()
                // whose customer cannot be read is left out, as in lists of customers
                .filter(document -> customers.containsKey(document.customer()))
                .map(document -> new Row(
                        document,
                        Objects.requireNonNull(customers.get(document.customer())),
                        Optional.ofNullable(items.get(ItemId.of(document.id())))))
                .toList();
    }
}
