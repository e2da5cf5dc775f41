package nl.termijn.store.jdbc;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.DocumentKind;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.store.OutboxEntries;
import nl.termijn.store.OutboxEntry;
import nl.termijn.store.OutboxSubject;

final class JdbcOutbox implements OutboxEntries {
    private static final Table<OutboxEntry> TABLE = Table.<OutboxEntry>named("outbox_entry")
            .key("entry_key", OutboxEntry::key)
            .column("kind", OutboxEntry::kind)
            .column("channel", OutboxEntry::channel)
            .column("invoice", entry -> entry.invoice().map(InvoiceId::value))
            .column("campaign", JdbcOutbox::campaign)
            .column("customer", entry -> entry.customer().value())
            .column("status", OutboxEntry::status)
            .column("attempts", OutboxEntry::attempts)
            .column("not_before", OutboxEntry::notBefore)
            .column("problem", OutboxEntry::problem)
            .column("lease", OutboxEntry::lease)
            .column("tried_since", OutboxEntry::triedSince)
            .column("unsure", OutboxEntry::unsure)
            .column("recipients", entry -> written(entry.recipients()));

    private static final String SELECT = "select * from {s}.outbox_entry where administration = ?";
    private static final String BY_KEY = SELECT + " and entry_key = ?";
    private static final String PAGE_DUE = " where administration = ? and status = 'WAITING' and channel = ?"
            + " and not_before <= ? order by status, channel, administration, entry_key limit ?";
    // what another host is working off is left to it
    private static final String DUE = "select * from {s}.outbox_entry" + PAGE_DUE + " for update skip locked";
    // H2 would lock and sort all that wait: it is given the keys of the page, and looks again at each row once it has
    // its lock
    private static final String DUE_ON_H2 =
            SELECT + " and entry_key in (select entry_key from {s}.outbox_entry" + PAGE_DUE
                    + ") and status = 'WAITING' and channel = ? and not_before <= ? order by entry_key for update skip locked";
    // only over the row as it was read: it waits for the row's lock and then looks at the row as it is by then
    private static final String REPLACE =
            "update {s}.outbox_entry set status = ?, attempts = ?, not_before = ?, problem = ?,"
                    + " lease = ?, tried_since = ?, unsure = ?, recipients = ? where administration = ? and entry_key = ?"
                    + " and status = ? and attempts = ? and coalesce(lease, '') = ?";
    private static final String OF_DOCUMENT = SELECT + " and invoice = ? order by entry_key";
    private static final String OF_CUSTOMER = SELECT + " and customer = ? order by entry_key";
    private static final String REFUSED = SELECT + " and status = 'REFUSED' and channel = ? and entry_key > ?"
            + " order by status, channel, administration, entry_key limit ?";
    private static final String ARCHIVED =
            "select sha256 from {s}.archived_document where administration = ? and invoice = ?";

    private static final Unreadables.Kind KIND = Unreadables.Kind.of("outbox entry", "entry_key", "customer");

    private final Sql sql;
    private final String administration;
    private final Unreadables unreadables;

    JdbcOutbox(Sql sql, String administration, Unreadables unreadables) {
        this.sql = sql;
        this.administration = administration;
        this.unreadables = unreadables;
    }

    private static OutboxEntry read(Row row) {
        return new OutboxEntry(
                row.text("entry_key"),
                row.constant("kind", DocumentKind.class),
                row.constant("channel", DeliveryChannel.class),
                subject(row),
                CustomerReference.of(row.text("customer")),
                row.constant("status", OutboxEntry.Status.class),
                row.number("attempts"),
                row.instant("not_before"),
                row.optionalText("problem"),
                row.optionalText("lease"),
                row.optionalInstant("tried_since"),
                row.number("unsure"),
                row.optionalText("recipients").map(JdbcOutbox::recipients).orElse(List.of()));
    }

