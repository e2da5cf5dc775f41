package nl.termijn;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.CustomerReference;
import nl.termijn.internal.ValueStyle;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.Discount;
import nl.termijn.vat.VatProduct;
import org.immutables.value.Value;

/** An invoice made by hand, at any time. Immutable. */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = ManualInvoice.Builder.class)
public interface ManualInvoice {
    /** Who pays. */
    CustomerReference customer();

    /** What is billed, at least one line. */
    List<Line> lines();

    /** Free text on the document. */
    Optional<String> text();

    /** The customer's order reference; his own for the day unless given. */
    Optional<String> purchaseOrder();

    /** A payment term of this invoice only. */
    Optional<PaymentTerm> paymentTerm();

    /**
     * The host's key of it, unique in the administration; it must not name a person. The same invoice under the same key is made once,
     * however often it is asked for; without a key each call makes one.
     */
    Optional<String> key();

    /** Starts a manual invoice. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a manual invoice. */
    class Builder extends ImmutableManualInvoice.Builder {}

    /** One line of it. */
    @Value.Immutable
    @ValueStyle
    @JsonDeserialize(builder = Line.Builder.class)
    interface Line {
        /** Text on the document. */
        String description();

        /** Code of the product, for the books. */
        Optional<String> productCode();

        /** The days it is for, if any. */
        Optional<DateRange> days();

        /** How many; 1 unless given. */
        @Value.Default
        default BigDecimal quantity() {
            return BigDecimal.ONE;
        }

        /** Price of one. */
        MonetaryAmount unitPrice();

        /** Discount of this line. */
        Optional<Discount> discount();

        /** Whether the price is without or with VAT; the administration's unless given. */
        Optional<Pricing> pricing();

        /** What it is to the VAT. */
        @Value.Default
        default VatProduct product() {
            return VatProduct.STANDARD;
        }

        /** The day whose VAT rate holds; the first of its days, else today, unless given. */
        Optional<LocalDate> suppliedOn();

        /** Starts a line. */
        static Builder builder() {
            return new Builder();
        }

        /** Builds a line. */
        class Builder extends ImmutableLine.Builder {}
    }
}
