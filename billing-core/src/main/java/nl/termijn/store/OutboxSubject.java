package nl.termijn.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import nl.termijn.invoice.InvoiceId;

/** What something that is to leave the house is about. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OutboxSubject.Document.class, name = "document"),
    @JsonSubTypes.Type(value = OutboxSubject.Prices.class, name = "prices")
})
public sealed interface OutboxSubject {
    /** The document, if it is about one. */
    default Optional<InvoiceId> invoice() {
        return Optional.empty();
    }

    /**
     * A document, or a draft whose payment is asked; the draft may be gone since.
     *
     * @param id of it
     */
    record Document(InvoiceId id) implements OutboxSubject {
        @Override
        public Optional<InvoiceId> invoice() {
            return Optional.of(id);
        }
    }

    /**
     * The prices that a campaign changes for the customer.
     *
     * @param campaign its code
     */
    record Prices(String campaign) implements OutboxSubject {}
}
