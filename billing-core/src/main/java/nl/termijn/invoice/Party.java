package nl.termijn.invoice;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Optional;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.Brand;
import nl.termijn.customer.Customer;
import nl.termijn.internal.ValueStyle;
import nl.termijn.vat.VatId;
import org.immutables.value.Value;

/** Seller or customer as he was on the day of sending; a later move changes no document. Immutable. */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = Party.Builder.class)
public interface Party {
    /** Full name. */
    @Value.Redacted
    String name();

    /** Address. */
    Address address();

    /** VAT id. */
    @Value.Redacted
    Optional<VatId> vatId();

    /** Trade register number of the seller. */
    @Value.Redacted
    Optional<String> kvkNumber();

    /** The seller's account. */
    @Value.Redacted
    Optional<String> iban();

    /** Bank of the account. */
    @Value.Redacted
    Optional<String> bic();

    /** The seller's address for questions. */
    @Value.Redacted
    Optional<String> email();

    /** The seller of {@code administration} as he is now, under the name of {@code brand} if there is one. */
    static Party seller(Administration administration, Optional<Brand> brand) {
        Builder party = builder().from(seller(administration));
        brand.ifPresent(trading -> {
            party.name(trading.name());
            trading.address().ifPresent(party::address);
            trading.email().ifPresent(party::email);
        });
        return party.build();
    }

    /** The seller of {@code administration} as he is now. */
    static Party seller(Administration administration) {
        return builder()
                .name(administration.name())
                .address(administration.address())
                .vatId(administration.vatId())
                .kvkNumber(administration.kvkNumber())
                .iban(administration.iban())
                .bic(administration.bic())
                .email(administration.email())
                .build();
    }

    /** {@code customer} as he is now. */
    static Party customer(Customer customer) {
        return builder()
                .name(customer.name())
                .address(customer.address())
                .vatId(customer.vatId())
                .build();
    }

    /** Starts a party. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a party. */
    class Builder extends ImmutableParty.Builder {}
}
