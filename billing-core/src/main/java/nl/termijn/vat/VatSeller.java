package nl.termijn.vat;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import org.immutables.value.Value;

/**
 * What VAT needs to know of the seller. Immutable.
 *
 * <pre>
 * VatSeller.builder().country("NL").vatId(VatId.of("NL661712813B01")).build();
 * </pre>
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = VatSeller.Builder.class)
public interface VatSeller {
    /** Where the seller is established, ISO 3166-1 alpha-2. */
    String country();

    /** The seller's VAT id. Does not change the treatment; the invoice must show it. */
    Optional<VatId> vatId();

    /** The regime the seller is under; normal unless given. */
    @Value.Default
    default Scheme scheme() {
        return Scheme.NORMAL;
    }

    /**
     * Where sales to consumers in other member states are taxed, by day; in any order. Before the first of these, or
     * without any, at the seller.
     */
    List<OssPeriod> ossPeriods();

    /** What makes a buyer in another member state a business; a confirmed id unless given. */
    @Value.Default
    default VatIdPolicy vatIdPolicy() {
        return VatIdPolicy.CONFIRMED;
    }

    /**
     * The category of services to businesses outside the EU: {@link VatCategory#G} (default) or {@link VatCategory#O}.
     *
     * <p>O is the literal one, but it forbids the VAT ids that Dutch law wants on the invoice and tolerates no other
     * category beside it, so that many use G with an explaining text.
     */
    @Value.Default
    default VatCategory outsideEuBusiness() {
        return VatCategory.G;
    }

    /** Where an electronic service or shipped goods for a consumer in another member state are taxed on that day. */
    default PlaceOfSupply consumersElsewhereOn(LocalDate day) {
        List<OssPeriod> periods = ossPeriods();
        OssPeriod latest = null;
        // by index: this is asked once per invoice line
        for (int i = 0; i < periods.size(); i++) {
            OssPeriod period = periods.get(i);
            if (!period.from().isAfter(day) && (latest == null || period.from().isAfter(latest.from()))) {
                latest = period;
            }
        }
        return latest == null ? PlaceOfSupply.SELLER : latest.consumersElsewhere();
    }

    /**
     * Refuses what cannot be; called when built.
     *
     * @throws nl.termijn.error.InvalidInputException with everything that is wrong
     */
    @Value.Check
    default void check() {
        Violations found = Violations.of("VAT seller");
        Countries.check(found, "country", country());
        found.check(
                outsideEuBusiness() == VatCategory.G || outsideEuBusiness() == VatCategory.O,
                "outsideEuBusiness",
                outsideEuBusiness(),
                "must be G or O",
                "choose G to keep the VAT ids on the invoice, O otherwise");
        Set<LocalDate> days = new HashSet<>();
        for (OssPeriod period : ossPeriods()) {
            found.check(
                    days.add(period.from()),
                    "ossPeriods",
                    period,
                    "two periods may not begin on one day",
                    "keep the one that holds");
        }
        found.throwIfAny();
    }

    /** The regimes. */
    enum Scheme {
        /** VAT is charged. */
        NORMAL,
        /**
         * The small-business scheme (NL: kleineondernemersregeling, art. 25 Wet OB): supplies placed in the seller's own
         * country are exempt, and nothing else is.
         */
        SMALL_BUSINESS
    }

    /** Starts a seller. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a seller. */
    class Builder extends ImmutableVatSeller.Builder {}
}
