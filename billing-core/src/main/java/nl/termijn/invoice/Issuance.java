package nl.termijn.invoice;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.administration.LineGroup;
import nl.termijn.internal.ValueStyle;
import org.immutables.value.Value;

/** What sending fixed for ever. Immutable. */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = Issuance.Builder.class)
public interface Issuance {
    /** The number, from the gapless series. */
    DocumentNumber number();

    /** Date of issue (article 35a(1)(a) Wet OB): the day of sending. */
    LocalDate issuedOn();

    /** Last day of payment. */
    LocalDate dueOn();

    /** The seller of that day. */
    Party seller();

    /** The customer of that day. */
    Party customer();

    /** Language of the document. */
    Locale language();

    /** Code of the brand in whose name it was sent, so that it is drawn in its theme. */
    Optional<String> brand();

    /** By what its lines stand together. */
    @Value.Default
    default LineGroup lineGroup() {
        return LineGroup.BY_THEME;
    }

    /** The documents that a credit note refers to, with their dates. */
    List<Referred> referred();

    /** Their numbers. */
    @JsonIgnore
    default List<String> refersToNumbers() {
        return referred().stream().map(Referred::number).toList();
    }

    /** VAT in euro when the document is in another currency (article 35a(4) Wet OB). */
    Optional<EuroVat> euroVat();

    /** How it tells the customer to pay; by transfer unless given. */
    @Value.Default
    default PaymentAdvice payment() {
        return PaymentAdvice.TRANSFER;
    }

    /** What nobody can guess in the hash of what is about a person; empty once that is erased. */
    @Value.Redacted
    Optional<String> salt();

    /** SHA-256, in hexadecimal, of what of the document is about a person, with its salt ({@link PersonalData.OfDocument}). */
    String personalHash();

    /** Hash of the document before it in the series; empty text for the first. */
    String previousHash();

    /**
     * SHA-256, in hexadecimal, of the previous hash and this document's frozen content, in which the personal hash stands
     * for what is about a person.
     */
    String hash();

    /** Starts an issuance. */
    static Builder builder() {
        return new Builder();
    }

    /** Starts from this issuance. */
    default Builder toBuilder() {
        return new Builder().from(this);
    }

    /** Builds an issuance. */
    class Builder extends ImmutableIssuance.Builder {}
}
