package nl.termijn.receivable;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.internal.ValueStyle;
import nl.termijn.money.Amounts;
import org.immutables.value.Value;

/**
 * One entry in a customer's account. What the customer owes is positive, what is in his favour negative. Immutable.
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = OpenItem.Builder.class)
public interface OpenItem {

    /** What an item is. */
    enum Kind {
        /** A sent invoice; in the customer's favour when its total is negative. */
        INVOICE,
        /** A sent credit note. */
        CREDIT_NOTE,
        /** Money received. */
        PAYMENT,
        /** A claim that is given up. */
        WRITE_OFF,
        /** Money paid back. */
        REFUND
    }

    /** Oldest due date first, then number (rule F2). */
    Comparator<OpenItem> OLDEST_DUE_FIRST = Comparator.comparing(OpenItem::dueOn)
            .thenComparing(item -> item.number().orElse(""), NaturalOrder.INSTANCE)
            .thenComparing(OpenItem::id);

    /** Oldest first, in the order of arrival. */
    Comparator<OpenItem> OLDEST_FIRST = Comparator.comparing(OpenItem::date).thenComparing(OpenItem::id);

    /** Its key. */
    ItemId id();

    /** What it is. */
    Kind kind();

    /** Whose account. */
    CustomerReference customer();

    /** Number of the document, or the payer's reference. */
    Optional<String> number();

    /** The key by which money is known at the bank, the provider or the host; unique in the administration. */
    Optional<String> key();

    /** The item for which money was entered, if one was named. */
    Optional<ItemId> namedItem();

    /** Day of issue or of the entry. */
    LocalDate date();

    /** The day on which money counts for ageing and interest; {@link #date()} unless the entry gave another. */
    @Value.Default
    default LocalDate valueOn() {
        return date();
    }

    /** Last day of payment of a document; {@link #date()} of the others. */
    LocalDate dueOn();

    /** What it is for: positive is owed by the customer, negative is in his favour. */
    MonetaryAmount amount();

    /** What of it is not settled; has the sign of the amount. */
    MonetaryAmount open();

    /** The day on which it was withdrawn or undone; it counts no more since. */
    Optional<LocalDate> cancelledOn();

    /** Version for optimistic locking; given by the store. */
    @Value.Default
    default long version() {
        return 0;
    }

    /** Whether the customer owes something on it. */
    @JsonIgnore
    default boolean isOwed() {
        return Amounts.decimal(open()).signum() > 0;
    }

    /** Whether something of it is in the customer's favour. */
    @JsonIgnore
    default boolean isCredit() {
        return Amounts.decimal(open()).signum() < 0;
    }

    /** Whether it is owed and its last day of payment lies before {@code day}. */
    default boolean isOverdueOn(LocalDate day) {
        return isOwed() && dueOn().isBefore(day);
    }

    /** Starts an item. */
    static Builder builder() {
        return new Builder();
    }

    /** The item without what is about a person: a payer's reference may hold his name, a document's number does not. */
    default OpenItem withoutPersonalData() {
        boolean document = kind() == Kind.INVOICE || kind() == Kind.CREDIT_NOTE;
        return document ? this : toBuilder().number(Optional.empty()).build();
    }

    /** Starts from this item. */
    default Builder toBuilder() {
        return new Builder().from(this);
    }

    /** Builds an item. */
    class Builder extends ImmutableOpenItem.Builder {}
}
