package nl.termijn.customer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.termijn.administration.Address;
import nl.termijn.administration.DatedSettings;
import nl.termijn.administration.Settings;
import nl.termijn.administration.SettingsAhead;
import nl.termijn.error.Bounds;
import nl.termijn.error.Violations;
import nl.termijn.internal.MailAddress;
import nl.termijn.internal.ValueStyle;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatBuyer;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatIdEvidence;
import org.immutables.value.Value;

/**
 * Who is billed. Its settings are only what he has of his own; {@link EffectiveSettings} answers what counts for him.
 * Immutable; its history is in the event log.
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = Customer.Builder.class)
public interface Customer extends DatedSettings {
    /** The host's key. */
    CustomerReference reference();

    /** Full name, as it stands on invoices. */
    @Value.Redacted
    String name();

    /** Business or consumer. */
    BuyerKind kind();

    /** Address on the invoice. */
    Address address();

    /** Addresses for mail of every kind that has none of its own. */
    @Value.Redacted
    List<String> emails();

    /** Addresses for mail of one kind, such as reminders to the owner. */
    @Value.Redacted
    Map<DocumentKind, List<String>> emailsByKind();

    /** VAT id. */
    @Value.Redacted
    Optional<VatId> vatId();

    /** What VIES said of the VAT id: the host asks, the library keeps it as evidence. */
    @Value.Redacted
    Optional<VatIdEvidence> vatIdEvidence();

    /** Why the customer is exempt by certificate (embassy, EU institution), if he is. */
    @Value.Redacted
    Optional<String> exemptionCertificate();

    /** Code of the group he is in, whose settings he has where he has none of his own. */
    Optional<String> group();

    /** Order references with their days. */
    @Value.Redacted
    List<PurchaseOrder> purchaseOrders();

    /** The day on which what is about the person was erased; nothing more is done with him since. */
    Optional<LocalDate> erasedOn();

    /** Version for optimistic locking; given by the store. */
    @Value.Default
    default long version() {
        return 0;
    }

    /** The customer with what counts on {@code day} as his own; what is still to come then stays ahead. */
    default Customer asOf(LocalDate day) {
        List<SettingsAhead> inForce = SettingsAhead.inForce(ahead(), day);
        if (inForce.isEmpty()) {
            return this;
        }
        Builder builder = toBuilder().ahead(SettingsAhead.toCome(ahead(), day));
        inForce.forEach(each -> builder.from((Settings) each));
        return builder.build();
    }

    /** Where mail of {@code kind} goes; empty when no address is known. */
    default List<String> emailsFor(DocumentKind kind) {
        return emailsByKind().getOrDefault(kind, emails());
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
        Violations bounds = Violations.of("customer");
        Bounds.check(bounds, "name", name());
        Bounds.check(bounds, "exemptionCertificate", exemptionCertificate());
        bounds.throwIfAny();
        Violations violations = Violations.of("customer")
                .check(!name().isBlank(), "name", name(), "must be given", "the full name stands on every invoice");
        Settings.check(violations, this);
        SettingsAhead.check(violations, ahead());
        emails().forEach(email -> MailAddress.check(violations, "email", email));
        emailsByKind().values().forEach(list -> list.forEach(email -> MailAddress.check(violations, "email", email)));
        violations.throwIfAny();
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