    /** A line for each: the address, and after a tab why it was refused; neither of them holds a tab or a line break. */
    private static Optional<String> written(List<OutboxEntry.Recipient> recipients) {
        return recipients.isEmpty()
                ? Optional.empty()
                : Optional.of(recipients.stream()
                        .map(recipient -> recipient.address()
                                + recipient.refusal().map(why -> "\t" + why).orElse(""))
                        .collect(Collectors.joining("\n")));
    }

    private static List<OutboxEntry.Recipient> recipients(String text) {
        return text.lines()
                .map(line -> line.split("\t", 2))
                .map(parts -> new OutboxEntry.Recipient(
                        parts[0], parts.length == 2 ? Optional.of(parts[1]) : Optional.empty()))
                .toList();
    }

    private static Optional<String> campaign(OutboxEntry entry) {
        return entry.subject() instanceof OutboxSubject.Prices prices
                ? Optional.of(prices.campaign())
                : Optional.empty();
    }

    private static OutboxSubject subject(Row row) {
        Optional<String> invoice = row.optionalText("invoice");
        return invoice.isPresent()
                ? new OutboxSubject.Document(InvoiceId.of(invoice.get()))
                : new OutboxSubject.Prices(row.text("campaign"));
    }

    @Override
    public Optional<OutboxEntry> find(String key) {
        return Unreadables.first(sql, KIND, JdbcOutbox::read, BY_KEY, administration, key);
    }

    @Override
    public List<OutboxEntry> due(DeliveryChannel channel, Instant now, int limit) {
        return unreadables.page(
                limit,
                (rows, faults) -> sql.dialect() == Dialect.H2
                        ? Unreadables.list(
                                sql,
                                KIND,
                                JdbcOutbox::read,
                                faults,
                                DUE_ON_H2,
                                administration,
                                administration,
                                channel,
                                now,
                                rows,
                                channel,
                                now)
                        : Unreadables.list(
                                sql, KIND, JdbcOutbox::read, faults, DUE, administration, channel, now, rows));
    }

    @Override
    public List<OutboxEntry> ofDocument(InvoiceId invoice) {
        return Unreadables.all(sql, KIND, JdbcOutbox::read, OF_DOCUMENT, administration, invoice.value());
    }

    @Override
    public List<OutboxEntry> ofCustomer(CustomerReference customer) {
        return Unreadables.all(sql, KIND, JdbcOutbox::read, OF_CUSTOMER, administration, customer.value());
    }

    @Override
    public List<OutboxEntry> refused(DeliveryChannel channel, Optional<String> after, int limit) {
        return unreadables.page(
                limit,
                (rows, faults) -> Unreadables.list(
                        sql, KIND, JdbcOutbox::read, faults, REFUSED, administration, channel, after.orElse(""), rows));
    }

    @Override
    public void add(Collection<OutboxEntry> entries) {
        TABLE.insert(sql, administration, entries);
    }

    @Override
    public boolean replace(OutboxEntry read, OutboxEntry changed) {
        return sql.change(
                        REPLACE,
                        changed.status(),
                        changed.attempts(),
                        changed.notBefore(),
                        changed.problem(),
                        changed.lease(),
                        changed.triedSince(),
                        changed.unsure(),
                        written(changed.recipients()),
                        administration,
                        read.key(),
                        read.status(),
                        read.attempts(),
                        read.lease().orElse(""))
                == 1;
    }

    @Override
    public Optional<String> archived(InvoiceId invoice) {
        return sql.first(ARCHIVED, row -> row.text("sha256"), administration, invoice.value());
    }

    @Override
    public String archive(InvoiceId invoice, String sha256) {
        Optional<String> first = archived(invoice);
        if (first.isEmpty()) {
            sql.change(
                    "insert into {s}.archived_document (administration, invoice, sha256) values (?, ?, ?)",
                    administration,
                    invoice.value(),
                    sha256);
        }
        return first.orElse(sha256);
    }
}
