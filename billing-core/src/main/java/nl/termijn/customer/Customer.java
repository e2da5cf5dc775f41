package nl.termijn.customer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.termijn.administration.Address;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatBuyer;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatIdEvidence;
import org.immutables.value.Value;

/** Who is billed. Immutable; its history is in the event log. */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = Customer.Builder.class)
public interface Customer {
    /** The host's key. */
    CustomerReference reference();

    /** Full name, as it stands on invoices. */
    String name();

    /** Business or consumer. */
    BuyerKind kind();

    /** Address on the invoice. */
    Address address();

    /** Addresses for mail of every kind that has none of its own. */
    List<String> emails();

    /** Addresses for mail of one kind, such as reminders to the owner. */
    Map<DocumentKind, List<String>> emailsByKind();

    /** How documents reach him; by mail unless given. */
    @Value.Default
    default DeliveryChannel delivery() {
        return DeliveryChannel.MAIL;
    }

    /** Language of documents and mail; Dutch unless given. */
    @Value.Default
    default Locale language() {
        return Locale.forLanguageTag("nl");
    }

    /** VAT id. */
    Optional<VatId> vatId();

    /** What VIES said of the VAT id: the host asks, the library keeps it as evidence. */
    Optional<VatIdEvidence> vatIdEvidence();

    /** Why the customer is exempt by certificate (embassy, EU institution), if he is. */
    Optional<String> exemptionCertificate();

    /** Payment term; the administration's unless given. */
    Optional<PaymentTerm> paymentTerm();

    /** When run invoices are made; monthly unless given. */
    @Value.Default
    default InvoiceSchedule schedule() {
        return InvoiceSchedule.MONTHLY;
    }

    /** General discount on subscription lines in percent, 0 to 100 (rule C4). */
    @Value.Default
    default BigDecimal discountPercent() {
        return BigDecimal.ZERO;
    }

    /** Order references with their days. */
    List<PurchaseOrder> purchaseOrders();

    /** What is held back now, at most one of each kind. */
    List<Hold> holds();

    /** The day on which what is about the person was erased; nothing more is done with him since. */
    Optional<LocalDate> erasedOn();

    /** Version for optimistic locking; given by the store. */
    @Value.Default
    default long version() {
        return 0;
    }

    /** Where mail of {@code kind} goes; empty when no address is known. */
    default List<String> emailsFor(DocumentKind kind) {
        return emailsByKind().getOrDefault(kind, emails());
    }

    /** The hold of {@code kind} that is in force on {@code day}. */
    default Optional<Hold> holdOn(Hold.Kind kind, LocalDate day) {
        for (Hold hold : holds()) {
            if (hold.kind() == kind && hold.holdsOn(day)) {
                return Optional.of(hold);
            }
        }
        return Optional.empty();
    }

    /** The order reference to print on an invoice of {@code day}; of several the one that began last. */
    default Optional<String> purchaseOrderOn(LocalDate day) {
        return purchaseOrders().stream()
                .filter(order -> order.isValidOn(day))
                .max(java.util.Comparator.comparing(PurchaseOrder::from))
                .map(PurchaseOrder::reference);
    }

    /** What the VAT rules need to know of this customer. */
    @JsonIgnore
    @Value.Lazy
    default VatBuyer vatBuyer() {
        return VatBuyer.builder()
                .country(address().country())
                .postalCode(address().postalCode())
                .kind(kind())
                .vatId(vatId())
                .vatIdEvidence(vatIdEvidence())
                .exemptionCertificate(exemptionCertificate())
                .build();
    }

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        Violations violations = Violations.of("customer")
                .check(!name().isBlank(), "name", name(), "must be given", "the full name stands on every invoice")
                .check(
                        discountPercent().signum() >= 0 && discountPercent().compareTo(BigDecimal.valueOf(100)) <= 0,
                        "discountPercent",
                        discountPercent(),
                        "must be 0 to 100",
                        "give the general discount in percent")
                .check(
                        holds().stream().map(Hold::kind).distinct().count() == holds().size(),
                        "holds",
                        holds().stream().map(Hold::kind).toList(),
                        "must have at most one hold of each kind",
                        "replace the hold instead of adding one");
        emails().forEach(email -> checkEmail(violations, email));
        emailsByKind().values().forEach(list -> list.forEach(email -> checkEmail(violations, email)));
        violations.throwIfAny();
    }

    private static void checkEmail(Violations violations, String email) {
        violations.check(
                EmailShape.PATTERN.matcher(email).matches(),
                "email",
                email,
                "must be one mail address",
                "write it as name@domain, without blanks or display name");
    }

    /** Starts a customer. */
    static Builder builder() {
        return new Builder();
    }

    /** Starts from this customer. */
    default Builder toBuilder() {
        return new Builder().from(this);
    }

    /** Builds a customer. */
    class Builder extends ImmutableCustomer.Builder {}
}

final class EmailShape {
    // no control characters, so no header can be injected through an address
    static final Pattern PATTERN = Pattern.compile("[^@\\s\\p{Cntrl}<>,;\"]{1,64}@[^@\\s\\p{Cntrl}<>,;\"]{1,190}");

    private EmailShape() {}
}
