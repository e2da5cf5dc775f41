package nl.termijn;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.YearMonth;
import nl.termijn.administration.Administration;
import nl.termijn.customer.CustomerReference;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.store.NumberSeries;
import nl.termijn.store.OutboxEntry;

/** One line of an archive of a whole administration. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TransferRecord.Head.class, name = "head"),
    @JsonSubTypes.Type(value = TransferRecord.Customer.class, name = "customer"),
    @JsonSubTypes.Type(value = TransferRecord.Subscription.class, name = "subscription"),
    @JsonSubTypes.Type(value = TransferRecord.PendingLine.class, name = "pendingLine"),
    @JsonSubTypes.Type(value = TransferRecord.RunClaim.class, name = "runClaim"),
    @JsonSubTypes.Type(value = TransferRecord.Invoice.class, name = "invoice"),
    @JsonSubTypes.Type(value = TransferRecord.OpenItem.class, name = "openItem"),
    @JsonSubTypes.Type(value = TransferRecord.Allocation.class, name = "allocation"),
    @JsonSubTypes.Type(value = TransferRecord.Outbox.class, name = "outbox"),
    @JsonSubTypes.Type(value = TransferRecord.Document.class, name = "document"),
    @JsonSubTypes.Type(value = TransferRecord.Series.class, name = "series"),
    @JsonSubTypes.Type(value = TransferRecord.CatalogueEntry.class, name = "catalogue"),
    @JsonSubTypes.Type(value = TransferRecord.Event.class, name = "event"),
    @JsonSubTypes.Type(value = TransferRecord.End.class, name = "end")
})
sealed interface TransferRecord {

    /** The first line: what this is, and whose. */
    record Head(String format, int version, Administration administration) implements TransferRecord {
        static final String FORMAT = "termijn-administration";
        static final int VERSION = 1;
    }

    record Customer(nl.termijn.customer.Customer value) implements TransferRecord {}

    record Subscription(nl.termijn.subscription.Subscription value) implements TransferRecord {}

    record PendingLine(nl.termijn.invoice.PendingLine value) implements TransferRecord {}

    /** The run invoice of a customer and month exists. */
    record RunClaim(CustomerReference customer, YearMonth month) implements TransferRecord {}

    record Invoice(nl.termijn.invoice.Invoice value) implements TransferRecord {}

    record OpenItem(nl.termijn.receivable.OpenItem value) implements TransferRecord {}

    record Allocation(nl.termijn.receivable.Allocation value) implements TransferRecord {}

    record Outbox(OutboxEntry value) implements TransferRecord {}

    /** The archived bytes of an invoice. */
    @SuppressWarnings("ArrayRecordComponent") // bytes are what it is; it is never compared
    record Document(InvoiceId invoice, String sha256, String fileName, String mediaType, byte[] content)
            implements TransferRecord {}

    record Series(NumberSeries value) implements TransferRecord {}

    /** A value under a key, such as a row of the price list. */
    record CatalogueEntry(String catalogue, String key, JsonNode value) implements TransferRecord {}

    record Event(Instant at, String actor, BillingEvent event) implements TransferRecord {}

    /** The last line: how many lines there are before it, and their SHA-256, line ends included. */
    record End(long lines, String sha256) implements TransferRecord {}
}
