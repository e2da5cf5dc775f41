package nl.termijn;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.money.MonetaryAmount;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.internal.ValueStyle;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.Discount;
import org.immutables.value.Value;

/** What is to change on a draft; what is not given stays. Immutable. */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = DraftEdit.Builder.class)
public interface DraftEdit {
    /** New free text; empty text takes it away. */
    Optional<String> text();

    /** New order reference; empty text takes it away. */
    Optional<String> purchaseOrder();

    /** A payment term of this document only. */
    Optional<PaymentTerm> paymentTerm();

    /** Changes of lines, by their numbers from 1. */
    Map<Integer, LineEdit> changedLines();

    /** Lines to take off, by their numbers from 1; what they billed counts as billed. */
    Set<Integer> droppedLines();

    /** New lines, after the others. */
    List<ManualInvoice.Line> addedLines();

    /** Starts an edit. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds an edit. */
    class Builder extends ImmutableDraftEdit.Builder {}

    /** What is to change on one line. Days of a subscription stay as they are: only their price and text change. */
    @Value.Immutable
    @ValueStyle
    @JsonDeserialize(builder = LineEdit.Builder.class)
    interface LineEdit {
        /** New text. */
        Optional<String> description();

        /** New days, of a line that is not a subscription's. */
        Optional<DateRange> days();

        /** New quantity. */
        Optional<BigDecimal> quantity();

        /** New price of one. */
        Optional<MonetaryAmount> unitPrice();

        /** New discount. */
        Optional<Discount> discount();

        /** Starts a line edit. */
        static Builder builder() {
            return new Builder();
        }

        /** Builds a line edit. */
        class Builder extends ImmutableLineEdit.Builder {}
    }
}
